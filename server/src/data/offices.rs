//! Service offices. What the source leaves open stays open: `None` is «уточняйте», never a guess.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveTime;
use chrono_tz::Tz;
use serde::Deserialize;
use svetlitsa_api::offices::OfficeView;
use svetlitsa_domain::appointments::{AppointmentPurpose, DayHours, OfficeFunction};
use svetlitsa_domain::contacts::Phone;

use crate::data::DataSource;
use crate::data::branch::Branch;
use crate::data::error::{DataError, parse_json, read_text};

const FILE: &str = "offices/offices.json";

/// An office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Id of its branch profile.
    pub branch: String,
    /// Its zone.
    pub zone: Tz,
    /// Hours from Monday to Sunday; `None` on a day off.
    pub week: [Option<OfficeDay>; 7],
    /// The row as written.
    pub row: OfficeRow,
}

/// Hours of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfficeDay {
    /// First minute.
    pub open: NaiveTime,
    /// First minute after.
    pub close: NaiveTime,
    /// Lunch.
    pub pause: Option<(NaiveTime, NaiveTime)>,
}

/// A row of the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeRow {
    /// Id: `tver-01`.
    pub id: String,
    /// Name of the branch in the source.
    pub branch: String,
    /// Region.
    pub region: String,
    /// IANA name of the time zone.
    pub tz: String,
    /// Number in the branch's list.
    pub n: u32,
    /// Name.
    pub name: String,
    /// Postal code, when the source gives one apart.
    pub postal_code: Option<String>,
    /// Address, verbatim.
    pub address: String,
    /// Ids of offices in the same building.
    pub same_address_as: Vec<String>,
    /// Telephones.
    pub phones: Vec<OfficePhone>,
    hours: RawHours,
    /// What can be done there.
    pub functions: OfficeFunctions,
    /// What is doubtful about the row.
    pub note: Option<String>,
}

/// A telephone of an office.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficePhone {
    /// Whom it is for, verbatim.
    pub label: String,
    /// Number, verbatim.
    pub number: String,
    /// The same as `+7…`.
    pub e164: String,
}

/// What can be done in an office; `None` where the source is silent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeFunctions {
    /// Verbatim.
    pub text: Option<String>,
    /// Serves people.
    pub serves_individuals: Option<bool>,
    /// Serves firms.
    pub serves_legal: Option<bool>,
    /// Takes payments.
    pub takes_payments: Option<bool>,
    /// Takes readings.
    pub takes_readings: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHours {
    mon: Option<RawDay>,
    tue: Option<RawDay>,
    wed: Option<RawDay>,
    thu: Option<RawDay>,
    fri: Option<RawDay>,
    sat: Option<RawDay>,
    sun: Option<RawDay>,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDay {
    open: String,
    close: String,
    #[serde(rename = "break")]
    pause: Option<(String, String)>,
}

/// Reads the offices.
pub(super) fn load(
    source: &dyn DataSource,
    branches: &BTreeMap<String, Branch>,
) -> Result<Vec<Office>, DataError> {
    parse(&read_text(source, FILE)?, branches)
}

fn parse(text: &str, branches: &BTreeMap<String, Branch>) -> Result<Vec<Office>, DataError> {
    let rows: Vec<OfficeRow> = parse_json(FILE, text)?;
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    if ids.len() != rows.len() {
        return Err(DataError::at(FILE, "id", "two offices have the same id"));
    }
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for row in &rows {
        let fail = |key: &str, problem: String| DataError::at(FILE, &format!("{}.{key}", row.id), problem);
        let before = last.entry(&row.branch).or_insert(0);
        if row.n != *before + 1 {
            return Err(fail("n", format!("{} follows {before}: a row is missing or written twice", row.n)));
        }
        *before = row.n;
        if let Some(other) = row.same_address_as.iter().find(|other| !ids.contains(other.as_str())) {
            return Err(fail("same_address_as", format!("there is no office {other}")));
        }
        for phone in &row.phones {
            if phone.e164.parse::<Phone>().map(|parsed| parsed.as_str() == phone.e164) != Ok(true) {
                return Err(fail("phones", format!("{} is not a telephone number", phone.e164)));
            }
        }
    }
    rows.into_iter().map(|row| office(row, branches)).collect()
}

fn office(row: OfficeRow, branches: &BTreeMap<String, Branch>) -> Result<Office, DataError> {
    let fail = |key: &str, problem: String| DataError::at(FILE, &format!("{}.{key}", row.id), problem);
    let branch =
        branches.values().find(|branch| branch.offices.as_deref() == Some(&row.branch)).ok_or_else(|| {
            fail("branch", format!("no branch profile takes the offices of \"{}\"", row.branch))
        })?;
    let zone = row.tz.parse().map_err(|_| fail("tz", format!("there is no time zone {}", row.tz)))?;
    let hours = &row.hours;
    let days = [&hours.mon, &hours.tue, &hours.wed, &hours.thu, &hours.fri, &hours.sat, &hours.sun];
    let mut week = [None; 7];
    for (slot, day) in week.iter_mut().zip(days) {
        *slot = day.as_ref().map(office_day).transpose().map_err(|problem| fail("hours", problem))?;
    }
    Ok(Office { branch: branch.id.clone(), zone, week, row })
}

fn office_day(day: &RawDay) -> Result<OfficeDay, String> {
    let time = |text: &str| {
        NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| format!("\"{text}\" is not a time of day"))
    };
    let (open, close) = (time(&day.open)?, time(&day.close)?);
    let pause = match &day.pause {
        Some((from, to)) => Some((time(from)?, time(to)?)),
        None => None,
    };
    let is_in_order = open < close && pause.is_none_or(|(from, to)| open < from && from < to && to < close);
    if is_in_order {
        Ok(OfficeDay { open, close, pause })
    } else {
        Err(format!("{}–{} does not run forward, or its break lies outside", day.open, day.close))
    }
}

impl Office {
    /// Its id: `tver-01`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.row.id
    }

    /// Whether it does something; `None` where the source is silent.
    #[must_use]
    pub const fn does(&self, function: OfficeFunction) -> Option<bool> {
        let functions = &self.row.functions;
        match function {
            OfficeFunction::Individuals => functions.serves_individuals,
            OfficeFunction::LegalEntities => functions.serves_legal,
            OfficeFunction::Payments => functions.takes_payments,
            OfficeFunction::Readings => functions.takes_readings,
        }
    }

    /// Whether an appointment can be made for something: only where the source states both hours and function.
    #[must_use]
    pub fn receives(&self, purpose: AppointmentPurpose) -> bool {
        self.week.iter().any(Option::is_some) && self.does(purpose.needs()) == Some(true)
    }

    /// Hours from Monday to Sunday, as slots are counted by.
    #[must_use]
    pub fn hours(&self) -> [Option<DayHours>; 7] {
        self.week.map(|day| day.map(|OfficeDay { open, close, pause }| DayHours { open, close, pause }))
    }

    /// The office on the wire.
    #[must_use]
    pub fn view(&self) -> OfficeView {
        let OfficeRow { id, region, name, address, phones, hours, functions, note, .. } = &self.row;
        let phones = phones.iter().map(|phone| match phone.label.as_str() {
            "" | "тел." => phone.number.clone(),
            label => format!("{} ({label})", phone.number),
        });
        OfficeView {
            id: id.clone(),
            branch: self.branch.clone(),
            region: region.clone(),
            name: name.clone(),
            address: address.clone(),
            phones: phones.collect(),
            hours: hours.text.clone(),
            serves_individuals: functions.serves_individuals,
            serves_legal: functions.serves_legal,
            takes_payments: functions.takes_payments,
            takes_readings: functions.takes_readings,
            purposes: AppointmentPurpose::ALL.into_iter().filter(|purpose| self.receives(*purpose)).collect(),
            note: note.clone(),
        }
    }
}

#[cfg(test)]
#[path = "offices_tests.rs"]
mod tests;
