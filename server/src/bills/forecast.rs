//! The forecast of a month: rows become the facts that the domain forecasts by.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use svetlitsa_api::readings::ZoneUse;
use svetlitsa_domain::Period;
use svetlitsa_domain::bills::{CommonUseShare, MonthForecast, PeriodFacts, SoFar, Usage, forecast_month};
use svetlitsa_domain::tariffs::{DaySpan, Zone};

use crate::bills::facts::{facts_of, schedule_of};
use crate::bills::month::{AccountRows, NoBill, history, house_use};
use crate::data::Branch;
use crate::entity::common_use;

/// The forecast of a month, with the common use that was told last; `None` when too little is known, or the account is not charged by use at all.
///
/// # Errors
/// [`NoBill::Broken`] when a row holds words that are none of ours.
pub fn forecast(
    rows: &AccountRows<'_>,
    branch: &Branch,
    period: Period,
    common_use: Option<&common_use::Model>,
) -> Result<Option<MonthForecast>, NoBill> {
    let known = facts_of(rows.account, &rows.grants, branch, period)
        .and_then(|facts| Ok((schedule_of(branch, facts.service, facts.category, period)?, facts)));
    let (schedule, facts) = match known {
        Ok(known) => known,
        Err(NoBill::Broken(what)) => return Err(NoBill::Broken(what)),
        Err(NoBill::NothingToCharge | NoBill::Refused(_)) => return Ok(None),
    };
    if rows.meters.iter().all(|meter| meter.is_prepaid || meter.removed_on.is_some()) {
        return Ok(None);
    }
    let area = rows.account.area.as_deref().and_then(|text| text.parse::<Decimal>().ok());
    let house = common_use.map(house_use).transpose()?;
    let month = PeriodFacts {
        period,
        days: None,
        schedule,
        usage: Usage::None,
        charged_in_silence: Vec::new(),
        common_use: house
            .as_ref()
            .zip(area)
            .map(|(house, dwelling_m2)| CommonUseShare { house, dwelling_m2 }),
        policy: &branch.billing,
    };
    let so_far = so_far(rows, period)?;
    Ok(forecast_month(&facts, &month, so_far.as_ref(), &history(rows, period)?).ok())
}

/// What the readings of the month tell; `None` while a meter that hangs has none.
fn so_far(rows: &AccountRows<'_>, period: Period) -> Result<Option<SoFar>, NoBill> {
    let month = period.to_string();
    let mut units = BTreeMap::<Zone, Decimal>::new();
    let (mut from, mut until): (Option<NaiveDate>, Option<NaiveDate>) = (None, None);
    for meter in rows.meters.iter().filter(|meter| meter.removed_on.is_none() && !meter.is_prepaid) {
        let own = || rows.readings.iter().filter(|reading| reading.meter == meter.id);
        let newest = |of_month: bool| {
            own()
                .filter(|reading| if of_month { reading.period == month } else { reading.period < month })
                .max_by_key(|reading| (&reading.period, reading.received_at))
        };
        let (Some(given), Some(before)) = (newest(true), newest(false)) else { return Ok(None) };
        let broken = |what: &str| NoBill::Broken(format!("{what} of {}", given.id));
        let used: Vec<ZoneUse> =
            serde_json::from_str(&given.consumption).map_err(|_| broken("consumption"))?;
        for used in used {
            *units.entry(used.zone).or_default() += Decimal::from(used.units);
        }
        let day = |text: &str| text.parse::<NaiveDate>().map_err(|_| broken("a date"));
        let (first, last) = (day(&before.taken_on)?, day(&given.taken_on)?);
        // Of several meters the shortest time counts: what they tell together is known of these days.
        from = from.max(first.succ_opt());
        until = Some(until.map_or(last, |until| until.min(last)));
    }
    let days = from.zip(until).and_then(|(from, until)| DaySpan::new(from, until));
    Ok(days.map(|days| SoFar { days, units: units.into_iter().collect() }))
}
