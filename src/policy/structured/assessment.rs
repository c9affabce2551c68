//! Scorecards against the standards of the policy: every factor has a score, and the total follows
//! from the weights.

use super::event::day_of;
use super::{Fault, nearest};
use crate::model::{Assessment, FieldId, Fields, Scores};
use crate::policy::dictionary::FieldKind;
use crate::policy::finding::Code;
use crate::policy::normalise::{tidy, tidy_lines};
use crate::policy::upkeep::{Assessment as Standard, Factor};
use crate::policy::{Policy, names};

impl Policy {
    /// The standard of scorecards known by `name`.
    pub fn standard(&self, name: &str) -> Option<&Standard> {
        names::named(&self.document.assessments, name)
    }

    /// Puts a scorecard into its normal form, with its total.
    pub(super) fn assessment(&self, card: &mut Assessment) -> Result<(), Fault> {
        let Some(standard) = self.standard(&tidy(&card.standard)) else {
            return Err((
                Code::AssessmentStandard,
                nearest(&self.document.assessments, &card.standard),
            ));
        };
        card.standard.clone_from(&standard.id);
        card.date = day_of(&card.date)?;
        card.scores = scores(standard, &card.scores)?;
        card.total = total(standard, &card.scores);
        card.by = tidy(&card.by).into_owned();
        card.evidence = tidy_lines(&card.evidence).into_owned();
        Ok(())
    }

    /// Whether values of `field` have something that is worked out: the totals of scorecards.
    pub fn works_out(&self, field: FieldId) -> bool {
        self.field(field).kind == FieldKind::Assessment
    }

    /// Whether a scorecard that `entered` spells has another total than its scores come to.
    pub fn counts_otherwise(&self, field: FieldId, entered: &str) -> bool {
        if !self.works_out(field) || !entered.contains("total") {
            return false;
        }
        let given: Vec<Assessment> = match serde_json::from_str(entered) {
            Ok(all) => all,
            Err(_) => Assessment::parse(entered).into_iter().collect(),
        };
        given.into_iter().filter(|card| card.total > 0).any(|mut card| {
            let total = card.total;
            self.assessment(&mut card).is_ok() && card.total != total
        })
    }

    /// Whether the standard of a scorecard is for customers of this kind.
    pub(in crate::policy) fn fits_kind(&self, fields: &Fields, text: &str) -> bool {
        let kind = fields.text(self.known.kind);
        let standard = Assessment::parse(text).and_then(|card| self.standard(&card.standard));
        standard.is_none_or(|standard| {
            standard.kinds.is_empty() || standard.kinds.iter().any(|one| one == kind)
        })
    }
}

/// The scores in the order of the standard's factors.
fn scores(standard: &Standard, given: &Scores) -> Result<Scores, Fault> {
    let mut known: Vec<(&str, u16)> = Vec::new();
    for (name, score) in &given.0 {
        let name = tidy(name);
        let Some(factor) = names::named(&standard.factors, &name) else {
            return Err((Code::AssessmentFactor, nearest(&standard.factors, &name)));
        };
        let twice = known.iter().any(|(id, _)| *id == factor.id);
        if twice || *score > u16::from(standard.max_score) {
            return Err((if twice { Code::AssessmentForm } else { Code::AssessmentScore }, None));
        }
        known.push((&factor.id, *score));
    }
    let score = |factor: &Factor| {
        let (id, score) = known.iter().find(|(id, _)| *id == factor.id)?;
        Some(((*id).to_owned(), *score))
    };
    let all: Option<Vec<_>> = standard.factors.iter().map(score).collect();
    all.map(Scores).ok_or((Code::AssessmentMissing, None))
}

/// The weighted total in percent of the highest there can be, rounded half up.
fn total(standard: &Standard, scores: &Scores) -> u8 {
    let weighted = |(factor, (_, score)): (&Factor, &(String, u16))| {
        u32::from(factor.weight) * u32::from(*score)
    };
    let sum: u32 = standard.factors.iter().zip(&scores.0).map(weighted).sum();
    let best = u32::from(standard.max_score).max(1);
    u8::try_from((2 * sum + best) / (2 * best)).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Finding;

    fn read(standard: &str, scores: &str) -> Result<Assessment, Finding> {
        let policy = Policy::builtin();
        let text =
            format!(r#"{{"standard":"{standard}","date":"2026-01-31","scores":{{{scores}}}}}"#);
        let values = policy.normalise(policy.known().assessments.unwrap(), &text)?;
        Ok(Assessment::parse(&values[0].text).unwrap())
    }

    const FIVE: &str = r#""capacity":3,"品格":4,"capital":5,"collateral":0,"condition":2"#;

    #[test]
    fn a_card_is_whole_and_has_its_weighted_total() {
        let card = read("5C", FIVE).unwrap();
        assert_eq!((card.standard.as_str(), card.total), ("5c", 56));
        assert_eq!(card.scores.0[0], ("character".to_owned(), 4));
        // 17 % of four factors and 16 % of two: 4 × 17 × 5 / 5 + 0.
        let six = r#""economic":5,"technical":5,"managerial":5,"organisational":5,"financial":0,"commercial":0"#;
        assert_eq!(read("6a", six).unwrap().total, 68);
    }

    #[test]
    fn a_total_that_the_scores_do_not_come_to_is_known() {
        let policy = Policy::builtin();
        let cards = policy.known().assessments.unwrap();
        let card = |total: &str| {
            format!(r#"{{"standard":"5C","date":"2026-01-31","scores":{{{FIVE}}}{total}}}"#)
        };
        for (total, other) in [("", false), (r#","total":56"#, false), (r#","total":99"#, true)] {
            assert_eq!(policy.counts_otherwise(cards, &card(total)), other, "{total}");
            let list = format!("[{}]", card(total));
            assert_eq!(policy.counts_otherwise(cards, &list), other, "{total}");
        }
        assert!(!policy.counts_otherwise(policy.known().name, &card(r#","total":99"#)));
    }

    #[test]
    fn what_the_standard_does_not_have_is_refused() {
        let code = |standard, scores: &str| {
            let finding = read(standard, scores).unwrap_err();
            (finding.code, finding.nearest)
        };
        assert_eq!(code("5d", FIVE), (Code::AssessmentStandard, Some("5c".to_owned())));
        assert_eq!(code("5c", "\"capacity\":3"), (Code::AssessmentMissing, None));
        assert_eq!(code("5c", &FIVE.replace('3', "6")), (Code::AssessmentScore, None));
        let near = Some("capital".to_owned());
        assert_eq!(code("5c", &FIVE.replace("capital", "capitl")), (Code::AssessmentFactor, near));
        assert_eq!(code("5c", &FIVE.replace("品格", "capital")).0, Code::AssessmentForm);
    }

    #[test]
    fn a_standard_is_for_the_kinds_it_names() {
        let policy = Policy::builtin();
        let mut fields = Fields::new();
        fields.set(policy.known().kind, [crate::model::Value::plain("person")]);
        let fits = |standard: &str| {
            policy.fits_kind(
                &fields,
                &format!(r#"{{"standard":"{standard}","date":"","scores":{{}}}}"#),
            )
        };
        assert!(fits("5c") && !fits("6a"));
    }
}
