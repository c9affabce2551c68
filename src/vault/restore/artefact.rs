//! A data artefact: which one is meant, whether its manifest can be believed, and its rows.
//!
//! A manifest is believed when an operator signed it who had the capability at that time, and when
//! the log knows the very state that it describes. One that the log does not reach yet is not damaged:
//! data that lies without keys may be newer than the log beside the keys. Rows are used after the hash of the whole has
//! been compared, and what reads them a second time compares it again.

use super::refusal::Unrestorable;
use super::source::damaged;
use crate::crypto::{self, digest::Hasher};
use crate::files::{self, FileError};
use crate::model::{Capability, Digest, hex};
use crate::store::LogRow;
use crate::vault::backup::folder::{Folder, is_artefact};
use crate::vault::backup::manifest::{self, Manifest, OF_BYTES};
use crate::vault::backup::rows::{Row, Rows, Sum, Unread};
use crate::vault::error::{Error, Result};
use crate::vault::session::Vault;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// An artefact whose manifest was verified.
#[derive(Clone, Debug)]
pub(crate) struct Artefact {
    pub(crate) dir: PathBuf,
    pub(crate) manifest: Manifest,
}

/// The directory of the artefact that is wanted: of that name at the destination, at that path, or
/// the newest.
pub(crate) fn locate(vault: &Vault, folder: &Folder, wanted: Option<&Path>) -> Result<PathBuf> {
    let Some(wanted) = wanted else {
        let newest = vault.kept(folder)?.pop();
        return newest
            .map(|kept| folder.artefact(&kept.name))
            .ok_or_else(|| Unrestorable::NoArtefact(folder.dir().to_path_buf()).into());
    };
    let named = wanted.to_str().filter(|name| is_artefact(name)).map(|name| folder.artefact(name));
    Ok(named.filter(|dir| dir.exists()).unwrap_or_else(|| wanted.to_path_buf()))
}

/// What the manifest in `dir` says, if an operator of the vault signed it; whether the log knows
/// its state is another question.
pub(crate) fn signed_manifest(vault: &Vault, dir: &Path) -> Result<Manifest> {
    let path = dir.join("manifest");
    let read = manifest::read(&path)?.ok_or_else(|| Unrestorable::NoArtefact(dir.to_path_buf()))?;
    if read.manifest.vault != Digest(*vault.id().as_bytes()) {
        return Err(damaged(&path, "manifest", "damage-other-vault"));
    }
    let unsigned = || damaged(&path, "manifest", "damage-manifest-signature");
    let key = vault.signer_key(read.manifest.operator()).ok_or_else(unsigned)?;
    let believed = read.verify(&key) || vault.mutated("restore-manifest");
    if believed { Ok(read.manifest) } else { Err(unsigned()) }
}

impl Artefact {
    /// The artefact in `dir`, its manifest held to the log of `vault`.
    pub(crate) fn open(vault: &Vault, dir: &Path) -> Result<Self> {
        let manifest = signed_manifest(vault, dir)?;
        let path = dir.join("manifest");
        let (here, of) = (vault.state.checkpoint.seq, manifest.seq);
        if of > here {
            return Err(Unrestorable::Newer { path, here, of }.into());
        }
        let unknown = || damaged(&path, "manifest", "damage-manifest-branch");
        let bytes = hex::decode_all(&manifest.checkpoint).ok_or_else(unknown)?;
        let row = LogRow {
            seq: manifest.seq,
            generation: manifest.generation,
            sealed: crypto::read_back(&bytes),
        };
        let checkpoint = vault.verified_checkpoint(&row).map_err(|_| unknown())?;
        let logged = vault.store.checkpoint_covering(manifest.seq)?.ok_or_else(unknown)?;
        let Manifest { seq, head, root, epoch, next_record, .. } = manifest;
        let described = (seq, head, root, epoch, next_record);
        let state = (
            checkpoint.seq,
            checkpoint.head,
            checkpoint.root,
            checkpoint.epoch,
            checkpoint.next_record,
        );
        if vault.verified_checkpoint(&logged)? != checkpoint || described != state {
            return Err(unknown());
        }
        let count = vault.roster.count_at(checkpoint.roster);
        let member = count.and_then(|count| vault.roster.get_at(manifest.operator(), count));
        if !member.is_some_and(|member| member.capabilities.has(Capability::Backup)) {
            return Err(damaged(&path, "manifest", "damage-manifest-signature"));
        }
        // It is known by its name. Under a name of another form it lies anywhere.
        let named = dir.file_name().and_then(|name| name.to_str()).filter(|n| is_artefact(n));
        if named.is_some_and(|name| name != manifest.artefact) {
            let (path, name) = (dir.to_path_buf(), manifest.artefact);
            return Err(Unrestorable::Renamed { path, name }.into());
        }
        Ok(Self { dir: dir.to_path_buf(), manifest })
    }

    /// Begins to read its rows.
    pub(crate) fn read(&self) -> Result<Reading<'_>> {
        let path = self.dir.join("data");
        let file = match files::open_regular(&path) {
            Ok(file) => file,
            Err(error) if error.source.kind() == ErrorKind::NotFound => {
                return Err(damaged(&path, "data", "damage-missing"));
            }
            Err(error) => return Err(error.into()),
        };
        let hasher = (self.manifest.format == OF_BYTES).then(Hasher::new);
        let counted = Counted { reader: file, bytes: 0, hasher };
        let mut reading = Reading { artefact: self, path, rows: None, last: 0, sum: Sum::new() };
        let rows = Rows::new(BufReader::with_capacity(1 << 20, counted));
        reading.rows = Some(rows.map_err(|unread| reading.unread(unread))?);
        Ok(reading)
    }
}

/// The rows of an artefact, one after the other.
pub(crate) struct Reading<'a> {
    artefact: &'a Artefact,
    path: PathBuf,
    rows: Option<Rows<BufReader<Counted>>>,
    last: u64,
    /// Of the records so far.
    sum: Sum,
}

impl Reading<'_> {
    /// The next row; at the end, after the hash of everything was compared, nothing.
    pub(crate) fn next(&mut self) -> Result<Option<Row>> {
        let Some(rows) = &mut self.rows else { return Ok(None) };
        let next = rows.next();
        match next.map_err(|unread| self.unread(unread))? {
            Some(row) if row.record.number.get() > self.last => {
                self.last = row.record.number.get();
                self.sum.add(&row.line());
                Ok(Some(row))
            }
            Some(_) => Err(self.damaged()),
            None => self.compare().map(|()| None),
        }
    }

    fn compare(&mut self) -> Result<()> {
        let Some(rows) = self.rows.take() else { return Ok(()) };
        let Counted { bytes, hasher, .. } = rows.into_inner().into_inner();
        let Manifest { records, trail, bytes: size, data, .. } = self.artefact.manifest;
        let sum = std::mem::replace(&mut self.sum, Sum::new());
        let whole = bytes == size && sum.count() == (records, trail);
        let hash = hasher.map_or_else(|| sum.finish(), Hasher::finish);
        if whole && hash == data { Ok(()) } else { Err(self.damaged()) }
    }

    fn damaged(&self) -> Error {
        damaged(&self.path, "data", "damage-data")
    }

    fn unread(&self, unread: Unread) -> Error {
        match unread {
            Unread::Io(source) if source.kind() != ErrorKind::UnexpectedEof => {
                FileError { path: self.path.clone(), source }.into()
            }
            _ => self.damaged(),
        }
    }
}

/// Counts what is read through it, and hashes it where the hash is that of the bytes.
struct Counted {
    reader: File,
    bytes: u64,
    hasher: Option<Hasher>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.bytes += n as u64;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(buffer.get(..n).unwrap_or_default());
        }
        Ok(n)
    }
}
