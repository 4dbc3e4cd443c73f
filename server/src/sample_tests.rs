//! The sample world at the base date and at others.

use std::collections::BTreeMap;

use svetlitsa_api::readings::ZoneValue;

use super::*;
use crate::clock::from_ms;
use crate::data::Folder;

const BASE: &str = "2026-11-20T07:00:00Z";

fn source() -> Folder {
    Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/../data").into())
}

fn rows_at(now: &str) -> anyhow::Result<Rows> {
    let data = DataSet::load(&source()).unwrap();
    let world = SampleWorld::load(&source(), &data.branches).unwrap();
    let hashes = Hashes { residents: String::new(), staff: String::new() };
    build(&world, &data, &hashes, "https://demo.example", now.parse().unwrap())
}

/// What is owed by payee and period; what is settled is left out.
fn balances(rows: &Rows, account: &str) -> Vec<(String, String, i64)> {
    let mut sums = BTreeMap::<(&str, &str), i64>::new();
    for entry in rows.ledger.iter().filter(|entry| entry.account == account) {
        *sums.entry((&entry.payee, &entry.period)).or_default() += entry.amount_kopecks;
    }
    let open = sums.into_iter().filter(|(_, sum)| *sum != 0);
    open.map(|((payee, period), sum)| (payee.to_owned(), period.to_owned(), sum)).collect()
}

#[test]
fn each_account_owes_what_its_purpose_says() {
    let rows = rows_at(BASE).unwrap();
    let smolensk = "atomenergosbyt-smolensk";
    for (account, expected) in [
        // 172 kWh at 7.28 and 88 at 2.92.
        ("67100000017", vec![(smolensk, "2026-10", 125_216 + 25_696)]),
        ("67100000025", vec![]),
        // Three averages of 208.33 kWh (`facts/domain.md` 2.4). The closing of October booked the penalty of August: 46 days
        // late by 31.10, so 16 days of 9.5 % / 300. What has grown since then is on no bill yet.
        (
            "67100000033",
            vec![
                (smolensk, "2026-08", 123_958 + 628),
                (smolensk, "2026-09", 123_958),
                (smolensk, "2026-10", 137_917),
            ],
        ),
        ("67100000041", vec![]),
        ("50200000013", vec![("mosenergosbyt", "2026-11", -30_000)]),
        ("50200000021", vec![("rosseti-mr", "2021-09", 118_405), ("rosseti-mr", "2021-10", 123_165)]),
        ("18300000014", vec![]),
        // 3 and 4 m³ at 212.50.
        ("18300000030", vec![("uesk", "2026-10", 63_750 + 85_000)]),
        ("18300000022", vec![]),
        ("67100000058", vec![(smolensk, "2026-10", 88_046)]),
        ("63400000018", vec![]),
    ] {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(payee, period, sum)| (payee.to_owned(), period.to_owned(), sum))
            .collect();
        assert_eq!(balances(&rows, account), expected, "{account}");
    }
}

#[test]
fn bills_have_the_prices_of_their_months() {
    let rows = rows_at(BASE).unwrap();
    let charges = |account: &str, period: &str| {
        let is_charge = |entry: &&crate::entity::ledger_entry::Model| {
            entry.account == account && entry.period == period && entry.cause_kind == "charge"
        };
        rows.ledger.iter().filter(is_charge).map(|entry| entry.amount_kopecks).collect::<Vec<_>>()
    };
    // Common-area use of 10.8 kWh is a line of its own: 71.50 at 6.62, 64.26 at 5.95.
    assert_eq!(charges("67100000025", "2026-10"), [123_132, 7_150]);
    assert_eq!(charges("67100000025", "2026-09"), [103_530, 6_426]);
    assert_eq!(charges("50200000013", "2026-10"), [0_i64; 0], "a prepaid meter is not billed");
}

#[test]
fn dials_and_dates_stand_relative_to_the_clock() {
    for (now, last, next) in [
        (BASE, "2026-10-20", "2026-10"),
        ("2026-11-01T00:30:00Z", "2026-10-20", "2026-10"),
        ("2027-03-31T20:59:00Z", "2027-02-20", "2027-02"),
        ("2024-01-02T09:00:00Z", "2023-12-20", "2023-12"),
    ] {
        let rows = rows_at(now).unwrap();
        let mut own: Vec<_> =
            rows.readings.iter().filter(|reading| reading.account == "67100000017").collect();
        own.sort_by(|a, b| b.id.cmp(&a.id));
        assert_eq!((own[0].taken_on.as_str(), own[0].period.as_str()), (last, next), "{now}");
        let values: Vec<ZoneValue> = serde_json::from_str(&own[0].values).unwrap();
        assert_eq!(values.iter().map(|value| value.value).collect::<Vec<_>>(), [12_480, 6_215]);
        assert_eq!(own.len(), 26);
        assert!(own.windows(2).all(|pair| pair[0].received_at > pair[1].received_at), "newest first by id");

        let instants = rows.readings.iter().map(|row| row.received_at);
        let instants = instants.chain(rows.ledger.iter().map(|row| row.booked_at));
        let instants = instants.chain(rows.appeal_events.iter().map(|row| row.at));
        let instants = instants.chain(rows.application_events.iter().map(|row| row.at));
        let last = instants.chain(rows.previews.iter().filter_map(|row| row.ended_at)).max().unwrap();
        assert!(from_ms(last) <= now.parse::<DateTime<Utc>>().unwrap(), "nothing has happened tomorrow");
    }
}

#[test]
fn the_newest_bills_were_paid_here_and_left_receipts() {
    let rows = rows_at(BASE).unwrap();
    let own: Vec<_> = rows.payments.iter().filter(|payment| payment.account == "67100000025").collect();
    let amounts: Vec<_> =
        own.iter().map(|payment| (payment.period.as_str(), payment.amount_kopecks)).collect();
    assert_eq!(amounts, [("2026-09", 106_981), ("2026-10", 109_956), ("2026-11", 130_282)]);
    assert!(own.windows(2).all(|pair| pair[0].id < pair[1].id), "newest first by id");
    for payment in &own {
        let receipt = rows.receipts.iter().find(|receipt| receipt.payment_id == payment.id).unwrap();
        let view: svetlitsa_api::receipts::ReceiptView = serde_json::from_str(&receipt.body).unwrap();
        assert_eq!((view.amount_kopecks.0, view.balance_after_kopecks.0), (payment.amount_kopecks, 0));
        assert_eq!(view.verification_url, format!("https://demo.example/r/{}", receipt.code));
        assert!(rows.ledger.iter().any(|entry| entry.cause_id == payment.id && entry.cause_line == 0));
    }
    let last = rows.counters.iter().find(|counter| counter.name == crate::receipts::SERIES).unwrap().value;
    assert_eq!(usize::try_from(last).unwrap(), rows.receipts.len());
    assert!(
        rows.payments.iter().all(|payment| payment.account != "50200000013"),
        "a prepaid meter is not billed"
    );
}

#[test]
fn silence_and_replacement_leave_their_traces() {
    let rows = rows_at(BASE).unwrap();
    let newest = |account: &str| {
        let own = rows.readings.iter().filter(|reading| reading.account == account);
        own.max_by_key(|reading| reading.received_at).unwrap()
    };
    assert_eq!(newest("67100000033").period, "2026-07");
    let arrived = newest("67100000041");
    assert_eq!((arrived.taken_on.as_str(), arrived.channel.as_str()), ("2026-11-19", "meter"));
    assert_eq!(arrived.consumption, r#"[{"zone":"single","units":118}]"#);
    let removal = rows.readings.iter().find(|reading| reading.values.contains("45302")).unwrap();
    assert_eq!((removal.taken_on.as_str(), removal.channel.as_str()), ("2026-11-03", "office"));
    assert_eq!(removal.consumption, r#"[{"zone":"single","units":92}]"#);
    let meters: Vec<_> = rows.meters.iter().filter(|meter| meter.account == "67100000041").collect();
    assert_eq!(meters.len(), 2);
    let (old, new) = (meters[0], meters[1]);
    assert_eq!((old.removed_on.as_deref(), new.removed_on.as_deref()), (Some("2026-11-03"), None));
    assert!(new.is_smart);
    assert_eq!(new.replaces.as_ref(), Some(&old.id));
    let register = |meter: &str| rows.registers.iter().find(|register| register.meter == meter).unwrap();
    assert_eq!(register(&old.id).final_value, Some(45_302));
    let first = register(&new.id);
    assert_eq!((first.initial_value, first.initial_on.as_str()), (3, "2026-11-03"));
}

#[test]
fn promises_run_are_kept_and_are_broken() {
    let rows = rows_at(BASE).unwrap();
    let appeal = |number: &str| rows.appeals.iter().find(|appeal| appeal.number == number).unwrap();
    let due = |ms: i64| crate::clock::local(ms, chrono_tz::Europe::Moscow).to_rfc3339();
    let open = appeal("A-2026-000006");
    assert_eq!((open.met_at, due(open.due_at).as_str()), (None, "2026-11-24T23:59:59+03:00"));
    assert!(open.resident_id.is_some());
    assert!(appeal("A-2026-000001").met_at.is_some());
    let late = appeal("A-2026-000002");
    assert!(late.met_at.is_none() && from_ms(late.due_at) < BASE.parse::<DateTime<Utc>>().unwrap());
    assert_eq!(late.phone, "+79000000046");
    let counter = rows.counters.iter().find(|counter| counter.name == "appeals-2026").unwrap();
    assert_eq!(counter.value, 7);

    let application = |number: &str| rows.applications.iter().find(|row| row.number == number).unwrap();
    for (number, standard, due_on, is_met) in [
        ("C-2026-000104", "contract_draft", "2026-10-21", true),
        ("G-2026-000042", "connection_terms", "2026-11-17", true),
        ("R-2026-000031", "refund_credit", "2026-11-25", false),
        ("C-2026-000117", "contract_draft", "2026-12-01", false),
        ("O-2026-000058", "owner_change", "2026-11-23", false),
    ] {
        let row = application(number);
        assert_eq!((row.standard.as_deref(), row.met_at.is_some()), (Some(standard), is_met), "{number}");
        assert_eq!(&due(row.due_at.unwrap())[..10], due_on, "{number}");
    }
}

#[test]
fn a_clock_too_near_the_calendars_end_is_refused_with_a_sentence() {
    for now in ["2027-12-31T10:00:00Z", "2029-06-01T10:00:00Z"] {
        let error = format!("{:#}", rows_at(now).unwrap_err());
        assert!(error.contains("too near the end of the production calendar (2024 to 2027)"), "{error}");
        assert!(
            error.ends_with("the production calendar has no year 2028") || now.starts_with("2029"),
            "{error}"
        );
    }
    for now in ["2024-01-01T00:00:01Z", "2024-02-29T10:00:00Z", "2027-12-10T10:00:00Z"] {
        assert!(rows_at(now).is_ok(), "{now}");
    }
}

async fn database() -> (tempfile::TempDir, DatabaseConnection) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("t.db").display());
    (folder, store::open(&url).await.unwrap())
}

#[tokio::test]
async fn loads_once_and_reopens_its_own_as_it_is() {
    let (_folder, db) = database().await;
    let data = DataSet::load(&source()).unwrap();
    let clock = Clock::starting_at(BASE.parse().unwrap());
    load(&db, &data, &source(), &clock, "").await.unwrap();
    let count = async || crate::entity::account::Entity::find().all(&db).await.unwrap().len();
    assert_eq!(count().await, 11);
    crate::entity::account::Entity::delete_by_id("63400000018").exec(&db).await.unwrap();
    let later = Clock::starting_at("2027-02-01T07:00:00Z".parse().unwrap());
    load(&db, &data, &source(), &later, "").await.unwrap();
    assert_eq!(count().await, 10, "what changed stays changed");
    assert!(store::instants::last(&db).await.unwrap() <= clock.now_ms());
}

#[tokio::test]
async fn a_database_of_somebody_else_is_refused() {
    let (_folder, db) = database().await;
    let data = DataSet::load(&source()).unwrap();
    store::counters::next(&db, "receipt").await.unwrap();
    marker::ActiveModel { key: Set("other".to_owned()), value: Set(String::new()) }
        .insert(&db)
        .await
        .unwrap();
    let error =
        load(&db, &data, &source(), &Clock::starting_at(BASE.parse().unwrap()), "").await.unwrap_err();
    assert!(error.to_string().starts_with("this database was not made by --demo"), "{error}");
    assert!(crate::entity::account::Entity::find().all(&db).await.unwrap().is_empty());
}
