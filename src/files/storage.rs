//! What kind of storage a path lies on, as far as the system tells.
//!
//! Destruction overwrites one block in place, and the lock is an `flock`: storage that keeps old
//! blocks, or that another machine serves, breaks one or the other. The kind is told by the magic
//! number of statfs(2); for file systems in user space, which all have the same number, and for
//! mount options, by `/proc/self/mountinfo`.

use super::{FileError, Result, at};
use std::path::{Path, PathBuf};

/// What a file system means for a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Writes blocks in place, on a device of this machine.
    InPlace,
    /// In memory: gone at the next start.
    Memory,
    /// Writes a block to another place and may keep the old one.
    CopyOnWrite,
    /// A directory of a host or of a program, of which nothing more is known.
    Shared,
    /// Served by another machine.
    Network,
    /// Not known to this program.
    Unknown,
}

/// The storage that a path lies on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    /// What it means for a vault.
    pub kind: Kind,
    /// The name of the file system.
    pub name: String,
    /// Whether file content goes through the journal too (`data=journal`), which keeps old blocks.
    pub journals_data: bool,
}

/// Every file system in user space.
const FUSE: u64 = 0x6573_5546;

/// Magic numbers with names and kinds; from linux/magic.h and the table in statfs(2), those of
/// file systems outside the kernel from their own sources (`OpenZFS`, Lustre, `BeeGFS`, GPFS).
const KNOWN: &[(u64, &str, Kind)] = &[
    (0xef53, "ext", Kind::InPlace),
    (0x5846_5342, "xfs", Kind::InPlace),
    (0x3153_464a, "jfs", Kind::InPlace),
    (0x5265_4973, "reiserfs", Kind::InPlace),
    (0x4d44, "vfat", Kind::InPlace),
    (0x2011_bab0, "exfat", Kind::InPlace),
    (0x7366_746e, "ntfs3", Kind::InPlace),
    (0x0102_1994, "tmpfs", Kind::Memory),
    (0x8584_58f6, "ramfs", Kind::Memory),
    (0x9123_683e, "btrfs", Kind::CopyOnWrite),
    (0x2fc1_2fc1, "zfs", Kind::CopyOnWrite),
    (0xca45_1a4e, "bcachefs", Kind::CopyOnWrite),
    (0x794c_7630, "overlayfs", Kind::CopyOnWrite),
    (0x3434, "nilfs2", Kind::CopyOnWrite),
    (0xf2f5_2010, "f2fs", Kind::CopyOnWrite),
    (0x0102_1997, "9p", Kind::Shared),
    (0x786f_4256, "vboxsf", Kind::Shared),
    (0xbacb_acbc, "vmhgfs", Kind::Shared),
    (FUSE, "fuse", Kind::Shared),
    (0x6969, "nfs", Kind::Network),
    (0x517b, "smb", Kind::Network),
    (0xff53_4d42, "cifs", Kind::Network),
    (0xfe53_4d42, "smb2", Kind::Network),
    (0x564c, "ncp", Kind::Network),
    (0x5346_414f, "afs", Kind::Network),
    (0x6b41_4653, "kafs", Kind::Network),
    (0x7375_7245, "coda", Kind::Network),
    (0x00c3_6400, "ceph", Kind::Network),
    (0x0116_1970, "gfs2", Kind::Network),
    (0x7461_636f, "ocfs2", Kind::Network),
    (0x0bd0_0bd0, "lustre", Kind::Network),
    (0x1983_0326, "beegfs", Kind::Network),
    (0x4750_4653, "gpfs", Kind::Network),
];

/// File systems in user space that reach another machine, as mountinfo names them.
const NETWORK_IN_USER_SPACE: &[&str] = &[
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.glusterfs",
    "fuse.ceph",
    "fuse.ceph-fuse",
    "fuse.curlftpfs",
    "fuse.davfs",
    "fuse.gcsfuse",
    "fuse.juicefs",
    "fuse.mfs",
    "fuse.seaweedfs",
    "fuse.smbnetfs",
];

/// A line of mountinfo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mount {
    pub(super) source: String,
    kind: String,
    options: String,
}

/// The storage of `path`, which need not exist: then that of the nearest directory above it.
pub fn storage(path: &Path) -> Result<Storage> {
    let there = path.ancestors().find(|path| path.exists()).unwrap_or(Path::new("."));
    let there = if there.as_os_str().is_empty() { Path::new(".") } else { there };
    let stat = rustix::fs::statfs(there)
        .map_err(|error| FileError { path: there.to_path_buf(), source: error.into() })?;
    let mount = mount_of(&at(there, there.canonicalize())?);
    // The system's type is signed on some machines; the numbers have 32 bits.
    #[expect(clippy::cast_sign_loss, reason = "the bits are the number")]
    let magic = stat.f_type as u64 & 0xffff_ffff;
    Ok(classify(magic, mount.as_ref()))
}

/// The storage that the system calls by this name; for tests that have no such storage.
pub fn storage_named(name: &str) -> Storage {
    let (kind, journals_data) = match KNOWN.iter().find(|(_, known, _)| *known == name) {
        Some((_, _, kind)) => (*kind, false),
        None => (Kind::Unknown, name == "journal"),
    };
    Storage { kind, name: name.to_owned(), journals_data }
}

/// What magic number and mount tell.
fn classify(magic: u64, mount: Option<&Mount>) -> Storage {
    let found = KNOWN.iter().find(|(number, ..)| *number == magic);
    let (name, kind) = match found {
        Some((_, name, kind)) => ((*name).to_owned(), *kind),
        None => (format!("0x{magic:x}"), Kind::Unknown),
    };
    let Some(mount) = mount else { return Storage { kind, name, journals_data: false } };
    let served = magic == FUSE && NETWORK_IN_USER_SPACE.contains(&mount.kind.as_str());
    Storage {
        kind: if served { Kind::Network } else { kind },
        name: mount.kind.clone(),
        journals_data: mount.options.split(',').any(|option| option == "data=journal"),
    }
}

/// The mount that a path without symbolic links lies on, where the system tells.
pub(super) fn mount_of(path: &Path) -> Option<Mount> {
    find_mount(&std::fs::read_to_string("/proc/self/mountinfo").ok()?, path)
}

/// The last mount of the longest mount point above `path`: it hides those before it.
fn find_mount(mountinfo: &str, path: &Path) -> Option<Mount> {
    let mut best: Option<(usize, Mount)> = None;
    for line in mountinfo.lines() {
        let Some((point, mount)) = read_mount(line) else { continue };
        let depth = point.components().count();
        if path.starts_with(&point) && best.as_ref().is_none_or(|(deepest, _)| depth >= *deepest) {
            best = Some((depth, mount));
        }
    }
    best.map(|(_, mount)| mount)
}

/// `36 35 98:0 /root /point rw,noatime optional… - type source super,options`
fn read_mount(line: &str) -> Option<(PathBuf, Mount)> {
    let (left, right) = line.split_once(" - ")?;
    let left: Vec<&str> = left.split(' ').collect();
    let (point, options) = (left.get(4)?, left.get(5)?);
    let mut right = right.split(' ');
    let (kind, source) = (right.next()?.to_owned(), unescape(right.next()?));
    let options = format!("{options},{}", right.next().unwrap_or_default());
    Some((PathBuf::from(unescape(point)), Mount { source, kind, options }))
}

/// Blanks, tabs, line ends and backslashes stand as octal numbers.
fn unescape(text: &str) -> String {
    let plain = [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")];
    plain.iter().fold(text.to_owned(), |text, (code, c)| text.replace(code, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mount(kind: &str, options: &str) -> Mount {
        let text = |text: &str| text.to_owned();
        Mount { source: text("x"), kind: text(kind), options: text(options) }
    }

    #[test]
    fn every_number_stands_once_and_gives_its_kind() {
        for (magic, name, kind) in KNOWN {
            assert_eq!(KNOWN.iter().filter(|(other, ..)| other == magic).count(), 1, "{name}");
            assert_eq!(classify(*magic, None).kind, *kind, "{name}");
        }
        assert_eq!(classify(0x1234, None).kind, Kind::Unknown);
        // What the kernel's own header calls NFS, CIFS, SMB2, btrfs and tmpfs.
        for (magic, kind) in [
            (rustix::fs::NFS_SUPER_MAGIC, Kind::Network),
            (0xff53_4d42, Kind::Network),
            (0xfe53_4d42, Kind::Network),
            (0x9123_683e, Kind::CopyOnWrite),
            (0x0102_1994, Kind::Memory),
        ] {
            assert_eq!(classify(u64::try_from(magic).unwrap(), None).kind, kind);
        }
    }

    #[test]
    fn user_space_is_told_by_its_type() {
        let kind = |name| classify(FUSE, Some(&mount(name, "rw"))).kind;
        assert_eq!(kind("fuse.sshfs"), Kind::Network);
        assert_eq!(kind("fuse.rclone"), Kind::Network);
        assert_eq!(kind("virtiofs"), Kind::Shared);
        assert_eq!(kind("fuse.gocryptfs"), Kind::Shared);
        // A name alone makes nothing of a file system of the kernel.
        assert_eq!(classify(0xef53, Some(&mount("fuse.sshfs", "rw"))).kind, Kind::InPlace);
    }

    #[test]
    fn a_journal_of_data_is_seen_in_the_options() {
        let journals = |options| classify(0xef53, Some(&mount("ext4", options))).journals_data;
        assert!(journals("rw,relatime,rw,data=journal"));
        assert!(!journals("rw,relatime,rw,data=ordered") && !journals("rw,xdata=journal"));
    }

    #[test]
    fn the_innermost_mount_counts() {
        let info = "21 1 254:0 / / rw - ext4 /dev/root rw\n\
                    30 21 0:25 / /mnt rw - btrfs /dev/a rw\n\
                    31 30 0:26 / /mnt/my\\040vault rw,noatime shared:1 - nfs4 host:/x rw,vers=4\n\
                    32 21 0:27 / /mntx rw - tmpfs none rw\n\
                    33 30 0:28 / /mnt/over rw - xfs /dev/b rw\n\
                    34 30 0:29 / /mnt/over rw - zfs pool rw\n";
        let kind = |path: &str| find_mount(info, Path::new(path)).unwrap().kind;
        assert_eq!(kind("/home/x"), "ext4");
        assert_eq!(kind("/mnt/a"), "btrfs");
        assert_eq!(kind("/mnt/my vault/v"), "nfs4");
        assert_eq!(kind("/mntx"), "tmpfs");
        assert_eq!(kind("/mnt/over/v"), "zfs", "the later one hides the earlier one");
        assert!(find_mount("nonsense\n", Path::new("/")).is_none());
    }

    #[test]
    fn what_is_here_is_recognised() {
        let temporary = tempfile::tempdir().unwrap();
        let found = storage(&temporary.path().join("not/there/yet")).unwrap();
        assert!(!found.name.is_empty() && found.kind != Kind::Network, "{found:?}");
        if let Ok(memory) = storage(Path::new("/dev/shm")) {
            assert_eq!((memory.kind, memory.name.as_str()), (Kind::Memory, "tmpfs"));
        }
    }
}
