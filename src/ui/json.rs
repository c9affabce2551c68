//! JSON that a terminal can be shown: characters with an effect are written as `\u202e`.
//!
//! To a program the value is the same; to a person who runs `kedang show --format json` in a
//! terminal it does no harm.

use std::io::{Result, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

use super::sanitise::is_harmful;

/// Writes `value` in one line, without a line end.
pub(super) fn write(out: &mut impl Write, value: &impl Serialize) -> Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Harmless)).map_err(Into::into)
}

/// The compact form with harmful characters escaped.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        mut text: &str,
    ) -> Result<()> {
        while let Some((before, after)) = text.split_once(is_harmful) {
            CompactFormatter.write_string_fragment(out, before)?;
            let harmful = text.get(before.len()..text.len() - after.len()).unwrap_or_default();
            for unit in harmful.encode_utf16() {
                write!(out, "\\u{unit:04x}")?;
            }
            text = after;
        }
        CompactFormatter.write_string_fragment(out, text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn json(text: &str) -> String {
        let mut out = Vec::new();
        write(&mut out, &text).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn harmful_characters_are_escaped() {
        assert_eq!(
            json("a\u{202e}b\u{9b}\u{e0041}\u{1b}"),
            r#""a\u202eb\u009b\udb40\udc41\u001b""#
        );
    }

    proptest! {
        #[test]
        fn the_value_is_the_same(text in any::<String>()) {
            let written = json(&text);
            prop_assert!(!written.contains(is_harmful));
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
