//! Campaigns: who is on the list, in which hours and how often, what the dialler takes and brings, and what ends it.

use axum::http::StatusCode;
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::campaigns::{advance_all, import_phones};
use svetlitsa_server::exchange::{Report, rejected_path};
use svetlitsa_server::store;

use crate::harness::{Client, World};

pub(crate) const BOSS: &str = "supervisor@demo.svetlitsa";
const CLERK: &str = "operator@demo.svetlitsa";
/// Three months without a payment.
pub(crate) const ANNAS: &str = "67100000033";
pub(crate) const ANNA: &str = "67100000033@demo.svetlitsa";

pub(crate) fn form(scenario: &str, channel: &str, words: &str) -> Value {
    json!({
        "name": "Campaign", "branch": "smolensk", "scenario": scenario, "channel": channel, "words": words,
        "least_kopecks": 100, "begins": "2026-11-20T10:00", "ends": "2026-12-18T21:00",
    })
}

pub(crate) fn at(path: &str, id: &str) -> String {
    paths::fill(path, &[id])
}

pub(crate) async fn drafted(boss: &mut Client, form: &Value) -> String {
    let reply = boss.post(paths::STAFF_CAMPAIGNS, form).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
    assert_eq!((&reply.body["stage"], &reply.body["steps"]), (&json!("draft"), &json!(["schedule"])));
    reply.body["id"].as_str().unwrap().to_owned()
}

pub(crate) async fn step(boss: &mut Client, id: &str, step: &str) -> Value {
    let reply = boss.post(&at(paths::STAFF_CAMPAIGN_STEPS, id), &json!({ "step": step })).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    reply.body
}

pub(crate) async fn advance(world: &World) -> usize {
    advance_all(&world.app).await.map_err(|failure| failure.code).unwrap()
}

/// A campaign that has begun.
pub(crate) async fn running(world: &World, boss: &mut Client, form: &Value) -> String {
    let id = drafted(boss, form).await;
    step(boss, &id, "schedule").await;
    advance(world).await;
    id
}

pub(crate) async fn view(client: &mut Client, id: &str) -> Value {
    client.get(&at(paths::STAFF_CAMPAIGN, id)).await.body
}

pub(crate) fn count(view: &Value, stage: &str) -> u64 {
    let counts = view["counts"].as_array().unwrap();
    counts.iter().find(|count| count["stage"] == stage).map_or(0, |count| count["count"].as_u64().unwrap())
}

/// Gives a list out and tells its rows: contact, account, telephone, sum, until, words, language.
pub(crate) async fn calls(client: &mut Client, id: &str) -> Vec<Vec<String>> {
    let reply = client.post(&at(paths::STAFF_CAMPAIGN_CALLS, id), &json!({})).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    let Some(number) = reply.body["batch"]["number"].as_u64() else { return Vec::new() };
    listed(client, id, number).await
}

/// Rows of a list that was given out.
pub(crate) async fn listed(client: &mut Client, id: &str, number: u64) -> Vec<Vec<String>> {
    let reply = client.get(&paths::fill(paths::STAFF_CAMPAIGN_BATCH, &[id, &number.to_string()])).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    assert_eq!(reply.headers["content-type"], "text/csv; charset=utf-8");
    let text = String::from_utf8(reply.bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a mark of its order");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Somebody pays all that an account owes.
pub(crate) async fn settle(world: &World, account: &str) {
    let owed = store::accounts::balance(&world.app.db, account).await.unwrap();
    let order = json!({ "account": account, "amount_kopecks": owed.0, "method": "bank_card" });
    let mut payer = world.resident(&format!("{account}@demo.svetlitsa")).await;
    let payment = payer.post("/api/v1/payments", &order).await;
    assert_eq!(payment.status, StatusCode::CREATED, "{}", payment.body);
    world.acquirer.will([Ok(crate::harness::paid())]);
    svetlitsa_server::jobs::acquirer::advance(&world.app, payment.body["id"].as_str().unwrap()).await;
    assert_eq!(store::accounts::balance(&world.app.db, account).await.unwrap().0, 0);
}

pub(crate) async fn results(client: &mut Client, id: &str, lines: &[String]) -> Value {
    let file = format!("contact;called_at;result\n{}\n", lines.join("\n"));
    let reply = client.post(&at(paths::STAFF_CAMPAIGN_RESULTS, id), &json!({ "file": file })).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    reply.body
}

#[tokio::test]
async fn a_supervisor_conducts_and_an_operator_looks() {
    let world = World::new().await;
    let (mut boss, mut clerk) = (world.staff(BOSS).await, world.staff(CLERK).await);
    let form = form("debt", "phone", "[sum] [account] [phone]");
    assert_eq!(clerk.post(paths::STAFF_CAMPAIGNS, &form).await.code(), "forbidden");
    let id = drafted(&mut boss, &form).await;
    let seen = view(&mut clerk, &id).await;
    assert_eq!((&seen["stage"], &seen["steps"]), (&json!("draft"), &json!([])));
    let path = at(paths::STAFF_CAMPAIGN_STEPS, &id);
    assert_eq!(clerk.post(&path, &json!({ "step": "schedule" })).await.code(), "forbidden");
    for automatic in ["begin", "end"] {
        assert_eq!(boss.post(&path, &json!({ "step": automatic })).await.code(), "wrong_stage");
    }
    assert_eq!(
        boss.post(&at(paths::STAFF_CAMPAIGN_STEPS, "none"), &json!({ "step": "stop" })).await.code(),
        "not_found"
    );
    // A draft does nothing by itself, and there is nothing of it to stop; one that was stopped never begins.
    assert_eq!(advance(&world).await, 0);
    assert_eq!(boss.post(&path, &json!({ "step": "stop" })).await.code(), "wrong_stage");
    step(&mut boss, &id, "schedule").await;
    assert_eq!(step(&mut boss, &id, "stop").await["stage"], "stopped");
    assert_eq!(boss.post(&path, &json!({ "step": "schedule" })).await.code(), "wrong_stage");
    let list = clerk.get(paths::STAFF_CAMPAIGNS).await.body;
    assert_eq!((list["items"].as_array().unwrap().len(), list["words"].as_array().unwrap().len()), (1, 12));
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_told_field_by_field() {
    let world = World::new().await;
    let mut boss = world.staff(BOSS).await;
    let long = "word ".repeat(120);
    let cases = [
        (json!({ "name": "" }), "name", "required"),
        (json!({ "branch": "moon" }), "branch", "not_a_choice"),
        (json!({ "channel": "cabinet" }), "channel", "not_a_choice"),
        (json!({ "words": "" }), "words", "required"),
        (json!({ "words": "Pay, please" }), "words", "sum_missing"),
        (json!({ "words": "[sum] [name]" }), "words", "unknown_place"),
        (json!({ "words": format!("[sum] {long}") }), "words", "too_long_to_say"),
        (json!({ "channel": "sms", "words": format!("[sum] {long}") }), "words", "too_long"),
        (json!({ "least_kopecks": -1 }), "least_kopecks", "amount_too_small"),
        (json!({ "begins": "soon" }), "begins", "not_a_moment"),
        (json!({ "begins": "" }), "begins", "required"),
        (json!({ "ends": "2026-11-20T10:00" }), "ends", "moment_past"),
        (json!({ "begins": "2026-11-01T10:00", "ends": "2026-11-19T10:00" }), "ends", "moment_past"),
        (json!({ "ends": "2027-03-18T21:00" }), "ends", "too_far_apart"),
    ];
    for (change, field, code) in cases {
        let mut body = form("debt", "phone", "[sum]");
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let reply = boss.post(paths::STAFF_CAMPAIGNS, &body).await;
        // A branch that is none has no zone for the moments either.
        let fields = reply.body["fields"].as_array().unwrap();
        assert!(fields.contains(&json!({ "field": field, "code": code })), "{change} {}", reply.body);
    }
    assert_eq!(boss.get(paths::STAFF_CAMPAIGNS).await.body["items"], json!([]));
}

#[tokio::test]
async fn debtors_are_listed_with_what_they_owe_and_the_others_with_a_reason() {
    let world = World::new().await;
    let mut boss = world.staff(BOSS).await;
    let id = drafted(&mut boss, &form("debt", "phone", "Debt [sum], account [account], [phone]")).await;
    let preview = boss.get(&at(paths::STAFF_CAMPAIGN_PREVIEW, &id)).await.body;
    let total = preview["total"].as_u64().unwrap();
    assert!(total >= 2, "{preview}");
    assert!(preview["seconds"].as_u64().unwrap() <= 60 && preview["segments"].is_null(), "{preview}");
    let sample = preview["sample"].as_str().unwrap();
    assert!(sample.starts_with("Debt ") && !sample.contains('['), "{sample}");
    let no_debt = preview["excluded"].as_array().unwrap().iter().find(|of| of["reason"] == "no_debt");
    assert!(no_debt.unwrap()["count"].as_u64().unwrap() >= 1, "{preview}");
    // With a higher bar fewer are left, and they are told as such.
    let mut high = form("debt", "phone", "[sum]");
    high["least_kopecks"] = json!(100_000_000);
    let high = drafted(&mut boss, &high).await;
    let preview = boss.get(&at(paths::STAFF_CAMPAIGN_PREVIEW, &high)).await.body;
    assert_eq!((&preview["total"], &preview["sample"]), (&json!(0), &Value::Null));
    assert!(preview["excluded"].to_string().contains("small_debt"), "{preview}");
    // Nobody's restriction is announced to those who do not have one.
    let other = drafted(&mut boss, &form("restriction", "phone", "[sum]")).await;
    let preview = boss.get(&at(paths::STAFF_CAMPAIGN_PREVIEW, &other)).await.body;
    assert!(preview["total"].as_u64().unwrap() <= total, "{preview}");
    // Readings look at meters, not at money.
    let readings = drafted(&mut boss, &form("readings", "email", "[account]")).await;
    let preview = boss.get(&at(paths::STAFF_CAMPAIGN_PREVIEW, &readings)).await.body;
    assert!(preview["total"].as_u64().unwrap() >= 1 && preview["seconds"].is_null(), "{preview}");
}

#[tokio::test]
async fn a_dialler_gets_whom_to_call_now_and_brings_what_came_of_it() {
    let mut world = World::new().await;
    let (mut boss, mut clerk) = (world.staff(BOSS).await, world.staff(CLERK).await);
    let id = running(&world, &mut boss, &form("debt", "phone", "Debt [sum] of [account]")).await;
    let first = calls(&mut clerk, &id).await;
    let row = first.iter().find(|row| row[1] == ANNAS).expect("she owes three months").clone();
    assert_eq!((row[2].as_str(), row[4].as_str()), ("79000000033", "2026-11-20T21:00"));
    assert_eq!(row[5], format!("Debt {} of {ANNAS}", row[3]));
    let seen = view(&mut clerk, &id).await;
    assert_eq!((&seen["to_call"], &seen["given_out"]), (&json!(0), &json!(first.len())), "{seen}");

    // Good lines are taken whatever the bad ones are; the same file again changes nothing.
    world = world.later("2026-11-20T08:30:00Z");
    clerk = world.staff(CLERK).await;
    let line = |called: &str, result: &str| format!("{};{called};{result}", row[0]);
    let file = [
        line("2026-11-20T11:00", "no_answer"),
        "nobody;2026-11-20T11:00;reached".to_owned(),
        line("2026-11-20T11:40", "reached"),
        line("2026-11-20T11:10", "asleep"),
        line("noon", "reached"),
        line("2026-11-19T11:00", "reached"),
        format!("{};2026-11-20T11:00", row[0]),
    ];
    let told = results(&mut clerk, &id, &file).await;
    let problems: Vec<_> =
        told["refused"].as_array().unwrap().iter().map(|of| (&of["line"], &of["problem"])).collect();
    let expected = ["contact", "ahead", "result", "moment", "outside", "columns"].map(|word| json!(word));
    let expected: Vec<_> = (3..=8).map(|line| json!(line)).zip(expected).collect();
    assert_eq!(problems, expected.iter().map(|(line, word)| (line, word)).collect::<Vec<_>>(), "{told}");
    assert_eq!((&told["taken"], &told["known"]), (&json!(1), &json!(0)));
    let again = results(
        &mut clerk,
        &id,
        &[line("2026-11-20 11:00", "no_answer"), line("2026-11-20T08:00:00Z", "busy")],
    )
    .await;
    assert_eq!(
        (&again["taken"], &again["known"], &again["refused"][0]["problem"]),
        (&json!(0), &json!(1), &json!("differs"))
    );

    // Two hours after a failure, and not in the evening.
    let is_due = async |world: &World| {
        calls(&mut world.staff(CLERK).await, &id).await.iter().any(|row| row[1] == ANNAS)
    };
    for (moment, due) in [
        ("2026-11-20T09:59:00Z", false),
        ("2026-11-20T10:00:00Z", true),
        ("2026-11-20T17:59:00Z", true),
        ("2026-11-20T18:00:00Z", false),
        ("2026-11-21T06:59:00Z", false),
        ("2026-11-21T07:00:00Z", true),
    ] {
        world = world.later(moment);
        assert_eq!(is_due(&world).await, due, "{moment}");
    }
    // Seven days after a talk; and not at all by another campaign before.
    clerk = world.staff(CLERK).await;
    results(&mut clerk, &id, &[line("2026-11-21T10:00", "transferred")]).await;
    assert_eq!(count(&view(&mut clerk, &id).await, "reached"), 1);
    let other = running(&world, &mut boss, &form("information", "phone", "Hello [account]")).await;
    for (moment, due) in [("2026-11-28T06:59:00Z", false), ("2026-11-28T07:00:00Z", true)] {
        world = world.later(moment);
        assert_eq!(is_due(&world).await, due, "{moment}");
        // Whoever is on one campaign's list is on no other's at the same time.
        let mut clerk = world.staff(CLERK).await;
        assert!(calls(&mut clerk, &other).await.iter().all(|row| row[1] != ANNAS), "{moment}");
    }
    // Somebody else's telephone is called no more; the customer sees what there was, and no telephone.
    clerk = world.staff(CLERK).await;
    results(&mut clerk, &id, &[line("2026-11-28T10:00", "wrong_number")]).await;
    assert!(!is_due(&world).await);
    world = world.later("2026-11-28T12:00:00Z");
    clerk = world.staff(CLERK).await;
    assert!(
        calls(&mut clerk, &other).await.iter().all(|row| row[1] != ANNAS),
        "not by another campaign either"
    );
    let next = running(&world, &mut world.staff(BOSS).await, &form("information", "phone", "Hello")).await;
    assert!(calls(&mut clerk, &next).await.iter().all(|row| row[2] != "79000000033"));
    let mut anna = world.resident(ANNA).await;
    let seen = anna.get(paths::CALLS).await.body;
    let listed: Vec<_> =
        seen["items"].as_array().unwrap().iter().map(|call| call["result"].as_str().unwrap()).collect();
    assert_eq!(listed, ["wrong_number", "transferred", "no_answer"]);
    assert!(!seen.to_string().contains("79000000033"), "{seen}");
    assert_eq!(world.resident("maria@demo.svetlitsa").await.get(paths::CALLS).await.body["items"], json!([]));
    let report = clerk.get(&at(paths::STAFF_CAMPAIGN_REPORT, &id)).await;
    let report = String::from_utf8(report.bytes).unwrap();
    assert_eq!(report.matches(ANNAS).count(), 3, "{report}");
    assert!(report.contains("transferred") && report.contains("2026-11-21T10:00:00+03:00"), "{report}");
}

#[tokio::test]
async fn who_has_paid_is_left_alone_and_the_end_ends_it() {
    let mut world = World::new().await;
    let mut boss = world.staff(BOSS).await;
    let id = running(&world, &mut boss, &form("debt", "phone", "[sum]")).await;
    settle(&world, ANNAS).await;
    // At once not on the list, and a little later dropped.
    assert!(calls(&mut boss, &id).await.iter().all(|row| row[1] != ANNAS));
    world = world.later("2026-11-20T09:00:00Z");
    advance(&world).await;
    assert_eq!(count(&view(&mut boss, &id).await, "gone"), 1);
    let before = view(&mut boss, &id).await;
    assert!(count(&before, "waiting") >= 1, "{before}");
    world = world.later("2026-12-18T18:00:00Z");
    assert!(calls(&mut world.staff(BOSS).await, &id).await.is_empty());
    advance(&world).await;
    let after = view(&mut world.staff(BOSS).await, &id).await;
    assert_eq!((&after["stage"], &after["to_call"]), (&json!("ended"), &json!(0)));
    assert_eq!((count(&after, "waiting"), count(&after, "missed")), (0, count(&before, "waiting")));
}

#[tokio::test]
async fn telephones_come_from_a_file_and_bad_rows_say_why() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("phones.csv");
    let rows = "account;phone\n67100000025;8 910 000-00-25\n67100000033;+79000000033\n1;8 910 000-00-25\n\
                99999999990;8 910 000-00-25\n67100000025;112\n";
    std::fs::write(&path, rows).unwrap();
    let Report { loaded, changed, unchanged, rejected } =
        import_phones(&world.app.db, &path, 1).await.unwrap();
    assert_eq!((loaded, changed, unchanged, rejected), (1, 0, 1, 3));
    let told = std::fs::read_to_string(rejected_path(&path)).unwrap();
    assert!(told.contains("6;phone;not a telephone number"), "{told}");
    let mut boss = world.staff(BOSS).await;
    let id = running(&world, &mut boss, &form("information", "phone", "Hello")).await;
    let list = calls(&mut boss, &id).await;
    assert!(list.iter().any(|row| row[1] == "67100000025" && row[2] == "79100000025"), "{list:?}");
}
