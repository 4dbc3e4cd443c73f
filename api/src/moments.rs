//! Instants and days as bodies carry them: RFC 3339 with the offset, and its date alone. A page reads its first
//! answers without the reader of every format that a calendar knows, which alone would be a twentieth of the
//! program a phone waits for.

use std::fmt;
use std::marker::PhantomData;

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::de::{Error, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time that stands in a body as text.
pub trait Moment: Serialize + Sized {
    /// What the text should be.
    const FORM: &'static str;

    /// Reads the text.
    fn read(text: &str) -> Option<Self>;
}

impl Moment for DateTime<FixedOffset> {
    const FORM: &'static str = "an instant with its offset, 2026-11-20T10:00:00+03:00";

    fn read(text: &str) -> Option<Self> {
        instant(text.as_bytes())
    }
}

impl Moment for NaiveDate {
    const FORM: &'static str = "a day, 2026-11-20";

    fn read(text: &str) -> Option<Self> {
        day(text.as_bytes())
    }
}

/// Writes a moment.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer, T: Moment>(moment: &T, serializer: S) -> Result<S::Ok, S::Error> {
    moment.serialize(serializer)
}

/// Reads a moment.
///
/// # Errors
/// When the text is of another form, or no such moment exists.
pub fn deserialize<'de, D: Deserializer<'de>, T: Moment>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(One(PhantomData))
}

/// A moment that may be absent.
pub mod option {
    use super::{Deserialize, Deserializer, Moment, Read, Serialize, Serializer};

    /// Writes a moment, or null.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer, T: Moment>(moment: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        moment.serialize(serializer)
    }

    /// Reads a moment, or null.
    ///
    /// # Errors
    /// When it is neither.
    pub fn deserialize<'de, D: Deserializer<'de>, T: Moment>(deserializer: D) -> Result<Option<T>, D::Error> {
        Ok(Option::<Read<T>>::deserialize(deserializer)?.map(|Read(moment)| moment))
    }
}

/// Moments.
pub mod list {
    use super::{Deserializer, Many, Moment, PhantomData, Serialize, Serializer};

    /// Writes moments.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer, T: Moment>(moments: &[T], serializer: S) -> Result<S::Ok, S::Error> {
        moments.serialize(serializer)
    }

    /// Reads moments.
    ///
    /// # Errors
    /// When one of them is none.
    pub fn deserialize<'de, D: Deserializer<'de>, T: Moment>(deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(Many(PhantomData))
    }
}

struct Read<T>(T);

impl<'de, T: Moment> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

struct One<T>(PhantomData<T>);

impl<T: Moment> Visitor<'_> for One<T> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(T::FORM)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::read(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

struct Many<T>(PhantomData<T>);

impl<'de, T: Moment> Visitor<'de> for Many<T> {
    type Value = Vec<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a list, each of it {}", T::FORM)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut texts: A) -> Result<Vec<T>, A::Error> {
        let mut moments = Vec::new();
        while let Some(Read(moment)) = texts.next_element()? {
            moments.push(moment);
        }
        Ok(moments)
    }
}

/// Date, `T`, time of day, perhaps a fraction of a second, offset in hours and minutes or `Z`.
fn instant(text: &[u8]) -> Option<DateTime<FixedOffset>> {
    let (date, rest) = text.split_at_checked(10)?;
    let (clock, rest) = rest.split_at_checked(9)?;
    let is_shaped = [clock[0], clock[3], clock[6]] == *b"T::";
    let (nanoseconds, offset) = fraction(rest)?;
    let (hours, minutes, seconds) = (number(&clock[1..3])?, number(&clock[4..6])?, number(&clock[7..])?);
    let local = day(date)?.and_hms_nano_opt(hours, minutes, seconds, nanoseconds)?;
    is_shaped.then(|| local.and_local_timezone(offset_of(offset)?).single())?
}

/// Year in four digits, month and day in two.
fn day(text: &[u8]) -> Option<NaiveDate> {
    let is_shaped = text.len() == 10 && text[4] == b'-' && text[7] == b'-';
    let text = text.get(..10).filter(|_| is_shaped)?;
    let (year, month, day) = (number(&text[..4])?, number(&text[5..7])?, number(&text[8..])?);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Billionths of a second, and what follows them.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(rest) = text.strip_prefix(b".") else { return Some((0, text)) };
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = rest.get(..length.min(9)).filter(|digits| !digits.is_empty())?;
    let scale = 10_u32.pow(9 - u32::try_from(digits.len()).ok()?);
    Some((number(digits)? * scale, &rest[length..]))
}

fn offset_of(text: &[u8]) -> Option<FixedOffset> {
    let [sign, hours @ .., b':', tens, ones] = text else {
        return (text == b"Z").then(|| FixedOffset::east_opt(0))?;
    };
    let (hours, minutes) = (number(hours).filter(|_| hours.len() == 2)?, number(&[*tens, *ones])?);
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok().filter(|_| minutes < 60)?;
    match sign {
        b'+' => FixedOffset::east_opt(seconds),
        b'-' => FixedOffset::west_opt(seconds),
        _ => None,
    }
}

/// The number of up to nine decimal digits.
fn number(digits: &[u8]) -> Option<u32> {
    digits
        .iter()
        .try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for text in [
            "2026-11-20T10:00:00+03:00",
            "2026-11-20T10:00:00.5+03:00",
            "2026-11-20T10:00:00.123456789-09:30",
            "2024-02-29T23:59:59Z",
            "0001-01-01T00:00:00+00:00",
            "2026-11-20T10:00:00.1234567899+03:00",
        ] {
            let known = DateTime::parse_from_rfc3339(text).unwrap();
            let read = DateTime::read(text).unwrap();
            assert_eq!((read, read.offset()), (known, known.offset()), "{text}");
            assert_eq!(DateTime::read(&known.to_rfc3339()), Some(known), "{text}");
            assert_eq!(NaiveDate::read(&text[..10]), Some(known.date_naive()), "{text}");
        }
    }

    #[test]
    fn any_other_text_is_refused() {
        for text in [
            "",
            "2026-11-20",
            "2026-11-20T10:00:00",
            "2026-11-20T10:00:00+0300",
            "2026-11-20T10:00:00+03:60",
            "2026-11-20T10:00:00+3:00",
            "2026-11-20T10:00:00+99:00",
            "2026-11-20T10:00:00.+03:00",
            "2026-11-20T10:00:00+03:00 ",
            "2026-11-20T24:00:00+03:00",
            "2026-02-29T10:00:00+03:00",
            "2026/11/20T10:00:00+03:00",
            "+026-11-20T10:00:00+03:00",
            "2026-11-20T10:00:00+",
            "2026-11-20T10:00:00:00",
            "2026-11-2ОT10:00:00+03:00",
        ] {
            assert_eq!(DateTime::read(text), None, "{text}");
        }
    }

    #[test]
    fn any_other_day_is_refused() {
        for text in [
            "",
            "2026-11-2",
            "2026-11-200",
            "2026-13-01",
            "2026-02-29",
            "20261120",
            "2026-11-20T",
            "-026-11-20",
        ] {
            assert_eq!(NaiveDate::read(text), None, "{text}");
        }
    }

    #[test]
    fn an_absent_instant_is_null_or_left_out() {
        #[derive(serde::Deserialize, Debug, PartialEq)]
        struct View {
            #[serde(default, with = "option")]
            met: Option<DateTime<FixedOffset>>,
            #[serde(default, with = "list")]
            days: Vec<NaiveDate>,
        }
        for body in ["{}", r#"{"met":null}"#] {
            assert_eq!(serde_json::from_str::<View>(body).unwrap(), View { met: None, days: vec![] });
        }
        let some = serde_json::from_str::<View>(r#"{"met":"2026-11-20T10:00:00+03:00"}"#).unwrap();
        assert_eq!(some.met, DateTime::read("2026-11-20T10:00:00+03:00"));
        let days = serde_json::from_str::<View>(r#"{"days":["2026-11-20","2026-11-21"]}"#).unwrap().days;
        assert_eq!(serde_json::to_string(&days).unwrap(), r#"["2026-11-20","2026-11-21"]"#);
        assert!(serde_json::from_str::<View>(r#"{"days":["2026-11-20",1]}"#).is_err());
        assert!(serde_json::from_str::<View>(r#"{"met":5}"#).is_err());
    }
}
