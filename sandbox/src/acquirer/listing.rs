//! Lists: newest first, a page at a time, filtered by time and value.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Refusal;
use crate::clock::Moment;

/// The query of a list request.
#[derive(Debug)]
pub(super) struct Query(BTreeMap<String, String>);

impl Query {
    /// Takes the query, if it asks only for what the list knows.
    pub(super) fn new(query: BTreeMap<String, String>, known: &[&str]) -> Result<Self, Refusal> {
        let stem = |name: &str| {
            let (stem, bound) = name.split_once('.').unwrap_or((name, ""));
            matches!(bound, "" | "gte" | "gt" | "lte" | "lt").then(|| stem.to_owned())
        };
        for name in query.keys() {
            let is_known = stem(name).is_some_and(|stem| {
                matches!(stem.as_str(), "limit" | "cursor") || known.contains(&stem.as_str())
            });
            if !is_known {
                return Err(Refusal::invalid(name, "This filter is not known here"));
            }
        }
        Ok(Self(query))
    }

    /// The value of an equality filter.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Whether the instant is within the bounds asked for; nothing is within a bound that was set.
    pub(super) fn covers(&self, name: &str, at: Option<Moment>) -> Result<bool, Refusal> {
        let mut inside = true;
        for (bound, holds) in [
            ("gte", Moment::ge as fn(&Moment, &Moment) -> bool),
            ("gt", Moment::gt),
            ("lte", Moment::le),
            ("lt", Moment::lt),
        ] {
            let name = format!("{name}.{bound}");
            if let Some(text) = self.0.get(&name) {
                let limit: Moment =
                    text.parse().map_err(|_| Refusal::invalid(&name, "An ISO 8601 instant is expected"))?;
                inside &= at.is_some_and(|at| holds(&at, &limit));
            }
        }
        Ok(inside)
    }

    /// One page of what is left, with the cursor of the next. `items` come newest first, each with its id.
    pub(super) fn page(&self, items: impl Iterator<Item = (String, Value)>) -> Result<Value, Refusal> {
        let limit = match self.0.get("limit") {
            None => 10,
            Some(text) => text
                .parse()
                .ok()
                .filter(|limit| (1..=100).contains(limit))
                .ok_or_else(|| Refusal::invalid("limit", "A number from 1 to 100 is expected"))?,
        };
        let mut items: Vec<_> = items.collect();
        if let Some(cursor) = self.0.get("cursor") {
            let place = items.iter().position(|(id, _)| id == cursor);
            let place = place.ok_or_else(|| Refusal::invalid("cursor", "The cursor is not of this list"))?;
            items.drain(..=place);
        }
        let more = items.len() > limit;
        items.truncate(limit);
        let cursor = items.last().filter(|_| more).map(|(id, _)| id.clone());
        let mut page =
            json!({ "type": "list", "items": items.into_iter().map(|(_, item)| item).collect::<Vec<_>>() });
        if let Some(cursor) = cursor {
            page["next_cursor"] = json!(cursor);
        }
        Ok(page)
    }
}
