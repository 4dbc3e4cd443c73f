//! What not sending will cost, said beforehand.

use chrono::NaiveDate;
use svetlitsa_api::readings::{NormView, SilenceMethod, SilenceStage, SilenceView};
use svetlitsa_domain::Period;
use svetlitsa_domain::readings::{
    AVERAGE_PERIODS_IN_A_ROW, AccrualMethod, NoReading, NormFactor, Silence, SilentCharge,
};

use crate::bills::month::dwelling;
use crate::data::Branch;
use crate::entity::account;
use crate::readings::Metering;

/// Periods ahead: those by average, and the first by the norm.
const AHEAD: u32 = AVERAGE_PERIODS_IN_A_ROW + 1;

/// What an account's silence costs from a period on. `None` where silence costs nothing: the reading is given, comes
/// by itself, or is paid for beforehand.
#[must_use]
pub fn silence(
    account: &account::Model,
    branch: &Branch,
    metering: &Metering,
    period: Period,
    today: NaiveDate,
) -> Option<SilenceView> {
    let is_given = metering.counting.iter().any(|row| row.period == period.to_string());
    if is_given || metering.meter.is_smart || metering.meter.is_prepaid {
        return None;
    }
    let norm = branch.norms.of(metering.service, dwelling(account));
    let is_out = metering.face.verified_until.is_some_and(|until| until < today);
    let terms = Silence {
        service: metering.service,
        cause: if is_out { NoReading::MeterOut } else { NoReading::NotReported },
        silent_before: silent_before(metering, period),
        history: &metering.uses,
        norm,
        prices: &metering.prices,
    };
    // As far ahead as it can be told.
    let charges = (1..=AHEAD).rev().find_map(|ahead| terms.forecast(period, ahead).ok()).unwrap_or_default();
    let mut stages = stages(&charges);
    if charges.len() < AHEAD as usize {
        let from = charges.last().map_or(period, |charge| charge.period.next());
        stages.push(SilenceStage {
            method: SilenceMethod::Norm,
            from,
            until: None,
            units: None,
            cost_kopecks: None,
        });
    } else if let Some(last) = stages.last_mut() {
        last.until = None;
    }
    let source = branch.norms.source(metering.service);
    Some(SilenceView {
        stages,
        rule: terms.cause.source().to_owned(),
        norm: norm.zip(source).map(|(norm, source)| NormView {
            per_person: norm.per_person.normalize().to_string(),
            residents: norm.residents,
            source: source.text.clone(),
            is_demo: source.is_demo,
        }),
    })
}

/// Charges that cost the same by the same method are one stage.
fn stages(charges: &[SilentCharge]) -> Vec<SilenceStage> {
    let mut stages: Vec<SilenceStage> = Vec::new();
    for charge in charges {
        let (method, cost) = (method(charge.method), Some(charge.cost()));
        match stages.last_mut() {
            Some(stage) if stage.method == method && stage.cost_kopecks == cost => {
                stage.until = Some(charge.period);
            }
            _ => stages.push(SilenceStage {
                method,
                from: charge.period,
                until: Some(charge.period),
                units: Some(
                    charge
                        .lines
                        .iter()
                        .map(|line| line.units)
                        .sum::<rust_decimal::Decimal>()
                        .round_dp(1)
                        .normalize()
                        .to_string(),
                ),
                cost_kopecks: cost,
            }),
        }
    }
    stages
}

const fn method(method: AccrualMethod) -> SilenceMethod {
    match method {
        AccrualMethod::Average => SilenceMethod::Average,
        AccrualMethod::Norm(NormFactor::Plain) => SilenceMethod::Norm,
        AccrualMethod::Norm(NormFactor::OneAndAHalf | NormFactor::Ten) => SilenceMethod::RaisedNorm,
    }
}

/// Periods without a reading since the last one.
fn silent_before(metering: &Metering, period: Period) -> u32 {
    let last = metering.counting.iter().filter_map(|row| row.period.parse::<Period>().ok());
    let Some(last) = last.filter(|last| *last < period).max() else { return 0 };
    let months = std::iter::successors(Some(last.next()), |month| Some(month.next()));
    u32::try_from(months.take_while(|month| *month < period).count()).unwrap_or(u32::MAX)
}
