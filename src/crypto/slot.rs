//! A slot's secret: the private half of an operator's credential, sealed by a passphrase, by a
//! recovery code, or to an identity file.
//!
//! The three do not know of each other, and none holds a key of the vault: those are in the
//! [bundle](super::bundle), which anyone entitled can renew without anybody's secret. So changing
//! a passphrase touches one slot, and rotating the vault's keys touches none.

use zeroize::Zeroizing;

use super::aead::{self, Context, Purpose, Unopened};
use super::boxes::{BoxError, BoxKey};
use super::identity::{Callbacks, IdentityFile, Recipients};
use super::passphrase::{Cost, CostError, Passphrase, SALT};
use super::random::{Random, RandomError};
use super::recovery::RecoveryCode;
use super::secret::Key;
use super::sign::{SigningKey, VaultId, VerifyingKey};
use super::wire::{Malformed, Reader};
use crate::model::{OperatorNumber, Sealed};

/// The version this program writes and reads.
const VERSION: u8 = 1;
/// Bytes of an encoded private half.
const SIZE: usize = 1 + BoxKey::TEXT + 32 + 32 + 32;

/// What a slot's secret opens: everything an operator needs to be himself.
#[derive(Debug)]
pub struct PrivateHalf {
    /// Opens his bundle.
    pub box_key: BoxKey,
    /// Signs what he does.
    pub signing_key: SigningKey,
    /// The key that began the vault, from which the roster is checked.
    pub genesis: VerifyingKey,
}

/// Why a slot does not open or cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlotError {
    /// The passphrase or recovery code is wrong; a damaged slot looks the same, and only the
    /// header's plain hash tells them apart.
    #[error("wrong passphrase or recovery code")]
    WrongSecret,
    /// The slot asks for a key derivation this program refuses.
    #[error(transparent)]
    Cost(#[from] CostError),
    /// The box of an identity slot.
    #[error(transparent)]
    Box(#[from] BoxError),
    /// What was inside.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// It opened, and belongs to another vault.
    #[error("credential of another vault")]
    OtherVault,
    /// Sealing needs randomness.
    #[error(transparent)]
    Random(#[from] RandomError),
}

/// Whose slot it is: bound into what a passphrase or a recovery code seals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The vault.
    pub vault: VaultId,
    /// The operator.
    pub operator: OperatorNumber,
}

/// The private half sealed by a passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassphraseSlot {
    /// What its key derivation costs.
    pub cost: Cost,
    /// The salt of the key derivation.
    pub salt: [u8; SALT],
    /// The private half.
    pub sealed: Sealed,
}

/// The private half sealed by a recovery code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoverySlot {
    /// The salt of the key derivation.
    pub salt: [u8; SALT],
    /// The private half.
    pub sealed: Sealed,
}

/// The private half sealed to age recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentitySlot {
    /// The private half.
    pub sealed: Sealed,
}

impl PassphraseSlot {
    /// Seals `half` with a new salt.
    pub fn seal(
        half: &PrivateHalf,
        owner: Owner,
        passphrase: &Passphrase,
        cost: Cost,
        random: &mut Random,
    ) -> Result<Self, SlotError> {
        let salt = *random.key_bytes()?;
        let key = passphrase.key(&salt, cost)?;
        let context = context(owner, Kind::Passphrase);
        Ok(Self { cost, salt, sealed: aead::seal(&key, &context, &half.encode(), random) })
    }

    /// Opens it: costs what [`Self::cost`] says, once it was checked.
    pub fn open(&self, owner: Owner, passphrase: &Passphrase) -> Result<PrivateHalf, SlotError> {
        let key = passphrase.key(&self.salt, self.cost)?;
        open(&key, owner, Kind::Passphrase, &self.sealed)
    }
}

impl RecoverySlot {
    /// Seals `half` with a new salt.
    pub fn seal(
        half: &PrivateHalf,
        owner: Owner,
        code: &RecoveryCode,
        random: &mut Random,
    ) -> Result<Self, SlotError> {
        let salt = *random.key_bytes()?;
        let context = context(owner, Kind::Recovery);
        let sealed = aead::seal(&code.key(&salt), &context, &half.encode(), random);
        Ok(Self { salt, sealed })
    }

    /// Opens it.
    pub fn open(&self, owner: Owner, code: &RecoveryCode) -> Result<PrivateHalf, SlotError> {
        open(&code.key(&self.salt), owner, Kind::Recovery, &self.sealed)
    }
}

impl IdentitySlot {
    /// Seals `half` to `recipients`.
    pub fn seal(half: &PrivateHalf, recipients: &Recipients) -> Result<Self, SlotError> {
        Ok(Self { sealed: recipients.seal(&half.encode())? })
    }

    /// Opens it with an identity file; no key derivation, so it takes under a millisecond.
    pub fn open(
        &self,
        vault: VaultId,
        file: &IdentityFile,
        callbacks: &impl Callbacks,
    ) -> Result<PrivateHalf, SlotError> {
        let bytes = file.open(self.sealed.as_bytes(), callbacks)?;
        PrivateHalf::decode(&bytes)?.of_vault(vault)
    }
}

impl PrivateHalf {
    /// A new credential in the vault that begins with `genesis`, or that it begins itself.
    pub fn generate(
        genesis: Option<VerifyingKey>,
        random: &mut Random,
    ) -> Result<Self, RandomError> {
        let signing_key = SigningKey::generate(random)?;
        let genesis = genesis.unwrap_or_else(|| signing_key.verifying_key());
        Ok(Self { box_key: BoxKey::generate(), signing_key, genesis })
    }

    /// The vault it belongs to.
    pub fn vault(&self) -> VaultId {
        VaultId::of(&self.genesis)
    }

    fn of_vault(self, vault: VaultId) -> Result<Self, SlotError> {
        if self.vault() == vault { Ok(self) } else { Err(SlotError::OtherVault) }
    }

    /// Its encoding; see the [module header](super).
    fn encode(&self) -> Zeroizing<Vec<u8>> {
        let mut out = Zeroizing::new(Vec::with_capacity(SIZE));
        out.push(VERSION);
        out.extend_from_slice(self.box_key.text().as_bytes());
        out.extend_from_slice(self.signing_key.seed().as_slice());
        out.extend_from_slice(self.vault().as_bytes());
        out.extend_from_slice(self.genesis.as_bytes());
        out
    }

    fn decode(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::versioned(bytes, VERSION)?;
        let text = reader.array::<{ BoxKey::TEXT }>()?;
        let text = std::str::from_utf8(text).map_err(|_| Malformed::Shape)?;
        let box_key = BoxKey::from_text(text).map_err(|_| Malformed::Shape)?;
        let signing_key = SigningKey::from_seed(reader.array()?);
        let vault = VaultId::from_bytes(*reader.array()?);
        let genesis = VerifyingKey::from_bytes(reader.array()?).map_err(|_| Malformed::Shape)?;
        reader.end()?;
        let half = Self { box_key, signing_key, genesis };
        if half.vault() == vault { Ok(half) } else { Err(Malformed::Shape) }
    }
}

/// Which secret sealed a slot; the part of its context.
#[derive(Clone, Copy)]
enum Kind {
    Passphrase = 1,
    Recovery = 2,
}

const fn context(owner: Owner, kind: Kind) -> Context {
    let subject = owner.operator.0 as u64;
    Context { subject, part: kind as u8, ..Context::new(Purpose::Slot, owner.vault) }
}

fn open(key: &Key, owner: Owner, kind: Kind, sealed: &Sealed) -> Result<PrivateHalf, SlotError> {
    let opened = aead::open(key, &context(owner, kind), sealed.as_bytes());
    let bytes = opened.map_err(|unopened| match unopened {
        Unopened::NotAuthentic => SlotError::WrongSecret,
        Unopened::Length | Unopened::Padding => SlotError::Malformed(Malformed::Shape),
    })?;
    PrivateHalf::decode(&bytes)?.of_vault(owner.vault)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::identity::NoCallbacks;
    use crate::crypto::random::tests::repeatable;

    /// From the test vectors of age itself.
    const SECRET: &str =
        "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";

    fn half() -> PrivateHalf {
        let signing_key = SigningKey::from_seed(&[3; 32]);
        let genesis = signing_key.verifying_key();
        PrivateHalf { box_key: BoxKey::from_text(SECRET).unwrap(), signing_key, genesis }
    }

    fn owner() -> Owner {
        Owner { vault: half().vault(), operator: OperatorNumber(1) }
    }

    fn assert_same(opened: &PrivateHalf) {
        assert_eq!(opened.encode(), half().encode());
    }

    #[test]
    fn a_passphrase_slot_opens_by_its_passphrase_for_its_owner() {
        let right = Passphrase::new("synthetic passphrase");
        let slot =
            PassphraseSlot::seal(&half(), owner(), &right, Cost::FLOOR, &mut repeatable()).unwrap();
        assert_same(&slot.open(owner(), &right).unwrap());
        let error = |owner, text| slot.open(owner, &Passphrase::new(text)).err();
        assert_eq!(error(owner(), "synthetic passphrasE"), Some(SlotError::WrongSecret));
        let other = Owner { operator: OperatorNumber(2), ..owner() };
        assert_eq!(error(other, "synthetic passphrase"), Some(SlotError::WrongSecret));
        let dear = Cost { memory_kib: u32::MAX, ..Cost::FLOOR };
        let opened = PassphraseSlot { cost: dear, ..slot }.open(owner(), &right);
        assert_eq!(opened.err(), Some(SlotError::Cost(CostError::TooHigh)));
    }

    #[test]
    fn a_recovery_slot_opens_by_its_code_for_its_owner() {
        let mut random = repeatable();
        let code = RecoveryCode::generate(&mut random).unwrap();
        let slot = RecoverySlot::seal(&half(), owner(), &code, &mut random).unwrap();
        assert_same(&slot.open(owner(), &code).unwrap());
        let typed = RecoveryCode::parse(&code.text().to_lowercase()).unwrap();
        assert_same(&slot.open(owner(), &typed).unwrap());
        let wrong = RecoveryCode::generate(&mut random).unwrap();
        assert_eq!(slot.open(owner(), &wrong).err(), Some(SlotError::WrongSecret));
        let other = Owner { operator: OperatorNumber(2), ..owner() };
        assert_eq!(slot.open(other, &code).err(), Some(SlotError::WrongSecret));
    }

    #[test]
    fn an_identity_slot_opens_with_its_file_in_its_vault() {
        let file = IdentityFile::parse(&IdentityFile::generate("2026-03-01T09:00:00Z")).unwrap();
        let slot = IdentitySlot::seal(&half(), &file.recipients(&NoCallbacks).unwrap()).unwrap();
        assert_same(&slot.open(owner().vault, &file, &NoCallbacks).unwrap());
        let wrong = IdentityFile::parse(SECRET).unwrap();
        let opened = slot.open(owner().vault, &wrong, &NoCallbacks);
        assert_eq!(opened.err(), Some(SlotError::Box(BoxError::NoMatch)));
        let opened = slot.open(VaultId::from_bytes([0; 32]), &file, &NoCallbacks);
        assert_eq!(opened.err(), Some(SlotError::OtherVault));
    }

    #[test]
    fn the_encoding_has_a_fixed_layout() {
        let (vault, genesis) = (half().vault(), half().genesis);
        let parts: [&[u8]; 5] =
            [&[1], SECRET.as_bytes(), &[3; 32], vault.as_bytes(), genesis.as_bytes()];
        assert_eq!(half().encode().as_slice(), parts.concat());
        assert_eq!(half().encode().len(), SIZE);
    }

    #[test]
    fn reading_is_strict() {
        let good = half().encode();
        let error = |bytes: &[u8]| PrivateHalf::decode(bytes).err();
        assert_eq!(error(&good), None);
        assert_eq!(error(&[&good[..], &[0]].concat()), Some(Malformed::Shape));
        for i in 0..SIZE {
            assert_eq!(error(&good[..i]), Some(Malformed::Shape), "cut at {i}");
        }
        let change = |at: usize, value: u8| {
            let mut bytes = good.to_vec();
            bytes[at] = value;
            error(&bytes)
        };
        assert_eq!(change(0, 2), Some(Malformed::Version(2)));
        assert_eq!(change(1, b'B'), Some(Malformed::Shape), "no age key");
        assert_eq!(change(1 + BoxKey::TEXT + 32, 0), Some(Malformed::Shape), "another vault id");
    }
}
