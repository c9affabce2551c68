//! The project's own source, as text: for tests that hold it to its rules.

use std::path::Path;

/// Files of `src` that only tests are compiled with, besides those named `…tests.rs`.
const TEST_SUPPORT: [&str; 2] = ["sample.rs", "toy.rs"];

/// One source file.
#[derive(Debug)]
pub(crate) struct File {
    /// Its path below the folder that was asked for.
    pub(crate) name: String,
    /// All of it.
    pub(crate) text: String,
}

impl File {
    /// What the program consists of: the text before the tests, without comments.
    pub(crate) fn code(&self) -> String {
        let name = self.name.rsplit('/').next().unwrap_or_default();
        if name.ends_with("tests.rs") || TEST_SUPPORT.contains(&name) {
            return String::new();
        }
        let code = self.text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        code.lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The layer it belongs to: `cmd` for `cmd/tag/add.rs`.
    pub(crate) fn layer(&self) -> &str {
        self.name.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }
}

/// A path of the repository.
pub(crate) fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All Rust files below `folder`, sorted by name.
pub(crate) fn files(folder: &str) -> Vec<File> {
    fn walk(base: &Path, folder: &Path, found: &mut Vec<File>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(base, &path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(base).unwrap().display().to_string();
                found.push(File { name, text: std::fs::read_to_string(&path).unwrap() });
            }
        }
    }
    let mut found = Vec::new();
    walk(&root(folder), &root(folder), &mut found);
    found.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!found.is_empty(), "no source in {folder}");
    found
}

/// Every string literal of `code` without escapes in it.
pub(crate) fn literals(code: &str) -> Vec<&str> {
    code.lines().flat_map(|line| line.split('"').skip(1).step_by(2)).collect()
}
