//! Tools that are on any machine: what they check, they check without kedang.

use std::process::{Command, Stdio};

use crate::sandbox::Sandbox;

/// Runs a script among the files of a sandbox; without kedang anywhere. Gives whether it succeeded,
/// and what it said.
pub(crate) fn bash(sandbox: &Sandbox, script: &str) -> (bool, String) {
    let output = Command::new("bash")
        .args(["-euo", "pipefail", "-c", script])
        .current_dir(sandbox.home())
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

/// Whether all these tools are installed; says which one is not.
pub(crate) fn are_there(sandbox: &Sandbox, tools: &[&str]) -> bool {
    let missing = |tool: &&&str| !bash(sandbox, &format!("command -v {tool}")).0;
    let missing = tools.iter().find(missing);
    if let Some(tool) = missing {
        eprintln!("skipped: {tool} is not installed");
    }
    missing.is_none()
}
