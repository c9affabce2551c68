//! The bundle: the keys an operator holds, of the current generation and, wrapped, of older ones.
//!
//! Each key of an older generation is wrapped by itself under the same key of its successor, so
//! that every bundle may carry all the wraps and still opens no level that its keys do not reach.

use zeroize::Zeroizing;

use super::aead::{self, Context, Purpose, SEALED_KEY, Unopened};
use super::boxes::{BoxError, BoxKey, BoxRecipient};
use super::random::{Random, RandomError};
use super::secret::Key;
use super::sign::VaultId;
use super::wire::{Malformed, Reader};
use crate::model::{Clearance, Level, Sealed};

/// The version this program writes and reads.
const VERSION: u8 = 1;

/// The keys of one generation as far as a clearance reaches.
#[derive(Debug, PartialEq, Eq)]
pub struct Generation {
    /// Its number, counted from 1.
    pub number: u32,
    /// Opens header, log, policy and, with the epoch key, the buckets.
    pub vault_key: Key,
    /// The keys of levels 1, 2, 3; those above the clearance are missing.
    pub levels: [Option<Key>; 3],
}

impl Generation {
    /// New keys for everything.
    pub fn generate(number: u32, random: &mut Random) -> Result<Self, RandomError> {
        let levels = [Some(random.key()?), Some(random.key()?), Some(random.key()?)];
        Ok(Self { number, vault_key: random.key()?, levels })
    }

    /// The key of `level`, if the clearance reaches it.
    pub fn level(&self, level: Level) -> Option<&Key> {
        let [one, two, three] = &self.levels;
        match level {
            Level::One => one.as_ref(),
            Level::Two => two.as_ref(),
            Level::Three => three.as_ref(),
        }
    }

    /// The keys that `clearance` gives, as far as they are here: for somebody else's bundle.
    #[must_use]
    pub fn for_clearance(&self, clearance: Clearance) -> Self {
        let levels = Level::ALL
            .map(|level| self.level(level).filter(|_| clearance.opens(level)).map(Key::duplicate));
        Self { number: self.number, vault_key: self.vault_key.duplicate(), levels }
    }
}

/// The keys of one older generation, each wrapped under the same key of the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Older {
    number: u32,
    vault_key: Sealed,
    levels: [Sealed; 3],
}

/// A level key is missing, so this operator cannot wrap a generation for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a level key is missing")]
pub struct Incomplete;

impl Older {
    /// Wraps all keys of `old` under those of `new`, its successor; needs every level key of both.
    pub fn wrap(
        vault: VaultId,
        old: &Generation,
        new: &Generation,
        random: &mut Random,
    ) -> Result<Self, Incomplete> {
        let number = old.number;
        let mut wrap = |part, under: Option<&Key>, inner: Option<&Key>| {
            let (under, inner) = (under.ok_or(Incomplete)?, inner.ok_or(Incomplete)?);
            Ok(aead::seal_key(under, &context(vault, number, part), inner, random))
        };
        let vault_key = wrap(0, Some(&new.vault_key), Some(&old.vault_key))?;
        let mut level = |level: Level| wrap(level.get(), new.level(level), old.level(level));
        let levels = [level(Level::One)?, level(Level::Two)?, level(Level::Three)?];
        Ok(Self { number, vault_key, levels })
    }

    /// Opens as many keys as `new`, the successor, holds.
    fn unwrap(&self, vault: VaultId, new: &Generation) -> Result<Generation, Unopened> {
        let open = |part, under: &Key, sealed: &Sealed| {
            aead::open_key(under, &context(vault, self.number, part), sealed.as_bytes())
        };
        let [one, two, three] = &self.levels;
        let level = |level: Level, sealed| {
            new.level(level).map(|under| open(level.get(), under, sealed)).transpose()
        };
        Ok(Generation {
            number: self.number,
            vault_key: open(0, &new.vault_key, &self.vault_key)?,
            levels: [level(Level::One, one)?, level(Level::Two, two)?, level(Level::Three, three)?],
        })
    }
}

/// All keys of an operator, as his slot gives them.
#[derive(Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The vault.
    pub vault: VaultId,
    /// The generation in use.
    pub current: Generation,
    /// The generations before it, the newest first, without a gap.
    pub older: Vec<Older>,
}

/// Why a bundle does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The box.
    #[error(transparent)]
    Box(#[from] BoxError),
    /// What was in it.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// It belongs to another vault.
    #[error("bundle of another vault")]
    OtherVault,
}

impl Bundle {
    /// Seals it to the operator's box key.
    pub fn seal(&self, operator: &BoxRecipient) -> Result<Sealed, BoxError> {
        operator.seal(&self.encode())
    }

    /// Opens an operator's bundle of `vault`.
    pub fn open(sealed: &[u8], key: &BoxKey, vault: VaultId) -> Result<Self, BundleError> {
        let bundle = Self::decode(&key.open(sealed)?)?;
        if bundle.vault == vault { Ok(bundle) } else { Err(BundleError::OtherVault) }
    }

    /// The keys of generation `number`, or nothing for one this bundle does not know.
    pub fn generation(&self, number: u32) -> Result<Option<Generation>, Unopened> {
        let mut found = self.current.for_clearance(Clearance::FULL);
        let mut older = self.older.iter();
        while found.number > number {
            let Some(next) = older.next() else { return Ok(None) };
            found = next.unwrap(self.vault, &found)?;
        }
        Ok((found.number == number).then_some(found))
    }

    /// The bundle's encoding; see the [module header](super).
    fn encode(&self) -> Zeroizing<Vec<u8>> {
        // Sized at once: growing would leave copies of keys behind.
        let size = 1 + 32 + 4 + 32 + 1 + 3 * 32 + 4 + self.older.len() * (4 + 4 * SEALED_KEY);
        let mut out = Zeroizing::new(Vec::with_capacity(size));
        out.push(VERSION);
        out.extend_from_slice(self.vault.as_bytes());
        out.extend_from_slice(&self.current.number.to_be_bytes());
        out.extend_from_slice(self.current.vault_key.expose());
        out.push(present(&self.current.levels));
        for key in self.current.levels.iter().flatten() {
            out.extend_from_slice(key.expose());
        }
        out.extend_from_slice(&count(&self.older).to_be_bytes());
        for older in &self.older {
            out.extend_from_slice(&older.number.to_be_bytes());
            out.extend_from_slice(older.vault_key.as_bytes());
            older.levels.iter().for_each(|key| out.extend_from_slice(key.as_bytes()));
        }
        out
    }

    fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::versioned(bytes, VERSION)?;
        let vault = VaultId::from_bytes(*reader.array()?);
        let number = reader.u32()?;
        let vault_key = reader.key()?;
        let levels = decode_levels(&mut reader)?;
        let mut older = Vec::new();
        for back in 1..=reader.u32()? {
            older.push(decode_older(&mut reader, number.checked_sub(back))?);
        }
        reader.end()?;
        Ok(Self { vault, current: Generation { number, vault_key, levels }, older })
    }
}

/// Which level keys follow: bit 0 is level 1, bit 1 level 2, bit 2 level 3.
fn present(levels: &[Option<Key>; 3]) -> u8 {
    levels.iter().rev().fold(0, |bits, key| bits << 1 | u8::from(key.is_some()))
}

fn decode_levels(reader: &mut Reader<'_>) -> Result<[Option<Key>; 3], Malformed> {
    let bits = reader.u8()?;
    if bits > 0b111 {
        return Err(Malformed::Shape);
    }
    let mut next = |bit: u8| if bits & bit == 0 { Ok(None) } else { reader.key().map(Some) };
    Ok([next(1)?, next(2)?, next(4)?])
}

/// Reads an older generation, which must have the number `expected`: the list has no gap.
fn decode_older(reader: &mut Reader<'_>, expected: Option<u32>) -> Result<Older, Malformed> {
    let number = reader.u32()?;
    if number == 0 || Some(number) != expected {
        return Err(Malformed::Shape);
    }
    let mut sealed =
        || reader.array::<SEALED_KEY>().map(|bytes| Sealed::from_sealed_bytes(bytes.to_vec()));
    let vault_key = sealed()?;
    Ok(Older { number, vault_key, levels: [sealed()?, sealed()?, sealed()?] })
}

/// How many older generations follow; there are fewer than numbers for them.
fn count(older: &[Older]) -> u32 {
    u32::try_from(older.len()).unwrap_or(u32::MAX)
}

/// The context of one wrapped key: part 0 is the vault key, 1–3 the levels.
const fn context(vault: VaultId, generation: u32, part: u8) -> Context {
    Context { part, generation, ..Context::new(Purpose::Generation, vault) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::crypto::random::tests::repeatable;

    const VAULT: VaultId = VaultId::from_bytes([0x11; 32]);

    /// Three generations with all keys, and the wraps of the first two, the newest first.
    fn three() -> ([Generation; 3], Vec<Older>) {
        let mut random = repeatable();
        let all = [1, 2, 3].map(|number| Generation::generate(number, &mut random).unwrap());
        let [one, two, three] = &all;
        let older = vec![
            Older::wrap(VAULT, two, three, &mut random).unwrap(),
            Older::wrap(VAULT, one, two, &mut random).unwrap(),
        ];
        (all, older)
    }

    fn bundle(clearance: u8) -> (Bundle, [Generation; 3]) {
        let ([one, two, three], older) = three();
        let clearance = Clearance::new(clearance).unwrap();
        let cut = [&one, &two, &three].map(|generation| generation.for_clearance(clearance));
        (Bundle { vault: VAULT, current: three.for_clearance(clearance), older }, cut)
    }

    #[test]
    fn older_generations_open_as_far_as_the_clearance_reaches() {
        for clearance in 0..=3 {
            let (bundle, expected) = bundle(clearance);
            for generation in expected {
                assert_eq!(bundle.generation(generation.number), Ok(Some(generation)));
            }
            assert_eq!(bundle.generation(0), Ok(None));
            assert_eq!(bundle.generation(4), Ok(None));
        }
    }

    #[test]
    fn clearance_three_has_no_key_that_opens_another_wrap() {
        let (bundle, _) = bundle(3);
        let newer = &bundle.current;
        let older = &bundle.older[0];
        let keys = [Some(&newer.vault_key), newer.level(Level::Three)];
        for key in keys.into_iter().flatten() {
            for (part, sealed) in [(1, &older.levels[0]), (2, &older.levels[1])] {
                let opened = aead::open_key(key, &context(VAULT, 2, part), sealed.as_bytes());
                assert_eq!(opened, Err(Unopened::NotAuthentic));
            }
        }
    }

    #[test]
    fn a_clearance_below_full_cannot_wrap_for_everybody() {
        let ([one, two, _], _) = three();
        let cut = two.for_clearance(Clearance::new(2).unwrap());
        assert_eq!(Older::wrap(VAULT, &one, &cut, &mut repeatable()), Err(Incomplete));
    }

    #[test]
    fn a_bundle_opens_for_its_operator_and_its_vault() {
        let (bundle, _) = bundle(2);
        let key = BoxKey::generate();
        let sealed = bundle.seal(&key.recipient()).unwrap();
        assert_eq!(Bundle::open(sealed.as_bytes(), &key, VAULT).as_ref(), Ok(&bundle));
        let other = VaultId::from_bytes([0x12; 32]);
        let opened = Bundle::open(sealed.as_bytes(), &key, other);
        assert_eq!(opened, Err(BundleError::OtherVault));
        let opened = Bundle::open(sealed.as_bytes(), &BoxKey::generate(), VAULT);
        assert_eq!(opened, Err(BundleError::Box(BoxError::NoMatch)));
    }

    #[test]
    fn the_encoding_has_a_fixed_layout() {
        let key = |byte| Key::from_bytes([byte; 32]);
        let current =
            Generation { number: 1, vault_key: key(1), levels: [None, Some(key(2)), Some(key(3))] };
        let bundle = Bundle { vault: VAULT, current, older: Vec::new() };
        let parts: [&[u8]; 8] = [
            &[1],
            &[0x11; 32],
            &[0, 0, 0, 1],
            &[1; 32],
            &[0b110],
            &[2; 32],
            &[3; 32],
            &[0, 0, 0, 0],
        ];
        assert_eq!(bundle.encode().as_slice(), parts.concat());
    }

    #[test]
    fn reading_is_strict() {
        let good = bundle(1).0.encode();
        assert!(Bundle::decode(&good).is_ok());
        let mut bytes = good.to_vec();
        bytes.push(0);
        assert_eq!(Bundle::decode(&bytes), Err(Malformed::Shape), "bytes behind");
        for i in 0..good.len() {
            assert_eq!(Bundle::decode(&good[..i]), Err(Malformed::Shape), "cut at {i}");
        }
        let change = |at: usize, value: u8| {
            let mut bytes = good.to_vec();
            bytes[at] = value;
            Bundle::decode(&bytes)
        };
        assert_eq!(change(0, 2), Err(Malformed::Version(2)));
        assert_eq!(change(69, 0b1111), Err(Malformed::Shape), "unknown level");
        assert_eq!(change(36, 4), Err(Malformed::Shape), "a gap before the older ones");
        assert_eq!(change(36, 1), Err(Malformed::Shape), "generation 0");
    }

    proptest! {
        #[test]
        fn nothing_read_panics(bytes: Vec<u8>) {
            drop(Bundle::decode(&[&[VERSION], bytes.as_slice()].concat()));
        }
    }
}
