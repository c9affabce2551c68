//! What a person asked of the organisation about the own data (个人信息主体的请求): a value of the
//! operational field `requests`.
//!
//! The text is JSON without blanks, keys in the order below: codes, days, references, and of an
//! opening that was handed out only the commitment. It dies with the record; that there was a
//! request, and what became of it, the log tells by its number.

use serde::{Deserialize, Serialize};

use super::Digest;
use super::json::is_default;

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectRequest {
    /// Its number, shown as `R-3`, never given to another.
    pub number: u64,
    /// What is asked for.
    pub right: Right,
    /// The day it came.
    pub opened: String,
    /// The day by which it is to be answered.
    pub due: String,
    /// Id of who asks, seen from the person: self, guardian …
    pub relation: String,
    /// Id of how it was made sure that it is that person.
    pub checked: String,
    /// Where it stands.
    pub state: RequestState,
    /// The day it was answered; empty: it was not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub answered: String,
    /// Id of why it was refused; empty: it was not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub refusal: String,
    /// The day it was closed; empty: it is still to be looked after.
    #[serde(default, skip_serializing_if = "is_default")]
    pub closed: String,
    /// Id of why the answer was put off; empty: it was not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub extension: String,
    /// The day by which it was to be answered before that.
    #[serde(default, skip_serializing_if = "is_default")]
    pub first_due: String,
    /// The commitment whose opening the requester was handed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Digest>,
}

/// What a person may ask for (PIPL 44–47, GDPR 15–20).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// 查阅: to see what is kept.
    Access,
    /// 复制: to get a copy of it.
    Copy,
    /// 转移: to get it in a form that another system reads.
    Portability,
    /// 更正、补充: to have it put right.
    Correction,
    /// 删除: to have it destroyed.
    Erasure,
    /// 限制处理: to have it kept and not used.
    Restriction,
}

impl Right {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Access,
        Self::Copy,
        Self::Portability,
        Self::Correction,
        Self::Erasure,
        Self::Restriction,
    ];

    /// Its ASCII id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Copy => "copy",
            Self::Portability => "portability",
            Self::Correction => "correction",
            Self::Erasure => "erasure",
            Self::Restriction => "restriction",
        }
    }
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// 待答复.
    Open,
    /// 同意办理.
    Granted,
    /// 拒绝.
    Refused,
}

impl SubjectRequest {
    /// The request that `text` spells.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Whether it was granted and is still to be looked after.
    pub fn is_granted(&self, right: Right) -> bool {
        self.right == right && self.state == RequestState::Granted && self.closed.is_empty()
    }

    /// Whether somebody still waits for the answer.
    pub fn is_open(&self) -> bool {
        self.state == RequestState::Open && self.closed.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_has_one_spelling() {
        let text = r#"{"number":3,"right":"erasure","opened":"2026-01-02","due":"2026-01-17","relation":"self","checked":"document","state":"open"}"#;
        let mut request = SubjectRequest::parse(text).unwrap();
        assert_eq!(serde_json::to_string(&request).unwrap(), text);
        assert!(request.is_open() && !request.is_granted(Right::Erasure));
        request.state = RequestState::Granted;
        assert!(request.is_granted(Right::Erasure) && !request.is_granted(Right::Access));
        "2026-01-05".clone_into(&mut request.closed);
        assert!(!request.is_granted(Right::Erasure));
        for right in Right::ALL {
            assert_eq!(serde_json::to_string(&right).unwrap(), format!("\"{}\"", right.id()));
        }
    }
}
