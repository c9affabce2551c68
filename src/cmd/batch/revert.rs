//! `kedang batch revert` takes an import back, as far as nobody has worked on with it.

use super::{name, number};
use crate::cmd::audit::proposal;
use crate::cmd::{Example, Globals, purge, session, share};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::host::Host;
use crate::ui::{Cell, Ui, View};
use crate::vault::{Destroyed, Error, Numbers, Order, Reverting, Target, Vault};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example {
        what: "See what taking an import back would come to",
        line: "kedang batch revert B-4 --dry-run",
    },
    Example {
        what: "Take it back: what it made is destroyed, what it changed is as before",
        line: "kedang batch revert B-4 --yes --count 2",
    },
    Example {
        what: "Propose what is to be destroyed, where the policy wants a second person to agree",
        line: "kedang batch revert B-4 --propose",
    },
];

/// Take an import back: destroy what it made and give back what it changed, unless touched since
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Number of the batch, as `batch list` lists it
    #[arg(value_name = "BATCH")]
    pub batch: String,

    /// Propose what is to be destroyed, for another to approve with `audit approve`, and change
    /// nothing; once that is approved, the same command without it gives back what was changed
    #[arg(long)]
    pub propose: bool,

    /// With --yes: do it only if it is exactly this many records
    #[arg(long, value_name = "N")]
    pub count: Option<u64>,
}

/// Runs `kedang batch revert`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let number = number(&args.batch)?;
    let mut vault = session::open(ui, host, globals, "batch revert")?;
    let plan = vault.plan_revert(number)?;
    if let Some(given) = args.count.filter(|count| *count != plan.count()) {
        return Err(Failure::new(Code::CountDiffers)
            .arg("given", given)
            .arg("planned", plan.count()));
    }
    if plan.count() == 0 {
        show(ui, &plan, &[])?;
        ui.status(nothing(&plan));
        return Ok(Exit::Done);
    }
    if globals.dry_run {
        vault.restore_former(&plan, true)?;
        show(ui, &plan, &[])?;
        ui.status("batch-rehearsed");
        return Ok(Exit::Done);
    }
    if args.propose {
        return propose(ui, &mut vault, &plan);
    }
    vault.require_purge_alone(&plan.orders).map_err(|error| needs_two(error, number))?;
    confirm(ui, args, &plan)?;
    vault.restore_former(&plan, false)?;
    let mut done = Vec::new();
    if !plan.orders.is_empty() {
        let purged = vault.purge_planned(&Target::Batch { number }, &plan.orders);
        let restored = !plan.restores.is_empty();
        let halfway = |failure: Failure| if restored { failure.committed() } else { failure };
        // It is one order, which is carried out or not.
        done = purged.map_err(|error| halfway(error.into()))?.done;
    }
    show(ui, &plan, &done)?;
    let message = Message::new("batch-reverted").arg("destroyed", destroyed(&plan.orders).len());
    ui.status(message.arg("restored", plan.restores.len()));
    share::remind(ui, &mut vault, &destroyed(&plan.orders));
    let left = done.first().map(|done| done.residual.as_slice()).unwrap_or_default();
    purge::left_behind(ui, &vault, left)
}

/// Why nothing is taken back, and what helps where all was changed since.
fn nothing(plan: &Reverting) -> Message {
    match plan.edited.first() {
        _ if !plan.kept.is_empty() => "batch-nothing-free".into(),
        Some(first) => {
            let message = Message::new("batch-all-edited").arg("count", plan.edited.len());
            message.arg("first", first)
        }
        None => "batch-nothing".into(),
    }
}

/// Proposes what is to be destroyed. Nothing is given back before that is decided: a former phone
/// may be that of a record which is still there.
fn propose(ui: &Ui<'_>, vault: &mut Vault, plan: &Reverting) -> Result<Exit> {
    let batch = name(plan.batch.number);
    if plan.orders.is_empty() {
        show(ui, plan, &[])?;
        ui.status(Message::new("batch-none-to-propose").arg("batch", batch));
        return Ok(Exit::Done);
    }
    let target = Target::Batch { number: plan.batch.number };
    let numbers = vault.propose_purge(&target, &plan.orders)?;
    proposal::made(ui, vault, &numbers)?;
    if !plan.restores.is_empty() {
        let message = Message::new("batch-proposed").arg("count", plan.restores.len());
        ui.status(message.arg("batch", batch));
    }
    Ok(Exit::Done)
}

/// The failure, with this command for a hint where a second person is needed.
fn needs_two(error: Error, number: u64) -> Failure {
    let failure = Failure::from(error);
    if failure.code != Code::NeedsApproval {
        return failure;
    }
    let command = format!("kedang batch revert {}", name(number));
    Failure { hints: vec![Message::new("hint-propose").arg("command", command)], ..failure }
}

/// Has the count typed, as a purge has. A script says it itself where records are destroyed.
fn confirm(ui: &Ui<'_>, args: &Args, plan: &Reverting) -> Result<()> {
    let planned = plan.count();
    if ui.says_yes() {
        return if plan.orders.is_empty() || args.count.is_some() {
            Ok(())
        } else {
            Err(Failure::new(Code::CountMissing).arg("planned", planned))
        };
    }
    let goes = destroyed(&plan.orders);
    if !goes.is_empty() {
        let message = Message::new("batch-plan-destroys").arg("count", goes.len());
        ui.warning(message.arg("numbers", purge::brief(&goes)));
    }
    if !plan.restores.is_empty() {
        let message = Message::new("batch-plan-restores").arg("count", plan.restores.len());
        ui.warning(message.arg("numbers", purge::brief(&plan.restores)));
    }
    ui.confirm_count(&Message::new("ask-count").arg("count", planned), planned)
}

fn destroyed(orders: &[Order]) -> Numbers {
    orders.iter().fold(Numbers::new(), |all, order| all.union(&order.numbers))
}

/// Shows what is taken back and what is not, and why the records are kept as they are.
fn show(ui: &Ui<'_>, plan: &Reverting, done: &[Destroyed]) -> Result<()> {
    ui.record("kedang.batch.revert/1", &Row { plan, done })?;
    let taken = plan.kept.difference(&plan.restricted);
    let reasons = [("batch-stays-restricted", &plan.restricted), ("batch-stays-taken", &taken)];
    for (reason, numbers) in reasons.into_iter().filter(|(_, numbers)| !numbers.is_empty()) {
        let message = Message::new(reason).arg("count", numbers.len());
        ui.note(message.arg("numbers", purge::brief(numbers)));
    }
    Ok(())
}

/// What is taken back, and what is not.
struct Row<'a> {
    plan: &'a Reverting,
    done: &'a [Destroyed],
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "batch",
        "destroyed_now",
        "restored_now",
        "edited",
        "kept_as_is",
        "destroyed",
        "lost",
        "certificate",
    ];

    fn cells(&self) -> Vec<Cell> {
        let Reverting { batch, orders, restores, edited, destroyed: gone, lost, kept, .. } =
            self.plan;
        let listed = |numbers: &Numbers| Cell::text(numbers.human());
        vec![
            Cell::text(name(batch.number)),
            listed(&destroyed(orders)),
            listed(restores),
            listed(edited),
            listed(kept),
            listed(gone),
            listed(lost),
            Cell::maybe(self.done.first().map(|done| done.certificate.as_str())),
        ]
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let Reverting { batch, orders, restores, edited, destroyed: gone, lost, kept, .. } =
            self.plan;
        let mut object = serializer.serialize_struct("Reverted", 9)?;
        object.serialize_field("batch", &name(batch.number))?;
        let lists = [
            ("destroyed_now", &destroyed(orders)),
            ("restored_now", restores),
            ("edited", edited),
            ("kept_as_is", kept),
            ("restricted", &self.plan.restricted),
            ("destroyed", gone),
            ("lost", lost),
        ];
        for (key, numbers) in lists {
            let all: Vec<String> = numbers.iter().map(|number| number.to_string()).collect();
            object.serialize_field(key, &all)?;
        }
        let certificate = self.done.first().map(|done| &done.certificate);
        object.serialize_field("certificate", &certificate)?;
        object.end()
    }
}
