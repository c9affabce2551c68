//! Links against the options of their field. Whether the other record is there is the vault's to
//! know.
//!
//! A row of an import may name the other record by a value that it has, for nobody knows its number
//! before the same import gives it: `works_at:external_id=C-1`.

use serde::Deserialize;

use super::{Fault, spelt};
use crate::model::{Dictionary, FieldId, Link, RecordNumber};
use crate::policy::dictionary::Field;
use crate::policy::finding::{Code, Finding};
use crate::policy::normalise::tidy;
use crate::policy::{Policy, names};

/// A link to whatever record has a value. It has no `Debug`, because it holds that.
pub struct NamedLink {
    /// Id of what it says.
    pub kind: String,
    /// The field by which it names the record; none for the number that the record has in its file.
    pub by: Option<FieldId>,
    /// The value, or the number, in its normal form.
    pub text: String,
}

/// What a cell says of links.
#[derive(Default)]
pub struct SaidLinks {
    /// Those that name a number, as `works_at:K-7`.
    pub numbered: Vec<String>,
    /// Those that name a value.
    pub named: Vec<NamedLink>,
}

/// A link as JSON has it, whatever it names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    kind: String,
    to: String,
}

impl Policy {
    /// The links that `entered` spells for the field `id`, if one of them names its record by a
    /// value of a field that `may` do that, or by a number, where numbers are those of the file;
    /// nothing where none does, or where it is no list of links.
    pub fn named_links(
        &self,
        id: FieldId,
        (entered, of_file): (&str, bool),
        may: impl Fn(FieldId) -> bool,
    ) -> Result<Option<SaidLinks>, Finding> {
        let named = |one: &Said| one.to.contains('=') || of_file;
        let Some(pieces) = pieces(entered, of_file).filter(|all| all.iter().any(named)) else {
            return Ok(None);
        };
        let field = self.field(id);
        let mut said = SaidLinks::default();
        for Said { kind, to } in pieces {
            let value = to.split_once('=');
            if value.is_none() && !of_file {
                said.numbered.push(format!("{kind}:{to}"));
                continue;
            }
            let Some(choice) = names::choice(&field.options, &tidy(&kind)) else {
                let nearest = super::nearest(&field.options, &kind);
                return Err(Finding { nearest, ..Finding::new(id, Code::LinkKind) });
            };
            let kind = choice.id.clone();
            let Some((name, value)) = value else {
                let number: RecordNumber =
                    to.parse().map_err(|_| Finding::new(id, Code::LinkForm))?;
                said.named.push(NamedLink { kind, by: None, text: number.to_string() });
                continue;
            };
            let by = self.resolve(name.trim()).filter(|by| may(*by));
            let values = by.and_then(|by| Some((by, self.normalise(by, value).ok()?)));
            let Some((by, [value])) = values.as_ref().map(|(by, all)| (*by, all.as_slice())) else {
                return Err(Finding::new(id, Code::LinkForm));
            };
            said.named.push(NamedLink { kind, by: Some(by), text: value.text.clone() });
        }
        Ok(Some(said))
    }
}

/// The links of a cell, taken apart; nothing for what is no list of links.
fn pieces(entered: &str, of_file: bool) -> Option<Vec<Said>> {
    let entered = entered.trim();
    if !of_file && !entered.contains(['=', '＝']) {
        return None;
    }
    if entered.starts_with('{') {
        return Some(vec![serde_json::from_str(entered).ok()?]);
    }
    if entered.starts_with('[') {
        return serde_json::from_str(entered).ok();
    }
    let pieces = entered.split(SEPARATORS).map(tidy).filter(|piece| !piece.is_empty());
    let said = |piece: std::borrow::Cow<'_, str>| {
        let (kind, to) = piece.split_once(':')?;
        Some(Said { kind: kind.trim().to_owned(), to: to.trim().to_owned() })
    };
    pieces.map(said).collect()
}

/// What stands between links.
const SEPARATORS: [char; 6] = [';', '；', '、', ',', '，', '\n'];

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
    let pieces = entered.split(SEPARATORS).map(tidy);
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
        assert_eq!(read("works_at:external_id=C-1"), Err((Code::LinkForm, None)));
    }

    #[test]
    fn a_link_may_name_a_value_and_the_rest_stays() {
        let policy = Policy::builtin();
        let (links, external) = (policy.known().links.unwrap(), policy.id("external_id").unwrap());
        let may = |field| field == external || field == policy.known().phone;
        let said = |entered: &str| {
            let said =
                policy.named_links(links, (entered, false), may).map_err(|finding| finding.code)?;
            let named =
                |one: &NamedLink| format!("{} {} {}", one.kind, one.by.unwrap().0, one.text);
            Ok(said.map(|said| (said.numbered, said.named.iter().map(named).collect::<Vec<_>>())))
        };
        let one = |number: &[&str], named: String| {
            Ok(Some((number.iter().map(|&text| text.to_owned()).collect(), vec![named])))
        };
        let company = format!("works_at {} C-1", external.0);
        assert_eq!(said("works_at:K-7"), Ok(None));
        assert_eq!(said("任职于：外部编号＝C-1"), one(&[], company.clone()));
        assert_eq!(
            said("refers:K-9; works_at:external_id=C-1"),
            one(&["refers:K-9"], company.clone())
        );
        let object = r#"{"kind":"works_at","to":"external_id=C-1"}"#;
        assert_eq!(said(object), one(&[], company.clone()));
        assert_eq!(said(&format!("[{object}]")), one(&[], company));
        let phone = format!("refers {} +8613800000013", policy.known().phone.0);
        assert_eq!(said("推荐:手机=138 0000 0013"), one(&[], phone));
        for entered in ["works_at:name=张伟", "works_at:phone=1", "works_at:external_id="] {
            assert_eq!(said(entered), Err(Code::LinkForm), "{entered}");
        }
        assert_eq!(said("work_at:external_id=C-1"), Err(Code::LinkKind));
    }

    #[test]
    fn a_number_may_be_that_of_the_file() {
        let policy = Policy::builtin();
        let links = policy.known().links.unwrap();
        let said = |entered: &str| {
            let said = policy.named_links(links, (entered, true), |_| false);
            let named = |one: &NamedLink| format!("{} {}", one.kind, one.text);
            let said = said.map_err(|finding| finding.code)?;
            Ok(said.map(|said| said.named.iter().map(named).collect::<Vec<_>>()))
        };
        let both = ["works_at K-000007".to_owned(), "refers K-000009".to_owned()];
        assert_eq!(said("任职于：7；转介绍:k-9"), Ok(Some(both.to_vec())));
        let object = r#"{"kind":"works_at","to":"K-7"}"#;
        assert_eq!(said(&format!("[{object}]")), Ok(Some(both[..1].to_vec())));
        assert_eq!(said("works_at:somebody"), Err(Code::LinkForm));
        assert_eq!(said(" "), Ok(None));
    }
}
