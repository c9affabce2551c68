//! SSH signatures (OpenSSH's PROTOCOL.sshsig), so that anybody can check a certificate with
//! `ssh-keygen -Y verify`: Ed25519 over SHA-512 only, armour with lines of 70 columns.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha512};

use super::sign::{ALGORITHM, Signature, SigningKey, VerifyingKey};
use super::wire::{Malformed, Reader, put_string};

/// Begins the signed message and the signature.
const MAGIC: &[u8; 6] = b"SSHSIG";
/// The version of the signature's form.
const VERSION: u32 = 1;
/// The hash of the message.
const HASH: &[u8] = b"sha512";
const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
const END: &str = "-----END SSH SIGNATURE-----";
/// Columns of the armour, as ssh-keygen writes it.
const COLUMNS: usize = 70;

/// Why a signature is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SshSigError {
    /// It is no armoured SSH signature.
    #[error("not an SSH signature")]
    Malformed,
    /// It uses a version, key type or hash other than Ed25519 with SHA-512.
    #[error("unsupported kind of SSH signature")]
    Unsupported,
    /// It was made for another namespace.
    #[error("signature of another namespace")]
    Namespace,
    /// It was not made over this message by the key it names.
    #[error("signature does not verify")]
    Bad,
}

impl From<Malformed> for SshSigError {
    fn from(_: Malformed) -> Self {
        Self::Malformed
    }
}

/// Signs `message` for `namespace`; the armoured signature, ending in a newline.
pub fn sign(key: &SigningKey, namespace: &str, message: &[u8]) -> String {
    let signature = key.sign_message(&signed_bytes(namespace, message));
    let mut inner = Vec::new();
    put_string(&mut inner, ALGORITHM.as_bytes());
    put_string(&mut inner, &signature.0);
    let mut blob = MAGIC.to_vec();
    blob.extend_from_slice(&VERSION.to_be_bytes());
    put_string(&mut blob, &key.verifying_key().ssh_blob());
    put_string(&mut blob, namespace.as_bytes());
    put_string(&mut blob, b"");
    put_string(&mut blob, HASH);
    put_string(&mut blob, &inner);
    armour(&blob)
}

/// Checks an armoured signature over `message` for `namespace`, and gives the key that made it;
/// whether that key is to be trusted is for the caller to say.
pub fn verify(
    armoured: &str,
    namespace: &str,
    message: &[u8],
) -> Result<VerifyingKey, SshSigError> {
    let blob = dearmour(armoured)?;
    let parsed = parse(&blob)?;
    if parsed.namespace != namespace.as_bytes() {
        return Err(SshSigError::Namespace);
    }
    parsed
        .key
        .verify_message(&signed_bytes(namespace, message), &parsed.signature)
        .map_err(|_| SshSigError::Bad)?;
    Ok(parsed.key)
}

/// A line of an `allowed_signers` file that accepts `key` as `principal` in `namespace` only.
/// Blanks, quotes and commas in the principal become `_`: they would end it.
pub fn allowed_signer(principal: &str, namespace: &str, key: &VerifyingKey) -> String {
    let principal: String = principal.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    format!("{principal} namespaces=\"{namespace}\" {}", key.to_openssh())
}

/// The keys of an `allowed_signers` file that may sign in `namespace`, with their principals.
/// Comments, blank lines and lines with another kind of key are passed over.
pub fn allowed_signers(text: &str, namespace: &str) -> Vec<(String, VerifyingKey)> {
    text.lines().filter_map(|line| read_signer(line, namespace)).collect()
}

fn read_signer(line: &str, namespace: &str) -> Option<(String, VerifyingKey)> {
    let line = line.trim();
    if line.starts_with('#') {
        return None;
    }
    let (principal, rest) = line.split_once([' ', '\t'])?;
    let (options, key) = rest.split_at_checked(rest.find(ALGORITHM)?)?;
    let options = options.trim();
    // Options this program does not know (validity times, authorities) restrict: refuse them.
    let allowed = options.is_empty()
        || options
            .strip_prefix("namespaces=\"")
            .and_then(|rest| rest.strip_suffix('"'))
            .is_some_and(|names| names.split(',').any(|name| name == namespace));
    let key = VerifyingKey::from_openssh(key).ok()?;
    allowed.then(|| (principal.to_owned(), key))
}

fn is_plain(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | ',' | '#' | '!' | '*' | '?')
}

/// What a signature says.
struct Parsed<'a> {
    key: VerifyingKey,
    namespace: &'a [u8],
    signature: Signature,
}

fn parse(blob: &[u8]) -> Result<Parsed<'_>, SshSigError> {
    let mut reader = Reader::new(blob);
    if reader.array()? != MAGIC {
        return Err(SshSigError::Malformed);
    }
    if reader.u32()? != VERSION {
        return Err(SshSigError::Unsupported);
    }
    let key = VerifyingKey::from_ssh_blob(reader.string()?);
    let namespace = reader.string()?;
    let reserved = reader.string()?;
    let hash = reader.string()?;
    let mut inner = Reader::new(reader.string()?);
    reader.end()?;
    if !reserved.is_empty() || hash != HASH || inner.string()? != ALGORITHM.as_bytes() {
        return Err(SshSigError::Unsupported);
    }
    let signature = inner.string()?.try_into().map_err(|_| SshSigError::Malformed)?;
    inner.end()?;
    let key = key.map_err(|_| SshSigError::Unsupported)?;
    Ok(Parsed { key, namespace, signature: Signature(signature) })
}

/// What is really signed: the hash of the message in its frame.
fn signed_bytes(namespace: &str, message: &[u8]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    put_string(&mut out, namespace.as_bytes());
    put_string(&mut out, b"");
    put_string(&mut out, HASH);
    put_string(&mut out, &Sha512::digest(message));
    out
}

fn armour(blob: &[u8]) -> String {
    let mut out = format!("{BEGIN}\n");
    for (i, c) in STANDARD.encode(blob).chars().enumerate() {
        if i > 0 && i % COLUMNS == 0 {
            out.push('\n');
        }
        out.push(c);
    }
    out.push('\n');
    out.push_str(END);
    out.push('\n');
    out
}

fn dearmour(text: &str) -> Result<Vec<u8>, SshSigError> {
    let body = text.trim().strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END));
    let body: String = body.ok_or(SshSigError::Malformed)?.split_ascii_whitespace().collect();
    STANDARD.decode(body).map_err(|_| SshSigError::Malformed)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    use super::*;

    const NAMESPACE: &str = "kedang-destruction";
    const MESSAGE: &[u8] = "synthetic certificate 销毁证明\n".as_bytes();

    fn key() -> SigningKey {
        SigningKey::from_seed(&std::array::from_fn(|i| u8::try_from(i).unwrap()))
    }

    #[test]
    fn a_signature_holds_for_its_namespace_and_message_only() {
        let signature = sign(&key(), NAMESPACE, MESSAGE);
        assert_eq!(verify(&signature, NAMESPACE, MESSAGE), Ok(key().verifying_key()));
        assert_eq!(verify(&signature, "file", MESSAGE), Err(SshSigError::Namespace));
        assert_eq!(verify(&signature, NAMESPACE, b"other"), Err(SshSigError::Bad));
        let crlf = signature.replace('\n', "\r\n");
        assert_eq!(verify(&crlf, NAMESPACE, MESSAGE), Ok(key().verifying_key()));
    }

    #[test]
    fn no_changed_byte_goes_unnoticed() {
        let blob = dearmour(&sign(&key(), NAMESPACE, MESSAGE)).unwrap();
        let reserved = 6 + 4 + 4 + 51 + 4 + NAMESPACE.len();
        for i in 0..blob.len() {
            let mut bytes = blob.clone();
            bytes[i] ^= 1;
            assert!(verify(&armour(&bytes), NAMESPACE, MESSAGE).is_err(), "byte {i}");
            assert!(verify(&armour(&blob[..i]), NAMESPACE, MESSAGE).is_err(), "cut at {i}");
        }
        // The one field that is in the blob only to be ignored must still be empty.
        let mut bytes = blob.clone();
        bytes.splice(reserved..reserved + 4, [0, 0, 0, 1, b'x']);
        assert!(verify(&armour(&bytes), NAMESPACE, MESSAGE).is_err());
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        let signature = sign(&key(), NAMESPACE, MESSAGE);
        for text in ["", BEGIN, "-----BEGIN SSH SIGNATURE-----\n*\n-----END SSH SIGNATURE-----"] {
            assert_eq!(verify(text, NAMESPACE, MESSAGE), Err(SshSigError::Malformed), "{text}");
        }
        let sha256 = dearmour(&signature).unwrap();
        let at = sha256.windows(6).position(|w| w == HASH).unwrap();
        let mut bytes = sha256;
        bytes[at..at + 6].copy_from_slice(b"sha256");
        let verified = verify(&armour(&bytes), NAMESPACE, MESSAGE);
        assert_eq!(verified, Err(SshSigError::Unsupported));
    }

    #[test]
    fn the_ssh_key_crate_agrees() {
        let signature = sign(&key(), NAMESPACE, MESSAGE);
        let theirs: ssh_key::SshSig = signature.parse().unwrap();
        assert_eq!(theirs.namespace(), NAMESPACE);
        assert_eq!(theirs.hash_alg(), ssh_key::HashAlg::Sha512);
        assert_eq!(theirs.to_pem(ssh_key::LineEnding::LF).unwrap(), signature);
        let framed = ssh_key::SshSig::signed_data(NAMESPACE, ssh_key::HashAlg::Sha512, MESSAGE);
        assert_eq!(framed.unwrap(), signed_bytes(NAMESPACE, MESSAGE));
    }

    /// Runs `ssh-keygen -Y verify`; nothing where OpenSSH is not installed.
    fn ssh_keygen(signature: &str, namespace: &str, message: &[u8]) -> Option<bool> {
        let dir = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = dir.path().join(name);
            let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path);
            file.as_mut().unwrap().write_all(text.as_bytes()).unwrap();
            path
        };
        let signer = allowed_signer("O-1@kedang", NAMESPACE, &key().verifying_key());
        let mut child = Command::new("ssh-keygen")
            .args(["-Y", "verify", "-I", "O-1@kedang", "-n", namespace])
            .arg("-f")
            .arg(put("allowed_signers", &format!("{signer}\n")))
            .arg("-s")
            .arg(put("certificate.sig", signature))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        // It may refuse before it has read everything.
        drop(child.stdin.take().unwrap().write_all(message));
        Some(child.wait().unwrap().success())
    }

    #[test]
    fn ssh_keygen_accepts_it_and_refuses_what_was_changed() {
        let signature = sign(&key(), NAMESPACE, MESSAGE);
        let Some(accepted) = ssh_keygen(&signature, NAMESPACE, MESSAGE) else { return };
        assert!(accepted);
        assert_eq!(ssh_keygen(&signature, "file", MESSAGE), Some(false), "another namespace");
        let mut changed = MESSAGE.to_vec();
        changed[0] ^= 1;
        assert_eq!(ssh_keygen(&signature, NAMESPACE, &changed), Some(false), "a changed byte");
        let elsewhere = sign(&key(), "file", MESSAGE);
        assert_eq!(ssh_keygen(&elsewhere, "file", MESSAGE), Some(false), "namespace not allowed");
    }

    #[test]
    fn allowed_signers_read_back_within_their_namespace() {
        let public = key().verifying_key();
        let line = allowed_signer("O-1@kedang", NAMESPACE, &public);
        let ours = vec![("O-1@kedang".to_owned(), public)];
        let text = format!("# comment\n\n{line} and a comment\nx ssh-rsa AAAA\n");
        assert_eq!(allowed_signers(&text, NAMESPACE), ours);
        assert_eq!(allowed_signers(&text, "file"), vec![]);
        let free = format!("a@b {}", public.to_openssh());
        assert_eq!(allowed_signers(&free, "file"), vec![("a@b".to_owned(), public)]);
        let expired = format!("a@b valid-before=\"20200101\" {}", public.to_openssh());
        assert_eq!(allowed_signers(&expired, NAMESPACE), vec![]);
    }

    #[test]
    fn a_principal_cannot_add_options() {
        let line = allowed_signer("a b\"\n*,c", NAMESPACE, &key().verifying_key());
        assert!(line.starts_with("a_b____c namespaces="), "{line}");
        assert_eq!(line.lines().count(), 1);
    }
}
