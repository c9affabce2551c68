//! `kedang add` enters one customer.

use std::path::PathBuf;

use crate::cmd::fields::{self, label};
use crate::cmd::input::{self, Entered};
use crate::cmd::{Example, Globals, contact, covering, session};
use crate::error::{Exit, Message, Result};
use crate::host::Host;
use crate::model::{FieldId, Level, RecordNumber};
use crate::policy::Policy;
use crate::ui::{Cell, Format, Language, Ui, View};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Enter a person, answering questions", line: "kedang add" },
    Example {
        what: "Enter a person from standard input",
        line: "echo '{\"name\":\"张伟\",\"phone\":\"13800000013\",\"source\":\"展会\"}' | kedang add --json -",
    },
    Example {
        what: "Enter an organisation",
        line: "kedang add --kind org --company 北京示例有限公司 --phone 010-12345678 --source 官网",
    },
    Example {
        what: "Keep apart what a partner provided, until its owner agreed",
        line: "echo '{\"name\":\"李娜\",\"phone\":\"13800000014\",\"source\":\"合作伙伴\"}' | kedang add --quarantine --json -",
    },
];

/// Enter one customer
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Read one JSON object of fields from a file; - is standard input
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,

    /// What the customer is: person or org
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,

    /// Name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,

    /// Phone number; may be given more than once
    #[arg(long, value_name = "PHONE")]
    pub phone: Vec<String>,

    /// E-mail address; may be given more than once
    #[arg(long, value_name = "EMAIL")]
    pub email: Vec<String>,

    /// Company
    #[arg(long, value_name = "NAME")]
    pub company: Option<String>,

    /// Province
    #[arg(long, value_name = "PROVINCE")]
    pub province: Option<String>,

    /// City
    #[arg(long, value_name = "CITY")]
    pub city: Option<String>,

    /// Address
    #[arg(long, value_name = "ADDRESS")]
    pub address: Option<String>,

    /// Stage of the relationship
    #[arg(long, value_name = "STAGE")]
    pub stage: Option<String>,

    /// Grade
    #[arg(long, value_name = "GRADE")]
    pub grade: Option<String>,

    /// Tag; may be given more than once
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,

    /// Where the information comes from
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,

    /// Who looks after the customer
    #[arg(long, value_name = "OWNER")]
    pub owner: Option<String>,

    /// Notes
    #[arg(long, value_name = "TEXT")]
    pub notes: Option<String>,

    /// Day of the customer's consent, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub consent_date: Option<String>,

    /// What it is collected for: service, analysis, recommend, marketing or the Chinese name; fields
    /// that the purpose does not use are refused
    #[arg(long, value_name = "PURPOSE")]
    pub purpose: Option<String>,

    /// Why more is collected than the purpose uses
    #[arg(long, value_name = "REFERENCE", requires = "purpose")]
    pub justify: Option<String>,

    /// Quarantine what a third party provided without the consent or basis that the policy asks for
    #[arg(long)]
    pub quarantine: bool,

    /// Any other field; FIELD=- reads its value from standard input
    #[arg(long, value_name = "FIELD=VALUE")]
    pub set: Vec<String>,

    /// A field that the person declined to give: it counts as answered; several by repeating it
    #[arg(long, value_name = "FIELD")]
    pub decline: Vec<String>,
}

/// Runs `kedang add`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "add")?;
    let references = (args.justify.as_deref(), None);
    let terms = (args.purpose.as_deref(), args.quarantine);
    covering::collect(ui, &mut vault, terms, references)?;
    let policy = vault.policy();
    fields::refuse_secrets(policy, &args.set)?;
    let mut entered = args.entered();
    entered.extend(input::pairs(host, &args.set)?);
    if let Some(path) = &args.json {
        entered.extend(contact::json(host, policy, path)?);
    } else if entered.is_empty() {
        entered = ask(ui, policy)?;
    }
    let mut read = fields::read(policy, &entered)?;
    fields::tell_totals(ui, policy, &entered);
    read.values.extend(covering::declined(policy, &args.decline)?);
    let record = read.record(ui, policy, args.quarantine)?;
    covering::refuse_given(policy, &record)?;
    let held =
        vault.clearance().opens(Level::One) && policy.awaits_consent(&record, vault.today()?);
    let quarantined = policy.is_quarantined(&record);
    let number = vault.add_record(record, globals.dry_run)?;
    if held {
        ui.note("add-held");
    }
    if quarantined {
        let days = policy.document().collection.quarantine_days;
        ui.note(Message::new("add-quarantined").arg("record", number).arg("days", days));
    }
    let added = Added { number, quarantined, dry_run: globals.dry_run };
    match ui.format() {
        Format::Table if globals.dry_run => {
            ui.say(Message::new("add-rehearsed").arg("record", number))
        }
        Format::Table => ui.line(&number.to_string()),
        _ => ui.record("kedang.add/1", &added),
    }?;
    Ok(Exit::Done)
}

impl Args {
    /// What the options say, but for `--set` and `--json`.
    fn entered(&self) -> Entered {
        let one = [
            ("kind", &self.kind),
            ("name", &self.name),
            ("company", &self.company),
            ("province", &self.province),
            ("city", &self.city),
            ("address", &self.address),
            ("stage", &self.stage),
            ("grade", &self.grade),
            ("source", &self.source),
            ("owner", &self.owner),
            ("notes", &self.notes),
            ("consent_date", &self.consent_date),
        ];
        let many = [("phone", &self.phone), ("email", &self.email), ("tags", &self.tag)];
        let one = one.into_iter().filter_map(|(id, text)| Some((id, vec![text.clone()?])));
        let many = many.into_iter().map(|(id, texts)| (id, texts.clone()));
        let all = one.chain(many.filter(|(_, texts)| !texts.is_empty()));
        all.map(|(id, texts)| (id.to_owned(), texts.into())).collect()
    }
}

/// Asks for the fields that most records have; Enter alone leaves one out.
fn ask(ui: &Ui, policy: &Policy) -> Result<Entered> {
    let known = policy.known();
    let kinds = policy.choices(known.kind);
    let chinese = ui.language() == Language::Chinese;
    let names: Vec<String> = kinds
        .iter()
        .map(|kind| if chinese { kind.label_zh.clone() } else { kind.label_en.clone() })
        .collect();
    let question = Message::new("add-ask").arg("field", label(policy, known.kind, ui.language()));
    let place = ui.ask_choice(&question, &names, "--kind")?;
    let kind = kinds.get(place).map(|kind| kind.id.clone()).unwrap_or_default();
    let who = if kind == "org" { known.company } else { known.name };
    let mut entered = vec![("kind".to_owned(), vec![kind].into())];
    let more = [known.phone, known.email, known.region, known.source, known.tags];
    for field in [who].into_iter().chain(more).chain([known.consent_date]) {
        let text = ask_value(ui, policy, field)?;
        if !text.trim().is_empty() {
            entered.push((policy.field(field).id.clone(), vec![text].into()));
        }
    }
    Ok(entered)
}

/// Asks until what is typed is a value of the field, or nothing.
fn ask_value(ui: &Ui, policy: &Policy, field: FieldId) -> Result<String> {
    let question = Message::new("add-ask").arg("field", label(policy, field, ui.language()));
    loop {
        let text = ui.ask_line(&question, None, "--json")?;
        match policy.enter(field, &text) {
            Ok(_) => return Ok(text),
            Err(finding) => ui.explain(&fields::reason(ui, &finding)),
        }
    }
}

/// The record that was added.
#[derive(serde::Serialize)]
struct Added {
    #[serde(serialize_with = "as_text")]
    number: RecordNumber,
    quarantined: bool,
    dry_run: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde calls")]
fn as_text<S: serde::Serializer>(
    number: &RecordNumber,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

impl View for Added {
    const COLUMNS: &'static [&'static str] = &["number"];

    fn cells(&self) -> Vec<Cell> {
        vec![self.number.into()]
    }
}
