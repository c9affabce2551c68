#!/usr/bin/env python3
"""A second opinion on docs/policy.schema.json, by an independent implementation of JSON Schema.

    python3 -m venv /tmp/v && /tmp/v/bin/pip install jsonschema && /tmp/v/bin/python scripts/check_policy_schema.py

The schema must be one, the built-in policy must fit it, and copies of the policy with one thing
wrong must not. Needs Python 3.11 for tomllib.
"""
import copy
import json
import pathlib
import sys
import tomllib

import jsonschema

root = pathlib.Path(__file__).resolve().parent.parent
schema = json.loads((root / "docs/policy.schema.json").read_text("utf-8"))
policy = tomllib.loads((root / "src/policy/builtin/policy.toml").read_text("utf-8"))

jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
errors = [f"{'/'.join(map(str, e.path))}: {e.message}" for e in validator.iter_errors(policy)]


def broken(change):
    wrong = copy.deepcopy(policy)
    change(wrong)
    return not validator.is_valid(wrong)


breaks = {
    "an unknown key": lambda p: p["field"][0].update(labell="x"),
    "an unknown word": lambda p: p["field"][0].update(type="nmae"),
    "a wrong type": lambda p: p["grade"][0].update(cycle_days="90"),
    "a number out of range": lambda p: p["grade"][0].update(cycle_days=0),
    "a missing key": lambda p: p["purpose"][0].pop("zh"),
    "an empty text": lambda p: p["purpose"][0].update(zh=""),
    "a bad id": lambda p: p["field"][0].update(id="Name!"),
    "a level of 4": lambda p: p["field"][0].update(level=4),
}
errors += [f"{name} is accepted" for name, change in breaks.items() if not broken(change)]
print("\n".join(errors) or f"fine: the schema, the built-in policy, {len(breaks)} broken copies")
sys.exit(bool(errors))
