//! `kedang report aggregate`: counts that tell nobody apart.

use serde_json::Value;
use snapbox::str;

use crate::sandbox::{Sandbox, Transcript};

fn must(sandbox: &Sandbox, line: &str) {
    let done = sandbox.run(line);
    assert_eq!(done.status, Some(0), "{line}\n{done}");
}

fn items(run: &Transcript) -> Vec<Value> {
    let json: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run}"));
    json["items"].as_array().unwrap().clone()
}

#[test]
fn counts_by_combinations_tell_nobody_apart() {
    let sandbox = Sandbox::vault();
    let row = |n: u32| {
        let grade = ["A", "A", "B"][n as usize % 3];
        let city = if n < 2 { "北京" } else { "上海" };
        format!("客{n},138000000{n:02},{grade},{city}\n")
    };
    let rows: Vec<String> = (0..30).map(row).collect();
    std::fs::write(sandbox.path("people.csv"), format!("姓名,手机,等级,城市\n{}", rows.concat()))
        .unwrap();
    must(&sandbox, "import people.csv");
    sandbox.run("report aggregate --by grade,city --purpose service").assert(str![[r#"
Grade  Region  Records
-------------------------
A      北京市  not shown
A      上海市  not shown
B      上海市         10
--- stderr
note: counts below 5 are left out, and others with them from which they could be worked out
--- exit 0

"#]]);
    sandbox.run("report aggregate --by grade --format csv").assert(str![[r#"
grade,records
A,20
B,10
--- exit 0

"#]]);
    // By city the one count would be all less the other, so what A has of each follows from nothing.
    sandbox.run("report aggregate --by city --format csv").assert(str![[r#"
region,records
110000 北京市,suppressed
310000 上海市,suppressed
--- stderr
note: counts below 5 are left out, and others with them from which they could be worked out
--- exit 0

"#]]);
    // Whoever may read cannot undo it; only the policy can.
    let all = sandbox.run("report aggregate --by grade,region --k 1");
    assert_eq!(all.status, Some(2), "{all}");
    let own = kedang::policy::Policy::builtin_text();
    let open = own.replacen("\nversion = 5\n", "\nversion = 6\n", 1);
    let open = open + "\n[report]\nsmall_cells = 1\n";
    std::fs::write(sandbox.path("open.toml"), open).unwrap();
    let applied = sandbox.run("policy apply open.toml --yes");
    assert_eq!(applied.status, Some(0), "{applied}");
    let all = sandbox.run("report aggregate --by grade,region --k 1 --format json");
    let counts: Vec<u64> = items(&all).iter().map(|one| one["records"].as_u64().unwrap()).collect();
    assert_eq!(counts, [2, 18, 10], "{all}");
    sandbox.run("report aggregate --by name").assert(str![[r#"
--- stderr
error: records are not counted by name: a field that lists its values is needed, or a word of level 3
--- exit 2

"#]]);
    // Nobody agreed to offers, so nobody is counted for them.
    let none = sandbox.run("report aggregate --by grade --purpose marketing --format json");
    assert!(items(&none).is_empty() && none.stdout.contains("left_out"), "{none}");
    let log = sandbox.run("audit log verb:report-aggregate --format jsonl");
    assert_eq!(log.stdout.lines().count(), 5, "{log}");
    sandbox.run("report aggregate --by grade,city,stage,kind").assert(str![[r#"
--- stderr
error: counts are made by 3 fields at most: by more, nobody could tell whether one count gives another away; name fewer
--- exit 2

"#]]);
}

#[test]
fn a_table_that_sums_by_fewer_fields_give_away_is_refused() {
    let sandbox = Sandbox::vault();
    let mut rows = Vec::new();
    for (grade, city, count) in [("A", "北京", 3), ("A", "上海", 20), ("B", "北京", 10)] {
        for _ in 0..count {
            let n = rows.len();
            rows.push(format!("客{n},138000000{n:02},{grade},{city}\n"));
        }
    }
    std::fs::write(sandbox.path("people.csv"), format!("姓名,手机,等级,城市\n{}", rows.concat()))
        .unwrap();
    must(&sandbox, "import people.csv");
    must(&sandbox, "report aggregate --by grade");
    must(&sandbox, "report aggregate --by city");
    let refused = sandbox.run("report aggregate --by grade,city");
    refused.assert(str![[r#"
--- stderr
error: by these fields a count too small to be shown could be worked out from counts by fewer of them, even if none of the table were shown; count by fewer fields, or by ones with larger groups
--- exit 2

"#]]);
    let log = sandbox.run("audit log verb:report-aggregate --format jsonl");
    assert_eq!(log.stdout.lines().count(), 2, "{log}");
}
