//! The tour, from beginning to end.

use crate::sandbox::{Sandbox, Transcript};

fn is_empty(sandbox: &Sandbox, name: &str) -> bool {
    std::fs::read_dir(sandbox.path(name)).map_or(true, |mut entries| entries.next().is_none())
}

/// A home with a temporary directory of its own.
fn run(sandbox: &Sandbox, line: &str) -> Transcript {
    std::fs::create_dir_all(sandbox.path("tmp")).unwrap();
    let run = sandbox.kedang(line.split_whitespace()).env("TMPDIR", sandbox.path("tmp"));
    run.env("PATH", "/usr/local/bin:/usr/bin:/bin").end()
}

#[test]
fn the_tour_shows_a_whole_life_and_leaves_nothing() {
    for (language, due) in [("en", "What does the policy say"), ("zh", "按管理制度")] {
        let sandbox = Sandbox::new();
        let tour = run(&sandbox, &format!("--lang {language} demo"));
        assert_eq!(tour.status, Some(0), "{tour}");
        for part in ["$ kedang init", "\n# ", due, "K-000201", "$ kedang certificate verify"] {
            assert!(tour.stdout.contains(part), "{part} in {tour}");
        }
        let has_ssh = std::path::Path::new("/usr/bin/ssh-keygen").exists();
        assert_eq!(
            tour.stdout.contains("Good \"kedang-destruction\" signature"),
            has_ssh,
            "{tour}"
        );
        assert!(is_empty(&sandbox, "tmp"), "the vault is deleted");
        assert!(is_empty(&sandbox, "state"), "no anchor of it stays");
    }
}

#[test]
fn a_vault_that_is_kept_can_be_used_as_the_tour_says() {
    let sandbox = Sandbox::new();
    let tour = run(&sandbox, "demo --keep tour --quiet");
    assert_eq!(tour.status, Some(0), "{tour}");
    only_what_is_due_and(&tour, "error: ");
    let listed = sandbox.run("list --count --vault tour/vault --identity tour/identity");
    assert_eq!(listed.status, Some(0), "{listed}");
    assert!(listed.stdout.trim().parse::<u32>().unwrap() > 150, "{listed}");
    let again = run(&sandbox, "demo --keep tour");
    assert_eq!(again.status, Some(9), "{again}");
}

/// That of everything the tour does two things are remarked on: customers whose day has come, and one
/// more.
fn only_what_is_due_and(tour: &Transcript, other: &str) {
    let lines: Vec<_> = tour.stderr.lines().collect();
    let [due, gone, ..] = &lines[..] else { panic!("{tour}") };
    assert!(due.starts_with("warning: ") && due.contains("due for destruction"), "{tour}");
    assert!(gone.starts_with(other), "{tour}");
}

#[test]
fn a_program_gets_a_row_for_each_command() {
    let sandbox = Sandbox::new();
    let tour = run(&sandbox, "demo --format json");
    assert_eq!(tour.status, Some(0), "{tour}");
    only_what_is_due_and(&tour, "the vault was deleted");
    let json: serde_json::Value = serde_json::from_str(&tour.stdout).unwrap();
    let items = json["items"].as_array().unwrap();
    let of = |start: &str| {
        let is_it =
            |item: &&serde_json::Value| item["command"].as_str().unwrap().starts_with(start);
        items.iter().find(is_it).unwrap()
    };
    assert_eq!(of("kedang verify scan")["exit"], 4);
    assert_eq!(of("kedang show K-201")["exit"], 8);
    assert!(of("kedang check")["output"].is_string());
}

#[test]
fn a_dry_run_only_names_the_commands() {
    let sandbox = Sandbox::new();
    let tour = run(&sandbox, "demo --dry-run --keep tour --format csv");
    assert_eq!(tour.status, Some(0), "{tour}");
    assert!(tour.stdout.contains("kedang purge run --due --yes --max 20,,\r\n"), "{tour}");
    assert!(!sandbox.path("tour").exists());
}
