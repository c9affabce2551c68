//! A record with everything: contacts, links, twenty events and two scorecards, from its first day
//! through all that is done with records to its destruction.

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, Transcript};

const EVENTS: usize = 20;

#[track_caller]
fn done(transcript: &Transcript) -> &str {
    assert_eq!(transcript.status, Some(0), "{transcript}");
    &transcript.stdout
}

fn given(sandbox: &Sandbox, line: &str, input: &str) -> Transcript {
    sandbox.kedang(line.split_whitespace()).input(input).end()
}

fn items(text: &str) -> Vec<Value> {
    let document: Value = serde_json::from_str(text).unwrap();
    document["items"].as_array().unwrap().clone()
}

/// The employer, and the record with everything.
fn whole() -> Sandbox {
    let sandbox = Sandbox::vault();
    let employer = json!({"company": "北京示例有限公司", "phone": "010-61234567"});
    done(&given(&sandbox, "add --json -", &employer.to_string()));
    let kinds = ["contact", "购买", "反馈", "complaint", "competitor"];
    let event = |n: usize| {
        let kind = kinds[n % kinds.len()];
        json!({"type": kind, "date": format!("2026-02-{:02}", n + 1), "remark": format!("第{n}件事；\"引号\"")})
    };
    let card = |standard: &str, factors: [&str; 5]| {
        let scores: serde_json::Map<String, Value> =
            factors.iter().map(|factor| ((*factor).to_owned(), json!(3))).collect();
        json!({"standard": standard, "date": "2026-02-20", "scores": scores, "evidence": "流水\n两行"})
    };
    let person = json!({
        "name": "张伟",
        "phone": ["13800000013", {"value": "13800000014", "state": "有效"}],
        "email": "wei@example.com",
        "owner": "王",
        "notes": "多行\n备注",
        "events": (0..EVENTS).map(event).collect::<Vec<_>>(),
        "assessments": [
            card("5c", ["品格", "能力", "资本", "担保品", "环境状况"]),
            card("5p", ["人", "目的", "还款", "保障", "展望"]),
        ],
        "links": ["任职于:K-1"],
    });
    done(&given(&sandbox, "add --json -", &person.to_string()));
    sandbox
}

#[test]
fn everything_is_shown_changed_handed_out_and_taken_in_again() {
    let sandbox = whole();
    let shown = &items(done(&sandbox.run("show K-2 --format json")))[0];
    assert_eq!(shown["events"].as_array().unwrap().len(), EVENTS);
    assert_eq!(shown["events"][1]["type"], "purchase");
    assert_eq!(shown["events"][1]["remark"], "第1件事；\"引号\"");
    assert_eq!(shown["assessments"][0]["total"], 60);
    assert_eq!(shown["links"][0], json!({"kind": "works_at", "to": "K-000001"}));
    let upright = sandbox.run("show K-2");
    assert!(done(&upright).contains("2026-02-20 5C credit 60% (character 3, "), "{upright}");
    assert!(upright.stdout.contains("works at K-000001"), "{upright}");
    assert_eq!(done(&sandbox.run("event list K-2 --format jsonl")).lines().count(), EVENTS);

    done(&given(&sandbox, "event add K-2 --type 购买 --amount 99 --remark -", "加购"));
    let history = sandbox.run("history K-2 --format json");
    let entries = items(done(&history));
    let entry = entries.iter().find(|entry| entry["verb"] == "event").unwrap();
    let mut changes = entry["changes"].as_array().unwrap().iter();
    let events = changes.find(|change| change["field"] == "events").unwrap();
    assert_eq!(events["before"], json!([]), "{history}");
    assert_eq!(events["after"][0]["amount"], "99.00", "{history}");

    // Out as CSV and in again, with the employer.
    let line = "export --purpose service -o out.csv";
    done(&sandbox.run(line));
    let other = Sandbox::vault();
    std::fs::copy(sandbox.path("out.csv"), other.path("in.csv")).unwrap();
    done(&other.run("import in.csv"));
    let there = &items(done(&other.run("show K-2 --format json")))[0];
    let here = &items(done(&sandbox.run("show K-2 --format json")))[0];
    for field in ["name", "events", "assessments", "links", "owner", "notes", "phone"] {
        assert_eq!(there[field], here[field], "{field}");
    }
    // Marks of activity are not handed over but follow from the events.
    let days = |record: &Value| -> Vec<String> {
        let marks = record["activity"].as_array().unwrap();
        let deals = marks.iter().filter_map(Value::as_str).filter(|mark| !mark.ends_with("change"));
        deals.map(str::to_owned).collect()
    };
    assert_eq!(days(there), days(here));
    // What was heard of a competitor is no dealing.
    assert_eq!(days(here).len(), EVENTS - EVENTS / 5 + 1);
    // The same again changes nothing.
    let again = other.run("import in.csv --format json");
    assert!(done(&again).contains("\"unchanged\":2"), "{again}");

    // Nor does what a record holds; a shorter list takes nothing away, and a file adds to it.
    let own = "export K-2 --purpose service --format jsonl --fields name,phone,events,assessments";
    let said = done(&sandbox.run(own)).to_owned();
    let mut edited: Value = serde_json::from_str(&said).unwrap();
    edited.as_object_mut().unwrap().remove("number");
    let same = given(&sandbox, "edit K-2 --json - --format json", &edited.to_string());
    assert!(done(&same).contains("\"changed\":0"), "{same}");
    let two = [edited["events"][0].clone(), json!({"type": "购买", "date": "2026-02-27"})];
    let row = json!({"phone": edited["phone"][0], "events": two});
    std::fs::write(sandbox.path("update.jsonl"), row.to_string()).unwrap();
    let updated = sandbox.run("import update.jsonl --on-conflict update --format json");
    assert!(done(&updated).contains("\"updated\":1"), "{updated}");
    let more = &items(done(&sandbox.run("show K-2 --format json")))[0];
    assert_eq!(more["events"].as_array().unwrap().len(), EVENTS + 2);
    assert_eq!(more["phone"], here["phone"]);
    let refused = sandbox.run("edit K-2 --set events=");
    assert_eq!(refused.status, Some(2), "{refused}");
    let ahead = sandbox.run("edit K-2 --set last_contact=2100-01-01");
    assert!(ahead.stderr.contains("the date or period lies in the future"), "{ahead}");
    let here = more;

    // The same as JSON lines, where they are objects.
    done(&sandbox.run("export --purpose service --format jsonl -o out.jsonl"));
    let third = Sandbox::vault();
    std::fs::copy(sandbox.path("out.jsonl"), third.path("in.jsonl")).unwrap();
    done(&third.run("import in.jsonl"));
    let there = &items(done(&third.run("show K-2 --format json")))[0];
    for field in ["events", "assessments", "links", "phone", "contacts"] {
        assert_eq!(there[field], here[field], "{field}");
    }

    // And add takes them.
    let json = sandbox
        .run("export K-2 --purpose service --format jsonl --fields events,assessments,links");
    let mut again: Value = serde_json::from_str(done(&json)).unwrap();
    again["name"] = "张炜".into();
    again["email"] = "other@example.com".into();
    done(&given(&sandbox, "add --json -", &again.to_string()));
    let added = &items(done(&sandbox.run("show K-3 --format json")))[0];
    for field in ["events", "assessments", "links"] {
        assert_eq!(added[field], here[field], "{field}");
    }
}

#[test]
fn a_link_out_of_nowhere_is_left_out_with_its_row() {
    let sandbox = Sandbox::vault();
    let rows = "姓名,手机,关联\n张伟,13800000013,任职于:K-77\n李娜,13800000014,\n";
    std::fs::write(sandbox.path("in.csv"), rows).unwrap();
    let refused = sandbox.run("import in.csv");
    assert_eq!(refused.status, Some(7), "{refused}");
    assert!(refused.stderr.contains("the record that a link names is not there"), "{refused}");
    let partly = sandbox.run("import in.csv --on-error skip --rejects r.csv");
    assert_eq!(partly.status, Some(3), "{partly}");
    assert_eq!(done(&sandbox.run("list --count")), "1\n");
}

#[test]
fn nothing_of_it_is_left() {
    let sandbox = whole();
    let kept = sandbox.run("purge run K-2 --reason request --basis REQ-2 --yes --count 1");
    assert_eq!(kept.status, Some(9), "the law wants a purchase kept: {kept}");
    // Three years after the last of it.
    let later = |line: &str| {
        let command = sandbox.kedang(line.split_whitespace());
        command.env("KEDANG_TEST_NOW", "2029-06-01T09:30:00Z").end()
    };
    done(&later("purge run K-2 --field events --reason withdrawn --basis REQ-1 --yes --count 1"));
    let rest = &items(done(&later("show K-2 --format json")))[0];
    assert!(rest.get("events").is_none() && rest.get("activity").is_none(), "{rest}");
    assert_eq!(rest["assessments"].as_array().unwrap().len(), 2);
    let history = later("history K-2");
    assert!(!done(&history).contains("件事"), "{history}");
    assert_eq!(later("check").status, Some(0));
    done(&later("purge run K-2 --reason request --basis REQ-2 --yes --count 1"));
    assert_eq!(later("show K-2").status, Some(8));
    assert_eq!(later("history K-2").status, Some(8));
    assert_eq!(done(&later("event list")), "");
    assert_eq!(done(&later("list links:K-1 --count")), "0\n");
    assert_eq!(later("check").status, Some(0));
}
