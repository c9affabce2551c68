//! Hardware keys: an identity that a plugin of age holds opens a slot, and asks at the terminal.

use crate::people::four;
use crate::prompt::Screen;
use crate::sandbox::{Sandbox, Transcript};

/// A directory with the plugin, and before it what else must be found.
fn path() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data:/usr/bin:/bin").to_owned()
}

/// A vault whose second operator comes in with a token.
fn with_token() -> Sandbox {
    let sandbox = four();
    std::fs::create_dir(sandbox.path("token")).unwrap();
    std::fs::write(sandbox.path("token/pin"), "271828").unwrap();
    let identity = age::plugin::Identity::default_for_plugin("kedangtest").unwrap();
    std::fs::write(sandbox.path("token.key"), format!("{identity}\n")).unwrap();
    let added = run(&sandbox, "operator add 王芳 --role custodian --from-identity token.key");
    assert_eq!(added.status, Some(0), "{added}");
    sandbox
}

fn run(sandbox: &Sandbox, line: &str) -> Transcript {
    sandbox.kedang(line.split_whitespace()).env("PATH", path()).end()
}

#[test]
fn a_token_opens_with_its_pin_and_not_without() {
    let sandbox = with_token();
    let line = "--identity token.key list K-1";
    let mut screen = Screen::with(&sandbox, line, &[("PATH", &path())]);
    screen.answer("PIN of your token: ", "271828\n");
    let ended = screen.end();
    assert_eq!(ended.status, "0", "{}", ended.shown);
    assert!(ended.shown.contains("Touch your token"), "{}", ended.shown);
    assert!(ended.shown.contains("张伟芳"), "{}", ended.shown);
    assert!(!ended.shown.contains("271828") && ended.restored, "{}", ended.shown);
    let mut screen = Screen::with(&sandbox, line, &[("PATH", &path())]);
    screen.answer("PIN of your token: ", "000000\n");
    let ended = screen.end();
    assert_eq!(ended.status, "12", "{}", ended.shown);
    // Nobody to ask: nothing opens, and nothing waits.
    let alone = run(&sandbox, line);
    assert_eq!((alone.status, alone.stdout.as_str()), (Some(12), ""), "{alone}");
}

#[test]
fn a_plugin_that_is_not_there_is_named() {
    let sandbox = with_token();
    let missing = sandbox.run("--identity token.key list K-1");
    assert_eq!(missing.status, Some(12), "{missing}");
    assert!(missing.stderr.contains("age-plugin-kedangtest"), "{missing}");
}
