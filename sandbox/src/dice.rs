//! Randomness as a value: the operating system's in the program, repeatable in tests.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::clock::Moment;

type Source = Box<dyn FnMut(&mut [u8]) + Send>;

/// A source of ids and codes.
pub struct Dice(Mutex<Source>);

impl Dice {
    /// The operating system's randomness.
    #[must_use]
    pub fn system() -> Self {
        Self(Mutex::new(Box::new(|bytes| {
            getrandom::fill(bytes).expect("the operating system has randomness");
        })))
    }

    /// A repeatable sequence (splitmix64).
    #[must_use]
    pub fn seeded(mut seed: u64) -> Self {
        Self(Mutex::new(Box::new(move |bytes| {
            for chunk in bytes.chunks_mut(8) {
                seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut word = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                chunk.copy_from_slice(&(word ^ (word >> 31)).to_le_bytes()[..chunk.len()]);
            }
        })))
    }

    /// `length` characters drawn from `alphabet`.
    #[must_use]
    pub fn draw(&self, alphabet: &[u8], length: usize) -> String {
        let mut bytes = vec![0; length * 2];
        (self.0.lock().unwrap_or_else(PoisonError::into_inner))(&mut bytes);
        // Two bytes a character: the remainder's bias stays below one in a thousand.
        bytes
            .chunks_exact(2)
            .map(|pair| {
                char::from(alphabet[usize::from(u16::from_le_bytes([pair[0], pair[1]])) % alphabet.len()])
            })
            .collect()
    }

    /// Hexadecimal digits.
    #[must_use]
    pub fn hex(&self, length: usize) -> String {
        self.draw(b"0123456789abcdef", length)
    }

    /// Decimal digits.
    #[must_use]
    pub fn digits(&self, length: usize) -> String {
        self.draw(b"0123456789", length)
    }

    /// A 36-character id that begins with its second, as the acquirer's own do; `kind` tells a payment from a refund.
    #[must_use]
    pub fn id(&self, now: Moment, kind: &str) -> String {
        let seconds = now.timestamp().rem_euclid(1 << 32);
        format!("{seconds:08x}-{kind}-5000-{}000-{}", self.draw(b"89ab", 1), self.hex(12))
    }
}

impl fmt::Debug for Dice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Dice")
    }
}

#[cfg(test)]
mod tests {
    use super::{Dice, Moment};

    #[test]
    fn ids_have_the_acquirers_form() {
        let now: Moment = "2026-11-20T10:00:00Z".parse().unwrap();
        let dice = Dice::system();
        let id = dice.id(now, "000f");
        let parts: Vec<&str> = id.split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{id}");
        assert_eq!(parts[..3], [format!("{:08x}", now.timestamp()).as_str(), "000f", "5000"]);
        assert_ne!(dice.id(now, "000f"), id);
    }

    #[test]
    fn a_seed_repeats_itself() {
        assert_eq!(Dice::seeded(7).digits(20), Dice::seeded(7).digits(20));
        assert_ne!(Dice::seeded(7).digits(20), Dice::seeded(8).digits(20));
    }
}
