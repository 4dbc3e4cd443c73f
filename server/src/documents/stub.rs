//! The tear-off part of a bill: on it a household that uses no computer writes its readings (`seeds/003`).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use svetlitsa_api::bills::BillLineView;
use svetlitsa_api::readings::ZoneValue;
use svetlitsa_domain::bills::{Given, Node};
use svetlitsa_domain::tariffs::Zone;

use crate::clock::local;
use crate::data::Branch;
use crate::entity::{bill, reading};
use crate::failure::{Failure, Outcome};
use crate::state::App;
use crate::store;

/// A meter that hung when the bill was made.
#[derive(Debug, Serialize)]
pub(super) struct StubMeter {
    serial: String,
    model: String,
    digits: i32,
    registers: Vec<StubRegister>,
}

#[derive(Debug, Serialize)]
struct StubRegister {
    zone: Zone,
    hours: Vec<(u8, u8)>,
    last: Last,
}

/// The value that the next one is reckoned from.
#[derive(Clone, Copy, Debug, Serialize)]
struct Last {
    value: i64,
    on: NaiveDate,
}

/// Meters whose readings the next bill needs. Smart ones tell theirs by themselves.
pub(super) async fn meters(
    app: &App,
    row: &bill::Model,
    branch: &Branch,
    lines: &[BillLineView],
) -> Outcome<Vec<StubMeter>> {
    let made_on = local(row.made_at, branch.zone).date_naive().to_string();
    let told = told(lines);
    let mut found = Vec::new();
    for meter in store::readings::meters(&app.db, &row.account).await? {
        let is_gone = meter.removed_on.as_ref().is_some_and(|day| *day <= made_on);
        if is_gone || meter.is_smart || meter.is_prepaid {
            continue;
        }
        let broken = || Failure::internal(&format!("meter {}", meter.id));
        let readings = store::readings::counting(&app.db, &meter.id).await?;
        let before = readings
            .iter()
            .find(|reading| reading.received_at <= row.made_at && reading.period <= row.period);
        let mut registers = Vec::new();
        for register in store::readings::registers(&app.db, &meter.id).await? {
            if register.initial_on > made_on {
                continue;
            }
            let zone = Zone::parse(&register.zone).ok_or_else(broken)?;
            let by_bill = told.get(&(meter.id.as_str(), zone)).copied();
            let last = match by_bill.or(before.map(|reading| value_of(reading, zone)).transpose()?.flatten())
            {
                Some(last) => last,
                None => Last {
                    value: register.initial_value,
                    on: register.initial_on.parse().map_err(|_| broken())?,
                },
            };
            registers.push(StubRegister { zone, hours: branch.tariffs.hours().of(zone).to_vec(), last });
        }
        if !registers.is_empty() {
            let (serial, model, digits) = (meter.serial, meter.model, meter.digits);
            found.push(StubMeter { serial, model, digits, registers });
        }
    }
    Ok(found)
}

/// The newest value of each register that the bill itself is made of.
fn told(lines: &[BillLineView]) -> BTreeMap<(&str, Zone), Last> {
    let mut told = BTreeMap::<(&str, Zone), Last>::new();
    for line in lines {
        let nodes = [Some(&line.derivation.amount), line.derivation.apart.as_ref()];
        for (given, value) in nodes.into_iter().flatten().flat_map(Node::inputs) {
            let Given::Reading { meter, zone, taken_on, .. } = given else { continue };
            let Ok(value) = i64::try_from(value) else { continue };
            let last = Last { value, on: taken_on.0 };
            let known = told.entry((meter, *zone)).or_insert(last);
            if last.on >= known.on {
                *known = last;
            }
        }
    }
    told
}

fn value_of(reading: &reading::Model, zone: Zone) -> Outcome<Option<Last>> {
    let values: Vec<ZoneValue> = serde_json::from_str(&reading.values)?;
    let on = reading.taken_on.parse().map_err(|error| Failure::internal(&error))?;
    let value = values.into_iter().find(|value| value.zone == zone);
    Ok(value.map(|value| Last { value: value.value.into(), on }))
}
