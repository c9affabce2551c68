//! Links against the options of their field. Whether the other record is there is the vault's to
//! know.

use super::{Fault, spelt};
use crate::model::Link;
use crate::policy::dictionary::Field;
use crate::policy::finding::Code;
use crate::policy::names;
use crate::policy::normalise::tidy;

/// Puts a link into its normal form.
pub(super) fn check(field: &Field, link: &mut Link) -> Result<(), Fault> {
    let Some(choice) = names::choice(&field.options, &tidy(&link.kind)) else {
        return Err((Code::LinkKind, super::nearest(&field.options, &link.kind)));
    };
    link.kind.clone_from(&choice.id);
    Ok(())
}

/// Links as people type them: `works_at:K-7; refers:K-9`.
pub(super) fn shorthand(field: &Field, entered: &str) -> Result<Vec<String>, Fault> {
    let pieces = entered.split([';', '；', '、', ',', '，', '\n']).map(tidy);
    let link = |piece: std::borrow::Cow<'_, str>| {
        let (kind, to) = piece.split_once(':').ok_or((Code::LinkForm, None))?;
        let to = to.trim().parse().map_err(|_| (Code::LinkForm, None))?;
        let mut link = Link { kind: kind.trim().to_owned(), to };
        check(field, &mut link)?;
        spelt(&link)
    };
    pieces.filter(|piece| !piece.is_empty()).map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;

    fn read(entered: &str) -> Result<Vec<String>, (Code, Option<String>)> {
        let policy = Policy::builtin();
        let values = policy.normalise(policy.known().links.unwrap(), entered);
        let texts = |all: Vec<crate::model::Value>| all.iter().map(|v| v.text.clone()).collect();
        values.map(texts).map_err(|finding| (finding.code, finding.nearest))
    }

    #[test]
    fn links_are_read_as_people_type_them() {
        let works = r#"{"kind":"works_at","to":"K-000007"}"#;
        let refers = r#"{"kind":"refers","to":"K-000009"}"#;
        assert_eq!(read("works_at:K-7").unwrap(), [works]);
        assert_eq!(read("任职于：7；转介绍:K-9").unwrap(), [works, refers]);
        assert_eq!(read(&format!("[{works},{refers}]")).unwrap(), [works, refers]);
        assert_eq!(read("K-7"), Err((Code::LinkForm, None)));
        assert_eq!(read("works_at:somebody"), Err((Code::LinkForm, None)));
        let near = Some("works_at".to_owned());
        assert_eq!(read("work_at:K-7"), Err((Code::LinkKind, near)));
    }
}
