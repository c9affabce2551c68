//! When a record is used, restricted, destroyed: case by case, to be read by somebody who knows the
//! law and not the program.
//!
//! One line is one record, seen on one day. *Used until* and *kept until* are last days, inclusive.
//! A record is `active` (in use), `restricted` (封存: kept and not used), `due` (to be destroyed by
//! the next `purge run --due`) or `held` (would be due, and a hold stands). The longest statutory
//! period stands there whether it decides or not: until its last day nobody destroys the record for
//! any other reason either. Empty cells mean: none.
//!
//! ```text
//! rules       the built-in policy, and what differs from it:
//!   off       no statutory period binds the organisation
//!   aml       the ten years of the Anti-Money Laundering Law bind it
//!   restrict  what no consent carries any more is restricted and not destroyed
//!   purposes  rules about purposes too: marketing twelve and eighteen months, service four years
//!   marketing rules about marketing too: thirty-six and thirty months
//!   both      rules about two purposes: service 27 months, marketing 33
//!   contract  marketing rests on a contract now, and a rule about it keeps for thirty months
//! dealt with  the last contact, or else: v verified, u changed, c entered
//! consents    purpose and day; ..last day; -withdrawn on; no:refused on; +separate, for level 1
//! request     right and the day it was granted; -lifted on; asked: not answered yet
//! ```

use super::rights::Ended;
use super::{Bound, Policy, Standing};
use crate::model::date::parse_day;
use crate::model::{Fields, Value};

const CASES: &str = "
rules     | stage    | dealt with   | kept to    | consents                                                        | request                                   | hold                  | today      | standing   | used until | kept until | what decides      | the law keeps it to      | why
          | prospect | 2024-06-15   |            |                                                                 |                                           |                       | 2026-06-15 | active     |            | 2026-06-15 | prospect_idle     |                          | PIPL 19: two years without contact are not over on their last day
          | prospect | 2024-06-15   |            |                                                                 |                                           |                       | 2026-06-16 | due        |            | 2026-06-15 | prospect_idle     |                          | PIPL 47-1-1: the day after, it is to be destroyed
          | prospect | 2024-06-15   |            |                                                                 |                                           |                       | 2029-01-01 | due        |            | 2026-06-15 | prospect_idle     |                          | a clock that jumps ahead, or a job that did not run: due all the same, from the same day
          | prospect | 2024-06-15   |            |                                                                 |                                           |                       | 2020-01-01 | active     |            | 2026-06-15 | prospect_idle     |                          | a clock that jumps back: not due before its day
          | prospect | 2024-02-29   |            |                                                                 |                                           |                       | 2026-02-28 | active     |            | 2026-02-28 | prospect_idle     |                          | 29 February and two years is 28 February
          | prospect | 2024-02-29   |            |                                                                 |                                           |                       | 2026-03-01 | due        |            | 2026-02-28 | prospect_idle     |                          | and the day after it is 1 March
          | churned  | 2021-02-28   |            |                                                                 |                                           |                       | 2024-02-29 | due        |            | 2024-02-28 | churned           | 2024-02-28 ecommerce     | 28 February and three years is 28 February, in a leap year too
          | churned  | 2024-02-29   |            |                                                                 |                                           |                       | 2027-03-01 | due        |            | 2027-02-28 | churned           | 2027-02-28 ecommerce     | 29 February and three years is 28 February
          | prospect | 2023-12-31   |            |                                                                 |                                           |                       | 2025-12-31 | active     |            | 2025-12-31 | prospect_idle     |                          | over the end of a year
purposes  | prospect | 2022-08-31   |            | marketing 2022-08-31                                            |                                           |                       | 2024-02-29 | active     |            | 2026-08-31 | service_kept      |                          | a month's end: the purpose of service keeps it, longer than the two years
          | prospect | v 2024-06-15 |            |                                                                 |                                           |                       | 2026-06-16 | due        |            | 2026-06-15 | prospect_idle     |                          | a verification is a dealing
          | prospect | c 2024-06-15 |            |                                                                 |                                           |                       | 2026-06-16 | due        |            | 2026-06-15 | prospect_idle     |                          | never dealt with: from the day it was entered
          | churned  | u 2023-03-15 |            |                                                                 |                                           |                       | 2026-03-16 | due        |            | 2026-03-15 | churned           | 2026-03-15 ecommerce     | no date of dealings: from the last change
          | active   | 1999-01-01   |            |                                                                 |                                           |                       | 2099-01-01 | active     |            |            |                   | 2002-01-01 ecommerce     | the contract runs: no rule reaches a living relation (PIPL 13-1-2)
          | active   | 2024-02-29   |            |                                                                 |                                           |                       | 2026-03-01 | active     |            |            |                   | 2027-02-28 ecommerce     | in use, and not to be destroyed for three years after the last dealing, whoever asks
          | active   | u 2026-01-31 |            |                                                                 |                                           |                       | 2026-03-01 | active     |            |            |                   | 2029-01-31 ecommerce     | no date of dealings: from the last change
          | loyal    | c 2026-01-31 |            |                                                                 |                                           |                       | 2026-03-01 | active     |            |            |                   | 2029-01-31 ecommerce     | nor that: from the day it was entered
aml       | active   | 2024-06-15   |            |                                                                 |                                           |                       | 2026-03-01 | active     |            |            |                   | 2034-06-15 aml           | of two periods that bind a record in use the longest
off       | active   | 2024-06-15   |            |                                                                 |                                           |                       | 2026-03-01 | active     |            |            |                   |                          | no period binds: it may be destroyed when its owner asks
          | loyal    | 1999-01-01   |            | marketing 2001-01-01-2002-01-01                                 |                                           |                       | 2026-03-01 | active     |            |            |                   | 2002-01-01 ecommerce     | a consent withdrawn ends a use, and no record that a contract carries
          | churned  | 2023-03-15   |            |                                                                 |                                           |                       | 2026-03-15 | active     |            | 2026-03-15 | churned           | 2026-03-15 ecommerce     | E-Commerce Law 31: three years, and no day less
          | churned  | 2023-03-15   |            |                                                                 |                                           |                       | 2026-03-16 | due        |            | 2026-03-15 | churned           | 2026-03-15 ecommerce     | and no day more (PIPL 47-1-1)
          | prospect | 2024-06-15   | 2030-12-31 |                                                                 |                                           |                       | 2026-06-16 | active     |            | 2030-12-31 | retain_until      |                          | a day set by hand comes before the rules
          | active   | 2024-06-15   | 2025-12-31 |                                                                 |                                           |                       | 2026-01-01 | restricted | 2025-12-31 | 2027-06-15 | floor:ecommerce   | 2027-06-15 ecommerce     | a day set by hand does not shorten what the law sets
off       | active   | 2024-06-15   | 2025-12-31 |                                                                 |                                           |                       | 2026-01-01 | due        |            | 2025-12-31 | retain_until      |                          | where no law sets one, it does
          | prospect | 2025-06-15   |            | marketing 2025-06-15                                            |                                           |                       | 2026-03-01 | active     |            | 2027-06-15 | prospect_idle     |                          | a consent that stands does not put off the two years of a prospect
          | prospect | 2025-06-15   |            | marketing 2025-06-15-2026-03-01                                 |                                           |                       | 2026-03-15 | active     |            | 2026-03-15 | consent:withdrawn |                          | PIPL 15, 47-1-3: the only consent withdrawn, fifteen days to destroy it
          | prospect | 2025-06-15   |            | marketing 2025-06-15-2026-03-01                                 |                                           |                       | 2026-03-16 | due        |            | 2026-03-15 | consent:withdrawn |                          | which are over
          | prospect | 2025-06-15   |            | marketing 2025-06-15..2026-02-28                                |                                           |                       | 2026-03-16 | due        |            | 2026-03-15 | consent:expired   |                          | a consent that ran out is no consent, though nobody entered anything
          | prospect | 2025-06-15   |            | marketing 2025-06-15..2026-02-28 2026-03-05                     |                                           |                       | 2026-03-16 | active     |            | 2027-06-15 | prospect_idle     |                          | it was renewed within the fifteen days
          | prospect | 2025-06-15   |            | marketing 2025-06-15..2026-12-31 2026-01-01..2026-02-28         |                                           |                       | 2026-03-16 | due        |            | 2026-03-15 | consent:expired   |                          | of two answers about a purpose the last holds, though the first ran longer
          | prospect | 2025-06-15   |            | marketing 2025-06-15 no:2026-03-01                              |                                           |                       | 2026-03-16 | due        |            | 2026-03-15 | consent:withdrawn |                          | who refuses what was granted withdraws it
          | prospect | 2025-06-15   |            | marketing no:2025-06-15                                         |                                           |                       | 2026-03-16 | active     |            | 2027-06-15 | prospect_idle     |                          | who never consented is no case of a consent that ended
          | prospect | 2025-06-15   |            | marketing 2025-06-15-2026-03-01 analysis 2025-06-15             |                                           |                       | 2026-03-16 | active     |            | 2027-06-15 | prospect_idle     |                          | another consent still carries it
          | prospect | 2025-06-15   |            | marketing 2025-06-15-2026-03-01 analysis 2025-06-15..2026-04-30 |                                           |                       | 2026-05-15 | active     |            | 2026-05-15 | consent:expired   |                          | and when that ends as well, the later end counts
          | prospect | 2025-06-15   |            | marketing 2025-06-15-2026-03-01 +marketing 2025-06-15           |                                           |                       | 2026-03-16 | due        |            | 2026-03-15 | consent:withdrawn |                          | a separate consent to level 1 carries no record (PIPL 29)
          | prospect | 2024-03-05   |            | marketing 2024-03-05-2026-03-01                                 |                                           |                       | 2026-03-06 | due        |            | 2026-03-05 | prospect_idle     |                          | the two years end before the fifteen days: no extension by withdrawing
          | prospect | 2025-06-15   | 2030-12-31 | marketing 2025-06-15-2026-03-01                                 |                                           |                       | 2026-03-16 | due        |            | 2026-03-15 | consent:withdrawn |                          | a day set by hand is no basis to keep what was consented to
restrict  | prospect | 2025-06-15   |            | marketing 2025-06-15-2026-03-01                                 |                                           |                       | 2026-03-16 | restricted | 2026-03-15 | 2027-06-15 | prospect_idle     |                          | a policy that restricts: not used, and destroyed when the two years are over
restrict  | prospect | 2025-06-15   |            | marketing 2025-06-15-2026-03-01                                 |                                           |                       | 2027-06-16 | due        | 2026-03-15 | 2027-06-15 | prospect_idle     |                          | by itself, on that day
          | prospect | 2025-06-15   |            |                                                                 | erasure 2026-03-01                        |                       | 2026-03-01 | due        |            | 2026-02-28 | request:1         |                          | PIPL 47: asked for and granted, due the same day
          | prospect | 2025-06-15   |            |                                                                 | erasure asked                             |                       | 2026-03-01 | active     |            | 2027-06-15 | prospect_idle     |                          | asked for and not answered: nothing ends yet
          | churned  | 2024-06-15   |            |                                                                 | erasure 2026-03-01                        |                       | 2026-03-01 | restricted | 2026-02-28 | 2027-06-15 | floor:ecommerce   | 2027-06-15 ecommerce     | PIPL 47-2: a statutory period runs, so it is kept and not used
          | churned  | 2024-06-15   |            |                                                                 | erasure 2026-03-01                        |                       | 2027-06-16 | due        | 2026-02-28 | 2027-06-15 | floor:ecommerce   | 2027-06-15 ecommerce     | and destroyed by itself when that is over
          | active   | 2024-06-15   |            |                                                                 | erasure 2026-03-01                        |                       | 2026-03-02 | restricted | 2026-02-28 | 2027-06-15 | floor:ecommerce   | 2027-06-15 ecommerce     | a customer who leaves and wants to be forgotten
off       | active   | 2024-06-15   |            |                                                                 | erasure 2026-03-01                        |                       | 2026-03-01 | due        |            | 2026-02-28 | request:1         |                          | no statutory period binds, so at once
          | prospect | 2024-02-01   |            |                                                                 | erasure 2026-03-01                        |                       | 2026-03-01 | due        |            | 2026-02-01 | prospect_idle     |                          | what was due already stays due by its rule
aml       | churned  | 2023-03-15   |            |                                                                 |                                           |                       | 2026-03-16 | restricted | 2026-03-15 | 2033-03-15 | floor:aml         | 2033-03-15 aml           | AML Law 34: of two periods the longest; restricted after three years
aml       | churned  | 2023-03-15   |            |                                                                 |                                           |                       | 2033-03-16 | due        | 2026-03-15 | 2033-03-15 | floor:aml         | 2033-03-15 aml           | destroyed on the day after ten
aml       | churned  | 2024-02-29   |            |                                                                 |                                           |                       | 2034-03-01 | due        | 2027-02-28 | 2034-02-28 | floor:aml         | 2034-02-28 aml           | ten years from 29 February
aml       | prospect | 2024-06-15   |            |                                                                 |                                           |                       | 2026-06-16 | due        |            | 2026-06-15 | prospect_idle     |                          | no relation was entered into: the ten years do not bind
          | prospect | 2024-06-15   |            |                                                                 | restriction 2026-03-01                    |                       | 2026-03-01 | restricted |            |            |                   |                          | PIPL 44: restricted at the person's wish, and not destroyed by a rule about its stage
          | prospect | 2024-06-15   | 2026-12-31 |                                                                 | restriction 2026-03-01                    |                       | 2027-01-01 | due        |            | 2026-12-31 | retain_until      |                          | but on the day set for it
          | prospect | 2024-06-15   |            | marketing 2025-06-15-2026-03-01                                 | restriction 2026-03-01                    |                       | 2026-03-16 | restricted |            |            |                   |                          | who wants it kept and not used is not answered by destroying it (GDPR 18-1-b)
          | prospect | 2024-06-15   |            |                                                                 | restriction 2026-03-01 erasure 2026-04-01 |                       | 2026-04-01 | due        |            | 2026-03-31 | request:2         |                          | unless the person asks for that after all
          | prospect | 2024-06-15   |            |                                                                 | restriction 2026-03-01-2026-05-01         |                       | 2026-06-16 | due        |            | 2026-06-15 | prospect_idle     |                          | lifted again: the rules go on
          | prospect | 2024-06-15   |            |                                                                 | restriction asked                         |                       | 2026-06-15 | active     |            | 2026-06-15 | prospect_idle     |                          | asked for and not answered
          | prospect | 2024-06-15   |            |                                                                 |                                           | litigation            | 2026-06-15 | active     |            | 2026-06-15 | prospect_idle     |                          | a hold does not end the use of a record
          | prospect | 2024-06-15   |            |                                                                 |                                           | litigation            | 2026-06-16 | held       |            | 2026-06-15 | prospect_idle     |                          | Civil Procedure Law 67: past its day it is kept as evidence, and not used
          | prospect | 2024-06-15   |            |                                                                 |                                           | litigation 2026-12-31 | 2026-12-31 | held       |            | 2026-06-15 | prospect_idle     |                          | a hold stands through its last day
          | prospect | 2024-06-15   |            |                                                                 |                                           | litigation 2026-12-31 | 2027-01-01 | due        |            | 2026-06-15 | prospect_idle     |                          | and is over the day after, by itself
          | prospect | 2024-06-15   |            |                                                                 |                                           | yes                   | 2099-01-01 | held       |            | 2026-06-15 | prospect_idle     |                          | a hold of the plain kind (yes or no) has no end
          | churned  | 2024-06-15   |            |                                                                 | erasure 2026-03-01                        | dispute               | 2027-06-16 | held       | 2026-02-28 | 2027-06-15 | floor:ecommerce   | 2027-06-15 ecommerce     | erasure granted, period over, and a hold still stops it
purposes  | prospect | 2025-01-15   |            | marketing 2025-01-15                                            |                                           |                       | 2029-01-15 | active     |            | 2029-01-15 | service_kept      |                          | of the purposes with a basis the longest keeps it: four years of service
purposes  | churned  | 2022-06-15   |            | marketing 2022-06-15                                            |                                           |                       | 2025-06-16 | due        |            | 2025-06-15 | churned           | 2025-06-15 ecommerce     | no rule about a purpose reaches a customer who is gone
marketing | prospect | 2025-01-31   |            | marketing 2025-01-31                                            |                                           |                       | 2027-01-31 | active     |            | 2027-07-31 | marketing_long    |                          | of the rules about one purpose the shortest: thirty months, not thirty-six
marketing | prospect | 2025-01-31   |            |                                                                 |                                           |                       | 2027-02-01 | due        |            | 2027-01-31 | prospect_idle     |                          | a purpose without a consent keeps nothing
marketing | prospect | 2025-01-31   |            | marketing 2025-01-31..2027-03-31                                |                                           |                       | 2027-03-31 | active     |            | 2027-03-31 | consent:expired   |                          | it keeps it as long as the consent does
marketing | prospect | 2024-08-31   |            | marketing 2024-08-31                                            |                                           |                       | 2027-03-01 | due        |            | 2027-02-28 | marketing_long    |                          | 31 August and thirty months is 28 February
marketing | prospect | 2025-01-31   | 2026-01-31 | marketing 2025-01-31                                            |                                           |                       | 2026-02-01 | due        |            | 2026-01-31 | retain_until      |                          | a day set by hand is not put off by a purpose
both      | prospect | 2025-01-31   |            | marketing 2025-01-31                                            |                                           |                       | 2027-05-01 | active     |            | 2027-10-31 | marketing_33      |                          | service would end before: the longest of the purposes counts, whichever comes first
both      | prospect | 2025-01-31   |            |                                                                 |                                           |                       | 2027-05-01 | due        |            | 2027-04-30 | service_27        |                          | without the consent service alone keeps it
contract  | prospect | 2025-01-31   |            |                                                                 |                                           |                       | 2027-05-01 | active     |            | 2027-07-31 | marketing_long    |                          | a basis that is no consent keeps it, whoever was never asked
contract  | prospect | 2025-01-31   |            | marketing no:2025-02-01                                         |                                           |                       | 2027-02-01 | due        |            | 2027-01-31 | prospect_idle     |                          | PIPL 15: who refused is not kept for that purpose by another basis
contract  | prospect | 2025-01-31   |            | analysis 2025-01-31 marketing 2025-01-31..2025-02-28 no:2025-03-05|                                           |                       | 2027-02-01 | due        |            | 2027-01-31 | prospect_idle     |                          | nor who refused after a consent had run out
";

/// One line of the table.
struct Case<'a> {
    line: &'a str,
    /// Up to `today`, then what is expected.
    cells: Vec<&'a str>,
}

impl<'a> Case<'a> {
    fn parse(line: &'a str) -> Self {
        let cells = line.split('|').map(str::trim).collect();
        Self { line, cells }
    }

    fn cell(&self, heading: &str) -> &'a str {
        let headings = CASES.lines().nth(1).unwrap();
        let at = headings.split('|').position(|text| text.trim() == heading).unwrap();
        self.cells[at]
    }

    fn policy(&self) -> Policy {
        let mut document = Policy::builtin().document().clone();
        let mut about = |id: &str, purpose: &str, months: u16| {
            let mut rule = document.retention[1].clone();
            (rule.id, rule.purposes, rule.months) = (id.into(), vec![purpose.into()], months);
            document.retention.push(rule);
        };
        match self.cell("rules") {
            "purposes" => {
                about("service_kept", "service", 48);
                about("marketing_year", "marketing", 12);
                about("marketing_long", "marketing", 18);
            }
            "marketing" => {
                about("marketing_longer", "marketing", 36);
                about("marketing_long", "marketing", 30);
            }
            "both" => {
                about("service_27", "service", 27);
                about("marketing_33", "marketing", 33);
            }
            "contract" => {
                about("marketing_long", "marketing", 30);
                let marketing = document.purposes.iter_mut().find(|one| one.id == "marketing");
                marketing.unwrap().basis = super::rules::Basis::Contract;
            }
            "off" => document.floors.iter_mut().for_each(|floor| floor.applies = false),
            "aml" => document.floors.iter_mut().for_each(|floor| floor.applies = true),
            "restrict" => document.consent.ended = Ended::Restrict,
            other => assert_eq!(other, "", "{}", self.line),
        }
        Policy::new(document).unwrap()
    }

    fn record(&self, policy: &Policy) -> Fields {
        let mut fields = Fields::new();
        let mut put = |id: &str, text: String| {
            if !text.is_empty() {
                fields.push(policy.id(id).unwrap(), Value::plain(text));
            }
        };
        put("stage", self.cell("stage").to_owned());
        let (field, day) = match self.cell("dealt with").split_once(' ') {
            Some(("v", day)) => ("verified", day),
            Some(("u", day)) => ("updated", day),
            Some(("c", day)) => ("created", day),
            _ => ("last_contact", self.cell("dealt with")),
        };
        put(field, day.to_owned());
        put("retain_until", self.cell("kept to").to_owned());
        consents(self.cell("consents")).for_each(|text| put("consents", text));
        requests(self.cell("request")).for_each(|text| put("requests", text));
        match self.cell("hold").split_once(' ').unwrap_or((self.cell("hold"), "")) {
            ("" | "yes", _) => put("hold", self.cell("hold").to_owned()),
            (kind, "") => put("holds", format!(r#"{{"kind":"{kind}","since":"2026-01-02"}}"#)),
            (kind, until) => put(
                "holds",
                format!(r#"{{"kind":"{kind}","since":"2026-01-02","until":"{until}"}}"#),
            ),
        }
        policy.schedule(&mut fields);
        fields
    }
}

/// The consents that a cell spells.
fn consents(cell: &str) -> impl Iterator<Item = String> {
    let mut purpose = "";
    let mut all = Vec::new();
    for word in cell.split_whitespace() {
        if word.trim_start_matches('+').starts_with(|c: char| c.is_ascii_alphabetic())
            && !word.starts_with("no:")
        {
            purpose = word;
            continue;
        }
        let (answer, rest) = match word.strip_prefix("no:") {
            Some(day) => ("refused", day),
            None => ("granted", word),
        };
        let (day, rest) = rest.split_at(10);
        let id = purpose.trim_start_matches('+');
        let sensitive = if purpose.starts_with('+') { r#""sensitive":true,"# } else { "" };
        let end = match (rest.strip_prefix(".."), rest.strip_prefix('-')) {
            (Some(until), _) => format!(r#","until":"{until}""#),
            (None, Some(withdrawn)) => format!(r#","withdrawn":"{withdrawn}""#),
            (None, None) => String::new(),
        };
        all.push(format!(
            r#"{{"purpose":"{id}",{sensitive}"answer":"{answer}","date":"{day}","method":"form","notice":1{end}}}"#
        ));
    }
    all.into_iter()
}

/// The requests that a cell spells, numbered from 1.
fn requests(cell: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let one = |(number, pair): (usize, &[&str])| {
        let [right, when] = pair else { panic!("{cell}") };
        let text = format!(
            r#"{{"number":{number},"right":"{right}","opened":"2026-02-20","due":"2026-03-07","relation":"self","checked":"document""#
        );
        if *when == "asked" {
            return text + r#","state":"open"}"#;
        }
        let (day, lifted) = when.split_at(10);
        let closed = lifted.strip_prefix('-');
        let closed = closed.map_or_else(String::new, |day| format!(r#","closed":"{day}""#));
        format!(r#"{text},"state":"granted","answered":"{day}"{closed}}}"#)
    };
    let all: Vec<String> = (1..).zip(words.chunks(2)).map(one).collect();
    all.into_iter()
}

/// How a record stands, in the words of the table.
fn standing(policy: &Policy, fields: &Fields, today: &str) -> &'static str {
    let today = parse_day(today).unwrap();
    if policy.due(fields, today).is_some() {
        return "due";
    }
    if policy.verdict(fields).is_some_and(|verdict| verdict.day < today) {
        assert!(policy.is_held(fields, today));
        assert_ne!(policy.standing(fields, today), Standing::Active);
        return "held";
    }
    match policy.standing(fields, today) {
        Standing::Active => "active",
        _ => "restricted",
    }
}

/// The longest statutory period that binds a record, as its operational part has it.
fn law(policy: &Policy, fields: &Fields) -> String {
    match policy.bound(fields) {
        Bound::Until { day, rule } => format!("{day} {}", rule.trim_start_matches("floor:")),
        Bound::Free => String::new(),
        Bound::Unsaid => "unsaid".to_owned(),
    }
}

fn cases() -> impl Iterator<Item = Case<'static>> {
    CASES.lines().skip(2).map(Case::parse)
}

#[test]
fn every_case_comes_out_as_the_table_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        let policy = case.policy();
        let fields = case.record(&policy);
        let known = policy.known();
        let used = known.restrict_on.map_or("", |field| fields.text(field));
        let found = [
            standing(&policy, &fields, case.cell("today")),
            used,
            fields.text(known.destroy_on),
            fields.text(known.destroy_rule),
            &law(&policy, &fields),
        ];
        let expected =
            ["standing", "used until", "kept until", "what decides", "the law keeps it to"]
                .map(|id| case.cell(id));
        if found != expected {
            wrong.push(format!("{found:?} instead of\n{}", case.line));
        }
    }
    assert!(cases().count() >= 40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_record_is_due_on_every_day_from_its_first_one_and_on_none_before() {
    for case in cases() {
        let policy = case.policy();
        let fields = case.record(&policy);
        let first = policy.verdict(&fields).map(|verdict| verdict.day);
        let mut days: Vec<String> = (2020..2040)
            .map(|year| format!("{year}-03-01"))
            .chain([case.cell("today").into()])
            .collect();
        // In whatever order the days come: nothing is remembered of the one before.
        days.reverse();
        for day in days {
            let today = parse_day(&day).unwrap();
            let over = first.is_some_and(|last| last < today) && !policy.is_held(&fields, today);
            assert_eq!(policy.due(&fields, today).is_some(), over, "{day}: {}", case.line);
        }
    }
}
