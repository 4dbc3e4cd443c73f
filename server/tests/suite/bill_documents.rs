//! Bills on paper: every one of the sample world, read back as a reader and a bank's camera have it.

use std::collections::BTreeMap;

use axum::http::{StatusCode, header};
use gost_56042::{ParserStrategy, Payment};
use serde_json::json;
use svetlitsa_api::paths;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::bills::parse_bill_qr;
use svetlitsa_server::jobs;

use crate::harness::{Client, World, paid};
use crate::paper::{Paper, codes};

const HERS: &str = "67100000017";
const MARIA: &str = "maria@demo.svetlitsa";
/// Households of the sample world that are billed.
const BILLED: [&str; 6] = [HERS, "67100000025", "67100000033", "67100000041", "50200000021", "18300000014"];

fn document(number: &str, period: &str) -> String {
    paths::fill(paths::BILL_DOCUMENT, &[number, period])
}

/// `1 234,56`, as paper has it, without the spaces.
fn printed(amount: i64) -> String {
    format!("{},{:02}₽", amount.abs() / 100, amount.abs() % 100)
}

async fn last_bill(client: &mut Client, number: &str) -> serde_json::Value {
    let list = client.get(&paths::fill(paths::BILLS, &[number])).await.body;
    let period = list["items"][0]["period"].as_str().unwrap().to_owned();
    client.get(&paths::fill(paths::BILL, &[number, &period])).await.body
}

#[tokio::test]
async fn every_bill_of_the_sample_world_is_on_paper_what_it_is() {
    let world = World::new().await;
    for number in BILLED {
        let mut client = world.resident(&format!("{number}@demo.svetlitsa")).await;
        let bill = last_bill(&mut client, number).await;
        let reply = client.get(&document(number, bill["period"].as_str().unwrap())).await;
        assert_eq!(reply.status, StatusCode::OK, "{number}: {:?}", reply.body);
        assert_eq!(reply.headers[header::CONTENT_TYPE], "application/pdf");
        let name = format!("inline; filename=\"bill-{}.pdf\"", bill["number"].as_str().unwrap());
        assert_eq!(reply.headers[header::CONTENT_DISPOSITION], name.as_str());
        assert!(reply.bytes.len() < 150_000, "{number}: {} bytes", reply.bytes.len());

        let paper = Paper::read(&reply.bytes);
        assert!((1..=2).contains(&paper.pages), "{number}: {} pages", paper.pages);
        let sums = ["charged_kopecks", "before_kopecks"].map(|field| bill[field].as_i64().unwrap());
        // Penalty is asked for with the rest and told apart.
        let penalties =
            ["before_kopecks", "charged_kopecks"].map(|field| bill["penalty"][field].as_i64().unwrap_or(0));
        let to_pay: i64 = sums.iter().chain(&penalties).sum();
        for words in [
            number.to_owned(),
            bill["number"].as_str().unwrap().to_owned(),
            bill["payee_name"].as_str().unwrap().to_owned(),
            printed(sums[0]),
            printed(to_pay.max(0)),
        ] {
            assert!(paper.says(&words), "{number} has no {words}: {}", paper.words);
        }
        // A smart meter tells its readings by itself.
        let overview = client.get(&paths::fill(paths::ACCOUNT, &[number])).await.body;
        let mut meters = overview["meters"].as_array().unwrap().iter();
        let is_asked = meters.any(|meter| meter["is_smart"] != true);
        assert_eq!(
            paper.says("Новое показание") && paper.says("Подпись"),
            is_asked,
            "{number}: {}",
            paper.words
        );
        for line in bill["lines"].as_array().unwrap() {
            assert!(paper.says(&printed(line["amount_kopecks"].as_i64().unwrap())), "{number}: {line}");
        }
        // What we read, and what others read.
        let codes = codes(&reply.bytes);
        assert_eq!(codes.is_empty(), to_pay <= 0, "{number}: {codes:?}");
        if let Some(code) = codes.first() {
            let qr = parse_bill_qr(code).unwrap();
            assert_eq!((qr.account.as_str(), qr.amount), (number, Some(Kopecks(to_pay))));
            let read = Payment::requisite_tolerance_parser().parse_from_str(code).unwrap();
            assert_eq!(read.get("Sum"), Some(to_pay.to_string().as_str()));
            assert_eq!(read.get("Name"), bill["payee_name"].as_str());
        }
    }
}

#[tokio::test]
async fn the_same_bill_is_the_same_bytes_whatever_is_paid_later() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let path = document(HERS, "2026-10");
    let first = maria.get(&path).await;
    let order = json!({ "account": HERS, "amount_kopecks": 10_000, "method": "bank_card" });
    let payment = maria.post(paths::PAYMENTS, &order).await.body["id"].as_str().unwrap().to_owned();
    jobs::acquirer::advance(&world.app, &payment).await;
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &payment).await;
    let bill = maria.get(&paths::fill(paths::BILL, &[HERS, "2026-10"])).await.body;
    assert_eq!(bill["paid_since_kopecks"], 10_000);
    let again = maria.get(&path).await;
    assert!(first.bytes == again.bytes && first.headers[header::ETAG] == again.headers[header::ETAG]);

    let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    let known = maria.get_knowing(&path, &tag).await;
    assert_eq!((known.status, known.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    let english = maria.get_knowing(&format!("{path}?lang=en"), &tag).await;
    assert_eq!(english.status, StatusCode::OK);
    assert!(Paper::read(&english.bytes).says("Electricity bill"));
    assert_eq!(maria.get(&format!("{path}?lang=de")).await.code(), "malformed_request");
}

#[tokio::test]
async fn who_sees_no_bill_has_none_on_paper() {
    let world = World::new().await;
    let path = document(HERS, "2026-10");
    for (marks, expected) in
        [("s", StatusCode::NOT_FOUND), ("p", StatusCode::NOT_FOUND), ("v", StatusCode::OK)]
    {
        let world = World::new().await;
        let (_, mut son, _) = crate::shares::shared(&world, marks).await;
        let reply = son.get(&path).await;
        assert_eq!(reply.status, expected, "{marks}");
        if reply.status == StatusCode::OK {
            // The name is the holder's alone, on paper and in the code.
            let paper = Paper::read(&reply.bytes);
            assert!(!paper.says("Иванова") && !paper.says("Кирова") && paper.says(HERS));
            let codes = codes(&reply.bytes);
            assert!(codes[0].contains(HERS) && !codes[0].contains("Иванова"), "{codes:?}");
        }
    }
    assert_eq!(world.client().get(&path).await.code(), "sign_in_required");
    let mut maria = world.resident(MARIA).await;
    for period in ["2026-11", "1999-01", "now"] {
        assert_eq!(maria.get(&document(HERS, period)).await.code(), "not_found", "{period}");
    }
}

#[tokio::test]
async fn a_template_with_a_mistake_ends_its_request_and_nothing_else() {
    let world = World::new().await;
    let mut files = world.app.data.documents.clone();
    for (name, content) in &mut files.templates {
        if name == "bill.typ" {
            *content = b"#nothing".to_vec();
        }
    }
    let world = world.printing_with(&files);
    let mut maria = world.resident(MARIA).await;
    assert_eq!(maria.get(&document(HERS, "2026-10")).await.code(), "internal");
    assert_eq!(maria.get(&paths::fill(paths::BILL, &[HERS, "2026-10"])).await.status, StatusCode::OK);
}

/// Every rule that a page has words for has them on paper, too.
#[test]
fn every_rule_has_its_words() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let page = std::fs::read_to_string(format!("{folder}/ui/locales/ru/bills.json")).unwrap();
    let page: serde_json::Value = serde_json::from_str(&page).unwrap();
    for language in ["ru", "en"] {
        let path = format!("{folder}/data/templates/documents/words.{language}.toml");
        let paper: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        for (group, on_paper) in [("rule", "rule"), ("change", "change")] {
            let known: BTreeMap<&str, _> = paper["bill"][on_paper]
                .as_table()
                .unwrap()
                .iter()
                .map(|(key, value)| (key.as_str(), value))
                .collect();
            for key in page[group].as_object().unwrap().keys() {
                let is_for_pages = matches!(key.as_str(), "unknown" | "forecast" | "title" | "same" | "lead");
                assert!(
                    is_for_pages || known.contains_key(key.as_str()),
                    "{language}: bill.{on_paper}.{key}"
                );
            }
        }
    }
}
