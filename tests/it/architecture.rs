//! The layers of `src/lib.rs`: every arrow points down, and what is dangerous has one home.

use crate::source::{File, files};

/// What each layer may name besides itself. `lib` may name all.
const BELOW: &[(&str, &[&str])] = &[
    ("cmd", &["ui", "vault", "error", "host", "policy", "files", "model"]),
    ("ui", &["error", "host", "model"]),
    ("error", &["host", "vault", "store", "crypto", "log", "transfer", "policy", "files", "model"]),
    ("host", &["model"]),
    ("vault", &["store", "crypto", "log", "transfer", "policy", "files", "model"]),
    ("store", &["model"]),
    ("crypto", &["model"]),
    ("log", &["model"]),
    ("transfer", &["model"]),
    ("policy", &["model"]),
    ("files", &["model"]),
    ("model", &[]),
];

/// Words of the source and the only layers that may contain them.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("chacha20poly1305::", &["crypto"]),
    ("chacha20::", &["crypto"]),
    ("argon2::", &["crypto"]),
    ("hkdf::", &["crypto"]),
    ("hmac::", &["crypto"]),
    ("ed25519_dalek::", &["crypto"]),
    ("age::", &["crypto"]),
    ("rand_chacha::", &["crypto"]),
    ("getrandom::", &["host"]),
    ("rust_xlsxwriter", &["transfer"]),
    ("comfy_table", &["ui"]),
    ("dialoguer", &["ui"]),
    ("indicatif", &["ui"]),
    ("fluent_bundle", &["ui"]),
    ("println!", &["ui"]),
    ("print!", &["ui"]),
    ("io::stdout", &["ui", "host"]),
    ("io::stderr", &["ui", "host"]),
    ("std::env", &["host"]),
    ("Timestamp::now", &["host"]),
    ("Zoned::now", &["host"]),
    ("from_sealed_bytes", &["crypto", "store", "model"]),
];

/// The modules of this crate that a piece of source names: `crate::x` and `crate::{x, y::z}`.
fn named(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for after in code.split("crate::").skip(1) {
        let list = match after.strip_prefix('{') {
            Some(group) => top_level(group),
            None => vec![after.to_owned()],
        };
        for path in list {
            found.push(path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    found
}

/// The items of a `use` group, split at its own commas only.
fn top_level(group: &str) -> Vec<String> {
    let (mut depth, mut items) = (0_i32, vec![String::new()]);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            c if depth == 0 && !c.is_whitespace() => items.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

fn allowed(file: &File, module: &str) -> bool {
    let layer = file.layer();
    let below = BELOW.iter().find(|(name, _)| *name == layer).map(|(_, below)| *below);
    let is_module = BELOW.iter().any(|(name, _)| *name == module);
    !is_module || module == layer || below.unwrap_or_default().contains(&module)
}

/// Whether `word` stands in `code`, and not as the end of a longer word.
fn names(code: &str, word: &str) -> bool {
    let is_inside = |before: &str| before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    code.match_indices(word).any(|(at, _)| code.get(..at).is_some_and(|before| !is_inside(before)))
}

#[test]
fn every_arrow_points_down() {
    let mut wrong = Vec::new();
    for file in files("src").iter().filter(|file| !["lib", "main"].contains(&file.layer())) {
        assert!(BELOW.iter().any(|(name, _)| *name == file.layer()), "no layer: {}", file.name);
        for module in named(&file.code()) {
            if !allowed(file, &module) {
                wrong.push(format!("{} names {module}", file.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_dangerous_has_one_home() {
    let mut wrong = Vec::new();
    for file in files("src") {
        let code = file.code();
        for (word, homes) in HOMES {
            if names(&code, word) && file.layer() != "lib" && !homes.contains(&file.layer()) {
                wrong.push(format!("{} names {word}", file.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    for file in files("src").iter().chain(&files("tests/it")) {
        let lines = file.text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines", file.name);
        assert!(
            file.text.starts_with("//! ") || file.text.starts_with("#![doc = include_str!("),
            "{} has no header",
            file.name
        );
    }
}

#[test]
fn the_reader_of_imports_sees_groups() {
    let code = "use crate::{ui::{self, Ui}, vault};\nlet x = crate::store::open();";
    assert_eq!(named(code), ["ui", "vault", "store"]);
}
