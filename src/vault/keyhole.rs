//! The keyhole: the one place where the epoch key is, in one of two slots.
//!
//! ```text
//! slot: "kedang/k1/key" 13 | zeros 3 | epoch u64 | epoch key 32 | SHA-256 of all before 32 | zeros
//! ```
//! An empty slot is all zeros. A slot that is neither empty nor whole was torn by a crash while it
//! was written, and holds nothing.

use super::hash;
use crate::crypto::Key;
use crate::files::{self, SLOT_BYTES, SlotFile};
use crate::model::Digest;
use std::path::Path;
use zeroize::Zeroizing;

const MAGIC: &[u8; 16] = b"kedang/k1/key\0\0\0";
const SUMMED: usize = 16 + 8 + 32;

/// An epoch key with its number.
pub(crate) struct Epoch {
    /// The number; counts from 1, one more for each destruction.
    pub(crate) number: u64,
    /// The key that every wrap of this epoch depends on.
    pub(crate) key: Key,
}

impl Epoch {
    /// Identifies the key in log, checkpoints and certificates without giving it away.
    pub(crate) fn hash(&self) -> Digest {
        hash(&[b"kedang/k1/epoch", &self.number.to_be_bytes(), self.key.expose()])
    }

    fn encode(&self) -> Zeroizing<[u8; SLOT_BYTES]> {
        let mut slot = Zeroizing::new([0; SLOT_BYTES]);
        let number = self.number.to_be_bytes();
        let head = MAGIC.iter().chain(&number).chain(self.key.expose());
        slot.iter_mut().zip(head).for_each(|(to, from)| *to = *from);
        let sum = hash(&[slot.get(..SUMMED).unwrap_or_default()]);
        slot.iter_mut().skip(SUMMED).zip(sum.0).for_each(|(to, from)| *to = from);
        slot
    }
}

/// What a slot was found to hold.
pub(crate) enum Slot {
    /// Zeros.
    Empty,
    /// Neither zeros nor whole.
    Torn,
    /// An epoch key.
    Holds(Epoch),
}

impl Slot {
    fn decode(bytes: &[u8; SLOT_BYTES]) -> Self {
        if *bytes == [0; SLOT_BYTES] {
            return Self::Empty;
        }
        let mut reader = super::bytes::Reader::new(bytes);
        let (Ok(magic), Ok(number), Ok(key), Ok(sum)) =
            (reader.array::<16>(), reader.u64(), reader.array::<32>(), reader.array::<32>())
        else {
            return Self::Torn;
        };
        let summed = hash(&[bytes.get(..SUMMED).unwrap_or_default()]);
        let rest_is_zero = bytes.get(SUMMED + 32..) == Some(&[0; SLOT_BYTES - SUMMED - 32]);
        if &magic == MAGIC && summed == Digest(sum) && rest_is_zero {
            Self::Holds(Epoch { number, key: Key::from_bytes(key) })
        } else {
            Self::Torn
        }
    }
}

/// An open keyhole, as it was when it was read.
pub(crate) struct Keyhole {
    file: SlotFile,
    slots: [Slot; 2],
}

impl Keyhole {
    /// Makes the file with a first epoch key in it, durable.
    pub(crate) fn create(path: &Path, first: &Epoch) -> files::Result<()> {
        SlotFile::create(path, &first.encode())
    }

    /// Reads both slots.
    pub(crate) fn read(path: &Path) -> files::Result<Self> {
        Self::load(SlotFile::open_read_only(path)?)
    }

    /// Reads both slots of a file that is to be written.
    pub(crate) fn open(path: &Path) -> files::Result<Self> {
        Self::load(SlotFile::open(path)?)
    }

    fn load(file: SlotFile) -> files::Result<Self> {
        let mut slots = [Slot::Empty, Slot::Empty];
        for (index, slot) in slots.iter_mut().enumerate() {
            let bytes = Zeroizing::new(file.read(index)?);
            *slot = Slot::decode(&bytes);
        }
        Ok(Self { file, slots })
    }

    /// Both slots as read.
    pub(crate) fn slots(&self) -> &[Slot; 2] {
        &self.slots
    }

    /// The slot with this epoch, identified by number and key hash.
    pub(crate) fn find(&self, number: u64, hash: Digest) -> Option<(usize, &Epoch)> {
        self.slots.iter().enumerate().find_map(|(index, slot)| match slot {
            Slot::Holds(epoch) if epoch.number == number && epoch.hash() == hash => {
                Some((index, epoch))
            }
            _ => None,
        })
    }

    /// The key with this number, where nothing knows its hash.
    pub(crate) fn numbered(&self, number: u64) -> Option<&Epoch> {
        self.slots.iter().find_map(|slot| match slot {
            Slot::Holds(epoch) if epoch.number == number => Some(epoch),
            _ => None,
        })
    }

    /// The highest epoch number in any whole slot.
    pub(crate) fn newest(&self) -> Option<u64> {
        let number = |slot: &Slot| match slot {
            Slot::Holds(epoch) => Some(epoch.number),
            _ => None,
        };
        self.slots.iter().filter_map(number).max()
    }

    /// Writes `epoch` into a slot, durable.
    pub(crate) fn write(&self, slot: usize, epoch: &Epoch) -> files::Result<()> {
        self.file.write(slot, &epoch.encode())
    }

    /// Writes `epoch` into a slot, where a power cut may still take it away.
    pub(crate) fn put(&self, slot: usize, epoch: &Epoch) -> files::Result<()> {
        self.file.put(slot, &epoch.encode())
    }

    /// Overwrites a slot with zeros, durable, and reads it back; tells whether zeros came back.
    pub(crate) fn destroy(&self, slot: usize) -> files::Result<bool> {
        self.file.write(slot, &[0; SLOT_BYTES])?;
        Ok(matches!(Slot::decode(&self.file.read(slot)?), Slot::Empty))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epoch(number: u64) -> Epoch {
        Epoch { number, key: Key::from_bytes([u8::try_from(number).unwrap(); 32]) }
    }

    #[test]
    fn the_epoch_moves_to_the_other_slot_and_the_old_block_is_zeros() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keyhole");
        Keyhole::create(&path, &epoch(1)).unwrap();
        let keyhole = Keyhole::open(&path).unwrap();
        assert_eq!(keyhole.find(1, epoch(1).hash()).unwrap().0, 0);
        assert!(keyhole.find(1, epoch(2).hash()).is_none(), "a number alone does not identify");
        keyhole.write(1, &epoch(2)).unwrap();
        assert_eq!(Keyhole::read(&path).unwrap().newest(), Some(2));
        assert!(keyhole.destroy(0).unwrap());
        let keyhole = Keyhole::read(&path).unwrap();
        assert!(matches!(keyhole.slots(), [Slot::Empty, Slot::Holds(_)]));
    }

    #[test]
    fn any_flipped_byte_makes_a_slot_torn() {
        let whole = epoch(5).encode();
        for at in (0..SLOT_BYTES).step_by(7) {
            let mut bytes = *whole;
            bytes[at] ^= 1;
            assert!(matches!(Slot::decode(&bytes), Slot::Torn), "byte {at}");
        }
        assert!(matches!(Slot::decode(&whole), Slot::Holds(e) if e.number == 5));
    }
}
