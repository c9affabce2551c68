//! Whole records: what is filled in for them, what they lack, and what is wrong with them.

use jiff::civil::Date;

use super::Policy;
use super::contact;
use super::dictionary::{FieldKind, Tag};
use super::finding::{Code, Finding};
use super::region::{self, Doubt};
use super::rules::Requirement;
use super::validate::id_number;
use crate::model::{FieldId, Fields, Level, Part, Value};

impl Policy {
    /// Whether `field` is the source of records and `text` a channel that must not be one.
    pub(super) fn forbids(&self, field: FieldId, text: &str) -> bool {
        field == self.known.source
            && self.document.collection.forbidden.iter().any(|channel| channel == text)
    }

    /// The tag as it is kept: by its name when `text` is one of its aliases; nothing when only
    /// listed tags are allowed and it is none.
    pub(super) fn tag(&self, text: &str) -> Option<String> {
        let rules = &self.document.tags;
        let mut tags = rules.groups.iter().flat_map(|group| &group.tags);
        let alias = |tag: &&Tag| tag.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(text));
        let listed = |tag: &&Tag| tag.name.eq_ignore_ascii_case(text) || alias(tag);
        if rules.open {
            let known = tags.find(alias).map(|tag| tag.name.clone());
            return Some(known.unwrap_or_else(|| text.to_owned()));
        }
        tags.find(listed).map(|tag| tag.name.clone())
    }

    /// Fills in what a new record must have and nobody gave: its kind (an organisation when it has
    /// a company's name and no person's), its state, and that its source is not stated.
    pub fn complete(&self, fields: &mut Fields) {
        let known = &self.known;
        let org = fields.get(known.name).is_none() && fields.get(known.company).is_some();
        let kind = if org { "org" } else { "person" };
        for (field, text) in
            [(known.kind, kind), (known.state, "active"), (known.source, "unstated")]
        {
            if fields.get(field).is_none() {
                fields.set(field, [Value::plain(text)]);
            }
        }
        self.settle_region(fields);
    }

    /// What a record of this kind must have and lacks, whatever it is used for: for each requirement
    /// the fields of which one is needed. Needs level 2.
    pub fn missing(&self, fields: &Fields) -> Vec<Vec<FieldId>> {
        let asked = |one: &Requirement| {
            one.purposes.is_empty() && !(self.is_ground(one) && self.is_excused(fields))
        };
        self.lacking(fields, asked)
    }

    /// Whether the person declined to give `field` (拒绝提供): that is an answer too.
    pub fn declined(&self, fields: &Fields, field: FieldId) -> bool {
        let id = self.field(field).id.as_str();
        self.known.declined.is_some_and(|known| fields.all(known).any(|one| one.text == id))
    }

    /// Forgets that a person declined what was given later.
    pub fn forget_declined(&self, fields: &mut Fields) {
        let Some(known) = self.known.declined else { return };
        let given = |value: &Value| self.id(&value.text).is_some_and(|id| fields.get(id).is_some());
        if fields.all(known).any(given) {
            let kept: Vec<Value> = fields.all(known).filter(|one| !given(one)).cloned().collect();
            fields.set(known, kept);
        }
    }

    /// The requirements that a value of `field` meets.
    pub fn requirements(&self, field: FieldId) -> impl Iterator<Item = &Requirement> {
        let id = &self.field(field).id;
        self.document.required.iter().filter(move |requirement| requirement.any.contains(id))
    }

    /// Whether a third party's record need not have what is demanded of its channel: it is kept
    /// apart for lack of that, or a consent carries it.
    fn is_excused(&self, fields: &Fields) -> bool {
        self.is_quarantined(fields) || self.has_consent(fields)
    }

    /// What [`Self::missing`] finds, of those requirements that `asks` takes.
    pub(super) fn lacking(
        &self,
        fields: &Fields,
        asks: impl Fn(&Requirement) -> bool,
    ) -> Vec<Vec<FieldId>> {
        let asked = self.asked(fields).filter(|asked| asks(asked.requirement) && !asked.met);
        asked.map(|asked| asked.group.to_vec()).collect()
    }

    /// The id of the record's kind; a person unless it says otherwise.
    pub(super) fn kind<'f>(&self, fields: &'f Fields) -> &'f str {
        let kind = fields.text(self.known.kind);
        if kind.is_empty() { "person" } else { kind }
    }

    /// Whether the record holds level-1 values for which there is no separate consent on `today`
    /// (PIPL 29), for whatever purpose: they are held, neither exported nor shared. Needs level 1.
    pub fn awaits_consent(&self, fields: &Fields, today: Date) -> bool {
        fields.iter().any(|(field, _)| self.part(field) == Part::Level(Level::One))
            && !self.has_separate(fields, today)
    }

    /// Everything wrong with a record of which `open` parts are in `fields`; what needs a part
    /// that is not open is not looked for.
    pub fn findings(&self, fields: &Fields, open: &[Part], today: Date) -> Vec<Finding> {
        let is_open = |level| open.contains(&Part::Level(level));
        let mut findings: Vec<_> =
            fields.iter().filter_map(|(f, value)| self.value_finding(f, value, today)).collect();
        findings.extend(self.unsourced(fields));
        if is_open(Level::Three) {
            findings.extend(self.misplaced(fields));
            if self.is_unstated(fields, self.known.source) {
                findings.push(Finding::new(self.known.source, Code::NoSource));
            }
            findings.extend(self.staleness(fields, today));
            findings.extend(self.incompleteness(fields, open));
        }
        if is_open(Level::Two) && is_open(Level::Three) {
            let missing = |groups: Vec<Vec<FieldId>>, code| {
                groups.into_iter().filter_map(move |group| Finding::about(&group, code))
            };
            findings.extend(missing(self.missing(fields), Code::Missing));
            let for_purposes = self.lacking(fields, |r| !r.purposes.is_empty());
            findings.extend(missing(for_purposes, Code::MissingForPurpose));
        }
        if open.contains(&Part::Operational) && self.awaits_consent(fields, today) {
            findings.push(Finding::new(self.known.sensitive_consent, Code::AwaitingConsent));
        }
        findings.extend(self.contradictions(fields));
        findings.extend(contact::findings(fields));
        let reach = self.contacts().iter().all(|field| open.contains(&self.part(*field)));
        findings.extend(self.unreachable(fields).filter(|_| reach));
        findings
    }

    /// Fields with values that this kind of customer does not have.
    fn misplaced(&self, fields: &Fields) -> Vec<Finding> {
        let kind = self.kind(fields);
        let mut found: Vec<Finding> = Vec::new();
        for (id, _) in fields.iter() {
            let kinds = &self.field(id).kinds;
            let has = kinds.is_empty() || kinds.iter().any(|known| known == kind);
            if !has && found.last().is_none_or(|last| last.field != id) {
                found.push(Finding::new(id, Code::WrongKind));
            }
        }
        found
    }

    fn value_finding(&self, id: FieldId, value: &Value, today: Date) -> Option<Finding> {
        let field = self.field(id);
        let mut normal = None;
        if let Err(finding) = self.normalise_each(id, &value.text, &mut |v| normal = Some(v)) {
            return Some(finding);
        }
        if normal.is_none_or(|normal| normal.text != value.text) {
            return Some(Finding::new(id, Code::NotNormal));
        }
        if let Some(code) = self.ahead(id, value, today) {
            return Some(Finding::new(id, code));
        }
        let code = match field.kind {
            FieldKind::IdNumber if value.text.len() == 15 => Code::IdOldForm,
            FieldKind::IdNumber if !id_number::has_known_place(value.text.as_bytes()) => {
                Code::IdPlace
            }
            FieldKind::Region => match region::resolve(&value.text).err()? {
                Doubt::Unknown => Code::UnknownRegion,
                Doubt::Ambiguous => Code::AmbiguousRegion,
                Doubt::Divided => Code::FormerRegion,
                Doubt::Contradicted => Code::RegionCode,
            },
            _ => return None,
        };
        let meant = match code {
            Code::AmbiguousRegion | Code::FormerRegion => region::candidates(&value.text),
            _ => Vec::new(),
        };
        let nearest = (!meant.is_empty()).then(|| meant.join(" / "));
        Some(Finding { nearest, ..Finding::new(id, code) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::parse_day;

    fn policy() -> &'static Policy {
        Policy::builtin()
    }

    fn record(values: &[(&str, &str)]) -> Fields {
        let mut fields: Fields =
            values.iter().map(|(f, t)| (policy().id(f).unwrap(), Value::plain(*t))).collect();
        policy().complete(&mut fields);
        fields
    }

    fn codes(values: &[(&str, &str)]) -> Vec<(String, Code)> {
        let today = parse_day("2026-06-30").unwrap();
        let findings = policy().findings(&record(values), &Part::ALL, today);
        findings.iter().map(|f| (policy().field(f.field).id.clone(), f.code)).collect()
    }

    #[test]
    fn what_nobody_gave_is_filled_in() {
        let person = record(&[("name", "张三"), ("company", "某公司")]);
        let org = record(&[("company", "某公司")]);
        let known = policy().known();
        assert_eq!((person.text(known.kind), org.text(known.kind)), ("person", "org"));
        assert_eq!((person.text(known.source), person.text(known.state)), ("unstated", "active"));
    }

    #[test]
    fn a_person_needs_a_name_and_a_channel_and_an_organisation_likewise() {
        let known = policy().known();
        let channel = vec![known.phone, known.email];
        let missing = |values: &[(&str, &str)]| policy().missing(&record(values));
        assert_eq!(missing(&[("name", "张三"), ("email", "a@example.com")]), Vec::<Vec<_>>::new());
        let both = [vec![known.name], channel.clone()];
        assert_eq!(missing(&[("name", "张三")]), both[1..]);
        assert_eq!(missing(&[]), both);
        assert_eq!(missing(&[("kind", "org"), ("name", "张三")]), [vec![known.company], channel]);
    }

    #[test]
    fn each_fault_of_a_record_is_found() {
        let good = [("name", "张三"), ("phone", "+8613800000013"), ("source", "visit")];
        assert_eq!(codes(&good), []);
        for (values, field, code) in [
            (&[("source", "unstated")][..], "source", Code::NoSource),
            (&[("region", "海外")], "region", Code::UnknownRegion),
            (&[("region", "朝阳区")], "region", Code::AmbiguousRegion),
            (&[("region", "江干区")], "region", Code::FormerRegion),
            (&[("region", "110105 上海市浦东新区")], "region", Code::RegionCode),
            (&[("consent_date", "2026-07-01")], "consent_date", Code::FutureDay),
            (&[("email", "a@b")], "email", Code::EmailDomain),
            (&[("stage", "忠实")], "stage", Code::NotNormal),
            (&[("bank_account", "123456")], "sensitive_consent", Code::AwaitingConsent),
        ] {
            let mut record: Vec<_> =
                good.into_iter().filter(|(f, _)| values.iter().all(|(g, _)| f != g)).collect();
            record.extend(values);
            assert_eq!(codes(&record), [(field.to_owned(), code)]);
        }
        let awaits = |consent: &str| {
            let record = record(&[("bank_account", "123456"), ("consents", consent)]);
            policy().awaits_consent(&record, parse_day("2026-06-30").unwrap())
        };
        let separate = r#"{"purpose":"service","sensitive":true,"answer":"granted","date":"2026-01-02","method":"form","notice":1}"#;
        assert!(!awaits(separate));
        assert!(awaits(&separate.replace("true", "false")), "none for level 1");
        assert!(awaits(&separate.replace('}', r#","until":"2026-06-29"}"#)), "it ended");
    }

    #[test]
    fn what_a_kind_does_not_have_and_a_purpose_needs_is_found() {
        let values = [("name", "张三"), ("phone", "+8613800000013"), ("source", "visit")];
        let org: Vec<_> = values.into_iter().chain([("legal_form", "有限责任公司")]).collect();
        assert_eq!(codes(&org), [("legal_form".to_owned(), Code::WrongKind)]);
        let mut document = policy().document().clone();
        document.required.push(Requirement {
            kind: "person".to_owned(),
            any: vec!["wechat".to_owned(), "address".to_owned()],
            purposes: vec!["marketing".to_owned()],
            stages: Vec::new(),
            sources: Vec::new(),
        });
        let asking = Policy::new(document).unwrap();
        let today = parse_day("2026-06-30").unwrap();
        let found = asking.findings(&record(&values), &Part::ALL, today);
        let wanted = [asking.id("wechat").unwrap(), asking.id("address").unwrap()];
        assert_eq!(found, [Finding::about(&wanted, Code::MissingForPurpose).unwrap()]);
    }

    #[test]
    fn a_stage_and_a_channel_may_need_more() {
        let mut document = policy().document().clone();
        let requirement = |any: &str, stages: &[&str], sources: &[&str]| Requirement {
            kind: "person".to_owned(),
            any: vec![any.to_owned()],
            purposes: Vec::new(),
            stages: stages.iter().map(|&id| id.to_owned()).collect(),
            sources: sources.iter().map(|&id| id.to_owned()).collect(),
        };
        document.required.push(requirement("address", &["active", "loyal"], &[]));
        document.required.push(requirement("consent_date", &[], &["partner"]));
        let asking = Policy::new(document).unwrap();
        let lacks = |more: &[(&str, &str)]| -> Vec<String> {
            let base = [("name", "张三"), ("phone", "+8613800000013")];
            let values: Vec<_> = base.into_iter().chain(more.iter().copied()).collect();
            let groups = asking.missing(&record(&values)).into_iter().flatten();
            groups.map(|field| asking.field(field).id.clone()).collect()
        };
        assert_eq!(lacks(&[("stage", "prospect"), ("source", "visit")]), [""; 0]);
        assert_eq!(lacks(&[("stage", "loyal")]), ["address"]);
        assert_eq!(lacks(&[("source", "partner")]), ["consent_date"]);
        assert_eq!(lacks(&[("source", "partner"), ("consent_date", "2026-01-31")]), [""; 0]);
    }

    #[test]
    fn a_forbidden_channel_is_refused_by_any_of_its_names() {
        let policy = policy();
        for name in ["bought_list", "购买名单", "外购名单"] {
            let finding = policy.normalise(policy.known().source, name).unwrap_err();
            assert_eq!(finding.code, Code::ForbiddenChannel, "{name}");
        }
        let mut document = policy.document().clone();
        document.collection.forbidden.clear();
        let lax = Policy::new(document).unwrap();
        assert_eq!(lax.normalise(lax.known().source, "外购名单").unwrap()[0].text, "bought_list");
    }

    #[test]
    fn tags_have_aliases_and_may_be_a_closed_list() {
        let tag = |policy: &Policy, text: &str| {
            let values = policy.normalise(policy.known().tags, text);
            values.map(|all| all[0].text.clone()).map_err(|finding| finding.code)
        };
        assert_eq!(tag(policy(), "高频客户").unwrap(), "高频");
        assert_eq!(tag(policy(), "展会").unwrap(), "展会");
        let mut document = policy().document().clone();
        document.tags.open = false;
        let closed = Policy::new(document).unwrap();
        assert_eq!(tag(&closed, "vip").unwrap(), "VIP");
        assert_eq!(tag(&closed, "展会"), Err(Code::UnknownChoice));
    }

    #[test]
    fn each_word_of_every_vocabulary_leads_to_one_meaning() {
        let policy = policy();
        let meaning = |field, word: &str| policy.normalise(field, word).unwrap()[0].text.clone();
        for (words, field) in [
            (&policy.document().ladders, policy.known().grade),
            (&policy.document().lifecycles, policy.known().stage),
        ] {
            for word in words.iter().flat_map(|vocabulary| &vocabulary.steps) {
                let once = meaning(field, word);
                assert_eq!(meaning(field, &once), once, "{word}");
            }
        }
        assert_eq!(meaning(policy.known().grade, "高价值"), "VIP");
        assert_eq!(meaning(policy.known().grade, "普通"), "C");
        // A new customer has begun to deal: not one to be destroyed like an idle prospect.
        assert_eq!(meaning(policy.known().stage, "新客户"), "active");
        assert_eq!(meaning(policy.known().stage, "未来"), "prospect");
    }

    #[test]
    fn what_is_closed_is_not_judged() {
        let three = [Part::Operational, Part::Level(Level::Three)];
        let fields = record(&[("source", "visit")]);
        let today = parse_day("2026-06-30").unwrap();
        assert_eq!(policy().findings(&fields, &three, today), []);
    }
}
