//! Words of tariffs.

use svetlitsa_api::tariffs::ZoneHoursView;
use svetlitsa_domain::tariffs::{Category, Confidence, Zone};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::tariffs::{category as c, confidence as s, zone as z};

/// Who pays the price.
pub(super) const fn category(category: Category) -> Text {
    match category {
        Category::UrbanGas => c::URBAN_GAS,
        Category::UrbanElectric => c::URBAN_ELECTRIC,
        Category::Rural => c::RURAL,
    }
}

/// A zone of the day.
pub(super) const fn zone(zone: Zone) -> Text {
    match zone {
        Zone::Single => z::SINGLE,
        Zone::Day => z::DAY,
        Zone::Night => z::NIGHT,
        Zone::Peak => z::PEAK,
        Zone::HalfPeak => z::HALF_PEAK,
        Zone::Kitchen => z::KITCHEN,
        Zone::Bath => z::BATH,
    }
}

/// Its hours: `7:00–10:00, 17:00–21:00`; nothing when it counts round the clock.
pub(super) fn hours(told: &[ZoneHoursView], zone: Zone) -> String {
    let own = told.iter().filter(|of| of.zone == zone).flat_map(|of| &of.hours);
    let spans: Vec<_> = own.map(|of| format!("{}:00\u{2013}{}:00", of.from, of.until)).collect();
    spans.join(", ")
}

/// How sure a figure is.
pub(super) const fn confidence(confidence: Confidence) -> Text {
    match confidence {
        Confidence::High => s::HIGH,
        Confidence::Medium => s::MEDIUM,
        Confidence::Low => s::LOW,
        Confidence::Demo => s::DEMO,
    }
}
