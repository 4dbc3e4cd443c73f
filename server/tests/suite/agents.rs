//! Terminals and banks: every answer of every dialect, byte by byte where outsiders rely on it.

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use svetlitsa_domain::Kopecks;
use svetlitsa_server::agents::{Refusal, osmp, sber};
use svetlitsa_server::entity::{account, agent_alert, payment};
use svetlitsa_server::store;

use crate::harness::World;

pub(crate) const MARIA: &str = "67100000017";
pub(crate) const OSMP: &str = "/gateway/osmp";
pub(crate) const SBER: &str = "/gateway/sber";

pub(crate) fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

pub(crate) async fn send(
    world: &World,
    method: &str,
    path: &str,
    body: impl Into<Body>,
) -> (StatusCode, HeaderMap, String) {
    let request = Request::builder().method(method).uri(path);
    let request = request.header(header::AUTHORIZATION, basic("demo-agent", "svetlitsa-demo"));
    let (status, headers, bytes) = world.call(request.body(body.into()).unwrap()).await;
    (status, headers, String::from_utf8(bytes).unwrap())
}

/// The answer to the demo's agent, which is XML whatever it asks.
pub(crate) async fn ask(world: &World, path: &str, query: &str) -> String {
    let (status, headers, text) = send(world, "GET", &format!("{path}?{query}"), Body::empty()).await;
    assert_eq!(status, StatusCode::OK, "{query}: {text}");
    assert_eq!(headers[header::CONTENT_TYPE], "application/xml; charset=utf-8");
    roxmltree::Document::parse(&text).unwrap();
    text
}

/// The text of an element; empty when it is not there.
pub(crate) fn element(text: &str, name: &str) -> String {
    let document = roxmltree::Document::parse(text).unwrap();
    let found = document.descendants().find(|node| node.has_tag_name(name));
    found.and_then(|node| node.text()).unwrap_or_default().to_owned()
}

async fn balance(world: &World, account: &str) -> i64 {
    store::accounts::balance(&world.app.db, account).await.unwrap().0
}

#[tokio::test]
async fn every_result_of_the_terminals_protocol() {
    let world = World::new().await;
    let before = balance(&world, MARIA).await;
    let pay = "command=pay&txn_date=20261120095900&txn_id";
    for (query, result) in [
        ("command=check&txn_id=0&account=67100000017&sum=10.45".to_owned(), 0),
        ("command=check&txn_id=1&account=67100000017&sum=1.00&pay_type=3&trm_id=77&data1=".to_owned(), 0),
        ("command=check&txn_id=1&account=6710000001&sum=10.45".to_owned(), 4),
        ("command=check&txn_id=1&account=671%200000-0017&sum=10.45".to_owned(), 4),
        ("command=check&txn_id=1&account=%00&sum=10.45".to_owned(), 4),
        ("command=check&txn_id=1&account=67199999999&sum=10.45".to_owned(), 5),
        ("command=check&txn_id=1&account=63400000018&sum=10.45".to_owned(), 79),
        ("command=check&txn_id=1&account=67100000017&sum=0.99".to_owned(), 241),
        ("command=check&txn_id=1&account=67100000017&sum=100000.01".to_owned(), 242),
        ("command=check&txn_id=1&account=67100000017&sum=99999999999999999.00".to_owned(), 242),
        (format!("{pay}=2&account=6710000001&sum=10.45"), 4),
        (format!("{pay}=2&account=67199999999&sum=10.45"), 5),
        (format!("{pay}=2&account=63400000018&sum=10.45"), 79),
        (format!("{pay}=2&account=67100000017&sum=0.00"), 241),
        (format!("{pay}=2&account=67100000017&sum=100000.01"), 242),
        (format!("{pay}=2&account=67100000017&sum=10.45&data1=nobody"), 300),
        (format!("{pay}=2&account=67100000017&sum=10.45&data1=%00"), 300),
    ] {
        let text = ask(&world, OSMP, &query).await;
        assert_eq!(element(&text, "result"), result.to_string(), "{query}: {text}");
        assert!(!element(&text, "comment").is_empty(), "{text}");
        assert!(["0", "1", "2"].contains(&element(&text, "osmp_txn_id").as_str()), "{text}");
    }
    assert_eq!(balance(&world, MARIA).await, before, "nothing of this is money");
    assert_eq!(Refusal::ALL.map(osmp::result), [1, 300, 300, 300, 300, 300, 4, 5, 79, 241, 242, 300, 300]);
    assert_eq!(Refusal::ALL.map(sber::code), [1, 300, 2, 6, 9, 12, 4, 3, 5, 10, 11, 300, 300]);
}

#[tokio::test]
async fn every_sort_of_nonsense_is_300_and_no_money() {
    let world = World::new().await;
    let before = balance(&world, MARIA).await;
    let good = "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=10.45";
    for query in [
        "",
        "&&&",
        "=",
        "txn_id=1&txn_date=20261120095900&account=67100000017&sum=10.45",
        "command=pay&txn_date=20261120095900&account=67100000017&sum=10.45",
        "command=pay&txn_id=1&account=67100000017&sum=10.45",
        "command=pay&txn_id=1&txn_date=20261120095900&sum=10.45",
        "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017",
        "command=check&account=67100000017&sum=10.45",
        "command=check&txn_id=1&account=67100000017",
        "command=cancel&txn_id=1&txn_date=20261120095900&account=67100000017&sum=10.45",
        "command=PAY&txn_id=1&txn_date=20261120095900&account=67100000017&sum=10.45",
        "ACTION=payment&PAY_ID=1&PAY_DATE=20.11.2026_09:59:00&ACCOUNT=67100000017&AMOUNT=10.45",
        "command=pay&command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=10.45",
        "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=10.45&sum=10.45",
        "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=10.45&s%75m=9",
        "command=pay&txn_id=1a&txn_date=20261120095900&account=67100000017&sum=10.45",
        "command=pay&txn_id=123456789012345678901&txn_date=20261120095900&account=67100000017&sum=10.45",
        "command=pay&txn_id=%D9%A1&txn_date=20261120095900&account=67100000017&sum=10.45",
        "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=10,45",
        "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=10.455",
        "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=-10.45",
        "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=+10.45",
        "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=1e3",
        "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=NaN",
        "command=pay&txn_id=1&txn_date=20261320095900&account=67100000017&sum=10.45",
        "command=pay&txn_id=1&txn_date=20261120256100&account=67100000017&sum=10.45",
        "command=pay&txn_id=1&txn_date=2026-11-20&account=67100000017&sum=10.45",
        "command=pay&txn_id=1&txn_date=20261120095900&account=%&sum=10.45",
        "command=pay&txn_id=1&txn_date=20261120095900&account=%zz&sum=10.45",
        "command=pay&txn_id=1&txn_date=20261120095900&account=%FF%FE&sum=10.45",
        "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=10.45&data2=%C3%28",
    ] {
        let text = ask(&world, OSMP, query).await;
        assert_eq!(element(&text, "result"), "300", "{query}: {text}");
        let (status, _, text) = send(&world, "POST", OSMP, query).await;
        assert_eq!((status, element(&text, "result")), (StatusCode::OK, "300".to_owned()), "{query}");
    }
    let huge = format!("{good}&data9={}", "x".repeat(70_000));
    for body in [b"\xFF\xFE&command=pay".to_vec(), huge.into_bytes(), b"<xml/>".to_vec()] {
        let (status, _, text) = send(&world, "POST", OSMP, body).await;
        assert_eq!((status, element(&text, "result")), (StatusCode::OK, "300".to_owned()));
    }
    // In the address and in the body at once: which of them counts?
    let (_, _, text) = send(&world, "POST", &format!("{OSMP}?{good}"), good).await;
    assert_eq!(element(&text, "result"), "300");
    let (status, _, _) = send(&world, "HEAD", &format!("{OSMP}?{good}"), Body::empty()).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "it would take money and tell nobody");
    assert_eq!(balance(&world, MARIA).await, before);
}

#[tokio::test]
async fn a_terminal_shows_whom_and_how_much_and_then_pays() {
    let world = World::new().await;
    let before = balance(&world, MARIA).await;
    let checked = ask(&world, OSMP, "command=check&txn_id=1&account=67100000017&sum=10.45").await;
    assert_eq!(
        (element(&checked, "field1"), element(&checked, "field2")),
        ("И***а М. П.".to_owned(), Kopecks(before).to_string())
    );
    let payee = world.app.branch("smolensk").unwrap().payee_on("2026-11-20".parse().unwrap());
    assert_eq!(element(&checked, "field3"), payee.name);
    assert!(!checked.contains("Иванова"), "{checked}");

    let pay = "command=pay&txn_id=1234567&txn_date=20261120095900&account=67100000017&sum=10.45";
    let first = ask(&world, OSMP, pay).await;
    let number = element(&first, "prv_txn");
    assert_eq!(
        first,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><osmp_txn_id>1234567</osmp_txn_id>\
             <prv_txn>{number}</prv_txn><sum>10.45</sum><result>0</result><comment>{}</comment></response>",
            world.app.data.agent_words.booked(false)
        )
    );
    assert!((1..=20).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(balance(&world, MARIA).await, before - 1_045);

    // Its own agent's journal and the customer's: a payment with a receipt, taken when the agent says.
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let paid = maria.get("/api/v1/accounts/67100000017/payments").await.body["items"][0].clone();
    assert_eq!((paid["method"].as_str(), paid["state"].as_str()), (Some("agent"), Some("succeeded")));
    let path = format!("/api/v1/payments/{}/receipt", paid["id"].as_str().unwrap());
    let receipt = maria.get(&path).await.body;
    assert_eq!(receipt["paid"], "2026-11-20T09:59:00+03:00");
    assert_eq!(
        (receipt["operation_id"].as_str(), receipt["amount_kopecks"].as_i64()),
        (Some("1234567"), Some(1_045))
    );
    assert_eq!(receipt["balance_after_kopecks"], before - 1_045);
    // The agent's own cash register tells of it.
    assert!(receipt["fiscal"].is_null() && receipt["is_fiscal_expected"] == false);

    // In a body, and again, and with another date: the same number, no more money.
    let (_, _, again) = send(&world, "POST", OSMP, pay).await;
    let later = ask(&world, OSMP, &pay.replace("095900", "100100")).await;
    for text in [again, later] {
        assert_eq!((element(&text, "result"), element(&text, "prv_txn")), ("0".to_owned(), number.clone()));
    }
    assert_eq!(balance(&world, MARIA).await, before - 1_045);
}

#[tokio::test]
async fn a_transaction_that_comes_back_as_another_one_is_an_operators_matter() {
    let world = World::new().await;
    let before = balance(&world, MARIA).await;
    let pay = "command=pay&txn_id=7&txn_date=20261120095900&account=67100000017&sum=10.45";
    assert_eq!(element(&ask(&world, OSMP, pay).await, "result"), "0");
    for other in [
        pay.replace("10.45", "10.46"),
        pay.replace("67100000017", "67100000025"),
        pay.replace("67100000017", "no-number"),
        pay.replace("10.45", "100000000000000000"),
        pay.replace("10.45", "10.46"),
    ] {
        assert_eq!(element(&ask(&world, OSMP, &other).await, "result"), "300", "{other}");
        let capital = "ACTION=payment&PAY_ID=7&PAY_DATE=20.11.2026_09:59:00&ACCOUNT=67100000017&AMOUNT=10.47";
        assert_eq!(element(&ask(&world, SBER, capital).await, "CODE"), "300");
    }
    assert_eq!(element(&ask(&world, OSMP, pay).await, "result"), "0", "the first one stands");
    assert_eq!(balance(&world, MARIA).await, before - 1_045);
    let alerts = agent_alert::Entity::find().all(&world.app.db).await.unwrap();
    assert_eq!(alerts.len(), 5, "one for each that differs: {alerts:?}");
    assert!(alerts.iter().all(|alert| alert.txn_id == "7" && alert.agent == "demo-agent"));
    let told = store::agents::alerts(&world.app.db).await.unwrap();
    assert!(told.iter().all(|(_, known)| known.as_ref().is_some_and(|known| known.amount_kopecks == 1_045)));
}

#[tokio::test]
async fn both_of_sberbanks_protocols() {
    let world = World::new().await;
    let before = balance(&world, MARIA).await;
    let capital = "ACTION=payment&PAY_DATE=20.11.2026_09:59:00";
    let small = "command=pay&txn_date=20261120095900";
    for (query, code) in [
        ("ACTION=check&ACCOUNT=67100000017".to_owned(), 0),
        ("ACTION=check&ACCOUNT=67100000017&AMOUNT=0.50".to_owned(), 10),
        ("ACTION=check&ACCOUNT=671".to_owned(), 4),
        ("ACTION=check&ACCOUNT=67199999999".to_owned(), 3),
        ("ACTION=check&ACCOUNT=63400000018".to_owned(), 5),
        ("ACTION=check".to_owned(), 300),
        ("ACTION=refund&ACCOUNT=67100000017".to_owned(), 2),
        (format!("{capital}&ACCOUNT=67100000017&AMOUNT=10.45"), 6),
        (format!("{capital}&PAY_ID=x&ACCOUNT=67100000017&AMOUNT=10.45"), 6),
        (format!("{capital}&PAY_ID=5&ACCOUNT=67100000017&AMOUNT=ten"), 9),
        (format!("{capital}&PAY_ID=5&ACCOUNT=67100000017&AMOUNT=0.01"), 10),
        (format!("{capital}&PAY_ID=5&ACCOUNT=67100000017&AMOUNT=100000.01"), 11),
        (
            "ACTION=payment&PAY_ID=5&PAY_DATE=31.02.2026_09:59:00&ACCOUNT=67100000017&AMOUNT=9.00".to_owned(),
            12,
        ),
        ("ACTION=payment&PAY_ID=5&ACCOUNT=67100000017&AMOUNT=9.00".to_owned(), 12),
        ("ACTION=check&ACTION=check&ACCOUNT=67100000017".to_owned(), 300),
        (String::new(), 300),
    ] {
        let text = ask(&world, SBER, &query).await;
        assert_eq!(element(&text, "CODE"), code.to_string(), "{query}: {text}");
        assert!(!element(&text, "MESSAGE").is_empty());
    }
    for (query, code) in [
        ("command=check&account=67100000017".to_owned(), 0),
        ("command=check&account=67199999999&sum=5.00".to_owned(), 3),
        ("command=getInfo&account=67100000017".to_owned(), 2),
        (format!("{small}&txn_id=6&account=671&sum=10.45"), 4),
        (format!("{small}&txn_id=&account=67100000017&sum=10.45"), 6),
        ("command=pay&txn_id=6&txn_date=20.11.2026_09:59:00&account=67100000017&sum=10.45".to_owned(), 12),
    ] {
        let text = ask(&world, SBER, &query).await;
        assert_eq!(element(&text, "result"), code.to_string(), "{query}: {text}");
    }
    assert_eq!(balance(&world, MARIA).await, before);
    let checked = ask(&world, SBER, "ACTION=check&ACCOUNT=67100000017").await;
    assert_eq!(
        (element(&checked, "FIO"), element(&checked, "BALANCE")),
        ("И***а М. П.".to_owned(), Kopecks(before).to_string())
    );

    let pay = format!("{capital}&PAY_ID=900&ACCOUNT=67100000017&AMOUNT=100.00");
    let first = ask(&world, SBER, &pay).await;
    let again = ask(&world, SBER, &pay.replace('.', "/").replace("100/00", "100.00")).await;
    assert_eq!((element(&first, "CODE"), element(&again, "CODE")), ("0".to_owned(), "8".to_owned()));
    for name in ["EXT_ID", "REG_DATE", "AMOUNT"] {
        assert_eq!(element(&first, name), element(&again, name), "a repeat has the first answer's values");
    }
    assert!(element(&first, "REG_DATE").starts_with("20.11.2026_10:0"), "{first}");
    let text = ask(&world, SBER, &format!("{small}&txn_id=901&account=67100000017&sum=5")).await;
    assert_eq!((element(&text, "result"), element(&text, "sum")), ("0".to_owned(), "5.00".to_owned()));
    assert!(element(&text, "reg_date").starts_with("202611201"), "{text}");
    assert_eq!(balance(&world, MARIA).await, before - 10_500);
}

#[tokio::test]
async fn money_goes_to_a_former_payee_only_when_it_is_named_and_owed() {
    let world = World::new().await;
    let account = "50200000021";
    let balances = store::accounts::balances(&world.app.db, account).await.unwrap();
    let today = world.app.branch("krasnogorsk").unwrap().payee_on("2026-11-20".parse().unwrap()).id.clone();
    let former = balances.iter().find(|balance| balance.payee != today).unwrap().payee.clone();
    let owed_to = async |payee: &str| {
        let balances = store::accounts::balances(&world.app.db, account).await.unwrap();
        balances.iter().filter(|balance| balance.payee == payee).map(|balance| balance.amount.0).sum::<i64>()
    };
    let (old, new) = (owed_to(&former).await, owed_to(&today).await);
    let checked = ask(&world, OSMP, &format!("command=check&txn_id=1&account={account}&sum=1.00")).await;
    assert!(checked.contains(&former), "{checked}");
    let pay = |txn: u32, sum: Kopecks| {
        format!("command=pay&txn_id={txn}&txn_date=20261120100000&account={account}&sum={sum}")
    };
    let text = ask(&world, OSMP, &pay(1, Kopecks(700))).await;
    assert_eq!((element(&text, "result"), owed_to(&today).await), ("0".to_owned(), new - 700));
    let text = ask(&world, OSMP, &format!("{}&data1={former}", pay(2, Kopecks(800)))).await;
    assert_eq!((element(&text, "result"), owed_to(&former).await), ("0".to_owned(), old - 800));
    let text = ask(&world, OSMP, &format!("{}&data1={former}", pay(3, Kopecks(old)))).await;
    assert_eq!(element(&text, "result"), "242", "no former payee is paid ahead");
    assert_eq!((owed_to(&today).await, owed_to(&former).await), (new - 700, old - 800));
}

#[tokio::test]
async fn trouble_with_the_database_is_a_reason_to_ask_again() {
    let world = World::new().await;
    world.app.db.clone().close().await.unwrap();
    let pay = "command=pay&txn_id=1&txn_date=20261120095900&account=67100000017&sum=10.45";
    assert_eq!(element(&ask(&world, OSMP, pay).await, "result"), "1");
    let pay = "ACTION=payment&PAY_ID=1&PAY_DATE=20.11.2026_09:59:00&ACCOUNT=67100000017&AMOUNT=10.45";
    assert_eq!(element(&ask(&world, SBER, pay).await, "CODE"), "1");
}

#[tokio::test]
async fn names_cannot_break_out_of_the_answer() {
    let world = World::new().await;
    let db = &world.app.db;
    let row = account::Entity::find_by_id(MARIA).one(db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    // Every letter of the first word is hidden; what stands as an initial is not.
    row.name = Set("<&\"</field1>".to_owned());
    row.update(db).await.unwrap();
    let text = ask(&world, OSMP, "command=check&txn_id=1&account=67100000017&sum=10.45").await;
    assert!(element(&text, "field1").contains("***"), "{text}");
    assert_eq!(element(&text, "result"), "0");
    let paid = payment::Entity::find().all(db).await.unwrap();
    assert!(paid.iter().all(|row| row.method != "agent"));
}

#[tokio::test]
async fn our_own_page_takes_no_money_for_an_agent() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let order = serde_json::json!({ "account": MARIA, "amount_kopecks": 1_000, "method": "agent" });
    let reply = maria.post("/api/v1/payments", &order).await;
    assert_eq!(reply.code(), "validation_failed");
    assert_eq!(reply.body["fields"][0]["field"], "method");
}
