//! Compares kedang with sqlite3 over plain text, side by side on one machine in one run:
//! `cargo run --release --example bench -- [ROWS]` (a million unless given).
//!
//! Makes synthetic customers (`customers.rs`), builds the release program, and prints a Markdown
//! table: whole processes, from start to exit, medians of several runs. sqlite3 holds the same
//! columns in clear text with unique indexes on phone, e-mail and ID number; it encrypts nothing,
//! logs nothing and checks no value. Without a `sqlite3` on the path its columns stay empty. Then imports
//! are compared with what other programs take: a tenth of the customers as a workbook with what the
//! library takes that reads it and the same rows as CSV take together, and all of them with
//! `sqlite-utils insert`, where it is on the path. About 4 GB of room are needed beside the build for
//! a million rows; all of it is removed again.
#![expect(clippy::disallowed_methods, reason = "a program of its own, with no host to ask")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

mod process;
use process::{Cost, cost, machine, median, show, unbound_policy};

/// The columns of the file, as a table.
const TABLE: &str = "CREATE TABLE c(name TEXT, gender TEXT, phone TEXT, email TEXT, id TEXT, company TEXT, \
province TEXT, city TEXT, address TEXT, grade TEXT, stage TEXT, tags TEXT, source TEXT, consent TEXT, \
contact TEXT, notes TEXT);
CREATE UNIQUE INDEX p ON c(phone); CREATE UNIQUE INDEX e ON c(email); CREATE UNIQUE INDEX i ON c(id);";

/// The same columns for an export; ID numbers do not leave, because nobody consented.
const FIELDS: &str = "name,gender,phone,email,company,region,address,grade,stage,tags,source,\
consent_date,last_contact,notes";
const SELECT: &str = "SELECT name, gender, phone, email, company, province, city, address, grade, stage, \
tags, source, consent, contact, notes FROM c";

fn main() -> Result<()> {
    let rows = argument().unwrap_or(1_000_000);
    let bench = Bench::new(rows)?;
    let table = bench.run();
    std::fs::remove_dir_all(&bench.dir).ok();
    let mut out = std::io::stdout().lock();
    out.write_all(table?.as_bytes())?;
    Ok(out.flush()?)
}

#[expect(clippy::disallowed_methods, reason = "a program of its own, with no host to ask")]
fn argument() -> Option<u64> {
    std::env::args().nth(1)?.parse().ok()
}

/// The programs, and a directory to work in.
struct Bench {
    dir: PathBuf,
    kedang: PathBuf,
    sheet: PathBuf,
    sqlite: bool,
    rows: u64,
}

/// The table being made.
struct Table(String);

impl Table {
    /// A line: what was done, and the median of what each took.
    fn line(&mut self, what: &str, ours: &[Cost], theirs: &[Cost]) -> Result<()> {
        let (ours, theirs) = (median(ours), median(theirs));
        let Some(ours) = ours else { return Ok(()) };
        let (other, ratio) = match theirs {
            Some(theirs) => (show(theirs), ours.as_secs_f64() / theirs.as_secs_f64()),
            None => ("–".to_owned(), f64::NAN),
        };
        let ratio = if ratio.is_nan() { "–".to_owned() } else { format!("{ratio:.2}") };
        Ok(writeln!(self.0, "| {what} | {} | {other} | {ratio} |", show(ours))?)
    }
}

impl Bench {
    fn new(rows: u64) -> Result<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--release", "--bins", "--example", "customers", "--example", "sheet"])
            .status()?;
        ensure!(built.success(), "the release program does not build");
        let examples = std::env::current_exe()?.parent().context("no directory")?.to_path_buf();
        let release = examples.parent().context("no directory")?;
        let dir = release.join(format!("bench-{}", std::process::id()));
        std::fs::create_dir_all(&dir)?;
        let customers = std::fs::File::create(dir.join("customers.csv"))?;
        let mut make = Command::new(examples.join("customers"));
        ensure!(make.arg(rows.to_string()).stdout(customers).status()?.success(), "no customers");
        let sqlite = Command::new("sqlite3").arg("--version").output();
        let sqlite = sqlite.is_ok_and(|output| output.status.success());
        let sheet = examples.join("sheet");
        Ok(Self { kedang: release.join("kedang"), sheet, dir, sqlite, rows })
    }

    /// The program on the vault `name`.
    fn kedang(&self, name: &str, line: &str) -> Command {
        let mut command = Command::new(&self.kedang);
        command.current_dir(&self.dir).env_clear().args(["-q", "--vault", name]);
        command
            .env("HOME", &self.dir)
            .env("KEDANG_IDENTITY", self.dir.join(name).with_extension("id"));
        command.args(line.split_whitespace());
        command
    }

    fn new_vault(&self, name: &str) -> Result<()> {
        for old in [self.dir.join(name), self.dir.join(name).with_extension("id")] {
            std::fs::remove_dir_all(&old).ok();
            std::fs::remove_file(&old).ok();
        }
        let line = format!("init --operator bench --no-recovery --new-identity {name}.id");
        cost(&mut self.kedang(name, &line))?;
        std::fs::write(self.dir.join("own.toml"), unbound_policy()?)?;
        cost(&mut self.kedang(name, "policy apply own.toml --yes"))?;
        Ok(())
    }

    /// sqlite3 on the database `name`; nothing where there is none.
    fn sqlite(&self, name: &str, sql: &str) -> Result<Option<Cost>> {
        if !self.sqlite {
            return Ok(None);
        }
        let script = self.dir.join("script.sql");
        std::fs::write(&script, sql)?;
        let mut command = Command::new("sqlite3");
        command.current_dir(&self.dir).args(["-csv", name, ".read script.sql"]);
        cost(&mut command).map(Some)
    }

    /// Takes turns, so that whatever else the machine does hits both alike.
    fn turns(
        &self,
        times: usize,
        mut ours: impl FnMut(usize) -> Result<Cost>,
        mut theirs: impl FnMut(usize) -> Result<Option<Cost>>,
    ) -> Result<(Vec<Cost>, Vec<Cost>)> {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        for turn in 0..times {
            self.settle();
            a.push(ours(turn)?);
            self.settle();
            b.extend(theirs(turn)?);
        }
        Ok((a, b))
    }

    /// Lets the disk come to rest.
    fn settle(&self) {
        Command::new("sync").current_dir(&self.dir).status().ok();
    }

    fn run(&self) -> Result<String> {
        let mut table = Table(String::new());
        writeln!(table.0, "| {} customers | kedang | sqlite3 | ratio |", self.rows)?;
        writeln!(table.0, "| --- | ---: | ---: | ---: |")?;
        let file = size(&self.dir.join("customers.csv"));
        let (ours, theirs) = self.turns(
            3,
            |_| {
                self.new_vault("v")?;
                cost(&mut self.kedang("v", "import customers.csv"))
            },
            |_| {
                std::fs::remove_file(self.dir.join("s.db")).ok();
                self.sqlite("s.db", &format!("{TABLE}\n.import --skip 1 customers.csv c\n"))
            },
        )?;
        let peak = |costs: &[Cost]| costs.iter().map(|cost| cost.memory).max().unwrap_or(0) / 1024;
        let memory = (peak(&ours), peak(&theirs));
        table.line(&format!("import of {file} MB, three unique fields"), &ours, &theirs)?;
        self.searches(&mut table)?;
        self.destruction(&mut table)?;
        self.small(&mut table)?;
        writeln!(table.0, "| peak memory of the import | {} MiB | {} MiB | |", memory.0, memory.1)?;
        let sizes = (size(&self.dir.join("v/records.db")), size(&self.dir.join("s.db")));
        writeln!(table.0, "| size on disk | {} MB | {} MB | |", sizes.0, sizes.1)?;
        self.others(&mut table)?;
        writeln!(table.0, "\n{}", machine())?;
        if !self.sqlite {
            writeln!(table.0, "\nThere is no sqlite3 on the path, so its column is empty.")?;
        }
        Ok(table.0)
    }

    /// Imports beside programs other than sqlite3; the last column is the ratio to what is named.
    fn others(&self, table: &mut Table) -> Result<()> {
        let few = self.rows / 10;
        let text = std::fs::read_to_string(self.dir.join("customers.csv"))?;
        let lines = text.lines().take(usize::try_from(few)? + 1);
        std::fs::write(self.dir.join("tenth.csv"), lines.collect::<Vec<_>>().join("\n"))?;
        let sheet = |line: &str| {
            let mut command = Command::new(&self.sheet);
            command.current_dir(&self.dir).args(line.split_whitespace());
            command
        };
        cost(&mut sheet(&format!("write tenth.csv tenth.xlsx {few}")))?;
        let import = |file: &str| {
            self.new_vault("few")?;
            cost(&mut self.kedang("few", &format!("import {file}")))
        };
        let (ours, theirs) = self.turns(
            3,
            |_| import("tenth.xlsx"),
            |_| {
                let (read, table) = (cost(&mut sheet("read tenth.xlsx"))?, import("tenth.csv")?);
                Ok(Some(Cost { time: read.time + table.time, memory: read.memory }))
            },
        )?;
        writeln!(table.0, "\n| | kedang | other | ratio |\n| --- | ---: | ---: | ---: |")?;
        let what = format!("import of {few} as xlsx; calamine's reading and the import as CSV");
        table.line(&what, &ours, &theirs)?;
        let utils = || {
            let mut command = Command::new("sqlite-utils");
            command.current_dir(&self.dir);
            command
        };
        if !utils().arg("--version").output().is_ok_and(|output| output.status.success()) {
            return Ok(());
        }
        let insert = ["insert", "u.db", "c", "customers.csv", "--csv", "--pk", "手机"];
        let (ours, theirs) =
            self.turns(1, |_| import("customers.csv"), |_| cost(utils().args(insert)).map(Some))?;
        table.line("import of all; `sqlite-utils insert` with a primary key", &ours, &theirs)
    }

    fn searches(&self, table: &mut Table) -> Result<()> {
        for (what, line, sql) in [
            (
                "search for two characters of a name",
                "list name.has:伟芳 --columns number,name",
                "SELECT rowid, name FROM c WHERE name LIKE '%伟芳%';",
            ),
            (
                "look-up by phone",
                "list phone:19900000000 --columns number,name",
                "SELECT rowid, name FROM c WHERE phone = '19900000000';",
            ),
            (
                "tag and grade, counted",
                "list tag:展会 grade:A --count",
                "SELECT count(*) FROM c WHERE grade = 'A' AND '；'||tags||'；' LIKE '%；展会；%';",
            ),
        ] {
            let (ours, theirs) =
                self.turns(5, |_| cost(&mut self.kedang("v", line)), |_| self.sqlite("s.db", sql))?;
            table.line(what, &ours, &theirs)?;
        }
        let line = format!("export --purpose service --fields {FIELDS} -o out.csv");
        let sql = format!(".headers on\n.output out.sqlite.csv\n{SELECT};\n");
        let gone = |name: &str| std::fs::remove_file(self.dir.join(name)).ok();
        let (ours, theirs) = self.turns(
            3,
            |_| {
                gone("out.csv");
                cost(&mut self.kedang("v", &line))
            },
            |_| {
                gone("out.sqlite.csv");
                self.sqlite("s.db", &sql)
            },
        )?;
        table.line("export of everything as CSV", &ours, &theirs)
    }

    /// sqlite3 overwrites what it deletes; that leaves the row in the journal's blocks and in
    /// every copy, so it is a comparison of time only.
    fn destruction(&self, table: &mut Table) -> Result<()> {
        let purge = |first: usize, count: u64| {
            let last = first as u64 + count - 1;
            format!(
                "purge run K-{first}..K-{last} --reason request --basis BENCH --yes --count {count}"
            )
        };
        let delete = |first: usize, count: u64| {
            let last = first as u64 + count - 1;
            format!(
                "PRAGMA secure_delete=ON; DELETE FROM c WHERE rowid BETWEEN {first} AND {last};"
            )
        };
        for (what, count, times) in
            [("purge of one record", 1, 5), ("purge of a hundredth", self.rows / 100, 3)]
        {
            let from = |turn: usize| {
                let step = usize::try_from(self.rows / 10).unwrap_or(usize::MAX);
                turn * step + if count == 1 { 7 } else { 1000 }
            };
            let (ours, theirs) = self.turns(
                times,
                |turn| cost(&mut self.kedang("v", &purge(from(turn), count))),
                |turn| self.sqlite("s.db", &delete(from(turn), count)),
            )?;
            table.line(&format!("{what} ({count})"), &ours, &theirs)?;
        }
        Ok(())
    }

    fn small(&self, table: &mut Table) -> Result<()> {
        let text = std::fs::read_to_string(self.dir.join("customers.csv"))?;
        let head: Vec<&str> = text.lines().take(11).collect();
        std::fs::write(self.dir.join("few.csv"), head.join("\n"))?;
        self.new_vault("few")?;
        cost(&mut self.kedang("few", "import few.csv"))?;
        self.sqlite("few.db", &format!("{TABLE}\n.import --skip 1 few.csv c\n"))?;
        let (ours, theirs) = self.turns(
            11,
            |_| cost(&mut self.kedang("few", "list")),
            |_| self.sqlite("few.db", "SELECT * FROM c;"),
        )?;
        table.line("start-up: a list of ten", &ours, &theirs)
    }
}

/// The size of a file in megabytes.
fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |about| about.len() / 1_000_000)
}
