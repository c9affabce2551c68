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
        callbacks: impl Callbacks,
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
