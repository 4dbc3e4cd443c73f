//! Values as they are written in the data files: days, times, roubles, prices.

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use serde::Deserialize;
use svetlitsa_domain::{Kopecks, Period};

/// A date written bare: `2026-10-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "toml::value::Datetime")]
pub struct Day(pub NaiveDate);

impl TryFrom<toml::value::Datetime> for Day {
    type Error = String;

    fn try_from(written: toml::value::Datetime) -> Result<Self, String> {
        let date = written.date.filter(|_| written.time.is_none());
        date.and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()))
            .map(Self)
            .ok_or_else(|| format!("{written} is not a day"))
    }
}

/// A time of day: `"18:40"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct TimeOfDay(pub(super) NaiveTime);

impl TryFrom<String> for TimeOfDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        NaiveTime::parse_from_str(&text, "%H:%M")
            .map(Self)
            .map_err(|_| format!("\"{text}\" is not a time of day like \"18:40\""))
    }
}

/// A month: `"2016-05"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Month(pub Period);

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| format!("\"{text}\" is not a month like \"2016-05\""))
    }
}

/// A positive decimal, written as a string so that nothing rounds it: `"6.62"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Amount(pub Decimal);

impl TryFrom<String> for Amount {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let is_plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let amount = text.parse().ok().filter(|n: &Decimal| is_plain && n.is_sign_positive() && !n.is_zero());
        amount
            .map(Self)
            .ok_or_else(|| format!("\"{text}\" is not a number above zero with a point, like \"6.62\""))
    }
}

/// A sum in roubles: `"300.00"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Rubles(pub Kopecks);

impl TryFrom<String> for Rubles {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Kopecks::parse_rubles(&text)
            .ok()
            .filter(|sum| sum.is_positive())
            .map(Self)
            .ok_or_else(|| format!("\"{text}\" is not a sum above zero like \"300.00\""))
    }
}
