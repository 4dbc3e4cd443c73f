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
use crate::sample_bills::eyes;

const HERS: &str = "67100000017";
const MARIA: &str = "maria@demo.svetlitsa";
/// Households of the sample world that are billed: every one but the prepaid meter and the firm without a meter.
const BILLED: [&str; 9] = [
    HERS,
    "67100000025",
    "67100000033",
    "67100000041",
    "67100000058",
    "50200000021",
    "18300000014",
    "18300000022",
    "18300000030",
];

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
    let mut client = eyes(&world).await;
    let words = words();
    for number in BILLED {
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
            assert_line(&paper, line, bill["service"].as_str().unwrap(), &words);
        }
        assert!(paper.says(word(&words, &["rounding"])), "{number}");
        // A penalty never hides: it has rows of its own, and is told beside the whole.
        let of_it = word(&words, &["of_it_penalty"]).replace("{sum}", &printed(penalties.iter().sum()));
        assert_eq!(paper.says(&of_it), penalties.iter().sum::<i64>() > 0, "{number}: {of_it}");
        for (name, sum) in ["penalty_before", "penalty"].into_iter().zip(penalties) {
            let row = format!("{}{}", word(&words, &[name]), printed(sum));
            assert_eq!(paper.says(&row), sum != 0, "{number}: {row}: {}", paper.words);
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

/// The words of paper, in Russian.
fn words() -> toml::Table {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/templates/documents/words.ru.toml");
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

fn word<'a>(words: &'a toml::Table, path: &[&str]) -> &'a str {
    let found = path.iter().fold(&words["bill"], |table, key| &table[*key]);
    found.as_str().unwrap_or_else(|| panic!("{path:?}"))
}

/// A line says its sum, how it came to be in one formula, and each of its rules.
fn assert_line(paper: &Paper, line: &serde_json::Value, service: &str, words: &toml::Table) {
    let sum = printed(line["amount_kopecks"].as_i64().unwrap());
    assert!(paper.says(&sum), "{line}");
    let comma = |value: &str| value.replace('.', ",");
    let units =
        line["units"].as_str().map(|units| format!("{}{}", comma(units), word(words, &["unit", service])));
    let results = units.iter().chain([&sum]).map(|result| format!("={result}"));
    assert!(results.into_iter().any(|result| paper.says(&result)), "no formula of {line}: {}", paper.words);
    if let (Some(units), Some(price)) = (&units, line["price"].as_str()) {
        assert!(paper.says(&format!("{units}{}₽{sum}", comma(price))), "{line}: {}", paper.words);
    }
    for rule in line["derivation"]["rules"].as_array().unwrap() {
        let code = rule["code"].as_str().unwrap();
        let said = words["bill"]["rule"].get(code).and_then(toml::Value::as_str).unwrap_or_default();
        assert!(paper.says(said), "{code}: {}", paper.words);
    }
}

/// Who hears a bill hears it in the order in which one looks at it: what it is, for whom and to whom, how much and by
/// when, then line by line with where each comes from, the balance, and the part to tear off last.
#[tokio::test]
async fn a_bill_is_read_aloud_in_an_order_that_makes_sense() {
    let world = World::new().await;
    let mut client = eyes(&world).await;
    let words = words();
    for number in BILLED {
        let bill = last_bill(&mut client, number).await;
        let reply = client.get(&document(number, bill["period"].as_str().unwrap())).await;
        let paper = Paper::read(&reply.bytes);
        let all: String = paper.aloud.iter().map(|said| said.words.as_str()).collect();
        let of = |name: &str| word(&words, &[name]).to_owned();
        let owed = |field: &str| bill[field].as_i64().unwrap() + bill["penalty"][field].as_i64().unwrap_or(0);
        let to_pay = owed("before_kopecks") + owed("charged_kopecks");
        let mut expected =
            vec![number.to_owned(), of("payee"), bill["payee_name"].as_str().unwrap().to_owned()];
        if to_pay > 0 {
            expected.extend([of("to_pay"), printed(to_pay)]);
        } else {
            expected.push(of("nothing"));
        }
        expected.extend([of("lines"), of("line"), of("units"), of("price"), of("sum")]);
        for line in bill["lines"].as_array().unwrap() {
            expected.push(printed(line["amount_kopecks"].as_i64().unwrap()));
            let code = line["derivation"]["rules"][0]["code"].as_str().unwrap();
            expected.push(word(&words, &["rule", code]).to_owned());
        }
        expected.extend([of("total"), printed(bill["charged_kopecks"].as_i64().unwrap()), of("rounding")]);
        expected.extend([of("balance"), printed(to_pay.max(0))]);
        if paper.says("Подпись") {
            let stub = |name: &str| word(&words, &["stub", name]).to_owned();
            expected.extend([stub("title"), number.to_owned(), stub("meter"), stub("zone"), stub("last")]);
            expected.extend([stub("new"), stub("signature")]);
        }
        let mut from = 0;
        for piece in expected {
            let piece: String = piece.split_whitespace().collect();
            let at = all[from..].find(&piece);
            let at = at.unwrap_or_else(|| panic!("{number}: «{piece}» is not read after {}", &all[..from]));
            from += at + piece.len();
        }
        // Headings lead from part to part, cells are cells, and a code says what it is for.
        let tags = |tag: &str| paper.aloud.iter().filter(|said| said.tag == tag).count();
        assert_eq!(
            paper.aloud.iter().find(|said| said.tag.starts_with('H')).map(|h| h.tag.as_str()),
            Some("H1")
        );
        assert!(tags("H1") == 1 && tags("H2") >= 2, "{number}: {:?}", paper.aloud);
        assert!(tags("TH") >= 4 && tags("TD") >= 4, "{number}: {:?}", paper.aloud);
        let figures: Vec<_> = paper.aloud.iter().filter(|said| said.tag == "Figure").collect();
        assert_eq!(figures.is_empty(), to_pay <= 0, "{number}: {figures:?}");
        assert!(figures.iter().all(|figure| figure.words.starts_with("QR-код")), "{number}: {figures:?}");
        // Nothing that is seen goes unheard.
        let heard: usize =
            paper.aloud.iter().filter(|said| said.tag != "Figure").map(|said| said.words.len()).sum();
        assert!(heard * 100 >= paper.words.len() * 90, "{number}: {heard} of {}", paper.words.len());
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
