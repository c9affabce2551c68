//! What something is called in both languages, where nobody knows yet which one is shown: failures are
//! made below the layer that speaks.

/// A name in Chinese and in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Label {
    /// The name in one of them.
    pub fn of(&self, chinese: bool) -> &str {
        if chinese { &self.zh } else { &self.en }
    }
}
