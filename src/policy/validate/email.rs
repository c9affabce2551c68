//! E-mail addresses: the domain in lower case and with a dot in it; the rest is the owner's. A name
//! before an address in angle brackets, as mail programs write it, is passed over.

use email_address::EmailAddress;

use super::compact;
use crate::policy::Code;

/// The normal form.
pub(in crate::policy) fn read(text: &str) -> Result<String, Code> {
    let bare;
    let text = bracketed(text).map_or(text, |(_, address)| address);
    let text = if text.is_ascii() {
        text.strip_prefix("mailto:").unwrap_or(text)
    } else {
        bare = without_marks(text);
        &bare
    };
    let (local, domain) = text.rsplit_once('@').ok_or(Code::Email)?;
    if !is_domain(domain) {
        return Err(if local.is_empty() { Code::EmailLocal } else { Code::EmailDomain });
    }
    if !(is_plain(local, b"._+-") || EmailAddress::is_valid(text)) {
        return Err(if local.contains('@') { Code::EmailSeveral } else { Code::EmailLocal });
    }
    if domain.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Ok(text.to_owned());
    }
    Ok(format!("{local}@{}", domain.to_lowercase()))
}

/// The name and the address of `张伟 <zhang@example.com>`.
pub(in crate::policy) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (name, address) = text.trim_end().strip_suffix(['>', '＞'])?.rsplit_once(['<', '＜'])?;
    let name = name.trim().trim_matches(['"', '\'']).trim();
    (address.contains('@') && !name.contains(['<', '＜'])).then_some((name, address.trim()))
}

/// Invisible marks removed, dashes kept.
fn without_marks(text: &str) -> String {
    text.split('-').map(compact).collect::<Vec<_>>().join("-")
}

/// Words of letters and digits joined by single `marks`, at most 64 characters.
fn is_plain(text: &str, marks: &[u8]) -> bool {
    let word = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_alphanumeric);
    text.len() <= 64 && text.as_bytes().split(|b| marks.contains(b)).all(word)
}

/// At least two labels of letters, digits and inner dashes; the last has a letter.
fn is_domain(text: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '-' || c.is_alphanumeric();
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = text.rsplit_once('.').map(|(_, last)| last);
    let named = last.is_some_and(|last| last.len() >= 2 && last.chars().any(char::is_alphabetic));
    named && text.len() <= 253 && text.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domain_is_lowered_and_the_rest_is_left() {
        for (text, normal) in [
            ("Zhang.San@Example.COM", "Zhang.San@example.com"),
            ("a+b_c@mail.example.com.cn", "a+b_c@mail.example.com.cn"),
            ("mailto:a@example.com", "a@example.com"),
            ("\"Li, Anna\" <a@Example.com>", "a@example.com"),
            ("张伟<a@example.com>", "a@example.com"),
            ("<a@example.com>", "a@example.com"),
            ("13800000013@example.com", "13800000013@example.com"),
            ("用户@例子.中国", "用户@例子.中国"),
            ("\u{200b}a@ex-ample.com", "a@ex-ample.com"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(normal), "{text}");
        }
    }

    #[test]
    fn each_fault_has_its_code() {
        for (text, code) in [
            ("", Code::Email),
            ("li.example.com", Code::Email),
            ("@", Code::EmailLocal),
            ("@example.com", Code::EmailLocal),
            ("a b@example.com", Code::EmailLocal),
            ("a,b@example.com", Code::EmailLocal),
            ("a..b@example.com", Code::EmailLocal),
            ("a@@example.com", Code::EmailSeveral),
            ("a@b@example.com", Code::EmailSeveral),
            ("a@b", Code::EmailDomain),
            ("a@", Code::EmailDomain),
            ("a@exa mple.com", Code::EmailDomain),
            ("a@example..com", Code::EmailDomain),
            ("a@-example.com", Code::EmailDomain),
            ("a@1.2.3.4", Code::EmailDomain),
            ("a@example.c", Code::EmailDomain),
        ] {
            assert_eq!(read(text), Err(code), "{text}");
        }
    }
}
