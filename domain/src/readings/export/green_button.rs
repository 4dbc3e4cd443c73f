//! Green Button: the history as NAESB ESPI in an Atom feed, which energy programs of the world can read.
//!
//! A usage point is a meter, a meter reading is one of its registers, an interval reading is the use between two
//! readings that count.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};

use crate::Kopecks;
use crate::readings::export::xml::Xml;
use crate::tariffs::{Service, Zone};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const ESPI: &str = "http://naesb.org/espi";
/// ISO 4217 number of the rouble.
const ROUBLE: u32 = 643;
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
    const fn code(self) -> u32 {
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
                xml.node("ServiceCategory", &[], |xml| xml.leaf("kind", Codes::of(meter.service).kind));
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

/// ESPI's numbers for a service.
struct Codes {
    kind: u32,
    commodity: u32,
    measurement: u32,
    multiplier: u32,
    unit: u32,
}

impl Codes {
    const fn of(service: Service) -> Self {
        match service {
            // Watt-hours by the thousand.
            Service::Electricity => Self { kind: 0, commodity: 1, measurement: 12, multiplier: 3, unit: 72 },
            Service::HotWater => Self { kind: 2, commodity: 9, measurement: 58, multiplier: 0, unit: 42 },
        }
    }
}

fn write_reading_type(xml: &mut Xml, service: Service, zone: Zone) {
    let codes = Codes::of(service);
    xml.node("ReadingType", &[("xmlns", ESPI)], |xml| {
        xml.leaf("accumulationBehaviour", 4); // difference
        xml.leaf("commodity", codes.commodity);
        xml.leaf("currency", ROUBLE);
        xml.leaf("dataQualifier", 12); // normal
        xml.leaf("flowDirection", 1); // to the customer
        xml.leaf("kind", codes.measurement);
        xml.leaf("powerOfTenMultiplier", codes.multiplier);
        xml.leaf("timeAttribute", 32); // of the period given
        xml.leaf("tou", time_of_use(zone));
        xml.leaf("uom", codes.unit);
    });
}

fn write_interval_block(xml: &mut Xml, usages: &[Usage]) {
    let (from, to) = (usages.iter().map(|usage| usage.from).min(), usages.iter().map(|usage| usage.to).max());
    xml.node("IntervalBlock", &[("xmlns", ESPI)], |xml| {
        if let (Some(from), Some(to)) = (from, to) {
            write_interval(xml, "interval", from, to);
        }
        for usage in usages {
            xml.node("IntervalReading", &[], |xml| {
                if let Some(cost) = usage.cost {
                    // In hundred-thousandths of the currency.
                    xml.leaf("cost", i128::from(cost.0) * 1_000);
                }
                xml.node("ReadingQuality", &[], |xml| xml.leaf("quality", usage.quality.code()));
                write_interval(xml, "timePeriod", usage.from, usage.to);
                xml.leaf("value", usage.units);
            });
        }
    });
}

fn write_interval(xml: &mut Xml, name: &str, from: DateTime<Utc>, to: DateTime<Utc>) {
    xml.node(name, &[], |xml| {
        xml.leaf("duration", to.signed_duration_since(from).num_seconds().max(0));
        xml.leaf("start", from.timestamp());
    });
}

/// ESPI's free number of a part of the day; 0 when it does not matter.
const fn time_of_use(zone: Zone) -> u32 {
    match zone {
        Zone::Single | Zone::Kitchen | Zone::Bath => 0,
        Zone::Day | Zone::Peak => 1,
        Zone::Night => 2,
        Zone::HalfPeak => 3,
    }
}

/// An id as a part of a path.
fn segment(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' }).collect()
}

/// A name-based id of the custom kind (RFC 9562, version 8): the same thing has the same one in every export.
fn urn(name: &str) -> String {
    // FNV-1a of 128 bits: ids must differ, not withstand anybody.
    let hash = name.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b)
    });
    let versioned = hash & !(0xf << 76) | 0x8 << 76;
    let id = versioned & !(0x3 << 62) | 0x2 << 62;
    let hex = format!("{id:032x}");
    let part = |range: std::ops::Range<usize>| hex.get(range).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0..8), part(8..12), part(12..16), part(16..20), part(20..32))
}

#[cfg(test)]
#[path = "green_button_tests.rs"]
mod tests;
