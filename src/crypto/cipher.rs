//! XChaCha20-Poly1305 for sealing, put together of its two halves (RFC 8439, 2.8).
//!
//! What is sealed is short, and one block of the cipher costs as much time as the four that it makes
//! side by side. So four are made at once from the first on: one for the key of the tag, three for the
//! text. Opening is left to the library's own construction, which so proves what this one writes.

use chacha20::XChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use poly1305::Poly1305;
use poly1305::universal_hash::{KeyInit, UniversalHash};
use zeroize::optimization_barrier;

use super::secret::Key;

/// Bytes of a block of the cipher.
const BLOCK: usize = 64;
/// Bytes of the blocks that are made at once.
const AT_ONCE: usize = 4 * BLOCK;

/// Encrypts `text` in place; gives the tag of `context` and of what became of it.
///
/// # Panics
/// When `text` has 256 GiB or more.
pub(super) fn encrypt(key: &Key, nonce: &[u8; 24], context: &[u8], text: &mut [u8]) -> [u8; 16] {
    let mut cipher = XChaCha20::new(key.expose().into(), nonce.into());
    let mut stream = [0; AT_ONCE];
    cipher.apply_keystream(&mut stream);
    let (first, rest) = stream.split_at(BLOCK);
    let (mac_key, _) = first.split_at(Key::LEN);
    let mut mac = Poly1305::new(mac_key.into());
    let (head, tail) = text.split_at_mut(text.len().min(rest.len()));
    xor(head, rest);
    let (whole, last) = tail.split_at_mut(tail.len() / AT_ONCE * AT_ONCE);
    cipher.apply_keystream(whole);
    if !last.is_empty() {
        stream.fill(0);
        cipher.apply_keystream(&mut stream);
        xor(last, &stream);
    }
    stream.fill(0);
    optimization_barrier(&stream);
    mac.update_padded(context);
    mac.update_padded(text);
    let mut lengths = [0; 16];
    let (of_context, of_text) = lengths.split_at_mut(8);
    of_context.copy_from_slice(&(context.len() as u64).to_le_bytes());
    of_text.copy_from_slice(&(text.len() as u64).to_le_bytes());
    mac.update(&[lengths.into()]);
    mac.finalize().into()
}

fn xor(text: &mut [u8], stream: &[u8]) {
    text.iter_mut().zip(stream).for_each(|(byte, key)| *byte ^= key);
}

#[cfg(test)]
mod tests {
    use chacha20poly1305::aead::{AeadInPlace, KeyInit as _};
    use chacha20poly1305::{XChaCha20Poly1305, XNonce};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_what_the_library_makes(
            (key, nonce) in any::<([u8; 32], [u8; 24])>(),
            context in proptest::collection::vec(any::<u8>(), 0..100),
            text in proptest::collection::vec(any::<u8>(), 0..1400),
        ) {
            let mut expected = text.clone();
            let tag = XChaCha20Poly1305::new(&key.into())
                .encrypt_in_place_detached(XNonce::from_slice(&nonce), &context, &mut expected)
                .unwrap();
            let mut own = text;
            let own_tag = encrypt(&Key::from_bytes(key), &nonce, &context, &mut own);
            prop_assert_eq!((own, &own_tag[..]), (expected, tag.as_slice()));
        }
    }

    #[test]
    fn every_length_around_the_blocks_is_what_the_library_makes() {
        let (key, nonce) = ([7; 32], [9; 24]);
        for len in (0..=9 * BLOCK).chain([20_479, 20_480, 20_481]) {
            let mut expected = vec![5; len];
            let tag = XChaCha20Poly1305::new(&key.into())
                .encrypt_in_place_detached(XNonce::from_slice(&nonce), b"context", &mut expected)
                .unwrap();
            let mut own = vec![5; len];
            let own_tag = encrypt(&Key::from_bytes(key), &nonce, b"context", &mut own);
            assert_eq!((own, &own_tag[..]), (expected, tag.as_slice()), "{len}");
        }
    }
}
