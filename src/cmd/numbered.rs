//! The numbers of what the log numbers, as people type them: a proposal `P-12`, a batch `B-41`, a share
//! `S-3`, a request `R-3`.

/// The number that `P-12`, `p12` or `12` names, where `letter` is P; nothing where it names none.
pub(super) fn numbered(letter: char, typed: &str) -> Option<u64> {
    let letters = [letter, letter.to_ascii_lowercase()];
    let digits = typed.trim().trim_start_matches(letters).trim_start_matches('-');
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn a_number_has_several_spellings() {
        for typed in ["P-12", "p12", "12", " P-12"] {
            assert_eq!(numbered('P', typed), Some(12), "{typed}");
        }
        for typed in ["K-12", "P-", "", "12 13", "P-+12"] {
            assert_eq!(numbered('P', typed), None, "{typed}");
        }
    }
}
