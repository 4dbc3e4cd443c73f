//! Common use of a house (ОДН): what its meter, its flats and the norm say, and what of it is billed.

use rust_decimal::Decimal;

use crate::bills::exact::Exact;

/// A month of a house whose common use is on the bills of its dwellings (`facts/domain.md` 3.5). Volumes are in units of
/// the service, areas in m².
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseUse {
    /// Id of this reckoning.
    pub house: String,
    /// What the house's meter and its consumers say; `None` when the house has no meter.
    pub measured: Option<HouseMeasured>,
    /// Id of the norm of common use.
    pub norm_id: String,
    /// Norm, units a m² of common property a month.
    pub norm_per_m2: Decimal,
    /// Area of the common property.
    pub common_m2: Decimal,
    /// Area of all dwellings and other premises.
    pub total_m2: Decimal,
    /// Whether the excess over the norm is the managing organisation's (`seeds/000`). Not so where the owners' meeting
    /// decided to share all of it.
    pub is_capped: bool,
}

/// What was counted in a house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HouseMeasured {
    /// By the house's meter.
    pub house: Decimal,
    /// By what is no dwelling.
    pub non_residential: Decimal,
    /// By flats that are charged by norm or average.
    pub flats_by_norm: Decimal,
    /// By flats that are charged by meter.
    pub flats_by_meter: Decimal,
}

/// What becomes of a house's common use, units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HouseShares {
    /// What was used in common; below zero when the flats counted more than the house. `None` without a meter.
    pub actual: Option<Decimal>,
    /// What the norm allows.
    pub norm: Decimal,
    /// What the dwellings are billed.
    pub billed: Decimal,
    /// What the managing organisation pays.
    pub excess: Decimal,
    /// What the dwellings get back.
    pub returned: Decimal,
}

impl HouseUse {
    /// The reckoning of the whole house, rounded to three decimals. `None` when a number does not fit.
    #[must_use]
    pub fn shares(&self) -> Option<HouseShares> {
        let norm = Exact::of(self.norm_per_m2)?.times(Exact::of(self.common_m2)?)?.decimal(3)?;
        let Some(counted) = self.measured else {
            let (excess, returned) = (Decimal::ZERO, Decimal::ZERO);
            return Some(HouseShares { actual: None, norm, billed: norm, excess, returned });
        };
        let HouseMeasured { house, non_residential, flats_by_norm, flats_by_meter } = counted;
        let flats = non_residential.checked_add(flats_by_norm)?.checked_add(flats_by_meter)?;
        let actual = house.checked_sub(flats)?;
        let above_zero = actual.max(Decimal::ZERO);
        let billed = if self.is_capped { above_zero.min(norm) } else { above_zero };
        let returned = (-actual).max(Decimal::ZERO);
        Some(HouseShares { actual: Some(actual), norm, billed, excess: above_zero - billed, returned })
    }
}
