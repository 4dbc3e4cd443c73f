//! A household of the sample world: account, meters with their readings, and what is owed.

use serde::Deserialize;
use svetlitsa_api::readings::Channel;
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::bills::NoticeChannel;
use svetlitsa_domain::tariffs::{Service, Zone};

use crate::data::sample::moment::Moment;
use crate::data::sample::takeover::SampleTakeover;
use crate::data::values::{Amount, Day, Month, Rubles};
use crate::data::{Branch, Dwelling};

/// A household, or a firm.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Household {
    /// Account number.
    pub number: AccountNumber,
    /// Branch id.
    pub branch: String,
    /// What is supplied.
    pub service: Service,
    /// Tariff category of the branch.
    pub category: String,
    /// Full name.
    pub name: String,
    /// Address for people.
    pub address: String,
    /// House number.
    pub house: String,
    /// Order in lists.
    pub position: i32,
    /// What decides its norm, when it is known.
    pub dwelling: Option<Dwelling>,
    /// Meters, the removed ones too.
    #[serde(default)]
    pub meters: Vec<SampleMeter>,
    /// What is owed.
    pub billing: Billing,
    /// With what its payees began, where that is kept.
    #[serde(default)]
    pub takeovers: Vec<SampleTakeover>,
    /// What else is known about it.
    #[serde(default)]
    pub facts: Facts,
}

/// A meter with its readings, one a month.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleMeter {
    /// Number on the plate.
    pub serial: String,
    /// Model.
    pub model: String,
    /// Whole digits of a register.
    pub digits: u8,
    /// Readings arrive by themselves.
    #[serde(default)]
    pub is_smart: bool,
    /// When it was put in.
    pub installed: Moment,
    /// When it was taken out, with the values of `at_removal`.
    pub removed: Option<Moment>,
    /// Until when the verification holds.
    pub verified_until: Day,
    /// When a reading of this month arrived by itself, with the values of `at_arrival`.
    pub arrived: Option<Moment>,
    /// When it is read.
    pub habit: Option<Habit>,
    /// Registers in the order they are asked for.
    pub registers: Vec<SampleRegister>,
}

/// How a household gives its readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Habit {
    /// On which day of the month.
    pub day: u8,
    /// By which way.
    pub channel: Channel,
}

/// A register with its use.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleRegister {
    /// What it counts.
    pub zone: Zone,
    /// Last value read.
    pub last: u32,
    /// Value at removal.
    pub at_removal: Option<u32>,
    /// Value that arrived by itself.
    pub at_arrival: Option<u32>,
    /// Use by month, newest first; the values before follow from `last`.
    pub monthly: Vec<u32>,
}

/// What is owed: every read period is billed at its own prices, and all but the newest few bills are paid.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Billing {
    /// Use is billed at all; a prepaid meter's is not.
    #[serde(default = "yes")]
    pub is_billed: bool,
    /// How many of the newest bills are not paid.
    #[serde(default)]
    pub unpaid_periods: u32,
    /// Periods without a reading after the last one, billed by the average of six.
    #[serde(default)]
    pub averaged_periods: u32,
    /// Common use of its building, the same each period.
    pub common_use: Option<CommonUse>,
    /// What follows from no reading: bills from before the readings here.
    #[serde(default)]
    pub entries: Vec<LedgerLine>,
}

/// Common use of a building that is on the bills of its dwellings, a month.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommonUse {
    /// Id of the building.
    pub building: String,
    /// m² of the household's dwelling.
    pub dwelling_m2: Amount,
    /// Units by the building's meter.
    pub house: Amount,
    /// Units by what is no dwelling.
    pub non_residential: Amount,
    /// Units of flats that are charged by norm or average.
    pub flats_by_norm: Amount,
    /// Units of flats that are charged by meter.
    pub flats_by_meter: Amount,
    /// Id of the norm.
    pub norm_id: String,
    /// Units a m² of common property.
    pub norm_per_m2: Amount,
    /// m² of common property.
    pub common_m2: Amount,
    /// m² of all dwellings and other premises.
    pub total_m2: Amount,
}

const fn yes() -> bool {
    true
}

/// Something owed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerLine {
    /// To whom; to the payee of the period when absent.
    pub payee: Option<String>,
    /// For which period.
    pub period: LinePeriod,
    /// How much.
    pub amount: Rubles,
}

/// A period, counted back or historical.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinePeriod {
    /// Months before the current one.
    MonthsAgo(u32),
    /// A month that never moves.
    Historical(Month),
}

/// What is known beside meters and bills.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Pays the supplier past the managing company since this period.
    pub direct_since: Option<Month>,
    /// Money left on a prepaid meter, and what a day takes.
    pub prepaid: Option<Prepaid>,
    /// Reprogrammed from prepayment.
    pub reprogrammed_on: Option<Day>,
    /// Elder of this house.
    pub elder_of_house: Option<String>,
    /// Pays automatically.
    #[serde(default)]
    pub is_autopay_on: bool,
    /// A notice of restriction was delivered.
    pub restriction_notice: Option<SampleNotice>,
}

/// A notice of restriction, for what was late on the day on which it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleNotice {
    /// When it was sent.
    pub sent: Moment,
    /// When it was delivered.
    pub delivered: Moment,
    /// By what.
    pub channel: NoticeChannel,
    /// The proof.
    pub proof: String,
}

/// Money on a prepaid meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prepaid {
    /// What is left.
    pub left: Rubles,
    /// What a day takes.
    pub kwh_per_day: u32,
}

/// A meter that is read has at least a year of readings, so that every page has something to show.
const MIN_MONTHS: usize = 12;

impl Household {
    /// Whether it fits its branch and itself; the error is a key and a sentence.
    pub(super) fn check(&self, branch: &Branch) -> Result<(), (String, String)> {
        let fail = |key: &str, problem: String| Err((key.to_owned(), problem));
        if !branch.is_own_form(&self.number) {
            return fail("number", format!("{} has not {} digits", self.number, branch.account_digits));
        }
        if !branch.services.contains(&self.service) {
            return fail("service", format!("{} does not supply {}", branch.id, self.service.as_str()));
        }
        let is_priced = branch
            .tariffs
            .rows()
            .iter()
            .any(|tariff| tariff.service == self.service && tariff.category.as_str() == self.category);
        if self.billing.is_billed && !is_priced {
            return fail("category", format!("{} has no tariff for \"{}\"", branch.id, self.category));
        }
        for (i, line) in self.billing.entries.iter().enumerate() {
            if let Some(payee) = line.payee.as_ref().filter(|payee| branch.payee(payee).is_none()) {
                let problem = format!("{} has no payee \"{payee}\"", branch.id);
                return fail(&format!("billing.entries[{i}].payee"), problem);
            }
        }
        for (i, takeover) in self.takeovers.iter().enumerate() {
            takeover.check(branch).map_err(|(key, problem)| (format!("takeovers[{i}].{key}"), problem))?;
        }
        for (i, meter) in self.meters.iter().enumerate() {
            meter
                .check(self.service, branch)
                .map_err(|(key, problem)| (format!("meters[{i}].{key}"), problem))?;
        }
        Ok(())
    }
}

impl SampleMeter {
    fn check(&self, service: Service, branch: &Branch) -> Result<(), (String, String)> {
        let fail = |key: &str, problem: String| Err((key.to_owned(), problem));
        let Some(first) = self.registers.first() else {
            return fail("registers", "a meter has a register".to_owned());
        };
        if !(3..=8).contains(&self.digits) {
            return fail("digits", "a register has 3 to 8 digits".to_owned());
        }
        for (i, register) in self.registers.iter().enumerate() {
            let zone = register.zone;
            let is_water = matches!(zone, Zone::Kitchen | Zone::Bath);
            let key = |name: &str| format!("registers[{i}].{name}");
            if is_water != (service == Service::HotWater && zone != Zone::Single) {
                return fail(&key("zone"), format!("{} is not counted so", service.as_str()));
            }
            if self.registers[..i].iter().any(|other| other.zone == zone) {
                return fail(&key("zone"), format!("{} is there twice", zone.as_str()));
            }
            if register.monthly.len() != first.monthly.len() {
                return fail(&key("monthly"), "registers of a meter are read together".to_owned());
            }
            let used: u64 = register.monthly.iter().map(|units| u64::from(*units)).sum();
            if used > u64::from(register.last) {
                return fail(&key("monthly"), format!("{used} used, but the dial shows {}", register.last));
            }
            let highest = register.at_removal.or(register.at_arrival).unwrap_or(register.last);
            if highest < register.last || highest >= 10_u32.pow(self.digits.into()) {
                return fail(&key("last"), format!("{highest} cannot follow on {} digits", self.digits));
            }
            if register.at_removal.is_some() != self.removed.is_some() {
                return fail(&key("at_removal"), "it goes together with `removed`".to_owned());
            }
            if register.at_arrival.is_some() != self.arrived.is_some()
                || self.arrived.is_some() && !self.is_smart
            {
                return fail(
                    &key("at_arrival"),
                    "it goes together with `arrived` of a smart meter".to_owned(),
                );
            }
        }
        let months = first.monthly.len();
        match self.habit {
            None if months == 0 => Ok(()),
            None => fail("habit", "somebody gave these readings".to_owned()),
            Some(_) if months < MIN_MONTHS => {
                fail("registers", format!("{months} months of readings are less than a year"))
            }
            Some(habit) if habit.channel == Channel::Unknown => {
                fail("habit", "there is no such channel".to_owned())
            }
            Some(habit)
                if !(branch.readings.window.first()..=branch.readings.window.last()).contains(&habit.day) =>
            {
                fail("habit", format!("day {} is outside the reading window", habit.day))
            }
            Some(_) => Ok(()),
        }
    }
}
