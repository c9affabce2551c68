//! An account of a record's life as evidence: when it was collected and from where, what it rests
//! on, who checked it, what it was used for, and what is due when and why.
//!
//! Of the record it takes what stands in the operational part, and of level 3 where it came from;
//! everything else is told by the log, in which operators are here their roles.

use super::bucket::{Bucket, reachable};
use super::error::{Error, Result};
use super::records::gone;
use super::request::Aftermath;
use super::session::Vault;
use crate::log::{Act, Code, Detail, Entry, Numbers, Pseudonymised};
use crate::model::date::day_at;
use crate::model::{
    Capability, Consent, Fields, Hold, Level, OperatorNumber, Part, RecordNumber, Selector,
    SubjectRequest,
};
use crate::policy::Policy;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The verbs by which information leaves for somebody; any other look stays in the house.
const HANDED_OUT: &[&str] = &["export", "card", "request", "purge"];

/// Something that was done once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// The day.
    pub day: Option<Date>,
    /// How, as the log names it.
    pub verb: String,
    /// The id of the role of who did it.
    pub role: String,
}

/// That something was handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// When, how and by whom.
    pub deed: Deed,
    /// The id of the purpose.
    pub purpose: Option<String>,
    /// Of which levels.
    pub levels: Vec<Level>,
    /// As which share, and to whom; none for what nobody outside was registered for.
    pub share: Option<(u64, String)>,
    /// For whom pseudonyms left instead of what identifies, where they did.
    pub pseudonyms: Option<Pseudonymised>,
}

/// That it was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// When and by whom.
    pub deed: Deed,
    /// The id of the method.
    pub method: String,
    /// The id of the result.
    pub result: String,
}

/// How often it was looked at in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looks {
    /// How often.
    pub count: u64,
    /// The last time.
    pub last: Option<Date>,
}

/// What the log tells of a record.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// How it came in.
    pub collected: Option<Deed>,
    /// When it was verified, the oldest first.
    pub verified: Vec<Checked>,
    /// What was handed out, the oldest first.
    pub given: Vec<Given>,
    /// How often it was looked at in the house, by verb and purpose.
    pub looks: BTreeMap<(String, Option<String>), Looks>,
}

/// An account of one record.
#[derive(Clone, Debug)]
pub struct Account {
    /// The record.
    pub record: RecordNumber,
    /// Where it came from, as far as the clearance opens that.
    pub source: Option<String>,
    /// What the log tells.
    pub told: Told,
    /// Its operational part.
    pub duties: Fields,
    /// When it is destroyed, and why.
    pub aftermath: Aftermath,
}

impl Account {
    /// What the person agreed to or refused, the oldest first.
    pub fn consents(&self, policy: &Policy) -> Vec<Consent> {
        let texts = policy.known().consents.into_iter().flat_map(|field| self.duties.all(field));
        texts.filter_map(|value| Consent::parse(&value.text)).collect()
    }

    /// What the person asked for, the oldest first.
    pub fn requests(&self, policy: &Policy) -> Vec<SubjectRequest> {
        super::request::requests_of(policy, &self.duties)
    }

    /// What keeps it from being destroyed, the oldest first.
    pub fn holds(&self, policy: &Policy) -> Vec<Hold> {
        let texts = policy.known().holds.into_iter().flat_map(|field| self.duties.all(field));
        texts.filter_map(|value| Hold::parse(&value.text)).collect()
    }
}

impl Vault {
    /// The accounts of the selected records; that they are shown is logged first.
    pub fn accounts(&mut self, selector: &Selector) -> Result<Vec<Account>> {
        self.require(Capability::Read)?;
        self.hold_exclusive()?;
        let accounts = self.recover_to_look().and_then(|()| self.account_for(selector));
        self.release()?;
        accounts
    }

    fn account_for(&mut self, selector: &Selector) -> Result<Vec<Account>> {
        let found = self.find(selector)?;
        let numbers: Numbers = found.numbers.iter().copied().collect();
        let mut told = self.told_by_log(&numbers)?;
        let mut accounts = Vec::with_capacity(found.numbers.len());
        for number in &found.numbers {
            let told = told.remove(number).unwrap_or_default();
            accounts.push(self.account(*number, told)?);
        }
        let level = Level::Three;
        let shows = accounts.iter().any(|account| account.source.is_some());
        let act = Act::Disclose {
            verb: Code::fixed("history"),
            count: numbers.len(),
            numbers,
            levels: if shows { vec![level] } else { Vec::new() },
            purpose: None,
            terms: None,
            revealed: false,
        };
        self.log_look(&act, &found)?;
        Ok(accounts)
    }

    fn account(&self, record: RecordNumber, told: Told) -> Result<Account> {
        let policy = self.policy;
        let missing = || gone(record, self.state.checkpoint.next_record);
        let row = self.state.bucket(record.bucket()).ok_or_else(missing)?;
        let opener = self.opener();
        let bucket = Bucket::load(&self.store, &opener, row)?;
        let entry = bucket.entry(record).ok_or_else(missing)?;
        let row = bucket.row(&self.store, record)?;
        let (three, operational) = (Part::Level(Level::Three), Part::Operational);
        let mut wanted = reachable(&self.ring);
        wanted.retain(|part| [three, operational].contains(part));
        let all = opener.fields(entry, &row, &wanted)?;
        let is_operational = |field| policy.part(field) == operational;
        let duties = all.iter().filter(|(field, _)| is_operational(*field));
        Ok(Account {
            record,
            source: all.get(policy.known().source).map(|value| value.text.clone()),
            told,
            aftermath: Aftermath::of(policy, &all, self.today()?),
            duties: duties.map(|(field, value)| (field, value.clone())).collect(),
        })
    }

    /// What the log tells of each of `numbers`.
    pub(super) fn told_by_log(&self, numbers: &Numbers) -> Result<BTreeMap<RecordNumber, Told>> {
        let mut told = BTreeMap::new();
        self.store.each_entry(1, |row| {
            let entry = self.open_entry(&row)?;
            let named = super::audit::named(&entry.act).intersection(numbers);
            for number in named.iter() {
                self.tell(told.entry(number).or_default(), number, &entry);
            }
            Ok::<_, Error>(true)
        })?;
        Ok(told)
    }

    fn tell(&self, told: &mut Told, record: RecordNumber, entry: &Entry) {
        let deed = |verb: &Code| Deed {
            day: day_at(entry.time, &self.environment.zone),
            verb: verb.to_string(),
            role: self.role_of(entry.operator),
        };
        match &entry.act {
            Act::Change { verb, created, .. } if created.contains(record) => {
                told.collected = Some(deed(verb));
            }
            Act::Change { verb, detail: Some(Detail::Verified { method, result }), .. } => {
                let (method, result) = (method.to_string(), result.to_string());
                told.verified.push(Checked { deed: deed(verb), method, result });
            }
            Act::Disclose { verb, purpose, .. } => {
                let purpose = purpose.as_ref().map(ToString::to_string);
                let (deed, levels) = (deed(verb), entry.act.levels_of(record));
                let share = entry.act.shared();
                if share.is_some() || HANDED_OUT.contains(&verb.as_str()) {
                    let share = share.map(|one| (one.number, one.handover.recipient.clone()));
                    let pseudonyms = entry.act.pseudonyms().cloned();
                    told.given.push(Given { deed, purpose, levels, share, pseudonyms });
                } else {
                    let looks = told.looks.entry((deed.verb, purpose));
                    let looks = looks.or_insert(Looks { count: 0, last: None });
                    *looks = Looks { count: looks.count + 1, last: deed.day };
                }
            }
            _ => {}
        }
    }

    /// The id of the role that an operator, present or past, has or had last.
    fn role_of(&self, operator: OperatorNumber) -> String {
        let mut known = self.roster.everybody().iter().map(|known| &known.member);
        let last = known.rfind(|member| member.operator == operator);
        last.map(|member| member.role.to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::Aim;
    use super::super::sample::{Sample, selector};
    use super::*;
    use crate::model::Value;

    #[test]
    fn an_account_tells_what_was_done_and_by_which_role() {
        let sample = Sample::new();
        sample.add(&[("张伟", "13800000013", ""), ("李娜", "13800000014", "")]);
        let one = selector("K-1");
        let mut vault = sample.open();
        let aim = Aim { selector: &one, confirmed: None, rehearsal: false };
        let (method, result) = (Value::plain("phone"), Value::plain("confirmed"));
        vault.mark_verified(aim, (&method, &result), false).unwrap();
        vault.count(&one).unwrap();
        vault.history(&selector("K-1 K-2"), false).unwrap();
        vault.history(&one, false).unwrap();
        let accounts = vault.accounts(&one).unwrap();
        let [Account { told, source, aftermath, .. }] = accounts.as_slice() else { panic!() };
        let collected = told.collected.as_ref().unwrap();
        assert_eq!((collected.verb.as_str(), collected.role.as_str()), ("add", "administrator"));
        assert_eq!(source.as_deref(), Some("unstated"));
        assert_eq!(told.verified[0].result, "confirmed");
        let looks: Vec<_> =
            told.looks.iter().map(|((verb, _), all)| (&**verb, all.count)).collect();
        assert_eq!((looks, told.given.len()), (vec![("history", 2)], 0));
        assert_eq!(aftermath.verdict, None);
        // Without level 3 nobody learns where it came from, and the rest is told.
        let blind = sample.operator("blind", 0, &[Capability::Read]);
        let accounts = sample.open_as(&blind).unwrap().accounts(&one).unwrap();
        assert_eq!((&accounts[0].source, accounts[0].told.verified.len()), (&None, 1));
    }
}
