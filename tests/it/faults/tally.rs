//! Counts of runs and of what went wrong, in one table.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// What was run and what was bad, by row and column; several threads count.
#[derive(Debug, Default)]
pub(super) struct Tally {
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    rows: Vec<String>,
    columns: Vec<String>,
    cells: BTreeMap<(String, String), (u64, u64)>,
    bad: Vec<String>,
}

impl Tally {
    /// Counts one run, described by `what` if it went wrong.
    pub(super) fn count(
        &self,
        row: &str,
        column: &str,
        outcome: Result<(), String>,
        what: impl FnOnce() -> String,
    ) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let Counts { rows, columns, cells, bad } = &mut *counts;
        for (names, name) in [(rows, row), (columns, column)] {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        let cell = cells.entry((row.to_owned(), column.to_owned())).or_default();
        cell.0 += 1;
        if let Err(error) = outcome {
            cell.1 += 1;
            let told = format!("{row}, {}: {error}", what());
            // The long form takes hours: nobody has to wait for its end.
            eprintln!("{told}");
            bad.push(told);
        }
    }

    /// Fails with what went wrong, if anything did.
    #[track_caller]
    pub(super) fn assert_none_bad(&self) {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let shown: Vec<&str> = counts.bad.iter().map(String::as_str).take(20).collect();
        assert!(counts.bad.is_empty(), "{} bad\n{}", counts.bad.len(), shown.join("\n"));
    }
}

/// A Markdown table: runs in each cell, and how many of them were bad where any was.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { rows, columns, cells, .. } =
            &*self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(f, "| command | {} | runs | bad |", columns.join(" | "))?;
        writeln!(f, "|---|{}---:|---:|", "---:|".repeat(columns.len()))?;
        let mut all = (0, 0);
        for row in rows {
            let mut sum = (0, 0);
            write!(f, "| {row} |")?;
            for column in columns {
                match cells.get(&(row.clone(), column.clone())) {
                    None => write!(f, " |")?,
                    Some((runs, 0)) => write!(f, " {runs} |")?,
                    Some((runs, bad)) => write!(f, " {runs} ({bad} bad) |")?,
                }
                let (runs, bad) = cells.get(&(row.clone(), column.clone())).unwrap_or(&(0, 0));
                sum = (sum.0 + runs, sum.1 + bad);
            }
            writeln!(f, " {} | {} |", sum.0, sum.1)?;
            all = (all.0 + sum.0, all.1 + sum.1);
        }
        let blanks = " |".repeat(columns.len());
        writeln!(f, "| all |{blanks} {} | {} |", all.0, all.1)
    }
}

/// Does `work` for each job on as many threads as there are processors.
pub(super) fn in_parallel<T: Sync>(jobs: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(job);
                }
            });
        }
    });
}
