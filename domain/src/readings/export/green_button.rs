//! Green Button: the history as NAESB ESPI in an Atom feed, which energy programs of the world can read.
//!
//! A usage point is a meter, a meter reading is one of its registers, an interval reading is the use between two
//! readings that count.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};

use crate::Kopecks;
use crate::readings::export::espi::{ESPI, service_kind, write_interval_block, write_reading_type};
use crate::readings::export::urn::urn;
use crate::readings::export::xml::Xml;
use crate::tariffs::{Service, Zone};

const ATOM: &str = "http://www.w3.org/2005/Atom";
/// The rule word that switches summer time off.
const NO_SUMMER_TIME: &str = "FFFFFFFF";

/// What a feed is made of.
#[derive(Clone, Debug)]
pub struct UsageFeed<'a> {
    /// Stable and unique: the account's.
    pub id: &'a str,
    /// Its title, from the locales.
    pub title: &'a str,
    /// The supplier.
    pub author: &'a str,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Offset of the branch's zone.
    pub offset: FixedOffset,
    /// Meters of the account.
    pub meters: Vec<UsageMeter<'a>>,
}

/// A meter.
#[derive(Clone, Debug)]
pub struct UsageMeter<'a> {
    /// Its id here, letters and digits: links are made of it.
    pub id: &'a str,
    /// Its title, from the locales.
    pub title: &'a str,
    /// What it counts.
    pub service: Service,
    /// Its registers.
    pub series: Vec<UsageSeries<'a>>,
}

/// A register's history.
#[derive(Clone, Debug)]
pub struct UsageSeries<'a> {
    /// Which register.
    pub zone: Zone,
    /// Its title, from the locales.
    pub title: &'a str,
    /// Oldest first.
    pub usages: Vec<Usage>,
}

/// Use between two readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Start of the day after the earlier reading was taken, as an instant.
    pub from: DateTime<Utc>,
    /// End of the day on which the later one was taken.
    pub to: DateTime<Utc>,
    /// kWh or m³.
    pub units: u64,
    /// What it cost.
    pub cost: Option<Kopecks>,
    /// How sure it is.
    pub quality: Quality,
}

/// How sure a use is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// Accepted.
    Valid,
    /// Accepted with a question.
    Questionable,
    /// Reckoned without a reading.
    Estimated,
}

impl Quality {
    /// ESPI's number.
    pub(super) const fn code(self) -> u32 {
        match self {
            Self::Valid => 0,
            Self::Questionable => 10,
            Self::Estimated => 8,
        }
    }
}

impl UsageFeed<'_> {
    /// The document.
    #[must_use]
    pub fn render(&self) -> String {
        let mut xml = Xml::new();
        xml.node("feed", &[("xmlns", ATOM)], |xml| {
            xml.leaf("id", urn(self.id));
            xml.leaf("title", self.title);
            xml.leaf("updated", self.updated());
            xml.node("author", &[], |xml| xml.leaf("name", self.author));
            self.local_time(xml);
            for meter in &self.meters {
                self.usage_point(xml, meter, &format!("UsagePoint/{}", segment(meter.id)));
            }
        });
        xml.finish()
    }

    fn updated(&self) -> String {
        self.made_at.to_rfc3339_opts(SecondsFormat::Secs, true)
    }

    fn entry(&self, xml: &mut Xml, links: &Links<'_>, title: &str, content: impl FnOnce(&mut Xml)) {
        xml.node("entry", &[], |xml| {
            xml.leaf("id", urn(&format!("{}/{}", self.id, links.own)));
            let up = links.own.rsplit_once('/').map_or(links.own, |(up, _)| up);
            xml.empty("link", &[("rel", "self"), ("href", links.own)]);
            xml.empty("link", &[("rel", "up"), ("href", up)]);
            for related in &links.related {
                xml.empty("link", &[("rel", "related"), ("href", related)]);
            }
            xml.leaf("title", title);
            xml.node("content", &[("type", "application/xml")], content);
            xml.leaf("published", self.updated());
            xml.leaf("updated", self.updated());
        });
    }

    fn local_time(&self, xml: &mut Xml) {
        let links = Links { own: "LocalTimeParameters/1", related: Vec::new() };
        self.entry(xml, &links, "", |xml| {
            xml.node("LocalTimeParameters", &[("xmlns", ESPI)], |xml| {
                xml.leaf("dstEndRule", NO_SUMMER_TIME);
                xml.leaf("dstOffset", 0);
                xml.leaf("dstStartRule", NO_SUMMER_TIME);
                xml.leaf("tzOffset", self.offset.local_minus_utc());
            });
        });
    }

    fn usage_point(&self, xml: &mut Xml, meter: &UsageMeter<'_>, own: &str) {
        let readings = format!("{own}/MeterReading");
        let links = Links { own, related: vec![readings.clone(), "LocalTimeParameters/1".to_owned()] };
        self.entry(xml, &links, meter.title, |xml| {
            xml.node("UsagePoint", &[("xmlns", ESPI)], |xml| {
                xml.node("ServiceCategory", &[], |xml| xml.leaf("kind", service_kind(meter.service)));
            });
        });
        for series in &meter.series {
            self.meter_reading(xml, meter.service, series, &format!("{readings}/{}", series.zone.as_str()));
        }
    }

    fn meter_reading(&self, xml: &mut Xml, service: Service, series: &UsageSeries<'_>, own: &str) {
        // One reading type for each register: a reader joins them by their links.
        let reading_type = format!("ReadingType/{}", own.replace('/', "."));
        let (blocks, block) = (format!("{own}/IntervalBlock"), format!("{own}/IntervalBlock/1"));
        let links = Links { own, related: vec![blocks, reading_type.clone()] };
        self.entry(xml, &links, series.title, |xml| xml.empty("MeterReading", &[("xmlns", ESPI)]));
        let links = Links { own: &reading_type, related: Vec::new() };
        self.entry(xml, &links, series.title, |xml| write_reading_type(xml, service, series.zone));
        if !series.usages.is_empty() {
            let links = Links { own: &block, related: Vec::new() };
            self.entry(xml, &links, series.title, |xml| write_interval_block(xml, &series.usages));
        }
    }
}

/// Links of an entry: to itself and to what belongs to it.
struct Links<'a> {
    own: &'a str,
    related: Vec<String>,
}

/// An id as a part of a path.
fn segment(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' }).collect()
}

#[cfg(test)]
#[path = "green_button_tests.rs"]
mod tests;
