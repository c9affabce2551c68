//! What is to be done about shares: fetched back, confirmed as destroyed, told.
//!
//! Who is to be told follows from the log behind the share: the law wants recipients to know when a
//! person's data is destroyed or the consent is withdrawn (个人信息保护法第四十七条; GDPR 19).

use super::{Share, ShareStanding};
use crate::log::{Act, Code, Consented, Detail, Entry, Numbers, Scope, ShareKind, ShareStep};
use crate::model::{Level, Part};
use crate::policy::Basis;
use crate::vault::audit::named;
use crate::vault::error::{Error, Result};
use crate::vault::session::Vault;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Something that is to be done about a share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareDuty {
    /// It was lent and is to come back.
    Back,
    /// It was issued and has expired, or is revoked: the recipient is to confirm that it is destroyed.
    Confirm,
    /// The recipient is to be told of this.
    Tell(Told),
}

/// What a recipient is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Of what was shared, these records or parts of them were destroyed.
    Destroyed(Numbers),
    /// Of what was shared, the consent of these persons was withdrawn.
    Withdrawn(Numbers),
    /// The share is revoked.
    Revoked,
}

impl ShareDuty {
    /// Its ASCII id.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Back => "back",
            Self::Confirm => "confirm",
            Self::Tell(Told::Destroyed(_)) => "tell-destroyed",
            Self::Tell(Told::Withdrawn(_)) => "tell-withdrawn",
            Self::Tell(Told::Revoked) => "tell-revoked",
        }
    }

    /// The records that it is about, if it is not about all.
    pub const fn numbers(&self) -> Option<&Numbers> {
        match self {
            Self::Tell(Told::Destroyed(numbers) | Told::Withdrawn(numbers)) => Some(numbers),
            _ => None,
        }
    }
}

/// What a recipient was not told of yet.
#[derive(Default)]
struct Owed {
    destroyed: Numbers,
    withdrawn: Numbers,
    revoked: bool,
}

impl Vault {
    /// Everything that is to be done about shares by `day`, by number.
    pub fn share_duties(&mut self, day: Date) -> Result<Vec<(Share, ShareDuty)>> {
        self.require_one_of(&super::MAY_LOOK)?;
        self.hold_shared()?;
        let duties = self.duties_by(day);
        self.release()?;
        duties
    }

    /// The numbers of the shares whose recipients are to be told what became of these records.
    pub fn shares_to_tell(&mut self, numbers: &Numbers) -> Result<Vec<u64>> {
        self.hold_shared()?;
        let told = self.to_tell(numbers);
        self.release()?;
        told
    }

    fn to_tell(&self, numbers: &Numbers) -> Result<Vec<u64>> {
        let mut open = self.shares_now()?;
        // Of each share only what is asked about: every entry behind it is held to that.
        for share in &mut open {
            share.numbers = share.numbers.intersection(numbers);
        }
        open.retain(|share| !share.is_over() && !share.numbers.is_empty());
        let owed = self.owed(&open)?;
        let about = |owed: &Owed| !(owed.destroyed.is_empty() && owed.withdrawn.is_empty());
        Ok(owed.into_iter().filter(|(_, owed)| about(owed)).map(|(number, _)| number).collect())
    }

    fn duties_by(&self, day: Date) -> Result<Vec<(Share, ShareDuty)>> {
        let today = self.today()?;
        let mut open = self.shares_seen()?;
        open.retain(|share| share.standing(today).is_open());
        let mut owed = self.owed(&open)?;
        let mut duties = Vec::new();
        for share in open {
            let revoked = share.standing(today) == ShareStanding::Revoked;
            let over = revoked || share.until().is_some_and(|last| last <= day);
            let fetched = match share.handover.kind {
                ShareKind::Lent => ShareDuty::Back,
                ShareKind::Issued => ShareDuty::Confirm,
            };
            let Owed { destroyed, withdrawn, revoked } =
                owed.remove(&share.number).unwrap_or_default();
            let told = [
                revoked.then_some(Told::Revoked),
                (!destroyed.is_empty()).then_some(Told::Destroyed(destroyed)),
                (!withdrawn.is_empty()).then_some(Told::Withdrawn(withdrawn)),
            ];
            let told = told.into_iter().flatten().map(ShareDuty::Tell);
            let all = over.then_some(fetched).into_iter().chain(told);
            duties.extend(all.map(|duty| (share.clone(), duty)));
        }
        Ok(duties)
    }

    /// What the log behind each open share says that its recipient does not know.
    fn owed(&self, open: &[Share]) -> Result<BTreeMap<u64, Owed>> {
        let mut owed: BTreeMap<u64, Owed> = BTreeMap::new();
        let Some(first) = open.iter().map(|share| share.seq).min() else { return Ok(owed) };
        self.store.each_entry(first + 1, |row| {
            let entry = self.open_entry(&row)?;
            if let Act::Share(event) = &entry.act {
                match event.step {
                    ShareStep::Told => drop(owed.remove(&event.share)),
                    ShareStep::Revoked => owed.entry(event.share).or_default().revoked = true,
                    ShareStep::Returned | ShareStep::Destroyed => {}
                }
            }
            for share in open.iter().filter(|share| share.seq < row.seq) {
                self.owe(share, &entry, &mut owed);
            }
            Ok::<_, Error>(true)
        })?;
        Ok(owed)
    }

    fn owe(&self, share: &Share, entry: &Entry, owed: &mut BTreeMap<u64, Owed>) {
        let destroys = match &entry.act {
            Act::Intent { scope, .. } => {
                if !scope.as_ref().is_none_or(|scope| has_part(share, scope)) {
                    return;
                }
                true
            }
            Act::Change { detail: Some(Detail::Consented(answer)), .. } => {
                if !self.rests_on(share, answer) {
                    return;
                }
                false
            }
            _ => return,
        };
        let mut hit = named(&entry.act).intersection(&share.numbers);
        if self.is_about_level_one(share, &entry.act) {
            hit = hit.difference(&share.withheld);
        }
        if hit.is_empty() {
            return;
        }
        let owed = owed.entry(share.number).or_default();
        let told = if destroys { &mut owed.destroyed } else { &mut owed.withdrawn };
        *told = told.union(&hit);
    }

    /// Whether an answer ends what a share rests on. Level 1 left on the separate consent, which is
    /// one for all purposes where it was kept as a day: whoever withdraws it, or everything, ends that.
    fn rests_on(&self, share: &Share, answer: &Consented) -> bool {
        let ends = ["withdrawn", "refused"].contains(&answer.answer.as_str());
        let own = answer.recipient.is_none();
        let (same, all) =
            (answer.purpose.as_str() == share.purpose, answer.purpose.as_str() == "all");
        let separate = share.levels.contains(&Level::One);
        let asked = self.asked(share);
        let to = answer.recipient.as_ref();
        let fits = if answer.sensitive {
            separate && (own || same || all)
        } else {
            same || all && (asked || own && separate)
        };
        ends && to.is_none_or(|name| *name == share.handover.recipient) && fits
    }

    /// Whether a share rests on what each person agreed to, whatever its level.
    fn asked(&self, share: &Share) -> bool {
        let purpose = self.policy.purpose(&share.purpose);
        share.handover.asks() || purpose.is_none_or(|purpose| purpose.basis == Basis::Consent)
    }

    /// Whether of what was shared this is about values of level 1 alone.
    fn is_about_level_one(&self, share: &Share, act: &Act) -> bool {
        match act {
            Act::Intent { scope: Some(scope), .. } => {
                let (mut levels, mut fields) = parts_of(share, scope);
                let is_one = |id: &Code| {
                    let field = self.policy.id(id.as_str());
                    field.is_some_and(|field| self.policy.part(field) == Part::Level(Level::One))
                };
                levels.all(|level| *level == Level::One) && fields.all(is_one)
            }
            // Everything is withdrawn, but only level 1 went out on anybody's word.
            Act::Change { detail: Some(Detail::Consented(answer)), .. } => {
                answer.sensitive || answer.purpose.as_str() != share.purpose && !self.asked(share)
            }
            _ => false,
        }
    }
}

/// Whether a share has something of a part of its records.
fn has_part(share: &Share, part: &Scope) -> bool {
    let (mut levels, mut fields) = parts_of(share, part);
    levels.next().is_some() || fields.next().is_some()
}

/// What a share has of a part of its records.
fn parts_of<'a>(
    share: &'a Share,
    part: &'a Scope,
) -> (impl Iterator<Item = &'a Level>, impl Iterator<Item = &'a Code>) {
    let levels = part.levels.iter().filter(|level| share.levels.contains(level));
    (levels, part.fields.iter().filter(|field| share.handover.columns.contains(field)))
}
