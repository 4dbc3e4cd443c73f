//! Norms of a branch: what a household without readings is charged for, flat or by dwelling.

use rust_decimal::Decimal;
use serde::Deserialize;
use svetlitsa_domain::tariffs::{Norm, NormRow, NormTable, Service, Stove};

use crate::data::values::Amount;

/// Norms of a branch, none of them contradicting another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Norms {
    flat: Vec<(Service, Decimal)>,
    /// Norms of electricity differ by stove, rooms and residents.
    table: NormTable,
    sources: Vec<NormSource>,
}

/// Where the norms of a service come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NormSource {
    /// Of what.
    pub service: Service,
    /// Who set them, and when.
    pub text: String,
    /// Not sure enough to be charged by: for demonstration.
    pub is_demo: bool,
}

/// What of a dwelling decides its norm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dwelling {
    /// People registered.
    pub residents: u32,
    /// Rooms.
    pub rooms: u8,
    /// What they cook on, when it is known.
    pub stove: Option<Stove>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNorm {
    service: Service,
    per_person: Option<Amount>,
    stove: Option<Stove>,
    rooms: Option<u8>,
    by_residents: Option<[Amount; 5]>,
    source: String,
    demo: bool,
}

impl Norms {
    /// Checks rows; the error is a key and a sentence.
    pub(super) fn parse(rows: Vec<RawNorm>, services: &[Service]) -> Result<Self, (String, String)> {
        let (mut norms, mut table) = (Self::default(), Vec::new());
        for (i, row) in rows.into_iter().enumerate() {
            let fail = |problem: &str| Err((format!("norms[{i}]"), problem.to_owned()));
            if !services.contains(&row.service) {
                return fail("the branch does not supply it");
            }
            if row.source.trim().is_empty() {
                return fail("a norm says where it comes from");
            }
            match (row.per_person, row.stove.zip(row.rooms).zip(row.by_residents)) {
                (Some(norm), None) => {
                    if norms.flat.iter().any(|(service, _)| *service == row.service) {
                        return fail("this service has a flat norm already");
                    }
                    norms.flat.push((row.service, norm.0));
                }
                (None, Some(((stove, rooms), by_residents))) if row.service == Service::Electricity => {
                    let by_residents = by_residents.map(|norm| norm.0);
                    table.push(NormRow { stove, rooms, by_residents });
                }
                _ => return fail("a norm is `per_person`, or `stove`, `rooms` and `by_residents`"),
            }
            if norms.source(row.service).is_none() {
                let source = NormSource { service: row.service, text: row.source, is_demo: row.demo };
                norms.sources.push(source);
            }
        }
        norms.table = NormTable::new(table)
            .ok_or_else(|| ("norms".to_owned(), "a stove and a number of rooms stand twice".to_owned()))?;
        Ok(norms)
    }

    /// Norms a person that hold for every dwelling.
    #[must_use]
    pub fn flat(&self) -> &[(Service, Decimal)] {
        &self.flat
    }

    /// Norms of electricity by dwelling.
    #[must_use]
    pub fn by_dwelling(&self) -> &[NormRow] {
        self.table.rows()
    }

    /// The norm of a dwelling; `None` when it is not known.
    #[must_use]
    pub fn of(&self, service: Service, dwelling: Dwelling) -> Option<Norm> {
        let Dwelling { residents, rooms, stove } = dwelling;
        let flat = self.flat.iter().find(|(other, _)| *other == service && residents > 0);
        flat.map(|(_, per_person)| Norm { per_person: *per_person, residents })
            .or_else(|| self.table.of(stove?, rooms, residents).filter(|_| service == Service::Electricity))
    }

    /// Where the norms of a service come from.
    #[must_use]
    pub fn source(&self, service: Service) -> Option<&NormSource> {
        self.sources.iter().find(|source| source.service == service)
    }
}
