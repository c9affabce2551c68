//! Whole processes and what they take, for the programs that measure.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// What a process took.
#[derive(Clone, Copy, Default)]
pub(crate) struct Cost {
    /// From start to exit.
    pub(crate) time: Duration,
    /// Its largest resident size in KiB.
    pub(crate) memory: u64,
}

/// A time for people.
pub(crate) fn show(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 0.1 { format!("{:.1} ms", seconds * 1e3) } else { format!("{seconds:.2} s") }
}

/// The time in the middle.
pub(crate) fn median(costs: &[Cost]) -> Option<Duration> {
    let mut times: Vec<Duration> = costs.iter().map(|cost| cost.time).collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied()
}

/// Runs a process to its end and takes its cost; its results go nowhere.
pub(crate) fn cost(command: &mut Command) -> Result<Cost> {
    let start = Instant::now();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("{command:?}"))?;
    let status = format!("/proc/{}/status", child.id());
    let watch = std::thread::spawn(move || {
        let mut memory = 0;
        while let Some(now) = high_water(&status) {
            memory = now;
            std::thread::sleep(Duration::from_millis(20));
        }
        memory
    });
    let exit = child.wait()?;
    let time = start.elapsed();
    let memory = watch.join().unwrap_or_default();
    if !exit.success() {
        let mut said = String::new();
        if let Some(mut stderr) = child.stderr.take() {
            std::io::Read::read_to_string(&mut stderr, &mut said)?;
        }
        bail!("{command:?} failed: {said}");
    }
    Ok(Cost { time, memory })
}

/// The peak of the resident size, which Linux keeps while the process lives.
fn high_water(status: &str) -> Option<u64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The machine in a line.
pub(crate) fn machine() -> String {
    let first = |path: &str, key: &str| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key)).map(str::to_owned);
        line.and_then(|line| line.split_once(':').map(|(_, value)| value.trim().to_owned()))
            .unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let version = Command::new("sqlite3").arg("--version").output();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let version = version.unwrap_or_default();
    let version = version.split_whitespace().next().unwrap_or("none");
    format!(
        "{} × {}, {} memory, Linux {}, sqlite3 {version}",
        cores,
        first("/proc/cpuinfo", "model name"),
        first("/proc/meminfo", "MemTotal"),
        kernel.trim(),
    )
}

/// The built-in policy but that the statutory period of trade does not bind and everybody is kept for
/// decades: otherwise customers in use could not be destroyed, which is what is measured, and others
/// would be past their day.
pub(crate) fn unbound_policy() -> Result<String> {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/policy/builtin/policy.toml"));
    let (before, floor) = text.split_once("id = \"ecommerce\"").context("no such period")?;
    let floor = floor.replacen("applies = true", "applies = false", 1);
    let (head, rest) = before.split_once("\nversion = ").context("no version")?;
    let (_, rest) = rest.split_once('\n').context("no version")?;
    let rest = ["months = 24\nreason", "months = 36\nreason"]
        .iter()
        .fold(rest.to_owned(), |text, period| text.replace(period, "months = 360\nreason"));
    Ok(format!("{head}\nversion = 90\n{rest}id = \"ecommerce\"{floor}"))
}
