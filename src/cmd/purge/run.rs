//! `kedang purge run` destroys records, with proof.

use std::path::PathBuf;

use serde::ser::{SerializeStruct, Serializer};

use super::part::{read_scope, told};
use crate::cmd::audit::proposal;
use crate::cmd::selection::{self, Takes};
use crate::cmd::{Example, Globals, session, share, target};
use crate::error::{Arg, Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::model::{Reason, Reference};
use crate::policy::Policy;
use crate::ui::{Cell, Language, Ui, View, name_list};
use crate::vault::{Destroyed, Error, Numbers, Order, Purged, Target, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "Destroy a record at the customer's request",
        line: "kedang purge run K-12 --reason request --basis REQ-2026-014",
    },
    Example {
        what: "The same in a script",
        line: "kedang purge run K-12 --reason request --basis REQ-2026-014 --yes --count 1",
    },
    Example {
        what: "Destroy what is due, every night",
        line: "kedang purge run --due --yes --max 200",
    },
    Example {
        what: "Propose it, where the policy wants a second person to agree",
        line: "kedang purge run K-12 --reason request --basis REQ-2026-014 --propose",
    },
    Example {
        what: "Give the requester something to hold against the certificate",
        line: "kedang purge run K-12 --reason request --basis REQ-7 --opening new.json --yes --count 1",
    },
    Example {
        what: "Destroy what verifications proposed, once that was decided",
        line: "kedang purge run --proposed --basis CLEANUP-2026-1",
    },
    Example {
        what: "Erase level 1 of a record and keep the rest",
        line: "kedang purge run K-12 --level 1 --reason withdrawn --basis REQ-2026-015",
    },
];

/// Destroy records for good and sign that it was done
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of a command line")]
pub struct Args {
    /// Records: numbers (K-12, K-15..K-40) or terms (grade:C); - reads them from standard input
    #[arg(
        value_name = "SELECTOR",
        required_unless_present_any = ["due", "proposed"],
        conflicts_with_all = ["due", "proposed"]
    )]
    pub selector: Vec<String>,

    /// Destroy exactly what `purge due` lists by a rule, reason and basis from each rule
    #[arg(long, conflicts_with_all = ["reason", "basis"])]
    pub due: bool,

    /// Destroy what `purge due` lists as proposed by `verify mark`, reason from each proposal
    #[arg(long, conflicts_with_all = ["due", "reason"])]
    pub proposed: bool,

    /// Why: request, expired, ended, withdrawn, other or the Chinese name
    #[arg(long, value_name = "REASON", required_unless_present_any = ["due", "proposed"])]
    pub reason: Option<String>,

    /// Reference of the decision, free of personal data: up to 64 of A-Z a-z 0-9 space . / _ -
    #[arg(long, value_name = "REF", required_unless_present = "due")]
    pub basis: Option<String>,

    /// Erase only this level, 1 or 2, and keep the rest of the record; may be repeated. A level that
    /// holds what a record must have, as level 2 does the name, cannot go by itself: erase its other
    /// fields with --field, or the whole record
    #[arg(long, value_name = "LEVEL", conflicts_with_all = ["due", "proposed"])]
    pub level: Vec<String>,

    /// Erase only this field and keep the rest of the record; may be repeated
    #[arg(long, value_name = "FIELD", conflicts_with_all = ["due", "proposed"])]
    pub field: Vec<String>,

    /// Keep keyed hashes of phones, e-mails and ID numbers, so that imports refuse the person
    #[arg(long, conflicts_with_all = ["due", "proposed", "level", "field"])]
    pub suppress: bool,

    /// Write to a new file what the requester needs to show later that the certificate is about
    /// this record; for one record and --reason request
    #[arg(long, value_name = "FILE", conflicts_with_all = ["due", "proposed", "level", "field"])]
    pub opening: Option<PathBuf>,

    /// Propose it, for another to approve with `audit approve`, and destroy nothing
    #[arg(long, conflicts_with = "opening")]
    pub propose: bool,

    /// With --yes: destroy only if it is exactly this many
    #[arg(long, value_name = "N")]
    pub count: Option<u64>,

    /// Do nothing if it would be more than this many
    #[arg(long, value_name = "N")]
    pub max: Option<u64>,
}

/// Runs `kedang purge run`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    args.opening.as_deref().map(target::require_vacant).transpose()?;
    let mut vault = session::open(ui, host, globals, "purge run")?;
    let selector;
    let target = if let (Some(reason), Some(basis)) = (&args.reason, &args.basis) {
        let (reason, basis) = (read_reason(ui, reason)?, read_basis(basis)?);
        let scope = read_scope(ui, vault.policy(), (&args.level, &args.field))?;
        selector = selection::read(host, &vault, &args.selector, Takes::Change)?;
        Target::Selected { selector: &selector, reason, basis, scope, suppress: args.suppress }
    } else if let Some(basis) = &args.basis {
        Target::Proposed { basis: read_basis(basis)? }
    } else {
        Target::Due
    };
    let plan = vault.plan_purge(&target).map_err(planless)?;
    let planned: u64 = plan.iter().map(|order| order.numbers.len()).sum();
    within_limits(args, planned)?;
    if let (Some(_), false) = (&args.opening, is_one_request(&plan)) {
        return Err(Failure::new(Code::NoOpening));
    }
    if globals.dry_run {
        ui.rows(SCHEMA, plan.iter().map(|order| Row { order, done: None }))?;
        ui.status(told(ui, vault.policy(), "purge-rehearsed", &plan));
        return Ok(Exit::Done);
    }
    if planned == 0 {
        ui.rows(SCHEMA, [] as [Row<'_>; 0])?;
        ui.status(match target {
            Target::Due => "purge-none-due",
            Target::Proposed { .. } => "purge-none-proposed",
            Target::Selected { scope: Some(_), .. } => "purge-none-held",
            Target::Selected { .. } | Target::Batch { .. } => "list-none",
        });
        return Ok(Exit::Done);
    }
    if args.propose {
        let numbers = vault.propose_purge(&target, &plan)?;
        return proposal::made(ui, &mut vault, &numbers).map(|()| Exit::Done);
    }
    vault.require_purge_alone(&plan)?;
    confirm(ui, vault.policy(), args, &plan)?;
    let purged = match &args.opening {
        Some(file) => vault.purge_and_open(&target, &plan, file)?,
        None => vault.purge_planned(&target, &plan)?,
    };
    let gone = purged.done.iter().map(|done| &done.order.numbers);
    let gone = gone.fold(Numbers::new(), |all, one| all.union(one));
    let exit = report(ui, &vault, purged)?;
    if let Some(file) = &args.opening {
        ui.warning(Message::new("purge-opening").arg("path", file.as_path()));
    }
    share::remind(ui, &mut vault, &gone);
    Ok(exit)
}

const SCHEMA: &str = "kedang.purge.run/1";

/// Why there is no plan; what a record must keep is told with what can go instead.
fn planless(error: Error) -> Failure {
    let failure = Failure::from(error);
    if failure.code == Code::RecordLacks { failure.hint("hint-erase-fields") } else { failure }
}

/// A reason by its id or its Chinese name.
pub(in crate::cmd) fn read_reason(ui: &Ui<'_>, text: &str) -> Result<Reason> {
    let chinese = ui.language() == Language::Chinese;
    let name = |reason: Reason| if chinese { reason.chinese() } else { reason.id() };
    text.trim().parse().map_err(|_| {
        Failure::new(Code::UnknownValue)
            .arg("value", text)
            .arg("option", "--reason")
            .arg("known", name_list(ui.language(), &Reason::ALL.map(name)))
    })
}

/// A reference of the decision.
pub(super) fn read_basis(text: &str) -> Result<Reference> {
    text.parse().map_err(|_| Failure::new(Code::BadReference).arg("argument", "--basis"))
}

/// Whether one record is destroyed because its owner asked for it.
fn is_one_request(plan: &[Order]) -> bool {
    let fits = |order: &Order| order.reason == Reason::Request && order.numbers.len() == 1;
    plan.len() == 1 && plan.iter().all(fits)
}

/// Holds the plan to what the command line expects of it.
fn within_limits(args: &Args, planned: u64) -> Result<()> {
    if let Some(maximum) = args.max.filter(|maximum| planned > *maximum) {
        let failure = Failure::new(Code::OverMaximum).arg("planned", planned);
        return Err(failure.arg("maximum", maximum).hint("hint-purge-due"));
    }
    match args.count.filter(|count| *count != planned) {
        Some(given) => {
            Err(Failure::new(Code::CountDiffers).arg("given", given).arg("planned", planned))
        }
        None => Ok(()),
    }
}

/// Shows the plan and has the count typed. A script says the count itself; what is due is known
/// to nobody beforehand, and `--max` bounds it.
fn confirm(ui: &Ui<'_>, policy: &Policy, args: &Args, plan: &[Order]) -> Result<()> {
    let planned: u64 = plan.iter().map(|order| order.numbers.len()).sum();
    if ui.says_yes() {
        return if args.due || args.count.is_some() {
            Ok(())
        } else {
            Err(Failure::new(Code::CountMissing).arg("planned", planned))
        };
    }
    for order in plan {
        let message = told(ui, policy, "purge-plan", std::slice::from_ref(order))
            .arg("numbers", super::brief(&order.numbers))
            .arg("reason", Arg::Message(super::reason(order.reason)))
            .arg("basis", order.basis.as_str());
        ui.warning(message);
        if order.suppress {
            ui.warning("purge-suppresses");
        }
    }
    ui.confirm_count(&Message::new("ask-count").arg("count", planned), planned)
}

fn report(ui: &Ui<'_>, vault: &Vault, purged: Purged) -> Result<Exit> {
    let rows = purged.done.iter().map(|done| Row { order: &done.order, done: Some(done) });
    ui.rows(SCHEMA, rows)?;
    let orders: Vec<Order> = purged.done.iter().map(|done| done.order.clone()).collect();
    if let Some(error) = purged.failed {
        return Err(Failure::from(error).committed());
    }
    ui.status(told(ui, vault.policy(), "purge-done", &orders));
    let parts = orders.iter().filter(|order| order.scope.is_some());
    let renewed: u64 = parts.map(|order| order.numbers.len()).sum();
    if renewed > 0 && vault.has_copies()? {
        // What remains of them has new keys, and no data written before opens with these.
        ui.warning(Message::new("purge-back-up-now").arg("count", renewed));
    }
    let left = purged.done.first().map(|done| done.residual.as_slice()).unwrap_or_default();
    super::left_behind(ui, vault, left)
}

/// One destruction, planned or done.
struct Row<'a> {
    order: &'a Order,
    done: Option<&'a Destroyed>,
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] =
        &["certificate", "count", "numbers", "reason", "basis"];

    fn cells(&self) -> Vec<Cell> {
        let Order { numbers, reason, basis, .. } = self.order;
        vec![
            Cell::maybe(self.done.map(|done| done.certificate.as_str())),
            Cell::count(numbers.len()),
            Cell::text(super::brief(numbers)),
            Cell::Word(reason.id()),
            Cell::text(basis.as_str()),
        ]
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Order { numbers, reason, basis, scope, suppress } = self.order;
        let mut object = serializer.serialize_struct("Destruction", 12)?;
        object.serialize_field("certificate", &self.done.map(|done| &done.certificate))?;
        object.serialize_field("count", &numbers.len())?;
        let all: Vec<String> = numbers.iter().map(|number| number.to_string()).collect();
        object.serialize_field("numbers", &all)?;
        let levels = scope.iter().flat_map(|scope| &scope.levels);
        object.serialize_field("levels", &levels.map(|level| level.get()).collect::<Vec<_>>())?;
        let fields = scope.iter().flat_map(|scope| &scope.fields);
        object.serialize_field("fields", &fields.collect::<Vec<_>>())?;
        object.serialize_field("suppressed", suppress)?;
        object.serialize_field("reason", reason.id())?;
        object.serialize_field("basis", basis.as_str())?;
        object.serialize_field("epoch", &self.done.map(|done| done.epoch))?;
        object.serialize_field("done", &self.done.is_some())?;
        let left = self.done.map(|done| done.residual.as_slice()).unwrap_or_default();
        object.serialize_field("residual", left)?;
        object.serialize_field("partial", &!left.is_empty())?;
        object.end()
    }
}
