//! Receipts: the number to quote, the code that proves one, and how one is laid out on a printer's paper.

mod fiscal;
mod paper;

pub use fiscal::{FiscalKind, FiscalMark, FiscalState, NotFiscal, paid_ahead, vat_within};
pub use paper::{PaperWidth, Slip, encode, printable};

/// Letters and digits that are not mistaken for each other when read aloud or off paper.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Length of a verification code: 12 symbols of 5 bits each, 60 bits.
const CODE_LENGTH: usize = 12;

/// A verification code from random bytes: 12 symbols, unguessable (60 bits).
#[must_use]
pub fn verification_code(random: [u8; CODE_LENGTH]) -> String {
    random.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

/// A code as people type it: any case, spaces or hyphens between groups. `None` when it cannot be one.
#[must_use]
pub fn parse_verification_code(text: &str) -> Option<String> {
    let code: String =
        text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect();
    (code.len() == CODE_LENGTH && code.bytes().all(|b| ALPHABET.contains(&b))).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_survive_being_written_down() {
        let code = verification_code([0, 1, 2, 31, 32, 255, 100, 7, 8, 9, 10, 11]);
        assert_eq!(code.len(), 12);
        let typed = format!("{} {}-{}", &code[..4].to_ascii_lowercase(), &code[4..8], &code[8..]);
        assert_eq!(parse_verification_code(&typed), Some(code));
        for text in ["", "234", "23456789ABC0", "ДВЕНАДЦАТЬ12"] {
            assert_eq!(parse_verification_code(text), None, "{text}");
        }
    }
}
