import cv2
import numpy as np
import pytest

from samples.docket import Docket, draw_code, write_parted_stack

DOCKETS = (Docket("Skrynios raštai: žąsų ūkis", "SKR 821.1-3"), Docket("Linų laukas", "SKR 12"))


def test_semicolon_in_a_title_does_not_part_fields():
    assert Docket("Vienas; du", "A;1").code == "SKRYNIA:title=Vienas, du;shelfmark=A,1"


@pytest.mark.parametrize("docket", DOCKETS)
def test_code_is_read_back_whole(docket):
    assert read_code(draw_code(docket.code, 400)) == docket.code


def test_stack_is_parted_by_dockets_that_can_be_read_from_their_scans(tmp_path):
    names = write_parted_stack(tmp_path, DOCKETS, pages_each=2)

    codes = [read_code(cv2.imread(str(tmp_path / name))) for name in names]

    assert codes == [DOCKETS[0].code, "", "", DOCKETS[1].code, "", ""]


def read_code(image):
    return cv2.QRCodeDetector().detectAndDecode(np.asarray(image))[0]
