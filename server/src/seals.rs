//! Secrets at rest: sealed with a key that is not in the database, so that a stolen copy of it opens no cabinet.
//!
//! `ChaCha20-Poly1305` of `ring`. A seal names its key and is bound to whose secret it is: moved to another row it does not open.

use anyhow::Context;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::failure::{Failure, Outcome};
use crate::random;

/// How a sealed text begins; Base32 never does.
const MARK: &str = "sealed";
/// Bytes of a key.
const KEY_LENGTH: usize = 32;
/// Characters by which a seal names its key.
const NAME_LENGTH: usize = 8;

/// The keys: the first seals, all of them open.
#[derive(Default)]
pub struct Seals {
    keys: Vec<(String, LessSafeKey)>,
}

// Keys must not reach a log by way of a derived implementation.
impl std::fmt::Debug for Seals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.keys.iter().map(|(name, _)| name)).finish()
    }
}

impl Seals {
    /// Keys of the configuration: 64 hexadecimal digits each, divided by commas, the newest first.
    ///
    /// # Errors
    /// A sentence that tells no digit of a key.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let keys = text.split(',').map(str::trim).filter(|key| !key.is_empty());
        Ok(Self { keys: keys.map(key).collect::<anyhow::Result<_>>()? })
    }

    /// Seals a secret of somebody. Without a key it stays as it is.
    ///
    /// # Errors
    /// Internal failure.
    pub fn seal(&self, whose: &str, secret: &str) -> Outcome<String> {
        let Some((name, key)) = self.keys.first() else { return Ok(secret.to_owned()) };
        let nonce: [u8; NONCE_LEN] = random::bytes();
        let mut sealed = secret.as_bytes().to_vec();
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(whose.as_bytes()),
            &mut sealed,
        )
        .map_err(|_| Failure::internal(&"a secret could not be sealed"))?;
        Ok(format!("{MARK}.{name}.{}{}", hex(&nonce), hex(&sealed)))
    }

    /// Opens what [`Seals::seal`] sealed for the same person, with whichever key; what never was sealed is as it is.
    ///
    /// # Errors
    /// Internal failure when its key is not among these, or it is somebody else's.
    pub fn open(&self, whose: &str, stored: &str) -> Outcome<String> {
        let Some(rest) = stored.strip_prefix(MARK).and_then(|rest| rest.strip_prefix('.')) else {
            return Ok(stored.to_owned());
        };
        let (name, sealed) = rest.split_once('.').unwrap_or_default();
        let key = self.keys.iter().find(|(known, _)| known == name);
        let (_, key) = key.ok_or_else(|| Failure::internal(&format!("no key {name} to open a secret")))?;
        let broken = || Failure::internal(&"a sealed secret does not open");
        let bytes = unhex(sealed).ok_or_else(broken)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>().ok_or_else(broken)?;
        let (nonce, mut sealed) = (Nonce::assume_unique_for_key(*nonce), sealed.to_vec());
        let opened =
            key.open_in_place(nonce, Aad::from(whose.as_bytes()), &mut sealed).map_err(|_| broken())?;
        String::from_utf8(opened.to_vec()).map_err(|_| broken())
    }

    /// Whether a stored text is as [`Seals::seal`] would write it now.
    #[must_use]
    pub fn is_current(&self, stored: &str) -> bool {
        let named =
            stored.strip_prefix(MARK).and_then(|rest| rest.strip_prefix('.')).and_then(|r| r.split_once('.'));
        match (self.keys.first(), named) {
            (Some((newest, _)), Some((name, _))) => name == newest,
            (None, None) => true,
            _ => false,
        }
    }
}

fn key(text: &str) -> anyhow::Result<(String, LessSafeKey)> {
    let bytes = unhex(text).filter(|bytes| bytes.len() == KEY_LENGTH);
    let bytes = bytes.context("a key of --secrets-key is not 64 hexadecimal digits")?;
    let mut name = random::digest(&[b"seal", &bytes]);
    name.truncate(NAME_LENGTH);
    let key = UnboundKey::new(&CHACHA20_POLY1305, &bytes).ok().context("a key of --secrets-key is no key")?;
    Ok((name, LessSafeKey::new(key)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let is_even = text.len().is_multiple_of(2) && text.is_ascii();
    let places = (0..text.len()).step_by(2).filter(|_| is_even);
    let bytes: Option<Vec<u8>> =
        places.map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect();
    bytes.filter(|_| is_even)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    const NEW: &str = "ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    #[test]
    fn what_is_sealed_opens_for_the_same_person_only() {
        let seals = Seals::parse(OLD).unwrap();
        let sealed = seals.seal("maria", "JBSWY3DPEHPK3PXP").unwrap();
        assert!(!sealed.contains("JBSWY3DPEHPK3PXP"));
        assert_ne!(sealed, seals.seal("maria", "JBSWY3DPEHPK3PXP").unwrap());
        assert_eq!(seals.open("maria", &sealed).unwrap(), "JBSWY3DPEHPK3PXP");
        assert!(seals.open("eve", &sealed).is_err());
        let mut broken = sealed.clone();
        broken.replace_range(sealed.len() - 1.., if sealed.ends_with('0') { "1" } else { "0" });
        assert!(seals.open("maria", &broken).is_err());
        for cut in ["sealed.", "sealed.x", "sealed.x.y", &sealed[..sealed.len() - 40]] {
            assert!(seals.open("maria", cut).is_err(), "{cut}");
        }
    }

    #[test]
    fn a_new_key_seals_and_the_old_one_still_opens() {
        let sealed = Seals::parse(OLD).unwrap().seal("maria", "SECRET").unwrap();
        let both = Seals::parse(&format!("{NEW}, {OLD}")).unwrap();
        assert_eq!(both.open("maria", &sealed).unwrap(), "SECRET");
        assert!(!both.is_current(&sealed));
        let again = both.seal("maria", "SECRET").unwrap();
        assert!(both.is_current(&again));
        assert!(Seals::parse(OLD).unwrap().open("maria", &again).is_err());
    }

    #[test]
    fn without_a_key_secrets_stay_as_they_are() {
        let none = Seals::parse("").unwrap();
        assert_eq!(none.seal("maria", "SECRET").unwrap(), "SECRET");
        assert!(none.is_current("SECRET"));
        assert_eq!(Seals::parse(OLD).unwrap().open("maria", "SECRET").unwrap(), "SECRET");
        assert!(!Seals::parse(OLD).unwrap().is_current("SECRET"));
    }

    #[test]
    fn a_wrong_key_is_refused_and_not_repeated() {
        for text in ["zz", &OLD[..62], &format!("{OLD}00"), "яя"] {
            let told = Seals::parse(text).unwrap_err().to_string();
            assert!(told.contains("64 hexadecimal") && !told.contains(text), "{told}");
        }
        assert!(!format!("{:?}", Seals::parse(OLD).unwrap()).contains("0102"));
    }
}
