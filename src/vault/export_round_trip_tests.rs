//! What was exported comes in again as the same records, in every form that carries them: two
//! thousand generated ones here, a hundred thousand by `cargo test --release -- --ignored round_trip`.

use std::io::Cursor;

use super::sample::{Sample, plain_import, selector};
use super::{Aim, Export, ExportColumn, ExportOptions, Form, Import, OnConflict};
use crate::model::Value;
use crate::policy::{By, Policy, Which};
use crate::transfer::CsvStyle;

/// All that forms stumble over: quotes, separators, formulas, line breaks, marks, rare and
/// astral characters, text from right to left, digits that a spreadsheet would round.
const HARD: &[&str] = &[
    "\"",
    "\"\"",
    "'",
    ",",
    "，",
    ";",
    "；x",
    ":",
    "\\",
    "\\n",
    "=",
    "=1+1",
    "+1",
    "-",
    "-5度",
    "+86",
    "@SUM(A1)",
    "＝x",
    "|",
    "\t",
    " ",
    "  ",
    "<b>",
    "&amp;",
    "]]>",
    "_x0041_",
    "{\"a\":1}",
    "[1]",
    "007",
    "6222020000000000123",
    "1.38E+10",
    "张伟",
    "欧阳修远",
    "䶮",
    "㐂",
    "𠮷",
    "𪚥",
    "😀",
    "👨‍👩‍👧",
    "é",
    "e\u{301}",
    "שלום",
    "مرحبا",
    "\u{202E}abc",
    "\u{200D}",
    "Ω",
    "TRUE",
    "#N/A",
    "2026-01-31",
    "50%",
    "¥5",
];

/// What every form but the address book carries.
const ALL: &str = "number,kind,name,company,gender,birth_date,position,occupation,phone,email,wechat,qq,fax,\
    website,address,postcode,contact_person,bank_account,family,stage,grade,tags,region,industry,source,\
    owner,notes,needs,external_id,registered_capital,staff_count,consent_date,sensitive_consent";
/// What an address book carries.
const CARD: &str = "number,kind,name,company,gender,birth_date,position,occupation,phone,email,wechat,qq,fax,\
    website,address,postcode,tags,notes";

/// A generator that gives the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) >> 16).unwrap() % sides
    }

    /// Some hard pieces, with a plain one so that it is never blank.
    fn text(&mut self, between: &str) -> String {
        let mut pieces: Vec<&str> =
            (0..self.roll(4)).map(|_| HARD[self.roll(HARD.len())]).collect();
        pieces.insert(self.roll(pieces.len() + 1), ["甲", "a", "7"][self.roll(3)]);
        // A guard is one apostrophe more in front.
        pieces.insert(0, ["", "", "", "'", "''", "'=", "'-"][self.roll(7)]);
        pieces.join(between)
    }
}

/// A made-up customer as a line of JSON.
fn customer(n: usize, dice: &mut Dice) -> String {
    let mut fields = serde_json::Map::new();
    let mut put = |id: &str, value: serde_json::Value| drop(fields.insert(id.to_owned(), value));
    let org = dice.roll(4) == 0;
    put("kind", if org { "org" } else { "person" }.into());
    // A text that reads as an error of a cell, a firm without a name, and one called as its name.
    let name = if n.is_multiple_of(97) { "#N/A".to_owned() } else { dice.text("") };
    let firm = match n % 5 {
        0 => name.clone(),
        _ => format!("公司{n}{}", dice.text("")),
    };
    if !(org && n.is_multiple_of(3)) {
        put("name", name.into());
    }
    let mut phones = vec![format!("199{n:08}")];
    if dice.roll(3) == 0 {
        phones.push(format!("021-6{n:07}转12"));
    }
    put("phone", phones.into());
    put("email", vec![format!("c{n}@example.com"), format!("d{n}+x@例え.example")].into());
    put("sensitive_consent", "2026-01-01".into());
    put("consent_date", "2026-01-02".into());
    put("bank_account", format!("44031234567{n:09}").into());
    put("postcode", "010000".into());
    if org {
        put("company", firm.into());
        put("registered_capital", format!("{}.50", n * 1000).into());
        put("staff_count", n.to_string().into());
    } else {
        if n.is_multiple_of(5) {
            put("company", firm.into());
        }
        put("gender", ["male", "female", "other"][dice.roll(3)].into());
        put("birth_date", format!("19{:02}-{:02}-28", 20 + n % 80, 1 + n % 12).into());
        put("occupation", dice.text(" ").into());
        put("family", dice.text("\n").into());
    }
    for field in
        ["position", "wechat", "qq", "website", "address", "industry", "owner", "external_id"]
    {
        if dice.roll(2) == 0 {
            put(field, dice.text("").into());
        }
    }
    let between = ["\n", "\n\n", "", " "][dice.roll(4)];
    put("notes", dice.text(between).into());
    put("needs", dice.text("\n").into());
    put("tags", vec![format!("展会{}", dice.roll(5)), "𠮷".to_owned()].into());
    put("grade", ["VIP", "A", "B", "C"][dice.roll(4)].into());
    put("region", ["上海市", "广东省深圳市", "火星"][dice.roll(3)].into());
    serde_json::to_string(&fields).unwrap()
}

fn take_in(bytes: Vec<u8>) -> Sample {
    let sample = Sample::new();
    let settings =
        Import { word: &|fault| (String::new(), format!("{fault:?}")), ..plain_import() };
    if let Err(error) = sample.open().import(Box::new(Cursor::new(bytes)), &settings) {
        panic!("{error:?}");
    }
    sample
}

fn hand_out(sample: &Sample, names: &str, form: Form) -> Vec<u8> {
    let policy = Policy::builtin();
    let column = |name: &str| match name.trim() {
        "number" => ExportColumn::Number,
        name => ExportColumn::Field(policy.id(name).unwrap()),
    };
    let (selector, columns) = (selector(""), names.split(',').map(column).collect());
    let options = ExportOptions::default();
    let order =
        Export { selector: &selector, columns, purpose: "service", reveal: true, form, options };
    let mut bytes = Vec::new();
    let emit = &mut |piece: &[u8]| {
        bytes.extend_from_slice(piece);
        Ok(())
    };
    sample.open().export(&order, emit).unwrap();
    bytes
}

/// The records one by one, without what they are worth comparing for: which text differs is told.
fn lines(sample: &Sample, names: &str) -> Vec<String> {
    let text = String::from_utf8(hand_out(sample, names, Form::JsonLines)).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn come_back(count: usize) {
    let mut dice = Dice(1);
    let text: Vec<String> = (1..=count).map(|n| customer(n, &mut dice)).collect();
    let sample = take_in(text.join("\n").into_bytes());
    let csv = |bom, chinese| Form::Csv { style: CsvStyle { bom, ..CsvStyle::GUARDED }, chinese };
    for (form, names) in [
        (csv(false, false), ALL),
        (csv(true, true), ALL),
        (Form::Json, ALL),
        (Form::JsonLines, ALL),
        (Form::Xlsx { chinese: true }, ALL),
        (Form::Xlsx { chinese: false }, ALL),
        (Form::Cards, CARD),
    ] {
        let wanted = lines(&sample, names);
        let found = lines(&take_in(hand_out(&sample, names, form)), names);
        assert_eq!(found.len(), count, "{form:?}");
        for (found, wanted) in found.iter().zip(&wanted) {
            assert_eq!(found, wanted, "{form:?}");
        }
    }
}

#[test]
fn round_trip_of_two_thousand() {
    come_back(2000);
}

/// What an event says of a contact that failed is history where it comes in: the contact may be gone,
/// its place another's, or it was found right since.
#[test]
fn a_failure_counts_where_it_happened_and_nowhere_else() {
    let failed = |count: usize, phone: &str| {
        let one =
            |day| format!(r#"{{"type":"unreachable","date":"2026-01-0{day}","failed":"{phone}"}}"#);
        (1..=count).map(one).collect::<Vec<_>>().join(",")
    };
    let sample = take_in(
        [
            ("甲", r#""13800000001","13800000002""#, failed(1, "phone:2")),
            ("乙", r#""13800000003""#, failed(3, "phone")),
            ("丙", r#""13800000004""#, failed(3, "phone:1")),
        ]
        .map(|(name, phones, events)| {
            format!(r#"{{"name":"{name}","phone":[{phones}],"events":[{events}]}}"#)
        })
        .join("\n")
        .into_bytes(),
    );
    let phone = Policy::builtin().known().phone;
    let record = |number: &str| selector(number);
    let set = |number: &str, text: &str| {
        let values = Policy::builtin().normalise(phone, text).unwrap();
        let selector = record(number);
        let aim = Aim { selector: &selector, confirmed: None, rehearsal: false };
        sample.open().set_fields(aim, "edit", &[(phone, values)]).unwrap();
    };
    set("K-1", "13800000001");
    set("K-2", "13800000099");
    let three = record("K-3");
    let aim = Aim { selector: &three, confirmed: None, rehearsal: false };
    let (which, how) = (Which { field: phone, by: By::Only }, Value::plain("phone"));
    let right = Value::plain("confirmed");
    sample.open().mark_contact(aim, &which, (&how, &right), true).unwrap();
    let names = "name,phone,events";
    let wanted = lines(&sample, names);
    assert!(wanted.iter().all(|line| line.contains(r#""counted":true"#)), "{wanted:?}");
    let csv = Form::Csv { style: CsvStyle::GUARDED, chinese: true };
    for form in [csv, Form::Xlsx { chinese: false }, Form::Json, Form::JsonLines] {
        let bytes = hand_out(&sample, names, form);
        let found = lines(&take_in(bytes.clone()), names);
        let states =
            |line: &String| line.split_once(r#","contacts""#).map(|(_, known)| known.to_owned());
        assert!(
            found.iter().filter_map(states).all(|known| !known.contains("invalid")),
            "{found:?}"
        );
        let said = |line: &String| line.split(r#","contacts""#).next().unwrap().replace('}', "");
        let said = |lines: &[String]| lines.iter().map(said).collect::<Vec<_>>();
        assert_eq!(said(&found), said(&wanted), "{form:?}");
        // Where it comes from it is the same event.
        let settings = Import { on_conflict: OnConflict::Update, ..plain_import() };
        let again = sample.open().import(Box::new(Cursor::new(bytes)), &settings).unwrap();
        assert_eq!((again.counts.unchanged, again.batches.len()), (3, 0), "{form:?}");
    }
}

#[test]
#[ignore = "the long form"]
fn round_trip_of_a_hundred_thousand() {
    come_back(100_000);
}
