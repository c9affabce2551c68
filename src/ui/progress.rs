//! Progress of long work: a bar on a terminal, silence elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Ui;
use crate::error::Message;

/// A bar that can be moved from any thread; it goes away when it is dropped.
#[derive(Clone, Debug)]
pub struct Progress(ProgressBar);

impl Ui<'_> {
    /// A bar over `total` units of work (bytes, records), or a spinner where nobody knows.
    pub fn progress(&self, what: &Message, total: Option<u64>) -> Progress {
        let bar = total.map_or_else(ProgressBar::no_length, ProgressBar::new);
        if !self.shows_progress() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        } else if let Ok(style) =
            ProgressStyle::with_template("{msg} {wide_bar} {percent:>3}% {eta}")
        {
            bar.set_style(if total.is_some() { style } else { ProgressStyle::default_spinner() });
        }
        bar.set_message(self.text(what));
        Progress(bar)
    }
}

impl Progress {
    /// `units` more are done.
    pub fn advance(&self, units: u64) {
        self.0.inc(units);
    }

    /// Lets `print` print something while the bar is there.
    pub fn beside(&self, print: impl FnOnce()) {
        self.0.suspend(print);
    }

    /// Takes the bar away before something else is printed.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
