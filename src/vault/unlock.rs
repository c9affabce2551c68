//! From a credential to the keys: slot → private half → bundle → key ring, and the roster on the
//! way, so that nobody's key stands under another's name.

use super::error::{Error, Place, Result};
use super::header::{Header, Slot, Unverified};
use super::keys::KeyRing;
use crate::crypto::boxes::BoxError;
use crate::crypto::slot::{IdentitySlot, Owner, PassphraseSlot, RecoverySlot, SlotError};
use crate::crypto::{
    self, Bundle, BundleError, Cost, IdentityFile, Passphrase, PrivateHalf, RecoveryCode,
    Signature, VerifyingKey,
};
use crate::log::Roster;
use crate::model::OperatorNumber;

/// The label under which roster statements are signed.
pub(crate) const ROSTER_LABEL: &str = "kedang/k1/roster";

/// What opens a vault.
pub enum Credential {
    /// A passphrase; its key derivation takes about half a second.
    Passphrase(Passphrase),
    /// The identities of a file, tried in order.
    Identity(IdentityFile),
    /// The recovery code.
    Recovery(RecoveryCode),
}

/// What a credential opened.
pub(crate) struct Unlocked {
    pub(crate) half: PrivateHalf,
    pub(crate) ring: KeyRing,
    pub(crate) operator: OperatorNumber,
    pub(crate) roster: Roster,
}

/// Whether there is a passphrase slot.
pub(crate) fn has_passphrase(header: &Header) -> bool {
    header.slots.iter().any(|slot| matches!(slot, Slot::Passphrase { .. }))
}

/// Whether there is an identity slot.
pub(crate) fn has_identity(header: &Header) -> bool {
    header.slots.iter().any(|slot| matches!(slot, Slot::Identity { .. }))
}

/// Opens the private half, the bundle, and checks header and roster with what was in them.
pub(crate) fn unlock(unverified: &Unverified, credential: &Credential) -> Result<Unlocked> {
    let (operator, half) = open_half(unverified, credential)?;
    let (ring, roster) = enter(unverified, operator, &half)?;
    Ok(Unlocked { half, ring, operator, roster })
}

/// From the private half to the keys and to who is an operator, as a header has them now: the
/// header may have changed since the credential was given.
pub(crate) fn enter(
    unverified: &Unverified,
    operator: OperatorNumber,
    half: &PrivateHalf,
) -> Result<(KeyRing, Roster)> {
    let header = &unverified.header;
    let roster = roster(header, half)?;
    let former = roster.everybody().iter().any(|o| o.member.operator == operator);
    let member = roster.get(operator).ok_or(if former {
        Error::Revoked
    } else {
        Error::damaged(Place::new("header", "damage-roster"))
    })?;
    let ring = ring(unverified, operator, half)?;
    if member.signing_key != half.signing_key.verifying_key().to_string() {
        return Err(Error::damaged(Place::new("header", "damage-roster")));
    }
    Ok((ring, roster))
}

/// The bundle of an operator in a header, opened with his private half.
pub(crate) fn bundle(
    unverified: &Unverified,
    operator: OperatorNumber,
    half: &PrivateHalf,
) -> Result<Bundle> {
    let sealed = unverified.header.slots.iter().find_map(|slot| match slot {
        Slot::Bundle { sealed, .. } if slot.operator() == operator => Some(&sealed.0),
        _ => None,
    });
    let sealed = sealed.ok_or(Error::damaged(Place::new("header", "damage-no-bundle")))?;
    Bundle::open(sealed, &half.box_key, unverified.vault).map_err(|error| match error {
        BundleError::Malformed(crypto::Malformed::Version(_)) => Error::Newer("bundle"),
        _ => Error::damaged(Place::new("header", "damage-bundle")),
    })
}

/// The keys that a header gives an operator; the header's MAC is checked with them.
fn ring(unverified: &Unverified, operator: OperatorNumber, half: &PrivateHalf) -> Result<KeyRing> {
    let damaged = || Error::damaged(Place::new("header", "damage-bundle"));
    let bundle = bundle(unverified, operator, half)?;
    let number = bundle.current.number;
    if number != unverified.header.head.generation {
        return Err(damaged());
    }
    let mut older = Vec::new();
    for generation in 1..number {
        older.extend(bundle.generation(generation).map_err(|_| damaged())?);
    }
    let mut ring = KeyRing::new(unverified.vault, &bundle.current, &older);
    ring.wraps = bundle.older;
    unverified.verify(&ring.header_mac_key())?;
    Ok(ring)
}

/// Replays the roster from the genesis key that the credential itself carries.
fn roster(header: &Header, half: &PrivateHalf) -> Result<Roster> {
    let genesis = half.genesis.to_string();
    Roster::replay(&header.roster, &genesis, crypto::sha256, verify_statement)
        .map_err(|error| Error::damaged(Place::new("header", "damage-roster").at(error.statement)))
}

/// Checks the signature (hex) of a key (hex) under a roster statement.
pub(crate) fn verify_statement(key: &str, bytes: &[u8], signature: &str) -> bool {
    let (Ok(key), Ok(signature)) = (key.parse::<VerifyingKey>(), signature.parse::<Signature>())
    else {
        return false;
    };
    key.verify(ROSTER_LABEL, bytes, &signature).is_ok()
}

fn open_half(
    unverified: &Unverified,
    credential: &Credential,
) -> Result<(OperatorNumber, PrivateHalf)> {
    let mut found_slot = false;
    for slot in &unverified.header.slots {
        let owner = Owner { vault: unverified.vault, operator: slot.operator() };
        let Some(opened) = try_slot(slot, owner, credential) else { continue };
        found_slot = true;
        match opened {
            Ok(half) => return Ok((owner.operator, half)),
            Err(SlotError::WrongSecret | SlotError::Box(BoxError::NoMatch)) => {}
            Err(error) => return Err(slot_error(&error)),
        }
    }
    Err(match (found_slot, credential) {
        (true, Credential::Passphrase(_)) => Error::WrongPassphrase,
        (true, Credential::Identity(_)) => Error::WrongIdentity,
        (true, Credential::Recovery(_)) => Error::WrongRecoveryCode,
        (false, Credential::Passphrase(_)) => Error::NoSlot("passphrase"),
        (false, Credential::Identity(_)) => Error::NoSlot("identity"),
        (false, Credential::Recovery(_)) => Error::NoSlot("recovery"),
    })
}

/// Tries a slot, if it is of the credential's kind.
fn try_slot(
    slot: &Slot,
    owner: Owner,
    credential: &Credential,
) -> Option<std::result::Result<PrivateHalf, SlotError>> {
    let sealed = |bytes: &super::header::Base64| crypto::read_back(&bytes.0);
    let salt = |bytes: &super::header::Base64| bytes.0.as_slice().try_into();
    let malformed = || Err(SlotError::Malformed(crypto::Malformed::Shape));
    match (slot, credential) {
        (
            Slot::Passphrase { memory_kib, time, lanes, salt: bytes, sealed: half, .. },
            Credential::Passphrase(passphrase),
        ) => {
            let cost = Cost { memory_kib: *memory_kib, time: *time, lanes: *lanes };
            let Ok(salt) = salt(bytes) else { return Some(malformed()) };
            Some(PassphraseSlot { cost, salt, sealed: sealed(half) }.open(owner, passphrase))
        }
        (Slot::Recovery { salt: bytes, sealed: half, .. }, Credential::Recovery(code)) => {
            let Ok(salt) = salt(bytes) else { return Some(malformed()) };
            Some(RecoverySlot { salt, sealed: sealed(half) }.open(owner, code))
        }
        (Slot::Identity { sealed: half, .. }, Credential::Identity(file)) => {
            Some(IdentitySlot { sealed: sealed(half) }.open(owner.vault, file, &file.dialogue))
        }
        _ => None,
    }
}

fn slot_error(error: &SlotError) -> Error {
    match error {
        SlotError::Cost(_) => Error::Newer("argon2"),
        SlotError::Malformed(crypto::Malformed::Version(_)) => Error::Newer("slot"),
        SlotError::Box(BoxError::Unknown) => Error::Newer("age"),
        SlotError::Box(BoxError::PluginMissing(name)) => Error::NoPlugin(name.clone()),
        SlotError::Box(BoxError::PluginFailed) => Error::PluginFailed,
        SlotError::Random(_) => Error::NoRandomness,
        _ => Error::damaged(Place::new("header", "damage-slot")),
    }
}
