//! The tour: command lines as a newcomer would type them, in the order of a customer's life.
//!
//! They hold no blank inside a word, and a path begins with `./`, which means the directory of
//! the tour. No personal data stands in them: that comes from files.

use crate::error::Exit;

/// One command of the tour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// What it shows, as the id of a message.
    pub(super) what: &'static str,
    /// The line to type.
    pub(super) line: &'static str,
    /// How it ends.
    pub(super) exit: Exit,
}

/// The files that the tour reads, by name.
pub(super) const FILES: &[(&str, &str)] = &[
    ("customers.csv", include_str!("customers.csv")),
    (
        "new.json",
        "{\"name\":\"林知秋\",\"phone\":\"１９９００００８８８８\",\"email\":\"Lin@Example.org\",\
         \"grade\":\"B\",\"source\":\"展会\"}\n",
    ),
    ("moved.json", "{\"city\":\"杭州市\",\"address\":\"杭州市西湖区光明路1号\"}\n"),
];

/// The steps, in order.
pub(super) fn steps() -> impl Iterator<Item = Step> {
    TOUR.iter().map(|&(what, line, exit)| Step { what, line, exit })
}

const TOUR: &[(&str, &str, Exit)] = &[
    (
        "demo-init",
        "kedang init --operator wang --new-identity ./identity --no-recovery",
        Exit::Done,
    ),
    ("demo-import", "kedang import ./customers.csv", Exit::Done),
    ("demo-import-again", "kedang import ./customers.csv", Exit::Done),
    ("demo-list", "kedang list 等级：VIP，A 地区:上海 --limit 8", Exit::Done),
    ("demo-list-word", "kedang list 伟 --columns number,name,city,grade", Exit::Done),
    ("demo-tag", "kedang tag add 年度回访 grade:VIP --yes", Exit::Done),
    ("demo-tag-list", "kedang tag list", Exit::Done),
    ("demo-grade", "kedang grade set A K-3", Exit::Done),
    ("demo-grade-list", "kedang grade list", Exit::Done),
    ("demo-scan", "kedang verify scan K-1..K-50", Exit::Found),
    ("demo-mark", "kedang verify mark K-3 --method phone --result confirmed", Exit::Done),
    ("demo-show", "kedang show K-3", Exit::Done),
    ("demo-add", "kedang add --json ./new.json", Exit::Done),
    ("demo-edit", "kedang edit K-201 --json ./moved.json", Exit::Done),
    ("demo-history", "kedang history K-201", Exit::Done),
    (
        "demo-export",
        "kedang export 标签:年度回访 --purpose service --fields number,name,phone -o ./calls.csv",
        Exit::Done,
    ),
    ("demo-due", "kedang purge due", Exit::Done),
    ("demo-purge-due", "kedang purge run --due --yes --max 20", Exit::Done),
    (
        "demo-purge",
        "kedang purge run K-201 --reason request --basis REQ-2026-7 --yes --count 1",
        Exit::Done,
    ),
    ("demo-gone", "kedang show K-201", Exit::NoRecord),
    ("demo-certificate", "kedang certificate show K-201 -o ./certificate.txt", Exit::Done),
    ("demo-verify", "kedang certificate verify ./certificate.txt", Exit::Done),
    (
        "demo-ssh",
        "ssh-keygen -Y verify -f ./allowed_signers -I O-1 -n kedang-destruction \
         -s ./certificate.txt.sig < ./certificate.txt",
        Exit::Done,
    ),
    ("demo-log", "kedang audit log --limit 8", Exit::Done),
    ("demo-audit", "kedang audit verify", Exit::Done),
    ("demo-check", "kedang check", Exit::Done),
];

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    #[test]
    fn every_line_can_be_parsed_and_every_file_is_there() {
        let mut made: BTreeSet<&str> = FILES.iter().map(|(name, _)| *name).collect();
        made.extend(["identity", "calls.csv", "certificate.txt", "certificate.txt.sig"]);
        made.insert("allowed_signers");
        for step in steps() {
            let words: Vec<&str> = step.line.split_whitespace().collect();
            for path in words.iter().filter_map(|word| word.strip_prefix("./")) {
                assert!(made.contains(path), "{}", step.line);
            }
            if words[0] == "kedang" {
                let parsed = crate::cmd::Cli::command().try_get_matches_from(&words);
                assert!(parsed.is_ok(), "{}: {}", step.line, parsed.err().unwrap());
            }
        }
    }
}
