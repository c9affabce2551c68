//! What is wrong with a file, and where. Each test breaks the built-in policy in one way.

use super::*;
use crate::policy::{Field, builtin};

/// The faults of the built-in policy with `from` replaced by `to`, as `code line:column name`, with
/// the other place behind.
fn faults(from: &str, to: &str) -> Vec<String> {
    assert!(builtin::TEXT.contains(from), "{from}");
    told(&builtin::TEXT.replacen(from, to, 1))
}

fn told(text: &str) -> Vec<String> {
    let shown = |spot: &Spot| {
        let (line, column) = spot.place.unwrap();
        let found = text.lines().nth(line - 1).unwrap_or_default();
        let from: String =
            found.chars().skip(column - 1).take_while(|c| !",]".contains(*c)).take(12).collect();
        format!("{} «{from}»", spot.name)
    };
    let faults = parse(text).err().unwrap_or_default();
    faults
        .iter()
        .map(|fault| {
            let other = fault.other.as_ref().map(|other| format!(" / {}", shown(other)));
            format!("{} {}{}", fault.code.id(), shown(&fault.at), other.unwrap_or_default())
        })
        .collect()
}

#[test]
fn the_built_in_policy_has_no_fault_and_survives_being_written() {
    let document = parse(builtin::TEXT).unwrap();
    assert_eq!(document, builtin::document());
    assert_eq!(parse(&document.to_toml(None)).unwrap(), document);
}

#[test]
fn what_does_not_fit_the_schema_is_told_with_its_place() {
    for (from, to, expected) in [
        ("mask = \"card\"", "maks = \"card\"", "unknown-key field[bank_account].maks «\"card\"»"),
        (
            "mask = \"card\"",
            "mask = \"cardd\"",
            "unknown-word field[bank_account].mask «\"cardd\"»",
        ),
        ("cycle_days = 180", "cycle_days = \"x\"", "wrong-type grade[B].cycle_days «\"x\"»"),
        ("cycle_days = 180", "cycle_days = 0", "out-of-range grade[B].cycle_days «0»"),
        ("cycle_days = 180\n", "", "missing-key grade[B] «[[grade»"),
        ("zh = \"手机\"", "zh = \" \"", "empty field[phone].zh «\" \"»"),
    ] {
        let found = faults(from, to);
        assert!(found.iter().any(|one| one == expected), "{to}: {found:?}");
    }
    let unknown = parse(&builtin::TEXT.replacen("mask = \"card\"", "mask = \"cardd\"", 1));
    assert_eq!(unknown.unwrap_err()[0].nearest.as_deref(), Some("card"));
}

#[test]
fn contradictions_name_both_places() {
    for (from, to, expected) in [
        (
            "\"电子邮箱\"",
            "\"手机号\"",
            "name-taken field[email].aliases[0] «\"手机号\"» / \
            field[phone].aliases[1] «\"手机号\"»",
        ),
        (
            "\"贵宾\", \"重点\"",
            "\"主力\"",
            "name-taken grade[A].aliases[0] «\"主力\"» / \
            grade[VIP].aliases[2] «\"主力\"»",
        ),
        (
            "months = 36\nreason",
            "months = 24\nreason",
            "below-floor retention[churned].months \
            «24» / floor[ecommerce].months «36»",
        ),
        (
            "keep_months = 36",
            "keep_months = 35",
            "below-floor log.keep_months «35» / floor[shares].months «36»",
        ),
        (
            "cycle_days = 180",
            "cycle_days = 400",
            "cycle-order grade[B].cycle_days «400» / \
            grade[C].cycle_days «365»",
        ),
        (
            "mask = \"email\"",
            "mask = \"phone\"",
            "mask-unfit field[email].mask «\"phone\"» / \
            field[email].type «\"email\"»",
        ),
        (
            "forbidden = [\"bought_list\"]",
            "forbidden = [\"unstated\"]",
            "forbidden-used \
            collection.forbidden[0] «\"unstated\"» / field[source].options «options = [»",
        ),
        (
            "any = [\"name\"]",
            "any = [\"bank_name\"]",
            "unfillable required[0].any «any = [\"bank» / \
            field[bank_name] «[[field»",
        ),
        (
            "steps = [\"主力\", \"一般\"",
            "steps = [\"一般\", \"主力\"",
            "step-order ladder[volume].\
            steps[1] «\"主力\"» / ladder[volume].steps[0] «\"一般\"»",
        ),
        (
            "since = [\"last_contact\"",
            "since = [\"notes\"",
            "not-a-day retention[prospect_idle].\
            since[0] «\"notes\"» / field[notes].type «\"note\"»",
        ),
        (
            "since = [\"last_contact\", \"verified\"]\notherwise_since = \"updated\"\nmonths = 120",
            "since = [\"last_contact\", \"notes\"]\notherwise_since = \"updated\"\nmonths = 120",
            "not-a-day floor[aml].since[1] «\"notes\"» / field[notes].type «\"note\"»",
        ),
        (
            "right = \"copy\"",
            "right = \"access\"",
            "name-taken request.kind[1].right «\"access\"» / request.kind[0].right «\"access\"»",
        ),
        (
            "id = \"inquiry\"",
            "id = \"litigation\"",
            "name-taken hold[litigation].id «\"litigation\"» / \
            hold[litigation].id «\"litigation\"»",
        ),
    ] {
        assert_eq!(faults(from, to), [expected], "{to}");
    }
}

#[test]
fn words_stand_once_and_numbers_and_roles_do_not_contradict_each_other() {
    for (from, to, expected) in [
        (
            "\"wechat\", \"email\", \"address\"]\n",
            "\"phone\", \"email\", \"address\"]\n",
            "repeated contact.order[1] «\"phone\"» / contact.order[0] «\"phone\"»",
        ),
        (
            "dead_after_days = 730",
            "dead_after_days = 300",
            "too-small quality.dead_after_days «300» / review.ungraded_days «365»",
        ),
        (
            "serious_points = 20",
            "serious_points = 4",
            "too-small quality.serious_points «4» / quality.minor_points «5»",
        ),
        (
            "lifted_by = [\"administrator\"]",
            "lifted_by = [\"auditor\"]",
            "role-unable hold[litigation].lifted_by[0] «\"auditor\"» / \
            role[auditor].capabilities «capabilities»",
        ),
    ] {
        assert_eq!(faults(from, to), [expected], "{to}");
    }
}

/// What stands beside the fields in JSON, or is a term of its own, is no name of a field.
#[test]
fn fields_are_not_called_what_the_program_calls_something_else() {
    let names = "number Contacts sources unknown awaiting_consent share 借阅发放登记号 due contact_state 编号 联系状态";
    for name in names.split(' ') {
        let found = faults("\"QQ号\"", &format!("\"{name}\""));
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert!(found[0].starts_with("reserved-name field[qq].aliases[0] «"), "{found:?}");
    }
    let id = faults("id = \"qq\"", "id = \"number\"");
    assert_eq!(id, ["reserved-name field[number].id «\"number\"»"]);
}

/// A record is restricted while a statutory period runs; so what ends with a consent, or keeps a
/// record for a purpose, may be shorter.
#[test]
fn only_a_rule_about_every_record_contradicts_a_statutory_period() {
    let begins = "months = 36\nreason";
    assert_eq!(faults(begins, "months = 12\npurposes = [\"marketing\"]\nreason"), [""; 0]);
    let consent = "[consent]\nstages = [\"prospect\"]";
    assert_eq!(faults(consent, "[consent]\nstages = [\"prospect\", \"churned\"]"), [""; 0]);
}

#[test]
fn what_names_nothing_or_cannot_be_is_told() {
    for (from, to, expected) in [
        ("any = [\"name\"]", "any = [\"nmae\"]", "unresolved required[0].any[0] «\"nmae\"»"),
        (
            "[consent]\nstages = [\"prospect\"]",
            "[consent]\nstages = [\"prospekt\"]",
            "unresolved consent.stages[0] «\"prospekt\"»",
        ),
        (
            "basis = \"PIPL 15 47-1-3\"",
            "basis = \"个保法\"",
            "bad-basis consent.basis «\"个保法\"»",
        ),
        // Behind R-123456 there is room for 55.
        (
            "basis = \"PIPL 47\", source = \"个人信息保护法第四十七条；GDPR 17\"",
            "basis = \"PIPL 47 and whatever else an organisation wants to say here 123\", source = \"x\"",
            "bad-basis request.kind[4].basis «\"PIPL 47 and»",
        ),
        (
            "lifted_by = [\"administrator\"]",
            "lifted_by = [\"lawyer\"]",
            "unresolved hold[litigation].lifted_by[0] «\"lawyer\"»",
        ),
        (
            "placed_by = [\"administrator\", \"custodian\"]",
            "placed_by = [\"administrator\", \"nobody\"]",
            "unresolved hold[litigation].placed_by[1] «\"nobody\"»",
        ),
        ("id = \"dispute\"", "id = \"9dispute\"", "bad-id hold[9dispute].id «\"9dispute\"»"),
        (
            "otherwise_since = \"updated\"\nmonths = 120",
            "otherwise_since = \"upd\"\nmonths = 120",
            "unresolved floor[aml].otherwise_since «\"upd\"»",
        ),
        (
            "order = [\"phone\"",
            "order = [\"name\"",
            "not-a-contact contact.order[0] «\"name\"» \
            / field[name].category «\"identity\"»",
        ),
        (
            "basis = \"PIPL 47-1-2\"",
            "basis = \"13800000013\"",
            "bad-basis retention[retain_until].\
            basis «\"13800000013»",
        ),
        ("id = \"qq\"", "id = \"QQ!\"", "bad-id field[QQ!].id «\"QQ!\"»"),
        (
            "mask = \"card\"\n",
            "",
            "unmasked field[bank_account] «[[field» / \
            field[bank_account].level «1»",
        ),
        ("weight = 20", "weight = 21", "weights assessment[5c].factor «factor = [»"),
        ("clock = \"pull_forward\"\n", "", "no-days event[complaint] «[[event»"),
        ("within_minutes = 1\n", "", "no-window anomaly[rate] «[[anomaly»"),
        ("until = \"06:00\"", "until = \"6:00\"", "bad-hours anomaly[night] «[[anomaly»"),
        ("what = \"off_hours\"", "what = \"rate\"", "bad-hours anomaly[night] «[[anomaly»"),
        (
            "at_least = 95\n",
            "at_least = 95\nat_most = 9\n",
            "contradiction indicator[completeness].at_least «95» / \
            indicator[completeness].at_most «9»",
        ),
        (
            "id = \"volume\"\nzh = \"一小时",
            "id = \"1v\"\nzh = \"一小时",
            "bad-id anomaly[1v].id «\"1v\"»",
        ),
    ] {
        assert_eq!(faults(from, to), [expected], "{to}");
    }
}

/// What is optional and a number is read as one, and told when it is none.
#[test]
fn two_persons_are_demanded_as_written() {
    let with = |more: &str| format!("{}\n[approval]\n{more}\n", builtin::TEXT);
    let document = parse(&with("purge = true\nexport_above = 0\npurge_due = false")).unwrap();
    let approval = &document.approval;
    assert!(approval.purge && !approval.purge_due && !approval.policy);
    assert_eq!((approval.export_above, approval.valid_days), (Some(0), 7));
    assert_eq!(parse(&document.to_toml(None)).unwrap(), document);
    assert_eq!(told(&with("export_above = \"x\"")), ["wrong-type approval.export_above «\"x\"»"]);
    assert_eq!(told(&with("valid_days = 0")), ["out-of-range approval.valid_days «0»"]);
}

pub(super) fn field<'a>(document: &'a mut Document, id: &str) -> &'a mut Field {
    document.fields.iter_mut().find(|field| field.id == id).unwrap()
}

/// What the program looks for in search segments must be in them, and one byte numbers it there.
#[test]
fn what_is_searched_can_be_searched() {
    let faulty = |change: fn(&mut Document)| {
        let mut document = builtin::document();
        change(&mut document);
        let found = parse(&document.to_toml(None)).unwrap_err();
        found.iter().map(|fault| format!("{} {}", fault.code.id(), fault.word)).collect::<Vec<_>>()
    };
    let hidden = faulty(|document| {
        field(document, "destroy_on").traits.searchable = false;
        field(document, "id_number").traits.searchable = false;
    });
    assert_eq!(hidden, ["not-searchable id_number", "not-searchable destroy_on"]);
    let many = faulty(|document| {
        for n in 0..260 {
            let mut more = field(document, "industry").clone();
            more.id = format!("more_{n}");
            (more.label_zh, more.label_en) = (format!("字段{n}"), format!("field {n}"));
            more.aliases.clear();
            document.fields.push(more);
        }
    });
    assert!(matches!(many.as_slice(), [one] if one.starts_with("too-many-searchable more_")));
}

#[test]
fn everything_is_told_at_once_in_the_order_of_the_text() {
    let text = builtin::TEXT
        .replacen("mask = \"card\"", "maks = \"card\"", 1)
        .replacen("any = [\"name\"]", "any = [\"nmae\"]", 1)
        .replacen("cycle_days = 180", "cycle_days = true", 1)
        .replacen("weight = 20", "weight = 21", 1);
    let codes: Vec<_> = parse(&text).unwrap_err().iter().map(|fault| fault.code.id()).collect();
    // Without its mask the account is shown whole: that is a fault of its own.
    assert_eq!(codes, ["unmasked", "unknown-key", "unresolved", "wrong-type", "weights"]);
}

#[test]
fn what_is_not_toml_is_told_where_it_ends_to_be() {
    let found = told("version = 2\nfield = [\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("syntax "), "{found:?}");
    assert!(parse("").unwrap_err().iter().all(|fault| fault.code == FaultCode::MissingKey));
}

#[test]
fn the_program_finds_what_it_relies_on() {
    let of = |from: &str, to: &str| faults(from, to).join("\n");
    let renamed = of("id = \"last_contact\"", "id = \"last_kontact\"");
    assert!(renamed.contains("missing-field field"), "{renamed}");
    let moved = of(
        "level = 1\ncategory = \"identity\"\ntype = \"id_number\"",
        "level = 2\ncategory = \"identity\"\ntype = \"id_number\"",
    );
    assert_eq!(moved, "wrong-level field[id_number].level «2»");
    // Events in another field would bind nothing: a second one, or the known one by another name.
    let own = "[[field]]\nid = \"orders\"\nzh = \"订单\"\nen = \"orders\"\nlevel = 2\ncategory = \"transaction\"\ntype = \"event\"\ntraits = [\"multi\"]\n\n[[field]]\nid = \"phone\"";
    assert_eq!(of("[[field]]\nid = \"phone\"", own), "not-read field[orders].type «\"event\"»");
    let moved = of("id = \"assessments\"", "id = \"cards\"");
    assert!(moved.contains("not-read field[cards].type «\"assessment\"»"), "{moved}");
    let gone = of("{ id = \"restricted\"", "{ id = \"closed\"");
    assert!(gone.contains("missing-option field[state].options"), "{gone}");
}

#[test]
fn roles_do_what_they_have_and_somebody_administers() {
    let own = "own = [\"write\"]";
    for (from, to, expected) in [
        (own, "own = [\"export\"]", "own-unfit role[clerk].own[0] «\"export\"»"),
        (own, "own = [\"audit\"]", "own-unfit role[clerk].own[0] «\"audit\"»"),
        (
            "[\"read\", \"write\"]\nown",
            "[\"read\", \"write\", \"purge\"]\nown",
            "own-unfit role[clerk].own[0] «\"write\"»",
        ),
        (
            "clearance = 2\ncapabilities = [\"read\", \"write\"]",
            "clearance = 0\ncapabilities = [\"read\", \"write\"]",
            "own-unfit role[clerk].own[0] «\"write\"»",
        ),
        ("clearance = 3", "clearance = 4", "out-of-range role[reviewer].clearance «4»"),
        ("[\"backup\"]", "[\"bakcup\"]", "unknown-word role[backup].capabilities[0] «\"bakcup\"»"),
        ("[\"backup\"]", "[]", "empty role[backup].capabilities «capabilities»"),
        (
            "\"backup\", \"administer\", \"restricted\"]",
            "\"backup\"]",
            "no-administrator role[administrator].capabilities «capabilities»",
        ),
        (
            "purpose = \"service\"",
            "purpose = \"servise\"",
            "unresolved role[custodian].purpose «\"servise\"»",
        ),
        (
            "zh = \"查询员\"",
            "zh = \"审计员\"",
            "name-taken role[auditor].zh «\"审计员\"» / role[viewer].zh «\"审计员\"»",
        ),
        (
            "aliases = [\"责任人\", \"业务员\", \"客户经理\", \"销售\", \"跟进人\", \"account_manager\"]\nlevel = 3",
            "level = 2",
            "wrong-level role[clerk].own «own = [\"writ» / field[owner].level «2»",
        ),
    ] {
        let found = faults(from, to);
        assert!(found.iter().any(|one| one == expected), "{to}: {found:?}");
    }
    let (before, rest) = builtin::TEXT.split_once("[[role]]").unwrap();
    let (_, after) = rest.split_once("[collection]").unwrap();
    let none = format!("{before}[collection]{after}");
    assert_eq!(told(&none), ["missing-key  «# kedang 客档：»"]);
}
