//! Judging a reading: the ladder of `domain` fed from the store, and the words of the wire.

use chrono::NaiveDate;
use chrono_tz::Tz;
use sea_orm::ConnectionTrait;
use svetlitsa_api::accounts::{MeterView, RegisterView};
use svetlitsa_api::readings::{Channel, FindingView, ReadingView, ZoneUse, ZoneValue};
use svetlitsa_domain::readings::{Intake, MeterFace, Register, VerdictStatus};
use svetlitsa_domain::tariffs::{Service, Zone, ZonePrice};
use svetlitsa_domain::{Kopecks, Period};

use crate::clock::local;
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
    /// Use in the periods before, newest first.
    pub history: Vec<u64>,
    /// Prices of its zones today.
    pub prices: Vec<ZonePrice>,
    /// Readings that count, newest first.
    pub counting: Vec<reading::Model>,
}

/// Every meter of an account as it stands before a period: a reading given for the period itself may still be
/// corrected, so it is not what the next one is measured against.
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
    let mut result = Vec::new();
    for (meter, registers) in store::readings::meters(db, &account.number).await? {
        let counting = store::readings::counting(db, &meter.id).await?;
        let before: Vec<&reading::Model> =
            counting.iter().filter(|row| row.period < period.to_string()).collect();
        let service = Service::parse(&meter.service)
            .ok_or_else(|| Failure::internal(&format!("service of meter {}", meter.id)))?;
        let history =
            before.iter().take(HISTORY_PERIODS).map(|row| used(row)).collect::<Outcome<Vec<u64>>>()?;
        let face = face(&meter, &registers, before.first().copied(), service)?;
        let prices = branch.prices(&account.category, service, today);
        result.push(Metering { meter, service, face, history, prices, counting });
    }
    Ok(result)
}

fn used(row: &reading::Model) -> Outcome<u64> {
    let uses: Vec<ZoneUse> = serde_json::from_str(&row.consumption)?;
    Ok(uses.iter().map(|zone_use| zone_use.units).sum())
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
        intake: if meter.is_smart { Intake::Automatic } else { Intake::ByHand },
        removed: None,
        verified_until: meter.verified_until.as_deref().map(date).transpose()?,
    })
}

impl Metering {
    /// On the wire. A guest sees the end of the serial number only.
    #[must_use]
    pub fn view(&self, is_guest: bool) -> MeterView {
        let serial = &self.meter.serial;
        let tail: String = serial.chars().skip(serial.chars().count().saturating_sub(3)).collect();
        let registers = self.face.registers.iter().map(|register| RegisterView {
            zone: register.zone,
            previous: register.previous,
            previous_on: register.previous_on,
            price: self
                .prices
                .iter()
                .find(|price| price.zone == register.zone)
                .map(|price| price.rubles.to_string()),
        });
        MeterView {
            id: self.meter.id.clone(),
            serial: if is_guest { format!("•••{tail}") } else { serial.clone() },
            model: self.meter.model.clone(),
            service: self.service,
            digits: self.face.digits,
            coefficient: self.face.coefficient,
            is_smart: self.meter.is_smart,
            verified_until: self.face.verified_until,
            registers: registers.collect(),
            history: self.history.clone(),
        }
    }
}

/// A stored reading on the wire.
///
/// # Errors
/// Internal failure when the stored words are none of ours.
pub fn view(row: &reading::Model, zone: Tz) -> Outcome<ReadingView> {
    let broken = |what: &str| Failure::internal(&format!("reading {}: {what}", row.id));
    let word = |text: &str| serde_json::Value::String(text.to_owned());
    let findings: Vec<FindingView> = serde_json::from_str(&row.findings)?;
    Ok(ReadingView {
        id: row.id.clone(),
        meter: row.meter.clone(),
        values: serde_json::from_str(&row.values)?,
        taken_on: row.taken_on.parse().map_err(|_| broken("date"))?,
        received: local(row.received_at, zone),
        channel: serde_json::from_value::<Channel>(word(&row.channel))?,
        status: serde_json::from_value::<VerdictStatus>(word(&row.status))?,
        findings,
        consumption: serde_json::from_str(&row.consumption)?,
        cost_kopecks: row.cost_kopecks.map(Kopecks),
        period: row.period.parse().map_err(|_| broken("period"))?,
        is_replaced: row.is_replaced,
    })
}
