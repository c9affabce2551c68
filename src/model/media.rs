//! Paper and media that are destroyed by hand or machine: what kind, how, and what is printed on
//! the thing.
//!
//! All of it stands in destruction.log, which anybody may be given, so nothing of it is free text:
//! kinds and methods are fixed lists, and a [`Marking`] has the characters that type plates have.

use std::fmt;
use std::str::FromStr;

/// The most characters of a marking.
const LONGEST: usize = 64;

/// The text names no medium, or no means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not in the list")]
pub struct NotListed;

macro_rules! list {
    ($(#[doc = $doc:literal])+ $name:ident: $($(#[doc = $each:literal])+ $one:ident = $id:literal, $zh:literal;)+) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[doc = $each])+ $one,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$one,)+];

            /// Its ASCII id, which is what is stored.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$one => $id,)+ }
            }

            /// Its Chinese name.
            pub const fn chinese(self) -> &'static str {
                match self { $(Self::$one => $zh,)+ }
            }
        }

        impl FromStr for $name {
            type Err = NotListed;

            /// Reads the id or the Chinese name.
            fn from_str(text: &str) -> Result<Self, NotListed> {
                let named = |one: &&Self| one.id() == text || one.chinese() == text;
                Self::ALL.iter().find(named).copied().ok_or(NotListed)
            }
        }
    };
}

list! {
    /// What kind of thing is destroyed.
    Medium:
    /// Paper.
    Paper = "paper", "纸质";
    /// A hard disk.
    Disk = "disk", "硬盘";
    /// A solid-state disk.
    Ssd = "ssd", "固态硬盘";
    /// A magnetic tape.
    Tape = "tape", "磁带";
    /// An optical disc.
    Optical = "optical", "光盘";
    /// A USB stick or a memory card.
    Usb = "usb", "U盘";
    /// A phone or another mobile device.
    Phone = "phone", "手机";
    /// Anything else.
    Other = "other", "其他";
}

list! {
    /// How it is destroyed.
    Means:
    /// Cut to pieces.
    Shred = "shred", "粉碎";
    /// Burnt.
    Incinerate = "incinerate", "焚烧";
    /// Demagnetised.
    Degauss = "degauss", "消磁";
    /// Crushed or bent.
    Crush = "crush", "压毁";
    /// Written over.
    Overwrite = "overwrite", "覆写";
    /// In another way, which the basis names.
    Other = "other", "其他";
}

impl Medium {
    /// Whether this method does anything to such a thing: paper has nothing to demagnetise or write
    /// over, and what holds no magnetism does not lose it.
    pub fn is_destroyed_by(self, means: Means) -> bool {
        match means {
            Means::Shred | Means::Incinerate | Means::Other => true,
            Means::Crush | Means::Overwrite => self != Self::Paper,
            Means::Degauss => matches!(self, Self::Disk | Self::Tape | Self::Other),
        }
    }
}

/// What is printed on a thing, such as its maker or serial number: 1 to 64 of `A–Z a–z 0–9`,
/// blank, `.`, `/`, `_`, `-`, with no blank at either end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking(String);

/// The text is no marking; it is not carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a marking")]
pub struct NotAMarking;

/// What a type plate has besides Chinese.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || " ./_-".contains(c)
}

impl Marking {
    /// The name of a maker, which may be Chinese too: 希捷.
    pub fn maker(text: &str) -> Result<Self, NotAMarking> {
        let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        Self::of(text, &|c| is_plain(c) || chinese(c))
    }

    fn of(text: &str, allowed: &dyn Fn(char) -> bool) -> Result<Self, NotAMarking> {
        let fits = (1..=LONGEST).contains(&text.chars().count())
            && text.chars().all(allowed)
            && text.trim() == text;
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAMarking) }
    }
}

impl FromStr for Marking {
    type Err = NotAMarking;

    fn from_str(text: &str) -> Result<Self, NotAMarking> {
        Self::of(text, &is_plain)
    }
}

impl fmt::Display for Marking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_two_names() {
        for medium in Medium::ALL {
            assert_eq!(medium.id().parse(), Ok(*medium));
            assert_eq!(medium.chinese().parse(), Ok(*medium));
        }
        for means in Means::ALL {
            assert_eq!((means.id().parse(), means.chinese().parse()), (Ok(*means), Ok(*means)));
        }
        assert_eq!("floppy".parse::<Medium>(), Err(NotListed));
    }

    #[test]
    fn a_type_plate_is_read_and_a_remark_is_not() {
        for text in ["WD-WCC4N1234567", "ST4000DM004/2CV104", "ACME", "Model 3.5 HDD"] {
            assert_eq!(text.parse::<Marking>().map(|m| m.to_string()).as_deref(), Ok(text));
        }
        let long = "a".repeat(65);
        for text in ["", " ", "a ", "张三", "a@b", "a\nb", "a\u{202e}b", "a&b", "<b>", &long] {
            assert_eq!(text.parse::<Marking>(), Err(NotAMarking), "{text:?}");
        }
        for maker in ["希捷", "西部数据 WD", "ACME"] {
            assert_eq!(Marking::maker(maker).map(|m| m.to_string()).as_deref(), Ok(maker));
        }
        for text in ["希捷！", " 希捷", "希\n捷", "", "<b>"] {
            assert_eq!(Marking::maker(text), Err(NotAMarking), "{text:?}");
        }
    }

    #[test]
    fn what_does_nothing_to_a_thing_does_not_destroy_it() {
        let degaussed = Medium::ALL.iter().filter(|medium| medium.is_destroyed_by(Means::Degauss));
        let expected = [Medium::Disk, Medium::Tape, Medium::Other];
        assert_eq!(degaussed.copied().collect::<Vec<_>>(), expected);
        let paper = Means::ALL.iter().filter(|means| Medium::Paper.is_destroyed_by(**means));
        let expected = [Means::Shred, Means::Incinerate, Means::Other];
        assert_eq!(paper.copied().collect::<Vec<_>>(), expected);
    }
}
