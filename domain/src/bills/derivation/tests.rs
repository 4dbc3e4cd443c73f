//! The form in which a derivation is kept: old bills must stay readable, so it only ever grows.

use super::*;
use crate::bills::{AccountFacts, BillingPolicy, MeterStretch, PeriodFacts, RegisterStretch, Usage, charge};
use crate::tariffs::{Category, Confidence, Schedule, Service, TariffRow, Zone};

/// One line of October: 260 kWh at 6.62.
fn line() -> Derivation {
    let row = TariffRow {
        id: "tver-2026-10".to_owned(),
        branch: "tver".to_owned(),
        service: Service::Electricity,
        category: Category::UrbanGas,
        from: Some("2026-10-01".parse().unwrap()),
        until: None,
        prices: [(Zone::Single, vec!["6.62".parse().unwrap()])].into(),
        ranges: None,
        source: "order".to_owned(),
        confidence: Confidence::High,
    };
    let schedule = Schedule::parse(vec![row]).unwrap();
    let account = AccountFacts {
        account: "67100000025".parse().unwrap(),
        service: Service::Electricity,
        category: Category::UrbanGas,
        norm: None,
        is_exempt_from_ranges: false,
        is_heated_by_electricity: false,
        benefits: Vec::new(),
    };
    let register = RegisterStretch {
        zone: Zone::Single,
        first_id: "r-1".to_owned(),
        first: 10_190,
        last_id: "r-2".to_owned(),
        last: 10_450,
        through_zero: false,
    };
    let meter = MeterStretch {
        meter: "m-1".to_owned(),
        digits: 5,
        factor: 1,
        from: "2026-09-30".parse().unwrap(),
        until: "2026-10-31".parse().unwrap(),
        registers: vec![register],
    };
    let month = PeriodFacts {
        period: "2026-10".parse().unwrap(),
        schedule: &schedule,
        usage: Usage::Measured(vec![meter]),
        charged_in_silence: Vec::new(),
        common_use: None,
        policy: &BillingPolicy::default(),
    };
    charge(&account, &month).unwrap().remove(0).derivation
}

const KEPT: &str = r#"{
  "rules": [{ "code": "actual", "source": "PP RF 354 p.42" }],
  "amount": {
    "op": "rounded",
    "what": "cost",
    "of": {
      "op": "product",
      "what": "cost",
      "of": [
        {
          "op": "difference",
          "what": "counted",
          "of": {
            "op": "given",
            "value": "10450",
            "from": { "kind": "reading", "id": "r-2", "meter": "m-1", "zone": "single", "taken_on": "2026-10-31" }
          },
          "less": {
            "op": "given",
            "value": "10190",
            "from": { "kind": "reading", "id": "r-1", "meter": "m-1", "zone": "single", "taken_on": "2026-09-30" }
          }
        },
        {
          "op": "given",
          "value": "6.62",
          "from": {
            "kind": "price",
            "tariff": "tver-2026-10",
            "zone": "single",
            "from": "2026-10-01"
          }
        }
      ]
    },
    "decimals": 2
  }
}"#;

#[test]
fn the_form_is_kept() {
    let kept: serde_json::Value = serde_json::from_str(KEPT).unwrap();
    assert_eq!(serde_json::to_value(line()).unwrap(), kept);
    let read: Derivation = serde_json::from_str(KEPT).unwrap();
    assert_eq!(read, line());
    assert_eq!(read.kopecks(), Some(Kopecks(172_120)));
    assert_eq!(read.units().and_then(Node::value), Some(crate::bills::Exact::whole(260)));
}

#[test]
fn a_page_in_the_cache_reads_a_newer_servers_words() {
    let newer = KEPT
        .replace(r#""code": "actual""#, r#""code": "by_satellite""#)
        .replace(r#""kind": "price", "#, r#""kind": "auction", "#)
        .replace(r#""kind": "price","#, r#""kind": "auction","#)
        .replace(r#""what": "cost""#, r#""what": "guess""#);
    let read: Derivation = serde_json::from_str(&newer).unwrap();
    assert_eq!(read.rules[0].code, BillRule::Unknown);
    assert_eq!(read.amount.what(), Some(What::Unknown));
    assert_eq!(read.amount.inputs()[2].0, &Given::Unknown);
    assert_eq!(read.kopecks(), Some(Kopecks(172_120)), "the sum needs no words");
}

#[test]
fn a_tree_that_comes_to_nothing_says_so() {
    let given = |value: i64| Node::given(value.into(), Given::Months);
    for node in [
        Node::quotient(What::Average, given(1), given(0)),
        Node::least(What::Cost, []),
        Node::rounded(What::Cost, given(1), 13),
        Node::product(What::Cost, vec![given(i64::MAX); 3]),
    ] {
        assert_eq!(node.value(), None, "{node:?}");
    }
    assert_eq!(Node::sum(What::Cost, Vec::new()).value(), Some(crate::bills::Exact::ZERO));
}
