#!/usr/bin/env python3
"""Sends synthetic customers through real programs and back: LibreOffice, openpyxl, vobject.

    apt-get install --no-install-recommends libreoffice-calc
    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install openpyxl==3.1.5 vobject==0.9.9
    cargo build --release
    /tmp/venv/bin/python scripts/check_spreadsheets.py target/release/kedang

* A workbook that openpyxl wrote, with a title over merged cells, telephone numbers that are numbers
  and dates that are dates, and what LibreOffice makes of it as xlsx, xls, ods and CSV in GB18030: each
  is imported, and what the vault then holds is what was written.
* An export as CSV is opened by LibreOffice and saved as xlsx: openpyxl finds the texts that the vault
  holds, and no formula.
* Hostile values (formulas, quotes, marks, long digits, text from right to left) are exported as CSV, as
  xlsx and as a page of HTML, and printed on cards; LibreOffice opens them and saves them as flat ODF and as
  xlsx: there is no formula, and the values are the vault's. What LibreOffice makes of the CSV is imported
  into another vault, which then holds the same. openpyxl finds texts, numbers and days in what was exported, under a header
  that stays in sight.
* An export as vCards is read by vobject, which finds what the vault holds.
* vCards that vobject wrote are imported, and hold what they held.

Prints a line for each and exits with 1 if one differs. All names and numbers are made up.
"""
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import openpyxl
import vobject

KEDANG = str(pathlib.Path(sys.argv[1]).resolve())
NAMES = ["张伟", "李娜", "欧阳修远", "𠮷田一", "Anna \"Ann\" Example", "=1+1", "O'Neil", "名, 逗号"]
ROWS = [
    {
        "name": NAMES[i % len(NAMES)] + ("" if i < len(NAMES) else str(i)),
        "phone": f"138{i:08}",
        "birth_date": str(datetime.date(1960, 1, 31) + datetime.timedelta(days=97 * i)),
        "notes": ["", "第一行\n第二行", "@SUM(A1)", "+1", "-", "很好 😀", "'引号", "007"][i % 8],
    }
    for i in range(200)
]
HOSTILE = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://example.com\")", "=cmd|' /C calc'!A0", "＝1+1", "＠x",
    "'=1", "''", "\"=1+1\"", "a\tb", "第一行\n=第二行", "x,=1+1", "x;=1+1", "{=1+1}", "=\"a\"&\"b\"", "%00", "_x0041_",
    "<b>&amp;</b>", "]]>", "𠮷𪚥䶮", "😀👨‍👩‍👧", "שלום=1", "مرحبا", "\u202e=1+1", "#REF!", "TRUE\u200d", "…" * 200,
]
DIGITS = ["6222020000000000123", "010000", "1.38E+10", "007", "2026-01-31", "12:30", "1/2", "1e5", "50%", "¥5", "-1",
          "+8613800000013", "0x10", "TRUE", "FALSE", "#N/A", "1 234", "١٢٣"]
HEADER = {"name": "姓名", "phone": "手机", "birth_date": "出生日期", "notes": "备注"}


def workbook(path):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "客户"
    page["A1"] = "客户名单"
    page.merge_cells("A1:D1")
    page.append([])
    page.append(list(HEADER.values()))
    for row in ROWS:
        day = datetime.date.fromisoformat(row["birth_date"])
        page.append([None, int(row["phone"]), day, None])
        # openpyxl takes a text that begins with = for a formula unless told otherwise.
        for column, text in ((1, row["name"]), (4, row["notes"])):
            cell = page.cell(page.max_row, column)
            cell.value = text
            cell.data_type = "s"
    book.save(path)


def convert(source, target, options=""):
    """LibreOffice saves `source` as another format beside it."""
    directory = source.parent / "out"
    directory.mkdir(exist_ok=True)
    run = ["soffice", "--headless", f"-env:UserInstallation=file://{source.parent}/profile", "--convert-to",
           target + options, "--outdir", str(directory), str(source)]
    if source.suffix == ".csv":
        # Separator, quote, character set (76 is UTF-8), as its dialogue proposes them.
        run.insert(1, "--infilter=Text - txt - csv (StarCalc):44,34,76")
    if source.suffix == ".html":
        run.insert(1, "--calc")
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return directory / (source.stem + "." + target)


class Vault:
    def __init__(self, home):
        self.home = tempfile.mkdtemp(dir=home)
        self("init", "--operator", "wang", "--new-identity", "identity", "--no-recovery")

    def __call__(self, *words):
        environment = {"HOME": self.home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8",
                       "KEDANG_VAULT": f"{self.home}/vault", "KEDANG_IDENTITY": f"{self.home}/identity"}
        done = subprocess.run([KEDANG, *map(str, words)], cwd=self.home, env=environment, capture_output=True)
        if done.returncode != 0:
            raise SystemExit(f"kedang {words[0]}: {done.returncode}: {done.stderr.decode()}")
        return done.stdout.decode()

    def records(self):
        lines = self("export", "--purpose", "service", "--format", "jsonl").splitlines()
        return [json.loads(line) for line in lines]


def text(value):
    if isinstance(value, list):
        return value[0] if value else ""
    return value or ""


def held(vault):
    plain = lambda phone: phone.removeprefix("+86")
    return [{**{key: text(row.get(key)) for key in HEADER}, "phone": plain(text(row["phone"]))}
            for row in vault.records()]


def hostile(home):
    """A vault of customers whose remarks and addresses are made to hurt, and what it holds."""
    rows = [{"name": f"客{i}", "phone": f"139{i:08}", "notes": text, "address": DIGITS[i % len(DIGITS)],
             "birth_date": f"19{50 + i:02}-03-01"} for i, text in enumerate(HOSTILE + DIGITS)]
    source = home / "hostile.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    vault = Vault(home)
    vault("import", source)
    return vault, vault.records()


def cells(path):
    """The cells of a workbook under its header."""
    page = openpyxl.load_workbook(path).active
    return [list(row) for row in page.iter_rows(min_row=2)]


def exports(home):
    vault, records = hostile(home)
    fields = ["number", "name", "notes", "address", "birth_date"]
    held = [[text(record.get(field)) for field in fields] for record in records]
    named = ",".join(fields)
    plain, book = home / "hostile.csv", home / "hostile.xlsx"
    vault("export", "--purpose", "service", "--fields", named, "--bom", "-o", plain)
    vault("export", "--purpose", "service", "--fields", named, "-o", book)
    page = openpyxl.load_workbook(book).active
    compare("header that stays in sight", page.freeze_panes, "A2")
    kinds = {cell.data_type for row in cells(book) for cell in row}
    compare("kinds of cells that openpyxl finds in xlsx", sorted(kinds), ["d", "s"])
    day = lambda value: str(value.date()) if isinstance(value, datetime.datetime) else value or ""
    values = lambda path: [[day(cell.value) for cell in row] for row in cells(path)]
    compare("xlsx as openpyxl reads it", values(book), spelt(held))
    for source in (plain, book):
        kind = source.suffix[1:]
        flat = convert(source, "fods").read_text()
        compare(f"formulas of {kind} in LibreOffice", flat.count("table:formula="), 0)
        saved = convert(source, "xlsx", ":Calc MS Excel 2007 XML")
        formulas = [cell.coordinate for row in cells(saved) for cell in row if cell.data_type == "f"]
        compare(f"formulas of {kind} in what LibreOffice saves", formulas, [])
        if kind == "xlsx":
            compare("xlsx as LibreOffice saves it", values(saved), guarded(held))
        else:
            # A guard is one apostrophe, which an import takes off again.
            bare = lambda value: value[1:] if value[:1] == "'" and is_live(value[1:]) else value
            texts = lambda rows: [[bare(str(value)) for value in row[:3]] for row in rows if row[2] not in DIGITS]
            kept = [row for row, own in zip(values(saved), held) if own[2] not in DIGITS]
            compare("texts of CSV as LibreOffice saves it", texts(kept), [row[:3] for row in held if row[2] not in DIGITS])
    # Digits are no text to a spreadsheet that opens a CSV file: it counts with them.
    texts = home / "texts.csv"
    vault("export", f"K-1..K-{len(HOSTILE)}", "--purpose", "service", "--fields", "number,name,phone,notes", "--bom", "-o", texts)
    for target in ("ods", "xlsx"):
        other = Vault(home)
        other("import", convert(texts, target))
        back = [[text(record.get(field)) for field in ("name", "notes")] for record in other.records()]
        compare(f"texts of CSV by way of {target}", back, [row[1:3] for row in held[:len(HOSTILE)]])
    pages = {"export": home / "hostile.html", "card": home / "cards.html"}
    vault("export", "--purpose", "service", "--fields", named, "-o", pages["export"])
    vault("card", f"K-1..K-{len(records)}", "--html", "-o", pages["card"])
    for what, page in pages.items():
        flat = convert(page, "fods").read_text()
        compare(f"formulas of the page of {what} in LibreOffice", flat.count("table:formula="), 0)
    cards = home / "hostile.vcf"
    vault("export", "--purpose", "service", "-o", cards)
    raw = cards.read_bytes()
    compare("longest line of a vCard", max(map(len, raw.split(b"\r\n"))) <= 75, True)
    found = []
    for card in vobject.readComponents(raw.decode()):
        found.append([card.fn.value, card.tel.value, card.note.value, card.bday.value])
    wanted = [[text(record["name"]), text(record["phone"]), text(record["notes"]), record["birth_date"].replace("-", "")]
              for record in records]
    compare("vCards as vobject reads them", found, wanted)


def is_live(value):
    rest = value.lstrip("' \u3000")
    return rest[:1] in tuple("=+-@\t\r\n＝＋－＠") or rest == "#REF!"


def spelt(rows):
    """What openpyxl does not undo: the spelling that keeps _x0041_ from being taken for A."""
    return [[value.replace("_x0041_", "_x005F_x0041_") for value in row] for row in guarded(rows)]


def guarded(rows):
    """A text that an import would take for guarded has a guard in a workbook, too."""
    return [["'" + value if value[:1] == "'" and is_live(value[1:]) else value for value in row] for row in rows]


FAILED = []


def compare(what, found, wanted):
    same = found == wanted
    listed = isinstance(found, list)
    print(f"{'same' if same else 'DIFFERS'}  {what} ({len(found) if listed else found})")
    if not same:
        FAILED.append(what)
        if not listed:
            return
        for one, other in zip(found, wanted):
            if one != other:
                print("  ", one, "\n  ", other)
                break


def main():
    with tempfile.TemporaryDirectory() as home:
        home = pathlib.Path(home)
        source = home / "customers.xlsx"
        workbook(source)
        files = {"openpyxl xlsx": source}
        for target in ("xlsx", "xls", "ods"):
            files[f"LibreOffice {target}"] = convert(source, target)
        # Separator, quote, character set (85 is GB18030).
        files["LibreOffice CSV in GB18030"] = convert(source, "csv", ":Text - txt - csv (StarCalc):44,34,85")
        for what, path in files.items():
            vault = Vault(home)
            row = ["--header-row", "3"] if path.suffix == ".csv" else []
            vault("import", path, *row)
            compare(what, held(vault), ROWS)
        vault("export", "--purpose", "service", "--fields", "name,phone,notes", "--bom", "-o", home / "all.csv")
        book = openpyxl.load_workbook(convert(home / "all.csv", "xlsx", ":Calc MS Excel 2007 XML"))
        cells = [cell for row in book.active.iter_rows() for cell in row]
        compare("formulas in what LibreOffice makes of an export",
                [cell.coordinate for cell in cells if cell.data_type == "f"], [])
        exports(home)
        cards = home / "cards.vcf"
        with cards.open("w", newline="") as out:
            for row in ROWS:
                card = vobject.vCard()
                card.add("fn").value = row["name"]
                card.add("n").value = vobject.vcard.Name(given=row["name"])
                card.add("tel").value = row["phone"]
                card.add("bday").value = row["birth_date"]
                if row["notes"]:
                    card.add("note").value = row["notes"]
                out.write(card.serialize())
        vault = Vault(home)
        vault("import", cards)
        compare("vobject vCards", held(vault), ROWS)
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
