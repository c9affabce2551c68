//! Certificates: the data of one, and the block by which a program finds the signed line in it.
//!
//! A certificate is a text for people, in either language; the rendering is not done here. What
//! binds it is the block at its end: the exact line of the destruction log, in base64 so that no
//! mail program or editor can change a blank in it unseen.
//!
//! ```text
//! -----BEGIN KEDANG DESTRUCTION LINE-----
//! eyJwYXlsb2FkIjoi…                        76 columns, the last line shorter
//! -----END KEDANG DESTRUCTION LINE-----
//! ```
//!
//! So a reader can check two things: that the line is signed, and that rendering it anew gives
//! the text above the block.

use super::base64;
use super::destruction::{Destruction, Event, Line, LineError};
use super::numbers::Numbers;

const BEGIN: &str = "-----BEGIN KEDANG DESTRUCTION LINE-----\n";
const END: &str = "-----END KEDANG DESTRUCTION LINE-----\n";
/// The width of base64 lines, as in MIME.
const COLUMNS: usize = 76;

/// All that a certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The records it is made out for, all or some of those destroyed together.
    pub numbers: Numbers,
    /// The line of the destruction log it is taken from.
    pub line: u64,
    /// What that line says, about all records destroyed together.
    pub destruction: Destruction,
    /// The exact line, without its newline.
    pub text: String,
    /// The exact text that is signed in it.
    pub signed: String,
    /// Its armoured SSHSIG.
    pub signature: String,
}

/// Why there is no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// The line cannot be read.
    #[error(transparent)]
    Line(#[from] LineError),
    /// The line records no destruction.
    #[error("not a destruction")]
    NotADestruction,
    /// No record was named, or one that the line does not name.
    #[error("records that were not destroyed there")]
    NotAmong,
}

/// Why a text holds no line of a destruction log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BlockError {
    /// There is no block.
    #[error("no destruction line in the text")]
    Missing,
    /// There is more than one block, it is not at the end, or it is not as [`machine_block`]
    /// writes it.
    #[error("a damaged destruction line in the text")]
    Damaged,
}

impl Certificate {
    /// The certificate that `text`, a line of the destruction log without its newline, gives for
    /// `numbers`. The signature is not checked here.
    pub fn from_line(text: &str, numbers: &Numbers) -> Result<Self, CertificateError> {
        let Line { payload, signed, signature } = Line::parse(text)?;
        let Event::Destruction(destruction) = payload.event else {
            return Err(CertificateError::NotADestruction);
        };
        if numbers.is_empty() || !numbers.is_subset(&destruction.numbers) {
            return Err(CertificateError::NotAmong);
        }
        let (numbers, text) = (numbers.clone(), text.to_owned());
        let (line, destruction) = (payload.line, *destruction);
        Ok(Self { numbers, line, destruction, text, signed, signature })
    }

    /// Whether a copy was known to remain, so that the destruction is partial.
    pub const fn is_partial(&self) -> bool {
        !self.destruction.residual.is_empty()
    }

    /// The block for the end of its text.
    pub fn block(&self) -> String {
        machine_block(&self.text)
    }
}

/// The block, newline included, that carries `line`, a line of the destruction log without its
/// newline.
pub fn machine_block(line: &str) -> String {
    let mut block = String::from(BEGIN);
    for (at, symbol) in base64::encode(line.as_bytes()).chars().enumerate() {
        if at > 0 && at % COLUMNS == 0 {
            block.push('\n');
        }
        block.push(symbol);
    }
    block.push('\n');
    block + END
}

/// The line that the block at the end of `text` carries.
pub fn extract_block(text: &str) -> Result<String, BlockError> {
    let (above, block) = text.split_once(BEGIN).ok_or(BlockError::Missing)?;
    let body = block.strip_suffix(END).ok_or(BlockError::Damaged)?;
    let line = base64::decode(&body.replace('\n', "")).and_then(|b| String::from_utf8(b).ok());
    let line = line.ok_or(BlockError::Damaged)?;
    // Writing it again catches line breaks in other places.
    let written = above.is_empty() || above.ends_with('\n');
    if written && machine_block(&line).strip_prefix(BEGIN) == Some(block) {
        Ok(line)
    } else {
        Err(BlockError::Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::super::destruction::sample;
    use super::*;
    use proptest::prelude::*;

    fn line() -> String {
        let events = vec![sample::genesis(), sample::destruction(2, 1, sample::numbers([3, 4, 9]))];
        sample::lines(events).remove(1)
    }

    #[test]
    fn it_is_made_out_for_those_who_were_destroyed() {
        let line = line();
        let certificate = Certificate::from_line(&line, &sample::numbers([3, 9])).unwrap();
        assert_eq!((certificate.line, certificate.numbers.len()), (2, 2));
        assert_eq!(certificate.destruction.count, 3);
        assert!(!certificate.is_partial());
        for others in [sample::numbers([]), sample::numbers([5]), sample::numbers([3, 10])] {
            let refused = Certificate::from_line(&line, &others);
            assert_eq!(refused, Err(CertificateError::NotAmong), "{others}");
        }
        let genesis = sample::lines(vec![sample::genesis()]).remove(0);
        let refused = Certificate::from_line(&genesis, &sample::numbers([3]));
        assert_eq!(refused, Err(CertificateError::NotADestruction));
    }

    #[test]
    fn the_line_is_found_at_the_end_of_the_text() {
        let line = line();
        let numbers = sample::numbers([3]);
        let block = Certificate::from_line(&line, &numbers).unwrap().block();
        let text = format!("销毁证明\n\n{block}");
        assert_eq!(extract_block(&text), Ok(line));
        assert!(block.lines().all(|line| line.len() <= 76));
        assert_eq!(extract_block("销毁证明\n"), Err(BlockError::Missing));
        let broken = [
            format!("{text}\n"),
            format!("{text}{block}"),
            format!("x{block}"),
            text.trim_end().to_owned(),
            text.replacen("\n-----END", "\n\n-----END", 1),
            text.replacen("\n-----END", "=\n-----END", 1),
            text.replacen("eyJ", "eyJ\n", 1),
            text.replacen("eyJ", "ey J", 1),
        ];
        for text in broken {
            assert_eq!(extract_block(&text), Err(BlockError::Damaged), "{text}");
        }
        assert!(extract_block(&text.replace('\n', "\r\n")).is_err());
    }

    proptest! {
        #[test]
        fn every_line_comes_back_out(line: String, above in "[a-z ]{0,20}") {
            let text = format!("{above}\n{}", machine_block(&line));
            prop_assert_eq!(extract_block(&text), Ok(line));
        }
    }
}
