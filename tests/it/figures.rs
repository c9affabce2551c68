//! Figures of reports: each is the one that another verb shows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::people::four;
use crate::report::{items, must, stock};
use crate::sandbox::Sandbox;

/// Indicators by id, those of a purpose as `consent_coverage:marketing`.
fn kpi(sandbox: &Sandbox) -> BTreeMap<String, Value> {
    let run = sandbox.run("report kpi --format json");
    assert_eq!(run.status, Some(0), "{run}");
    let id = |one: &Value| match one["about"].as_str() {
        Some(about) => format!("{}:{about}", one["indicator"].as_str().unwrap()),
        None => one["indicator"].as_str().unwrap().to_owned(),
    };
    items(&run).into_iter().map(|one| (id(&one), one)).collect()
}

/// A vault in which there is something of everything: two hundred customers of the demonstration,
/// consents, requests, holds, a destruction, duplicates that an import let in.
fn busy() -> Sandbox {
    let sandbox = Sandbox::vault();
    let rows = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cmd/demo/customers.csv");
    std::fs::copy(rows, sandbox.path("customers.csv")).unwrap();
    must(&sandbox, "import customers.csv");
    std::fs::write(sandbox.path("n.txt"), "我们为推广产品使用您的电话。\n").unwrap();
    must(&sandbox, "notice add n.txt --purpose marketing --retention 2y --from 2026-01-01");
    must(&sandbox, "consent grant K-1..K-30 --purpose marketing --method form --notice 1 --yes");
    must(&sandbox, "consent withdraw K-1..K-4 --purpose marketing --yes");
    must(&sandbox, "request open K-20 --right access --relation self --checked document");
    must(&sandbox, "request open K-21 --right restriction --relation self --checked document");
    must(&sandbox, "request answer R-2 --grant");
    must(&sandbox, "hold place K-30..K-32 --kind litigation --reference C-1 --yes");
    must(&sandbox, "edit K-40..K-42 --set retain_until=2026-02-01 --set stage=潜在 --yes");
    must(&sandbox, "edit K-60 --set id_number=- --yes");
    must(&sandbox, "purge run K-48 K-52 --reason request --basis REQ-1 --yes --count 2");
    must(&sandbox, "verify mark K-70..K-80 --method phone --result confirmed --yes");
    must(&sandbox, "backup run nas --name nas");
    sandbox
}

#[test]
fn each_figure_is_the_one_that_another_verb_shows() {
    let sandbox = busy();
    let stock = stock(&sandbox, "--since 1y");
    let kpi = kpi(&sandbox);
    let whole = |id: &str| -> u64 {
        kpi[id]["figure"].to_string().strip_suffix(".0").unwrap().parse().unwrap()
    };
    let counted = |section: &str, id: &str| stock[&(section.to_owned(), id.to_owned())];
    let listed = |line: &str| items(&sandbox.run(&format!("{line} --format json"))).len() as u64;
    // The log says the same of the time before these looks as after them.
    let stats = items(&sandbox.run("audit log --stats --format json"));
    let logged = |key: &str| stats.iter().map(|one| one[key].as_u64().unwrap()).sum::<u64>();
    assert_eq!(counted("since", "created"), logged("created"));
    assert_eq!(counted("since", "purged"), logged("destroyed"));
    assert_eq!(whole("purged"), logged("destroyed"));
    assert_eq!(whole("refusals"), logged("refused"));
    assert_eq!(counted("since", "records-then"), 0);

    let records: u64 = sandbox.run("list --count").stdout.trim().parse().unwrap();
    assert_eq!(counted("vault", "in-use"), records);
    assert_eq!(counted("vault", "records"), records + counted("vault", "restricted"));
    assert_eq!(counted("vault", "due"), listed("purge due"));
    assert_eq!(whole("purge_due"), listed("purge due"));
    assert!(counted("vault", "due") >= 3 && counted("vault", "restricted") >= 1);
    assert_eq!(counted("vault", "held"), listed("hold list"));

    let due = listed("verify due");
    assert_eq!(counted("care", "overdue"), due);
    assert_eq!(kpi["timeliness"]["part"].as_u64(), Some(records - due));
    assert_eq!(kpi["timeliness"]["of"].as_u64(), Some(records));

    let scan = sandbox.run("verify scan --summary --format json");
    let scan: Value = serde_json::from_str(&scan.stdout).unwrap();
    let codes = scan["item"]["codes"].as_object().unwrap();
    let found: BTreeMap<&str, u64> = stock
        .iter()
        .filter(|((section, _), _)| section == "findings")
        .map(|((_, id), count)| (id.as_str(), *count))
        .collect();
    let codes: BTreeMap<&str, u64> =
        codes.iter().map(|(code, count)| (code.as_str(), count.as_u64().unwrap())).collect();
    assert_eq!(found, codes);
    assert_eq!(counted("care", "failing"), scan["item"]["failing"].as_u64().unwrap());

    let answers =
        items(&sandbox.run("consent list --purpose marketing --state granted --format json"));
    assert_eq!(kpi["consent_coverage:marketing"]["part"].as_u64(), Some(answers.len() as u64));
    assert!(kpi["consent_coverage:marketing"]["part"].as_u64() >= Some(20));
    assert!(!kpi.contains_key("consent_coverage:service"), "it rests on a contract");

    let lacking = |code: &str| {
        let scan = sandbox.run("verify scan --format json");
        let numbers = items(&scan).into_iter().filter(|one| one["code"] == code);
        numbers.map(|one| one["number"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    let absent = lacking("missing").union(&lacking("incomplete")).count() as u64;
    assert_eq!(counted("care", "incomplete"), absent);
    assert_eq!(kpi["completeness"]["part"].as_u64(), Some(records - absent));
    assert_eq!(counted("care", "duplicates"), lacking("duplicate").len() as u64);
    assert_eq!(counted("care", "dead"), lacking("dead").len() as u64);

    for field in ["kind", "stage", "grade", "owner", "source", "verified"] {
        let parts = stock.iter().filter(|((section, _), _)| section == field);
        assert_eq!(parts.map(|(_, count)| *count).sum::<u64>(), records, "{field}");
    }
    let graded = items(&sandbox.run("grade list --format json"));
    for grade in &graded {
        let id = grade["grade"].as_str().unwrap().to_owned();
        let count = stock.get(&("grade".to_owned(), id)).copied().unwrap_or_default();
        assert_eq!(Some(count), grade["count"].as_u64().or(grade["records"].as_u64()), "{grade}");
    }
}

#[test]
fn requests_count_by_their_days() {
    let sandbox = four();
    for number in 1..=3 {
        must(
            &sandbox,
            &format!("request open K-{number} --right access --relation self --checked document"),
        );
    }
    let at = |line: &str, now: &str| {
        let done = sandbox.kedang(line.split(' ')).env("KEDANG_TEST_NOW", now).end();
        assert_eq!(done.status, Some(0), "{line}\n{done}");
        done
    };
    at("request answer R-1 --grant --json a.json", "2026-03-05T09:00:00Z");
    at("request answer R-2 --grant --json b.json", "2026-03-31T09:00:00Z");
    let run = at("report kpi --format json", "2026-04-01T09:00:00Z");
    let of = |id: &str| items(&run).into_iter().find(|one| one["indicator"] == id).unwrap();
    // One in time, one late, one still waiting.
    assert_eq!(
        (&of("requests_in_time")["part"], &of("requests_in_time")["of"]),
        (&1.into(), &3.into())
    );
    assert_eq!(of("requests_in_time")["met"], false);
    assert_eq!(of("request_days")["figure"], 17.0);
}

#[test]
fn what_is_too_few_is_left_out_with_what_would_give_it_away() {
    let sandbox = four();
    let run = sandbox.run("report stocktake --k 2 --format json");
    let kinds: Vec<Value> =
        items(&run).into_iter().filter(|one| one["section"] == "kind").collect();
    // Three persons and one organisation: from either the other would follow.
    assert_eq!(kinds.len(), 2, "{run}");
    assert!(kinds.iter().all(|one| one["records"].is_null() && one["suppressed"] == true), "{run}");
    assert!(items(&sandbox.run("report stocktake --k 0 --format json")) != items(&run));
    let policy = sandbox.run("policy show --default").stdout;
    let own = policy.replacen("\nversion = ", "\nversion = 9", 1) + "\n[report]\nsmall_cells = 2\n";
    std::fs::write(sandbox.path("own.toml"), own).unwrap();
    must(&sandbox, "policy apply own.toml --yes");
    let by_policy = sandbox.run("report stocktake --format json");
    assert_eq!(items(&by_policy), items(&run));
    assert_eq!(sandbox.run("report stocktake --k 1").status, Some(2), "the policy is the floor");
}

#[test]
fn how_late_a_destruction_was_outlives_the_records() {
    let sandbox = busy();
    let before = kpi(&sandbox);
    assert!(before["purge_late"]["figure"].as_f64().unwrap() > 0.0, "{before:#?}");
    must(&sandbox, "purge run --due --yes");
    let after = kpi(&sandbox);
    assert_eq!(after["destructions_late"]["figure"], before["purge_late"]["figure"]);
    assert_ne!(before["destructions_late"], after["destructions_late"]);
    assert_eq!(after["purge_late"]["figure"].as_f64(), Some(0.0));
}

#[test]
fn records_of_others_are_not_counted_and_that_is_said() {
    let sandbox = four();
    must(&sandbox, "edit K-1 --set owner=qian");
    let policy = sandbox.run("policy show --default").stdout;
    let own = policy.replacen("\nversion = ", "\nversion = 9", 1);
    let own = own.replacen("own = [\"write\"]", "own = [\"read\", \"write\"]", 1);
    std::fs::write(sandbox.path("own.toml"), own).unwrap();
    must(&sandbox, "policy apply own.toml --yes");
    must(&sandbox, "operator add qian --role clerk --new-identity qian.id");
    let run = sandbox.run("--identity qian.id report stocktake --format json");
    let json: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(json["summary"]["records_not_seen"], 3, "{run}");
    let of = |section: &str, id: &str| {
        let mut all = json["items"].as_array().unwrap().iter();
        let found = all.find(|one| one["section"] == section && one["id"] == id);
        found.and_then(|one| one["records"].as_u64())
    };
    assert_eq!((of("vault", "in-use"), of("vault", "unseen")), (Some(1), Some(3)));
    assert_eq!((of("grade", "A"), of("grade", "VIP"), of("kind", "org")), (Some(1), None, None));
    assert!(run.stderr.contains("3 records are not yours"), "{run}");
}

/// Shares of every standing: out, overdue, revoked, given back, and one whose recipient must be told.
#[test]
fn shares_are_counted_as_their_register_shows_them() {
    let sandbox = four();
    let before = kpi(&sandbox);
    for id in ["shares_handed_over", "shares_out", "shares_overdue", "shares_untold"] {
        assert_eq!(before[id]["figure"], 0.0, "{id}");
    }
    let library = |more: &str| {
        let run = sandbox.run(&format!("report library --format json {more}"));
        let rows = items(&run).into_iter().filter(|one| one["part"] == "handed");
        let count = |one: &Value| (one["records"].as_u64(), one["entries"].as_u64().unwrap_or(0));
        let row = |one: Value| (one["id"].as_str().unwrap().to_owned(), count(&one));
        rows.map(row).collect::<BTreeMap<_, _>>()
    };
    assert_eq!(library(""), BTreeMap::new(), "nothing was ever handed over");
    let key = age::x25519::Identity::generate().to_public();
    must(
        &sandbox,
        &format!(
            "recipient add desk --contact desk --agreement NDA-1 --agreed 2026-01-05 --to {key}"
        ),
    );
    let terms = "--recipient desk --purpose service --relation entrusted --fields number,grade";
    let at = |day: &str, line: &str| {
        let now = format!("{day}T10:00:00Z");
        let done = sandbox.kedang(line.split_whitespace()).env("KEDANG_TEST_NOW", now).end();
        assert_eq!(done.status, Some(0), "{line}\n{done}");
        done
    };
    at("2026-03-01", &format!("share issue K-2 {terms} --expires 3m -o 1.age"));
    at("2026-03-01", &format!("share lend K-2 K-1 {terms} --due 7d -o 2.age"));
    at("2026-03-01", &format!("share lend K-1 K-3 {terms} --due 7d -o 3.age"));
    at("2026-03-02", &format!("share issue K-1 K-4 {terms} --expires 3m -o 4.age"));
    at("2026-03-02", "share return S-3");
    at("2026-03-03", "share revoke S-4");
    at("2026-03-03", "purge run K-4 --reason request --basis REQ-1 --yes --count 1");
    at("2026-03-03", "purge run K-2 --reason request --basis REQ-2 --yes --count 1");
    at("2026-03-04", "share tell S-1 --reference L-1");

    let (day, since) = ("2026-03-20", "2026-03-02");
    let listed = |line: &str| items(&at(day, &format!("{line} --format json")));
    let shares = listed("share list");
    let standing = |id: &str| shares.iter().filter(|one| one["standing"] == id).count() as u64;
    assert_eq!(
        ["out", "overdue", "revoked", "returned"].map(standing),
        [1, 1, 1, 1],
        "{shares:#?}"
    );
    let due = listed("share due");
    let told = due.iter().filter(|one| one["duty"].as_str().unwrap().starts_with("tell"));
    let untold: BTreeSet<&str> = told.map(|one| one["share"].as_str().unwrap()).collect();
    assert_eq!(untold, BTreeSet::from(["S-2", "S-4"]));
    let handed = |from: &str, kind: Option<&str>| {
        let mut all = shares.clone();
        all.retain(|one| one["day"].as_str() >= Some(from));
        all.retain(|one| kind.is_none_or(|kind| one["kind"] == kind));
        all.len() as u64
    };
    for from in ["2026-03-01", since] {
        let run = at(day, &format!("report kpi --since {from} --format json"));
        let figure = |id: &str| {
            let one = items(&run).into_iter().find(|one| one["indicator"] == id).unwrap();
            let figure = one["figure"].to_string();
            (figure.strip_suffix(".0").unwrap().parse::<u64>().unwrap(), one["met"].as_bool())
        };
        assert_eq!(figure("shares_handed_over"), (handed(from, None), None));
        assert_eq!(figure("shares_out").0, listed("share list --open").len() as u64);
        assert_eq!(figure("shares_overdue"), (standing("overdue"), Some(false)));
        assert_eq!(figure("shares_untold"), (untold.len() as u64, Some(false)));
        let run = at(day, &format!("report library --k 0 --since {from} --format json"));
        let of = |id: &str| {
            let one = items(&run).into_iter().find(|one| one["id"] == id).unwrap();
            (one["records"].as_u64().unwrap(), one["entries"].as_u64().unwrap_or_default())
        };
        assert_eq!(of("issued").1, handed(from, Some("issued")), "{run}");
        assert_eq!(of("lent").1, handed(from, Some("lent")), "{run}");
        assert_eq!([of("out"), of("overdue"), of("untold")], [(3, 3), (2, 1), (3, 2)], "{run}");
    }
    // What is about too few records is left out of the report that may be handed on.
    let few = at(day, "report library --k 3 --format json");
    let few: Vec<Value> = items(&few).into_iter().filter(|one| one["id"] == "overdue").collect();
    assert_eq!((&few[0]["records"], &few[0]["suppressed"]), (&Value::Null, &true.into()));
}
