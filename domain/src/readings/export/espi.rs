//! The elements of NAESB ESPI (REQ.21) that a history needs, in the order of its schema.

use chrono::{DateTime, Utc};

use crate::readings::export::Usage;
use crate::readings::export::xml::Xml;
use crate::tariffs::{Service, Zone};

/// Namespace of the elements.
pub(super) const ESPI: &str = "http://naesb.org/espi";
/// ISO 4217 number of the rouble.
const ROUBLE: u32 = 643;

/// ESPI's number of what is supplied.
pub(super) const fn service_kind(service: Service) -> u32 {
    Codes::of(service).kind
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

pub(super) fn write_reading_type(xml: &mut Xml, service: Service, zone: Zone) {
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

pub(super) fn write_interval_block(xml: &mut Xml, usages: &[Usage]) {
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
