//! What a data artefact is, signed by who wrote it.

use crate::crypto::{Signature, SigningKey, VerifyingKey};
use crate::files;
use crate::model::{Digest, OperatorNumber};
use crate::vault::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;

const LABEL: &str = "kedang/k1/manifest";
const LIMIT: u64 = 64 << 10;

/// What a manifest says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `kedang-backup/2`, or `kedang-backup/1`, which is read still.
    pub format: String,
    /// The vault's id; its digits are the vault's fingerprint.
    pub vault: Digest,
    /// The id of the destination that it was written for.
    pub destination: Digest,
    /// The name of the artefact.
    pub artefact: String,
    /// When, in milliseconds since 1970 UTC.
    pub created: i64,
    /// The number of the operator who signs.
    pub operator: u32,
    /// The program and its version.
    pub tool: String,
    /// The log entry that the data is of.
    pub seq: u64,
    /// The head there.
    pub head: Digest,
    /// The root over all buckets.
    pub root: Digest,
    /// The epoch.
    pub epoch: u64,
    /// The number that the next record gets.
    pub next_record: u64,
    /// How many records the data has.
    pub records: u64,
    /// How many trail entries.
    pub trail: u64,
    /// How many bytes.
    pub bytes: u64,
    /// The hash of the data.
    pub data: Digest,
    /// The generation that seals the checkpoint.
    pub generation: u32,
    /// The checkpoint as the log has it, sealed, in hex.
    pub checkpoint: String,
}

/// The format that this program writes.
pub(crate) const FORMAT: &str = "kedang-backup/2";

/// The format before it, in which the hash is that of the bytes of the data; read, not written.
pub(crate) const OF_BYTES: &str = "kedang-backup/1";

/// The manifest and its signature, as the file has them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    payload: String,
    signature: String,
}

impl Manifest {
    /// Who signs.
    pub const fn operator(&self) -> OperatorNumber {
        OperatorNumber(self.operator)
    }

    /// The bytes of the file.
    pub(crate) fn sign(&self, key: &SigningKey) -> Result<Vec<u8>> {
        let payload = serde_json::to_string(self).map_err(|_| Error::Bug("manifest"))?;
        let signature = key.sign(LABEL, payload.as_bytes()).to_string();
        let signed = Signed { payload, signature };
        let mut line = serde_json::to_vec(&signed).map_err(|_| Error::Bug("manifest"))?;
        line.push(b'\n');
        Ok(line)
    }
}

/// A manifest that was read; believe it after [`Read::verify`].
#[derive(Clone, Debug)]
pub(crate) struct Read {
    /// What it says.
    pub(crate) manifest: Manifest,
    signed: Signed,
}

/// Reads a manifest; nothing when there is none.
pub(crate) fn read(path: &Path) -> Result<Option<Read>> {
    let Some(bytes) = files::read_if_there(path, LIMIT)? else { return Ok(None) };
    let damaged = || Error::damaged_file(path.to_path_buf(), "manifest");
    let line = bytes.strip_suffix(b"\n").ok_or_else(damaged)?;
    let signed: Signed = serde_json::from_slice(line).map_err(|_| damaged())?;
    if serde_json::to_vec(&signed).is_ok_and(|again| again != line) {
        return Err(damaged());
    }
    match serde_json::from_str::<Manifest>(&signed.payload) {
        Ok(manifest) if [FORMAT, OF_BYTES].contains(&&*manifest.format) => {
            Ok(Some(Read { manifest, signed }))
        }
        Ok(_) => Err(Error::Newer("manifest")),
        Err(_) => Err(damaged()),
    }
}

impl Read {
    /// Whether the holder of `key` signed it.
    pub(crate) fn verify(&self, key: &VerifyingKey) -> bool {
        let signature: std::result::Result<Signature, _> = self.signed.signature.parse();
        signature.is_ok_and(|s| key.verify(LABEL, self.signed.payload.as_bytes(), &s).is_ok())
    }
}

#[expect(clippy::disallowed_methods, reason = "what strangers and crashes do to files")]
#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest {
            format: FORMAT.to_owned(),
            vault: Digest([1; 32]),
            destination: Digest([2; 32]),
            artefact: "20261121T233015Z".to_owned(),
            created: 7,
            operator: 1,
            tool: "kedang 0.1.0".to_owned(),
            seq: 9,
            head: Digest([3; 32]),
            root: Digest([4; 32]),
            epoch: 2,
            next_record: 12,
            records: 10,
            trail: 3,
            bytes: 9000,
            data: Digest([5; 32]),
            generation: 1,
            checkpoint: "00ff".to_owned(),
        }
    }

    #[test]
    fn a_manifest_is_believed_only_as_it_was_signed() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("manifest");
        let key = SigningKey::from_seed(&[5; 32]);
        let bytes = manifest().sign(&key).unwrap();
        std::fs::write(&path, &bytes).unwrap();
        let back = read(&path).unwrap().unwrap();
        assert_eq!(back.manifest, manifest());
        assert!(back.verify(&key.verifying_key()));
        assert!(!back.verify(&SigningKey::from_seed(&[6; 32]).verifying_key()));
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            std::fs::write(&path, &flipped).unwrap();
            let believed =
                read(&path).ok().flatten().is_some_and(|r| r.verify(&key.verifying_key()));
            assert!(!believed, "byte {at}");
        }
    }
}
