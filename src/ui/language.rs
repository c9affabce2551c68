//! The two languages and how one is chosen.

/// A language of the program's texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Language {
    /// English
    #[default]
    #[value(name = "en")]
    English,
    /// Simplified Chinese
    #[value(name = "zh")]
    Chinese,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// `en` or `zh`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The language of a locale such as `zh_CN.UTF-8`; every Chinese locale gets Simplified
    /// Chinese, everything else English.
    pub fn of_locale(locale: &str) -> Self {
        let is_chinese = locale.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("zh"));
        if is_chinese { Self::Chinese } else { Self::English }
    }

    /// The language with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{self, Chinese, English};

    #[test]
    fn a_locale_chooses_the_language() {
        for (locale, language) in [
            ("zh_CN.UTF-8", Chinese),
            ("zh_TW", Chinese),
            ("ZH", Chinese),
            ("en_GB.UTF-8", English),
            ("C", English),
            ("", English),
            ("张", English),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }
}
