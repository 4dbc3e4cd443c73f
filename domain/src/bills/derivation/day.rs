//! A day as text, read without the calendar library's reader: it is large, and the portal reads derivations.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day, `"2026-10-20"` in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Date))]
pub struct Day(pub NaiveDate);

impl Day {
    fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_form = month.len() == 2 && day.len() == 2 && [year, month, day].into_iter().all(is_digits);
        if !is_form {
            return None;
        }
        NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).map(Self)
    }
}

impl From<NaiveDate> for Day {
    fn from(day: NaiveDate) -> Self {
        Self(day)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("no day of the form YYYY-MM-DD"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_are_read() {
        let day: NaiveDate = "2028-02-29".parse().unwrap();
        assert_eq!(Day::parse("2028-02-29"), Some(Day(day)));
        for text in
            ["", "2026-02-29", "2026-2-01", "26-02-01", "2026-02-1a", "20260-2-01", "+026-02-01", "ёё-02-01"]
        {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
