//! Breaks text into lines; Chinese can be broken almost anywhere, English at blanks.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::UnicodeWidthStr;

/// `text` in lines of at most `width` columns where it can be broken so (UAX 14).
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut start = 0;
    for (end, kind) in linebreaks(text) {
        let piece = text.get(start..end).unwrap_or_default();
        if !line.is_empty() && line.width() + piece.trim_end().width() > width {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(piece);
        start = end;
        if kind == BreakOpportunity::Mandatory {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_breaks_between_characters_but_not_before_a_full_stop() {
        assert_eq!(wrap("客户档案一份。", 12), ["客户档案一", "份。"]);
        assert_eq!(wrap("give records a grade", 12), ["give records", "a grade"]);
        assert_eq!(wrap("", 10), [""; 0]);
    }
}
