//! What the calculator is asked: kept as it was typed, read and written as the query of the address.

use leptos::prelude::*;
use svetlitsa_api::paths;
use svetlitsa_api::tariffs::TariffSheet;
use svetlitsa_domain::Period;
use svetlitsa_domain::tariffs::{Category, Service, Stove, Zone};

use crate::pages::tariffs::book;

/// Which registers the meter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    One,
    Two,
    Three,
    Risers,
}

impl Layout {
    pub(super) const ALL: [Self; 4] = [Self::One, Self::Two, Self::Three, Self::Risers];

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Two => "two",
            Self::Three => "three",
            Self::Risers => "risers",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.as_str() == word)
    }

    pub(super) const fn zones(self) -> &'static [Zone] {
        match self {
            Self::One => &[Zone::Single],
            Self::Two => &[Zone::Day, Zone::Night],
            Self::Three => &[Zone::Peak, Zone::HalfPeak, Zone::Night],
            Self::Risers => &[Zone::Kitchen, Zone::Bath],
        }
    }
}

/// How the use is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Volume,
    Readings,
}

impl Way {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Volume => "volume",
            Self::Readings => "readings",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        [Self::Volume, Self::Readings].into_iter().find(|way| way.as_str() == word)
    }
}

/// What is typed for a zone.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub(super) zone: Zone,
    pub(super) used: RwSignal<String>,
    pub(super) first: RwSignal<String>,
    pub(super) last: RwSignal<String>,
}

/// Every zone there is, so that another layout and back loses nothing.
const ZONES: [Zone; 7] =
    [Zone::Single, Zone::Day, Zone::Peak, Zone::HalfPeak, Zone::Night, Zone::Kitchen, Zone::Bath];

/// What is asked.
#[derive(Clone, Copy)]
pub(super) struct Question {
    pub(super) service: Service,
    pub(super) category: RwSignal<String>,
    pub(super) month: RwSignal<String>,
    pub(super) layout: RwSignal<String>,
    pub(super) way: RwSignal<String>,
    pub(super) stove: RwSignal<String>,
    pub(super) rooms: RwSignal<String>,
    pub(super) residents: RwSignal<String>,
    pub(super) is_exempt: RwSignal<bool>,
    pub(super) is_heated: RwSignal<bool>,
    typed: StoredValue<[Typed; 7]>,
}

impl Question {
    /// What the address asks; `None` when nobody has a price.
    pub(super) fn new(
        sheet: &TariffSheet,
        service: Service,
        query: impl Fn(&str) -> Option<String>,
    ) -> Option<Self> {
        let categories = book::categories(sheet, service);
        let asked = |name: &str| query(name).unwrap_or_default();
        let one_of = |name: &str, otherwise: &str, is_known: &dyn Fn(&str) -> bool| {
            let word = asked(name);
            RwSignal::new(if is_known(&word) { word } else { otherwise.to_owned() })
        };
        let category = one_of("category", categories.first()?.as_str(), &|word| {
            Category::parse(word).is_some_and(|category| categories.contains(&category))
        });
        let this = Period::of(sheet.today)?.to_string();
        let typed = ZONES.map(|zone| {
            let name = zone.as_str();
            Typed {
                zone,
                used: RwSignal::new(asked(name)),
                first: RwSignal::new(asked(&format!("{name}_first"))),
                last: RwSignal::new(asked(&format!("{name}_last"))),
            }
        });
        Some(Self {
            service,
            category,
            month: one_of("month", &this, &|word| word.parse::<Period>().is_ok()),
            layout: one_of("meter", "", &|word| Layout::parse(word).is_some()),
            way: one_of("by", Way::Volume.as_str(), &|word| Way::parse(word).is_some()),
            stove: one_of("stove", Stove::Gas.as_str(), &|word| Stove::parse(word).is_some()),
            rooms: one_of("rooms", "2", &|word| matches!(word, "1" | "2" | "3" | "4")),
            residents: one_of("residents", "2", &|word| matches!(word.parse::<u8>(), Ok(1..=9))),
            is_exempt: RwSignal::new(asked("exempt") == "1"),
            is_heated: RwSignal::new(asked("heated") == "1"),
            typed: StoredValue::new(typed),
        })
    }

    /// Whose prices; tracked.
    pub(super) fn category(self) -> Category {
        Category::parse(&self.category.get()).unwrap_or(Category::UrbanGas)
    }

    /// Which month; tracked.
    pub(super) fn month(self) -> Option<Period> {
        self.month.get().parse().ok()
    }

    /// How the use is told; tracked.
    pub(super) fn way(self) -> Way {
        Way::parse(&self.way.get()).unwrap_or(Way::Volume)
    }

    /// What cooks the meals, where the category says it; tracked.
    pub(super) fn stove(self) -> Stove {
        match self.category() {
            Category::UrbanGas => Stove::Gas,
            Category::UrbanElectric => Stove::Electric,
            Category::Rural => Stove::parse(&self.stove.get()).unwrap_or(Stove::Gas),
        }
    }

    /// What is typed for the zones of a meter.
    pub(super) fn typed(self, layout: Layout) -> Vec<Typed> {
        let all = self.typed.get_value();
        layout
            .zones()
            .iter()
            .filter_map(|zone| all.iter().find(|typed| typed.zone == *zone).copied())
            .collect()
    }

    /// Everything as a query; empty while nothing is typed, for then there is nothing to hand on. Tracked.
    pub(super) fn query(self) -> String {
        let is_typed = |signal: RwSignal<String>| signal.with(|text| !text.trim().is_empty());
        if !self.typed.get_value().iter().any(|t| [t.used, t.first, t.last].into_iter().any(is_typed)) {
            return String::new();
        }
        let mut pairs = vec![
            ("service".to_owned(), self.service.as_str().to_owned()),
            ("category".to_owned(), self.category.get()),
            ("month".to_owned(), self.month.get()),
            ("meter".to_owned(), self.layout.get()),
            ("by".to_owned(), self.way.get()),
            ("stove".to_owned(), self.stove.get()),
            ("rooms".to_owned(), self.rooms.get()),
            ("residents".to_owned(), self.residents.get()),
        ];
        let yes = |is: RwSignal<bool>| if is.get() { "1".to_owned() } else { String::new() };
        pairs.push(("exempt".to_owned(), yes(self.is_exempt)));
        pairs.push(("heated".to_owned(), yes(self.is_heated)));
        for typed in self.typed.get_value() {
            let name = typed.zone.as_str();
            pairs.push((name.to_owned(), typed.used.get()));
            pairs.push((format!("{name}_first"), typed.first.get()));
            pairs.push((format!("{name}_last"), typed.last.get()));
        }
        let told = pairs.into_iter().filter(|(_, value)| !value.trim().is_empty());
        told.map(|(name, value)| format!("{name}={}", paths::encode(value.trim())))
            .collect::<Vec<_>>()
            .join("&")
    }
}
