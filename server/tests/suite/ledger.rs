//! The ledger of readings: the same again, corrections, two devices, bills between, meters that were replaced.

use axum::http::StatusCode;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::{Value, json};
use svetlitsa_server::entity::{meter, reading};

use crate::harness::World;

const READINGS: &str = "/api/v1/accounts/67100000017/readings";
const METER: &str = "67100000017-1";
/// Maria's last values.
const DAY: u64 = 12_480;
const NIGHT: u64 = 6_215;

fn form(day: u64, night: u64) -> Value {
    let values = json!([{ "zone": "day", "value": DAY + day }, { "zone": "night", "value": NIGHT + night }]);
    json!({ "meter": METER, "values": values })
}

fn taken(mut form: Value, day: &str) -> Value {
    form["taken_on"] = json!(day);
    form
}

async fn rows_of_november(world: &World, meter: &str) -> Vec<reading::Model> {
    reading::Entity::find()
        .filter(reading::Column::Meter.eq(meter))
        .filter(reading::Column::Period.eq("2026-11"))
        .all(&world.app.db)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_same_values_again_are_one_reading() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let first = maria.post(READINGS, &form(150, 60)).await;
    assert_eq!(first.status, StatusCode::CREATED, "{:?}", first.body);
    // Another device, another key, the registers in another order.
    let mut again = form(150, 60);
    again["values"].as_array_mut().unwrap().reverse();
    let mut guest = world.guest("67100000017", "12").await;
    let second = guest.post(READINGS, &again).await;
    assert_eq!((second.status, &second.body), (StatusCode::OK, &first.body));
    assert_eq!(rows_of_november(&world, METER).await.len(), 1);
}

#[tokio::test]
async fn a_correction_keeps_what_was_before() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let first = maria.post(READINGS, &form(150, 60)).await.body;
    // A refused one changes nothing.
    assert_eq!(maria.post(READINGS, &form(99_999, 60)).await.body["state"], "refused");
    let second = maria.post(READINGS, &form(140, 61)).await.body;
    assert_eq!((&second["state"], &second["consumption"][0]["units"]), (&json!("accepted"), &json!(140)));
    let items = maria.get(READINGS).await.body["items"].clone();
    let states: Vec<&str> = (0..3).map(|i| items[i]["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["accepted", "refused", "replaced"]);
    assert_eq!((&items[2]["id"], &items[2]["status"]), (&first["id"], &json!("accepted")));
    assert_eq!(items[3]["state"], "used", "last month's bill is made of it");
}

#[tokio::test]
async fn the_later_dial_counts_whichever_phone_reports_first() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    assert_eq!(maria.post(READINGS, &taken(form(150, 60), "2026-11-20")).await.body["state"], "accepted");
    let late = maria.post(READINGS, &taken(form(120, 50), "2026-11-18")).await;
    assert_eq!(
        (late.status, &late.body["status"], &late.body["state"]),
        (StatusCode::CREATED, &json!("accepted"), &json!("replaced")),
        "kept, and replaced from the start"
    );
    let counting: Vec<_> =
        rows_of_november(&world, METER).await.into_iter().filter(|row| row.state == "accepted").collect();
    assert_eq!((counting.len(), counting[0].taken_on.as_str()), (1, "2026-11-20"));
}

#[tokio::test]
async fn two_devices_at_once_leave_one_that_counts() {
    let world = World::new().await;
    two_devices_at_once(&world).await;
}

/// Told on both databases: it is the database that keeps them apart.
pub(crate) async fn two_devices_at_once(world: &World) {
    let mut phone = world.resident("maria@demo.svetlitsa").await;
    let mut tablet = phone.clone();
    let (a, b) = (form(150, 60), form(151, 60));
    let (a, b) = tokio::join!(phone.post(READINGS, &a), tablet.post(READINGS, &b));
    assert_eq!((a.status, b.status), (StatusCode::CREATED, StatusCode::CREATED), "{:?} {:?}", a.body, b.body);
    let mut states: Vec<_> = rows_of_november(world, METER).await.into_iter().map(|row| row.state).collect();
    states.sort();
    assert_eq!(states, ["accepted", "replaced"]);
}

#[tokio::test]
async fn what_a_bill_has_used_stays_and_the_next_reading_is_the_next_bills() {
    let world = World::new().await;
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    maria.post(READINGS, &form(150, 60)).await;
    let row = rows_of_november(&world, METER).await.remove(0);
    let mut row = row.into_active_model();
    row.state = Set("used".to_owned());
    row.update(&world.app.db).await.unwrap();

    let again = maria.post(READINGS, &form(150, 60)).await;
    assert_eq!((again.status, &again.body["state"]), (StatusCode::OK, &json!("used")));
    let next = maria.post(READINGS, &form(170, 66)).await.body;
    assert_eq!((&next["period"], &next["state"]), (&json!("2026-12"), &json!("accepted")), "{next}");
    assert_eq!((&next["consumption"][0]["units"], &next["consumption"][1]["units"]), (&json!(20), &json!(6)));
    assert_eq!(rows_of_november(&world, METER).await.len(), 1);
}

#[tokio::test]
async fn a_meter_that_was_taken_off_is_read_no_more() {
    let world = World::new().await;
    let account = "/api/v1/accounts/67100000041";
    let mut ilya = world.resident("67100000041@demo.svetlitsa").await;
    let meters = ilya.get(account).await.body["meters"].clone();
    assert_eq!((meters.as_array().unwrap().len(), &meters[0]["id"]), (1, &json!("67100000041-2")));
    let body = json!({ "meter": "67100000041-1", "values": [{ "zone": "single", "value": 45_310 }] });
    let reply = ilya.post(&format!("{account}/readings"), &body).await;
    assert_eq!((reply.status, &reply.body["state"]), (StatusCode::CREATED, &json!("refused")));
    assert_eq!(reply.body["findings"][0], json!({ "code": "meter_taken_off", "zone": null }));
    // The meter of a neighbour is not there at all.
    let body = json!({ "meter": METER, "values": [{ "zone": "single", "value": 45_310 }] });
    let reply = ilya.post(&format!("{account}/readings"), &body).await;
    assert_eq!(
        (reply.code(), &reply.body["fields"][0]["code"]),
        ("validation_failed", &json!("not_a_choice"))
    );
}

/// `facts/domain.md` 2.2: previous 45 210, final 45 302, initial 3, current 121 → 92 + 118 = 210.
#[tokio::test]
async fn the_first_reading_of_a_new_meter_counts_the_old_one_out() {
    let world = World::new().await;
    // The act is not entered as a reading yet, and the new meter is read by hand.
    reading::Entity::delete_many()
        .filter(reading::Column::Account.eq("67100000041"))
        .filter(reading::Column::Period.eq("2026-11"))
        .exec(&world.app.db)
        .await
        .unwrap();
    let row = meter::Entity::find_by_id("67100000041-2").one(&world.app.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.is_smart = Set(false);
    row.update(&world.app.db).await.unwrap();

    let account = "/api/v1/accounts/67100000041";
    let mut ilya = world.resident("67100000041@demo.svetlitsa").await;
    let replaced = ilya.get(account).await.body["meters"][0]["replaced"].clone();
    let share = json!([{ "zone": "single", "units": 92 }]);
    assert_eq!(
        (&replaced["serial"], &replaced["taken_off_on"], &replaced["consumption"]),
        (&json!("00617293"), &json!("2026-11-03"), &share)
    );
    let body = json!({ "meter": "67100000041-2", "values": [{ "zone": "single", "value": 121 }] });
    let reply = ilya.post(&format!("{account}/readings"), &body).await;
    assert_eq!(reply.body["consumption"], json!([{ "zone": "single", "units": 210 }]), "{:?}", reply.body);
}

#[tokio::test]
async fn silence_says_beforehand_what_it_costs() {
    let world = World::new().await;
    // Three periods are charged by average already: the fourth is the norm's, 46 × 3 = 138 kWh at 6.62.
    let mut anna = world.resident("67100000033@demo.svetlitsa").await;
    let meter = anna.get("/api/v1/accounts/67100000033").await.body["meters"][0].clone();
    let stages = json!([
        { "method": "norm", "from": "2026-11", "until": null, "units": "138", "cost_kopecks": 91_356 }
    ]);
    assert_eq!(meter["silence"]["stages"], stages);
    assert_eq!(
        (&meter["silence"]["norm"]["per_person"], &meter["silence"]["norm"]["residents"]),
        (&json!("46"), &json!(3))
    );

    // Day 958 / 6 at 7.28 and night 483 / 6 at 2.92, three times; then 60 × 2 at the price of one zone.
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let account = "/api/v1/accounts/67100000017";
    let stages = maria.get(account).await.body["meters"][0]["silence"]["stages"].clone();
    let expected = json!([
        { "method": "average", "from": "2026-11", "until": "2027-01", "units": "240.2", "cost_kopecks": 116_237 + 23_506 },
        { "method": "norm", "from": "2027-02", "until": null, "units": "120", "cost_kopecks": 79_440 },
    ]);
    assert_eq!(stages, expected);
    maria.post(READINGS, &form(150, 60)).await;
    assert!(maria.get(account).await.body["meters"][0]["silence"].is_null(), "it is given");

    // What somebody uses is not a guest's to know; a smart meter is never silent, a prepaid one is paid for.
    for (number, house) in [("67100000033", "5"), ("67100000041", "7"), ("50200000013", "3")] {
        let mut guest = world.guest(number, house).await;
        let body = guest.get(&format!("/api/v1/accounts/{number}")).await.body;
        assert!(body["meters"][0]["silence"].is_null(), "{number}");
    }
    for number in ["67100000041", "50200000013"] {
        let mut own = world.resident(&format!("{number}@demo.svetlitsa")).await;
        assert!(own.get(&format!("/api/v1/accounts/{number}")).await.body["meters"][0]["silence"].is_null());
    }
}

#[tokio::test]
async fn many_at_once_are_all_answered_and_one_counts() {
    let world = World::new().await;
    let maria = world.resident("maria@demo.svetlitsa").await;
    let mut tasks = tokio::task::JoinSet::new();
    for i in 0..40 {
        let mut client = maria.clone();
        // Good ones, refused ones, odd ones and such as name no meter, all in one batch.
        let body = match i % 4 {
            0 => form(150 + i, 60),
            1 => form(90_000, 60),
            2 => form(0, 0),
            _ => json!({ "meter": "none", "values": [] }),
        };
        tasks.spawn(async move { (i, client.post(READINGS, &body).await) });
    }
    while let Some(done) = tasks.join_next().await {
        let (i, reply) = done.unwrap();
        let expected = [
            StatusCode::CREATED,
            StatusCode::CREATED,
            StatusCode::CONFLICT,
            StatusCode::UNPROCESSABLE_ENTITY,
        ];
        assert_eq!(reply.status, expected[usize::try_from(i % 4).unwrap()], "{i} {:?}", reply.body);
    }
    let rows = rows_of_november(&world, METER).await;
    let with = |state: &str| rows.iter().filter(|row| row.state == state).count();
    assert_eq!((with("accepted"), with("replaced"), with("refused"), rows.len()), (1, 9, 10, 20));
}
