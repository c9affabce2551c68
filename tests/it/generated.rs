//! Completions and man pages are made from the command tree, the schema of policies and the quick
//! form of the built-in one from what defines them, and committed; this holds them current. `KEDANG_BLESS=1 cargo test generated` writes them anew.

use std::collections::BTreeSet;
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;
use kedang::cmd::{self, Cli, Entry, Page};
use kedang::ui::{Catalogue, Language};
use roff::{Inline, Roff, bold, italic, roman};

use crate::source::root;

/// Headings of a man page in both languages: name, synopsis, description, commands, arguments,
/// options, options of every command, examples, exit status.
const ENGLISH: [&str; 9] = [
    "NAME",
    "SYNOPSIS",
    "DESCRIPTION",
    "COMMANDS",
    "ARGUMENTS",
    "OPTIONS",
    "OPTIONS OF EVERY COMMAND",
    "EXAMPLES",
    "EXIT STATUS",
];
const CHINESE: [&str; 9] =
    ["名称", "用法", "说明", "命令", "参数", "选项", "所有命令通用的选项", "示例", "退出状态"];

#[test]
fn completions_are_current() {
    for (shell, name) in
        [(Shell::Bash, "kedang.bash"), (Shell::Zsh, "_kedang"), (Shell::Fish, "kedang.fish")]
    {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut Cli::command(), "kedang", &mut text);
        current(&root("completions").join(name), &String::from_utf8(text).unwrap());
    }
}

#[test]
fn the_schema_of_policies_is_current() {
    current(&root("docs/policy.schema.json"), &kedang::policy::json_schema());
}

#[test]
fn the_quick_form_of_the_built_in_policy_is_current() {
    let document = kedang::policy::parse(kedang::policy::Policy::builtin_text()).unwrap();
    current(&root("src/policy/builtin/policy.json"), &document.to_canonical());
}

#[test]
fn man_pages_are_current() {
    for (language, folder, headings) in
        [(Language::English, "man/man1", ENGLISH), (Language::Chinese, "man/zh_CN/man1", CHINESE)]
    {
        let catalogue = Catalogue::new(language);
        let mut names = BTreeSet::new();
        for path in cmd::paths() {
            let page = cmd::page(&catalogue, &path);
            let name = [&["kedang".to_owned()], &*page.path].concat().join("-");
            current(&root(folder).join(format!("{name}.1")), &man(&name, &page, &headings));
            names.insert(format!("{name}.1"));
        }
        let there = std::fs::read_dir(root(folder)).unwrap();
        let there: BTreeSet<String> =
            there.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(there, names, "{folder} holds pages of commands that are gone");
    }
}

/// One man page.
fn man(name: &str, page: &Page, headings: &[&str; 9]) -> String {
    let mut text = Roff::new();
    text.control("TH", [name, "1", " ", concat!("kedang ", env!("CARGO_PKG_VERSION"))]);
    let [name_heading, synopsis, description, commands, arguments, options, global, examples, exit] =
        headings;
    text.control("SH", [*name_heading]).text([roman(format!("{name} - {}", page.about))]);
    text.control("SH", [*synopsis]).text([roman(page.usage.as_str())]);
    text.control("SH", [*description]).text([roman(page.about.as_str())]);
    section(&mut text, commands, &page.commands);
    section(&mut text, arguments, &page.arguments);
    section(&mut text, options, &page.options);
    section(&mut text, global, &page.global_options);
    if !page.examples.is_empty() {
        text.control("SH", [*examples]);
    }
    for (what, line) in &page.examples {
        text.control("PP", []).text([roman(what.as_str())]);
        text.control("PP", []).control("nf", []).text([bold(format!("    {line}"))]);
        text.control("fi", []);
    }
    section(&mut text, exit, &page.exits);
    text.render()
}

fn section(text: &mut Roff, heading: &str, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    text.control("SH", [heading]);
    for entry in entries {
        text.control("TP", []).text([term(entry)]);
        text.text([roman(entry.text.as_str())]);
        for (value, meaning) in &entry.values {
            text.control("RS", []).control("TP", []).text([italic(value.as_str())]);
            text.text([roman(meaning.as_str())]).control("RE", []);
        }
    }
}

fn term(entry: &Entry) -> Inline {
    bold(entry.term.trim())
}

/// Compares `path` with `text`, or writes it when `KEDANG_BLESS` is set.
fn current(path: &Path, text: &str) {
    if std::env::var_os("KEDANG_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == text,
        "{} is not current: KEDANG_BLESS=1 cargo test generated",
        path.display()
    );
}
