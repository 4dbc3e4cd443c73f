//! Links of the fast payment system (SBP): what a QR code on a terminal's screen holds.

use crate::amount::Kopecks;
use crate::dice::Dice;

/// The participant whose links the sandbox issues; an invented number.
const BANK: &str = "100000000999";
const HOST: &str = "https://qr.nspk.ru/";

/// A dynamic link: one payment of a fixed sum.
#[must_use]
pub fn dynamic_link(dice: &Dice, sum: Kopecks) -> String {
    let id = dice.draw(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 30);
    signed(&format!("{HOST}AD{id}?type=02&bank={BANK}&sum={}&cur=RUB", sum.0))
}

fn signed(link: &str) -> String {
    format!("{link}&crc={:04X}", crc16(link.as_bytes()))
}

/// Whether the text is a link of the system with the right check sum.
#[must_use]
pub fn is_valid_link(text: &str) -> bool {
    let Some((link, crc)) = text.rsplit_once("&crc=") else { return false };
    let Some((id, _)) = link.strip_prefix(HOST).and_then(|rest| rest.split_once("?type=")) else {
        return false;
    };
    id.len() == 32
        && (id.starts_with("AS") || id.starts_with("AD"))
        && id.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && crc == format!("{:04X}", crc16(link.as_bytes()))
}

/// CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, no reflection. Taken over all that stands before `&crc=`.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| {
            if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{crc16, dynamic_link, is_valid_link};
    use crate::{amount::Kopecks, dice::Dice};

    #[test]
    fn real_links_carry_this_check_sum() {
        for (link, crc) in [
            ("AS1A001L0PPJMNTT90MQCL98UAVS1U04?type=01&bank=100000000015", 0x0866),
            ("AS2A006F0RCJU7V991SBLV4AACJGFT2P?type=01&bank=100000000004", 0xA93E),
            ("AS1A007S6L54D2GE8BIP92DSJCED7O6M?type=01&bank=100000000007", 0x037F),
            ("AS100001ORTF4GAF80KPJ53K186D9A3G?type=01&bank=100000000007", 0x0C8A),
            ("AS10003P3RH0LJ2A9ROO038L6NT5RU1M?type=01&bank=000000000001&sum=10000&cur=RUB", 0xF3D0),
            ("AD100004BAL7227F9BNP6KNE007J9B3K?type=02&bank=100000000007&sum=1&cur=RUB", 0xAB75),
        ] {
            let link = format!("https://qr.nspk.ru/{link}");
            assert_eq!(crc16(link.as_bytes()), crc, "{link}");
            assert!(is_valid_link(&format!("{link}&crc={crc:04X}")));
            assert!(!is_valid_link(&format!("{link}&crc={:04X}", crc ^ 1)));
        }
    }

    #[test]
    fn issued_links_are_dynamic_and_valid() {
        let link = dynamic_link(&Dice::system(), Kopecks(150_000));
        assert!(link.starts_with("https://qr.nspk.ru/AD"), "{link}");
        assert!(link.contains("?type=02&bank=100000000999&sum=150000&cur=RUB&crc="), "{link}");
        assert!(is_valid_link(&link));
    }

    #[test]
    fn other_texts_are_not_links() {
        for text in ["", "https://qr.nspk.ru/", "https://example.org/AD?type=02&crc=0000", "ST00012|Name=x"] {
            assert!(!is_valid_link(text), "{text}");
        }
    }
}
