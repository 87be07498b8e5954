from tests.evaluation.ocr.calibrate import Row, calibrated


def test_weights_are_named_and_hold_on_volumes_left_out():
    rows = [
        Row(f"v{i // 4}", 0.01 + 0.5 * i / 40, {"doubt": i / 40, "still": 0.3}) for i in range(16)
    ]

    found = calibrated(rows)

    assert list(found["weights"]) == ["intercept", "doubt", "still"]
    assert abs(found["weights"]["doubt"] - 0.5) < 0.01
    assert min(found["weights"].values()) >= 0
    assert found["spearman_on_volumes_left_out"] > 0.99
    assert found["mean_miss_on_volumes_left_out"] < 0.01


def test_no_sign_ever_speaks_for_a_page():
    rows = [
        Row(f"v{i // 4}", 0.2 - i / 100, {"doubt": i / 40, "other": 0.1 * (i % 2)})
        for i in range(16)
    ]

    assert calibrated(rows)["weights"]["doubt"] == 0.0
