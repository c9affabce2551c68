//! The key of one sealed value alone, so that somebody can be shown what it says and nothing else.

use chacha20::cipher::consts::U10;
use chacha20::hchacha;

use super::aead::{Unopened, split};
use super::secret::Key;

/// The key of one sealed value alone, for somebody who is to open it and nothing else: it opens
/// what stands between nonce and tag as `ChaCha20` (RFC 8439) from block 1 on, with four zeros and the
/// last eight bytes of the nonce as its nonce. So `XChaCha20` is made; the key it comes from does not
/// follow from it, nor does that of any other value.
pub fn key_of_one(key: &Key, sealed: &[u8]) -> Result<[u8; Key::LEN], Unopened> {
    let (nonce, ..) = split(sealed)?;
    let (first, _) = nonce.split_first_chunk::<16>().ok_or(Unopened::Length)?;
    Ok(hchacha::<U10>(key.expose().into(), first.into()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::hex;

    /// The vector of draft-irtf-cfrg-xchacha, section 2.2.1.
    #[test]
    fn the_key_of_one_value_is_the_one_that_the_cipher_is_made_of() {
        let key = Key::from_bytes(std::array::from_fn(|i| u8::try_from(i).unwrap()));
        let nonce = "000000090000004a0000000031415927";
        let mut sealed = vec![0; 40];
        let first: [u8; 16] = hex::decode(nonce).unwrap();
        sealed[..16].copy_from_slice(&first);
        let expected = "82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc";
        let expected: [u8; 32] = hex::decode(expected).unwrap();
        assert_eq!(key_of_one(&key, &sealed), Ok(expected));
        assert_eq!(key_of_one(&key, &sealed[1..]), Err(Unopened::Length));
    }
}
