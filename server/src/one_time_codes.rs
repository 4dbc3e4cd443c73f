//! One-time codes of an authenticator app (RFC 6238) as every such app makes them: six digits, half a minute,
//! SHA-1.

use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::random;

/// Steps before and after now whose code is taken, for telephones that are late or early.
const SKEW: u16 = 1;
/// Seconds of a step.
const STEP_S: u64 = 30;
/// Digits of a code.
const DIGITS: u8 = 6;

/// The secret that an app and we share.
pub struct Key(Secret);

impl Key {
    /// A new one, of 160 bits as RFC 4226 recommends.
    #[must_use]
    pub fn generate() -> Self {
        Self(Secret::from(random::bytes::<20>().to_vec()))
    }

    /// One as it was stored.
    #[must_use]
    pub fn restore(base32: &str) -> Option<Self> {
        Secret::try_from_base32(base32).ok().map(Self)
    }

    /// As it is stored, and typed into an app that has no camera.
    #[must_use]
    pub fn to_base32(&self) -> String {
        self.0.to_base32()
    }

    /// What the QR code says: `otpauth://totp/…`. Names whose code it is and where it is asked for.
    ///
    /// # Errors
    /// When a name holds a colon, which divides the two.
    pub fn address(&self, place: &str, login: &str) -> anyhow::Result<String> {
        let totp = self.builder().with_issuer(Some(place)).with_account_name(login).build()?;
        Ok(totp.to_url()?)
    }

    /// The half minute whose code was typed, when that is about now and later than the last one that was taken.
    #[must_use]
    pub fn step_of(&self, typed: &str, now_ms: i64, last_step: i64) -> Option<i64> {
        let now_s = u64::try_from(now_ms / 1000).ok()?;
        let step = self.totp()?.check(typed, now_s)?;
        i64::try_from(step).ok().filter(|step| *step > last_step)
    }

    fn totp(&self) -> Option<Totp> {
        self.builder().build().ok()
    }

    fn builder(&self) -> Builder {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(SKEW)
            .with_step_duration(STEP_S)
            .with_secret(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Appendix B of RFC 6238: the ASCII secret `12345678901234567890`; the last six of its eight digits.
    const RFC: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    const VECTORS: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn the_codes_are_the_rfcs() {
        let key = Key::restore(RFC).unwrap();
        for (at, code) in VECTORS {
            assert_eq!(key.step_of(code, at * 1000, -1), Some(at / 30), "{at}");
        }
    }

    #[test]
    fn a_code_is_good_for_a_step_on_either_side_and_no_longer() {
        let key = Key::restore(RFC).unwrap();
        let (at, code) = VECTORS[2];
        let begin = at / 30 * 30;
        for (seconds, is_good) in [(-31, false), (-30, true), (0, true), (59, true), (60, false)] {
            assert_eq!(key.step_of(code, (begin + seconds) * 1000, -1).is_some(), is_good, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_taken_once_and_none_before_it() {
        let key = Key::restore(RFC).unwrap();
        let (at, code) = VECTORS[1];
        let step = key.step_of(code, at * 1000, -1).unwrap();
        assert_eq!(key.step_of(code, at * 1000, step - 1), Some(step));
        assert_eq!(key.step_of(code, at * 1000, step), None);
        assert_eq!(key.step_of(code, at * 1000, step + 1), None);
    }

    #[test]
    fn whatever_is_no_code_is_none() {
        let key = Key::restore(RFC).unwrap();
        for typed in ["", "28708", "2870822", "28708a", "+87082", "٢٨٧٠٨٢", "287 082"] {
            assert_eq!(key.step_of(typed, 59_000, -1), None, "{typed}");
        }
        assert_eq!(key.step_of("287082", -1_000, -1), None, "before time began");
        assert!(Key::restore("not base32!").is_none());
    }

    #[test]
    fn secrets_are_long_and_each_is_another() {
        let key = Key::generate();
        assert_eq!(key.to_base32().len(), 32);
        assert_ne!(key.to_base32(), Key::generate().to_base32());
        assert_eq!(Key::restore(&key.to_base32()).unwrap().to_base32(), key.to_base32());
    }

    #[test]
    fn the_address_is_what_apps_read() {
        let address = Key::restore(RFC).unwrap().address("Светлица", "maria@demo.svetlitsa").unwrap();
        let (place, _) = address.split_once('?').unwrap();
        let name = "%D0%A1%D0%B2%D0%B5%D1%82%D0%BB%D0%B8%D1%86%D0%B0";
        assert_eq!(place, format!("otpauth://totp/{name}:maria%40demo.svetlitsa"));
        for part in [format!("secret={RFC}"), format!("issuer={name}")] {
            assert!(address.contains(&part), "{part} is not in {address}");
        }
    }
}
