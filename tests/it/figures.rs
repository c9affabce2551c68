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
    let policy = sandbox.run("policy show --default").stdout;
    let own = policy.replacen("\nversion = ", "\nversion = 9", 1) + "\n[report]\nsmall_cells = 2\n";
    std::fs::write(sandbox.path("own.toml"), own).unwrap();
    must(&sandbox, "policy apply own.toml --yes");
    let by_policy = sandbox.run("report stocktake --format json");
    assert_eq!(items(&by_policy), items(&run));
    assert!(items(&sandbox.run("report stocktake --k 0 --format json")) != items(&run));
}
