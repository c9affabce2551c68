//! The manual in both languages: the Chinese pages follow the English ones part by part.

use crate::source::root;

/// The English pages, and the Chinese ones.
fn pages() -> Vec<(String, String)> {
    let both = |name: &&str| (format!("docs/{name}.md"), format!("docs/zh/{name}.md"));
    let docs = ["audit", "exporting", "import", "policy", "sharing"].iter().map(both);
    docs.chain([("README.md".to_owned(), "README.zh.md".to_owned())]).collect()
}

/// What a page is made of, without its words.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    /// The depths of its headings.
    headings: Vec<usize>,
    /// The cells of each row of its tables.
    rows: Vec<usize>,
    /// The lines of its code, without remarks.
    code: Vec<String>,
}

fn shape(page: &str) -> Shape {
    let (mut shape, mut fenced) = (Shape::default(), false);
    for line in page.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced || line.starts_with("    ") {
            let code = line.split(" #").next().unwrap().trim();
            if !code.is_empty() && !code.starts_with('#') {
                shape.code.push(code.to_owned());
            }
        } else if line.starts_with('#') {
            shape.headings.push(line.chars().take_while(|sign| *sign == '#').count());
        } else if line.starts_with('|') {
            shape.rows.push(line.matches(" |").count());
        }
    }
    shape
}

#[test]
fn the_chinese_pages_have_what_the_english_ones_have() {
    for (english, chinese) in pages() {
        let read = |name: &str| shape(&std::fs::read_to_string(root(name)).unwrap());
        let (expected, mut found) = (read(&english), read(&chinese));
        assert!(!expected.headings.is_empty(), "{english}");
        // The Chinese page may show more.
        let mut wanted = expected.code.iter().peekable();
        found.code.retain(|line| wanted.next_if_eq(&line).is_some());
        assert_eq!(found, expected, "{english} and {chinese}");
    }
}

/// A link to another page leads there.
#[test]
fn links_of_the_manual_lead_somewhere() {
    let mut count = 0;
    for page in pages().into_iter().flat_map(|(english, chinese)| [english, chinese]) {
        let (path, text) = (root(&page), std::fs::read_to_string(root(&page)).unwrap());
        for link in text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            if file.contains("://") {
                continue;
            }
            let target =
                if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            let Ok(there) = std::fs::read_to_string(&target) else {
                assert!(target.exists(), "{page}: {link}");
                continue;
            };
            let slug = |line: &str| {
                let words = line.trim_start_matches('#').trim().to_lowercase();
                words
                    .replace(' ', "-")
                    .replace(|sign: char| !sign.is_alphanumeric() && sign != '-', "")
            };
            let mut headings = there.lines().filter(|line| line.starts_with('#')).map(slug);
            assert!(anchor.is_empty() || headings.any(|one| one == anchor), "{page}: {link}");
            count += 1;
        }
    }
    assert!(count > 20, "{count} links");
}
