//! A receipt in its four forms: none says less than another, each is what it was, and the letter comes once.

use axum::http::{StatusCode, header};
use serde_json::{Value, json};
use svetlitsa_api::receipts::ReceiptView;
use svetlitsa_domain::receipts::{PaperWidth, encode};
use svetlitsa_server::acquirer::Acquirer;
use svetlitsa_server::documents::receipt::{gather, on_paper, say};
use svetlitsa_server::entity::receipt;
use svetlitsa_server::letters::Language;
use svetlitsa_server::{jobs, payments};

use crate::harness::{Client, World, paid};
use crate::paper::{Paper, codes};

const HERS: &str = "67100000017";
const MARIA: &str = "maria@demo.svetlitsa";
const FISCAL_QR: &str = "t=20261120T100205&s=1840.55&fn=9960440300000001&i=64318&fp=2918241905&n=1";
const REFUND_QR: &str = "t=20261120T100205&s=400.00&fn=9960440300000001&i=64400&fp=2918241905&n=2";

/// A receipt whose every field is known: of a card on the site.
fn card() -> Value {
    json!({
        "number": "2026-000042", "code": "23456789ABCD",
        "verification_url": "https://svetlitsa.example/r/23456789ABCD",
        "branch_name": "АтомЭнергоСбыт Смоленск", "legal_name": "АО «АтомЭнергоСбыт»", "inn": "7704228075",
        "phone": "8 800 700-62-11", "terminal": null, "paid": "2026-11-20T10:02:03+03:00", "account": HERS,
        "payer": "И***а М. П.", "service": "electricity", "period": "2026-11",
        "payee_name": "АО «АтомЭнергоСбыт», филиал «СмоленскАтомЭнергоСбыт»", "payee_inn": "7704228075",
        "amount_kopecks": 184_055, "commission_kopecks": 0, "method": "bank_card",
        "operation_id": "632412345678", "instrument": "Mir •••• 4242", "balance_after_kopecks": 0,
        "reading": null, "transfer": "credited",
        "credit": {
            "standard": "payment_credit", "started": "2026-11-20T10:02:03+03:00",
            "due": "2026-11-21T23:59:59+03:00", "met": "2026-11-20T10:02:04+03:00", "state": "met", "source": "",
        },
        "fiscal": null,
    })
}

/// Of the fast payments system.
fn sbp() -> Value {
    let mut receipt = card();
    receipt["method"] = json!("sbp");
    receipt["operation_id"] = json!("B4224101234567890000050011234567");
    receipt["instrument"] = json!("BIC 044525225");
    receipt["balance_after_kopecks"] = json!(-1_500_000);
    receipt
}

/// At a terminal, with a reading, while the money is still on its way, and with its fiscal document.
fn terminal() -> Value {
    let mut receipt = sbp();
    receipt["terminal"] = json!("K-0001");
    receipt["balance_after_kopecks"] = json!(61_200);
    receipt["transfer"] = json!("handed_to_bank");
    receipt["credit"]["met"] = Value::Null;
    receipt["credit"]["state"] = json!("running");
    receipt["reading"] = json!({
        "id": "r1", "meter": "m1", "taken_on": "2026-11-20", "received": "2026-11-20T10:00:00+03:00",
        "values": [{ "zone": "day", "value": 10_570 }, { "zone": "night", "value": 4_370 }],
        "channel": "terminal", "status": "question", "findings": [], "consumption": [],
        "cost_kopecks": null, "period": "2026-11", "state": "question",
    });
    receipt["fiscal"] = json!({
        "kind": "sale", "registered": "2026-11-20T10:02:05+03:00", "total_kopecks": 184_055,
        "register": "0000000012345678", "storage": "9960440300000001", "document": "64318",
        "sign": "2918241905", "qr": FISCAL_QR,
    });
    receipt
}

/// Of money that went back in part, while the cash register has one more document to print.
fn returned() -> Value {
    let mut receipt = terminal();
    let mut refund = receipt["fiscal"].clone();
    refund["kind"] = json!("refund");
    refund["total_kopecks"] = json!(40_000);
    refund["document"] = json!("64400");
    refund["qr"] = json!(REFUND_QR);
    receipt["fiscal_later"] = json!([refund]);
    receipt["is_fiscal_expected"] = json!(true);
    receipt
}

fn sorts() -> [(&'static str, ReceiptView); 4] {
    [("card", card()), ("sbp", sbp()), ("terminal", terminal()), ("returned", returned())]
        .map(|(name, receipt)| (name, serde_json::from_value(receipt).unwrap()))
}

/// What each form must say of it.
fn facts(receipt: &ReceiptView) -> Vec<String> {
    let mut facts = vec![
        receipt.number.clone(),
        "2345 6789 ABCD".to_owned(),
        receipt.verification_url.clone(),
        receipt.inn.clone(),
        receipt.phone.clone(),
        receipt.account.to_string(),
        receipt.payer.clone(),
        "1 840,55".to_owned(),
        "0,00".to_owned(),
        "20.11.2026 10:02:03 (UTC+03:00)".to_owned(),
        "21.11.2026 23:59:59 (UTC+03:00)".to_owned(),
        "ноябрь 2026".to_owned(),
        "Электроэнергия".to_owned(),
        receipt.payee_inn.clone(),
    ];
    facts.extend(receipt.operation_id.clone());
    facts.extend(receipt.terminal.clone());
    let fiscal = receipt.fiscal.iter().chain(&receipt.fiscal_later);
    facts.extend(
        fiscal.flat_map(|fiscal| [fiscal.storage.clone(), fiscal.document.clone(), fiscal.sign.clone()]),
    );
    facts
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[tokio::test]
async fn paper_of_each_sort_is_as_it_was() {
    let world = World::new().await;
    for (name, receipt) in sorts() {
        for width in PaperWidth::ALL {
            for (language, is_copy) in [(Language::Ru, false), (Language::Ru, true), (Language::En, false)] {
                let paper = on_paper(&say(&world.app, &receipt, language, is_copy).unwrap(), width);
                assert!(encode(&paper).is_some(), "{paper}");
                assert!(paper.lines().all(|line| line.chars().count() <= width.columns()), "{paper}");
                assert_eq!(paper.contains("КОПИЯ"), is_copy);
                if language == Language::Ru && !is_copy {
                    for fact in facts(&receipt) {
                        assert!(squeezed(&paper).contains(&squeezed(&fact)), "{fact}: {paper}");
                    }
                    insta::assert_snapshot!(format!("paper_{name}_{}", width.columns()), paper);
                }
            }
        }
    }
}

#[tokio::test]
async fn a_document_says_all_of_it_and_its_codes_are_read() {
    let world = World::new().await;
    let branch = world.app.branch("smolensk").unwrap();
    for (name, view) in sorts() {
        let row = receipt::Model {
            code: view.code.clone(),
            number: view.number.clone(),
            payment_id: name.to_owned(),
            issued_at: view.paid.timestamp_millis(),
            body: String::new(),
        };
        let print = |language, is_copy| gather(&world.app, &row, &view, branch, language, is_copy).unwrap();
        let pdf = world.app.press.print(print(Language::Ru, false)).await.unwrap().pdf;
        if let Some(folder) = std::env::var_os("SVETLITSA_PRINTS") {
            std::fs::write(std::path::Path::new(&folder).join(format!("receipt-{name}.pdf")), &pdf).unwrap();
        }
        let paper = Paper::read(&pdf);
        assert_eq!(paper.pages, if name == "returned" { 2 } else { 1 }, "{name}");
        for fact in facts(&view) {
            assert!(paper.says(&fact), "{name}: {fact}: {}", paper.words);
        }
        assert!(!paper.says("КОПИЯ"));
        let mut read = codes(&pdf);
        read.sort_unstable();
        let mut meant = vec![view.verification_url.clone()];
        meant.extend(view.fiscal.iter().chain(&view.fiscal_later).map(|fiscal| fiscal.qr.clone()));
        meant.sort_unstable();
        assert_eq!(read, meant, "{name}");
        assert!(
            Paper::read(&world.app.press.print(print(Language::Ru, true)).await.unwrap().pdf).says("КОПИЯ")
        );
        let english = world.app.press.print(print(Language::En, false)).await.unwrap().pdf;
        assert!(Paper::read(&english).says("Payment receipt No."));
    }
}

async fn pay(world: &World, client: &mut Client, amount: i64) -> String {
    let order = json!({ "account": HERS, "amount_kopecks": amount, "method": "bank_card" });
    let payment = client.post("/api/v1/payments", &order).await.body["id"].as_str().unwrap().to_owned();
    jobs::acquirer::advance(&world.app, &payment).await;
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &payment).await;
    payment
}

#[tokio::test]
async fn a_receipt_is_taken_along_in_each_form() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let payment = pay(&world, &mut maria, 10_000).await;
    let at = format!("/api/v1/payments/{payment}/receipt");
    let receipt = maria.get(&at).await.body;

    let document = maria.get(&format!("{at}/document")).await;
    assert_eq!(document.headers[header::CONTENT_TYPE], "application/pdf");
    let name = format!("inline; filename=\"receipt-{}.pdf\"", receipt["number"].as_str().unwrap());
    assert_eq!(document.headers[header::CONTENT_DISPOSITION], name.as_str());
    assert_eq!(codes(&document.bytes), [receipt["verification_url"].as_str().unwrap()]);
    let copy = maria.get(&format!("{at}/document?copy=true")).await;
    assert!(Paper::read(&copy.bytes).says("КОПИЯ"));

    for columns in [48, 32] {
        let paper = maria.get(&format!("{at}/paper?columns={columns}")).await;
        assert_eq!(paper.headers[header::CONTENT_TYPE], "text/plain; charset=utf-8");
        let paper = String::from_utf8(paper.bytes).unwrap();
        assert!(paper.lines().all(|line| line.chars().count() <= columns), "{paper}");
        assert!(paper.contains("100,00 руб.") && !paper.contains("КОПИЯ"), "{paper}");
    }
    assert!(maria.get(&format!("{at}/paper?copy=true")).await.body.as_str().unwrap().contains("КОПИЯ"));
    for wrong in ["columns=40", "columns=x", "lang=de", "copy=perhaps", "width=48"] {
        assert_eq!(
            maria.get(&format!("{at}/paper?{wrong}")).await.status,
            StatusCode::BAD_REQUEST,
            "{wrong}"
        );
    }
    // One that is not paid has none.
    let order = json!({ "account": HERS, "amount_kopecks": 100, "method": "sbp" });
    let open = maria.post("/api/v1/payments", &order).await.body["id"].as_str().unwrap().to_owned();
    for form in ["", "/document", "/paper"] {
        assert_eq!(maria.get(&format!("/api/v1/payments/{open}/receipt{form}")).await.code(), "not_found");
    }
}

#[tokio::test]
async fn whoever_paid_has_the_receipt_by_letter_once() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let before = world.letters(MARIA).await.len();
    let payment = pay(&world, &mut maria, 10_000).await;
    let receipt = maria.get(&format!("/api/v1/payments/{payment}/receipt")).await.body;
    // The same news again, and once more after a restart.
    let answer = world.acquirer.find(&format!("a-{payment}")).await.unwrap();
    payments::apply(&world.app, &payment, &answer).await.unwrap();
    let world = world.restarted();
    jobs::acquirer::advance(&world.app, &payment).await;

    let letters = world.letters(MARIA).await.split_off(before);
    let [letter] = &letters[..] else { panic!("{letters:?}") };
    let number = receipt["number"].as_str().unwrap();
    assert_eq!(letter.subject, format!("Квитанция № {number}: 100,00 ₽ зачислено"));
    let code = receipt["code"].as_str().unwrap();
    let code = format!("{} {} {}", &code[..4], &code[4..8], &code[8..]);
    let page = format!("{}/payments/{payment}", world.app.settings.public_url());
    for told in [HERS, "RRN1", "И***а М. П.", "Комиссия: 0,00", "АО «АтомЭнергоСбыт»", &code, &page]
    {
        assert!(letter.body.contains(told), "{told}: {}", letter.body);
    }

    // A guest has no address.
    let mut guest = world.guest(HERS, "12").await;
    let all = world.letters(MARIA).await.len();
    let order = json!({ "account": HERS, "amount_kopecks": 100, "method": "sbp" });
    assert_eq!(guest.post("/api/v1/payments", &order).await.status, StatusCode::CREATED);
    assert_eq!(world.letters(MARIA).await.len(), all);
}

#[tokio::test]
async fn receipts_are_kept_by_year() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let list = format!("/api/v1/accounts/{HERS}/receipts");
    let before = maria.get(&list).await.body;
    let payment = pay(&world, &mut maria, 10_000).await;
    let after = maria.get(&list).await.body;
    assert_eq!((&after["year"], &after["years"][0]), (&json!(2026), &json!(2026)));
    let newest = &after["items"][0];
    assert_eq!((&newest["payment"], &newest["amount_kopecks"]), (&json!(payment), &json!(10_000)));
    let sum = |list: &Value| list["total_kopecks"].as_i64().unwrap();
    assert_eq!(sum(&after), sum(&before) + 10_000);
    let none = maria.get(&format!("{list}?year=2019")).await.body;
    assert_eq!((&none["items"], &none["year"]), (&json!([]), &json!(2019)));
    for wrong in ["year=x", "year=999999999"] {
        assert_eq!(maria.get(&format!("{list}?{wrong}")).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    // Another household has its own; a guest has none.
    let mut olga = world.resident("18300000014@demo.svetlitsa").await;
    assert_eq!(olga.get(&list).await.code(), "not_found");
    let mut guest = world.guest(HERS, "12").await;
    assert_eq!(guest.get(&list).await.code(), "not_found");
}
