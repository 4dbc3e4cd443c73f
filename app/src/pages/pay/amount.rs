//! An amount as it is typed, or what is wrong with it.

use svetlitsa_domain::Kopecks;
use svetlitsa_domain::money::MoneyError;
use svetlitsa_domain::payments::{AmountError, check_amount};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::{fields, payments as t};

/// Reads a typed amount.
pub(crate) fn read(typed: &str) -> Result<Kopecks, Text> {
    let amount = Kopecks::parse_rubles(typed).map_err(|error| match error {
        MoneyError::Empty => t::MISSING,
        MoneyError::NotANumber => t::NOT_A_SUM,
        MoneyError::TooPrecise => fields::TOO_PRECISE,
        MoneyError::TooLarge => fields::AMOUNT_TOO_LARGE,
    })?;
    check_amount(amount).map_err(|error| match error {
        AmountError::TooSmall => fields::AMOUNT_TOO_SMALL,
        AmountError::TooLarge => fields::AMOUNT_TOO_LARGE,
    })?;
    Ok(amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_amount_has_its_sentence() {
        for (typed, wrong) in [
            ("", t::MISSING),
            ("сто", t::NOT_A_SUM),
            ("1e9", t::NOT_A_SUM),
            ("-5", t::NOT_A_SUM),
            ("0.001", fields::TOO_PRECISE),
            ("0", fields::AMOUNT_TOO_SMALL),
            ("0,99", fields::AMOUNT_TOO_SMALL),
            ("100000,01", fields::AMOUNT_TOO_LARGE),
            ("1000000000", fields::AMOUNT_TOO_LARGE),
            ("999999999999999", fields::AMOUNT_TOO_LARGE),
        ] {
            assert_eq!(read(typed), Err(wrong), "{typed}");
        }
        assert_eq!(read("1 234,5"), Ok(Kopecks(123_450)));
    }
}
