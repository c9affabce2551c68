//! Sealing: XChaCha20-Poly1305 with a context that pins every sealed value to its place and time.
//!
//! What is sealed is padded first, because a length tells a lot about a short value; keys, whose
//! length is no secret, are not. The layouts are in the [module header](super).

use chacha20poly1305::aead::{AeadInPlace, KeyInit};
use chacha20poly1305::{Tag, XChaCha20Poly1305, XNonce};
use zeroize::{Zeroize, Zeroizing};

use super::padding::{self, padded_len};
use super::random::Random;
use super::secret::Key;
use super::sign::VaultId;
use crate::model::Sealed;

/// Bytes of a nonce, before the ciphertext.
const NONCE: usize = 24;
/// Bytes of a tag, behind it.
const TAG: usize = 16;
/// How every context begins.
const LABEL: &[u8; 10] = b"kedang/k1/";
/// Bytes of an encoded context.
const CONTEXT: usize = 74;

/// Bytes of a sealed key: nonce, 32 bytes, tag.
pub const SEALED_KEY: usize = NONCE + Key::LEN + TAG;

/// What a sealed value is for; its number is part of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Purpose {
    /// A bucket key wrapped under the wrap key of an epoch.
    BucketKey = 1,
    /// A bucket's directory.
    Directory = 2,
    /// What a record holds in one part.
    Compartment = 3,
    /// A search segment.
    Segment = 4,
    /// An event or an entry of the history of a record.
    Trail = 5,
    /// An entry of the log.
    LogEntry = 6,
    /// A checkpoint of the log.
    Checkpoint = 7,
    /// The policy.
    Policy = 8,
    /// The private half of an operator's credential.
    Slot = 9,
    /// A key of an older generation wrapped under its successor.
    Generation = 10,
    /// A piece of a backup destination's key file.
    KeyFile = 11,
    /// Hashes of what imports are to refuse.
    Suppressed = 12,
}

/// Where and when a sealed value belongs: authenticated with it, so that it opens nowhere else.
/// What a purpose does not need stays 0, as [`Context::new`] leaves it:
/// `Context { subject: 3, ..Context::new(Purpose::Directory, vault) }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// What the value is for.
    pub purpose: Purpose,
    /// The vault.
    pub vault: VaultId,
    /// The number of the record, bucket, log entry or operator.
    pub subject: u64,
    /// [`Part::get`](crate::model::Part::get), or what the purpose defines.
    pub part: u8,
    /// The generation of the keys.
    pub generation: u32,
    /// The epoch.
    pub epoch: u64,
    /// The schema of the plaintext.
    pub schema: u16,
    /// The revision of the value.
    pub revision: u64,
}

impl Context {
    /// The context of `purpose` in `vault`, everything else 0.
    pub const fn new(purpose: Purpose, vault: VaultId) -> Self {
        Self {
            purpose,
            vault,
            subject: 0,
            part: 0,
            generation: 0,
            epoch: 0,
            schema: 0,
            revision: 0,
        }
    }

    /// The additional authenticated data; its layout is in the [module header](super).
    fn encode(&self) -> [u8; CONTEXT] {
        let mut out = [0; CONTEXT];
        let mut rest = out.as_mut_slice();
        let mut put = |bytes: &[u8]| {
            // Infallible: the fields are as long as the array, which a test holds.
            if let Some((place, tail)) = std::mem::take(&mut rest).split_at_mut_checked(bytes.len())
            {
                place.copy_from_slice(bytes);
                rest = tail;
            }
        };
        put(LABEL);
        put(&[self.purpose as u8]);
        put(self.vault.as_bytes());
        put(&self.subject.to_be_bytes());
        put(&[self.part]);
        put(&self.generation.to_be_bytes());
        put(&self.epoch.to_be_bytes());
        put(&self.schema.to_be_bytes());
        put(&self.revision.to_be_bytes());
        out
    }
}

/// Why a sealed value does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unopened {
    /// It is shorter than any sealed value, or not as long as a sealed key.
    #[error("sealed value has an impossible length")]
    Length,
    /// Wrong key, wrong place or time, or changed bytes: these cannot be told apart.
    #[error("sealed value is not authentic here")]
    NotAuthentic,
    /// It is authentic, but its padding is not what this format writes.
    #[error("sealed value has malformed padding")]
    Padding,
}

/// Sealed bytes read back from where they were kept.
pub fn read_back(bytes: &[u8]) -> Sealed {
    Sealed::from_sealed_bytes(bytes.to_vec())
}

/// Seals `plaintext`, padded, with a new nonce.
///
/// # Panics
/// When `plaintext` has 4 GiB or more, which the limits on input exclude.
pub fn seal(key: &Key, context: &Context, plaintext: &[u8], random: &mut Random) -> Sealed {
    let mut out = Vec::with_capacity(NONCE + padded_len(plaintext.len()) + TAG);
    out.extend_from_slice(&random.nonce::<NONCE>());
    padding::put(&mut out, plaintext);
    encrypt(key, context, out)
}

/// Seals the key `inner` under the key `under`: always [`SEALED_KEY`] bytes.
pub fn seal_key(under: &Key, context: &Context, inner: &Key, random: &mut Random) -> Sealed {
    let mut out = Vec::with_capacity(SEALED_KEY);
    out.extend_from_slice(&random.nonce::<NONCE>());
    out.extend_from_slice(inner.expose());
    encrypt(under, context, out)
}

/// Opens what [`seal`] made.
pub fn open(key: &Key, context: &Context, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    let mut buffer = Zeroizing::new(Vec::new());
    let len = open_into(key, context, sealed, &mut buffer)?.len();
    buffer.copy_within(padding::LENGTH..padding::LENGTH + len, 0);
    buffer.truncate(len);
    Ok(buffer)
}

/// Opens what [`seal`] made in a buffer that is used again for the next one, and lends the
/// plaintext: a scan opens thousands of segments without allocating.
pub fn open_into<'b>(
    key: &Key,
    context: &Context,
    sealed: &[u8],
    buffer: &'b mut Zeroizing<Vec<u8>>,
) -> Result<&'b [u8], Unopened> {
    let (nonce, body, tag) = split(sealed)?;
    if buffer.capacity() < body.len() {
        // Growing would copy and free the old plaintext unwiped.
        buffer.zeroize();
        **buffer = Vec::with_capacity(body.len());
    }
    buffer.clear();
    buffer.extend_from_slice(body);
    decrypt(key, context, nonce, tag, buffer)?;
    padding::take(buffer).ok_or(Unopened::Padding)
}

/// Opens what [`seal_key`] made.
pub fn open_key(under: &Key, context: &Context, sealed: &[u8]) -> Result<Key, Unopened> {
    let (nonce, body, tag) = split(sealed)?;
    let mut inner = Key::from_slice(body).ok_or(Unopened::Length)?;
    let mut bytes = Zeroizing::new(*inner.expose());
    decrypt(under, context, nonce, tag, bytes.as_mut_slice())?;
    inner.zeroize();
    Ok(Key::from_bytes(*bytes))
}

/// Encrypts in place what stands behind the nonce and appends the tag.
#[expect(clippy::expect_used, reason = "the cipher refuses only more than 256 GiB")]
fn encrypt(key: &Key, context: &Context, mut out: Vec<u8>) -> Sealed {
    let (nonce, body) = out.split_at_mut(NONCE);
    let tag = XChaCha20Poly1305::new(key.expose().into())
        .encrypt_in_place_detached(XNonce::from_slice(nonce), &context.encode(), body)
        .expect("plaintext below 256 GiB");
    out.extend_from_slice(&tag);
    Sealed::from_sealed_bytes(out)
}

fn decrypt(
    key: &Key,
    context: &Context,
    nonce: &[u8; NONCE],
    tag: &[u8; TAG],
    body: &mut [u8],
) -> Result<(), Unopened> {
    XChaCha20Poly1305::new(key.expose().into())
        .decrypt_in_place_detached(
            XNonce::from_slice(nonce),
            &context.encode(),
            body,
            Tag::from_slice(tag),
        )
        .map_err(|_| Unopened::NotAuthentic)
}

/// Nonce, ciphertext and tag.
pub(super) type Split<'a> = (&'a [u8; NONCE], &'a [u8], &'a [u8; TAG]);

/// Takes a sealed value apart.
pub(super) fn split(sealed: &[u8]) -> Result<Split<'_>, Unopened> {
    let (nonce, rest) = sealed.split_first_chunk().ok_or(Unopened::Length)?;
    let (body, tag) = rest.split_last_chunk().ok_or(Unopened::Length)?;
    Ok((nonce, body, tag))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::crypto::random::tests::repeatable;
    use crate::model::hex;

    const VAULT: VaultId = VaultId::from_bytes([0x11; 32]);

    fn context() -> Context {
        Context {
            subject: 12,
            part: 2,
            generation: 4,
            epoch: 9,
            schema: 1,
            revision: 77,
            ..Context::new(Purpose::Compartment, VAULT)
        }
    }

    fn key() -> Key {
        Key::from_bytes(std::array::from_fn(|i| u8::try_from(i).unwrap()))
    }

    #[test]
    fn the_context_has_a_fixed_layout() {
        let mut text = String::new();
        hex::write(&mut text, &context().encode()).unwrap();
        let expected = "6b6564616e672f6b312f03\
            1111111111111111111111111111111111111111111111111111111111111111\
            000000000000000c02000000040000000000000009\
            0001000000000000004d";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_libsodium_sealed_opens() {
        // Made with PyNaCl from the layouts in the module header.
        let value: [u8; 104] = hex::decode(
            "000102030405060708090a0b0c0d0e0f101112131415161797c20f7f756e2d4a8fdbce447852a8e84b\
             4728a5fdd61deb7f1a3fb63dadf5595e06b6e441670964d595ae59cf21536271bae2594774fb19079b\
             933d8fe744f4b89078985d633eaa62d2ac30750aa826",
        )
        .unwrap();
        assert_eq!(open(&key(), &context(), &value).unwrap().as_slice(), "张伟芳".as_bytes());
        let wrapped: [u8; SEALED_KEY] = hex::decode(
            "000102030405060708090a0b0c0d0e0f1011121314151617bee32d5cb4f7ab891b6d0ce5e77f86c77b\
             761a96c9e32bdc4723058d0190cb66121017862918dedc86609b5e78978987",
        )
        .unwrap();
        let inner = Key::from_bytes(std::array::from_fn(|i| u8::try_from(32 + i).unwrap()));
        assert_eq!(open_key(&key(), &context(), &wrapped), Ok(inner));
    }

    #[test]
    fn any_other_context_or_key_refuses() {
        let c = context();
        let mut random = repeatable();
        let value = seal(&key(), &c, b"synthetic", &mut random);
        let wrapped = seal_key(&key(), &c, &key(), &mut random);
        for other in [
            Context { purpose: Purpose::Trail, ..c },
            Context { vault: VaultId::from_bytes([0x12; 32]), ..c },
            Context { subject: 13, ..c },
            Context { part: 3, ..c },
            Context { generation: 5, ..c },
            Context { epoch: 10, ..c },
            Context { schema: 2, ..c },
            Context { revision: 78, ..c },
        ] {
            let error = Some(Unopened::NotAuthentic);
            assert_eq!(open(&key(), &other, value.as_bytes()).err(), error, "{other:?}");
            assert_eq!(open_key(&key(), &other, wrapped.as_bytes()).err(), error, "{other:?}");
        }
        let other = Key::from_bytes([0; 32]);
        assert_eq!(open(&other, &c, value.as_bytes()).err(), Some(Unopened::NotAuthentic));
        assert!(open(&key(), &c, value.as_bytes()).is_ok());
    }

    #[test]
    fn no_changed_or_missing_byte_goes_unnoticed() {
        let value = seal(&key(), &context(), b"synthetic", &mut repeatable());
        for i in 0..value.as_bytes().len() {
            let mut bytes = value.as_bytes().to_vec();
            bytes[i] ^= 0x80;
            assert!(open(&key(), &context(), &bytes).is_err(), "byte {i}");
            assert!(open(&key(), &context(), &bytes[..i]).is_err(), "cut at {i}");
        }
    }

    #[test]
    fn authentic_but_malformed_padding_is_refused() {
        let sealed = |body: &[u8]| encrypt(&key(), &context(), [&[0; NONCE], body].concat());
        let error = |body: &[u8]| open(&key(), &context(), sealed(body).as_bytes()).err();
        let mut body = [0; 64];
        body[0] = 60;
        assert_eq!(error(&body), None);
        body[0] = 61;
        assert_eq!(error(&body), Some(Unopened::Padding), "longer than there is");
        body[0] = 59;
        body[63] = 1;
        assert_eq!(error(&body), Some(Unopened::Padding), "not zero");
        assert_eq!(error(&[0; 128]), Some(Unopened::Padding), "more than needed");
        assert_eq!(error(&[0; 3]), Some(Unopened::Padding), "no length");
        assert_eq!(error(&[]), Some(Unopened::Padding), "nothing");
    }

    #[test]
    fn a_value_is_no_key_and_a_key_no_value() {
        let value = seal(&key(), &context(), b"synthetic", &mut repeatable());
        assert_eq!(open_key(&key(), &context(), value.as_bytes()), Err(Unopened::Length));
        let wrapped = seal_key(&key(), &context(), &key(), &mut repeatable());
        assert_eq!(wrapped.as_bytes().len(), SEALED_KEY);
        let opened = open(&key(), &context(), wrapped.as_bytes());
        assert_eq!(opened.err(), Some(Unopened::Padding));
    }

    #[test]
    fn a_buffer_serves_many_values_and_holds_the_last() {
        let mut random = repeatable();
        let mut buffer = Zeroizing::new(Vec::new());
        for len in [20_000, 3, 500, 40_000] {
            let plaintext = vec![7; len];
            let value = seal(&key(), &context(), &plaintext, &mut random);
            let opened = open_into(&key(), &context(), value.as_bytes(), &mut buffer);
            assert_eq!(opened, Ok(plaintext.as_slice()));
        }
        let capacity = buffer.capacity();
        let value = seal(&key(), &context(), b"short", &mut random);
        assert_eq!(
            open_into(&key(), &context(), value.as_bytes(), &mut buffer),
            Ok(b"short".as_slice())
        );
        assert_eq!(buffer.capacity(), capacity, "no new allocation");
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(plaintext: Vec<u8>, subject: u64, revision: u64) {
            let context = Context { subject, revision, ..context() };
            let value = seal(&key(), &context, &plaintext, &mut repeatable());
            prop_assert_eq!(value.as_bytes().len(), NONCE + padded_len(plaintext.len()) + TAG);
            let opened = open(&key(), &context, value.as_bytes()).unwrap();
            prop_assert_eq!(opened.as_slice(), plaintext.as_slice());
        }
    }
}
