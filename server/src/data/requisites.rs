//! Numbers of Russian legal entities and bank accounts, checked by their own check digits
//! (`facts/domain.md` 7.2). A value of these types is right as far as arithmetic can tell.

use std::fmt;

use serde::Deserialize;

macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $check:expr, $problem:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The digits.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                let is_right: fn(&str) -> bool = $check;
                if is_right(&text) { Ok(Self(text)) } else { Err(format!(concat!("\"{}\" ", $problem), text)) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

checked_text!(
    /// ИНН of a legal entity: 10 digits, the last one a check digit.
    Inn,
    is_inn,
    "is not an INN: ten digits, the last of which checks the others"
);
checked_text!(
    /// КПП: nine signs, no check digit.
    Kpp,
    is_kpp,
    "is not a KPP: nine signs, all digits but for the fifth and sixth"
);
checked_text!(
    /// ОГРН: 13 digits, the last one a check digit.
    Ogrn,
    is_ogrn,
    "is not an OGRN: thirteen digits, the last of which checks the others"
);

/// A bank account with its bank, the way a payment needs it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawBankDetails")]
pub struct BankDetails {
    /// Name of the bank.
    pub name: String,
    /// БИК.
    pub bic: String,
    /// Settlement account (расчётный счёт).
    pub account: String,
    /// Correspondent account.
    pub correspondent: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBankDetails {
    name: String,
    bic: String,
    account: String,
    correspondent: String,
}

impl TryFrom<RawBankDetails> for BankDetails {
    type Error = String;

    fn try_from(raw: RawBankDetails) -> Result<Self, String> {
        let RawBankDetails { name, bic, account, correspondent } = raw;
        // The QR of a bill has room for 45 characters (GOST R 56042-2014).
        if name.trim().is_empty() || name.chars().count() > 45 {
            return Err("name: a bank's name has 1 to 45 characters".to_owned());
        }
        if digits(&bic).is_none_or(|digits| digits.len() != 9 || digits[0] != 0) {
            return Err(format!("bic: \"{bic}\" is not a BIC: nine digits, the first of which is 0"));
        }
        for (key, number, prefix) in [
            ("account", &account, bic[6..].to_owned()),
            ("correspondent", &correspondent, format!("0{}", &bic[4..6])),
        ] {
            if digits(number).is_none_or(|digits| digits.len() != 20) {
                return Err(format!("{key}: \"{number}\" is not an account of twenty digits"));
            }
            // Treasury accounts (BIC from 00, 01 and 02) follow other rules.
            let is_treasury = matches!(&bic[..2], "00" | "01" | "02");
            if !is_treasury && !has_right_key(&prefix, number) {
                return Err(format!("{key}: the check digit of \"{number}\" does not fit the BIC {bic}"));
            }
        }
        Ok(Self { name, bic, account, correspondent })
    }
}

fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

fn is_inn(text: &str) -> bool {
    const WEIGHTS: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    digits(text).is_some_and(|digits| {
        let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
        digits.len() == 10 && digits.iter().any(|digit| *digit != 0) && sum % 11 % 10 == digits[9]
    })
}

fn is_kpp(text: &str) -> bool {
    text.len() == 9
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| b.is_ascii_digit() || (matches!(i, 4 | 5) && b.is_ascii_uppercase()))
}

fn is_ogrn(text: &str) -> bool {
    text.len() == 13
        && digits(text).is_some()
        && text[..12].parse::<u64>().is_ok_and(|head| (head % 11 % 10).to_string() == text[12..])
}

fn has_right_key(prefix: &str, account: &str) -> bool {
    digits(&format!("{prefix}{account}")).is_some_and(|digits| {
        digits
            .iter()
            .zip([7, 1, 3].into_iter().cycle())
            .map(|(digit, weight)| digit * weight % 10)
            .sum::<u32>()
            % 10
            == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_of_legal_entities() {
        for inn in ["7707083893", "7704228075", "7736520080", "7830002293"] {
            assert!(is_inn(inn), "{inn}");
        }
        for inn in ["7707083894", "0000000000", "770708389", "77070838933", "770708389X"] {
            assert!(!is_inn(inn), "{inn}");
        }
        assert!(is_ogrn("1027700132195"));
        for ogrn in ["1027700132196", "102770013219", "10277001321951", "1027700132l95", "ОГРН000"] {
            assert!(!is_ogrn(ogrn), "{ogrn}");
        }
        assert!(is_kpp("673201001") && is_kpp("6732AB001"));
        assert!(!is_kpp("67320100") && !is_kpp("6732ab001") && !is_kpp("A73201001"));
    }

    #[test]
    fn keys_of_bank_accounts() {
        let bank = |bic: &str, account: &str, correspondent: &str| {
            let [name, bic, account, correspondent] =
                ["Банк", bic, account, correspondent].map(ToOwned::to_owned);
            BankDetails::try_from(RawBankDetails { name, bic, account, correspondent })
        };
        assert!(bank("044525225", "40702810938000012345", "30101810400000000225").is_ok());
        for (bic, account, correspondent, problem) in [
            ("044525225", "40702810838000012345", "30101810400000000225", "account: the check digit"),
            ("044525225", "40702810938000012345", "30101810500000000225", "correspondent: the check digit"),
            ("044525226", "40702810938000012345", "30101810400000000225", "account: the check digit"),
            ("44525225", "40702810938000012345", "30101810400000000225", "bic: "),
            ("БИК", "40702810938000012345", "30101810400000000225", "bic: "),
            ("044525225", "4070281093800001234", "30101810400000000225", "account: \"4070"),
        ] {
            let error = bank(bic, account, correspondent).unwrap_err();
            assert!(error.starts_with(problem), "{error}");
        }
        assert!(bank("024501901", "03100643000000017300", "40102810045370000002").is_ok());
    }
}
