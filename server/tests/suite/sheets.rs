//! The house elder's sheet: a verdict for every row, nothing lost, nothing told of others.

use axum::http::StatusCode;
use base64::Engine;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use svetlitsa_server::entity::reading;

use crate::harness::{Client, Reply, World};

const SHEETS: &str = "/api/v1/houses/izhevsk-21/sheets";
const ELDER: &str = "18300000022@demo.svetlitsa";

fn pasted(text: &str) -> Value {
    json!({ "source": { "text": text } })
}

/// Lines of the answer; the last one holds the verdicts.
fn events(reply: &Reply) -> Vec<Value> {
    assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
    match &reply.body {
        Value::String(lines) => lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        one => vec![one.clone()],
    }
}

async fn rows(elder: &mut Client, body: &Value) -> Vec<Value> {
    let reply = elder.post(SHEETS, body).await;
    let events = events(&reply);
    events.last().unwrap()["rows"].as_array().unwrap().clone()
}

fn outcome(row: &Value) -> (u64, &str) {
    (row["line"].as_u64().unwrap(), row["outcome"].as_str().unwrap())
}

#[tokio::test]
async fn every_row_has_its_verdict_and_a_bad_one_spoils_nothing() {
    let world = World::new().await;
    let mut elder = world.resident(ELDER).await;
    let sheet = "Лицевой счёт;День;Ночь\n\
                 18300000014;15550;7240\n\
                 18300000022;12000\n\
                 18300000022;12001\n\
                 67100000017;12630;6275\n\
                 99900000014;1;2\n\
                 не счёт;5\n\
                 18300000014;\"15\n\
                 Лицевой счёт;Кухня;Ванна\n\
                 18300000030;149;218\n";
    let rows = rows(&mut elder, &pasted(sheet)).await;
    let outcomes: Vec<_> = rows.iter().map(outcome).collect();
    assert_eq!(
        outcomes,
        [
            (2, "accepted"),
            (3, "accepted"),
            (4, "unread"),
            (5, "unread"),
            (6, "unread"),
            (7, "unread"),
            (8, "unread"),
            (10, "accepted"),
        ],
        "{rows:?}"
    );
    assert_eq!((&rows[2]["problem"], &rows[2]["first_line"]), (&json!("repeated"), &json!(3)));
    // A neighbour's account and one that does not exist are answered alike.
    assert_eq!((&rows[3]["problem"], &rows[3]["account"]), (&rows[4]["problem"], &rows[4]["account"]));
    assert_eq!(
        (&rows[3]["problem"], &rows[3]["text"]),
        (&json!("unknown_account"), &json!("67100000017;12630;6275"))
    );
    assert_eq!((&rows[5]["problem"], &rows[5]["column"]), (&json!("not_an_account"), &json!(1)));
    let text = serde_json::to_string(&rows).unwrap();
    assert!(!text.contains("15402") && !text.contains("cost"), "what a reading is measured by stays hidden");

    let houses = elder.get("/api/v1/houses").await.body;
    assert_eq!(houses["items"][0]["id"], "izhevsk-21");
    assert_eq!((&houses["items"][0]["accounts"], &houses["items"][0]["given"]), (&json!(3), &json!(3)));
    // The same sheet again is the same readings.
    let before = reading::Entity::find().count(&world.app.db).await.unwrap();
    let again = self::rows(&mut elder, &pasted(sheet)).await;
    assert_eq!(again, rows);
    assert_eq!(reading::Entity::find().count(&world.app.db).await.unwrap(), before);
}

#[tokio::test]
async fn odd_rows_wait_for_their_lines_to_be_confirmed() {
    let world = World::new().await;
    let mut elder = world.resident(ELDER).await;
    let sheet = "18300000022 11873\n18300000030 1 1";
    let asked = rows(&mut elder, &pasted(sheet)).await;
    assert_eq!(asked.iter().map(outcome).collect::<Vec<_>>(), [(1, "asked"), (2, "refused")]);
    assert_eq!(asked[0]["findings"][0]["code"], "nothing_used");
    let by_elder = reading::Column::Channel.eq("elder");
    let count = async || {
        let query =
            reading::Entity::find().filter(by_elder.clone()).filter(reading::Column::Status.ne("refused"));
        query.count(&world.app.db).await.unwrap()
    };
    assert_eq!(count().await, 0);
    let mut confirmed = pasted(sheet);
    confirmed["confirmed"] = json!([1]);
    let rows = rows(&mut elder, &confirmed).await;
    assert_eq!(outcome(&rows[0]), (1, "question"));
    assert_eq!(count().await, 1);
}

#[tokio::test]
async fn files_of_old_spreadsheets_are_read() {
    let world = World::new().await;
    let mut elder = world.resident(ELDER).await;
    let encode =
        |bytes: &[u8]| json!({ "source": { "file": base64::prelude::BASE64_STANDARD.encode(bytes) } });
    // «Лицевой счёт;Показание» in windows-1251.
    let mut old =
        b"\xcb\xe8\xf6\xe5\xe2\xee\xe9 \xf1\xf7\xb8\xf2;\xcf\xee\xea\xe0\xe7\xe0\xed\xe8\xe5\r\n".to_vec();
    old.extend(b"18300000022;12000\r\n");
    let rows_of_old = rows(&mut elder, &encode(&old)).await;
    assert_eq!(outcome(&rows_of_old[0]), (2, "accepted"));
    let marked = "\u{feff}account;reading\n18300000022;12010\n";
    assert_eq!(outcome(&rows(&mut elder, &encode(marked.as_bytes())).await[0]), (2, "accepted"));

    for (body, code) in [
        (encode(b"PK\x03\x04\x00\x00rubbish"), "not_a_text"),
        (json!({ "source": { "file": "%%%" } }), "not_a_text"),
        (pasted(" \n;;\n"), "required"),
        (pasted(&"18300000022;1\n".repeat(5_001)), "too_long"),
    ] {
        let reply = elder.post(SHEETS, &body).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::UNPROCESSABLE_ENTITY, "validation_failed"));
        assert_eq!(reply.body["fields"], json!([{ "field": "source", "code": code }]));
    }
    let huge = pasted(&"1".repeat(3 << 20));
    assert_eq!(elder.post(SHEETS, &huge).await.code(), "body_too_large");
}

#[tokio::test]
async fn a_long_sheet_tells_how_far_it_is_and_a_repeat_finds_its_answer() {
    let world = World::new().await;
    let mut elder = world.resident(ELDER).await;
    // Only three rows count; what is repeated is told, row by row.
    let sheet: String = (0..700).map(|i| format!("1830000{:04};{i}\n", i % 40)).collect();
    let body = pasted(&sheet);
    let reply = elder.post_with_key(SHEETS, &body, "sheet-1").await;
    let events = events(&reply);
    assert!(events.len() >= 2 && events[0]["total"] == 700, "{:?}", events[0]);
    let finished = events.last().unwrap();
    assert_eq!(finished["rows"].as_array().unwrap().len(), 700);
    let again = elder.post_with_key(SHEETS, &body, "sheet-1").await;
    assert_eq!(&self::events(&again)[0], finished);
    let other = elder.post_with_key(SHEETS, &pasted("18300000022;1"), "sheet-1").await;
    assert_eq!(other.code(), "idempotency_key_reused");
}

#[tokio::test]
async fn a_house_is_its_elders_alone() {
    let world = World::new().await;
    let sheet = pasted("18300000014;15550;7240");
    assert_eq!(world.client().post(SHEETS, &sheet).await.code(), "sign_in_required");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(maria.post(SHEETS, &sheet).await.code(), "not_found", "one of its accounts is not enough");
    assert_eq!(maria.get("/api/v1/houses").await.body, json!({ "items": [] }));
    let mut elder = world.resident(ELDER).await;
    assert_eq!(elder.post("/api/v1/houses/izhevsk-22/sheets", &sheet).await.code(), "not_found");
    assert_eq!(elder.post("/api/v1/houses/smolensk-12/sheets", &sheet).await.code(), "not_found");
    // The list is all he may touch: the neighbour's account itself stays somebody else's.
    assert_eq!(elder.get("/api/v1/accounts/18300000014").await.code(), "not_found");
}
