from tests.evaluation.ocr.calibrate import Row, calibrated


def test_coefficients_are_named_and_hold_on_volumes_left_out():
    rows = [
        Row(f"v{i // 4}", 0.02 + 0.02 * i, {"confidence": 0.99 - i / 40, "noise": float(i % 2)})
        for i in range(16)
    ]

    found = calibrated(rows)

    assert found["names"] == ("confidence", "noise")
    assert found["weights"][0] < -abs(found["weights"][1])
    assert found["volumes"] == 4
    assert found["spearman_left_out"] > 0.9
    assert found["mean_error_left_out"] < 0.1
