"""The picture for an authenticator is what other makers of QR codes draw."""

from hashlib import sha256

import pytest

from secaudit.web import qr

LONG = "Shiomi%20City:001003?secret=" * 9


@pytest.mark.parametrize(
    "text, size, digest",  # of the modules as segno draws them, which zbar reads
    [
        ("shiomi-city-01", 21, "7f128ac29c3270c0532bbb1bbfb7931dc635c913de2981dbe79de0ff05eb0ef1"),
        (
            ("otpauth://totp/0" + LONG)[:122],
            45,
            "feec8714173da7cff16b6e4bfd6bb667bceac99b6942b9352e7bc38f061db538",
        ),
        (
            ("otpauth://totp/1" + LONG)[:213],
            57,
            "7e768901dc8b3aa98caa0c0ff7b1c3c99b24ec1982a4405c72f95d8d6496311c",
        ),
    ],
)
def test_it_is_drawn_as_others_draw_it(text, size, digest):
    rows = ["".join("01"[dark] for dark in row) for row in qr.grid(text)]
    assert len(rows) == size and sha256("\n".join(rows).encode()).hexdigest() == digest


def test_what_does_not_fit_is_not_drawn():
    assert qr.grid("x" * 213) and qr.grid("x" * 214) is None


def test_the_path_has_one_square_for_each_dark_module():
    modules = qr.grid("otpauth://totp/x")
    assert qr.path(modules).count("z") == sum(map(sum, modules))
    assert qr.path(modules).startswith("M4 4h1v1h-1z")
