//! Storage that keeps what is overwritten: where a key, once written, cannot be destroyed again.
//!
//! It tells what can be seen from here: file systems that write elsewhere and keep snapshots,
//! folders of version control and of synchronisation, mounted object stores. A disk array, a
//! virtual machine's image or a backup program cannot be seen; the certificates say so.

use super::Result;
use super::storage::{Storage, storage};
use std::path::{Path, PathBuf};

/// What keeps versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// A file system that never overwrites in place, by its name.
    FileSystem(&'static str),
    /// Snapshots can be seen, in this directory.
    Snapshots(PathBuf),
    /// A version control system keeps this directory.
    WorkTree(PathBuf),
    /// A synchronisation service keeps this directory, by its name.
    Synchronised(&'static str),
    /// A mounted object store, by the type of the mount.
    ObjectStore(String),
}

/// File systems that keep snapshots of what they write elsewhere, by their names.
const FILE_SYSTEMS: [&str; 4] = ["btrfs", "zfs", "bcachefs", "nilfs2"];

const SNAPSHOTS: [&str; 3] = [".zfs", ".snapshots", ".snapshot"];

const WORK_TREES: [&str; 4] = [".git", ".jj", ".hg", ".svn"];

/// Files and directories by which a synchronisation service marks what it keeps.
const MARKS: [(&str, &str); 10] = [
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".stversions", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".tmp.driveupload", "Google Drive"),
    (".tmp.drivedownload", "Google Drive"),
    (".nutstore", "坚果云 (Nutstore)"),
];

/// Folders that a synchronisation service makes: the name, whether it is the whole of it, the service.
const FOLDERS: [(&str, bool, &str); 30] = [
    ("OneDrive", true, "OneDrive"),
    ("OneDrive - ", false, "OneDrive"),
    ("com~apple~CloudDocs", true, "iCloud"),
    ("Mobile Documents", true, "iCloud"),
    ("iCloudDrive", true, "iCloud"),
    ("iCloud Drive", true, "iCloud"),
    ("iCloud云盘", true, "iCloud"),
    ("Nextcloud", true, "Nextcloud"),
    ("ownCloud", true, "ownCloud"),
    ("Dropbox", true, "Dropbox"),
    ("Dropbox (", false, "Dropbox"),
    ("Google Drive", false, "Google Drive"),
    ("GoogleDrive", false, "Google Drive"),
    ("My Drive", true, "Google Drive"),
    ("我的云端硬盘", true, "Google Drive"),
    ("Nutstore", true, "坚果云 (Nutstore)"),
    ("Nutstore Files", true, "坚果云 (Nutstore)"),
    ("我的坚果云", true, "坚果云 (Nutstore)"),
    ("坚果云", true, "坚果云 (Nutstore)"),
    ("BaiduSyncdisk", false, "百度网盘 (Baidu)"),
    ("BaiduNetdisk", false, "百度网盘 (Baidu)"),
    ("BaiduYun", false, "百度网盘 (Baidu)"),
    ("百度同步盘", true, "百度网盘 (Baidu)"),
    ("百度网盘同步空间", true, "百度网盘 (Baidu)"),
    ("百度云同步盘", true, "百度网盘 (Baidu)"),
    ("WPS Cloud Files", true, "WPS云盘 (WPS)"),
    ("WPSDrive", true, "WPS云盘 (WPS)"),
    ("WPS云盘", true, "WPS云盘 (WPS)"),
    ("WPS 网盘", true, "WPS云盘 (WPS)"),
    ("WPS网盘", true, "WPS云盘 (WPS)"),
];

/// Types of mounts, as they begin, behind which object stores stand.
const MOUNTS: [&str; 7] =
    ["fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "gcsfuse", "fuse.goofys", "fuse.mount-s3", "s3fs"];

/// What keeps versions of the files at `path`, as far as it can be seen; the path need not exist
/// yet, and has to be absolute.
pub fn keeper(path: &Path) -> Result<Option<Keeper>> {
    let Storage { name, .. } = storage(path)?;
    if let Some(keeper) = by_storage(&name) {
        return Ok(Some(keeper));
    }
    Ok(path.ancestors().find_map(|dir| by_name(dir).or_else(|| by_marks(dir))))
}

/// Storage that is known by the name of its file system, as [`storage`] gives it.
fn by_storage(name: &str) -> Option<Keeper> {
    let known = FILE_SYSTEMS.iter().find(|known| **known == name);
    let store = MOUNTS.iter().any(|known| name.starts_with(known));
    known
        .map(|known| Keeper::FileSystem(known))
        .or_else(|| store.then(|| Keeper::ObjectStore(name.to_owned())))
}

/// Folders that are known by their own name.
fn by_name(dir: &Path) -> Option<Keeper> {
    let name = dir.file_name()?.to_string_lossy();
    if name.starts_with("@GMT-") {
        return Some(Keeper::Snapshots(dir.to_path_buf()));
    }
    let is = |(begin, whole, _): &&(&str, bool, &str)| {
        name == *begin || (!whole && name.starts_with(begin))
    };
    FOLDERS.iter().find(is).map(|(_, _, service)| Keeper::Synchronised(service))
}

/// Folders that are known by what lies in them.
fn by_marks(dir: &Path) -> Option<Keeper> {
    let has = |name: &str| dir.join(name).symlink_metadata().is_ok();
    if SNAPSHOTS.iter().any(|name| has(name)) {
        return Some(Keeper::Snapshots(dir.to_path_buf()));
    }
    if WORK_TREES.iter().any(|name| has(name)) {
        return Some(Keeper::WorkTree(dir.to_path_buf()));
    }
    if let Some((_, service)) = MARKS.iter().find(|(name, _)| has(name)) {
        return Some(Keeper::Synchronised(service));
    }
    let listed = std::fs::read_dir(dir).ok()?;
    listed.flatten().find_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let journal = [".sync_", "._sync_"].iter().any(|begin| name.starts_with(begin));
        let database = Path::new(&name).extension().is_some_and(|end| end == "db");
        if journal && database {
            return Some(Keeper::Synchronised("Nextcloud"));
        }
        name.starts_with("@GMT-").then(|| Keeper::Snapshots(dir.to_path_buf()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_keep_versions_are_known_from_any_depth() {
        let home = tempfile::tempdir().unwrap();
        let plain = home.path().join("plain/a/b");
        assert_eq!(keeper(&plain).unwrap(), None);
        let git = home.path().join("project");
        std::fs::create_dir_all(git.join(".git")).unwrap();
        assert_eq!(keeper(&git.join("deep/er")).unwrap(), Some(Keeper::WorkTree(git)));
        for (mark, service) in [(".stfolder", "Syncthing"), (".sync_ab12.db", "Nextcloud")] {
            let dir = home.path().join(service);
            std::fs::create_dir_all(dir.join(mark)).unwrap();
            assert_eq!(keeper(&dir.join("x")).unwrap(), Some(Keeper::Synchronised(service)));
        }
        let snapshots = home.path().join("s");
        std::fs::create_dir_all(snapshots.join("@GMT-2026.03.01-00.00.00")).unwrap();
        assert_eq!(keeper(&snapshots).unwrap(), Some(Keeper::Snapshots(snapshots)));
        for (folder, service) in [
            ("OneDrive - Firma/backup", "OneDrive"),
            ("我的坚果云/备份", "坚果云 (Nutstore)"),
            ("BaiduSyncdisk/备份", "百度网盘 (Baidu)"),
            ("WPSDrive/1234/备份", "WPS云盘 (WPS)"),
            ("GoogleDrive-a@b.example/My Drive/x", "Google Drive"),
        ] {
            let drive = home.path().join(folder);
            assert_eq!(keeper(&drive).unwrap(), Some(Keeper::Synchronised(service)), "{folder}");
        }
        assert_eq!(keeper(&home.path().join("My OneDrive/backup")).unwrap(), None);
    }

    #[test]
    fn file_systems_and_mounts_are_known_by_their_names() {
        assert_eq!(by_storage("zfs"), Some(Keeper::FileSystem("zfs")));
        let store = Keeper::ObjectStore("fuse.rclone".to_owned());
        assert_eq!(by_storage("fuse.rclone"), Some(store));
        assert_eq!((by_storage("ext4"), by_storage("fuse.sshfs")), (None, None));
    }
}
