//! What binds every branch with its debtors, `debts.toml`: rates of the penalty and caps on the cost of restoring supply,
//! each with its days, its source and how sure that is.

use std::collections::BTreeSet;

use serde::Deserialize;
use svetlitsa_domain::bills::{CostCap, PenaltyRates, RateRow};

use crate::data::DataSource;
use crate::data::error::{DataError, read_toml};
use crate::data::values::{Amount, Day, Rubles};

const FILE: &str = "debts.toml";

/// Rates and caps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebtRules {
    /// The penalty's rate, by day.
    pub rates: PenaltyRates,
    /// The most that restoring may cost, by day.
    pub caps: Vec<CostCap>,
    /// The newest decision on that, as it is cited.
    pub cap_source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDebts {
    penalty_rates: Vec<RawRate>,
    restore_caps: Vec<RawCap>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRate {
    id: String,
    from: Day,
    until: Day,
    percent: Amount,
    source: String,
    #[serde(rename = "confidence")]
    _confidence: RawConfidence,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCap {
    from: Day,
    most: Rubles,
    source: String,
    #[serde(rename = "confidence")]
    _confidence: RawConfidence,
}

/// Only that the word is one of these: no page tells it yet.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawConfidence {
    High,
    Medium,
    Low,
    Demo,
}

impl DebtRules {
    /// Reads the file.
    ///
    /// # Errors
    /// [`DataError`] for rates that overlap or leave days out, and for caps that begin on one day.
    pub(super) fn load(source: &dyn DataSource) -> Result<Self, DataError> {
        let raw: RawDebts = read_toml(source, FILE)?;
        let mut ids = BTreeSet::new();
        if let Some((i, _)) =
            raw.penalty_rates.iter().enumerate().find(|(_, row)| !ids.insert(row.id.as_str()))
        {
            return Err(DataError::at(FILE, &format!("penalty_rates[{i}].id"), "it is there twice"));
        }
        let rows = raw.penalty_rates.into_iter().map(|row| RateRow {
            id: row.id,
            from: row.from.0,
            until: row.until.0,
            percent: row.percent.0,
            source: row.source,
        });
        let rates = PenaltyRates::parse(rows.collect()).map_err(|problems| {
            let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
            DataError::at(FILE, "penalty_rates", problems.join("; "))
        })?;
        let mut caps = raw.restore_caps;
        caps.sort_by_key(|cap| cap.from.0);
        if let Some(pair) = caps.windows(2).find(|pair| pair[0].from == pair[1].from) {
            let problem = format!("two caps from {}", pair[0].from.0);
            return Err(DataError::at(FILE, "restore_caps", problem));
        }
        let cap_source = caps.last().map(|cap| cap.source.clone()).unwrap_or_default();
        let caps = caps.into_iter().map(|cap| CostCap { from: cap.from.0, most: cap.most.0 }).collect();
        Ok(Self { rates, caps, cap_source })
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::data::Folder;

    struct Text(String);

    impl DataSource for Text {
        fn read(&self, _: &str) -> Option<Cow<'_, [u8]>> {
            Some(Cow::Borrowed(self.0.as_bytes()))
        }

        fn list(&self, _: &str) -> Vec<String> {
            Vec::new()
        }
    }

    const SHIPPED: &str = include_str!("../../../data/debts.toml");

    #[test]
    fn the_shipped_rates_hold_to_the_end_of_2026() {
        let folder = Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/../data").into());
        let rules = DebtRules::load(&folder).unwrap();
        assert_eq!(rules.rates.decided_until(), Some("2026-12-31".parse().unwrap()));
        assert_eq!(rules.rates.on("2026-11-20".parse().unwrap()).unwrap().percent, "9.5".parse().unwrap());
        assert_eq!(rules.caps.len(), 1);
    }

    #[test]
    fn mistakes_name_file_and_key() {
        let more = "\n[[penalty_rates]]\nid = \"ID\"\nfrom = FROM\nuntil = 2027-12-31\npercent = \"PERCENT\"\n\
                    source = \"s\"\nconfidence = \"low\"\n";
        let row = |id: &str, from: &str, percent: &str| {
            more.replace("ID", id).replace("FROM", from).replace("PERCENT", percent)
        };
        for (text, said) in [
            (row("b", "2027-01-02", "9"), "data/debts.toml, penalty_rates: no rate on 2027-01-01"),
            (row("b", "2026-12-31", "9"), "data/debts.toml, penalty_rates: two rates on 2026-12-31"),
            (row("b", "2027-01-01", "900"), "data/debts.toml, penalty_rates: b is no rate"),
            (
                row("rf-329-2025", "2027-01-01", "9"),
                "data/debts.toml, penalty_rates[1].id: it is there twice",
            ),
        ] {
            let error = DebtRules::load(&Text(format!("{SHIPPED}{text}"))).unwrap_err().to_string();
            assert_eq!(error, said);
        }
        let text = SHIPPED.replace("confidence = \"high\"", "confidence = \"sure\"");
        let error = DebtRules::load(&Text(text)).unwrap_err().to_string();
        assert!(error.starts_with("data/debts.toml, line "), "{error}");
        let cap = SHIPPED.split("[[restore_caps]]").nth(1).unwrap();
        let text = format!("{SHIPPED}\n[[restore_caps]]{cap}");
        let error = DebtRules::load(&Text(text)).unwrap_err().to_string();
        assert_eq!(error, "data/debts.toml, restore_caps: two caps from 2025-12-27");
    }
}
