//! Keyhole and key file of a destination.

use super::{VerifiedFile, Visit};
use crate::crypto;
use crate::files::SlotFile;
use crate::model::RecordNumber;
use crate::vault::backup::keyfile::{self, Closed, KeyFile};
use crate::vault::bucket::Bucket;
use crate::vault::error::Result;
use crate::vault::keyhole::{Keyhole, Slot};
use std::path::Path;

impl Visit<'_> {
    /// Looks at both; gives the key file when it opens.
    pub(super) fn keys(&mut self) -> Result<Option<KeyFile>> {
        let mut file = VerifiedFile::new("key");
        let mut hole = VerifiedFile::new("keyhole");
        let (closed, opened) = self.opened(&mut file, &mut hole)?;
        if let Some(closed) = &closed {
            self.front(closed, &mut file);
        }
        if let Some(keys) = &opened {
            file.count = keys.facts.keys;
            self.facts(keys, &mut file)?;
            self.living(keys, &mut file)?;
        }
        self.files.extend([hole, file]);
        Ok(opened)
    }

    /// Looks only at whether they can be read, the one opens the other, and no older one was put
    /// back; what they say may be of another branch.
    pub(super) fn readable(&mut self) -> Result<()> {
        let mut file = VerifiedFile::new("key");
        let mut hole = VerifiedFile::new("keyhole");
        let (closed, _) = self.opened(&mut file, &mut hole)?;
        if let Some(closed) = &closed {
            self.age(closed, &mut file);
        }
        self.files.extend([hole, file]);
        Ok(())
    }

    fn opened(
        &mut self,
        file: &mut VerifiedFile,
        hole: &mut VerifiedFile,
    ) -> Result<(Option<Closed>, Option<KeyFile>)> {
        let (path, folder) = (self.folder.key(), self.folder);
        let closed = file.take(keyfile::read(&path))?;
        if matches!(closed, Some(None)) {
            file.add("damage-missing");
        }
        let keyhole = hole.take(Keyhole::read(&folder.keyhole()).map_err(Into::into))?;
        if let Some(keyhole) = &keyhole {
            self.keyhole(keyhole, hole);
        }
        let (closed, mut opened) = (closed.flatten(), None);
        if let (Some(closed), Some(keyhole)) = (&closed, &keyhole) {
            match keyhole.numbered(closed.front.number) {
                Some(under) => {
                    opened = file.take(closed.open(&path, &self.vault.ring, under))?;
                }
                None => hole.add("damage-key-slot"),
            }
        }
        Ok((closed, opened))
    }

    fn keyhole(&mut self, keyhole: &Keyhole, hole: &mut VerifiedFile) {
        if has_stray_bytes(&self.folder.keyhole(), keyhole) {
            hole.add("damage-stray-bytes");
        }
        let used = keyhole.slots().iter().filter(|slot| matches!(slot, Slot::Holds(_))).count();
        hole.count = used as u64;
        if used > 1 {
            self.notices.push(("backup-stray-slot", "keyhole".to_owned()));
        }
    }

    /// What the line in clear says, and the header behind it.
    fn front(&self, closed: &Closed, file: &mut VerifiedFile) {
        let vault = self.vault;
        if closed.front.vault.0 != *vault.id().as_bytes() {
            file.add("damage-other-vault");
        } else if ![Some(self.destination.id), self.destination.copy_of]
            .contains(&Some(closed.front.destination))
        {
            file.add("damage-key-destination");
        }
        let key = vault.ring.header_mac_key_of(closed.header.header.head.generation);
        if key.is_none_or(|key| closed.header.verify(&key).is_err()) {
            file.add("damage-mac");
        }
        self.age(closed, file);
    }

    /// Whether it lies under a key that was destroyed here before.
    fn age(&self, closed: &Closed, file: &mut VerifiedFile) {
        if closed.front.number < self.destination.key {
            file.add_older("damage-key-older");
        }
    }

    /// What the key file says of the vault, held to the log.
    fn facts(&self, keys: &KeyFile, file: &mut VerifiedFile) -> Result<()> {
        let (vault, facts) = (self.vault, &keys.facts);
        let row = vault.store.checkpoint_covering(facts.seq)?.filter(|row| row.seq == facts.seq);
        let Some(row) = row else {
            file.add("damage-key-branch");
            return Ok(());
        };
        let then = vault.verified_checkpoint(&row)?;
        let said = (facts.head, facts.epoch, facts.next_record, facts.lines, facts.line_head);
        let signed = (
            then.head,
            then.epoch,
            then.next_record,
            then.destruction_lines,
            then.destruction_head,
        );
        if said != signed || ![Some(then.header), then.header_next].contains(&Some(facts.header)) {
            file.add("damage-key-branch");
        }
        if facts.seq < self.destination.seq || vault.destroyed_since(facts.lines)? {
            file.add_older("damage-key-older");
        }
        Ok(())
    }

    /// Every record that lived then and lives now has its key; none that was destroyed has one.
    fn living(&self, keys: &KeyFile, file: &mut VerifiedFile) -> Result<()> {
        let facts = &keys.facts;
        let undead = keys.living().find(|number| facts.tombstones.contains(*number));
        if let Some(number) = undead {
            file.add_of("damage-key-undead", number);
        }
        // Who was erased in part since has another key; who was not must have this one.
        let same = !self.vault.destroyed_since(facts.lines)?;
        let opener = self.vault.opener();
        for row in &self.vault.state.buckets {
            let bucket = Bucket::load(&self.vault.store, &opener, row)?;
            for (place, entry) in &bucket.directory.0 {
                let Some(number) = RecordNumber::at(row.id, *place) else { continue };
                let known = keys.key(number);
                let fits = known.is_some_and(|key| !same || *key == entry.key);
                if number.get() < facts.next_record && !fits {
                    file.add_of("damage-key-lacks", number);
                }
            }
        }
        Ok(())
    }
}

/// Whether a keyhole has bytes that are neither a key nor blank.
pub(super) fn has_stray_bytes(path: &Path, keyhole: &Keyhole) -> bool {
    let blank = SlotFile::open_read_only(path).and_then(|slots| slots.is_blank_around());
    let torn = keyhole.slots().iter().any(|slot| matches!(slot, Slot::Torn));
    // A file that ends too early cannot be read to its end.
    torn || !blank.unwrap_or(false)
}

/// The hash of the lines of destruction.log in a key file, as its facts name it.
pub(super) fn last_line(bytes: &[u8]) -> crate::model::Digest {
    let body = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let last = body.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    crypto::sha256(last)
}
