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
    let _reserved = reader.string()?;
    let hash = reader.string()?;
    let mut inner = Reader::new(reader.string()?);
    reader.end()?;
    if hash != HASH || inner.string()? != ALGORITHM.as_bytes() {
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
