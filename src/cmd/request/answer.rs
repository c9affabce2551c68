//! `kedang request answer` answers a request: granted, or refused with a reason.

use std::io::Write;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::row::{self, Row};
use super::subject::Teller;
use crate::cmd::duties::Words;
use crate::cmd::{Example, Globals, session, target};
use crate::error::{Code, Exit, Failure, Message, Result};
use crate::files::PendingFile;
use crate::host::Host;
use crate::model::{RequestState, Right};
use crate::policy::{Policy, Standing};
use crate::ui::{Language, Ui};
use crate::vault::{Answered, Reply};

/// Examples for the help page; tests run them.
pub const EXAMPLES: &[Example] = &[
    Example { what: "Grant a request", line: "kedang request answer R-1 --grant" },
    Example {
        what: "Refuse it, with the reason",
        line: "kedang request answer R-1 --refuse identity",
    },
    Example {
        what: "Hand a person the own data, to print and for another system",
        line: "kedang request answer R-2 --grant --html data.html --json data.json",
    },
];

/// Answer a request: grant it, or refuse it with a reason
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("reply").required(true)))]
pub struct Args {
    /// The request: R-3
    #[arg(value_name = "REQUEST")]
    pub request: String,

    /// Grant it
    #[arg(long, group = "reply")]
    pub grant: bool,

    /// Refuse it, for this reason: identity, `not_kept`, others, statutory, excessive or the Chinese
    /// name
    #[arg(long, value_name = "REASON", group = "reply")]
    pub refuse: Option<String>,

    /// Write the person's data as a page to print to a new file, complete or not at all
    #[arg(long, value_name = "FILE", requires = "grant")]
    pub html: Option<PathBuf>,

    /// Write the person's data as JSON, for another system, to a new file, complete or not at all
    #[arg(long, value_name = "FILE", requires = "grant")]
    pub json: Option<PathBuf>,

    /// Let what is above the clearance be missing; the files say so
    #[arg(long, requires = "grant")]
    pub partial: bool,
}

/// Runs `kedang request answer`.
pub fn run(ui: &Ui, host: &Host, globals: &Globals, args: &Args) -> Result<Exit> {
    let number = super::number(&args.request)?;
    let mut vault = session::open(ui, host, globals, "request answer")?;
    let policy = vault.policy();
    let reply = match &args.refuse {
        Some(name) => Reply::Refuse(super::choice(ui, policy.refusals(), ("--refuse", name))?),
        None => Reply::Grant,
    };
    let mut files = Files::new(args)?;
    let done = if files.is_empty() {
        vault.answer_request(number, reply, globals.dry_run)?
    } else {
        let (done, dossier) = vault.hand_over(number, args.partial, globals.dry_run)?;
        if !globals.dry_run {
            let organisation = vault.name().to_owned();
            let (request, dossier) = (&done.request, &dossier);
            let words = Words { catalogue: ui.catalogue(), policy };
            files.write(&Teller { words, organisation, request, dossier })?;
        }
        done
    };
    let shown = Row::new(
        (ui, policy),
        (done.record, &done.request),
        Some(&done.aftermath),
        globals.dry_run,
    );
    ui.record("kedang.request.answer/1", &shown)?;
    if globals.dry_run {
        ui.status("request-rehearsed");
    } else {
        ui.status(told(ui, policy, &done));
        files.publish(ui)?;
    }
    Ok(Exit::Done)
}

/// The files that a person is handed. They are there before the vault is asked, so that a place
/// where nothing can be written is told while nothing is done yet.
struct Files<'a> {
    html: Option<(&'a Path, PendingFile)>,
    json: Option<(&'a Path, PendingFile)>,
}

impl<'a> Files<'a> {
    fn new(args: &'a Args) -> Result<Self> {
        let begin = |path: &'a PathBuf| {
            if path.symlink_metadata().is_ok() {
                return Err(Failure::new(Code::FileExists).arg("path", path.as_path()));
            }
            Ok((path.as_path(), target::create(path)?))
        };
        let html = args.html.as_ref().map(begin).transpose()?;
        Ok(Self { html, json: args.json.as_ref().map(begin).transpose()? })
    }

    const fn is_empty(&self) -> bool {
        self.html.is_none() && self.json.is_none()
    }

    fn write(&mut self, teller: &Teller<'_>) -> Result<()> {
        let put = |(path, file): &mut (&Path, PendingFile), text: String| {
            let text = Zeroizing::new(text);
            let written = file.write_all(text.as_bytes());
            written.map_err(|error| Failure::io(path, error).committed())
        };
        self.html.as_mut().map(|file| put(file, teller.page())).transpose()?;
        self.json.as_mut().map(|file| put(file, teller.json())).transpose()?;
        Ok(())
    }

    /// Gives them their names; that they are handed over stands in the log by now.
    fn publish(self, ui: &Ui) -> Result<()> {
        for (path, file) in [self.html, self.json].into_iter().flatten() {
            let published = file.publish_new();
            published.map_err(|error| Failure::io(path, error.source).committed())?;
            ui.status(Message::new("request-handed").arg("path", path));
        }
        Ok(())
    }
}

/// What follows, in words.
fn told(ui: &Ui, policy: &Policy, done: &Answered) -> Message {
    let about = |id: &'static str| {
        let message = Message::new(id).arg("request", row::name(done.request.number));
        message.arg("record", done.record)
    };
    match done.request.right {
        _ if done.request.state == RequestState::Refused => about("request-refused"),
        Right::Erasure => erased(ui, policy, done, &about),
        Right::Restriction => about("request-restricted"),
        Right::Correction => about("request-correct"),
        Right::Access | Right::Copy | Right::Portability => about("request-granted"),
    }
}

/// When the record is destroyed, or what keeps it.
fn erased(
    ui: &Ui,
    policy: &Policy,
    done: &Answered,
    about: &dyn Fn(&'static str) -> Message,
) -> Message {
    let chinese = ui.language() == Language::Chinese;
    if done.aftermath.held {
        let label = |id: &String| match policy.hold_kind(id) {
            Some(kind) => if chinese { &kind.label_zh } else { &kind.label_en }.clone(),
            None => id.clone(),
        };
        let mut names: Vec<String> = done.aftermath.holds.iter().map(label).collect();
        if names.is_empty() {
            names
                .push(crate::cmd::fields::label(policy, policy.known().hold, ui.language()).into());
        }
        return about("request-held").arg("holds", names.join(if chinese { "、" } else { ", " }));
    }
    if done.aftermath.due {
        return about("request-due");
    }
    match (done.aftermath.standing, done.aftermath.verdict) {
        (Standing::Ended { .. } | Standing::Requested, Some(verdict)) => about("request-floor")
            .arg("day", verdict.day.to_string())
            .arg("rule", verdict.rule.name(chinese)),
        _ => about("request-due"),
    }
}
