//! What gives a day on which a record's use or keeping ends, and the reason that stands for it in log
//! and certificate.

use super::rules::{Floor, RetentionRule};
use super::{Document, Policy};
use crate::model::{FieldId, Label, Lookup, Reason, Right};

/// The reference of a destruction because of a consent, where the policy gives none.
const CONSENT_BASIS: &str = "PIPL 47-1-3";

/// The same of one that was quarantined and never released: held without a ground.
const QUARANTINE_BASIS: &str = "PIPL 47-1-4";

/// Where that comes from.
const QUARANTINE_SOURCE: &str = "个人信息保护法第十三条、第四十七条第一款第四项";

/// How it is kept.
const QUARANTINE: &str = "collection:quarantine";

/// What gives a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground<'p> {
    /// A retention rule.
    Rule(&'p RetentionRule),
    /// The last consent was withdrawn.
    Withdrawn,
    /// The last consent ran out.
    RanOut,
    /// A request for erasure was granted: its number.
    Erasure(u64),
    /// A statutory period runs until then.
    Floor(&'p Floor),
    /// A third party provided it, and nobody said in time on what ground it is held.
    Quarantine,
}

impl Ground<'_> {
    /// How it is kept: the id of a rule, `consent:withdrawn`, `consent:expired`, `request:3`,
    /// `floor:ecommerce`, `collection:quarantine`.
    pub fn id(&self) -> String {
        match self {
            Self::Rule(rule) => rule.id.clone(),
            Self::Withdrawn => "consent:withdrawn".to_owned(),
            Self::RanOut => "consent:expired".to_owned(),
            Self::Erasure(number) => format!("request:{number}"),
            Self::Floor(floor) => format!("floor:{}", floor.id),
            Self::Quarantine => QUARANTINE.to_owned(),
        }
    }

    /// What it says, in both languages.
    pub fn label(&self) -> Label {
        Label { zh: self.name(true), en: self.name(false) }
    }

    /// What it says, in Chinese or English.
    pub fn name(&self, chinese: bool) -> String {
        let of = |zh: &str, en: &str| if chinese { zh } else { en }.to_owned();
        match self {
            Self::Rule(rule) => of(&rule.label_zh, &rule.label_en),
            Self::Floor(floor) => of(&floor.label_zh, &floor.label_en),
            Self::Withdrawn => of("同意已撤回", "consent withdrawn"),
            Self::RanOut => of("同意已到期", "consent run out"),
            Self::Quarantine => {
                of("第三方提供，逾期未核实依据", "from a third party, no basis in time")
            }
            Self::Erasure(number) => {
                of(&format!("本人请求删除 R-{number}"), &format!("erasure asked for, R-{number}"))
            }
        }
    }
}

impl Policy {
    /// What is kept as `text`.
    pub fn ground(&self, text: &str) -> Option<Ground<'_>> {
        if let Some(number) = text.strip_prefix("request:") {
            return number.parse().ok().map(Ground::Erasure);
        }
        if let Some(id) = text.strip_prefix("floor:") {
            return self.document.floors.iter().find(|floor| floor.id == id).map(Ground::Floor);
        }
        match text {
            "consent:withdrawn" => Some(Ground::Withdrawn),
            "consent:expired" => Some(Ground::RanOut),
            QUARANTINE => Some(Ground::Quarantine),
            id => self.document.retention.iter().find(|rule| rule.id == id).map(Ground::Rule),
        }
    }

    /// What a field of the operational part names.
    pub(super) fn ground_in(&self, record: &impl Lookup, field: FieldId) -> Option<Ground<'_>> {
        let mut found = None;
        record.any(field, |text| {
            found = self.ground(text);
            true
        });
        found
    }

    /// Why a record is destroyed on this ground, and the reference that stands in log and
    /// certificate.
    pub fn reason(&self, ground: Ground<'_>) -> (Reason, String) {
        let of_consent = || match self.document.consent.basis.as_str() {
            "" => CONSENT_BASIS.to_owned(),
            basis => basis.to_owned(),
        };
        match ground {
            Ground::Rule(rule) => (rule.reason, rule.basis.clone()),
            Ground::Withdrawn => (Reason::Withdrawn, of_consent()),
            Ground::RanOut => (Reason::Expired, of_consent()),
            Ground::Erasure(number) => {
                let basis = self.request_kind(Right::Erasure).map(|kind| kind.basis.as_str());
                (Reason::Request, format!("R-{number} {}", basis.unwrap_or_default()))
            }
            Ground::Quarantine => (Reason::Expired, QUARANTINE_BASIS.to_owned()),
            // Nothing ends because a period runs; only a record whose ground is forgotten has this.
            Ground::Floor(_) => (Reason::Expired, CONSENT_BASIS.to_owned()),
        }
    }

    /// Where what gives a day comes from, in words of the policy.
    pub fn source<'p>(&'p self, ground: &Ground<'p>) -> &'p str {
        match ground {
            Ground::Rule(rule) => &rule.source,
            Ground::Floor(floor) => &floor.source,
            Ground::Quarantine => QUARANTINE_SOURCE,
            Ground::Withdrawn | Ground::RanOut => &self.document.consent.source,
            Ground::Erasure(_) => {
                self.request_kind(Right::Erasure).map_or("", |kind| kind.source.as_str())
            }
        }
    }
}

impl Document {
    /// Whether it can be by this document that something is due for `reason` on `basis`.
    pub fn schedules(&self, reason: Reason, basis: &str) -> bool {
        let names = |rule: &RetentionRule| rule.reason == reason && rule.basis == basis;
        let of_consent = || match self.consent.basis.as_str() {
            "" => CONSENT_BASIS,
            own => own,
        };
        let asked = |number: &str| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        match reason {
            Reason::Withdrawn | Reason::Expired if basis == of_consent() => true,
            Reason::Expired if basis == QUARANTINE_BASIS => true,
            Reason::Request => {
                let number = basis.strip_prefix("R-").and_then(|rest| rest.split(' ').next());
                number.is_some_and(asked) || self.retention.iter().any(names)
            }
            _ => self.retention.iter().any(names),
        }
    }
}
