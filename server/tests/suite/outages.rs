//! Outages: the board for everybody, reports that are known, joined or handed to the duty desk, and the desk that moves them.

use axum::http::StatusCode;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::clock::real_now_ms;
use svetlitsa_server::entity::{appeal, outage, outage_report, outgoing_mail};
use svetlitsa_server::{outages, store};

use crate::harness::{Client, Reply, World};

pub(crate) const WAVE: &str = "63400000018@demo.svetlitsa";
pub(crate) const WAVES: &str = "63400000018";
pub(crate) const OPERATOR: &str = "operator@demo.svetlitsa";
const DESK: &str = "duty.smz@demo.svetlitsa";
const COAST: &str = "пос. Заводской, ул. Береговая";
pub(crate) const KIROVA: &str = "г. Смоленск, ул. Кирова";

pub(crate) fn kirova() -> Value {
    json!({ "branch": "smolensk", "street": KIROVA, "house": "12" })
}

pub(crate) fn coast() -> Value {
    json!({ "branch": "smz", "street": COAST, "house": "1" })
}

pub(crate) fn report(at: &Value, trouble: &str) -> Value {
    json!({ "at": at, "trouble": trouble })
}

/// A body with some fields changed.
pub(crate) fn changed(mut body: Value, fields: Value) -> Value {
    let Value::Object(fields) = fields else { panic!("fields") };
    body.as_object_mut().unwrap().extend(fields);
    body
}

pub(crate) fn works() -> Value {
    json!({
        "branch": "smolensk", "kind": "power_off", "is_planned": true,
        "places": [{ "street": KIROVA, "houses": ["12", "14а"] }],
        "begins": "2026-11-24T09:00", "expected": "2026-11-24T13:30", "text": "Замена щита.",
    })
}

pub(crate) async fn enter(world: &World, body: &Value) -> String {
    let reply = world.staff(OPERATOR).await.post(paths::STAFF_OUTAGES, body).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    reply.body["outage"]["id"].as_str().unwrap().to_owned()
}

pub(crate) async fn step(world: &World, id: &str, body: &Value) -> Reply {
    world.staff(OPERATOR).await.post(&paths::fill(paths::STAFF_OUTAGE_STEPS, &[id]), body).await
}

/// The id of the outage of the sample world in the street of the grid company.
pub(crate) async fn on_the_coast(client: &mut Client) -> String {
    let board = client.get(paths::OUTAGES).await.body;
    let items = board["items"].as_array().unwrap().clone();
    let found = items.iter().find(|item| item["branch"] == "smz" && item["stage"] == "begun").unwrap();
    found["id"].as_str().unwrap().to_owned()
}

fn problems(reply: &Reply) -> Vec<(&str, &str)> {
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{:?}", reply.body);
    let fields = reply.body["fields"].as_array().unwrap();
    fields.iter().map(|field| (field["field"].as_str().unwrap(), field["code"].as_str().unwrap())).collect()
}

async fn appeals(world: &World) -> u64 {
    appeal::Entity::find().count(&world.app.db).await.unwrap()
}

#[tokio::test]
async fn everybody_sees_what_is_now_what_is_planned_and_what_is_over() {
    let world = World::new().await;
    let board = world.client().get(paths::OUTAGES).await.body;
    assert!(board["as_of"].as_str().unwrap().starts_with("2026-11-20T10:0"), "{board}");
    let told: Vec<_> = board["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["branch"].as_str().unwrap(), item["stage"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [("smz", "begun"), ("smz", "planned"), ("smolensk", "planned"), ("smolensk", "restored")]
    );
    let now = &board["items"][0];
    assert_eq!(now["begins"], "2026-11-18T20:00:00+03:00");
    assert_eq!(now["expected"], "2026-11-20T16:00:00+03:00");
    assert_eq!(now["events"].as_array().unwrap().len(), 2);
    let grid = board["branches"].as_array().unwrap().iter().find(|branch| branch["id"] == "smz").unwrap();
    assert_eq!((&grid["phone"], &grid["is_desk"]), (&json!("8-800-250-92-99"), &json!(true)));
    // Nobody who works at the desk, and nobody who lives there, is named.
    for word in ["operator", "Волна", "кв.", "63400000018"] {
        assert!(!board.to_string().contains(word), "{word}");
    }
    // What is over for more than a day is not shown any more.
    let world = world.later("2026-11-21T07:00:00Z");
    let board = world.client().get(paths::OUTAGES).await.body;
    assert!(board["items"].as_array().unwrap().iter().all(|item| item["stage"] != "restored"));
    // Planned works begin at their hour, whoever is at the desk.
    let world = world.later("2026-11-23T07:30:00Z");
    let board = world.client().get(paths::OUTAGES).await.body;
    assert!(board["items"].as_array().unwrap().iter().all(|item| item["stage"] == "begun"));
}

#[tokio::test]
async fn streets_and_houses_are_listed_and_nothing_else() {
    let world = World::new().await;
    let mut client = world.client();
    let path = format!("{}?branch=smolensk", paths::OUTAGE_STREETS);
    let reply = client.get(&path).await;
    assert_eq!(
        reply.body["items"],
        json!([
            { "street": "г. Смоленск, ул. Гагарина", "houses": ["7"] },
            { "street": KIROVA, "houses": ["12"] },
            { "street": "г. Смоленск, ул. Николаева", "houses": ["5"] },
        ])
    );
    let nowhere = client.get(&format!("{}?branch=moon", paths::OUTAGE_STREETS)).await;
    assert_eq!(problems(&nowhere), [("branch", "not_a_choice")]);
    let mut last = StatusCode::OK;
    for _ in 0..40 {
        last = client.get(&path).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_strangers_report_is_an_appeal_with_a_number_and_a_term() {
    let world = World::new().await;
    let body = changed(report(&kirova(), "house"), json!({ "email": "guest@example.org" }));
    let reply = world.client().post(paths::OUTAGE_REPORTS, &body).await;
    assert_eq!(reply.status, StatusCode::OK, "{:?}", reply.body);
    assert_eq!(reply.body["outcome"], "registered");
    let appeal = &reply.body["appeal"];
    assert_eq!((&appeal["kind"], &appeal["stage"]), (&json!("outage"), &json!("registered")));
    assert_eq!(appeal["clock"]["due"], "2026-11-25T23:59:59+03:00");
    assert_eq!(appeal["text"], format!("Нет света во всём доме. Адрес: {KIROVA}, д. 12."));
    // This branch names no duty desk: the report waits among the staff's appeals, and the telephone is the right one.
    assert_eq!(reply.body["is_for_desk"], false);
    assert_eq!(reply.body["branch"]["phone"], world.app.data.branches["smolensk"].phone.as_str());
    let number = appeal["number"].as_str().unwrap();
    assert!(world.newest("guest@example.org").await.contains(number));
    let list = world.staff(OPERATOR).await.get(paths::STAFF_APPEALS).await.body;
    assert!(list.to_string().contains(number));
    // Without a contact it is taken, too.
    let reply = world.client().post(paths::OUTAGE_REPORTS, &report(&kirova(), "flat")).await;
    assert_eq!(
        (&reply.body["outcome"], &reply.body["appeal"]["masked_contact"]),
        (&json!("registered"), &json!(""))
    );
}

#[tokio::test]
async fn what_is_known_is_no_second_report_unless_it_is_something_else() {
    let world = World::new().await;
    let before = appeals(&world).await;
    let mut client = world.resident(WAVE).await;
    let at = json!({ "account": WAVES });
    let reply = client.post(paths::OUTAGE_REPORTS, &report(&at, "house")).await;
    assert_eq!(reply.body["outcome"], "known", "{:?}", reply.body);
    assert_eq!(reply.body["outage"]["expected"], "2026-11-20T16:00:00+03:00");
    assert_eq!((appeals(&world).await, &reply.body["appeal"]), (before, &Value::Null));
    let other = changed(report(&at, "house"), json!({ "is_other": true }));
    let reply = client.post(paths::OUTAGE_REPORTS, &other).await;
    assert_eq!((&reply.body["outcome"], &reply.body["is_for_desk"]), (&json!("registered"), &json!(true)));
    let own = client.get(paths::APPEALS).await.body;
    assert_eq!(own["items"][0]["account"], WAVES);
    // Works of next week are not why it is dark now.
    let reply = world.client().post(paths::OUTAGE_REPORTS, &report(&kirova(), "house")).await;
    assert_eq!(reply.body["outcome"], "registered");
}

#[tokio::test]
async fn neighbours_are_counted_together_for_six_hours() {
    let world = World::new().await;
    let before = appeals(&world).await;
    let first = world.client().post(paths::OUTAGE_REPORTS, &report(&kirova(), "house")).await;
    let number = first.body["appeal"]["number"].as_str().unwrap().to_owned();
    for count in 2..4 {
        let at = json!({ "branch": "smolensk", "street": "Г СМОЛЕНСК УЛ КИРОВА", "house": " 12 " });
        let reply = world.client().post(paths::OUTAGE_REPORTS, &report(&at, "house")).await;
        assert_eq!((&reply.body["outcome"], &reply.body["reports"]), (&json!("joined"), &json!(count)));
        assert!(reply.body["first"].as_str().unwrap().starts_with("2026-11-20T10:0"));
        assert!(!reply.body.to_string().contains(&number), "the number is its author's");
    }
    // Something else, and a flat that has a cause of its own, are other reports.
    for (trouble, outcome) in [("flicker", "registered"), ("flat", "registered"), ("flat", "registered")] {
        let reply = world.client().post(paths::OUTAGE_REPORTS, &report(&kirova(), trouble)).await;
        assert_eq!(reply.body["outcome"], outcome, "{trouble}");
    }
    assert_eq!(appeals(&world).await, before + 4);
    assert_eq!(outage_report::Entity::find().count(&world.app.db).await.unwrap(), 6);
    let world = world.later("2026-11-20T13:30:00Z");
    let reply = world.client().post(paths::OUTAGE_REPORTS, &report(&kirova(), "house")).await;
    assert_eq!(reply.body["outcome"], "registered", "six hours later it is another outage");
}

#[tokio::test]
async fn the_duty_desk_is_written_to_and_the_moment_is_on_the_public_road() {
    let world = World::new().await;
    let fields = json!({ "is_other": true, "note": "Искрит <b>щит</b>", "phone": "8 900 000 00 77" });
    let body = changed(report(&coast(), "house"), fields);
    let reply = world.client().post(paths::OUTAGE_REPORTS, &body).await;
    let number = reply.body["appeal"]["number"].as_str().unwrap().to_owned();
    let letter = world.letters(DESK).await.pop().unwrap();
    for words in [number.as_str(), "Береговая", "Искрит <b>щит</b>", "+79000000077", "Нет света во всём доме"]
    {
        assert!(format!("{} {}", letter.subject, letter.body).contains(words), "{words}: {}", letter.body);
    }
    let lookup = json!({ "number": number, "contact": "+7 900 000-00-77" });
    let stage = async |world: &World| {
        let appeal = world.client().post(paths::APPEAL_LOOKUP, &lookup).await.body;
        let events = appeal["events"].as_array().unwrap().clone();
        (appeal["stage"].as_str().unwrap().to_owned(), events)
    };
    // The mail server is away: nothing is claimed, the letter is tried on like any other.
    let db = &world.app.db;
    store::mail::mark_failed(db, &letter.id, "away", real_now_ms() + 1000).await.unwrap();
    assert_eq!(outages::hand_over_all(&world.app).await.map_err(|f| f.code), Ok(0));
    assert_eq!(stage(&world).await.0, "registered");
    store::mail::mark_sent(db, &letter, real_now_ms()).await.unwrap();
    assert_eq!(outages::hand_over_all(&world.app).await.map_err(|f| f.code), Ok(1));
    assert_eq!(outages::hand_over_all(&world.app).await.map_err(|f| f.code), Ok(0));
    let (now, events) = stage(&world).await;
    assert_eq!((now.as_str(), events.len()), ("routed", 2));
    assert!(events[1]["text"].as_str().unwrap().contains("передано дежурной службе"));
}

#[tokio::test]
async fn a_letter_that_never_arrives_is_said_and_stays_with_the_staff() {
    let world = World::new().await;
    let body = changed(report(&coast(), "flicker"), json!({ "is_other": true }));
    let reply = world.client().post(paths::OUTAGE_REPORTS, &body).await;
    let number = reply.body["appeal"]["number"].as_str().unwrap();
    let letter = world.letters(DESK).await.pop().unwrap();
    store::mail::mark_failed(&world.app.db, &letter.id, "no such mailbox", store::mail::NEVER).await.unwrap();
    assert_eq!(outages::hand_over_all(&world.app).await.map_err(|f| f.code), Ok(1));
    let path = paths::fill(paths::STAFF_APPEAL, &[number]);
    let appeal = world.staff(OPERATOR).await.get(&path).await.body;
    assert_eq!(appeal["appeal"]["stage"], "registered");
    assert!(appeal["appeal"]["events"][1]["text"].as_str().unwrap().contains("не доставлено"));
}

#[tokio::test]
async fn a_repeat_is_one_report_and_one_letter() {
    let world = World::new().await;
    let (before, mut client) = (appeals(&world).await, world.client());
    let body = changed(report(&coast(), "house"), json!({ "is_other": true }));
    let first = client.post_with_key(paths::OUTAGE_REPORTS, &body, "one").await;
    let again = client.post_with_key(paths::OUTAGE_REPORTS, &body, "one").await;
    assert_eq!(first.body, again.body);
    assert_eq!((appeals(&world).await, world.letters(DESK).await.len()), (before + 1, 1));
    let works = works();
    let mut clerk = world.staff(OPERATOR).await;
    let before = outage::Entity::find().count(&world.app.db).await.unwrap();
    for _ in 0..2 {
        clerk.post_with_key(paths::STAFF_OUTAGES, &works, "two").await;
    }
    assert_eq!(outage::Entity::find().count(&world.app.db).await.unwrap(), before + 1);
}

#[tokio::test]
async fn bad_input_is_named_and_nothing_is_kept() {
    let world = World::new().await;
    let before = (appeals(&world).await, outgoing_mail::Entity::find().count(&world.app.db).await.unwrap());
    let long = "я".repeat(50_000 / 2);
    let at = kirova();
    for (body, expected) in [
        (report(&json!({}), "house"), ("branch", "required")),
        (report(&json!({ "branch": "smolensk" }), "house"), ("street", "required")),
        (report(&changed(kirova(), json!({ "house": "99" })), "house"), ("house", "not_a_choice")),
        (report(&changed(kirova(), json!({ "street": "<script>" })), "house"), ("house", "not_a_choice")),
        (report(&changed(kirova(), json!({ "branch": "moon" })), "house"), ("branch", "not_a_choice")),
        (report(&json!({ "account": "67100000017" }), "house"), ("account", "not_a_choice")),
        (changed(report(&at, "house"), json!({ "note": long })), ("note", "too_long")),
        (changed(report(&at, "house"), json!({ "email": "x@" })), ("email", "not_an_email")),
        (changed(report(&at, "house"), json!({ "phone": "112" })), ("phone", "not_a_phone")),
        (changed(report(&at, "house"), json!({ "language": "de" })), ("language", "not_a_choice")),
    ] {
        let reply = world.client().post(paths::OUTAGE_REPORTS, &body).await;
        assert_eq!(problems(&reply), [expected], "{expected:?}");
    }
    // A wire on the ground is for the telephone alone.
    let reply = world.client().post(paths::OUTAGE_REPORTS, &report(&at, "wire")).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    // Somebody else's account is none, whoever asks.
    let stolen = report(&json!({ "account": "67100000017" }), "house");
    let reply = world.resident(WAVE).await.post(paths::OUTAGE_REPORTS, &stolen).await;
    assert_eq!(problems(&reply), [("account", "not_a_choice")]);
    let after = (appeals(&world).await, outgoing_mail::Entity::find().count(&world.app.db).await.unwrap());
    assert_eq!(before, after);
}

#[tokio::test]
async fn the_desk_enters_moves_and_ends_an_outage() {
    let world = World::new().await;
    let id = enter(&world, &works()).await;
    let path = paths::fill(paths::STAFF_OUTAGE, &[&id]);
    let view = world.staff(OPERATOR).await.get(&path).await.body;
    assert_eq!(view["outage"]["places"][0]["houses"], json!(["12", "14А"]));
    assert_eq!(view["outage"]["begins"], "2026-11-24T09:00:00+03:00");
    assert_eq!(view["actions"], json!(["move", "begin", "cancel"]));
    assert_eq!(step(&world, &id, &json!({ "action": "restore" })).await.code(), "wrong_stage");
    let moved = json!({ "action": "move", "expected": "2026-11-24T15:00" });
    assert_eq!(problems(&step(&world, &id, &moved).await), [("text", "required")]);
    let past = json!({ "action": "move", "expected": "2026-11-24T08:00", "text": "Раньше." });
    assert_eq!(problems(&step(&world, &id, &past).await), [("expected", "moment_past")]);
    let timeless = json!({ "action": "move", "text": "Когда-нибудь." });
    assert_eq!(problems(&step(&world, &id, &timeless).await), [("expected", "required")]);
    let moved = changed(moved, json!({ "text": "Привезут щит позже." }));
    let view = step(&world, &id, &moved).await.body;
    assert_eq!(view["outage"]["expected"], "2026-11-24T15:00:00+03:00");
    let last = &view["outage"]["events"][1];
    assert_eq!((&last["action"], &last["text"]), (&json!("move"), &json!("Привезут щит позже.")));
    assert_eq!(view["outage"]["events"][0]["expected"], "2026-11-24T13:30:00+03:00", "history is kept");
    assert_eq!(step(&world, &id, &json!({ "action": "begin" })).await.body["outage"]["stage"], "begun");
    let view = step(&world, &id, &json!({ "action": "restore" })).await.body;
    assert_eq!((&view["outage"]["stage"], &view["actions"]), (&json!("restored"), &json!([])));
    assert_eq!(step(&world, &id, &json!({ "action": "restore" })).await.code(), "wrong_stage");
    assert_eq!(step(&world, "0", &json!({ "action": "restore" })).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_outage_that_cannot_be_is_not_entered() {
    let world = World::new().await;
    let mut clerk = world.staff(OPERATOR).await;
    let sudden = json!({ "is_planned": false });
    for (fields, expected) in [
        (json!({ "branch": "moon" }), ("branch", "not_a_choice")),
        (json!({ "places": [] }), ("street", "required")),
        (json!({ "places": [{ "street": "я".repeat(201) }] }), ("street", "too_long")),
        (json!({ "places": [{ "street": "x", "houses": ["<b>"] }] }), ("houses", "not_a_choice")),
        (json!({ "begins": "" }), ("begins", "required")),
        (json!({ "begins": "завтра" }), ("begins", "not_a_moment")),
        (json!({ "begins": "2026-11-20T09:00" }), ("begins", "moment_past")),
        (changed(sudden, json!({})), ("begins", "moment_ahead")),
        (json!({ "expected": "" }), ("expected", "required")),
        (json!({ "expected": "2026-11-24T09:00" }), ("expected", "moment_past")),
        (json!({ "text": " " }), ("text", "required")),
        (json!({ "text": "я".repeat(1001) }), ("text", "too_long")),
    ] {
        let reply = clerk.post(paths::STAFF_OUTAGES, &changed(works(), fields)).await;
        assert_eq!(problems(&reply), [expected], "{expected:?}");
    }
    // Nobody but the desk moves anything.
    let id = on_the_coast(&mut clerk).await;
    let path = paths::fill(paths::STAFF_OUTAGE_STEPS, &[&id]);
    for client in [&mut world.client(), &mut world.resident(WAVE).await] {
        assert_eq!(client.post(&path, &json!({ "action": "restore" })).await.code(), "sign_in_required");
        assert_eq!(client.post(paths::STAFF_OUTAGES, &works()).await.code(), "sign_in_required");
        assert_eq!(client.get(paths::STAFF_OUTAGES).await.code(), "sign_in_required");
    }
}
