//! The register of recipients: who may be given something, and under which agreement.
//!
//! Whoever hands over does not decide to whom: recipients are registered by who administers.

use super::ShareFault;
use crate::crypto::{Dialogue, Recipients};
use crate::log::{Act, Recipient, Reference};
use crate::model::Capability;
use crate::policy::is_country;
use crate::vault::error::{Error, Place, Result};
use crate::vault::init::check_name;
use crate::vault::session::Vault;
use jiff::civil::Date;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// The most characters of a contact.
const LONGEST_CONTACT: usize = 200;

/// A recipient that is to be registered.
#[derive(Clone)]
pub struct NewRecipient<'a> {
    /// Its name.
    pub name: &'a str,
    /// How it is reached at work; none: as before.
    pub contact: Option<&'a str>,
    /// Whether it is part of the organisation.
    pub internal: bool,
    /// Where it is; none: where the organisation is.
    pub country: Option<&'a str>,
    /// The agreement of confidentiality, and its day.
    pub agreement: Option<(Reference, Date)>,
    /// The last day of the agreement.
    pub until: Option<Date>,
    /// The age recipients that files for it are sealed to.
    pub to: &'a [String],
    /// Whether it changes the one that has the name: what is not said stays as it is, so that whoever
    /// renews an agreement does not bring a recipient home from abroad.
    pub replaces: bool,
}

impl NewRecipient<'_> {
    /// Refuses what is no recipient.
    fn require_sound(&self, today: Date, dialogue: &Dialogue) -> Result<()> {
        check_name(self.name)?;
        let bad_contact = |text: &str| {
            let text = text.trim();
            text.is_empty()
                || text.chars().count() > LONGEST_CONTACT
                || text.contains(char::is_control)
        };
        let agreed = self.agreement.as_ref().map(|(_, day)| *day);
        let wrong = if self.contact.is_some_and(bad_contact) {
            "share-fault-contact"
        } else if !self.country.is_none_or(is_country) {
            "share-fault-country"
        } else if agreed.is_some_and(|day| day > today) {
            "share-fault-agreed"
        } else if self.until.is_some_and(|last| agreed.is_none_or(|day| last < day)) {
            "share-fault-until"
        } else if self.to.iter().any(|text| Recipients::parse(text, dialogue).is_err()) {
            "share-fault-key"
        } else {
            return Ok(());
        };
        Err(Error::Share(ShareFault::BadEntry(wrong)))
    }

    /// What is known, with what is said anew. An agreement comes with its days.
    fn over(&self, known: Recipient) -> Recipient {
        let (agreement, agreed) = self.agreement.clone().unzip();
        let text = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let (agreement, agreed, until) = match agreement {
            Some(_) => (agreement, text(agreed), text(self.until)),
            None => (known.agreement, known.agreed, known.until),
        };
        Recipient {
            contact: self.contact.map_or(known.contact, |contact| contact.trim().to_owned()),
            internal: self.internal || known.internal,
            country: self.country.map_or(known.country, str::to_owned),
            agreement,
            agreed,
            until,
            to: if self.to.is_empty() { known.to } else { self.to.to_vec() },
            ..known
        }
    }
}

/// A name without case, width and blanks.
fn folded(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

impl Vault {
    /// Registers a recipient, or changes one; gives the entry. A rehearsal keeps nothing.
    pub fn add_recipient(
        &mut self,
        new: &NewRecipient<'_>,
        dialogue: &Dialogue,
        rehearsal: bool,
    ) -> Result<Recipient> {
        self.require(Capability::Administer)?;
        new.require_sound(self.today()?, dialogue)?;
        let home = self.policy.document().share.home.clone();
        self.alone(rehearsal, |transaction| {
            let known = transaction.vault.recipient_now(new.name)?;
            if known.is_some() && !new.replaces {
                return Err(Error::Share(ShareFault::KnownRecipient(new.name.to_owned())));
            }
            // One in another spelling would have agreements, keys and shares of its own, and consents
            // that name a removed one would not be found for it.
            if known.is_none()
                && let Some(other) = transaction.vault.recipient_like(new.name)?
            {
                return Err(Error::Share(ShareFault::SpeltOtherwise(other)));
            }
            let known = known.unwrap_or_else(|| Recipient {
                name: new.name.to_owned(),
                contact: String::new(),
                internal: false,
                country: home,
                agreement: None,
                agreed: String::new(),
                until: String::new(),
                to: Vec::new(),
                removed: false,
                previous: 0,
            });
            let previous = transaction.checkpoint.recipients;
            let recipient = Recipient { previous, ..new.over(known) };
            if recipient.contact.is_empty() {
                return Err(Error::Share(ShareFault::BadEntry("share-fault-contact")));
            }
            transaction.vault.require_own_keys(&recipient)?;
            let act = Act::Recipient(Box::new(recipient.clone()));
            transaction.checkpoint.recipients = transaction.log(act);
            Ok(recipient)
        })
    }

    /// Takes a recipient off the register: it is given nothing any more. What it has it keeps, and
    /// stays in the register of shares.
    pub fn remove_recipient(&mut self, name: &str, rehearsal: bool) -> Result<Recipient> {
        self.require(Capability::Administer)?;
        self.alone(rehearsal, |transaction| {
            let known = transaction.vault.recipient_now(name)?;
            let known =
                known.ok_or_else(|| Error::Share(ShareFault::NoRecipient(name.to_owned())))?;
            let previous = transaction.checkpoint.recipients;
            let gone = Recipient { removed: true, previous, ..known };
            let act = Act::Recipient(Box::new(gone.clone()));
            transaction.checkpoint.recipients = transaction.log(act);
            Ok(gone)
        })
    }

    /// Every registered recipient, by name.
    pub fn recipients(&mut self) -> Result<Vec<Recipient>> {
        self.hold_shared()?;
        let all = self.recipients_now();
        self.release()?;
        all
    }

    /// The keys that a file is to be sealed to, in order; `@name` stands for those of the register's
    /// entry, for which nothing must stand against giving it anything. So it is where a key is typed
    /// that is in the register, or was.
    ///
    /// # Errors
    /// What stands against giving a recipient anything.
    pub fn keys_to_seal_to(&mut self, typed: &[String]) -> Result<Vec<String>> {
        self.require(Capability::Export)?;
        self.hold_shared()?;
        let ever = self.recipients_ever();
        self.release()?;
        let ever: Vec<Recipient> = ever?.into_iter().map(|(_, one)| one).collect();
        let newest = newest(&ever);
        let to_give = |name: &str| {
            let known = newest.iter().find(|one| one.name == name && !one.removed);
            let unknown = || Error::Share(ShareFault::NoRecipient(name.to_owned()));
            let known = known.ok_or_else(unknown)?;
            self.require_sealable(known).map(|()| *known)
        };
        let mut keys = Vec::new();
        for text in typed {
            if let Some(name) = text.strip_prefix('@') {
                keys.extend(to_give(name)?.to.iter().map(|key| key.trim().to_owned()));
                continue;
            }
            for name in names_of_key(text, &ever) {
                to_give(name)?;
            }
            keys.push(text.trim().to_owned());
        }
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }

    /// Refuses a key that is another's: a file for the one would be judged as one for the other.
    fn require_own_keys(&self, recipient: &Recipient) -> Result<()> {
        let others = self.recipients_now()?;
        let mut others = others.into_iter().filter(|other| other.name != recipient.name);
        match others.find(|other| recipient.to.iter().any(|key| other.has_key(key))) {
            Some(other) => Err(Error::Share(ShareFault::KeyTaken(other.name))),
            None => Ok(()),
        }
    }

    /// The recipient of this name, if it is registered; the lock is held.
    pub(in crate::vault) fn recipient_now(&self, name: &str) -> Result<Option<Recipient>> {
        Ok(self.recipients_now()?.into_iter().find(|one| one.name == name))
    }

    /// The name of one that is or was registered, if it differs in nothing but case, width and blanks. A
    /// vault may have several, of which one that holds goes before what was removed last.
    fn recipient_like(&self, name: &str) -> Result<Option<String>> {
        let wanted = folded(name);
        let ever: Vec<Recipient> =
            self.recipients_ever()?.into_iter().map(|(_, one)| one).collect();
        let mut like = newest(&ever);
        like.retain(|one| folded(&one.name) == wanted && !self.mutated("recipient-respelt"));
        let other = like.iter().find(|one| !one.removed).or_else(|| like.first());
        Ok(other.map(|one| one.name.clone()).filter(|other| other != name))
    }

    /// Whether what the register says of this recipient was changed behind entry `seq`, its keys too;
    /// the lock is held.
    pub(super) fn registered_since(&self, name: &str, seq: u64) -> Result<bool> {
        Ok(self.recipients_ever()?.iter().any(|(at, one)| *at > seq && one.name == name))
    }

    /// The same of whoever has, or ever had, one of these keys.
    pub(in crate::vault) fn owners_registered_since(
        &self,
        keys: &[String],
        seq: u64,
    ) -> Result<bool> {
        let ever = self.recipients_ever()?;
        let had = |name: &str| {
            let mut all = ever.iter().filter(|(_, one)| one.name == name);
            all.any(|(_, one)| keys.iter().any(|key| one.has_key(key)))
        };
        Ok(ever.iter().any(|(at, one)| *at > seq && had(&one.name)))
    }

    /// Whose keys these are, by name; those that nobody has stand for themselves. The lock is held.
    pub(in crate::vault) fn names_of_keys(&self, keys: &[String]) -> Result<Vec<String>> {
        let ever = if keys.is_empty() { Vec::new() } else { self.recipients_ever()? };
        let ever: Vec<Recipient> = ever.into_iter().map(|(_, one)| one).collect();
        let names = |key: &String| {
            let names = names_of_key(key, &ever);
            if names.is_empty() {
                vec![key.clone()]
            } else {
                names.into_iter().map(str::to_owned).collect()
            }
        };
        let mut all: Vec<String> = keys.iter().flat_map(names).collect();
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }

    /// To which recipient that is, or was, registered these keys belong, by name; several together are
    /// nobody, for none may learn what was agreed for another. The lock is held.
    pub(in crate::vault) fn recipient_among(&self, keys: &[String]) -> Result<Option<String>> {
        let mut names = self.names_of_keys(keys)?;
        names.retain(|name| !keys.contains(name) && !self.mutated("own-affairs-leave"));
        let first = names.pop();
        Ok(first.map(|one| if names.is_empty() { one } else { String::new() }))
    }

    /// All that are registered; the lock is held.
    pub(in crate::vault) fn recipients_now(&self) -> Result<Vec<Recipient>> {
        let ever: Vec<Recipient> =
            self.recipients_ever()?.into_iter().map(|(_, one)| one).collect();
        let mut all: Vec<Recipient> = newest(&ever).into_iter().cloned().collect();
        all.retain(|one| !one.removed);
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(all)
    }

    /// Every entry of the register with its number, the newest first; the lock is held.
    pub(super) fn recipients_ever(&self) -> Result<Vec<(u64, Recipient)>> {
        let mut all = Vec::new();
        let mut seq = self.state.checkpoint.recipients;
        while seq > 0 {
            let damaged = || Error::damaged(Place::new("records.db", "damage-log-entry").at(seq));
            let row = self.store.entry(seq)?.ok_or_else(damaged)?;
            let Act::Recipient(one) = self.open_entry(&row)?.act else { return Err(damaged()) };
            if one.previous >= seq {
                return Err(damaged());
            }
            let previous = one.previous;
            all.push((seq, *one));
            seq = previous;
        }
        Ok(all)
    }
}

/// The newest entry of each name, of all with the newest first.
fn newest(all: &[Recipient]) -> Vec<&Recipient> {
    let mut names = BTreeSet::new();
    all.iter().filter(|one| names.insert(one.name.as_str())).collect()
}

/// The names of the recipients whose key this is; where no entry that holds has it, of the one that
/// had it last. Who is removed, or has another key now, can open the file all the same.
pub(super) fn names_of_key<'a>(key: &str, ever: &'a [Recipient]) -> Vec<&'a str> {
    let mut now = newest(ever);
    now.retain(|one| !one.removed && one.has_key(key));
    if now.is_empty() {
        now.extend(ever.iter().find(|one| one.has_key(key)));
    }
    now.into_iter().map(|one| one.name.as_str()).collect()
}
