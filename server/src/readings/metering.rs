//! A meter as the ladder takes it: its face with the last values, its habit, its prices.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DbErr};
use svetlitsa_api::accounts::{MeterView, RegisterView, ReplacedMeter};
use svetlitsa_api::readings::{SilenceView, ZoneUse, ZoneValue};
use svetlitsa_api::tariffs::HoursView;
use svetlitsa_domain::Period;
use svetlitsa_domain::readings::{Intake, MeterFace, PeriodUse, ReadingPolicy, Register, RemovedMeter};
use svetlitsa_domain::tariffs::{Service, Zone, ZoneHours, ZonePrice};

use crate::data::Branch;
use crate::entity::{account, meter, reading, register};
use crate::failure::{Failure, Outcome};
use crate::store;

/// Periods of history that the sense check looks at.
const HISTORY_PERIODS: usize = 6;

/// A meter with everything that a judgement needs.
pub struct Metering {
    /// The meter.
    pub meter: meter::Model,
    /// What it counts.
    pub service: Service,
    /// Its face with the last values before the period in question.
    pub face: MeterFace,
    /// Use in the periods before, by register, newest first.
    pub uses: Vec<PeriodUse>,
    /// Use in the periods before, in all.
    pub history: Vec<u64>,
    /// Prices of its zones today.
    pub prices: Vec<ZonePrice>,
    /// When its registers count.
    pub hours: Arc<ZoneHours>,
    /// Readings that count, newest first.
    pub counting: Vec<reading::Model>,
    /// Number of the meter that hung there before, while its share is still to be counted.
    pub replaced: Option<String>,
}

/// What is stored of a meter.
pub(super) struct Dial {
    /// The meter.
    pub meter: meter::Model,
    /// Its last readings that count, newest first.
    pub counting: Vec<reading::Model>,
    registers: Vec<register::Model>,
    /// The meter that hung there before, while its share may still have to be counted.
    before: Option<Box<Dial>>,
}

/// Looks up what is stored of meters, each as it stands before a period.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn dials(
    db: &impl ConnectionTrait,
    meters: Vec<(meter::Model, Period)>,
) -> Result<HashMap<String, Dial>, DbErr> {
    let periods: HashMap<String, Period> =
        meters.iter().map(|(meter, period)| (meter.id.clone(), *period)).collect();
    let mut dials = plain_dials(db, meters.into_iter().map(|(meter, _)| meter).collect()).await?;
    let is_first = |dial: &Dial| {
        let period = periods.get(&dial.meter.id).map(ToString::to_string);
        dial.counting.iter().all(|row| period.as_ref().is_some_and(|period| row.period >= *period))
    };
    let replaced = dials.values().filter(|dial| is_first(dial));
    let replaced: Vec<&str> = replaced.filter_map(|dial| dial.meter.replaces.as_deref()).collect();
    if replaced.is_empty() {
        return Ok(dials);
    }
    let old = store::readings::meters_by_id(db, &replaced).await?;
    let mut old = plain_dials(db, old.into_values().collect()).await?;
    for dial in dials.values_mut() {
        dial.before = dial.meter.replaces.as_ref().and_then(|id| old.remove(id)).map(Box::new);
    }
    Ok(dials)
}

async fn plain_dials(
    db: &impl ConnectionTrait,
    meters: Vec<meter::Model>,
) -> Result<HashMap<String, Dial>, DbErr> {
    let ids: Vec<&str> = meters.iter().map(|meter| meter.id.as_str()).collect();
    let mut registers = store::readings::registers_by_meter(db, &ids).await?;
    let mut counting = store::readings::counting_by_meter(db, &ids).await?;
    let dial = |meter: meter::Model| {
        let registers = registers.remove(&meter.id).unwrap_or_default();
        let counting = counting.remove(&meter.id).unwrap_or_default();
        (meter.id.clone(), Dial { meter, counting, registers, before: None })
    };
    Ok(meters.into_iter().map(dial).collect())
}

/// Every meter of an account that hangs there, as it stands before a period: a reading given for the period itself
/// may still be corrected, so it is not what the next one is measured against.
///
/// # Errors
/// When the database does not answer or holds words that are none of ours.
pub async fn meterings(
    db: &impl ConnectionTrait,
    account: &account::Model,
    branch: &Branch,
    period: Period,
    today: NaiveDate,
) -> Outcome<Vec<Metering>> {
    let mut meters = store::readings::meters(db, &account.number).await?;
    meters.retain(|meter| meter.removed_on.is_none());
    let ids: Vec<String> = meters.iter().map(|meter| meter.id.clone()).collect();
    let dials = dials(db, meters.into_iter().map(|meter| (meter, period)).collect()).await?;
    let dials = ids.iter().filter_map(|id| dials.get(id));
    dials.map(|dial| dial.before(period, account, branch, today)).collect()
}

impl Dial {
    /// The meter as it stands before a period.
    ///
    /// # Errors
    /// Internal failure when the database holds words that are none of ours.
    pub(super) fn before(
        &self,
        period: Period,
        account: &account::Model,
        branch: &Branch,
        today: NaiveDate,
    ) -> Outcome<Metering> {
        let meter = &self.meter;
        let service = Service::parse(&meter.service)
            .ok_or_else(|| Failure::internal(&format!("service of meter {}", meter.id)))?;
        let period = period.to_string();
        let before: Vec<&reading::Model> = self.counting.iter().filter(|row| row.period < period).collect();
        let uses = before.iter().take(HISTORY_PERIODS).map(|row| used(row)).collect::<Outcome<Vec<_>>>()?;
        let mut face = face(meter, &self.registers, before.first().copied(), service)?;
        let mut replaced = None;
        if let Some(old) = self.before.as_deref().filter(|_| before.is_empty())
            && let Some(removed) = old.removed(service, &branch.readings)?
        {
            face.removed = Some(removed);
            replaced = Some(old.meter.serial.clone());
        }
        Ok(Metering {
            service,
            face,
            history: uses.iter().map(|period| period.iter().map(|(_, units)| units).sum()).collect(),
            uses,
            prices: branch.prices(&account.category, service, today),
            hours: Arc::clone(branch.tariffs.hours()),
            replaced,
            meter: meter.clone(),
            counting: self.counting.clone(),
        })
    }

    /// What it had counted since its last reading when it was taken off. An act that contradicts that reading is the
    /// operators' to mend: nothing is counted by it.
    fn removed(&self, service: Service, policy: &ReadingPolicy) -> Outcome<Option<RemovedMeter>> {
        let Some(removed_on) = self.meter.removed_on.as_deref().and_then(|text| text.parse().ok()) else {
            return Ok(None);
        };
        let face = face(&self.meter, &self.registers, self.counting.first(), service)?;
        let finals: Vec<(Zone, u32)> = self
            .registers
            .iter()
            .filter_map(|row| Some((Zone::parse(&row.zone)?, u32::try_from(row.final_value?).ok()?)))
            .collect();
        match RemovedMeter::new(&face, &finals, removed_on, policy) {
            Ok(removed) => Ok(Some(removed)),
            Err(findings) => {
                let meter = &self.meter.id;
                tracing::warn!(meter, ?findings, "the act of removal contradicts the last reading");
                Ok(None)
            }
        }
    }
}

fn used(row: &reading::Model) -> Outcome<PeriodUse> {
    let uses: Vec<ZoneUse> = serde_json::from_str(&row.consumption)?;
    Ok(uses.iter().map(|zone_use| (zone_use.zone, zone_use.units)).collect())
}

fn face(
    meter: &meter::Model,
    registers: &[register::Model],
    last: Option<&reading::Model>,
    service: Service,
) -> Outcome<MeterFace> {
    let broken = |what: &str| Failure::internal(&format!("meter {}: {what}", meter.id));
    let last_values: Vec<ZoneValue> =
        last.map_or_else(|| Ok(Vec::new()), |row| serde_json::from_str(&row.values))?;
    let date = |text: &str| text.parse::<NaiveDate>().map_err(|_| broken("date"));
    let registers = registers
        .iter()
        .map(|row| {
            let zone = Zone::parse(&row.zone).ok_or_else(|| broken("zone"))?;
            let initial = u32::try_from(row.initial_value).map_err(|_| broken("initial value"))?;
            let known = last_values.iter().find(|value| value.zone == zone).zip(last);
            let (previous, previous_on) = match known {
                Some((value, row)) => (value.value, date(&row.taken_on)?),
                None => (initial, date(&row.initial_on)?),
            };
            Ok(Register { zone, previous, previous_on })
        })
        .collect::<Outcome<Vec<_>>>()?;
    Ok(MeterFace {
        digits: u8::try_from(meter.digits).map_err(|_| broken("digits"))?,
        coefficient: u32::try_from(meter.coefficient).map_err(|_| broken("coefficient"))?,
        registers,
        service,
        intake: match (&meter.removed_on, meter.is_smart) {
            (Some(_), _) => Intake::TakenOff,
            (None, true) => Intake::Automatic,
            (None, false) => Intake::ByHand,
        },
        removed: None,
        verified_until: meter.verified_until.as_deref().map(date).transpose()?,
    })
}

impl Metering {
    /// On the wire, with what silence costs. A guest sees the end of the serial numbers only,
    /// and nothing of the past but the last values, without which a dial cannot be read right.
    #[must_use]
    pub fn view(&self, is_guest: bool, silence: Option<SilenceView>) -> MeterView {
        let serial = |serial: &str| {
            let tail: String = serial.chars().skip(serial.chars().count().saturating_sub(3)).collect();
            if is_guest { format!("•••{tail}") } else { serial.to_owned() }
        };
        let registers = self.face.registers.iter().map(|register| RegisterView {
            zone: register.zone,
            previous: register.previous,
            previous_on: register.previous_on,
            price: self
                .prices
                .iter()
                .find(|price| price.zone == register.zone)
                .map(|price| price.rubles.to_string()),
            hours: HoursView::of(self.hours.of(register.zone)),
        });
        let replaced = self.replaced.as_deref().zip(self.face.removed.as_ref());
        MeterView {
            id: self.meter.id.clone(),
            serial: serial(&self.meter.serial),
            model: self.meter.model.clone(),
            service: self.service,
            digits: self.face.digits,
            coefficient: self.face.coefficient,
            is_smart: self.meter.is_smart,
            is_prepaid: self.meter.is_prepaid,
            verified_until: self.face.verified_until,
            registers: registers.collect(),
            history: if is_guest { Vec::new() } else { self.history.clone() },
            silence: silence.filter(|_| !is_guest),
            replaced: replaced.map(|(number, removed)| ReplacedMeter {
                serial: serial(number),
                taken_off_on: removed.taken_off_on(),
                consumption: removed
                    .consumption()
                    .iter()
                    .map(|&(zone, units)| ZoneUse { zone, units })
                    .collect(),
            }),
        }
    }
}
