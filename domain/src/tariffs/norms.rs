//! Norms of use: what a household is charged for when no meter tells (ПП РФ № 354, п. 42, 60).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::tariffs::{Service, TariffProblem};

/// What a kitchen cooks on; norms for electricity differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stove {
    /// Gas.
    Gas,
    /// Electricity.
    Electric,
}

impl Stove {
    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gas => "gas",
            Self::Electric => "electric",
        }
    }

    /// The opposite of [`Stove::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Gas, Self::Electric].into_iter().find(|stove| stove.as_str() == word)
    }
}

/// Use of a dwelling by the norm, units a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Norm {
    /// Units a person.
    pub per_person: Decimal,
    /// People registered; an empty dwelling counts its owners.
    pub residents: u32,
}

impl Norm {
    /// Units of the whole dwelling.
    #[must_use]
    pub fn units(self) -> Decimal {
        self.per_person.saturating_mul(Decimal::from(self.residents))
    }
}

/// Norms of a region for electricity: by stove, rooms and residents (`facts/domain.md` 2.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NormTable {
    rows: Vec<NormRow>,
}

/// Norms of dwellings with so many rooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NormRow {
    /// What they cook on.
    pub stove: Stove,
    /// Rooms; the largest of a table holds for more, too.
    pub rooms: u8,
    /// Units a person when one, two, three, four, five and more live there.
    pub by_residents: [Decimal; 5],
}

impl NormTable {
    /// `None` when a stove and a number of rooms stand twice, or a norm is negative.
    #[must_use]
    pub fn new(rows: Vec<NormRow>) -> Option<Self> {
        let is_twice = |(i, row): (usize, &NormRow)| {
            rows[..i].iter().any(|other| (other.stove, other.rooms) == (row.stove, row.rooms))
        };
        let is_negative = |row: &NormRow| row.by_residents.iter().any(Decimal::is_sign_negative);
        if rows.iter().enumerate().any(is_twice) || rows.iter().any(is_negative) {
            return None;
        }
        Some(Self { rows })
    }

    /// Its rows, as written.
    #[must_use]
    pub fn rows(&self) -> &[NormRow] {
        &self.rows
    }

    /// The norm of a dwelling; `None` when nobody lives there or the table has no such dwelling.
    #[must_use]
    pub fn of(&self, stove: Stove, rooms: u8, residents: u32) -> Option<Norm> {
        let row = self
            .rows
            .iter()
            .filter(|row| row.stove == stove && row.rooms <= rooms)
            .max_by_key(|r| r.rooms)?;
        let column = usize::try_from(residents.checked_sub(1)?).unwrap_or(usize::MAX);
        Some(Norm { per_person: row.by_residents[column.min(row.by_residents.len() - 1)], residents })
    }
}

/// A dwelling that will need its norm on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NormNeed {
    /// Of what.
    pub service: Service,
    /// What they cook on, when it is known.
    pub stove: Option<Stove>,
    /// Rooms, when they are known.
    pub rooms: Option<u8>,
    /// People registered.
    pub residents: u32,
    /// First day of the month that needs it.
    pub on: NaiveDate,
}

/// Needs that no norm meets, in order and each once: a part of the list by which a close refuses to begin.
#[must_use]
pub fn missing_norms(needs: &[NormNeed], is_known: impl Fn(&NormNeed) -> bool) -> Vec<TariffProblem> {
    let missing: BTreeSet<&NormNeed> = needs.iter().filter(|need| !is_known(need)).collect();
    let problem = |&NormNeed { service, stove, rooms, residents, on }: &NormNeed| TariffProblem::NoNorm {
        service,
        stove,
        rooms,
        residents,
        on,
    };
    missing.into_iter().map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(stove: Stove, rooms: u8, norms: [u32; 5]) -> NormRow {
        NormRow { stove, rooms, by_residents: norms.map(Decimal::from) }
    }

    /// Smolensk region, order of 23.07.2012 № 260.
    fn smolensk() -> NormTable {
        NormTable::new(vec![
            row(Stove::Gas, 1, [75, 46, 36, 29, 25]),
            row(Stove::Gas, 2, [96, 60, 46, 38, 33]),
            row(Stove::Gas, 3, [109, 68, 52, 43, 37]),
            row(Stove::Gas, 4, [118, 73, 57, 46, 40]),
            row(Stove::Electric, 1, [125, 77, 60, 49, 42]),
        ])
        .unwrap()
    }

    #[test]
    fn the_table_is_read_by_stove_rooms_and_residents() {
        for (stove, rooms, residents, units) in [
            (Stove::Gas, 2, 3, Some(138)),
            (Stove::Gas, 1, 1, Some(75)),
            (Stove::Gas, 4, 5, Some(200)),
            (Stove::Gas, 7, 9, Some(360)),
            (Stove::Electric, 1, 2, Some(154)),
            (Stove::Gas, 0, 1, None),
            (Stove::Gas, 2, 0, None),
        ] {
            let norm = smolensk().of(stove, rooms, residents).map(Norm::units);
            assert_eq!(norm, units.map(Decimal::from), "{stove:?} {rooms} {residents}");
        }
    }

    #[test]
    fn a_table_contradicts_itself_nowhere() {
        let twice = row(Stove::Gas, 2, [1; 5]);
        assert_eq!(NormTable::new(vec![twice, twice]), None);
        let negative = NormRow { by_residents: [Decimal::NEGATIVE_ONE; 5], ..twice };
        assert_eq!(NormTable::new(vec![negative]), None);
    }

    #[test]
    fn norms_that_are_missing_are_listed_once() {
        let need = |rooms, residents| NormNeed {
            service: Service::Electricity,
            stove: Some(Stove::Electric),
            rooms: Some(rooms),
            residents,
            on: "2026-10-01".parse().unwrap(),
        };
        let table = smolensk();
        let is_known = |need: &NormNeed| {
            let row =
                need.stove.zip(need.rooms).and_then(|(stove, rooms)| table.of(stove, rooms, need.residents));
            row.is_some()
        };
        let needs = [need(1, 2), need(1, 0), need(0, 2), need(1, 0)];
        let found = missing_norms(&needs, is_known);
        assert_eq!(found.len(), 2);
        assert!(matches!(found[0], TariffProblem::NoNorm { rooms: Some(0), residents: 2, .. }));
        assert!(matches!(found[1], TariffProblem::NoNorm { rooms: Some(1), residents: 0, .. }));
    }
}
