//! `kedang assess` fills in a scorecard, or shows the newest ones.

use crate::cmd::alteration::{self, Task};
use crate::cmd::record_view::disclose;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, covering, fields, input, session};
use crate::error::{Code, Exit, Failure, Result};
use crate::host::Host;
use crate::model::date::{parse_day, plus_months};
use crate::model::{Assessment, FieldId, Scores};
use crate::policy::Policy;
use crate::ui::{Cell, Column, Language, Ui, View};
use crate::vault::{Addition, Record, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Assess a customer by 5C",
        line: "kedang assess K-12 --standard 5c --score character=4,capacity=3,capital=4,collateral=2,condition=3",
    },
    Example {
        what: "Name the factors in Chinese, and read the evidence from standard input",
        line: "printf 近三年无逾期 | kedang assess K-12 --standard 5p --score 人=4,目的=3,还款=5,保障=3,展望=4 --evidence -",
    },
    Example {
        what: "Show the newest scorecards of one owner's customers",
        line: "kedang assess owner:王",
    },
];

/// Assess customers by a scorecard of the policy; without --score, show the newest ones
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// The scorecard: 5c, 5p, 6a, partner or the Chinese name
    #[arg(long, value_name = "STANDARD")]
    pub standard: Option<String>,

    /// The score of each factor, separated by commas
    #[arg(long, value_name = "FACTOR=N", requires = "standard")]
    pub score: Vec<String>,

    /// What the scores rest on; - reads it from standard input
    #[arg(long, value_name = "TEXT", requires = "score")]
    pub evidence: Option<String>,

    /// The day of the assessment (default: today)
    #[arg(long, value_name = "DATE", requires = "score")]
    pub date: Option<String>,

    /// Who assessed (default: the operator)
    #[arg(long, value_name = "NAME", requires = "score")]
    pub by: Option<String>,
}

/// Runs `kedang assess`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "assess")?;
    let policy = vault.policy();
    let field = policy.known().assessments;
    let missing = || Failure::new(Code::UnknownField).arg("field", "assessments");
    let field = field.ok_or_else(missing)?;
    let standard = args.standard.as_deref().map(|name| standard(ui, policy, name)).transpose()?;
    if args.score.is_empty() {
        return list(ui, host, &mut vault, (field, standard, args));
    }
    let card = args.card(host, &vault, standard.unwrap_or_default())?;
    let text = serde_json::to_string(&card).map_err(|_| Failure::new(Code::Bug))?;
    let card = fields::value(ui, policy, field, &text)?;
    if args.selector.is_empty() {
        return Err(Failure::new(Code::NoSelector));
    }
    let selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
    let task = Task { schema: "kedang.assess/1", selector: &selector, asks: true };
    alteration::run(ui, globals, &mut vault, &task, |vault, aim| {
        let card = Addition { verb: "assess", field, value: &card, more: &[], failed: None };
        vault.add_value(aim, &card).map(|(altered, _)| altered)
    })
}

/// The id of the standard that `name` means.
fn standard<'p>(ui: &Ui, policy: &'p Policy, name: &str) -> Result<&'p str> {
    policy.standard(name).map(|standard| standard.id.as_str()).ok_or_else(|| {
        let all = policy.document().assessments.iter();
        let names = all.map(|one| (one.id.as_str(), one.label_zh.as_str()));
        fields::not_listed(ui, ("--standard", name), names)
    })
}

impl Args {
    /// The scorecard as it was typed.
    fn card(&self, host: &Host, vault: &Vault, standard: &str) -> Result<Assessment> {
        let mut card = Assessment::default();
        standard.clone_into(&mut card.standard);
        card.date = match &self.date {
            Some(date) => date.clone(),
            None => vault.today()?.to_string(),
        };
        card.by = match &self.by {
            Some(by) => by.clone(),
            None => vault.operator_name()?.to_owned(),
        };
        let pair = |pair: &str| {
            let (factor, score) = pair.split_once(['=', '＝'])?;
            Some((factor.trim().to_owned(), score.trim().parse().ok()?))
        };
        let given = self.score.iter().flat_map(|text| text.split([',', '，', '、']));
        let pairs: Option<Vec<_>> = given.map(pair).collect();
        card.scores = Scores(pairs.ok_or_else(|| Failure::new(Code::BadScore))?);
        card.evidence = input::value_of(host, self.evidence.as_deref().unwrap_or_default())?;
        Ok(card)
    }
}

/// The newest scorecard of each standard, for each record.
fn list(
    ui: &Ui,
    host: &Host,
    vault: &mut Vault,
    (field, standard, args): (FieldId, Option<&str>, &Args),
) -> Result<Exit> {
    vault.require_field(field)?;
    let policy = vault.policy();
    let selector = selection::read(host, vault, &args.selector, Takes::Look)?;
    let request = fields::look("scorecards", &selector);
    let chinese = ui.language() == Language::Chinese;
    let mut columns: Vec<Column> = COLUMNS.iter().map(|id| Column::new(id)).collect();
    columns.push(Column::named("by", ui.text(&"event-by".into())));
    let mut rows = ui.list("kedang.assess.list/1", columns)?;
    let shown = disclose(vault, &request, |record| {
        let newest = newest(record, field, standard);
        newest.iter().try_for_each(|card| rows.push(&Row::of(policy, record, card, chinese)))
    })?;
    if covering::finish(rows, &shown.left_out)? == 0 {
        ui.status("assess-none");
    }
    covering::tell(ui, &shown);
    Ok(Exit::Done)
}

/// The newest scorecard of each standard; of one day the one that was entered last.
fn newest(record: &Record, field: FieldId, standard: Option<&str>) -> Vec<Assessment> {
    let all = record.fields.all(field).filter_map(|value| Assessment::parse(&value.text));
    let mut cards: Vec<Assessment> =
        all.filter(|card| standard.is_none_or(|id| card.standard == id)).collect();
    cards.reverse();
    cards.sort_by(|one, other| {
        one.standard.cmp(&other.standard).then_with(|| other.date.cmp(&one.date))
    });
    cards.dedup_by(|later, kept| later.standard == kept.standard);
    cards
}

/// All columns but the last.
const COLUMNS: [&str; 8] =
    ["number", "name", "date", "standard", "total", "scores", "valid_until", "evidence"];

/// One scorecard of one record.
#[derive(serde::Serialize)]
struct Row<'a> {
    number: String,
    name: Option<&'a str>,
    #[serde(flatten)]
    card: &'a Assessment,
    /// The day after which it is to be made anew.
    valid_until: Option<String>,
    #[serde(skip)]
    told: (String, String),
}

impl<'a> Row<'a> {
    fn of(policy: &Policy, record: &'a Record, card: &'a Assessment, chinese: bool) -> Self {
        let known = policy.known();
        let text = |field| record.fields.get(field).map(|value| value.text.as_str());
        let months = policy.standard(&card.standard).map_or(0, |standard| standard.valid_months);
        let until = parse_day(&card.date).filter(|_| months > 0);
        Self {
            number: record.number.to_string(),
            name: text(known.name).or_else(|| text(known.company)),
            card,
            valid_until: until.map(|day| plus_months(day, i32::from(months)).to_string()),
            told: policy.card_details(card, chinese),
        }
    }
}

impl View for Row<'_> {
    fn cells(&self) -> Vec<Cell> {
        let (standard, scores) = &self.told;
        let card = self.card;
        let raw = card.scores.0.iter().map(|(factor, score)| format!("{factor}={score}"));
        vec![
            Cell::text(&self.number),
            Cell::maybe(self.name),
            Cell::text(&card.date),
            Cell::Named { id: card.standard.clone(), name: standard.clone() },
            Cell::count(card.total.into()),
            Cell::Named { id: raw.collect::<Vec<_>>().join(","), name: scores.clone() },
            Cell::maybe(self.valid_until.as_deref()),
            Cell::text(&card.evidence),
            Cell::text(&card.by),
        ]
    }
}
