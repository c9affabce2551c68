//! What is told of a proposal, by the verbs that make them and by those that decide on them.

use serde::ser::{SerializeStruct, Serializer};

use crate::cmd::Globals;
use crate::cmd::numbered::numbered;
use crate::cmd::purge;
use crate::error::{Code, Failure, Message, Result};
use crate::ui::{Cell, Ui, View};
use crate::vault::{Member, Plan, Proposal, Reference, Step, Vault};

/// The number that `P-12`, or `12`, names.
pub(in crate::cmd) fn number(typed: &str) -> Result<u64> {
    let none = || Failure::new(Code::NoProposal).arg("proposal", typed).hint("hint-pending");
    numbered('P', typed).ok_or_else(none)
}

/// The number of what is to be carried out, which takes effect: there is no rehearsal of it.
pub(in crate::cmd) fn to_carry_out(ui: &Ui, globals: &Globals, typed: &str) -> Result<u64> {
    if globals.dry_run {
        let message = Message::new("usage-conflict").arg("argument", "--dry-run");
        let message = ui.text(&message.arg("other", "--approved"));
        return Err(Failure::new(Code::Usage).arg("message", message));
    }
    number(typed)
}

/// Says what was proposed, and shows it.
pub(in crate::cmd) fn made(ui: &Ui, vault: &mut Vault, numbers: &[u64]) -> Result<()> {
    let proposals: Vec<Proposal> =
        numbers.iter().map(|number| vault.proposal(*number)).collect::<Result<_, _>>()?;
    ui.rows(SCHEMA, proposals.iter().map(Row::new))?;
    for proposal in &proposals {
        ui.status(about("approval-made", proposal));
    }
    Ok(())
}

/// A message that names a proposal.
pub(super) fn about(id: &'static str, proposal: &Proposal) -> Message {
    Message::new(id).arg("proposal", name(proposal.number))
}

/// Says to a person exactly what a proposal is for.
pub(super) fn tell(ui: &Ui, proposal: &Proposal) {
    let Proposal { plan, name: who, .. } = proposal;
    let numbers = plan.numbers();
    let by = |id: &'static str| {
        let message = about(id, proposal).arg("name", who.as_str());
        message.arg("count", numbers.len()).arg("numbers", purge::brief(&numbers))
    };
    let message = match plan {
        Plan::Purge { basis, .. } => by("approval-tell-purge").arg("basis", basis.as_str()),
        Plan::Export { purpose, .. } => by("approval-tell-export").arg("purpose", purpose.as_str()),
        Plan::Share { purpose, handover, .. } => by("approval-tell-share")
            .arg("purpose", purpose.as_str())
            .arg("recipient", handover.recipient.as_str()),
        Plan::Policy { version, .. } => by("approval-tell-policy").arg("version", *version),
        Plan::Operators { .. } => by("approval-tell-operators"),
    };
    ui.warning(message);
    if !matches!(plan, Plan::Policy { .. }) {
        ui.status(Message::new("approval-detail").arg("detail", detail(plan).join(", ")));
    }
}

/// How many things it is about, for the question.
pub(super) fn count(plan: &Plan) -> u64 {
    match plan {
        Plan::Purge { numbers, .. }
        | Plan::Export { numbers, .. }
        | Plan::Share { numbers, .. } => numbers.len(),
        Plan::Policy { .. } | Plan::Operators { .. } => 1,
    }
}

fn name(number: u64) -> String {
    format!("P-{number}")
}

/// What else it says, in codes.
fn detail(plan: &Plan) -> Vec<String> {
    let named = |name, reference: &Reference| format!("{name}={reference}");
    match plan {
        Plan::Purge { reason, basis, scope, suppress, .. } => {
            let levels = scope.iter().flat_map(|scope| &scope.levels);
            let fields = scope.iter().flat_map(|scope| &scope.fields);
            [reason.id().to_owned(), basis.as_str().to_owned()]
                .into_iter()
                .chain(levels.map(|level| format!("level-{}", level.get())))
                .chain(fields.map(ToString::to_string))
                .chain(suppress.then(|| "suppress".to_owned()))
                .collect()
        }
        Plan::Export { columns, form, purpose, reveal, assessment, to, .. } => {
            let assessment = assessment.as_ref().map(|one| named("assessment", one));
            [purpose.to_string(), form.to_string()]
                .into_iter()
                .chain(to.iter().map(|key| format!("to={key}")))
                .chain(assessment)
                .chain(reveal.then(|| "reveal".to_owned()))
                .chain(columns.iter().map(ToString::to_string))
                .collect()
        }
        Plan::Share { purpose, reveal, handover, .. } => {
            let relation = handover.relation.map(|relation| relation.id().to_owned());
            let until = Some(handover.until.clone()).filter(|day| !day.is_empty());
            let ground = handover.cross_border.as_ref().map(|one| named("cross-border", one));
            let assessment = handover.assessment.as_ref().map(|one| named("assessment", one));
            let agreement = named("agreement", &handover.agreement);
            [handover.kind.id().to_owned(), handover.recipient.clone(), purpose.to_string()]
                .into_iter()
                .chain(relation)
                .chain([handover.country.clone(), handover.form.to_string()])
                .chain(until)
                .chain([agreement])
                .chain(ground)
                .chain(assessment)
                .chain(reveal.then(|| "reveal".to_owned()))
                .chain(handover.columns.iter().map(ToString::to_string))
                .collect()
        }
        Plan::Policy { version, .. } => vec![format!("v{version}")],
        Plan::Operators { step, rotate, .. } => match step {
            Step::Add(Member { operator, name, role, clearance, .. }) => {
                vec![format!("+{operator}"), name.clone(), format!("{role}-{}", clearance.get())]
            }
            Step::Remove { operator } => {
                let rotate = rotate.then(|| "rotate".to_owned());
                [format!("-{operator}")].into_iter().chain(rotate).collect()
            }
        },
    }
}

pub(super) const SCHEMA: &str = "kedang.audit.pending/1";

/// One proposal.
pub(super) struct Row<'a> {
    proposal: &'a Proposal,
    /// The certificate of what was destroyed by it.
    pub(super) certificate: Option<&'a str>,
}

impl<'a> Row<'a> {
    pub(super) const fn new(proposal: &'a Proposal) -> Self {
        Self { proposal, certificate: None }
    }
}

impl View for Row<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "proposal",
        "time",
        "operator",
        "plan",
        "count",
        "records",
        "detail",
        "until",
        "standing",
        "certificate",
    ];

    fn cells(&self) -> Vec<Cell> {
        let Proposal { number, time, name: who, plan, until, standing, .. } = self.proposal;
        let numbers = plan.numbers();
        vec![
            Cell::text(name(*number)),
            Cell::Time(*time),
            Cell::text(who.as_str()),
            Cell::Word(plan.id()),
            if numbers.is_empty() { Cell::Empty } else { Cell::count(numbers.len()) },
            Cell::text(purge::brief(&numbers)),
            Cell::Many(detail(plan).into_iter().map(Cell::text).collect()),
            Cell::Time(*until),
            Cell::Word(standing.id()),
            Cell::maybe(self.certificate),
        ]
    }
}

impl serde::Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Proposal { number, time, operator, name: who, plan, until, standing, .. } =
            self.proposal;
        let mut object = serializer.serialize_struct("Proposal", 11)?;
        object.serialize_field("proposal", &name(*number))?;
        object.serialize_field("time", time)?;
        object.serialize_field("operator", &operator.to_string())?;
        object.serialize_field("name", who)?;
        object.serialize_field("plan", plan.id())?;
        object.serialize_field("count", &count(plan))?;
        let numbers: Vec<String> = plan.numbers().iter().map(|one| one.to_string()).collect();
        object.serialize_field("numbers", &numbers)?;
        object.serialize_field("detail", &detail(plan))?;
        object.serialize_field("until", until)?;
        object.serialize_field("standing", standing.id())?;
        object.serialize_field("certificate", &self.certificate)?;
        object.end()
    }
}
