//! The catalogues: every text of the program, in two languages.
//!
//! A message's id begins with the name of the file it stands in: `error-no-vault` is in
//! `messages/en/error.ftl` and `messages/zh/error.ftl`. So a file is parsed only when one of its
//! messages is wanted (parsing all of them would cost a small command more than its work), and
//! everyone who looks for a text knows where it is. English help stands in the doc comments of
//! the arguments; `help` and `example` are therefore Chinese only.

use std::cell::OnceCell;
use std::collections::HashMap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use super::{Language, sanitise::sanitise_lines};
use crate::error::{Arg, Message};

type Bundle = FluentBundle<FluentResource>;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        /// Each file's name with its English and its Chinese source.
        const FILES: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("messages/en/", $name, ".ftl")),
            include_str!(concat!("messages/zh/", $name, ".ftl")),
        )),+];
    };
}

files![
    "add",
    "approval",
    "ask",
    "assess",
    "attest",
    "audit",
    "backup",
    "batch",
    "card",
    "cell",
    "certificate",
    "check",
    "column",
    "consent",
    "damage",
    "demo",
    "drill",
    "edit",
    "environment",
    "error",
    "event",
    "example",
    "exit",
    "export",
    "finding",
    "grade",
    "help",
    "hint",
    "history",
    "hold",
    "import",
    "init",
    "list",
    "notice",
    "operator",
    "policy",
    "purge",
    "recipient",
    "report",
    "request",
    "restore",
    "share",
    "show",
    "subject",
    "tag",
    "template",
    "ui",
    "usage",
    "verb",
    "verify",
    "warn",
];

/// The texts of one language.
pub struct Catalogue {
    language: Language,
    bundles: HashMap<&'static str, (&'static str, OnceCell<Bundle>)>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Catalogue").field(&self.language).finish()
    }
}

impl Catalogue {
    /// The catalogue of `language`; nothing is parsed yet.
    pub fn new(language: Language) -> Self {
        let source = |en, zh| if language == Language::Chinese { zh } else { en };
        let entry = |(name, en, zh)| (name, (source(en, zh), OnceCell::new()));
        Self { language, bundles: FILES.iter().copied().map(entry).collect() }
    }

    /// The language of its texts.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of `message` with its arguments, harmless for a terminal. An id that is not
    /// there is shown as it is: a missing text must not keep anyone from their records, and a
    /// test sees to it that none is missing.
    pub fn text(&self, message: &Message) -> String {
        self.find(&message.id, &message.args).unwrap_or_else(|| message.id.to_string())
    }

    /// The text with this id, if there is one.
    pub fn get(&self, id: &str) -> Option<String> {
        self.find(id, &[])
    }

    fn find(&self, id: &str, args: &[(&'static str, Arg)]) -> Option<String> {
        let name = id.split('-').next()?;
        let (source, cell) = self.bundles.get(name)?;
        let bundle = cell.get_or_init(|| parse(self.language, source));
        let pattern = bundle.get_message(id)?.value()?;
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            values.set(*name, self.value(arg));
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors);
        Some(sanitise_lines(&text).into_owned())
    }

    fn value(&self, arg: &Arg) -> FluentValue<'static> {
        match arg {
            Arg::Text(text) => super::sanitise(text).into_owned().into(),
            Arg::Names(names) => {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                super::sanitise(&super::listed(self.language, &names)).into_owned().into()
            }
            Arg::Named(label) => {
                let chinese = self.language == Language::Chinese;
                super::sanitise(label.of(chinese)).into_owned().into()
            }
            Arg::Number(number) => (*number).into(),
            Arg::Message(id) => self.get(id).unwrap_or_else(|| (*id).to_owned()).into(),
        }
    }

    /// The ids of all messages of one language, by parsing every file; for tests that compare
    /// the languages with each other and with the source.
    pub fn ids(language: Language) -> Vec<String> {
        let source = |en, zh| if language == Language::Chinese { zh } else { en };
        FILES.iter().flat_map(|(_, en, zh)| message_ids(source(en, zh))).collect()
    }
}

/// A file's messages; what cannot be parsed is left out, and [`Catalogue::ids`] shows it.
fn parse(language: Language, source: &str) -> Bundle {
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(parsed, _)| parsed);
    let mut bundle = Bundle::new(language.id().parse().into_iter().collect());
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The ids that stand at the beginning of a line before ` =`.
fn message_ids(source: &str) -> impl Iterator<Item = String> {
    let is_id = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    source.lines().filter_map(move |line| {
        let (id, _) = line.split_once(" =")?;
        (!id.is_empty() && id.chars().all(is_id)).then(|| id.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses_and_begins_its_ids_with_its_name() {
        for (name, en, zh) in FILES {
            for (language, source) in [("en", en), ("zh", zh)] {
                let parsed = FluentResource::try_new((*source).to_owned());
                assert!(parsed.is_ok(), "{language}/{name}: {:?}", parsed.err().map(|e| e.1));
                for id in message_ids(source) {
                    assert_eq!(id.split('-').next(), Some(*name), "{language}/{name}.ftl: {id}");
                }
            }
        }
    }

    #[test]
    fn an_argument_cannot_attack_the_terminal() {
        let message = Message::new("error-no-vault").arg("path", "/a\u{1b}[2J\n");
        for language in Language::ALL {
            let text = Catalogue::new(language).text(&message);
            assert!(text.contains(r"/a\u{1b}[2J\n"), "{text}");
        }
    }

    #[test]
    fn a_missing_text_shows_its_id() {
        let catalogue = Catalogue::new(Language::English);
        assert_eq!(catalogue.text(&Message::new("error-of-no-kind")), "error-of-no-kind");
        assert_eq!(catalogue.text(&Message::new("nofile-x")), "nofile-x");
    }
}
