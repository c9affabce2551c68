#!/usr/bin/env python3
"""Compares kedang's validators of identity numbers and credit codes with python-stdnum's.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install python-stdnum==2.2
    cargo build --release --example validate
    /tmp/venv/bin/python scripts/check_validators.py target/release/examples/validate

Makes 50,000 of each from a fixed seed, right ones and ones with every kind of slip, and prints how
often the two say the same; exits with 1 when they differ without one of these reasons:

  place    python-stdnum refuses a number whose six digits it does not know at the year of birth.
           kedang only remarks on it (id-place): tables of divisions have gaps, people exist.
  year     kedang refuses a birth before 1850.
  fifteen  python-stdnum does not read the fifteen digits issued until 1999.
  letter   The authorities A, N and Y of GB 32100 register too; python-stdnum wants a digit.
  first    kedang refuses a first character under which no authority registers.
  inside   kedang also checks the organisation code inside (GB 11714); python-stdnum does not.

The last four are worked out here a second time, from the standard, and kedang must follow them.
"""
import collections
import datetime
import random
import subprocess
import sys

from stdnum import exceptions, numdb
from stdnum.cn import ric, uscc

SEED = 20260630
EACH = 50_000
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PROVINCES = ("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 "
             "65 71 81 82 83 90 91 92 93 94 95 96 97 98 99").split()
AUTHORITIES = "123456789ANY"


def places():
    """Six-digit codes that python-stdnum knows."""
    known = []
    for province in range(11, 84):
        for rest in range(0, 10_000):
            if len(known) > 6000:
                break
            code = f"{province}{rest:04}"
            if numdb.get("cn/loc").info(code)[-1][1].get("county"):
                known.append(code)
    return known


def identity_check(body):
    return "10X98765432"[sum(int(c) * w for c, w in zip(body, (
        7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11]


def identity_number(rng, known):
    day = datetime.date(1900, 1, 1) + datetime.timedelta(days=rng.randrange(46_000))
    body = f"{rng.choice(known)}{day:%Y%m%d}{rng.randrange(1000):03}"
    return body + identity_check(body)


def organisation_check(code):
    values = [int(c) if c.isdigit() else ord(c) - 55 for c in code]
    left = 11 - sum(v * w for v, w in zip(values, (3, 7, 9, 10, 5, 8, 4, 2))) % 11
    return {10: "X", 11: "0"}.get(left, str(left))


def credit_code(rng, known):
    code = "".join(rng.choice(ALPHABET) for _ in range(8))
    body = rng.choice("1111599999999ANY") + rng.choice("1239") + rng.choice(known)
    body += code + organisation_check(code)
    return body + uscc.calc_check_digit(body)


def slip(rng, text, alphabet, check):
    """The text with one slip of some kind."""
    at = rng.randrange(len(text))
    kind = rng.randrange(9)
    if kind == 0:
        return text
    if kind == 1:
        return text[:at] + rng.choice(alphabet) + text[at + 1:]
    if kind == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2:]
    if kind == 3:
        return text[:at] + text[at + 1:]
    if kind == 4:
        return text[:at] + rng.choice(alphabet) + text[at:]
    if kind == 5:
        return text[:at] + rng.choice("OISVZ*?字") + text[at + 1:]
    if kind == 6:
        return " ".join([text[:6], text[6:14], text[14:]]).lower()
    if kind == 7:
        # A wrong character under a check that fits.
        at %= len(text) - 1
        body = text[:at] + rng.choice(alphabet) + text[at + 1:-1]
        return body + check(body)
    return text[:6] + text[8:17] if alphabet == "0123456789" else text[:-1]


def stdnum_says(module, text):
    try:
        module.validate(text)
        return "ok"
    except exceptions.ValidationError as error:
        return type(error).__name__
    except KeyError:
        # It stumbles where it knows the province and not the county.
        return "InvalidComponent"
    except ValueError:
        return "InvalidFormat"


def fifteen_are_right(bare):
    try:
        datetime.date(1900 + int(bare[6:8]), int(bare[8:10]), int(bare[10:12]))
    except ValueError:
        return False
    return bare.isdigit() and bare[:2] in PROVINCES


def identity_reason(text, theirs, ours):
    """Why the two may differ about an identity number; nothing when they may not."""
    bare = ric.compact(text.replace(" ", ""))
    if len(bare) == 15:
        return "fifteen" if ours.startswith("ok") == fifteen_are_right(bare) else None
    if theirs == "ok" and ours == "id-date" and bare[6:10] < "1850":
        return "year"
    if theirs == "InvalidComponent":
        try:
            born = ric.get_birth_date(bare)
        except exceptions.ValidationError:
            return None
        if born.year >= 1850 and (ours.startswith("ok") or ours == "id-region"):
            return "place"
    return None


def credit_reason(text, theirs, ours):
    """The same of a credit code, by a second reading of the standards."""
    bare = uscc.compact(text)
    if len(bare) != 18 or any(c not in ALPHABET for c in bare):
        return None
    inside = organisation_check(bare[8:16]) == bare[16]
    fits = uscc.calc_check_digit(bare[:17]) == bare[17] and bare[1:8].isdigit()
    if bare[0] not in AUTHORITIES:
        return "first" if theirs == "ok" and ours == "credit-code-authority" else None
    if theirs == "ok" and not inside:
        return "inside" if ours == "credit-code-organisation" else None
    if bare[0] in "ANY" and theirs == "InvalidFormat" and fits and inside:
        return "letter" if ours == "ok" else None
    return None


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "target/release/examples/validate"
    rng = random.Random(SEED)
    known = places()
    cases = []
    for _ in range(EACH):
        text = slip(rng, identity_number(rng, known), "0123456789", lambda body: identity_check(
            body) if body[:17].isdigit() and len(body) == 17 else "0")
        cases.append(("id_number", text, ric, identity_reason))
    for _ in range(EACH):
        text = slip(rng, credit_code(rng, known), ALPHABET, uscc.calc_check_digit)
        cases.append(("credit_code", text, uscc, credit_reason))
    lines = "".join(f"{field}\t{text}\n" for field, text, _, _ in cases)
    answers = subprocess.run([program], input=lines, capture_output=True, text=True, check=True)
    counts = collections.Counter()
    for (field, text, module, reason), ours in zip(cases, answers.stdout.splitlines(), strict=True):
        # Blanks are left out: kedang takes them out itself, python-stdnum only of credit codes.
        theirs = stdnum_says(module, text.replace(" ", ""))
        both = "accepted" if theirs == "ok" else "refused"
        same = (theirs == "ok") == ours.startswith("ok")
        why = None if same else reason(text, theirs, ours)
        counts[field, "both " + both if same else why or "DIFFERENT"] += 1
        if not same and not why:
            print(f"different: {field} {text}: python-stdnum {theirs}, kedang {ours}")
    for (field, what), count in sorted(counts.items()):
        print(f"{field:12} {what:14} {count:6}")
    wrong = sum(count for (_, what), count in counts.items() if what == "DIFFERENT")
    print(f"{len(cases)} values, {wrong} unexplained differences")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
