//! Notices to persons (告知书): what the organisation says is done with their data, one version
//! after the other. A consent names the version that was given before, so what somebody agreed to
//! can be shown word for word years later.
//!
//! A notice is an entry of the log that names the one before it; the newest signed checkpoint names
//! the newest of them. It says nothing of anybody, so everybody who opens the vault may read it.

use super::error::{Error, Place, Result};
use super::session::Vault;
use crate::crypto;
use crate::log::{Act, Code, Notice};
use crate::model::Capability;
use crate::model::date::parse_day;
use crate::policy::{GivenNotices, Renewed};
use crate::transfer::{DecodeError, Decoder, RowsError};
use jiff::civil::Date;

/// The longest text, in bytes of UTF-8. A notice is some pages; this is some thirty.
const LONGEST: usize = 64 << 10;

/// The most characters of what it says about retention.
const LONGEST_RETENTION: usize = 200;

/// A notice that is to be given from now on.
pub struct NewNotice<'a> {
    /// Its text; line ends are its only control characters.
    pub text: &'a str,
    /// The ids of the purposes that it is about.
    pub purposes: &'a [String],
    /// How long data is kept, in one line.
    pub retention: &'a str,
    /// The day from which it is given.
    pub from: Date,
    /// Whether consents under older versions hold no more for its purposes.
    pub renews: bool,
}

/// The text of a notice in a file: UTF-8, else GB18030, without a byte order mark.
pub fn notice_text(bytes: Vec<u8>) -> Result<String> {
    if bytes.len() > LONGEST {
        return Err(Error::BadNotice("notice-fault-long"));
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(other) => decoded(other.as_bytes()).map_err(RowsError::Encoding)?,
    };
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn decoded(bytes: &[u8]) -> std::result::Result<String, DecodeError> {
    let mut decoder = Decoder::new(bytes, Some("gb18030"))?;
    let mut text = String::new();
    while decoder.fill(&mut text)? > 0 {}
    Ok(text)
}

impl NewNotice<'_> {
    /// Refuses what is no notice.
    fn require_sound(&self) -> Result<()> {
        let line = |c: char| c != '\n' && c != '\t' && c.is_control();
        let reason = if self.text.trim().is_empty() {
            "notice-fault-empty"
        } else if self.text.len() > LONGEST {
            "notice-fault-long"
        } else if self.text.replace("\r\n", "\n").contains(line) {
            "notice-fault-characters"
        } else if self.purposes.is_empty() {
            "notice-fault-purposes"
        } else if self.retention.trim().is_empty()
            || self.retention.chars().count() > LONGEST_RETENTION
            || self.retention.contains(char::is_control)
        {
            "notice-fault-retention"
        } else {
            return Ok(());
        };
        Err(Error::BadNotice(reason))
    }
}

impl Vault {
    /// Gives another notice from now on; gives it as it is kept. A rehearsal keeps nothing.
    pub fn add_notice(&mut self, new: &NewNotice<'_>, rehearsal: bool) -> Result<Notice> {
        self.require(Capability::Administer)?;
        new.require_sound()?;
        let code = |id: &String| id.parse().map_err(|_| Error::Bug("purpose"));
        let mut purposes: Vec<Code> = new.purposes.iter().map(code).collect::<Result<_>>()?;
        purposes.sort();
        purposes.dedup();
        self.alone(rehearsal, |transaction| {
            let before = transaction.vault.given_notices()?;
            let last = before.last();
            if last.and_then(|last| parse_day(&last.from)).is_some_and(|day| new.from < day) {
                return Err(Error::BadNotice("notice-fault-day"));
            }
            let notice = Notice {
                version: last.map_or(1, |last| last.version + 1),
                from: new.from.to_string(),
                purposes,
                retention: new.retention.trim().to_owned(),
                renews: new.renews,
                hash: crypto::sha256(new.text.as_bytes()),
                text: new.text.to_owned(),
                previous: transaction.checkpoint.notices,
            };
            transaction.checkpoint.notices = transaction.log(Act::Notice(Box::new(notice.clone())));
            Ok(notice)
        })
    }

    /// Every notice, the oldest first.
    pub fn notices(&mut self) -> Result<Vec<Notice>> {
        self.hold_shared()?;
        let notices = self.given_notices();
        self.release()?;
        notices
    }

    /// The same under the lock that is held.
    pub(crate) fn given_notices(&self) -> Result<Vec<Notice>> {
        let mut all = Vec::new();
        let mut seq = self.state.checkpoint.notices;
        while seq > 0 {
            let damaged = || Error::damaged(Place::new("records.db", "damage-log-entry").at(seq));
            let row = self.store.entry(seq)?.ok_or_else(damaged)?;
            let Act::Notice(notice) = self.open_entry(&row)?.act else { return Err(damaged()) };
            if notice.previous >= seq || crypto::sha256(notice.text.as_bytes()) != notice.hash {
                return Err(damaged());
            }
            seq = notice.previous;
            all.push(*notice);
        }
        all.reverse();
        Ok(all)
    }

    /// What consents are measured by on `today`.
    pub fn notices_given(&mut self, today: Date) -> Result<GivenNotices> {
        Ok(measures(&self.notices()?, today))
    }

    /// The same under the lock that is held.
    pub(super) fn measures(&self, today: Date) -> Result<GivenNotices> {
        Ok(measures(&self.given_notices()?, today))
    }

    /// For each purpose the oldest version under which a consent holds on `today`.
    pub(crate) fn renewals(&self, today: Date) -> Result<Renewed> {
        Ok(renewed(&self.given_notices()?, today))
    }
}

/// What consents are measured by on `day`.
fn measures(notices: &[Notice], day: Date) -> GivenNotices {
    let mut given = GivenNotices { renewed: renewed(notices, day), ..GivenNotices::default() };
    for notice in notices {
        if parse_day(&notice.from).is_none_or(|from| day < from) {
            continue;
        }
        given.from.clone_from(&notice.from);
        let purposes = notice.purposes.iter().map(|one| (one.as_str().to_owned(), notice.version));
        given.newest.extend(purposes);
    }
    given
}

/// For each purpose the oldest version under which a consent holds on `day`.
pub(crate) fn renewed(notices: &[Notice], day: Date) -> Renewed {
    let mut oldest = Renewed::new();
    let given = |notice: &&Notice| parse_day(&notice.from).is_some_and(|from| from <= day);
    for notice in notices.iter().filter(|notice| notice.renews).filter(given) {
        for purpose in &notice.purposes {
            oldest.insert(purpose.as_str().to_owned(), notice.version);
        }
    }
    oldest
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

    fn new<'a>(text: &'a str, purposes: &'a [String], from: &str) -> NewNotice<'a> {
        let from = parse_day(from).unwrap();
        NewNotice { text, purposes, retention: "两年", from, renews: false }
    }

    #[test]
    fn versions_follow_each_other_and_keep_their_text() {
        let sample = Sample::new();
        let mut vault = sample.open();
        let marketing = ["marketing".to_owned()];
        let one = new("我们为营销使用您的电话。\r\n", &marketing, "2026-01-01");
        assert_eq!(vault.add_notice(&one, true).unwrap().version, 1);
        assert!(vault.notices().unwrap().is_empty(), "a rehearsal keeps nothing");
        vault.add_notice(&one, false).unwrap();
        let renewing = NewNotice { renews: true, ..new("第二版", &marketing, "2026-02-01") };
        vault.add_notice(&renewing, false).unwrap();
        let earlier = vault.add_notice(&new("x", &marketing, "2026-01-31"), false);
        assert!(matches!(earlier, Err(Error::BadNotice("notice-fault-day"))), "{earlier:?}");
        let all = sample.open().notices().unwrap();
        assert_eq!(all.iter().map(|one| one.version).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(all[0].text, "我们为营销使用您的电话。\r\n");
        assert_eq!(all[0].hash, crypto::sha256(all[0].text.as_bytes()));
        let on = |day: &str| renewed(&all, parse_day(day).unwrap()).get("marketing").copied();
        assert_eq!((on("2026-01-31"), on("2026-02-01")), (None, Some(2)));
        let report = Vault::check(
            &sample.dir(),
            &sample.credential(),
            sample.environment(),
            super::super::Depth::Everything,
        );
        assert_eq!(report.unwrap().findings().count(), 0);
    }

    #[test]
    fn what_is_no_notice_is_refused() {
        let mut vault = Sample::new().open();
        let (one, none) = (["service".to_owned()], []);
        let long = "长".repeat(30_000);
        for (text, purposes, reason) in [
            (" \n", &one[..], "notice-fault-empty"),
            (long.as_str(), &one, "notice-fault-long"),
            ("a\u{1b}[2Jb", &one, "notice-fault-characters"),
            ("a\rb", &one, "notice-fault-characters"),
            ("text", &none, "notice-fault-purposes"),
        ] {
            let refused = vault.add_notice(&new(text, purposes, "2026-01-01"), false);
            let Err(Error::BadNotice(found)) = refused else { panic!("{refused:?}") };
            assert_eq!(found, reason);
        }
        let unsaid = NewNotice { retention: " ", ..new("text", &one, "2026-01-01") };
        let refused = vault.add_notice(&unsaid, false);
        assert!(matches!(refused, Err(Error::BadNotice("notice-fault-retention"))));
    }

    #[test]
    fn a_text_may_come_in_either_encoding() {
        let gb = b"\xb8\xe6\xd6\xaa\xca\xe9".to_vec();
        assert_eq!(notice_text(gb).unwrap(), "告知书");
        assert_eq!(notice_text("\u{feff}告知书".into()).unwrap(), "告知书");
        assert!(notice_text(vec![0xff, 0xff]).is_err());
        assert!(notice_text(vec![b'a'; LONGEST + 1]).is_err());
    }
}
