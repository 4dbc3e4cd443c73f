//! Accounts, meters and readings of the sample world.

use anyhow::Context;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use svetlitsa_api::readings::{Channel, ZoneUse, ZoneValue};
use svetlitsa_domain::Period;
use svetlitsa_domain::accounts::normalize_house;
use svetlitsa_domain::readings::{ReadingState, VerdictStatus};
use svetlitsa_domain::tariffs::{CostLine, Zone, cost_lines, total};

use crate::data::Branch;
use crate::data::sample::{Household, Moment, SampleMeter, SampleRegister};
use crate::entity::{account, meter, reading, register};
use crate::sample::rows::Rows;

/// Evening, when people read their meters.
const READ_AT: NaiveTime = match NaiveTime::from_hms_opt(18, 40, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Puts a household, its meters and their readings into the rows.
pub(super) fn add(
    rows: &mut Rows,
    household: &Household,
    branch: &Branch,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    rows.accounts.push(account::Model {
        number: household.number.to_string(),
        branch: household.branch.clone(),
        service: household.service.as_str().to_owned(),
        category: household.category.clone(),
        name: household.name.clone(),
        address: household.address.clone(),
        house: normalize_house(&household.house),
        position: household.position,
        residents: household.dwelling.map(|dwelling| i32::try_from(dwelling.residents)).transpose()?,
        rooms: household.dwelling.map(|dwelling| dwelling.rooms.into()),
        stove: household.dwelling.and_then(|dwelling| dwelling.stove).map(|stove| stove.as_str().to_owned()),
        flat: None,
        area: household.billing.common_use.as_ref().map(|common| common.dwelling_m2.0.to_string()),
        building: household.billing.common_use.as_ref().map(|common| common.building.clone()),
        direct_since: household.facts.direct_since.map(|month| month.0.to_string()),
    });
    for (position, sample) in (1..).zip(&household.meters) {
        let id = format!("{}-{position}", household.number);
        let history = History { household, sample, branch, now };
        let months = sample.registers.first().map_or(0, |register| register.monthly.len());
        for i in (0..months).rev() {
            rows.readings.push(history.monthly(&id, i)?);
        }
        // The act of removal is the last reading of a meter that was taken off.
        if let Some(removed) = sample.removed {
            rows.readings.push(history.extra(&id, removed, Channel::Office, |register| register.at_removal)?);
        }
        let replaced = household.meters.iter().zip(1..position).rfind(|(meter, _)| meter.removed.is_some());
        let replaced = replaced.map(|(_, position)| format!("{}-{position}", household.number));
        add_meter(rows, &history, id.clone(), position, replaced);
        // Nothing arrives from a meter that was put in today.
        let installed = sample.installed.date(history.today());
        if let Some(arrived) = sample.arrived.filter(|arrived| arrived.date(history.today()) > installed) {
            rows.readings.push(history.extra(&id, arrived, Channel::Meter, |register| register.at_arrival)?);
        }
    }
    Ok(())
}

fn add_meter(rows: &mut Rows, history: &History<'_>, id: String, position: i32, replaces: Option<String>) {
    let History { household, sample, .. } = history;
    let months = sample.registers.first().map_or(0, |register| register.monthly.len());
    let known_since = match sample.habit {
        Some(_) => history.day(months),
        None => sample.installed.date(history.today()),
    };
    for (position, register) in (1..).zip(&sample.registers) {
        let used: u32 = register.monthly.iter().sum();
        rows.registers.push(register::Model {
            meter: id.clone(),
            zone: register.zone.as_str().to_owned(),
            position,
            initial_value: i64::from(register.last - used),
            initial_on: known_since.to_string(),
            final_value: register.at_removal.map(i64::from),
        });
    }
    rows.meters.push(meter::Model {
        id,
        account: household.number.to_string(),
        serial: sample.serial.clone(),
        model: sample.model.clone(),
        service: household.service.as_str().to_owned(),
        digits: sample.digits.into(),
        coefficient: 1,
        is_smart: sample.is_smart,
        is_prepaid: household.facts.prepaid.is_some(),
        verified_until: Some(sample.verified_until.0.to_string()),
        position,
        removed_on: sample.removed.map(|removed| removed.date(history.today()).to_string()),
        replaces,
    });
}

/// A meter's past, one reading a month.
struct History<'a> {
    household: &'a Household,
    sample: &'a SampleMeter,
    branch: &'a Branch,
    now: DateTime<Utc>,
}

impl History<'_> {
    fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.branch.zone).date_naive()
    }

    /// The moment of the reading `i` months before the last one.
    fn moment(&self, i: usize) -> Moment {
        let silent = self.household.billing.averaged_periods;
        let months_ago = 1 + silent + u32::try_from(i).unwrap_or(u32::MAX);
        Moment::in_month(months_ago, self.sample.habit.map_or(1, |habit| habit.day), READ_AT)
    }

    fn day(&self, i: usize) -> NaiveDate {
        self.moment(i).date(self.today())
    }

    fn monthly(&self, meter: &str, i: usize) -> anyhow::Result<reading::Model> {
        let registers = &self.sample.registers;
        let values = registers.iter().map(|register| {
            let later: u32 = register.monthly.iter().take(i).sum();
            ZoneValue { zone: register.zone, value: register.last - later }
        });
        let uses = registers.iter().map(|register| (register.zone, u64::from(register.monthly[i])));
        let channel = self.sample.habit.map_or(Channel::Office, |habit| habit.channel);
        let row =
            self.row(meter, self.moment(i), channel, &values.collect::<Vec<_>>(), &uses.collect::<Vec<_>>())?;
        // Past periods are billed already, from these readings.
        let is_billed = self.household.billing.is_billed;
        let state = if is_billed { ReadingState::Used } else { ReadingState::Accepted };
        Ok(reading::Model { state: state.as_str().to_owned(), ..row })
    }

    /// A reading after the monthly ones.
    fn extra(
        &self,
        meter: &str,
        moment: Moment,
        channel: Channel,
        value: fn(&SampleRegister) -> Option<u32>,
    ) -> anyhow::Result<reading::Model> {
        let registers: Vec<_> = self
            .sample
            .registers
            .iter()
            .map(|register| (register.zone, register.last, value(register).unwrap_or(register.last)))
            .collect();
        let values: Vec<_> = registers.iter().map(|&(zone, _, value)| ZoneValue { zone, value }).collect();
        let uses: Vec<_> = registers
            .iter()
            .map(|&(zone, last, value)| (zone, u64::from(value.saturating_sub(last))))
            .collect();
        self.row(meter, moment, channel, &values, &uses)
    }

    fn row(
        &self,
        meter: &str,
        moment: Moment,
        channel: Channel,
        values: &[ZoneValue],
        uses: &[(Zone, u64)],
    ) -> anyhow::Result<reading::Model> {
        let day = moment.date(self.today());
        let period =
            self.branch.readings.window.counts_for(day).context("the clock is outside this century")?;
        let cost = bill_lines(self.household, self.branch, period, uses).map(|lines| total(&lines).0);
        let consumption: Vec<ZoneUse> = uses.iter().map(|&(zone, units)| ZoneUse { zone, units }).collect();
        Ok(reading::Model {
            // Ids are given once the household's readings stand in the order of time.
            id: String::new(),
            account: self.household.number.to_string(),
            meter: meter.to_owned(),
            taken_on: day.to_string(),
            received_at: moment.at(self.now, self.branch.zone).timestamp_millis(),
            channel: word(&channel)?,
            status: VerdictStatus::Accepted.as_str().to_owned(),
            period: period.to_string(),
            values: serde_json::to_string(values)?,
            consumption: serde_json::to_string(&consumption)?,
            findings: "[]".to_owned(),
            cost_kopecks: cost,
            state: ReadingState::Accepted.as_str().to_owned(),
            has_photo: false,
        })
    }
}

/// What use costs at the prices of its period; `None` where no tariff is known.
pub(super) fn bill_lines(
    household: &Household,
    branch: &Branch,
    period: Period,
    uses: &[(Zone, u64)],
) -> Option<Vec<CostLine>> {
    cost_lines(uses, &branch.prices(&household.category, household.service, period.day(1)))
}

/// A unit variant as its word on the wire.
pub(super) fn word<T: serde::Serialize>(value: &T) -> anyhow::Result<String> {
    let word = serde_json::to_value(value)?;
    Ok(word.as_str().context("a word is a string")?.to_owned())
}
