#!/usr/bin/env python3
"""Writes src/policy/validate/area_codes.txt: China's area codes and how long local numbers are.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install phonenumbers
    /tmp/venv/bin/python scripts/area_codes.py

Whether a number is valid is decided by libphonenumber itself, in kedang as here; the table only
serves to say *why* one is not. Source: PyPI phonenumbers (Apache-2.0 licence).
"""
import pathlib

import phonenumbers
from phonenumbers.geodata import GEOCODE_DATA

OUT = pathlib.Path(__file__).resolve().parent.parent / "src/policy/validate/area_codes.txt"


def is_fixed(digits):
    number = phonenumbers.PhoneNumber(country_code=86, national_number=int(digits))
    kind = phonenumbers.number_type(number)
    return kind == phonenumbers.PhoneNumberType.FIXED_LINE


def lengths(area):
    """The lengths of the local numbers behind an area code, as text: 7, 8, or 78."""
    found = ""
    for length in (7, 8):
        tails = [first + fill * (length - 1) for first in "2345678" for fill in "26"]
        tails += [first + "1234567"[: length - 1].ljust(length - 1, "3") for first in "2345678"]
        if any(is_fixed(area + tail) for tail in tails):
            found += str(length)
    return found


def main():
    areas = {}
    for area in ["10"] + [str(n) for n in range(20, 30)] + [str(n) for n in range(310, 1000)]:
        if any(known.startswith("86" + area) for known in GEOCODE_DATA):
            areas.setdefault(lengths(area), []).append(area)
    lines = ["# Area codes of China without their 0, after the lengths of local numbers.",
             "# Made by scripts/area_codes.py from PyPI phonenumbers (Apache-2.0 licence)."]
    lines += [f"{length} {' '.join(codes)}" for length, codes in sorted(areas.items()) if length]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
