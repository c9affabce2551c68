//! `kedang purge physical` records the destruction of paper and media.

use serde::ser::{SerializeStruct, Serializer};

use super::run::{read_basis, read_reason};
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session};
use crate::error::{Arg, Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::date::parse_day;
use crate::model::{Marking, Means, Medium, NotAMarking};
use crate::ui::{Cell, Language, Ui, View, name_list};
use crate::vault::{Discard, Discarded, Numbers, Reference, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Record that the paper files of two customers were shredded",
        line: "kedang purge physical K-3 K-4 --medium paper --quantity 2 --method shred --reason expired --basis PLAN-2026 --day 2026-02-27 --witness VISITOR-12",
    },
    Example {
        what: "Record that a disk was crushed",
        line: "kedang purge physical --medium 硬盘 --make ACME --model X-1 --serial WX12A345 --method 压毁 --reason 业务结束 --basis PLAN-2026 --witness EMP-0042",
    },
];

/// Record that paper or media were destroyed, and sign for it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Numbers of the records that were on it (K-12, K-15..K-40), as far as that is known
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// What it was: paper, disk, ssd, tape, optical, usb, phone, other or the Chinese name
    #[arg(long, value_name = "MEDIUM")]
    pub medium: String,

    /// How many of it, up to ten million
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub quantity: u64,

    /// Who made it: up to 64 of A-Z a-z 0-9 space . / _ - and Chinese characters
    #[arg(long, value_name = "TEXT")]
    pub make: Option<String>,

    /// Its model, in the same characters but Chinese ones
    #[arg(long, value_name = "TEXT")]
    pub model: Option<String>,

    /// Its serial number, in the same characters as the model
    #[arg(long, value_name = "TEXT")]
    pub serial: Option<String>,

    /// How: shred, incinerate, degauss, crush, overwrite, other or the Chinese name
    #[arg(long, value_name = "METHOD")]
    pub method: String,

    /// Who saw it: another operator's number or a reference such as EMP-0042, never a name; may be
    /// repeated
    #[arg(long, value_name = "WITNESS", required = true)]
    pub witness: Vec<String>,

    /// Why: request, expired, ended, withdrawn, other or the Chinese name
    #[arg(long, value_name = "REASON")]
    pub reason: String,

    /// Reference of the decision, free of personal data: up to 64 of A-Z a-z 0-9 space . / _ -
    #[arg(long, value_name = "REF")]
    pub basis: String,

    /// The day it was done [default: today]
    #[arg(long, value_name = "DATE")]
    pub day: Option<String>,
}

const SCHEMA: &str = "kedang.purge.physical/1";

/// More things are not destroyed at once; a larger number is a slip of the hand.
const MOST: u64 = 10_000_000;

/// Runs `kedang purge physical`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "purge physical")?;
    let what = read(ui, host, &vault, args)?;
    if globals.dry_run {
        vault.examine_discarded(&what)?;
        ui.record(SCHEMA, &Row { ui, what: &what, done: None })?;
        ui.status("purge-physical-rehearsed");
        return Ok(Exit::Done);
    }
    let done = vault.discard(&what)?;
    ui.record(SCHEMA, &Row { ui, what: &what, done: Some(&done) })?;
    ui.status(Message::new("purge-physical-done").arg("line", done.line.to_string()));
    Ok(Exit::Done)
}

fn read(ui: &Ui<'_>, host: &Host, vault: &Vault, args: &Args) -> Result<Discarded> {
    let day = match &args.day {
        Some(day) => {
            parse_day(day).ok_or_else(|| Failure::new(Code::BadDate).arg("argument", "--day"))?
        }
        None => vault.today()?,
    };
    let medium = listed(ui, "--medium", &args.medium, Medium::ALL, (Medium::id, Medium::chinese))?;
    let method = listed(ui, "--method", &args.method, Means::ALL, (Means::id, Means::chinese))?;
    if !medium.is_destroyed_by(method) {
        let named = |kind: &str, id| ui.text(&Message::new(format!("attest-{kind}-{id}")));
        return Err(Failure::new(Code::NotSoDestroyed)
            .arg("medium", named("medium", medium.id()))
            .arg("method", named("means", method.id())));
    }
    if args.quantity > MOST {
        return Err(Failure::new(Code::TooManyThings).arg("limit", MOST));
    }
    Ok(Discarded {
        medium,
        quantity: args.quantity,
        make: marking("--make", args.make.as_deref(), Marking::maker)?,
        model: marking("--model", args.model.as_deref(), str::parse)?,
        serial: marking("--serial", args.serial.as_deref(), str::parse)?,
        numbers: numbers(host, vault, &args.selector)?,
        method,
        reason: read_reason(ui, &args.reason)?,
        basis: read_basis(&args.basis)?,
        day,
        witnesses: witnesses(&args.witness)?,
    })
}

/// Each of them once: one who is named twice would pass for two.
fn witnesses(given: &[String]) -> Result<Vec<Reference>> {
    let all: Vec<Reference> = given.iter().map(|text| witness(text)).collect::<Result<_>>()?;
    for (n, one) in all.iter().enumerate() {
        let same = |other: &Reference| other.as_str().eq_ignore_ascii_case(one.as_str());
        if all.iter().take(n).any(same) {
            return Err(Failure::new(Code::WitnessTwice).arg("witness", one.as_str()));
        }
    }
    Ok(all)
}

/// The names of a value: its id, and its Chinese name.
type Names<T> = (fn(T) -> &'static str, fn(T) -> &'static str);

/// One of a list, by its id or its Chinese name.
fn listed<T: Copy + std::str::FromStr>(
    ui: &Ui<'_>,
    option: &'static str,
    text: &str,
    all: &[T],
    (id, chinese): Names<T>,
) -> Result<T> {
    let name = if ui.language() == Language::Chinese { chinese } else { id };
    let known: Vec<&str> = all.iter().map(|one| name(*one)).collect();
    text.trim().parse().map_err(|_| {
        Failure::new(Code::UnknownValue)
            .arg("value", text)
            .arg("option", option)
            .arg("known", name_list(ui.language(), &known))
    })
}

fn marking(
    option: &'static str,
    text: Option<&str>,
    read: fn(&str) -> std::result::Result<Marking, NotAMarking>,
) -> Result<Option<Marking>> {
    let refused = || Failure::new(Code::BadMarking).arg("argument", option);
    text.map(|text| read(text).map_err(|_| refused())).transpose()
}

fn witness(text: &str) -> Result<Reference> {
    text.parse().map_err(|_| Failure::new(Code::BadWitness))
}

/// Record numbers; nothing is looked up, since what was on paper may be destroyed long since.
fn numbers(host: &Host, vault: &Vault, words: &[String]) -> Result<Numbers> {
    if words.is_empty() {
        return Ok(Numbers::new());
    }
    let selector = selection::read(host, vault, words, Takes::Change)?;
    if selector.looks_inside() || selector.is_empty() {
        return Err(Failure::new(Code::BadSelector)
            .arg("position", 1_u8)
            .arg("reason", Arg::Message("usage-selector-numbers")));
    }
    let range = |range: &std::ops::RangeInclusive<_>| Numbers::range(*range.start(), *range.end());
    Ok(selector.numbers.iter().fold(Numbers::new(), |all, one| all.union(&range(one))))
}

/// A destruction of paper or media, planned or recorded.
struct Row<'a> {
    ui: &'a Ui<'a>,
    what: &'a Discarded,
    done: Option<&'a Discard>,
}

impl Row<'_> {
    /// A value in the words of certificates.
    fn named(&self, kind: &str, id: &'static str) -> Cell {
        let name = self.ui.text(&Message::new(format!("attest-{kind}-{id}")));
        Cell::Named { id: id.to_owned(), name }
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "certificate",
        "line",
        "medium",
        "quantity",
        "make",
        "model",
        "serial",
        "numbers",
        "method",
        "reason",
        "basis",
        "day",
        "witnesses",
    ];

    fn cells(&self) -> Vec<Cell> {
        let Discarded { medium, quantity, make, model, serial, method, .. } = self.what;
        let Discarded { numbers, reason, basis, day, witnesses, .. } = self.what;
        let text =
            |marking: &Option<Marking>| Cell::maybe(marking.as_ref().map(Marking::to_string));
        vec![
            Cell::maybe(self.done.map(|done| done.certificate.as_str())),
            self.done.map_or(Cell::Empty, |done| Cell::count(done.line)),
            self.named("medium", medium.id()),
            Cell::count(*quantity),
            text(make),
            text(model),
            text(serial),
            Cell::text(super::brief(numbers)),
            self.named("means", method.id()),
            Cell::Word(reason.id()),
            Cell::text(basis.as_str()),
            Cell::Date(*day),
            Cell::Many(witnesses.iter().map(|witness| Cell::text(witness.as_str())).collect()),
        ]
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let what = self.what;
        let numbers: Vec<String> = what.numbers.iter().map(|number| number.to_string()).collect();
        let text = |marking: &Option<Marking>| marking.as_ref().map(Marking::to_string);
        let witnesses: Vec<&str> = what.witnesses.iter().map(Reference::as_str).collect();
        let mut object = serializer.serialize_struct("Discarded", 14)?;
        object.serialize_field("certificate", &self.done.map(|done| &done.certificate))?;
        object.serialize_field("line", &self.done.map(|done| done.line))?;
        object.serialize_field("medium", what.medium.id())?;
        object.serialize_field("quantity", &what.quantity)?;
        object.serialize_field("make", &text(&what.make))?;
        object.serialize_field("model", &text(&what.model))?;
        object.serialize_field("serial", &text(&what.serial))?;
        object.serialize_field("numbers", &numbers)?;
        object.serialize_field("method", what.method.id())?;
        object.serialize_field("reason", what.reason.id())?;
        object.serialize_field("basis", what.basis.as_str())?;
        object.serialize_field("day", &what.day.to_string())?;
        object.serialize_field("witnesses", &witnesses)?;
        object.serialize_field("done", &self.done.is_some())?;
        object.end()
    }
}
