//! Readings that arrive together: each has the verdict that it would have by itself, and one that breaks hinders none.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::StatusCode;
use axum::response::Response;
use http_body_util::BodyExt;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    TransactionTrait,
};
use serde_json::{Value, json};
use svetlitsa_api::ErrorCode;
use svetlitsa_server::entity::{idempotency_key, meter, reading, register};
use svetlitsa_server::failure::Outcome;
use svetlitsa_server::readings::Submission;
use svetlitsa_server::store::batch::{Batch, Job, all_or_each};

use crate::harness::World;
use crate::senders::{Sender, Sent};

/// Status and body of an answer without what differs from try to try, or the failure.
async fn told(outcome: Outcome<Response>) -> String {
    let response = match outcome {
        Ok(response) => response,
        Err(failure) => return format!("{:?} {:?}", failure.code, failure.fields),
    };
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let mut body: Value = serde_json::from_slice(&bytes).unwrap();
    for name in ["id", "received"] {
        body[name].take();
    }
    format!("{status} {body}")
}

/// What is in the ledger, in its order, without what differs from try to try.
async fn ledger(db: &impl ConnectionTrait, before: &[String]) -> Vec<String> {
    let rows = reading::Entity::find().order_by_asc(reading::Column::Id).all(db).await.unwrap();
    let told = |row: reading::Model| {
        let is_new = !before.contains(&row.id);
        let id = if is_new { String::new() } else { row.id };
        format!("{:?}", reading::Model { id, received_at: if is_new { 0 } else { row.received_at }, ..row })
    };
    let mut rows: Vec<_> = rows.into_iter().map(told).collect();
    rows.sort();
    rows
}

/// Numbers that look random and are the same each time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A crowd that sends everything there is: ordinary, odd, wrong, foreign, late, repeated, with keys used before.
async fn crowd(world: &World, count: usize, seed: u64) -> Vec<Sent> {
    let db = &world.app.db;
    let meters = meter::Entity::find().order_by_asc(meter::Column::Id).all(db).await.unwrap();
    let mut dice = Dice(seed);
    let mut sent: Vec<Sent> = Vec::new();
    for number in 0..count {
        if number > 0 && dice.below(8) == 0 {
            let at = usize::try_from(dice.below(number as u64)).unwrap();
            sent.push(sent[at].clone());
            continue;
        }
        let of_few = meters.len().min(12) as u64;
        let meter = &meters[usize::try_from(dice.below(of_few)).unwrap()];
        let last = reading::Entity::find()
            .filter(reading::Column::Meter.eq(&meter.id))
            .filter(reading::Column::Status.eq("accepted"))
            .order_by_desc(reading::Column::Period)
            .one(db)
            .await
            .unwrap();
        let last: Value = last.map_or_else(|| json!([]), |row| serde_json::from_str(&row.values).unwrap());
        let registers = register::Entity::find()
            .filter(register::Column::Meter.eq(&meter.id))
            .order_by_asc(register::Column::Position)
            .all(db)
            .await
            .unwrap();
        let more = [120, 121, 90, 0, 40_000, 3_000_000_000, 150, 60][usize::try_from(dice.below(8)).unwrap()];
        let mut values = Vec::new();
        for register in &registers {
            let known = last.as_array().unwrap().iter().find(|value| value["zone"] == register.zone.as_str());
            let known = known.map_or(0, |value| value["value"].as_u64().unwrap());
            let value = if dice.below(12) == 0 { known.saturating_sub(7) } else { known + more };
            values.push(json!({ "zone": register.zone, "value": value.min(u64::from(u32::MAX)) }));
        }
        if dice.below(15) == 0 {
            values.pop();
        }
        let is_foreign = dice.below(20) == 0;
        let account = if is_foreign { "67100000017".to_owned() } else { meter.account.clone() };
        let key = if dice.below(15) == 0 { "taken".to_owned() } else { format!("k-{seed}-{number}") };
        let mut body = json!({ "meter": meter.id, "values": values, "confirmed": dice.below(2) == 0 });
        match dice.below(6) {
            0 => body["taken_on"] = json!("2026-11-17"),
            1 => body["taken_at"] = json!("2026-11-19T08:00:00+03:00"),
            2 => body["taken_at"] = json!("2031-01-01T00:00:00Z"),
            _ => {}
        }
        sent.push(Sent { account, key, body });
    }
    sent
}

/// The same readings in one group and one by one: the same answers and the same ledger. Told on both databases.
pub(crate) async fn together_as_one_by_one(world: &World) {
    let db = &world.app.db;
    let before: Vec<String> =
        reading::Entity::find().all(db).await.unwrap().into_iter().map(|row| row.id).collect();
    let sender = Sender::of(world).await;
    let mut seen = BTreeMap::new();
    for seed in 1..=4 {
        let sent = crowd(world, 70, seed).await;
        let jobs = sender.submissions(&sent).await;
        let tx = svetlitsa_server::store::begin_write(db).await.unwrap();
        let outcomes = Submission::together(&tx, &jobs).await.unwrap();
        let ledger_together = ledger(&tx, &before).await;
        tx.rollback().await.unwrap();
        let mut told_together = Vec::new();
        for outcome in outcomes {
            told_together.push(told(outcome).await);
        }

        let tx = svetlitsa_server::store::begin_write(db).await.unwrap();
        for (number, one) in sent.iter().enumerate() {
            let job = sender.submission(one).await;
            let savepoint = tx.begin().await.unwrap();
            let outcome = Submission::together(&savepoint, &[job]).await.unwrap().remove(0);
            savepoint.commit().await.unwrap();
            assert_eq!(told_together[number], told(outcome).await, "seed {seed}, number {number}: {one:?}");
        }
        assert_eq!(ledger_together, ledger(&tx, &before).await, "seed {seed}");
        for row in reading::Entity::find().all(&tx).await.unwrap() {
            *seen.entry(row.state).or_insert(0) += 1;
        }
        tx.rollback().await.unwrap();
        for told in told_together {
            let what = told.split_once(' ').unwrap().0.to_owned();
            *seen.entry(what).or_insert(0) += 1;
        }
    }
    for what in [
        "accepted",
        "question",
        "refused",
        "replaced",
        "201",
        "ConfirmationRequired",
        "IdempotencyKeyReused",
        "ValidationFailed",
    ] {
        assert!(seen.get(what).is_some_and(|count| *count > 2), "too few of {what}: {seen:?}");
    }
}

#[tokio::test]
async fn a_group_is_judged_as_one_by_one() {
    together_as_one_by_one(&World::new().await).await;
}

/// A double click is one reading, and a key serves one request, also when both come at once. Told on both databases.
pub(crate) async fn twins_at_once(world: &World) {
    let readings = format!("/api/v1/accounts/{MARIA}/readings");
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let mut twin = maria.clone();
    let (form, other) = (of_maria(world, "", 110).await.body, of_maria(world, "", 112).await.body);
    let before = of_november(world).await.len();
    let (a, b) = tokio::join!(
        maria.post_with_key(&readings, &form, "twin-1"),
        twin.post_with_key(&readings, &form, "twin-1")
    );
    assert_eq!((a.status, &a.body["id"]), (b.status, &b.body["id"]), "{:?} {:?}", a.body, b.body);
    assert_eq!(of_november(world).await.len(), before + 1);
    let (a, b) = tokio::join!(
        maria.post_with_key(&readings, &other, "twin-2"),
        twin.post_with_key(&readings, &form, "twin-2")
    );
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert!(statuses[0].is_success(), "{:?} {:?}", a.body, b.body);
    assert_eq!(statuses[1], StatusCode::CONFLICT, "{:?} {:?}", a.body, b.body);
}

pub(crate) const MARIA: &str = "67100000017";

/// A reading of Maria's meter.
pub(crate) async fn of_maria(world: &World, key: &str, more: u64) -> Sent {
    let meters = meter::Entity::find().filter(meter::Column::Account.eq(MARIA));
    let meter = meters.one(&world.app.db).await.unwrap().unwrap().id;
    let rows = reading::Entity::find().filter(reading::Column::Meter.eq(&meter));
    let rows = rows.filter(reading::Column::Period.eq("2026-10"));
    let row = rows.one(&world.app.db).await.unwrap().unwrap();
    let mut values: Value = serde_json::from_str(&row.values).unwrap();
    for value in values.as_array_mut().unwrap() {
        value["value"] = json!(value["value"].as_u64().unwrap() + more);
    }
    Sent { account: MARIA.to_owned(), key: key.to_owned(), body: json!({ "meter": meter, "values": values }) }
}

pub(crate) async fn of_november(world: &World) -> Vec<String> {
    let rows = reading::Entity::find()
        .filter(reading::Column::Account.eq(MARIA))
        .filter(reading::Column::Period.eq("2026-11"))
        .order_by_asc(reading::Column::Id);
    rows.all(&world.app.db).await.unwrap().into_iter().map(|row| row.state).collect()
}

#[tokio::test]
async fn one_meter_twice_in_a_group_is_a_correction() {
    let world = World::new().await;
    let sender = Sender::of(&world).await;
    let sent = [of_maria(&world, "k-1", 100).await, of_maria(&world, "k-2", 101).await];
    let outcomes = all_or_each(&world.app.writer, sender.submissions(&sent).await).await;
    for outcome in outcomes {
        assert!(told(outcome).await.contains(r#""state":"accepted""#));
    }
    assert_eq!(of_november(&world).await, ["replaced", "accepted"]);
}

#[tokio::test]
async fn one_key_twice_in_a_group_is_one_reading() {
    let world = World::new().await;
    let sender = Sender::of(&world).await;
    let first = of_maria(&world, "k-1", 100).await;
    let sent = [first.clone(), first.clone(), of_maria(&world, "k-1", 101).await];
    let mut outcomes = all_or_each(&world.app.writer, sender.submissions(&sent).await).await;
    assert_eq!(outcomes.pop().unwrap().unwrap_err().code, ErrorCode::IdempotencyKeyReused);
    let mut bodies = Vec::new();
    for outcome in outcomes {
        let response = outcome.unwrap();
        assert_eq!(response.status(), StatusCode::CREATED);
        bodies.push(response.into_body().collect().await.unwrap().to_bytes());
    }
    assert_eq!(bodies[0], bodies[1], "the same reading by its id");
    assert_eq!(of_november(&world).await, ["accepted"]);
    let keys = idempotency_key::Entity::find()
        .filter(idempotency_key::Column::Scope.eq(format!("resident:{}", sender.resident)));
    assert_eq!(keys.count(&world.app.db).await.unwrap(), 1);
}

#[tokio::test]
async fn a_row_that_the_database_refuses_hinders_no_other() {
    let world = World::new().await;
    let sender = Sender::of(&world).await;
    let trap = "CREATE TRIGGER trap BEFORE INSERT ON readings WHEN NEW.meter = '18300000022-1' \
                BEGIN SELECT RAISE(ABORT, 'a trap'); END";
    world.app.db.execute_unprepared(trap).await.unwrap();
    let bad = json!({ "meter": "18300000022-1", "values": [{ "zone": "single", "value": 12_000 }] });
    let bad = Sent { account: "18300000022".to_owned(), key: "k-2".to_owned(), body: bad };
    let sent = [of_maria(&world, "k-1", 100).await, bad, of_maria(&world, "k-3", 101).await];
    let outcomes = all_or_each(&world.app.writer, sender.submissions(&sent).await).await;
    let codes: Vec<_> =
        outcomes.iter().map(|outcome| outcome.as_ref().err().map(|failure| failure.code)).collect();
    assert_eq!(codes, [None, Some(ErrorCode::Unavailable), None]);
    assert_eq!(of_november(&world).await, ["replaced", "accepted"]);
    // The key of what failed is free: sent again, it counts.
    world.app.db.execute_unprepared("DROP TRIGGER trap").await.unwrap();
    let outcomes = all_or_each(&world.app.writer, sender.submissions(&sent).await).await;
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!(of_november(&world).await, ["replaced", "accepted"], "those of before are repeated only");
}

/// Work that writes its number down and panics at one of them.
struct Probe {
    number: u32,
    runs: Arc<AtomicU32>,
}

const UNLUCKY: u32 = 13;

impl Job for Probe {
    type Done = u32;

    async fn together(tx: &DatabaseTransaction, jobs: &[Self]) -> Outcome<Vec<Outcome<u32>>> {
        for job in jobs {
            job.runs.fetch_add(1, Ordering::Relaxed);
            let write = format!("INSERT INTO probes VALUES ({})", job.number);
            tx.execute_unprepared(&write).await?;
            assert_ne!(job.number, UNLUCKY, "thirteen");
        }
        Ok(jobs.iter().map(|job| Ok(job.number)).collect())
    }
}

#[tokio::test]
async fn a_panic_hinders_no_other_and_leaves_nothing() {
    let world = World::new().await;
    world.app.db.execute_unprepared("CREATE TABLE probes (number INTEGER)").await.unwrap();
    let (batch, runs) = (Batch::default(), Arc::new(AtomicU32::new(0)));
    let mut waiting = tokio::task::JoinSet::new();
    for number in 0..30 {
        let (batch, writer) = (Batch::clone(&batch), world.app.writer.clone());
        let probe = Probe { number, runs: runs.clone() };
        waiting.spawn(async move { (number, batch.run(&writer, probe).await) });
    }
    for (number, outcome) in waiting.join_all().await {
        match outcome {
            Ok(done) => assert_eq!(done, number),
            Err(failure) => assert_eq!((number, failure.code), (UNLUCKY, ErrorCode::Internal)),
        }
    }
    let left = world.app.db.query_one_raw(sea_orm::Statement::from_string(
        sea_orm::DbBackend::Sqlite,
        "SELECT COUNT(*) AS n, COUNT(DISTINCT number) AS d FROM probes WHERE number <> 13",
    ));
    let left = left.await.unwrap().unwrap();
    assert_eq!((left.try_get::<i64>("", "n").unwrap(), left.try_get::<i64>("", "d").unwrap()), (29, 29));
    let unlucky = "SELECT COUNT(*) AS n FROM probes";
    let all =
        world.app.db.query_one_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, unlucky));
    assert_eq!(all.await.unwrap().unwrap().try_get::<i64>("", "n").unwrap(), 29, "nothing of it stays");
    assert!(runs.load(Ordering::Relaxed) > 30, "they were in a group with it");
}
