//! What the law leaves open and a branch decides, each choice with a name.

use serde::{Deserialize, Serialize};

use crate::readings::NormPart;
use crate::tariffs::RangeSplit;

/// How a branch bills where the law gives no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BillingPolicy {
    /// A tariff that changes between two readings.
    pub tariff_change: TariffChange,
    /// Zones inside ranges.
    pub range_split: RangeSplit,
    /// What becomes of charges by norm when a reading comes.
    pub norm_part: NormPart,
}

impl Default for BillingPolicy {
    fn default() -> Self {
        Self {
            tariff_change: TariffChange::default(),
            range_split: RangeSplit::default(),
            norm_part: NormPart::Recalculated,
        }
    }
}

/// What a reading that crosses the day of a new tariff is charged at. Nobody read the meter on that day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TariffChange {
    /// Use is split by days: the day of the earlier reading is not counted, the day of the later one is. What is read off
    /// a meter is rounded half up to whole kWh (thousandths of a m³) at the end of each version, so that the parts always
    /// make the whole; an average or a norm is not rounded.
    #[default]
    ByDays,
    /// Everything at the price on the first day of the billed month.
    PriceOfPeriod,
}
