//! A document and the look-ups in it.

use super::*;

#[test]
fn the_built_in_document_is_a_policy_and_survives_json() {
    let policy = Policy::builtin();
    let bytes = policy.canonical_bytes();
    let again = Policy::from_json(&bytes).unwrap();
    assert_eq!(again.document(), policy.document());
    assert_eq!(again.canonical_bytes(), bytes);
}

#[test]
fn a_field_is_found_by_its_id_only() {
    let policy = Policy::builtin();
    assert_eq!(policy.id("phone"), Some(policy.known().phone));
    assert_eq!(policy.id("手机"), None);
    assert_eq!(policy.field(policy.known().phone).id, "phone");
}

#[test]
fn what_is_shown_normalises_back() {
    let policy = Policy::builtin();
    let region = ["310115 上海市浦东新区", "440300 广东省深圳市", "海外"];
    let regions = region.map(|text| (policy.known().region, text.to_owned()));
    // What a link may say is not all that it says.
    let whole = policy.fields().filter(|(_, field)| field.kind != FieldKind::Link);
    let choices = whole
        .flat_map(|(id, field)| field.choices().iter().map(move |choice| (id, choice.id.clone())));
    let allowed = choices.filter(|(field, text)| !policy.forbids(*field, text));
    for (field, text) in regions.into_iter().chain(allowed) {
        for chinese in [true, false] {
            let shown = policy.shown(field, &text, chinese);
            let back = policy.normalise(field, shown).unwrap();
            assert_eq!((back[0].text.as_str(), &back[0].original), (text.as_str(), &None));
        }
    }
    assert_eq!(policy.shown(policy.known().source, "unstated", true), "未注明");
}

#[test]
fn a_document_without_a_needed_field_is_refused() {
    let mut document = Policy::builtin().document().clone();
    document.fields.retain(|field| field.id != "state");
    assert_eq!(Policy::new(document).unwrap_err(), PolicyError::MissingField("state"));
    assert_eq!(Policy::from_json(b"{}").unwrap_err(), PolicyError::Malformed);
}

#[test]
fn a_name_given_twice_is_refused() {
    let mut document = Policy::builtin().document().clone();
    document.fields[2].aliases.push("Phone".to_owned());
    assert!(matches!(Policy::new(document), Err(PolicyError::BadName(_))));
}

#[test]
fn an_amount_is_in_a_currency_and_in_no_multiple_of_one() {
    let fault = |unit: &str| {
        let text = builtin::TEXT.replacen("unit = \"CNY\"", &format!("unit = \"{unit}\""), 1);
        let faults = parse(&text).err().unwrap_or_default();
        faults.into_iter().map(|one| (one.code, one.at.name)).collect::<Vec<_>>()
    };
    let at = "field[registered_capital].unit".to_owned();
    for unit in ["万元", "10k CNY"] {
        assert_eq!(fault(unit), [(FaultCode::NotACurrency, at.clone())], "{unit}");
    }
    assert_eq!([fault("美元"), fault("AUD"), fault("元")], [vec![], vec![], vec![]]);
    // One that is in force already is opened all the same.
    let stored = Policy::builtin_canonical().replacen("\"unit\":\"CNY\"", "\"unit\":\"万元\"", 1);
    assert_ne!(stored, Policy::builtin_canonical());
    assert!(Policy::from_stored(&stored).is_ok());
}
