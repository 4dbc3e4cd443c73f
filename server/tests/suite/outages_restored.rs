//! Power is back: those who reported that it was gone are answered.

use axum::http::StatusCode;
use serde_json::json;
use svetlitsa_api::paths;

use crate::harness::World;
use crate::outages::{OPERATOR, changed, coast, enter, kirova, report, step, works};

#[tokio::test]
async fn when_power_is_back_those_who_reported_it_are_answered() {
    let world = World::new().await;
    let mut filed = Vec::new();
    for (n, (at, trouble)) in
        [(kirova(), "house"), (kirova(), "flicker"), (kirova(), "flat"), (coast(), "house")]
            .into_iter()
            .enumerate()
    {
        let contact = json!({ "email": format!("n{n}@example.org"), "is_other": true });
        let reply = world.client().post(paths::OUTAGE_REPORTS, &changed(report(&at, trouble), contact)).await;
        let number = reply.body["appeal"]["number"].as_str().unwrap_or_else(|| panic!("{:?}", reply.body));
        filed.push((number.to_owned(), format!("n{n}@example.org")));
    }
    // One of them is past the desk's hands already.
    let mut clerk = world.staff(OPERATOR).await;
    let steps = paths::fill(paths::STAFF_APPEAL_STEPS, &[&filed[1].0]);
    for body in [json!({ "action": "take" }), json!({ "action": "answer", "text": "Проверили: перегрузка." })]
    {
        assert_eq!(clerk.post(&steps, &body).await.status, StatusCode::OK);
    }
    let begun = changed(
        works(),
        json!({ "is_planned": false, "begins": "2026-11-20T09:00", "expected": "2026-11-20T18:00" }),
    );
    let id = enter(&world, &begun).await;
    let world = world.later("2026-11-20T15:00:00+03:00");
    assert_eq!(step(&world, &id, &json!({ "action": "restore" })).await.status, StatusCode::OK);
    let mut found = Vec::new();
    for (number, contact) in &filed {
        let lookup = json!({ "number": number, "contact": contact });
        let appeal = world.client().post(paths::APPEAL_LOOKUP, &lookup).await.body;
        let last = appeal["events"].as_array().unwrap().last().unwrap()["text"].clone();
        found.push((
            appeal["stage"].as_str().unwrap().to_owned(),
            last.as_str().unwrap_or_default().to_owned(),
        ));
    }
    assert_eq!(found[0].0, "answered");
    assert!(found[0].1.contains("дали 20.11.2026, 15:00"), "{}", found[0].1);
    assert_eq!(found[1], ("answered".to_owned(), "Проверили: перегрузка.".to_owned()), "answered once");
    assert_eq!(found[2].0, "registered", "a flat has a cause of its own");
    assert_eq!(found[3].0, "registered", "another street");
    let told = world.letters(&filed[0].1).await;
    assert!(told.iter().any(|letter| letter.body.contains("дали 20.11.2026, 15:00")), "by letter, too");
    // Whoever has still no power says so, and it is open again.
    let reopen = json!({ "action": "reopen", "text": "Света всё ещё нет.", "contact": filed[0].1 });
    let path = paths::fill(paths::APPEAL_STEPS, &[&filed[0].0]);
    assert_eq!(world.client().post(&path, &reopen).await.body["stage"], "reopened");
}
