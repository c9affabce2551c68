//! What the program promises about itself: its tree, its texts, its exit statuses.

use std::collections::{BTreeMap, BTreeSet};

use clap::CommandFactory;
use kedang::cmd::{self, Cli, Entry, Page};
use kedang::error::{Code, Exit};
use kedang::ui::{Catalogue, Language};

use crate::source::{File, files, literals, root};

fn pages(language: Language) -> Vec<Page> {
    let catalogue = Catalogue::new(language);
    cmd::paths().iter().map(|path| cmd::page(&catalogue, path)).collect()
}

fn ids(language: Language) -> BTreeSet<String> {
    let all = Catalogue::ids(language);
    let set: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(set.len(), all.len(), "an id stands twice in {language:?}");
    set
}

#[test]
fn the_tree_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn every_verb_has_examples_that_can_be_parsed() {
    for page in pages(Language::English) {
        assert_eq!(page.examples.is_empty(), !page.commands.is_empty(), "{:?}", page.path);
        for (_, line) in page.examples {
            let words = kedang_words(&line);
            let verb: Vec<&String> = words.iter().filter(|word| page.path.contains(word)).collect();
            assert_eq!(verb, page.path.iter().collect::<Vec<_>>(), "{line}");
            let parsed = Cli::command().try_get_matches_from(&words);
            assert!(parsed.is_ok(), "{line}: {}", parsed.err().unwrap());
        }
    }
}

/// The words that the program gets from a line of a shell: behind the last pipe, before `<` and `>`.
fn kedang_words(line: &str) -> Vec<String> {
    let last = line.rsplit(" | ").next().unwrap();
    let command = last.split(" < ").next().unwrap().split(" > ").next().unwrap();
    command.split_whitespace().map(str::to_owned).collect()
}

/// Terms are `-q, --quiet`, `--vault 目录`, `选择条件`.
#[test]
fn every_value_has_a_chinese_name() {
    let is_chinese = |word: &str| word.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for page in pages(Language::Chinese) {
        let lists = [&page.arguments, &page.options, &page.global_options];
        for entry in lists.into_iter().flatten() {
            let mut values = entry.term.split_whitespace().filter(|word| !word.starts_with('-'));
            assert!(values.all(is_chinese), "{:?}: {}", page.path, entry.term);
        }
    }
}

#[test]
fn every_page_is_complete_in_both_languages() {
    for language in Language::ALL {
        for page in pages(language) {
            let name = format!("{language:?} {:?}", page.path);
            assert!(!page.about.is_empty() && !page.about.starts_with("help"), "{name}");
            let lists = [&page.commands, &page.arguments, &page.options, &page.global_options];
            for entry in lists.into_iter().flatten().chain(&page.exits) {
                complete(&name, entry);
            }
            for (what, _) in &page.examples {
                assert!(!what.starts_with("example-"), "{name}: {what}");
            }
        }
    }
}

fn complete(page: &str, entry: &Entry) {
    let texts = entry.values.iter().map(|(_, text)| text).chain([&entry.text]);
    for text in texts {
        let bad = text.is_empty() || text.starts_with("help") || text.starts_with("exit-");
        assert!(!bad, "{page}: {} means “{text}”", entry.term);
        assert!(!text.ends_with('.') && !text.ends_with('。'), "{page}: {} ends so", entry.term);
    }
}

#[test]
fn chinese_pages_are_chinese() {
    let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..'\u{a000}').contains(&c));
    for page in pages(Language::Chinese) {
        let entries = page.options.iter().chain(&page.arguments).chain(&page.global_options);
        let texts = entries.map(|entry| &entry.text).chain(page.examples.iter().map(|e| &e.0));
        for text in texts.chain([&page.about]) {
            assert!(is_chinese(text), "{:?}: {text}", page.path);
        }
    }
}

#[test]
fn the_catalogues_have_the_same_ids() {
    let only = |id: &String| id.starts_with("help-") || id.starts_with("example-");
    let english = ids(Language::English);
    let chinese: BTreeSet<_> = ids(Language::Chinese).into_iter().filter(|id| !only(id)).collect();
    assert_eq!(english, chinese);
}

#[test]
fn the_catalogues_name_the_same_arguments() {
    let english = arguments("en");
    for (id, names) in arguments("zh") {
        if let Some(expected) = english.get(&id) {
            assert_eq!(&names, expected, "{id}");
        }
    }
}

/// The arguments that each message of a language names.
fn arguments(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut id = String::new();
    for file in std::fs::read_dir(root("src/ui/messages").join(language)).unwrap() {
        for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '#']))
            {
                name.clone_into(&mut id);
            }
            for after in line.split('$').skip(1) {
                let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
                let name = after.chars().take_while(is_name).collect();
                found.entry(id.clone()).or_default().insert(name);
            }
        }
    }
    found
}

#[test]
fn no_chinese_help_is_left_over() {
    let mut used = BTreeSet::from(["help-kedang".to_owned()]);
    let all = ids(Language::Chinese);
    for page in pages(Language::Chinese) {
        let path = page.path.join("-");
        used.insert(format!("help-{path}"));
        for n in 1..=page.examples.len() {
            used.insert(format!("example-{path}-{n}"));
        }
    }
    for (path, rest) in argument_keys() {
        let own = format!("help-{path}{rest}");
        used.insert(if all.contains(&own) { own } else { format!("help{rest}") });
    }
    let is_help = |id: &&String| id.starts_with("help-") || id.starts_with("example-");
    let left: Vec<_> = all.iter().filter(is_help).filter(|id| !used.contains(*id)).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// The keys of all arguments, their values and their value names, with the paths of the commands.
fn argument_keys() -> Vec<(String, String)> {
    let tree = cmd::tree();
    let mut keys = Vec::new();
    for path in cmd::paths() {
        let find = |command: &clap::Command, word| command.find_subcommand(word).unwrap().clone();
        let command = path.iter().fold(tree.clone(), |command, word| find(&command, word));
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str().to_uppercase();
            let key = argument.get_long().map_or(format!("-{id}"), |long| format!("--{long}"));
            for value in argument.get_possible_values() {
                keys.push((path.join("-"), format!("{key}-{}", value.get_name())));
            }
            for name in argument.get_value_names().unwrap_or_default() {
                // FIELD[:N] has its name under FIELD-N.
                let plain = name.replace("[:", "-").replace(']', "").replace('=', "-");
                keys.push((path.join("-"), format!("-value-{plain}")));
            }
            keys.push((path.join("-"), key));
        }
    }
    keys
}

#[test]
fn every_code_and_every_exit_status_has_its_text_and_no_text_is_left_over() {
    let of = |prefix: &str| -> BTreeSet<String> {
        ids(Language::English).into_iter().filter(|id| id.starts_with(prefix)).collect()
    };
    let codes = Code::ALL.iter().map(|code| format!("error-{}", code.id())).collect();
    assert_eq!(of("error-"), codes);
    let exits = Exit::ALL.iter().map(|exit| format!("exit-{}", exit.status())).collect();
    assert_eq!(of("exit-"), exits);
}

#[test]
fn every_message_that_the_source_names_exists() {
    let known = ids(Language::English);
    let prefixes: BTreeSet<&str> = known.iter().filter_map(|id| id.split('-').next()).collect();
    let is_id = |text: &&str| {
        let plain = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let named = text.split_once('-').is_some_and(|(first, rest)| {
            prefixes.contains(first) && !rest.is_empty() && !rest.ends_with('-')
        });
        plain && named
    };
    // Only these layers speak; in others the same words may be anything. The codes of failures
    // are compared elsewhere.
    let speaks = |file: &File| ["cmd", "ui", "error"].contains(&file.layer());
    let code_tables = ["error/code.rs", "error/grave.rs"];
    let is_table = |file: &File| code_tables.contains(&file.name.as_str());
    for file in files("src").into_iter().filter(speaks).filter(|file| !is_table(file)) {
        let code = file.code();
        for id in literals(&code).into_iter().filter(is_id) {
            assert!(known.contains(id), "{} names {id}", file.name);
        }
        for id in named_after(&code, "Cell::Word(\"") {
            assert!(known.contains(&format!("cell-{id}")), "{}: cell {id}", file.name);
        }
        for id in named_after(&code, "Column::new(\"") {
            assert!(known.contains(&format!("column-{id}")), "{}: column {id}", file.name);
        }
        for list in code.split("const COLUMNS: &'static [&'static str] =").skip(1) {
            let list = list.split(';').next().unwrap();
            for id in literals(list) {
                assert!(known.contains(&format!("column-{id}")), "{}: column {id}", file.name);
            }
        }
    }
}

fn named_after<'a>(code: &'a str, before: &str) -> Vec<&'a str> {
    code.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn the_readme_has_the_table_of_exit_statuses() {
    let readme = std::fs::read_to_string(root("README.md")).unwrap();
    let catalogue = Catalogue::new(Language::English);
    for exit in Exit::ALL {
        let number = exit.status();
        let row = format!("| {number} | {} |", catalogue.get(&format!("exit-{number}")).unwrap());
        assert!(readme.lines().any(|line| line == row), "the README lacks: {row}");
    }
}
