//! A dry run of `--commit-every`: batch after batch, as the deed takes them, in one transaction of which
//! nothing is kept. So each batch meets the records of those before it, and tells what the deed will.

use std::num::NonZeroU64;

use super::commit::Done;
use super::crew::{Opening, Round};
use super::known;
use super::rules::Rules;
use super::sequencer::Sequencer;
use super::source::Source;
use super::{AHEAD, Course, Import};
use crate::vault::error::Result;
use crate::vault::session::Vault;

impl Vault {
    /// Goes through the file, so many rows at a time.
    pub(super) fn rehearse_import(
        &mut self,
        rules: &Rules,
        (mut source, rows): (Source, NonZeroU64),
        course: &mut Course<'_>,
        order: &Import<'_>,
    ) -> Result<()> {
        // As in the deed, nobody waits for a slow pipe, unless the file is large.
        source.read_ahead((rows, AHEAD), order.progress);
        self.hold_exclusive()?;
        let mut known = known::scan(self, rules)?;
        let done = self.transact(|transaction| {
            let mut source = Some(source);
            while let Some(file) = source.as_mut().filter(|file| !file.has_ended()) {
                file.allow(rows.get());
                let next = transaction.checkpoint.next_record;
                let start = transaction.vault.start(&known, next)?;
                course.twins.first.get_or_insert(start.next);
                let mut sequencer = Sequencer::new(rules, start, &mut *course, order.skip_errors);
                // What is not committed is there for the connection that wrote it alone.
                let round = Round::new(rules, &known, Opening::Writer, order);
                transaction.take_rows((&round, false), &mut source, &mut sequencer)?;
                let done = Done::of(&mut sequencer, None);
                let learnt = sequencer.into_learnt();
                known.learn(learnt);
                course.keep(order, done)?;
            }
            transaction.forget();
            Ok(())
        });
        done.and(self.release())
    }
}
