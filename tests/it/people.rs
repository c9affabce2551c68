//! Synthetic customers that several tests begin with.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::sandbox::Sandbox;

/// Adds one customer from a JSON object and gives its number.
pub(crate) fn add(sandbox: &Sandbox, json: &str) -> String {
    let added = sandbox.kedang(["add", "--json", "-"]).input(json).end();
    assert_eq!(added.status, Some(0), "{added}");
    added.stdout.trim_end().to_owned()
}

/// A vault with four customers: two persons, one of them with level-1 values, an organisation, and
/// one of whom little is known. It is made once and everybody gets a copy: two of them are one vault.
pub(crate) fn four() -> Sandbox {
    static MADE: OnceLock<Vec<Kept>> = OnceLock::new();
    let all = MADE.get_or_init(|| {
        let made = made();
        let mut all = Vec::new();
        keep(made.home(), Path::new(""), &mut all);
        all
    });
    let home = tempfile::tempdir().unwrap();
    for Kept { path, mode, bytes } in all {
        let path = home.path().join(path);
        match bytes {
            Some(bytes) => std::fs::write(&path, bytes).unwrap(),
            None => std::fs::create_dir(&path).unwrap(),
        }
        std::fs::set_permissions(&path, Permissions::from_mode(*mode)).unwrap();
    }
    Sandbox::over(home)
}

/// A file, or a directory without bytes, of a home.
struct Kept {
    path: PathBuf,
    mode: u32,
    bytes: Option<Vec<u8>>,
}

/// Reads what lies at `path` in a home.
fn keep(home: &Path, path: &Path, all: &mut Vec<Kept>) {
    for entry in std::fs::read_dir(home.join(path)).unwrap() {
        let entry = entry.unwrap();
        let path = path.join(entry.file_name());
        let mode = entry.metadata().unwrap().permissions().mode();
        if entry.file_type().unwrap().is_dir() {
            all.push(Kept { path: path.clone(), mode, bytes: None });
            keep(home, &path, all);
        } else {
            let bytes = Some(std::fs::read(entry.path()).unwrap());
            all.push(Kept { path, mode, bytes });
        }
    }
}

fn made() -> Sandbox {
    let sandbox = Sandbox::vault();
    for json in [
        r#"{"name":"张伟芳","phone":"138-0000-0013","email":"Wei@Example.com","grade":"主力",
            "tags":["展会","VIP"],"region":"上海市浦东新区","source":"展会","stage":"现有",
            "owner":"李"}"#,
        r#"{"name":"李娜","phone":"13800000014","id_number":"11010519491231002X",
            "bank_account":"6200000000000005","grade":"C","source":"推荐"}"#,
        r#"{"kind":"org","company":"北京示例有限公司","phone":"010-61234567","tags":"展会",
            "source":"官网","grade":"VIP"}"#,
        r#"{"name":"王芳","email":"fang@example.com"}"#,
    ] {
        add(&sandbox, json);
    }
    sandbox
}
