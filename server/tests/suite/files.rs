//! What a customer takes along, and who may.

use axum::http::{StatusCode, header};
use serde_json::json;

use crate::harness::World;

const ACCOUNT: &str = "/api/v1/accounts/67100000017";
const FILES: [&str; 4] =
    ["consumption", "readings/export.csv", "readings/green-button.xml", "readings/window.ics"];

#[tokio::test]
async fn the_history_is_drawn_from_what_counts() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let body = maria.get(&format!("{ACCOUNT}/consumption")).await.body;
    let items = body["items"].as_array().unwrap();
    assert_eq!((body["service"].as_str(), items.len()), (Some("electricity"), 26));
    let last = items.last().unwrap();
    assert_eq!(last["period"], "2026-10");
    assert_eq!(last["uses"], json!([{ "zone": "day", "units": 172 }, { "zone": "night", "units": 88 }]));
    assert_eq!(last["cost_kopecks"], 17_200 * 728 / 100 + 8_800 * 292 / 100);
    // A meter that was replaced and its successor make one month.
    let mut ilya = world.resident("67100000041@demo.svetlitsa").await;
    let body = ilya.get("/api/v1/accounts/67100000041/consumption").await.body;
    let last = body["items"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["period"], &last["uses"][0]["units"]), (&json!("2026-11"), &json!(92 + 118)));
}

#[tokio::test]
async fn the_table_and_the_feeds_are_files() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let values = json!([{ "zone": "day", "value": 12_630 }, { "zone": "night", "value": 6_275 }]);
    let given = json!({ "meter": "67100000017-1", "values": values });
    assert_eq!(maria.post(&format!("{ACCOUNT}/readings"), &given).await.status, StatusCode::CREATED);

    let csv = maria.get(&format!("{ACCOUNT}/readings/export.csv")).await;
    assert_eq!(csv.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(
        csv.headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"pokazaniya-67100000017.csv\""
    );
    let text = csv.body.as_str().unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert!(lines[0].starts_with("Период;Снято;Получено;Счётчик;Зона;Показание;Расход;"), "{}", lines[0]);
    let first =
        "2026-11;2026-11-20;2026-11-20;11355107;День;12630;150;1267,20;Принято;войдёт в счёт;личный кабинет;";
    assert!(lines[1].starts_with(first), "{}", lines[1]);
    assert!(lines[2].contains(";Ночь;6275;60;;Принято;"), "{}", lines[2]);
    assert_eq!(lines.len(), 1 + 2 * 27 + 1, "a row for each register, and the end of the last line");
    let english = maria.get(&format!("{ACCOUNT}/readings/export.csv?lang=en")).await;
    assert!(english.body.as_str().unwrap().contains("Period;Read on;"));
    assert_eq!(
        maria.get(&format!("{ACCOUNT}/readings/export.csv?lang=de")).await.code(),
        "malformed_request"
    );

    let feed = maria.get(&format!("{ACCOUNT}/readings/green-button.xml")).await;
    assert_eq!(feed.headers[header::CONTENT_TYPE], "application/atom+xml; charset=utf-8");
    let text = feed.body.as_str().unwrap();
    assert_eq!(text.matches("<IntervalReading>").count(), 2 * 27);
    assert!(text.contains("<value>150</value>") && text.contains("<tzOffset>10800</tzOffset>"));

    let calendar = maria.get(&format!("{ACCOUNT}/readings/window.ics")).await;
    assert_eq!(calendar.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
    let text = calendar.body.as_str().unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 12);
    assert_eq!(text.matches("SUMMARY:Показания переданы").count(), 1, "this month's is given");
    assert_eq!(text.matches("BEGIN:VALARM").count(), 2 * 11);
    assert!(text.contains("DTSTART;TZID=Europe/Moscow:20261115T000000"));
}

#[tokio::test]
async fn a_branchs_calendar_is_for_everyone_and_names_nobody() {
    let world = World::new().await;
    let reply = world.client().get("/api/v1/branches/izhevsk/window.ics?lang=en").await;
    let text = reply.body.as_str().unwrap();
    assert!(text.contains("TZID:Europe/Samara") && text.contains("SUMMARY:Submit the meter reading"));
    assert_eq!(world.client().get("/api/v1/branches/nowhere/window.ics").await.code(), "not_found");
}

#[tokio::test]
async fn somebody_elses_history_does_not_exist() {
    let world = World::new().await;
    let mut other = world.resident("67100000033@demo.svetlitsa").await;
    let mut guest = world.guest("67100000017", "12").await;
    for file in FILES {
        let path = format!("{ACCOUNT}/{file}");
        assert_eq!(world.client().get(&path).await.code(), "sign_in_required", "{file}");
        assert_eq!(other.get(&path).await.code(), "not_found", "{file}");
        assert_eq!(guest.get(&path).await.code(), "not_found", "{file}");
    }
    // Staff looks, as the customer does.
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    clerk.post("/api/v1/staff/previews", &json!({ "account": "67100000017", "reason": "Проверка" })).await;
    for file in FILES {
        assert_eq!(clerk.get(&format!("{ACCOUNT}/{file}")).await.status, StatusCode::OK, "{file}");
    }
}
