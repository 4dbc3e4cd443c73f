//! Text messages: to a telephone that was confirmed, in their hours, again until they arrive, and never twice.

use std::sync::Mutex;

use axum::http::StatusCode;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::entity::{campaign_refusal, outgoing_sms};
use svetlitsa_server::jobs::reminders::remind_all;
use svetlitsa_server::jobs::sms::deliver;
use svetlitsa_server::sms::{Arrival, SmsError, SmsGateway};

use crate::harness::{Client, Reply, World};

const ANNA: &str = "67100000033@demo.svetlitsa";
const ANNAS: &str = "67100000033";

/// A gateway that does what the test says, and remembers what it took.
struct Scripted {
    taken: Mutex<Vec<(String, String, String)>>,
    answer: Mutex<Result<(), SmsError>>,
    arrival: Mutex<Arrival>,
}

impl Scripted {
    fn new() -> Self {
        Self { taken: Mutex::default(), answer: Mutex::new(Ok(())), arrival: Mutex::new(Arrival::Queued) }
    }

    /// Ids of what it took, the same id once.
    fn ids(&self) -> Vec<String> {
        let mut ids: Vec<_> = self.taken.lock().unwrap().iter().map(|(id, ..)| id.clone()).collect();
        ids.dedup();
        ids
    }

    fn text(&self) -> String {
        self.taken.lock().unwrap().last().unwrap().2.clone()
    }

    fn will(&self, answer: Result<(), SmsError>) {
        *self.answer.lock().unwrap() = answer;
    }

    fn tells(&self, arrival: Arrival) {
        *self.arrival.lock().unwrap() = arrival;
    }
}

#[async_trait::async_trait]
impl SmsGateway for Scripted {
    async fn send(&self, id: &str, to: &str, text: &str) -> Result<(), SmsError> {
        let answer = self.answer.lock().unwrap().clone();
        if answer.is_ok() {
            self.taken.lock().unwrap().push((id.to_owned(), to.to_owned(), text.to_owned()));
        }
        answer
    }

    async fn arrival(&self, _: &str) -> Result<Arrival, SmsError> {
        Ok(*self.arrival.lock().unwrap())
    }
}

async fn work(world: &World, gateway: &Scripted) {
    deliver(&world.app, gateway).await.map_err(|failure| failure.code).unwrap();
}

async fn newest(world: &World) -> outgoing_sms::Model {
    let rows = outgoing_sms::Entity::find().order_by_desc(outgoing_sms::Column::Id);
    rows.one(&world.app.db).await.unwrap().unwrap()
}

async fn ask(client: &mut Client, phone: &str) -> Reply {
    client.post(paths::PHONE_CODES, &json!({ "phone": phone })).await
}

async fn show(client: &mut Client, code: &str) -> Reply {
    client.post(paths::PHONE, &json!({ "code": code })).await
}

async fn code_of(world: &World) -> String {
    newest(world).await.text.chars().filter(char::is_ascii_digit).collect()
}

/// Confirms a telephone; the message with its code has left.
async fn confirmed(world: &World, client: &mut Client, gateway: &Scripted, phone: &str) {
    assert_eq!(ask(client, phone).await.status, StatusCode::ACCEPTED);
    let code = code_of(world).await;
    assert_eq!(show(client, &code).await.status, StatusCode::OK);
    work(world, gateway).await;
    gateway.tells(Arrival::Delivered);
    world.pass(60);
    work(world, gateway).await;
    gateway.tells(Arrival::Queued);
}

fn wishes(readings: bool, debt: bool) -> Value {
    json!({ "kinds": [{ "kind": "readings", "sms": readings }, { "kind": "debt", "sms": debt }] })
}

async fn set(client: &mut Client, body: &Value) -> Reply {
    let path = paths::fill(paths::REMINDERS, &[ANNAS]);
    client.send("PUT", &path, Some(body.to_string()), Some(&svetlitsa_server::random::id())).await
}

/// A reminder of a debt waits for the gateway.
async fn reminded() -> (World, Scripted, Client) {
    let world = World::new().await;
    let gateway = Scripted::new();
    let mut anna = world.resident(ANNA).await;
    confirmed(&world, &mut anna, &gateway, "+7 910 111-22-33").await;
    set(&mut anna, &wishes(false, true)).await;
    let world = world.later("2026-11-17T09:00:00Z");
    remind_all(&world.app).await.map_err(|failure| failure.code).unwrap();
    (world, gateway, anna)
}

#[tokio::test]
async fn a_telephone_is_confirmed_by_its_code_and_nothing_goes_to_any_other() {
    let world = World::new().await;
    let mut anna = world.resident(ANNA).await;
    for (phone, code) in [
        ("", "not_a_phone"),
        ("112", "not_a_phone"),
        ("8 (4812) 68-75-50", "not_a_mobile"),
        (&"9".repeat(50_000), "not_a_phone"),
        ("<script>", "not_a_phone"),
    ] {
        let reply = ask(&mut anna, phone).await;
        assert_eq!(reply.body["fields"], json!([{ "field": "phone", "code": code }]), "{code}");
    }
    let refused = set(&mut anna, &wishes(true, false)).await;
    assert_eq!(refused.body["fields"], json!([{ "field": "readings_by_sms", "code": "phone_required" }]));

    assert_eq!(ask(&mut anna, "8 910 111-22-33").await.status, StatusCode::ACCEPTED);
    let message = newest(&world).await;
    assert_eq!((message.recipient.as_str(), message.segments), ("+79101112233", 1), "{}", message.text);
    let code = code_of(&world).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let reply = show(&mut anna, wrong).await;
    assert_eq!(reply.body["fields"], json!([{ "field": "code", "code": "wrong_sms_code" }]));
    assert_eq!(anna.get(paths::PHONE).await.body, json!({ "phone": null, "is_offered": true }));
    // Somebody else's code is nobody's.
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(show(&mut maria, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(show(&mut anna, &code).await.body["phone"], "+7 *** ***-22-33");
    assert_eq!(show(&mut anna, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "taken once");
    assert_eq!(set(&mut anna, &wishes(true, true)).await.status, StatusCode::NO_CONTENT);

    // Without the telephone there is nothing by text message.
    assert_eq!(anna.delete(paths::PHONE).await.status, StatusCode::NO_CONTENT);
    let view = anna.get(&paths::fill(paths::REMINDERS, &[ANNAS])).await.body;
    assert!(view["kinds"].as_array().unwrap().iter().all(|kind| kind["sms"] == false), "{view}");
}

#[tokio::test]
async fn codes_are_few_soon_old_and_not_to_be_guessed() {
    let world = World::new().await;
    let mut anna = world.resident(ANNA).await;
    ask(&mut anna, "+7 910 111-22-33").await;
    let code = code_of(&world).await;
    world.pass(601);
    assert_eq!(show(&mut anna, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "ten minutes");
    ask(&mut anna, "+7 910 111-22-33").await;
    let code = code_of(&world).await;
    for _ in 0..5 {
        show(&mut anna, "12").await;
    }
    assert_eq!(show(&mut anna, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "five wrong ones");
    assert_eq!(ask(&mut anna, "+7 910 111-22-33").await.status, StatusCode::ACCEPTED);
    for (client, phone) in
        [(&mut anna, "+7 910 999-99-99"), (&mut world.resident("maria@demo.svetlitsa").await, "89101112233")]
    {
        let reply = ask(client, phone).await;
        assert_eq!((reply.status, reply.code()), (StatusCode::TOO_MANY_REQUESTS, "rate_limited"), "{phone}");
    }
    let world = world.later("2026-11-20T11:01:00+03:00");
    assert_eq!(ask(&mut world.resident(ANNA).await, "89101112233").await.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn a_reminder_goes_by_the_ways_that_were_chosen_and_is_listed() {
    let world = World::new().await;
    let gateway = Scripted::new();
    let mut anna = world.resident(ANNA).await;
    confirmed(&world, &mut anna, &gateway, "+7 910 111-22-33").await;
    assert_eq!(set(&mut anna, &wishes(false, true)).await.status, StatusCode::NO_CONTENT);
    let letters = world.letters(ANNA).await.len();
    let world = world.later("2026-11-17T09:00:00Z");
    assert_eq!(remind_all(&world.app).await.map_err(|failure| failure.code).unwrap(), 1);
    assert_eq!(remind_all(&world.app).await.map_err(|failure| failure.code).unwrap(), 0, "once a month");
    assert_eq!(world.letters(ANNA).await.len(), letters, "no letter was asked for");
    work(&world, &gateway).await;
    let text = gateway.text();
    assert!(text.contains(ANNAS) && text.chars().count() <= 160, "{text}");
    let listed = anna.get(paths::MESSAGES).await.body;
    let (debt, code) = (&listed["items"][0], &listed["items"][1]);
    assert_eq!(
        (&debt["text"], &debt["state"], &debt["segments"]),
        (&json!(text), &json!("handed_over"), &json!(1))
    );
    assert_eq!(
        (&code["text"], &code["state"]),
        (&json!(""), &json!("delivered")),
        "a code is not told again"
    );
    assert!(!newest(&world).await.text.is_empty());
    gateway.tells(Arrival::Delivered);
    world.pass(10);
    work(&world, &gateway).await;
    assert_eq!(anna.get(paths::MESSAGES).await.body["items"][0]["state"], "delivered");
    // Done is done.
    world.pass(10 * 24 * 3600);
    work(&world, &gateway).await;
    assert_eq!(gateway.ids().len(), 2);
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(maria.get(paths::MESSAGES).await.body["items"], json!([]));
}

#[tokio::test]
async fn what_does_not_arrive_goes_again_the_next_day_and_never_at_night_or_on_a_holiday() {
    let (world, gateway, mut anna) = reminded().await;
    work(&world, &gateway).await;
    assert_eq!(gateway.ids().len(), 2);
    gateway.tells(Arrival::Undelivered);
    world.pass(10);
    work(&world, &gateway).await;
    let row = newest(&world).await;
    assert_eq!((row.failures, row.handed_at), (1, None));
    // Not within the day.
    world.pass(23 * 3600);
    work(&world, &gateway).await;
    assert_eq!(gateway.ids().len(), 2);
    // 18:00 UTC is nine in the evening in Smolensk: the next day at ten.
    let world = world.later("2026-11-18T18:00:00Z");
    world.pass(3600);
    work(&world, &gateway).await;
    assert_eq!(gateway.ids().len(), 2, "not at night");
    // On the eve of eight holidays: the ninth of January.
    let world = world.later("2026-12-31T18:00:00Z");
    world.pass(13 * 3600);
    work(&world, &gateway).await;
    let waits = newest(&world).await.next_attempt_at - world.app.real_time.now_ms();
    // The clock runs on while this is asked.
    assert_eq!((waits + 60_000) / 3_600_000, 8 * 24 + 13, "ten o'clock on the 9th");
    let world = world.later("2027-01-09T09:00:00Z");
    world.pass(waits / 1000 + 1);
    work(&world, &gateway).await;
    assert_eq!(gateway.ids().len(), 3);
    let ids = gateway.ids();
    assert_ne!(ids[1], ids[2], "a new message for the gateway, the same for us");
    // A week of days, and it rests.
    for _ in 0..20 {
        world.pass(25 * 3600);
        work(&world, &gateway).await;
    }
    assert_eq!((newest(&world).await.failures, gateway.ids().len()), (7, 1 + 7));
    assert_eq!(anna.get(paths::MESSAGES).await.body["items"][0]["state"], "given_up");
}

#[tokio::test]
async fn nothing_more_goes_to_a_telephone_that_was_taken_away_or_changed() {
    for is_changed in [false, true] {
        let (world, gateway, mut anna) = reminded().await;
        work(&world, &gateway).await;
        gateway.tells(Arrival::Undelivered);
        world.pass(10);
        work(&world, &gateway).await;
        assert_eq!(newest(&world).await.failures, 1, "to be repeated the next day");
        if is_changed {
            assert_eq!(
                ask(&mut world.resident(ANNA).await, "+7 910 444-44-44").await.status,
                StatusCode::ACCEPTED
            );
            let code = code_of(&world).await;
            assert_eq!(show(&mut world.resident(ANNA).await, &code).await.status, StatusCode::OK);
        } else {
            assert_eq!(anna.delete(paths::PHONE).await.status, StatusCode::NO_CONTENT);
        }
        let world = world.later("2026-11-19T09:00:00Z");
        world.pass(48 * 3600);
        work(&world, &gateway).await;
        let old = gateway.taken.lock().unwrap().iter().filter(|(_, to, _)| to == "+79101112233").count();
        assert_eq!(old, 2, "a code and one try");
    }
}

#[tokio::test]
async fn one_message_that_cannot_be_judged_holds_up_no_other() {
    let (world, gateway, _) = reminded().await;
    let broken = outgoing_sms::Model { branch: Some("atlantis".into()), ..newest(&world).await };
    svetlitsa_server::store::sms::update(&world.app.db, broken).await.unwrap();
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(ask(&mut maria, "+7 910 222-22-22").await.status, StatusCode::ACCEPTED);
    work(&world, &gateway).await;
    assert_eq!(gateway.taken.lock().unwrap().last().unwrap().1, "+79102222222");
}

#[tokio::test]
async fn a_gateway_that_is_away_for_a_day_loses_nothing_and_gets_nothing_twice() {
    let (world, gateway, _) = reminded().await;
    gateway.will(Err(SmsError::Away("no route".into())));
    for _ in 0..30 {
        work(&world, &gateway).await;
        world.pass(3601);
    }
    assert_eq!((gateway.ids().len(), newest(&world).await.handed_at), (1, None));
    // It is back. A kill between the handing over and the note hands it over again, under its id.
    gateway.will(Ok(()));
    let before = newest(&world).await;
    work(&world, &gateway).await;
    assert_eq!(gateway.ids().len(), 2);
    svetlitsa_server::store::sms::update(&world.app.db, before).await.unwrap();
    work(&world, &gateway).await;
    let taken = gateway.taken.lock().unwrap().len();
    assert_eq!((taken, gateway.ids().len()), (3, 2));

    // What it refuses is not offered again.
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    ask(&mut maria, "+7 910 222-22-22").await;
    gateway.will(Err(SmsError::Refused("422".into())));
    work(&world, &gateway).await;
    gateway.will(Ok(()));
    world.pass(100 * 3600);
    work(&world, &gateway).await;
    assert_eq!(maria.get(paths::MESSAGES).await.body["items"][0]["state"], "given_up");
}

#[tokio::test]
async fn the_word_stop_ends_them_and_so_does_the_last_tick() {
    let (world, gateway, mut anna) = reminded().await;
    work(&world, &gateway).await;
    let sent = gateway.ids().len();
    gateway.tells(Arrival::Undelivered);
    world.pass(10);
    work(&world, &gateway).await;
    let say = async |from: &str, id: &str| {
        let body =
            json!({ "id": id, "from": from, "text": "Стоп.", "received_at": "2026-11-17T12:00:00+03:00" });
        let mut operator = world.client();
        operator.bearer = Some("svetlitsa-demo".to_owned());
        operator.post(paths::SMS_GATEWAY, &body).await.body
    };
    assert_eq!(say("+79990000000", "1").await["verdict"], "refused", "a stranger's word ends nothing");
    let answer = say("+7 910 111-22-33", "2").await;
    assert_eq!((&answer["verdict"], &answer["code"]), (&json!("accepted"), &json!("stopped")), "{answer}");
    assert_eq!(say("+7 910 111-22-33", "2").await, answer, "the same message has the same answer");
    world.pass(2 * 24 * 3600);
    work(&world, &gateway).await;
    assert_eq!(gateway.ids().len(), sent, "nor is what did not arrive tried again");
    let reminders = paths::fill(paths::REMINDERS, &[ANNAS]);
    let view = anna.get(&reminders).await.body;
    assert!(view["kinds"].as_array().unwrap().iter().all(|kind| kind["sms"] == false), "{view}");
    let declined = campaign_refusal::Entity::find().all(&world.app.db).await.unwrap();
    let mut declined: Vec<&str> = declined.iter().map(|row| row.scenario.as_str()).collect();
    declined.sort_unstable();
    assert_eq!(declined, ["debt", "information", "readings"], "what the law has us announce is not ended");

    let (world, gateway, mut anna) = reminded().await;
    assert_eq!(set(&mut anna, &wishes(false, false)).await.status, StatusCode::NO_CONTENT);
    work(&world, &gateway).await;
    assert_eq!(
        gateway.ids().len(),
        sent - 1,
        "what waits for the gateway does not leave after the last tick is gone"
    );
}
