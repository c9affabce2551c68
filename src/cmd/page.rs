//! The help page of a command as data, in either language.
//!
//! The parser's own help knows no Chinese and keeps some English however it is configured
//! (`[OPTIONS]`, `[default: …]`), and it has no place for examples and exit statuses. So the
//! tree is read here once, and the terminal's help, the man pages and the tests all show the
//! same page. English stands in the doc comments of the arguments; Chinese in `help.ftl` and
//! `example.ftl` under the command's path: `help-tag-add`, `help-tag-add--yes`,
//! `help-tag-add-TAG`, or without the path where several commands share an argument.

use clap::builder::PossibleValue;
use clap::{Arg, Command, CommandFactory};

use super::{Cli, examples};
use crate::error::{Exit, Message};
use crate::ui::{Catalogue, Language};

/// One line of a page: a term and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// An option with its value, an argument, a command, or an exit status.
    pub term: String,
    /// What it means.
    pub text: String,
    /// The values it can have and what each means.
    pub values: Vec<(String, String)>,
}

/// A help page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The command's words behind `kedang`.
    pub path: Vec<String>,
    /// What the command does, in one sentence without a full stop.
    pub about: String,
    /// How it is called.
    pub usage: String,
    /// Its subcommands.
    pub commands: Vec<Entry>,
    /// Its positional arguments.
    pub arguments: Vec<Entry>,
    /// Its own options.
    pub options: Vec<Entry>,
    /// The options that every command has.
    pub global_options: Vec<Entry>,
    /// What to do and the line to type.
    pub examples: Vec<(String, String)>,
    /// The exit statuses.
    pub exits: Vec<Entry>,
}

/// The whole tree, built: every global option stands in every command.
pub fn tree() -> Command {
    let mut tree = Cli::command();
    tree.build();
    tree
}

/// The paths of all commands, groups and the program itself included, in the tree's order.
pub fn paths() -> Vec<Vec<String>> {
    fn walk(command: &Command, path: &[String], found: &mut Vec<Vec<String>>) {
        found.push(path.to_vec());
        for sub in command.get_subcommands() {
            let mut path = path.to_vec();
            path.push(sub.get_name().to_owned());
            walk(sub, &path, found);
        }
    }
    let mut found = Vec::new();
    walk(&tree(), &[], &mut found);
    found
}

/// The page of the command at `path`; of the group or program that the path reaches if its end
/// is unknown.
pub fn page(catalogue: &Catalogue, path: &[String]) -> Page {
    let tree = tree();
    let mut command = &tree;
    let mut reached = Vec::new();
    for word in path {
        let Some(sub) = command.find_subcommand(word) else { break };
        command = sub;
        reached.push(word.clone());
    }
    Writer { catalogue, command, path: reached }.page()
}

/// Writes the page of one command.
struct Writer<'a> {
    catalogue: &'a Catalogue,
    command: &'a Command,
    path: Vec<String>,
}

impl Writer<'_> {
    fn page(&self) -> Page {
        let all: Vec<&Arg> =
            self.command.get_arguments().filter(|arg| !arg.is_hide_set()).collect();
        let entries = |wanted: &dyn Fn(&Arg) -> bool| {
            all.iter().filter(|arg| wanted(arg)).map(|arg| self.argument(arg)).collect()
        };
        Page {
            path: self.path.clone(),
            about: self.about(),
            usage: self.usage(),
            commands: self.commands(),
            arguments: entries(&|arg| arg.is_positional()),
            options: entries(&|arg| !arg.is_positional() && !is_global(arg)),
            global_options: entries(&is_global),
            examples: self.examples(),
            exits: self.exits(),
        }
    }

    fn is_chinese(&self) -> bool {
        self.catalogue.language() == Language::Chinese
    }

    /// The Chinese text for `rest` of this command, or of all commands. An id that is missing
    /// shows itself; a test finds it.
    fn chinese(&self, rest: &str) -> String {
        let own = [&["help".to_owned()], &*self.path].concat().join("-") + rest;
        let shared = format!("help{rest}");
        self.catalogue.get(&own).or_else(|| self.catalogue.get(&shared)).unwrap_or(own)
    }

    fn about(&self) -> String {
        if self.is_chinese() {
            return self.chinese(if self.path.is_empty() { "-kedang" } else { "" });
        }
        self.command.get_about().map(ToString::to_string).unwrap_or_default()
    }

    fn usage(&self) -> String {
        let mut usage = [&["kedang".to_owned()], &*self.path].concat().join(" ");
        usage.push_str(&self.word("ui-usage-options"));
        if self.command.has_subcommands() {
            usage.push_str(&self.word("ui-usage-command"));
        }
        for argument in self.command.get_positionals() {
            let name = self.value_name(argument);
            let many = argument.get_num_args().is_some_and(|range| range.max_values() > 1);
            let name = if many { format!("{name}…") } else { name };
            let optional = !argument.is_required_set();
            usage.extend(if optional { [" [", &name, "]"] } else { [" ", &name, ""] });
        }
        usage
    }

    fn word(&self, id: &'static str) -> String {
        format!(" {}", self.catalogue.text(&id.into()))
    }

    fn commands(&self) -> Vec<Entry> {
        let entry = |sub: &Command| {
            let mut path = self.path.clone();
            path.push(sub.get_name().to_owned());
            let about = Writer { catalogue: self.catalogue, command: sub, path }.about();
            Entry { term: sub.get_name().to_owned(), text: about, values: Vec::new() }
        };
        self.command.get_subcommands().map(entry).collect()
    }

    fn argument(&self, argument: &Arg) -> Entry {
        let takes_value = argument.get_action().takes_values();
        let mut text = self.meaning(argument);
        let defaults: Vec<_> =
            argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        if takes_value && !defaults.is_empty() {
            let message = Message::new("ui-default").arg("text", text);
            text = self.catalogue.text(&message.arg("value", defaults.join(",")));
        }
        let values = if takes_value { argument.get_possible_values() } else { Vec::new() };
        let shown = values.iter().filter(|value| !value.is_hide_set());
        let values = shown.map(|value| self.value(argument, value)).collect();
        Entry { term: self.term(argument), text, values }
    }

    fn meaning(&self, argument: &Arg) -> String {
        match argument.get_id().as_str() {
            "help" => return self.catalogue.text(&"ui-help-option".into()),
            "version" => return self.catalogue.text(&"ui-version-option".into()),
            _ if self.is_chinese() => return self.chinese(&key(argument)),
            _ => {}
        }
        argument.get_help().map(|help| help.to_string().replace('`', "")).unwrap_or_default()
    }

    fn value(&self, argument: &Arg, value: &PossibleValue) -> (String, String) {
        let name = value.get_name().to_owned();
        let text = if self.is_chinese() {
            self.chinese(&format!("{}-{name}", key(argument)))
        } else {
            value.get_help().map(ToString::to_string).unwrap_or_default()
        };
        (name, text.replace('`', ""))
    }

    /// `-q, --quiet` or `    --vault DIR`; a positional is its value's name.
    fn term(&self, argument: &Arg) -> String {
        let Some(long) = argument.get_long() else { return self.value_name(argument) };
        let short = argument.get_short().map_or("    ".to_owned(), |short| format!("-{short}, "));
        let takes_value = argument.get_action().takes_values();
        let value = takes_value.then(|| format!(" {}", self.value_name(argument)));
        let value = value.unwrap_or_default();
        format!("{short}--{long}{value}")
    }

    fn value_name(&self, argument: &Arg) -> String {
        let names = argument.get_value_names().unwrap_or_default();
        let name = names.first().map_or(argument.get_id().as_str(), |name| name);
        let chinese = || self.catalogue.get(&value_key(name));
        let chinese = if self.is_chinese() { chinese() } else { None };
        chinese.unwrap_or_else(|| name.to_owned())
    }

    fn examples(&self) -> Vec<(String, String)> {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let text = |(n, what): (usize, &str)| {
            if !self.is_chinese() {
                return what.to_owned();
            }
            self.catalogue.text(&Message::new(format!("example-{}-{n}", path.join("-"))))
        };
        let found = examples(&path).iter().enumerate();
        found.map(|(n, example)| (text((n + 1, example.what)), example.line.to_owned())).collect()
    }

    fn exits(&self) -> Vec<Entry> {
        let entry = |exit: &Exit| {
            let term = exit.status().to_string();
            let text = self.catalogue.text(&Message::new(format!("exit-{term}")));
            Entry { term, text, values: Vec::new() }
        };
        Exit::ALL.iter().map(entry).collect()
    }
}

/// The id of a value's Chinese name: that of `FIELD[:N]` is `help-value-FIELD-N`.
pub(super) fn value_key(name: &str) -> String {
    let plain = name.replace("[:", "-").replace(['=', ']'], "-");
    format!("help-value-{}", plain.trim_end_matches('-'))
}

fn is_global(argument: &Arg) -> bool {
    argument.is_global_set()
}

/// `--long` for an option, `-NAME` for a positional.
fn key(argument: &Arg) -> String {
    match argument.get_long() {
        Some(long) => format!("--{long}"),
        None => format!("-{}", argument.get_id().as_str().to_uppercase()),
    }
}
