//! Storage that keeps what is overwritten: where a key, once written, cannot be destroyed again.
//!
//! It tells what can be seen from here: file systems that write elsewhere and keep snapshots,
//! folders of version control and of synchronisation, mounted object stores. A disk array, a
//! virtual machine's image or a backup program cannot be seen; the certificates say so.

use super::{Result, at};
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

/// File systems by the magic number of `statfs`.
const FILE_SYSTEMS: [(u64, &str); 4] =
    [(0x9123_683e, "btrfs"), (0x2fc1_2fc1, "zfs"), (0xca45_1a4e, "bcachefs"), (0x3434, "nilfs2")];

const SNAPSHOTS: [&str; 3] = [".zfs", ".snapshots", ".snapshot"];

const WORK_TREES: [&str; 4] = [".git", ".jj", ".hg", ".svn"];

/// Files and directories by which a synchronisation service marks what it keeps.
const MARKS: [(&str, &str); 7] = [
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".stversions", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
];

/// Types of mounts, as they begin, behind which object stores stand.
const MOUNTS: [&str; 7] =
    ["fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "gcsfuse", "fuse.goofys", "fuse.mount-s3", "s3fs"];

/// What keeps versions of the files at `path`, as far as it can be seen; the path need not exist
/// yet, and has to be absolute.
pub fn keeper(path: &Path) -> Result<Option<Keeper>> {
    let there = path.ancestors().find(|dir| dir.is_dir()).unwrap_or(Path::new("/"));
    let found = at(there, rustix::fs::statfs(there).map_err(Into::into))?;
    // The type has another width on other machines.
    #[expect(clippy::cast_sign_loss, reason = "a number, not a quantity")]
    let magic = found.f_type as u64 & 0xffff_ffff;
    if let Some((_, name)) = FILE_SYSTEMS.iter().find(|(known, _)| *known == magic) {
        return Ok(Some(Keeper::FileSystem(name)));
    }
    // Without /proc nothing is known of mounts.
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let store = mounted_on(&mounts, there);
    if let Some(kind) = store.filter(|kind| MOUNTS.iter().any(|known| kind.starts_with(known))) {
        return Ok(Some(Keeper::ObjectStore(kind.to_owned())));
    }
    Ok(path.ancestors().find_map(|dir| by_name(dir).or_else(|| by_marks(dir))))
}

/// The type of the file system that `path` lies on, after the table of mounts.
fn mounted_on<'m>(mounts: &'m str, path: &Path) -> Option<&'m str> {
    let entry = |line: &'m str| {
        let (place, rest) = line.split_once(" - ")?;
        let point = place.split(' ').nth(4)?.replace("\\040", " ");
        let depth = Path::new(&point).components().count();
        path.starts_with(&point).then_some((depth, rest.split(' ').next()?))
    };
    // Of two mounts on the same place the later one is seen.
    mounts.lines().filter_map(entry).max_by_key(|(depth, _)| *depth).map(|(_, kind)| kind)
}

/// Folders that are known by their own name.
fn by_name(dir: &Path) -> Option<Keeper> {
    let name = dir.file_name()?.to_string_lossy();
    if name.starts_with("@GMT-") {
        return Some(Keeper::Snapshots(dir.to_path_buf()));
    }
    if name == "OneDrive" || name.starts_with("OneDrive - ") {
        return Some(Keeper::Synchronised("OneDrive"));
    }
    let cloud = ["com~apple~CloudDocs", "Mobile Documents", "iCloudDrive"].contains(&&*name);
    cloud.then_some(Keeper::Synchronised("iCloud"))
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
        let drive = home.path().join("OneDrive - Firma/backup");
        assert_eq!(keeper(&drive).unwrap(), Some(Keeper::Synchronised("OneDrive")));
    }

    #[test]
    fn the_nearest_mount_counts() {
        let mounts = "22 1 254:0 / / rw - ext4 /dev/vda rw\n\
                      30 22 0:40 / /mnt/my\\040bucket rw,nosuid shared:5 - fuse.rclone remote: rw\n\
                      31 22 0:41 / /mnt rw - tmpfs tmpfs rw\n";
        assert_eq!(mounted_on(mounts, Path::new("/mnt/my bucket/a")), Some("fuse.rclone"));
        assert_eq!(mounted_on(mounts, Path::new("/mnt/other")), Some("tmpfs"));
        assert_eq!(mounted_on(mounts, Path::new("/home")), Some("ext4"));
    }
}
