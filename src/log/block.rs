//! The block at the end of a certificate's text, by which a program finds the signed lines in it.
//!
//! A certificate is a text for people, in either language; the rendering is not done here. What
//! binds it is the block: the exact lines of the destruction log, with an LF between two of them,
//! in base64, so that no mail program or editor can change a blank in it unseen.
//!
//! ```text
//! -----BEGIN KEDANG DESTRUCTION LINE-----
//! eyJwYXlsb2FkIjoi…                        76 columns, the last line shorter
//! -----END KEDANG DESTRUCTION LINE-----
//! ```
//!
//! One block for all lines: `sed '1,/^-----BEGIN/d;/^-----END/d' | base64 -d` gives them back as
//! they stand in destruction.log, and for a single line it is what the first form of certificates
//! had.

use super::base64;

const BEGIN: &str = "-----BEGIN KEDANG DESTRUCTION LINE-----\n";
const END: &str = "-----END KEDANG DESTRUCTION LINE-----\n";
/// The width of base64 lines, as in MIME.
const COLUMNS: usize = 76;

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

/// The block, newline included, that carries `lines`: lines of the destruction log, the last one
/// without its newline.
pub fn machine_block(lines: &str) -> String {
    let mut block = String::from(BEGIN);
    for (at, symbol) in base64::encode(lines.as_bytes()).chars().enumerate() {
        if at > 0 && at % COLUMNS == 0 {
            block.push('\n');
        }
        block.push(symbol);
    }
    block.push('\n');
    block + END
}

/// The lines that the block at the end of `text` carries, as [`machine_block`] was given them.
pub fn extract_block(text: &str) -> Result<String, BlockError> {
    let (above, block) = text.split_once(BEGIN).ok_or(BlockError::Missing)?;
    let body = block.strip_suffix(END).ok_or(BlockError::Damaged)?;
    let lines = base64::decode(&body.replace('\n', "")).and_then(|b| String::from_utf8(b).ok());
    let lines = lines.ok_or(BlockError::Damaged)?;
    // Writing it again catches line breaks in other places.
    let written = above.is_empty() || above.ends_with('\n');
    if written && machine_block(&lines).strip_prefix(BEGIN) == Some(block) {
        Ok(lines)
    } else {
        Err(BlockError::Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::super::destruction::sample;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_line_is_found_at_the_end_of_the_text() {
        let line = sample::lines(vec![sample::genesis()]).remove(0);
        let block = machine_block(&line);
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
