//! Reads the fields of a request, each refusal naming the field by its full path. `null` counts as absent.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Refusal;
use crate::amount::Kopecks;

/// An object in the request.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Fields<'a> {
    /// The whole body.
    pub(super) fn of(value: &'a Value) -> Self {
        Self { value, path: String::new() }
    }

    /// The object itself.
    pub(super) fn whole(&self) -> &'a Value {
        self.value
    }

    /// The field's full path.
    pub(super) fn path(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    /// A refusal of that field.
    pub(super) fn wrong(&self, name: &str, why: impl Into<String>) -> Refusal {
        Refusal::invalid(&self.path(name), why)
    }

    /// The field as it came.
    pub(super) fn raw(&self, name: &str) -> Option<&'a Value> {
        self.value.get(name).filter(|value| !value.is_null())
    }

    /// An object.
    pub(super) fn object(&self, name: &str) -> Result<Option<Fields<'a>>, Refusal> {
        match self.raw(name) {
            None => Ok(None),
            Some(value) if value.is_object() => Ok(Some(Fields { value, path: self.path(name) })),
            Some(_) => Err(self.wrong(name, "An object is expected")),
        }
    }

    /// An object that must be there.
    pub(super) fn need_object(&self, name: &str) -> Result<Fields<'a>, Refusal> {
        self.object(name)?.ok_or_else(|| self.missing(name))
    }

    /// The objects of an array.
    pub(super) fn objects(&self, name: &str) -> Result<Option<Vec<Fields<'a>>>, Refusal> {
        let Some(value) = self.raw(name) else { return Ok(None) };
        let items = value.as_array().ok_or_else(|| self.wrong(name, "An array is expected"))?;
        let item = |(index, value): (usize, &'a Value)| {
            let path = format!("{}[{index}]", self.path(name));
            if value.is_object() {
                Ok(Fields { value, path })
            } else {
                Err(Refusal::invalid(&path, "An object is expected"))
            }
        };
        items.iter().enumerate().map(item).collect::<Result<_, _>>().map(Some)
    }

    /// A text of at most `longest` characters.
    pub(super) fn text(&self, name: &str, longest: usize) -> Result<Option<&'a str>, Refusal> {
        let Some(value) = self.raw(name) else { return Ok(None) };
        let text = value.as_str().ok_or_else(|| self.wrong(name, "A string is expected"))?;
        if text.chars().count() > longest {
            return Err(self.wrong(name, format!("At most {longest} characters")));
        }
        Ok(Some(text))
    }

    /// A text that must be there and not be empty.
    pub(super) fn need_text(&self, name: &str, longest: usize) -> Result<&'a str, Refusal> {
        self.text(name, longest)?.filter(|text| !text.is_empty()).ok_or_else(|| self.missing(name))
    }

    /// A text of decimal digits, as many as one of `lengths`.
    pub(super) fn digits(&self, name: &str, lengths: &[usize]) -> Result<Option<&'a str>, Refusal> {
        let Some(text) = self.text(name, 64)? else { return Ok(None) };
        if lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Some(text))
        } else {
            Err(self.wrong(name, format!("Digits are expected, as many as one of {lengths:?}")))
        }
    }

    /// The same, required.
    pub(super) fn need_digits(&self, name: &str, length: usize) -> Result<&'a str, Refusal> {
        self.digits(name, &[length])?.ok_or_else(|| self.missing(name))
    }

    /// Yes or no.
    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        let Some(value) = self.raw(name) else { return Ok(None) };
        value.as_bool().map(Some).ok_or_else(|| self.wrong(name, "true or false is expected"))
    }

    /// A whole number within the range.
    pub(super) fn number(
        &self,
        name: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Result<Option<i64>, Refusal> {
        let Some(value) = self.raw(name) else { return Ok(None) };
        let fits = value.as_i64().filter(|number| range.contains(number));
        fits.map(Some).ok_or_else(|| {
            self.wrong(name, format!("A whole number from {} to {} is expected", range.start(), range.end()))
        })
    }

    /// A sum above zero, in roubles, with two decimals.
    pub(super) fn amount(&self, name: &str) -> Result<Option<Kopecks>, Refusal> {
        let Some(amount) = self.object(name)? else { return Ok(None) };
        let value = amount.need_text("value", 32)?;
        let sum = Kopecks::parse(value).ok_or_else(|| {
            amount.wrong("value", "A sum is written with a point and two decimals, \"123.45\"")
        })?;
        if sum <= Kopecks(0) {
            return Err(amount.wrong("value", "The sum must be above zero"));
        }
        if amount.need_text("currency", 8)? != "RUB" {
            return Err(amount.wrong("currency", "Only RUB is served here"));
        }
        Ok(Some(sum))
    }

    /// The same, required.
    pub(super) fn need_amount(&self, name: &str) -> Result<Kopecks, Refusal> {
        self.amount(name)?.ok_or_else(|| self.missing(name))
    }

    /// The merchant's own notes: at most 16, names of 32 characters, values of 512.
    pub(super) fn metadata(&self) -> Result<BTreeMap<String, String>, Refusal> {
        let Some(notes) = self.object("metadata")? else { return Ok(BTreeMap::new()) };
        let entries = notes.value.as_object().into_iter().flatten();
        let read = entries.map(|(name, _)| {
            if name.chars().count() > 32 {
                return Err(notes.wrong(name, "A name has at most 32 characters"));
            }
            Ok((name.clone(), notes.text(name, 512)?.unwrap_or_default().to_owned()))
        });
        let read: BTreeMap<_, _> = read.collect::<Result<_, _>>()?;
        if read.len() > 16 { Err(self.wrong("metadata", "At most 16 notes")) } else { Ok(read) }
    }

    /// The refusal of a field that must be there.
    pub(super) fn missing(&self, name: &str) -> Refusal {
        self.wrong(name, "The parameter is required")
    }
}
