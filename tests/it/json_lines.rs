//! `kedang import` of JSON lines: what `export` wrote comes back, and what bad lines get.

use snapbox::str;

use crate::contact::customer;
use crate::people::add;
use crate::sandbox::{Sandbox, assert_text};

#[test]
fn json_lines_bring_contacts_into_another_vault_and_update_them_there() {
    let sandbox = customer();
    add(&sandbox, r#"{"name":"李娜","email":"na@example.com","tags":["展会","VIP"]}"#);
    let line = "export --purpose service --format jsonl";
    let exported = sandbox.run(line).stdout;
    let other = Sandbox::vault();
    let import = |text: &str, more: &[&str]| {
        let args = ["import", "-", "--format", "json"].into_iter().chain(more.iter().copied());
        other.kedang(args).input(text).end()
    };
    import(&exported, &[]).assert(str![[r#"
{"schema":"kedang.import/1","item":{"read":2,"created":2,"updated":0,"unchanged":0,"skipped":0,"rejected":0,"held":0,"quarantined":0,"due":0,"restricted":0,"erased_back":0,"encoding":"UTF-8","batches":["B-3"],"dry_run":false}}
--- exit 0

"#]]);
    assert_eq!(other.run(line).stdout, exported);
    import(&exported, &[]).assert(str![[r#"
{"schema":"kedang.import/1","item":{"read":2,"created":0,"updated":0,"unchanged":2,"skipped":0,"rejected":0,"held":0,"quarantined":0,"due":0,"restricted":0,"erased_back":0,"encoding":"UTF-8","batches":[],"dry_run":false}}
--- exit 0

"#]]);
    let invalid = concat!(
        r#"{"phone":{"value":"13800000014","state":"失效"}}"#,
        "\n",
        r#"{"email":"na@example.com","notes":"来过","colour":"red"}"#,
    );
    import(invalid, &["--on-conflict", "update"]).assert(str![[r#"
{"schema":"kedang.import/1","item":{"read":2,"created":0,"updated":2,"unchanged":0,"skipped":0,"rejected":0,"held":0,"quarantined":0,"due":0,"restricted":0,"erased_back":0,"encoding":"UTF-8","batches":["B-5"],"dry_run":false}}
--- stderr
note: one column has no field's name and is passed over: colour
--- exit 0

"#]]);
    other.run("list --columns number,phone,notes --format jsonl").assert(str![[r#"
{"number":"K-000001","phone":["+8613800000013","+8613800000014"],"notes":null,"contacts":[{"field":"phone","value":"+8613800000014","state":"invalid","source":"referral","verified":"2026-02-01","method":"visit","failures":0}]}
{"number":"K-000002","phone":[],"notes":"来过"}
--- exit 0

"#]]);
    let bad = "{\"name\":\"王芳\",\"phone\":\"13800000017\"}\n[1]\n{\"name\":{\"a\":1}}\n\
               {\"name\":\"赵敏\",\"phone\":{\"value\":\"13800000018\",\"state\":\"?\"}}\n";
    import(bad, &[]).assert(str![[r#"
--- stderr
{"schema":"kedang.error/1","code":"bad-rows","exit":7,"message":"3 rows are wrong; the first is line 2, the whole row: the line is no JSON object, or has a number with an exponent (1.5e10), whose digits may be lost: write it as a string","hints":["kedang import - --on-error skip --rejects rejects.csv"],"committed":false,"retryable":false}
--- exit 7

"#]]);
    let skip = ["--on-error", "skip", "--rejects", "rejects.jsonl"];
    import(bad, &skip).assert(str![[r#"
{"schema":"kedang.import/1","item":{"read":4,"created":1,"updated":0,"unchanged":0,"skipped":0,"rejected":3,"held":0,"quarantined":0,"due":0,"restricted":0,"erased_back":0,"encoding":"UTF-8","batches":["B-7"],"dry_run":false}}
--- stderr
note: 3 rows that were left out are in rejects.jsonl
--- exit 3

"#]]);
    assert_text(
        &std::fs::read_to_string(other.path("rejects.jsonl")).unwrap(),
        str![[r#"
{"json":"[1]","line":2,"field":"the whole row","reason":"the line is no JSON object, or has a number with an exponent (1.5e10), whose digits may be lost: write it as a string"}
{"name":{"a":1},"line":3,"field":"name","reason":"an object means nothing here"}
{"name":"赵敏","phone":{"value":"13800000018","state":"?"},"line":4,"field":"phone","reason":"no such state of a contact: to_verify, valid or invalid"}

"#]],
    );
    // Mended, they go in as they stand there; an array on one line counts its elements.
    let mended = std::fs::read_to_string(other.path("rejects.jsonl")).unwrap();
    let mended = mended
        .replace("\"?\"", "\"valid\"")
        .replace(r#"{"a":1}"#, r#""周芳","phone":"13800000019""#);
    let again = import(&mended, &["--on-error", "skip"]);
    assert!(again.stdout.contains(r#""read":3,"created":2"#), "{again}");
    let one = |name: &str, n: u32| format!(r#"{{"name":{name},"phone":"1380000010{n}"}}"#);
    let array = [one(r#""吴敏""#, 1), one(r#""吴芳""#, 2), one(r#"["a","b"]"#, 3)].join(",");
    let array = import(&format!("[{array}]"), &[]);
    assert!(array.stderr.contains("line 3"), "{array}");
}
