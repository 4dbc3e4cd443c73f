//! The price list of extra services: `services.toml`.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;
use svetlitsa_api::services::{ExtraServiceView, ServiceText};
use svetlitsa_domain::Kopecks;

use super::error::read_toml;
use super::{Branch, DataError, DataSource, Rubles};

const FILE: &str = "services.toml";

/// The price list, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Services {
    /// The prices are for demonstration.
    pub is_sample: bool,
    items: Vec<Priced>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Priced {
    usual: ExtraServiceView,
    of_branch: BTreeMap<String, Kopecks>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    is_sample: bool,
    #[serde(default)]
    services: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: String,
    price: Rubles,
    #[serde(default)]
    prices: BTreeMap<String, Rubles>,
    #[serde(default)]
    is_from: bool,
    ru: ServiceText,
    en: ServiceText,
}

impl Services {
    /// The list of a branch, each with its price there.
    #[must_use]
    pub fn of(&self, branch: &str) -> Vec<ExtraServiceView> {
        self.items.iter().map(|item| item.of(branch)).collect()
    }

    /// A service of the list, with its price in a branch.
    #[must_use]
    pub fn find(&self, id: &str, branch: &str) -> Option<ExtraServiceView> {
        self.items.iter().find(|item| item.usual.id == id).map(|item| item.of(branch))
    }
}

impl Priced {
    fn of(&self, branch: &str) -> ExtraServiceView {
        let price_kopecks = self.of_branch.get(branch).copied().unwrap_or(self.usual.price_kopecks);
        ExtraServiceView { price_kopecks, ..self.usual.clone() }
    }
}

/// Reads the list. Two services of one id, a branch that is none, missing words are mistakes.
pub(super) fn load(
    source: &dyn DataSource,
    branches: &BTreeMap<String, Branch>,
) -> Result<Services, DataError> {
    let File { is_sample, services } = read_toml(source, FILE)?;
    let mut seen = HashSet::new();
    let mut items = Vec::new();
    for raw in services {
        let wrong = |what: &str| Err(DataError::at(FILE, &raw.id, what));
        if !seen.insert(raw.id.clone()) {
            return wrong("two services have this id");
        }
        if raw.prices.keys().any(|branch| !branches.contains_key(branch)) {
            return wrong("there is no such branch");
        }
        let is_complete =
            |words: &ServiceText| ![&words.name, &words.text, &words.unit].iter().any(|word| word.is_empty());
        if !is_complete(&raw.ru) || !is_complete(&raw.en) {
            return wrong("words are missing");
        }
        let Raw { id, price, prices, is_from, ru, en } = raw;
        let of_branch = prices.into_iter().map(|(branch, price)| (branch, price.0)).collect();
        items.push(Priced {
            usual: ExtraServiceView { id, price_kopecks: price.0, is_from, ru, en },
            of_branch,
        });
    }
    Ok(Services { is_sample, items })
}
