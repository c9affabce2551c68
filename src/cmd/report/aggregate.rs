//! `kedang report aggregate` counts records by combinations of what they hold, and shows no count that
//! could tell a person apart.

use serde::ser::{SerializeMap, Serializer};

use crate::cmd::fields::{find, label};
use crate::cmd::record_view::capital;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, covering, session};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::FieldId;
use crate::policy::Policy;
use crate::ui::{Cell, Column, Language, Ui, View};
use crate::vault::{Aggregate, OTHER_WORD};

/// The schema of its JSON.
const SCHEMA: &str = "kedang.report.aggregate/1";

/// Counts below this are not shown where neither the command nor the policy says otherwise.
const SMALL: u64 = 5;

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Count customers by grade and region",
        line: "kedang report aggregate --by grade,region",
    },
    Example {
        what: "Count those of a tag by stage, for an analysis, none below ten",
        line: "kedang report aggregate tag:expo --by stage --purpose analysis --k 10",
    },
];

/// Count records by what they hold, without counts so small that they tell persons apart
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:A, tag:expo); - reads them from
    /// standard input
    #[arg(value_name = "SELECTOR")]
    pub selector: Vec<String>,

    /// Fields to count by, three at most, separated by commas
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', required = true)]
    pub by: Vec<String>,

    /// What it is for: service, analysis, recommend, marketing or the Chinese name; without, what
    /// your role is for
    #[arg(long, value_name = "PURPOSE")]
    pub purpose: Option<String>,

    /// Leave out counts below this, and those from which they could be worked out (default: what the
    /// policy says, else 5)
    #[arg(long, value_name = "N")]
    pub k: Option<u64>,
}

/// Runs `kedang report aggregate`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let mut vault = session::open(ui, host, globals, "report aggregate")?;
    let policy = vault.policy();
    let selector = selection::read(host, &vault, &args.selector, Takes::Look)?;
    let purpose = covering::purpose(ui, &vault, args.purpose.as_deref())?;
    let fields = fields(policy, &args.by)?;
    let of_policy = Some(policy.document().report.small_cells).filter(|k| *k > 0);
    let k = super::small(args.k, of_policy.map_or(SMALL, u64::from))?;
    let order = Aggregate { selector: &selector, fields: &fields, purpose, k };
    let counted = vault.aggregate(&order)?;
    let teller = Teller { ui, policy, fields: &fields };
    let mut list = ui.list(SCHEMA, teller.columns())?;
    for (words, count) in &counted.cells {
        list.push(&Row { teller: &teller, words, count: *count })?;
    }
    covering::finish(list, &counted.left_out)?;
    covering::note(ui, &counted.left_out);
    if counted.cells.values().any(Option::is_none) {
        ui.note(Message::new("report-suppressed").arg("k", k));
    }
    Ok(Exit::Done)
}

fn fields(policy: &Policy, names: &[String]) -> Result<Vec<FieldId>> {
    let mut fields = Vec::new();
    for name in names {
        let field = find(policy, name.trim())?;
        if fields.contains(&field) {
            return Err(
                Failure::new(Code::FieldTwice).arg("field", policy.field(field).id.as_str())
            );
        }
        fields.push(field);
    }
    Ok(fields)
}

/// Puts counts into rows of one language.
struct Teller<'a, 'h> {
    ui: &'a Ui<'h>,
    policy: &'static Policy,
    fields: &'a [FieldId],
}

impl Teller<'_, '_> {
    fn columns(&self) -> Vec<Column> {
        let named = |field: &FieldId| {
            let heading = capital(label(self.policy, *field, self.ui.language()));
            Column::named(self.policy.field(*field).id.clone(), heading)
        };
        self.fields.iter().map(named).chain([Column::new("records")]).collect()
    }

    fn cell(&self, field: FieldId, word: &str) -> Cell {
        let chinese = self.ui.language() == Language::Chinese;
        let name = match word {
            "" => self.ui.text(&"report-none".into()),
            OTHER_WORD => self.ui.text(&"report-other".into()),
            word => self.policy.shown(field, word, chinese).to_owned(),
        };
        Cell::Named { id: word.to_owned(), name }
    }
}

/// A count.
struct Row<'a, 'h> {
    teller: &'a Teller<'a, 'h>,
    words: &'a [String],
    /// Nothing: not to be shown.
    count: Option<u64>,
}

impl View for Row<'_, '_> {
    fn cells(&self) -> Vec<Cell> {
        let words = self.teller.fields.iter().zip(self.words);
        let count = self.count.map_or(Cell::Word("suppressed"), Cell::count);
        words.map(|(field, word)| self.teller.cell(*field, word)).chain([count]).collect()
    }
}

impl serde::Serialize for Row<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, word) in self.teller.fields.iter().zip(self.words) {
            let word = Some(word).filter(|word| !word.is_empty());
            map.serialize_entry(&self.teller.policy.field(*field).id, &word)?;
        }
        map.serialize_entry("records", &self.count)?;
        if self.count.is_none() {
            map.serialize_entry("suppressed", &true)?;
        }
        map.end()
    }
}
