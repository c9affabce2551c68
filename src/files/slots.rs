//! The raw file of a keyhole: two slots of 4 KiB, 64 KiB apart, each written and synced alone.

use super::regular::{open_regular, open_regular_with};
use super::{Result, at, create_new, parent, sync_dir};
use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// The size of one slot; a write of it replaces whole device blocks.
pub const SLOT_BYTES: usize = 4096;

/// Where the slots begin. The distance keeps a torn or misdirected write of one away from the
/// other, on devices with large physical sectors too.
const OFFSETS: [u64; 2] = [0, 64 * 1024];

/// The two slots of a keyhole file.
#[derive(Debug)]
pub struct SlotFile {
    file: File,
    path: PathBuf,
}

impl SlotFile {
    /// Creates the file with `first` in slot 0 and zeros in slot 1, durable; it must not exist.
    pub fn create(path: &Path, first: &[u8; SLOT_BYTES]) -> Result<()> {
        let slots = Self { file: create_new(path)?, path: path.to_path_buf() };
        slots.write(0, first)?;
        slots.write(1, &[0; SLOT_BYTES])?;
        sync_dir(parent(path))
    }

    /// Opens the file for reading and writing.
    pub fn open(path: &Path) -> Result<Self> {
        let file = open_regular_with(path, OpenOptions::new().read(true).write(true))?;
        Ok(Self { file, path: path.to_path_buf() })
    }

    /// Opens the file for reading.
    pub fn open_read_only(path: &Path) -> Result<Self> {
        Ok(Self { file: open_regular(path)?, path: path.to_path_buf() })
    }

    /// Reads slot 0 or 1; what lies beyond the end of the file reads as zeros.
    pub fn read(&self, slot: usize) -> Result<[u8; SLOT_BYTES]> {
        let mut bytes = [0; SLOT_BYTES];
        let mut filled = 0;
        while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            let n = at(&self.path, self.file.read_at(rest, offset(slot) + filled as u64))?;
            if n == 0 {
                break;
            }
            filled += n;
        }
        Ok(bytes)
    }

    /// Whether the file ends with slot 1 and holds zeros between the slots.
    pub fn is_blank_around(&self) -> Result<bool> {
        let [_, second] = OFFSETS;
        let length = at(&self.path, self.file.metadata())?.len();
        let mut gap = vec![0; usize::try_from(second).unwrap_or_default() - SLOT_BYTES];
        at(&self.path, self.file.read_exact_at(&mut gap, SLOT_BYTES as u64))?;
        let blank = vec![0; gap.len()];
        Ok(length == second + SLOT_BYTES as u64 && gap == blank)
    }

    /// Asks the system to forget what it has of the file in memory, so that the next read asks the
    /// device; it need not.
    pub fn forget_cached(&self) {
        rustix::fs::fadvise(&self.file, 0, None, rustix::fs::Advice::DontNeed).ok();
    }

    /// Overwrites slot 0 or 1 in place and syncs.
    pub fn write(&self, slot: usize, bytes: &[u8; SLOT_BYTES]) -> Result<()> {
        self.put(slot, bytes)?;
        at(&self.path, self.file.sync_all())
    }

    /// Overwrites slot 0 or 1 in place; it is not on the device yet.
    pub fn put(&self, slot: usize, bytes: &[u8; SLOT_BYTES]) -> Result<()> {
        at(&self.path, self.file.write_all_at(bytes, offset(slot)))
    }
}

fn offset(slot: usize) -> u64 {
    OFFSETS.get(slot).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_overwritten_in_place_and_the_other_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keyhole");
        SlotFile::create(&path, &[1; SLOT_BYTES]).unwrap();
        let slots = SlotFile::open(&path).unwrap();
        slots.write(1, &[2; SLOT_BYTES]).unwrap();
        slots.write(0, &[0; SLOT_BYTES]).unwrap();
        assert_eq!(slots.read(0).unwrap(), [0; SLOT_BYTES]);
        assert_eq!(slots.read(1).unwrap(), [2; SLOT_BYTES]);
        assert!(slots.is_blank_around().unwrap());
        slots.file.write_all_at(&[1], 40_000).unwrap();
        assert!(!slots.is_blank_around().unwrap(), "a byte between the slots");
        slots.file.write_all_at(&[0], 40_000).unwrap();
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(bytes.len(), 64 * 1024 + SLOT_BYTES);
        assert_eq!(bytes.iter().filter(|b| **b != 0).count(), SLOT_BYTES);
    }
}
