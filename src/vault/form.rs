//! In which form records are handed out.

use crate::transfer::CsvStyle;

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// CSV, or TSV.
    Csv {
        /// Guarded or plain, and what else differs from file to file.
        style: CsvStyle,
        /// Names of fields and choices in Chinese, else their ids.
        chinese: bool,
    },
    /// One JSON document.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// A workbook of one sheet.
    Xlsx {
        /// Names of fields and choices in Chinese, else their ids.
        chinese: bool,
    },
    /// vCards 4.0, for address books.
    Cards,
    /// A page with a table, to be read or printed.
    Html {
        /// Names of fields and choices in Chinese, else their ids.
        chinese: bool,
    },
}

impl Form {
    /// Whether columns have Chinese names.
    pub(super) const fn is_chinese(self) -> bool {
        let (Self::Csv { chinese, .. } | Self::Xlsx { chinese } | Self::Html { chinese }) = self
        else {
            return false;
        };
        chinese
    }
}
