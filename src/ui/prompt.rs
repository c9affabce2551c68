//! Questions, asked on the terminal device even when standard input carries data.
//!
//! Without a terminal nothing waits for an answer: a missing argument is a usage error (2), a
//! missing confirmation is a no (5).

use std::io::Write;

use dialoguer::console::Term;
use dialoguer::{Error, Input, Select};

use super::Ui;
use crate::error::{Code, Failure, Message, Result};
use crate::host::{HostError, Secret};

impl Ui<'_> {
    /// Whether there is a terminal to ask on.
    pub fn can_ask(&self) -> bool {
        self.host().terminal().is_ok()
    }

    /// Asks for a passphrase without showing it; without a terminal `argument` is missing.
    pub fn ask_secret(&self, question: &Message, argument: &'static str) -> Result<Secret> {
        let prompt = format!("{}: ", self.text(question));
        match self.host().read_hidden(&prompt) {
            Ok(secret) if !secret.is_empty() => Ok(secret),
            Ok(_) => Err(HostError::EmptySecret("/dev/tty".into()).into()),
            Err(HostError::NoTerminal) => Err(missing(argument)),
            Err(error) => Err(error.into()),
        }
    }

    /// Asks for a new passphrase twice.
    pub fn ask_new_secret(&self, question: &Message, argument: &'static str) -> Result<Secret> {
        let first = self.ask_secret(question, argument)?;
        let second = self.ask_secret(&"ask-again".into(), argument)?;
        // Both are in this process's memory and neither is kept: an ordinary comparison will do.
        if *first == *second { Ok(first) } else { Err(Failure::new(Code::TypedDiffers)) }
    }

    /// Shows a secret once, on the terminal device: never in a result that goes to a file.
    pub fn show_secret(&self, message: &Message, secret: &str) -> Result<()> {
        let mut terminal = self.host().terminal()?;
        let text = self.text(message);
        let shown = writeln!(terminal, "{text}\n\n    {secret}\n");
        shown.map_err(|error| HostError::Terminal(error).into())
    }

    /// Asks for one line; Enter alone takes `default`, or the empty text where there is none.
    pub fn ask_line(
        &self,
        question: &Message,
        default: Option<&str>,
        argument: &'static str,
    ) -> Result<String> {
        let terminal = self.term().map_err(|_| missing(argument))?;
        let mut input = Input::<String>::new().with_prompt(self.text(question)).allow_empty(true);
        if let Some(default) = default {
            input = input.default(default.to_owned());
        }
        input.interact_text_on(&terminal).map_err(answer_error)
    }

    /// Asks for one of `choices`; returns its place.
    pub fn ask_choice(
        &self,
        question: &Message,
        choices: &[String],
        argument: &'static str,
    ) -> Result<usize> {
        let terminal = self.term().map_err(|_| missing(argument))?;
        let choices: Vec<_> = choices.iter().map(|choice| super::sanitise(choice)).collect();
        let select = Select::new().with_prompt(self.text(question)).items(choices).default(0);
        select.interact_on(&terminal).map_err(answer_error)
    }

    /// Asks to type `planned` in digits before something that is hard or impossible to undo.
    /// `--yes` answers for itself; no terminal is a no.
    pub fn confirm_count(&self, question: &Message, planned: u64) -> Result<()> {
        if self.says_yes() {
            return Ok(());
        }
        let terminal = self.term().map_err(|_| Failure::new(Code::NoTerminal).hint("hint-yes"))?;
        let input = Input::<String>::new().with_prompt(self.text(question)).allow_empty(true);
        let typed = input.interact_text_on(&terminal).map_err(answer_error)?;
        match typed.trim() {
            "" => Err(Failure::new(Code::NotConfirmed)),
            typed if typed.parse() == Ok(planned) => Ok(()),
            typed => {
                Err(Failure::new(Code::CountDiffers).arg("given", typed).arg("planned", planned))
            }
        }
    }

    fn term(&self) -> Result<Term, HostError> {
        let read = self.host().terminal()?;
        let write = self.host().terminal()?;
        Ok(Term::read_write_pair(read, write))
    }
}

fn missing(argument: &'static str) -> Failure {
    Failure::new(Code::MissingArgument).arg("argument", argument)
}

fn answer_error(error: Error) -> Failure {
    let Error::IO(error) = error;
    match error.kind() {
        std::io::ErrorKind::Interrupted | std::io::ErrorKind::UnexpectedEof => {
            Failure::new(Code::Interrupted)
        }
        _ => HostError::Terminal(error).into(),
    }
}
