//! A feed as programs read it.

use std::collections::BTreeSet;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn feed() -> UsageFeed<'static> {
    let usage = |from: &str, to: &str, units, cost: Option<i64>, quality| Usage {
        from: at(from),
        to: at(to),
        units,
        cost: cost.map(Kopecks),
        quality,
    };
    let day = vec![
        usage("2026-08-20T20:00:00Z", "2026-09-20T20:00:00Z", 155, Some(112_840), Quality::Valid),
        usage("2026-09-20T20:00:00Z", "2026-10-20T20:00:00Z", 148, None, Quality::Questionable),
    ];
    let night =
        vec![usage("2026-08-20T20:00:00Z", "2026-09-20T20:00:00Z", 90, Some(26_280), Quality::Estimated)];
    UsageFeed {
        id: "18300000014",
        title: "Лицевой счёт 18300000014",
        author: "ОАО «УЭСК» & Ко",
        made_at: at("2026-11-20T06:00:00Z"),
        offset: FixedOffset::east_opt(14_400).unwrap(),
        meters: vec![
            UsageMeter {
                id: "m1",
                title: "Счётчик",
                service: Service::Electricity,
                series: vec![
                    UsageSeries { zone: Zone::Day, title: "День", usages: day },
                    UsageSeries { zone: Zone::Night, title: "Ночь", usages: night },
                ],
            },
            UsageMeter {
                id: "m2",
                title: "Вода",
                service: Service::HotWater,
                series: vec![UsageSeries { zone: Zone::Kitchen, title: "Кухня", usages: Vec::new() }],
            },
        ],
    }
}

/// Texts of the elements of a name, in their order.
fn texts<'a>(document: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    document.split(&open).skip(1).filter_map(|rest| rest.split(&close).next()).collect()
}

#[test]
fn use_cost_and_quality_are_told() {
    let document = feed().render();
    assert_eq!(texts(&document, "value"), ["155", "148", "90"]);
    assert_eq!(texts(&document, "cost"), ["112840000", "26280000"]);
    assert_eq!(texts(&document, "quality"), ["0", "10", "8"]);
    assert_eq!(texts(&document, "tou"), ["1", "2", "0"]);
    assert_eq!(texts(&document, "uom"), ["72", "72", "42"]);
    assert_eq!(texts(&document, "tzOffset"), ["14400"]);
    assert_eq!(texts(&document, "start")[0], at("2026-08-20T20:00:00Z").timestamp().to_string());
    assert_eq!(texts(&document, "duration")[0], (61 * 86_400).to_string(), "the block spans both");
    assert!(document.contains("ОАО «УЭСК» &amp; Ко"));
    assert_eq!(document.matches("<IntervalBlock").count(), 2, "a register without history has no block");
}

#[test]
fn every_entry_has_an_id_of_its_own_that_stays() {
    let document = feed().render();
    let ids = texts(&document, "id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    assert_eq!(ids.len(), 1 + document.matches("<entry>").count());
    assert!(ids.iter().all(|id| id.len() == "urn:uuid:".len() + 36 && &id[23..24] == "8"));
    assert_eq!(texts(&feed().render(), "id"), ids);
}

#[test]
fn links_lead_to_entries() {
    let document = feed().render();
    let hrefs = |rel: &str| -> Vec<String> {
        let start = format!("rel=\"{rel}\" href=\"");
        document.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let (own, up) = (hrefs("self"), hrefs("up"));
    let blocks_of_empty = "UsagePoint/m2/MeterReading/kitchen/IntervalBlock";
    for related in hrefs("related") {
        assert!(own.contains(&related) || up.contains(&related) || related == blocks_of_empty, "{related}");
    }
}
