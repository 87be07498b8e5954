import io
import json

import pytest
from django.urls import reverse
from PIL import Image

from tests.web.objects import flagged

pytestmark = pytest.mark.database


def address(digital_object, rest, number=2):
    return f"/iiif/{digital_object.name}~p{number:04d}{rest}"


def test_information_names_the_image_and_its_size(controller, stored):
    answer = controller.get(address(stored, "/info.json"))

    information = json.loads(answer.content)
    assert information["id"] == f"http://testserver{address(stored, '')}"
    assert (information["width"], information["height"]) == (1240, 1754)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_linked_data_is_given_to_those_who_ask(controller, stored):
    answer = controller.get(
        address(stored, "/info.json"), headers={"Accept": "application/ld+json"}
    )

    assert answer.headers["Content-Type"].startswith("application/ld+json")


def test_bare_address_leads_to_the_information(controller, stored):
    answer = controller.get(address(stored, ""))

    assert answer.status_code == 303
    assert answer.headers["Location"] == address(stored, "/info.json")


def test_tile_is_an_image_kept_privately(controller, stored):
    answer = controller.get(address(stored, "/0,0,1024,1024/512,512/0/default.jpg"))

    assert Image.open(io.BytesIO(answer.content)).size == (512, 512)
    assert answer.headers["Cache-Control"].startswith("private")


def test_unchanged_tile_is_not_sent_again(controller, stored):
    tile = address(stored, "/full/max/0/default.png")
    etag = controller.get(tile).headers["ETag"]

    again = controller.get(tile, headers={"If-None-Match": etag})

    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize(
    "rest",
    [
        "/full/max/45/default.jpg",
        "/full/9999,/0/default.jpg",
        "/5000,0,9,9/max/0/default.jpg",
        "/full/max/0/default.gif",
        "/%20/max/0/default.jpg",
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(controller, stored, rest):
    answer = controller.get(address(stored, rest))

    assert answer.status_code == 400
    assert "WEB-003" in answer.content.decode()


def test_image_that_is_not_there_is_not_found(controller, stored, town):
    assert controller.get(address(stored, "/info.json", 9)).status_code == 404
    assert (
        controller.get(address(flagged(town.code, title="Metai"), "/info.json")).status_code == 404
    )


def test_images_are_only_read(controller, stored):
    assert controller.post(address(stored, "/info.json")).status_code == 405


def test_thumbnail_is_the_stored_file(controller, stored):
    answer = controller.get(reverse("thumbnail", args=[stored.name, 1]))

    image = Image.open(io.BytesIO(answer.content))
    assert max(image.size) == 400
    assert answer.headers["Content-Type"] == "image/jpeg"
