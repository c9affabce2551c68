//! What is handed over, what stands against it, and what follows.

use super::super::sample::{Sample, order as purge_order, selector};
use super::*;
use crate::crypto::{IdentityFile, NoCallbacks};
use crate::log::ShareStep;
use crate::model::{Answer, RecordNumber};
use crate::policy::Policy;
use crate::transfer::CsvStyle;
use crate::vault::session::Environment;
use crate::vault::{Aim, Answers, Depth, NewNotice, Withdrawal};

mod follows;
mod leaves;
mod refused;
mod two;

const CSV: Form = Form::Csv { style: CsvStyle::GUARDED, chinese: false };

fn day(text: &str) -> Date {
    parse_day(text).unwrap()
}

/// A vault with three customers, a notice, and an identity that recipients have.
struct House {
    sample: Sample,
    identity: IdentityFile,
    key: String,
}

impl House {
    fn new() -> Self {
        let sample = Sample::new();
        sample.add(&[
            ("张伟", "13800000013", "11010519491231002X"),
            ("李娜", "13800000014", ""),
            ("王芳", "13800000015", ""),
        ]);
        let purposes = ["service".to_owned(), "marketing".to_owned()];
        let from = day("2026-01-01");
        let notice =
            NewNotice {
                text: "告知", purposes: &purposes, retention: "两年", from, renews: false
            };
        sample.open().add_notice(&notice, false).unwrap();
        let text = IdentityFile::generate("2026-03-01T00:00:00Z").to_string();
        let key = text.split_whitespace().find(|word| word.starts_with("age1")).unwrap();
        let identity = IdentityFile::parse(&text).unwrap();
        Self { sample, identity, key: key.to_owned() }
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    /// Registers a recipient with an agreement until `until`.
    fn recipient(&self, name: &str, country: &str, until: Option<&str>) {
        let others = names_of(&mut self.sample.open(), &self.key);
        let is_free = others.iter().all(|other| other == name);
        let to = [if is_free { self.key() } else { another_key() }];
        let new = NewRecipient {
            name,
            contact: Some("ext. 12"),
            internal: false,
            country: Some(country),
            agreement: Some(("NDA-1".parse().unwrap(), day("2026-01-01"))),
            until: until.map(day),
            to: &to,
            replaces: true,
        };
        self.sample.open().add_recipient(&new, &Dialogue::default(), false).unwrap();
    }

    fn agree(&self, number: &str, purpose: &str, recipient: Option<&str>) {
        let one = selector(number);
        let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
        let answers = Answers {
            answer: Answer::Granted,
            purposes: &[purpose.to_owned()],
            sensitive: false,
            recipient,
            method: "form",
            evidence: None,
            notice: Some(1),
            date: day("2026-02-01"),
            until: None,
            volunteered: false,
        };
        self.sample.open().answer(aim, &answers).unwrap();
    }

    fn withdraw(&self, number: &str, recipient: Option<&str>) {
        let one = selector(number);
        let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
        let date = day("2026-03-01");
        let order = Withdrawal { purposes: &[], sensitive: false, recipient, date };
        self.sample.open().withdraw(aim, &order).unwrap();
    }

    fn share(&self, order: &Wanted<'_>) -> Result<(Handed, Vec<u8>)> {
        let mut vault = self.sample.open();
        vault.cite_assessment(order.assessment.map(|text| text.parse().unwrap()));
        let selected = selector(order.records);
        let mut sealed = Vec::new();
        let done = vault.share(&order.to_order(&selected), (&Dialogue::default(), &mut sealed))?;
        Ok((done, sealed))
    }

    fn text(&self, sealed: &[u8]) -> String {
        let text = self.identity.open(sealed, &NoCallbacks).unwrap();
        String::from_utf8(text.to_vec()).unwrap()
    }

    fn duties(&self) -> Vec<(u64, &'static str)> {
        let duties = self.sample.open().share_duties(day("2026-03-01")).unwrap();
        duties.iter().map(|(share, duty)| (share.number, duty.id())).collect()
    }

    fn assert_sound(&self) {
        let (sample, depth) = (&self.sample, Depth::Everything);
        let report = Vault::check(&sample.dir(), &sample.credential(), sample.environment(), depth);
        let report = report.unwrap();
        let findings: Vec<_> = report.findings().collect();
        assert!(findings.is_empty(), "{findings:?}");
    }
}

/// The vault as a program with a weakness opens it.
fn weak(house: &House, weakness: &'static str) -> Vault {
    let environment = Environment {
        mutant: Box::new(move |name| name == weakness),
        ..house.sample.environment()
    };
    Vault::open(&house.sample.dir(), &house.sample.credential(), environment).unwrap()
}

/// Whose key it is, or was last.
fn names_of(vault: &mut Vault, key: &str) -> Vec<String> {
    vault.hold_shared().unwrap();
    let ever: Vec<_> = vault.recipients_ever().unwrap().into_iter().map(|(_, one)| one).collect();
    vault.release().unwrap();
    recipients::names_of_key(key, &ever).into_iter().map(str::to_owned).collect()
}

/// A key that no recipient has yet.
fn another_key() -> String {
    let text = IdentityFile::generate("2026-03-01T00:00:00Z").to_string();
    text.split_whitespace().find(|word| word.starts_with("age1")).unwrap().to_owned()
}

/// A share as a test wants it.
struct Wanted<'a> {
    records: &'a str,
    recipient: &'a str,
    purpose: &'a str,
    relation: Option<Relation>,
    fields: &'a [&'a str],
    reveal: bool,
    until: Option<Date>,
    cross_border: Option<&'a str>,
    assessment: Option<&'a str>,
    form: Form,
}

impl Default for Wanted<'_> {
    fn default() -> Self {
        Self {
            records: "K-1 K-2",
            recipient: "呼叫中心",
            purpose: "service",
            relation: Some(Relation::Entrusted),
            fields: &["name", "phone"],
            reveal: false,
            until: None,
            cross_border: None,
            assessment: None,
            form: CSV,
        }
    }
}

impl Wanted<'_> {
    fn to_order<'s>(&'s self, selected: &'s Selector) -> ShareOrder<'s> {
        let column = |id: &&str| ExportColumn::Field(Policy::builtin().id(id).unwrap());
        let what = Export {
            selector: selected,
            columns: self.fields.iter().map(column).collect(),
            purpose: self.purpose,
            reveal: self.reveal,
            form: self.form,
            options: ExportOptions::default(),
        };
        ShareOrder {
            what,
            kind: if self.until.is_some() { ShareKind::Lent } else { ShareKind::Issued },
            recipient: self.recipient,
            relation: self.relation,
            until: self.until,
            cross_border: self.cross_border.map(|text| text.parse().unwrap()),
        }
    }
}

#[test]
fn what_is_shared_is_sealed_numbered_and_registered() {
    let house = House::new();
    house.recipient("呼叫中心", "CN", None);
    let (done, sealed) = house.share(&Wanted::default()).unwrap();
    assert_eq!((done.number, done.exported.count), (1, 2));
    assert_eq!(
        house.text(&sealed),
        "name,phone,share\n张伟,'+8613800000013,S-1\n李娜,'+8613800000014,S-1\n"
    );
    let json = Wanted { form: Form::Json, fields: &["name"], ..Wanted::default() };
    let (done, sealed) = house.share(&json).unwrap();
    assert_eq!(done.number, 2);
    let text = house.text(&sealed);
    assert!(text.starts_with(r#"{"schema":"kedang.export/1","share":"S-2","items":["#), "{text}");
    assert!(text.contains(r#"{"name":"张伟","share":"S-2"}"#), "{text}");
    let chinese = Form::Csv { style: CsvStyle::GUARDED, chinese: true };
    let (_, sealed) = house.share(&Wanted { form: chinese, ..json }).unwrap();
    assert!(house.text(&sealed).starts_with("姓名,借阅发放登记号\n张伟,S-3\n"));
    let shares = house.sample.open().shares().unwrap();
    let [one, two, _] = shares.as_slice() else { panic!("{shares:?}") };
    assert_eq!((one.number, one.handover.agreement.as_str()), (1, "NDA-1"));
    assert_eq!((one.numbers.len(), one.purpose.as_str()), (2, "service"));
    assert_eq!(two.standing(day("2026-03-01")), ShareStanding::Out);
    house.assert_sound();
}

#[test]
fn who_agreed_to_a_recipient_is_handed_over_and_the_rest_stay() {
    let house = House::new();
    house.recipient("伙伴", "CN", None);
    let wanted = Wanted {
        records: "",
        recipient: "伙伴",
        relation: None,
        fields: &["name"],
        ..Wanted::default()
    };
    house.agree("K-2", "service", Some("伙伴"));
    let (done, sealed) = house.share(&wanted).unwrap();
    assert_eq!(house.text(&sealed), "name,share\n李娜,S-1\n");
    assert_eq!(done.handover.relation, Some(Relation::Provided), "the strictest, unsaid");
    let left: Vec<_> = done.exported.left_out.reasons().collect();
    assert_eq!(left, [(crate::policy::Uncovered::NotToRecipient, 2)]);
    // Such a consent is none to the organisation's own use, nor the other way round.
    house.agree("K-1", "marketing", None);
    let marketing = Wanted { records: "K-1", purpose: "marketing", ..wanted };
    let refused = house.share(&marketing).unwrap_err();
    assert!(matches!(refused, Error::NotCovered(..)), "{refused:?}");
    let own = vault_consents(&house, "K-2", "marketing");
    assert!(!own, "consent to a recipient is no consent to marketing");
}

fn vault_consents(house: &House, number: &str, purpose: &str) -> bool {
    let one = selector(number);
    let order = Export {
        selector: &one,
        columns: Vec::new(),
        purpose,
        reveal: false,
        form: CSV,
        options: ExportOptions::default(),
    };
    house.sample.open().plan_export(&order, true).unwrap().count > 0
}

#[test]
fn what_is_destroyed_or_withdrawn_afterwards_is_told_and_then_no_more() {
    let house = House::new();
    house.recipient("伙伴", "CN", None);
    house.recipient("呼叫中心", "CN", None);
    for number in ["K-1", "K-2"] {
        house.agree(number, "service", Some("伙伴"));
    }
    house.share(&Wanted { recipient: "伙伴", relation: None, ..Wanted::default() }).unwrap();
    let due = Some(day("2026-03-01"));
    house.share(&Wanted { until: due, ..Wanted::default() }).unwrap();
    assert_eq!(house.duties(), [(2, "back")]);
    house.withdraw("K-1", Some("伙伴"));
    assert_eq!(house.duties(), [(1, "tell-withdrawn"), (2, "back")]);
    let step = |number, step| {
        let reference = Some("LETTER-1".parse().unwrap());
        house.sample.open().take_step((number, step), reference, false)
    };
    step(1, ShareStep::Told).unwrap();
    assert_eq!(house.duties(), [(2, "back")]);
    let two = RecordNumber::new(2).unwrap();
    house.sample.open().purge(&purge_order(two.into())).unwrap();
    assert_eq!(house.duties(), [(1, "tell-destroyed"), (2, "back"), (2, "tell-destroyed")]);
    let mut vault = house.sample.open();
    assert_eq!(vault.shares_to_tell(&two.into()).unwrap(), [1, 2]);
    drop(vault);
    step(2, ShareStep::Returned).unwrap();
    assert_eq!(house.duties(), [(1, "tell-destroyed")]);
    assert!(matches!(step(2, ShareStep::Revoked), Err(Error::Share(ShareFault::Over(2)))));
    step(1, ShareStep::Told).unwrap();
    assert!(house.duties().is_empty());
    step(1, ShareStep::Revoked).unwrap();
    assert_eq!(house.duties(), [(1, "confirm"), (1, "tell-revoked")]);
    assert!(matches!(step(1, ShareStep::Revoked), Err(Error::Share(ShareFault::Revoked(1)))));
    assert!(matches!(step(9, ShareStep::Told), Err(Error::Share(ShareFault::NoShare(9)))));
    step(1, ShareStep::Told).unwrap();
    step(1, ShareStep::Destroyed).unwrap();
    assert!(house.duties().is_empty());
    house.assert_sound();
}

/// Breaks when the file is begun before the log is committed.
#[test]
fn nothing_is_written_when_the_log_cannot_be() {
    let house = House::new();
    house.recipient("呼叫中心", "CN", None);
    let mut vault = house.sample.open();
    vault.store.tamper(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    let wanted = Wanted::default();
    let selected = selector(wanted.records);
    let mut sealed = Vec::new();
    let refused =
        vault.share(&wanted.to_order(&selected), (&Dialogue::default(), &mut sealed)).unwrap_err();
    assert!(matches!(refused, Error::NotLogged(_)), "{refused:?}");
    assert!(sealed.is_empty());
    drop(vault);
    assert!(house.sample.open().shares().unwrap().is_empty());
}

/// Breaks when `check` does not hold the registers to the log.
#[test]
fn a_share_out_of_order_or_to_a_stranger_is_damage() {
    let broken: &[fn(&mut Shared)] = &[
        |shared| shared.number = 7,
        |shared| shared.previous = 1,
        |shared| "陌生人".clone_into(&mut shared.handover.recipient),
        |shared| shared.handover.agreement = "NDA-9".parse().unwrap(),
        |shared| "SG".clone_into(&mut shared.handover.country),
    ];
    for change in broken {
        let house = House::new();
        house.recipient("呼叫中心", "CN", None);
        let wanted = Wanted::default();
        let selected = selector(wanted.records);
        let mut vault = house.sample.open();
        vault.hold_exclusive().unwrap();
        let order = wanted.to_order(&selected);
        let judged = vault.judge(&order, true).unwrap();
        let mut act = vault.share_act(&order, &judged, &[]).unwrap();
        let Act::Disclose { terms: Some(terms), .. } = &mut act else { panic!() };
        change(terms.share.as_mut().unwrap());
        vault.log_look(&act, &judged.found).unwrap();
        vault.release().unwrap();
        drop(vault);
        let (sample, depth) = (&house.sample, Depth::Everything);
        let report = Vault::check(&sample.dir(), &sample.credential(), sample.environment(), depth);
        assert!(report.unwrap().findings().any(|one| one.place.what == "damage-log-order"));
    }
}
