//! A message that has not been worded yet: an id of the catalogues and its arguments.

use std::borrow::Cow;
use std::path::Path;

use crate::model::{Label, RecordNumber};

/// One argument of a message. Never a customer's value: messages go to standard error, into
/// scripts' logs and cron's mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A text, sanitised when it is shown.
    Text(String),
    /// Names, separated the way the language does it; sanitised when they are shown.
    Names(Vec<String>),
    /// A number, which also chooses between singular and plural.
    Number(i64),
    /// Another message, shown in the same language.
    Message(&'static str),
    /// What the policy calls something, sanitised when it is shown.
    Named(Label),
}

impl From<Label> for Arg {
    fn from(label: Label) -> Self {
        Self::Named(label)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&Path> for Arg {
    fn from(path: &Path) -> Self {
        Self::Text(path.display().to_string())
    }
}

impl From<RecordNumber> for Arg {
    fn from(number: RecordNumber) -> Self {
        Self::Text(number.to_string())
    }
}

macro_rules! numbers {
    ($($number:ty),+) => { $(
        impl From<$number> for Arg {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )+ };
}
numbers!(u8, u16, u32, u64, usize, i32, i64);

/// An id of the catalogues and the arguments that its text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The id; the word before its first `-` names the catalogue file it stands in.
    pub id: Cow<'static, str>,
    /// Arguments by the names that the text uses.
    pub args: Vec<(&'static str, Arg)>,
}

impl Message {
    /// The message `id` without arguments.
    pub fn new(id: impl Into<Cow<'static, str>>) -> Self {
        Self { id: id.into(), args: Vec::new() }
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

impl From<&'static str> for Message {
    fn from(id: &'static str) -> Self {
        Self::new(id)
    }
}
