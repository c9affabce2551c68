//! Questions on a terminal: what is asked, what is never shown, and what Ctrl-C leaves behind.

use std::io::Read;
use std::process::Command;
use std::time::Duration;

use expectrl::session::OsSession;
use expectrl::{Expect, Session};

use crate::sandbox::Sandbox;

const PASSPHRASE: &str = "correct horse battery";

/// A program on a terminal of its own, and everything that terminal has shown.
pub(crate) struct Screen {
    session: OsSession,
    shown: String,
}

/// How it ended: what was shown, the status, and whether the terminal is as it was.
pub(crate) struct Ended {
    pub(crate) shown: String,
    pub(crate) status: String,
    pub(crate) restored: bool,
}

impl Screen {
    /// Runs `line` in a shell that turns the echo on, as terminals have it, outlives Ctrl-C, and
    /// afterwards says
    /// what the settings are.
    pub(crate) fn new(sandbox: &Sandbox, line: &str) -> Self {
        Self::with(sandbox, line, &[])
    }

    /// The same with more in the environment.
    pub(crate) fn with(sandbox: &Sandbox, line: &str, more: &[(&str, &str)]) -> Self {
        let kedang = sandbox.kedang(line.split_whitespace()).command();
        let script = r#"trap : INT; stty echo; "$0" "$@"; printf "\nexit $?\n"; stty -a"#;
        // Who runs the tests in the background has Ctrl-C ignored, and a shell cannot undo that.
        let mut shell = Command::new("/usr/bin/env");
        shell
            .args(["--default-signal=INT", "/bin/sh", "-c", script])
            .arg(kedang.get_program())
            .args(kedang.get_args());
        shell.args(["--color", "never"]);
        shell.env_clear().env("PATH", "/usr/bin:/bin").env("TERM", "xterm");
        for (name, value) in kedang.get_envs() {
            shell.env(name, value.unwrap_or_default());
        }
        shell.envs(more.iter().copied());
        shell.current_dir(sandbox.home());
        let mut session = Session::spawn(shell).unwrap();
        session.set_expect_timeout(Some(Duration::from_mins(1)));
        Self { session, shown: String::new() }
    }

    /// Waits until `text` is shown.
    #[track_caller]
    fn wait(&mut self, text: &str) {
        let found = match self.session.expect(text) {
            Ok(found) => found,
            Err(error) => panic!("“{text}” is not shown: {error}\n{}", self.shown),
        };
        self.shown += &String::from_utf8_lossy(found.before());
        self.shown += text;
    }

    /// Waits for a question and types something.
    #[track_caller]
    pub(crate) fn answer(&mut self, question: &str, keys: &str) {
        self.wait(question);
        self.session.send(keys).unwrap();
    }

    /// Answers what `init` asks before the passphrase.
    fn names(&mut self, vault: &str, operator: &str) {
        self.answer(vault, "\r");
        self.answer(operator, "王敏\r");
    }

    #[track_caller]
    pub(crate) fn end(mut self) -> Ended {
        self.wait("\nexit ");
        let mut rest = Vec::new();
        // On Linux the end of a terminal is an error.
        self.session.read_to_end(&mut rest).ok();
        let rest = String::from_utf8_lossy(&rest).into_owned();
        let (status, settings) = rest.split_once("\r\n").unwrap();
        let has = |word: &str| settings.split([' ', ';', '\r', '\n']).any(|found| found == word);
        let restored = has("echo") && has("icanon") && has("isig");
        Ended { shown: self.shown, status: status.to_owned(), restored }
    }
}

/// The recovery code on the screen: eight groups of four.
fn code(shown: &str) -> String {
    let is_code = |word: &&str| word.len() == 39 && word.split('-').all(|group| group.len() == 4);
    shown.split_whitespace().find(is_code).unwrap().to_owned()
}

fn last_four(code: &str) -> &str {
    code.rsplit('-').next().unwrap()
}

fn nothing_is_left(sandbox: &Sandbox) {
    let left: Vec<_> = std::fs::read_dir(sandbox.home()).unwrap().map(Result::unwrap).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// A vault made on a terminal; its passphrase is [`PASSPHRASE`].
pub(crate) fn made() -> Sandbox {
    let sandbox = Sandbox::new();
    let mut screen = Screen::new(&sandbox, "--vault v init --no-recovery");
    screen.names("Name of the vault", "Your name");
    screen.answer("New passphrase: ", "correct horse battery\r");
    screen.answer("Once more: ", "correct horse battery\r");
    let ended = screen.end();
    assert_eq!(ended.status, "0", "{}", ended.shown);
    sandbox
}

#[test]
fn init_asks_for_everything_and_shows_no_passphrase() {
    let sandbox = Sandbox::new();
    let mut screen = Screen::new(&sandbox, "--vault 东方贸易 init");
    screen.names("Name of the vault", "Your name as its first operator");
    screen.answer("New passphrase: ", "correct horse battery\r");
    screen.answer("Once more: ", "correct horse battery\r");
    screen.wait("Type its last four characters");
    let code = code(&screen.shown);
    screen.session.send(format!("{}\r", last_four(&code).to_lowercase())).unwrap();
    screen.wait("Fingerprint");
    let ended = screen.end();
    assert_eq!((ended.status.as_str(), ended.restored), ("0", true), "{}", ended.shown);
    assert!(ended.shown.contains("东方贸易"), "{}", ended.shown);
    assert!(ended.shown.contains("passphrase, recovery code"), "{}", ended.shown);
    for part in PASSPHRASE.split(' ') {
        assert!(!ended.shown.contains(part), "{}", ended.shown);
    }
    assert_eq!(ended.shown.matches(&code).count(), 1, "{}", ended.shown);
}

#[test]
fn init_in_chinese_lets_mistakes_be_mended() {
    let sandbox = Sandbox::new();
    let mut screen = Screen::new(&sandbox, "--lang zh --vault v init");
    screen.names("档案库名称", "您作为第一位操作员的名字");
    screen.answer("新口令: ", "correct horse battery\r");
    screen.answer("请再输入一次: ", "correct horse\r");
    screen.wait("警告：两次输入不一致");
    screen.answer("新口令: ", "短\r");
    screen.answer("请再输入一次: ", "短\r");
    screen.wait("警告：口令至少要有 8 个字符");
    screen.answer("新口令: ", "正确的马电池订书钉\u{7f}订\r");
    screen.answer("请再输入一次: ", "正确的马电池订书订\r");
    screen.answer("请输入恢复码的最后四个字符", "????\r");
    screen.wait("警告：与恢复码的最后四个字符不符");
    screen.wait("请输入恢复码的最后四个字符");
    let code = code(&screen.shown);
    screen.session.send(format!("{}\r", last_four(&code))).unwrap();
    screen.wait("指纹");
    let ended = screen.end();
    assert_eq!((ended.status.as_str(), ended.restored), ("0", true), "{}", ended.shown);
    assert!(!ended.shown.contains("正确") && !ended.shown.contains("电池"), "{}", ended.shown);
}

#[test]
fn an_interrupted_init_leaves_nothing() {
    for keys in ["\u{3}", "half\u{3}", "\u{4}"] {
        let sandbox = Sandbox::new();
        let mut screen = Screen::new(&sandbox, "--vault v init");
        screen.names("Name of the vault", "Your name");
        screen.answer("New passphrase: ", keys);
        let ended = screen.end();
        assert_eq!((ended.status.as_str(), ended.restored), ("130", true), "{}", ended.shown);
        assert!(ended.shown.contains("error: interrupted"), "{}", ended.shown);
        nothing_is_left(&sandbox);
    }
    let sandbox = Sandbox::new();
    let mut screen = Screen::new(&sandbox, "--vault v init");
    screen.answer("Name of the vault", "\u{3}");
    let ended = screen.end();
    assert_eq!((ended.status.as_str(), ended.restored), ("130", true), "{}", ended.shown);
    nothing_is_left(&sandbox);
}

#[test]
fn who_does_not_write_the_recovery_code_down_gets_no_vault() {
    let sandbox = Sandbox::new();
    let mut screen = Screen::new(&sandbox, "--vault v init");
    screen.names("Name of the vault", "Your name");
    screen.answer("New passphrase: ", "correct horse battery\r");
    screen.answer("Once more: ", "correct horse battery\r");
    for _ in 0..3 {
        screen.answer("Type its last four characters", "no\r");
    }
    let ended = screen.end();
    assert_eq!(ended.status, "7", "{}", ended.shown);
    nothing_is_left(&sandbox);
}

#[test]
fn a_new_passphrase_is_asked_for_three_times() {
    let sandbox = Sandbox::new();
    let mut screen = Screen::new(&sandbox, "--vault v init --no-recovery");
    screen.names("Name of the vault", "Your name");
    for _ in 0..3 {
        screen.answer("New passphrase: ", "correct horse battery\r");
        screen.answer("Once more: ", "correct horse\r");
    }
    let ended = screen.end();
    assert_eq!(ended.status, "7", "{}", ended.shown);
    nothing_is_left(&sandbox);
}

#[test]
fn a_later_command_asks_for_the_passphrase() {
    let sandbox = made();
    let mut screen = Screen::new(&sandbox, "--vault v operator passphrase");
    screen.answer("Passphrase of v: ", "correct horse battery\r");
    screen.answer("New passphrase: ", "staple battery horse\r");
    screen.answer("Once more: ", "staple battery horse\r");
    let ended = screen.end();
    assert_eq!((ended.status.as_str(), ended.restored), ("0", true), "{}", ended.shown);
    assert!(!ended.shown.contains("horse"), "{}", ended.shown);

    let mut screen = Screen::new(&sandbox, "--vault v list --count");
    screen.answer("Passphrase of v: ", "staple battery horse\r");
    let ended = screen.end();
    assert_eq!((ended.status.as_str(), ended.restored), ("0", true), "{}", ended.shown);
    assert!(ended.shown.ends_with("\r\n0\r\n\r\nexit "), "{:?}", ended.shown);

    let mut screen = Screen::new(&sandbox, "--lang zh --vault v operator passphrase");
    screen.answer("档案库“v”的口令: ", "correct horse battery\r");
    let ended = screen.end();
    assert_eq!((ended.status.as_str(), ended.restored), ("12", true), "{}", ended.shown);
    assert!(ended.shown.contains("错误：口令不对"), "{}", ended.shown);

    let mut screen = Screen::new(&sandbox, "--vault v operator passphrase");
    screen.answer("Passphrase of v: ", "\r");
    assert_eq!(screen.end().status, "7");
}
