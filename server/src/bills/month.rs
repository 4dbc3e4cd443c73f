//! A month of an account: rows become the facts that the engine charges by.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use svetlitsa_api::readings::{FindingView, ZoneUse, ZoneValue};
use svetlitsa_domain::bills::{
    BillLine, ChargeProblem, ChargedBefore, CommonUseShare, HouseMeasured, HouseUse, MeterStretch, Method,
    PastUse, PeriodFacts, RegisterStretch, SilentMonth, Usage, charge,
};
use svetlitsa_domain::readings::{FindingCode, NoReading};
use svetlitsa_domain::tariffs::{DaySpan, Stove, Zone};
use svetlitsa_domain::{Kopecks, Period};

use crate::bills::acts;
use crate::bills::facts::{facts_of, schedule_of};
use crate::data::{Branch, Dwelling};
use crate::entity::{account, act, bill_line, common_use, grant, meter, opening, reading, register};

/// What the database knows of an account.
#[derive(Clone, Debug)]
pub struct AccountRows<'a> {
    /// The account.
    pub account: &'a account::Model,
    /// Its meters, those that were taken off, too.
    pub meters: Vec<&'a meter::Model>,
    /// Their registers in the order in which they are asked for.
    pub registers: Vec<&'a register::Model>,
    /// Readings that count, in any order.
    pub readings: Vec<&'a reading::Model>,
    /// Lines of earlier bills that charged use without a reading.
    pub silent: Vec<&'a bill_line::Model>,
    /// With what it was taken over.
    pub opening: Option<&'a opening::Model>,
    /// Common use of its building in the month, when that is on its bill.
    pub common_use: Option<&'a common_use::Model>,
    /// What the household is granted, in whatever months.
    pub grants: Vec<&'a grant::Model>,
    /// Acts that say why it is charged without its readings, in whatever months.
    pub acts: Vec<&'a act::Model>,
}

/// A month that was reckoned.
#[derive(Clone, Debug)]
pub struct Reckoned {
    /// The lines.
    pub lines: Vec<BillLine>,
    /// Ids of the readings that they are made of.
    pub used: Vec<String>,
    /// How its own use was reckoned.
    pub method: Method,
}

/// Why a month has no bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoBill {
    /// Nothing is charged here: not a household, prepaid, or not supplied yet.
    NothingToCharge,
    /// The engine refused.
    Refused(Vec<ChargeProblem>),
    /// A row holds words that are none of ours.
    Broken(String),
}

impl From<ChargeProblem> for NoBill {
    fn from(problem: ChargeProblem) -> Self {
        Self::Refused(vec![problem])
    }
}

fn broken(what: &str, id: &str) -> NoBill {
    NoBill::Broken(format!("{what} of {id}"))
}

/// Reckons a month.
///
/// # Errors
/// [`NoBill`].
pub fn reckon(rows: &AccountRows<'_>, branch: &Branch, period: Period) -> Result<Reckoned, NoBill> {
    let account = rows.account;
    let facts = facts_of(account, &rows.grants, branch, period)?;
    let (service, category) = (facts.service, facts.category);
    let begins = account.direct_since.as_deref().and_then(|text| text.parse::<Period>().ok());
    if begins.is_some_and(|begins| begins > period) {
        return Err(NoBill::NothingToCharge);
    }
    let meters = meters(rows, period)?;
    let found = usage(rows, &meters, period)?;
    let schedule = schedule_of(branch, service, category, period)?;
    let area = account.area.as_deref().map(str::parse::<Decimal>).transpose();
    let area = area.map_err(|_| broken("area", &account.number))?;
    let house = rows.common_use.map(house_use).transpose()?;
    let method = match &found.usage {
        Usage::Silent(silent) => {
            Method::from(silent.cause.method(service, silent.nth, !silent.history.is_empty()))
        }
        _ => Method::Actual,
    };
    let month = PeriodFacts {
        period,
        days: None,
        schedule,
        usage: found.usage,
        charged_in_silence: found.charged_in_silence,
        common_use: house
            .as_ref()
            .zip(area)
            .map(|(house, dwelling_m2)| CommonUseShare { house, dwelling_m2 }),
        policy: &branch.billing,
    };
    let lines = charge(&facts, &month).map_err(NoBill::Refused)?;
    let method = lines.iter().find_map(|line| line.method).unwrap_or(method);
    Ok(Reckoned { lines, used: found.used, method })
}

pub(super) fn house_use(row: &common_use::Model) -> Result<HouseUse, NoBill> {
    let decimal = |text: &str| text.parse::<Decimal>().map_err(|_| broken("common use", &row.building));
    let counted = |text: &Option<String>| text.as_deref().map_or(Ok(Decimal::ZERO), decimal);
    let measured = match &row.house {
        None => None,
        Some(house) => Some(HouseMeasured {
            house: decimal(house)?,
            non_residential: counted(&row.non_residential)?,
            flats_by_norm: counted(&row.flats_by_norm)?,
            flats_by_meter: counted(&row.flats_by_meter)?,
        }),
    };
    Ok(HouseUse {
        house: format!("{}-{}", row.building, row.period),
        measured,
        norm_id: row.norm_id.clone(),
        norm_per_m2: decimal(&row.norm_per_m2)?,
        common_m2: decimal(&row.common_m2)?,
        total_m2: decimal(&row.total_m2)?,
        is_capped: row.is_capped,
    })
}

/// What of a dwelling decides its norm.
#[must_use]
pub fn dwelling(account: &account::Model) -> Dwelling {
    Dwelling {
        residents: account.residents.and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
        rooms: account.rooms.and_then(|n| u8::try_from(n).ok()).unwrap_or(0),
        stove: account.stove.as_deref().and_then(Stove::parse),
    }
}

/// A meter with what concerns the month.
struct Metered<'a> {
    meter: &'a meter::Model,
    registers: Vec<&'a register::Model>,
    /// The reading given for the month.
    given: Option<&'a reading::Model>,
    /// The last one before.
    last: Option<&'a reading::Model>,
    removed_on: Option<NaiveDate>,
}

fn meters<'a>(rows: &AccountRows<'a>, period: Period) -> Result<Vec<Metered<'a>>, NoBill> {
    let end = DaySpan::of_period(period).last();
    let month = period.to_string();
    let mut found = Vec::new();
    for meter in rows.meters.iter().filter(|meter| !meter.is_prepaid) {
        let registers: Vec<_> =
            rows.registers.iter().copied().filter(|register| register.meter == meter.id).collect();
        let first = registers.first().map(|register| day(&register.initial_on, &meter.id)).transpose()?;
        if first.is_none_or(|first| first > end) {
            continue;
        }
        let own = || rows.readings.iter().copied().filter(|reading| reading.meter == meter.id);
        let removed_on = meter.removed_on.as_deref().map(|text| day(text, &meter.id)).transpose()?;
        found.push(Metered {
            meter,
            registers,
            given: own().filter(|reading| reading.period == month).max_by_key(|reading| reading.received_at),
            last: own()
                .filter(|reading| reading.period < month)
                .max_by_key(|reading| (&reading.period, reading.received_at)),
            removed_on: removed_on.filter(|removed| *removed <= end),
        });
    }
    Ok(found)
}

struct Found {
    usage: Usage,
    used: Vec<String>,
    charged_in_silence: Vec<ChargedBefore>,
}

/// What was used. One meter without a reading makes the month a silent one: the readings of the others wait for it.
fn usage(rows: &AccountRows<'_>, meters: &[Metered<'_>], period: Period) -> Result<Found, NoBill> {
    if let Some(cause) = no_reading(rows, meters, period)? {
        let silent = SilentMonth { cause, nth: nth(rows, period), history: history(rows, period)? };
        return Ok(Found { usage: Usage::Silent(silent), used: Vec::new(), charged_in_silence: Vec::new() });
    }
    let (mut stretches, mut used) = (Vec::new(), Vec::new());
    for metered in meters {
        match metered.removed_on {
            None => {
                let Some(given) = metered.given else { continue };
                stretches.push(stretch(metered, given)?);
                used.push(given.id.clone());
            }
            // Its last share is counted with the first reading of its successor, and once.
            Some(removed_on) => {
                let successor =
                    meters.iter().find(|other| other.meter.replaces.as_ref() == Some(&metered.meter.id));
                if successor.is_some_and(|other| other.last.is_none() && other.given.is_some()) {
                    stretches.push(removed_stretch(metered, removed_on)?);
                    used.extend(metered.given.map(|given| given.id.clone()));
                }
            }
        }
    }
    let charged_in_silence = charged_in_silence(rows, period)?;
    Ok(Found { usage: Usage::Measured(stretches), used, charged_in_silence })
}

/// Why the month has no reading to charge by. What an act says goes before what was read: nobody has checked it.
fn no_reading(
    rows: &AccountRows<'_>,
    meters: &[Metered<'_>],
    period: Period,
) -> Result<Option<NoReading>, NoBill> {
    let act = acts::holding(&rows.acts, period).map_err(|what| broken(what, &rows.account.number))?;
    let hanging: Vec<_> = meters.iter().filter(|metered| metered.removed_on.is_none()).collect();
    if hanging.is_empty() {
        let is_prepaid = rows.meters.iter().any(|meter| meter.is_prepaid && meter.removed_on.is_none());
        return match (meters.is_empty(), rows.meters.is_empty()) {
            _ if is_prepaid => Err(NoBill::NothingToCharge),
            // Taken off, and none in its place: the average, until there is one.
            (false, _) => Ok(act.or(Some(NoReading::MeterOut))),
            (true, true) => Ok(act.or(Some(NoReading::Unmetered))),
            // Its meter was put up after the month: it was not supplied yet.
            (true, false) => Err(NoBill::NothingToCharge),
        };
    }
    // That one could be put up is no news where one hangs.
    if let Some(cause) = act.filter(|cause| *cause != NoReading::NoMeter) {
        return Ok(Some(cause));
    }
    let end = DaySpan::of_period(period).last();
    for metered in &hanging {
        let until = metered.meter.verified_until.as_deref();
        let until = until.map(|text| day(text, &metered.meter.id)).transpose()?;
        if until.is_some_and(|until| until < end) {
            return Ok(Some(NoReading::MeterOut));
        }
    }
    let is_told = hanging.iter().all(|metered| metered.given.is_some());
    Ok((!is_told).then_some(NoReading::NotReported))
}

fn stretch(metered: &Metered<'_>, given: &reading::Model) -> Result<MeterStretch, NoBill> {
    let now = values(given)?;
    let findings: Vec<FindingView> =
        serde_json::from_str(&given.findings).map_err(|_| broken("findings", &given.id))?;
    let went_through_zero = |zone: Zone| {
        findings.iter().any(|finding| {
            finding.code == FindingCode::RolledOver && finding.zone.is_none_or(|other| other == zone)
        })
    };
    let until = day(&given.taken_on, &given.id)?;
    build(metered, until, |zone| {
        let last = now.get(&zone).copied().ok_or_else(|| broken("values", &given.id))?;
        Ok((given.id.clone(), last, went_through_zero(zone)))
    })
}

fn removed_stretch(metered: &Metered<'_>, removed_on: NaiveDate) -> Result<MeterStretch, NoBill> {
    let id = &metered.meter.id;
    let finals: BTreeMap<&str, Option<i64>> =
        metered.registers.iter().map(|register| (register.zone.as_str(), register.final_value)).collect();
    build(metered, removed_on, |zone| {
        let last = finals.get(zone.as_str()).copied().flatten().and_then(|value| u32::try_from(value).ok());
        Ok((format!("removal-{id}"), last.ok_or_else(|| broken("final values", id))?, false))
    })
}

/// A stretch from the last reading, or from the act of admission, to what is told of each zone.
fn build(
    metered: &Metered<'_>,
    until: NaiveDate,
    told: impl Fn(Zone) -> Result<(String, u32, bool), NoBill>,
) -> Result<MeterStretch, NoBill> {
    let id = &metered.meter.id;
    let before = metered.last.map(values).transpose()?;
    let mut from = metered.last.map(|last| day(&last.taken_on, &last.id)).transpose()?;
    let mut registers = Vec::with_capacity(metered.registers.len());
    for register in &metered.registers {
        let zone = Zone::parse(&register.zone).ok_or_else(|| broken("zone", id))?;
        let known = before.as_ref().and_then(|before| before.get(&zone).copied()).zip(metered.last);
        let (first_id, first) = match known {
            Some((value, last)) => (last.id.clone(), value),
            None => {
                from = from.or(Some(day(&register.initial_on, id)?));
                let value = u32::try_from(register.initial_value).map_err(|_| broken("initial value", id))?;
                (format!("admission-{id}"), value)
            }
        };
        let (last_id, last, through_zero) = told(zone)?;
        registers.push(RegisterStretch { zone, first_id, first, last_id, last, through_zero });
    }
    Ok(MeterStretch {
        meter: id.clone(),
        digits: u8::try_from(metered.meter.digits).map_err(|_| broken("digits", id))?,
        factor: u32::try_from(metered.meter.coefficient).map_err(|_| broken("coefficient", id))?,
        from: from.ok_or_else(|| broken("registers", id))?,
        until,
        registers,
    })
}

/// Which month without a reading in a row it is: the bills before say.
fn nth(rows: &AccountRows<'_>, period: Period) -> u32 {
    let is_silent = |month: &Period| rows.silent.iter().any(|line| line.period == month.to_string());
    let before = std::iter::successors(Some(period.previous()), |month| Some(month.previous()));
    1 + u32::try_from(before.take_while(is_silent).count()).unwrap_or(u32::MAX - 1)
}

/// Use that readings told before, month by month, and what the one before us told of its last month.
pub(super) fn history(rows: &AccountRows<'_>, period: Period) -> Result<Vec<PastUse>, NoBill> {
    let mut by_month = BTreeMap::<Period, BTreeMap<Zone, Decimal>>::new();
    for reading in &rows.readings {
        let month: Period = reading.period.parse().map_err(|_| broken("period", &reading.id))?;
        if month >= period {
            continue;
        }
        let uses: Vec<ZoneUse> =
            serde_json::from_str(&reading.consumption).map_err(|_| broken("consumption", &reading.id))?;
        let sums = by_month.entry(month).or_default();
        for used in uses {
            *sums.entry(used.zone).or_default() += Decimal::from(used.units);
        }
    }
    let zones: Vec<_> = rows.registers.iter().filter_map(|register| Zone::parse(&register.zone)).collect();
    if let (Some(opening), [zone]) = (rows.opening, zones.as_slice())
        && let Some((month, units)) =
            Period::of(day(&opening.read_on, &opening.account)?).zip(opening.last_units)
        && month < period
    {
        by_month.entry(month).or_insert_with(|| BTreeMap::from([(*zone, Decimal::from(units))]));
    }
    let mut before = None;
    let mut past = Vec::with_capacity(by_month.len());
    for (month, sums) in by_month {
        let months = before.map_or(1, |before| months_between(before, month)).max(1);
        past.push(PastUse { period: month, months, units: sums.into_iter().collect() });
        before = Some(month);
    }
    Ok(past)
}

fn months_between(earlier: Period, later: Period) -> u32 {
    let months = (later.year() - earlier.year()) * 12;
    u32::try_from(i64::from(months) + i64::from(later.month()) - i64::from(earlier.month())).unwrap_or(0)
}

/// What was charged since the last reading: that one, and no other, ends a silence.
fn charged_in_silence(rows: &AccountRows<'_>, period: Period) -> Result<Vec<ChargedBefore>, NoBill> {
    let month = period.to_string();
    let last = rows.readings.iter().map(|reading| &reading.period).filter(|other| **other < month).max();
    let since =
        rows.silent.iter().filter(|line| line.period < month && last.is_none_or(|last| line.period > *last));
    since
        .map(|line| {
            let wrong = |what| broken(what, &line.bill);
            Ok(ChargedBefore {
                line: format!("{}#{}", line.bill, line.line),
                period: line.period.parse().map_err(|_| wrong("period"))?,
                method: line.method.as_deref().and_then(Method::parse).ok_or_else(|| wrong("method"))?,
                units: line
                    .units
                    .as_deref()
                    .and_then(|text| text.parse().ok())
                    .ok_or_else(|| wrong("units"))?,
                amount: Kopecks(line.amount_kopecks),
            })
        })
        .collect()
}

fn values(reading: &reading::Model) -> Result<BTreeMap<Zone, u32>, NoBill> {
    let values: Vec<ZoneValue> =
        serde_json::from_str(&reading.values).map_err(|_| broken("values", &reading.id))?;
    Ok(values.into_iter().map(|value| (value.zone, value.value)).collect())
}

fn day(text: &str, id: &str) -> Result<NaiveDate, NoBill> {
    text.parse().map_err(|_| broken("a date", id))
}
