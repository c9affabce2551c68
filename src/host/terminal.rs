//! The terminal device, for questions asked even when standard input carries data.
//!
//! A passphrase is read here and not through a prompt library: with signals left on, Ctrl-C
//! would end the process with the terminal's echo still off, and a library keeps copies of what
//! was typed that nobody wipes.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use zeroize::Zeroizing;

use super::{Host, HostError, Secret};

/// Ctrl-C, Ctrl-D, Ctrl-U and the two keys that rub out.
const INTERRUPT: u8 = 3;
const END: u8 = 4;
const KILL: u8 = 21;
const RUBOUT: [u8; 2] = [8, 127];

impl Host {
    /// The terminal device of this session, for reading and writing.
    pub fn terminal(&self) -> Result<File, HostError> {
        terminal()
    }

    /// The width of standard output's terminal in columns.
    pub fn width(&self) -> Option<u16> {
        let size = tcgetwinsize(std::io::stdout()).ok()?;
        (size.ws_col > 0).then_some(size.ws_col)
    }

    /// Shows `prompt` and reads a line from the terminal without showing it.
    pub fn read_hidden(&self, prompt: &str) -> Result<Secret, HostError> {
        ask_hidden(prompt)
    }
}

fn terminal() -> Result<File, HostError> {
    let device = OpenOptions::new().read(true).write(true).open("/dev/tty");
    device.map_err(|_| HostError::NoTerminal)
}

/// Shows a text on the terminal device.
pub fn say(text: &str) -> Result<(), HostError> {
    terminal()?.write_all(text.as_bytes()).map_err(HostError::Terminal)
}

/// Shows `prompt` and reads a line from the terminal without showing it.
pub fn ask_hidden(prompt: &str) -> Result<Secret, HostError> {
    let terminal = terminal()?;
    let mut screen = terminal.try_clone().map_err(HostError::Terminal)?;
    // Quiet first: what is typed as soon as the prompt shows must not be echoed or lost.
    let quiet = Quiet::new(&terminal)?;
    screen.write_all(prompt.as_bytes()).map_err(HostError::Terminal)?;
    let line = read_keys(&terminal);
    drop(quiet);
    screen.write_all(b"\n").map_err(HostError::Terminal)?;
    line
}

/// Shows `prompt` and reads a line from the terminal.
pub fn ask_shown(prompt: &str) -> Result<String, HostError> {
    say(prompt)?;
    let line = read_keys(&terminal()?)?;
    Ok(line.to_string())
}

/// A terminal that neither echoes nor sends signals, until this is dropped.
struct Quiet<'a> {
    terminal: &'a File,
    before: Termios,
}

impl<'a> Quiet<'a> {
    fn new(terminal: &'a File) -> Result<Self, HostError> {
        let before = tcgetattr(terminal).map_err(|e| HostError::Terminal(e.into()))?;
        let mut modes = before.clone();
        modes.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
        tcsetattr(terminal, OptionalActions::Flush, &modes)
            .map_err(|e| HostError::Terminal(e.into()))?;
        Ok(Self { terminal, before })
    }
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        tcsetattr(self.terminal, OptionalActions::Drain, &self.before).ok();
    }
}

/// One line, key by key; the keys that edit are those of a terminal's own line editor.
fn read_keys(mut keys: impl Read) -> Result<Secret, HostError> {
    let mut line = Zeroizing::new(Vec::with_capacity(2048));
    let mut key = Zeroizing::new([0_u8; 1]);
    loop {
        match keys.read(key.as_mut_slice()) {
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) => return Err(HostError::Terminal(e)),
            Ok(0) => return Err(HostError::Interrupted),
            Ok(_) => {}
        }
        match key.first().copied().unwrap_or(END) {
            b'\n' | b'\r' => break,
            INTERRUPT => return Err(HostError::Interrupted),
            END if line.is_empty() => return Err(HostError::Interrupted),
            KILL => line.clear(),
            other if RUBOUT.contains(&other) => rub_out(&mut line),
            other if line.len() < 1024 => line.push(other),
            _ => {}
        }
    }
    let text = std::str::from_utf8(&line).map_err(|_| HostError::BadSecret("/dev/tty".into()))?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Takes the last character away, with all its bytes.
fn rub_out(line: &mut Vec<u8>) {
    while line.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> Result<String, HostError> {
        read_keys(keys.as_bytes()).map(|secret| secret.to_string())
    }

    #[test]
    fn a_line_ends_at_enter_and_can_be_edited() {
        assert_eq!(typed("abc\nrest").unwrap(), "abc");
        assert_eq!(typed("密码\u{7f}钥\n").unwrap(), "密钥");
        assert_eq!(typed("wrong\u{15}right\r").unwrap(), "right");
        assert_eq!(typed("\u{7f}\n").unwrap(), "");
    }

    #[test]
    fn control_c_and_the_end_of_input_interrupt() {
        for keys in ["ab\u{3}c\n", "\u{4}", "ab"] {
            assert!(matches!(typed(keys), Err(HostError::Interrupted)), "{keys:?}");
        }
    }
}
