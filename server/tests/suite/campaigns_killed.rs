//! The real program, killed while it writes the letters of a campaign: everybody is written to once.

use std::collections::BTreeMap;
use std::time::Duration;

use sea_orm::{DatabaseConnection, EntityTrait};
use svetlitsa_server::entity::{cabinet_account, campaign, outgoing_mail, resident};
use svetlitsa_server::store;

use crate::power_cut::{Program, url};

const ACCOUNT: &str = "67100000025";
const HOLDERS: usize = 150;

async fn letters(db: &DatabaseConnection) -> BTreeMap<String, usize> {
    let mut of = BTreeMap::new();
    for row in outgoing_mail::Entity::find().all(db).await.unwrap() {
        if row.subject == "Campaign" {
            *of.entry(row.recipient).or_default() += 1;
        }
    }
    of
}

/// Waits until so many letters are written.
async fn reach(db: &DatabaseConnection, count: usize) {
    let there = async {
        while letters(db).await.len() < count {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(90), there).await.expect("it goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_among_letters_it_writes_to_everybody_once() {
    let folder = tempfile::tempdir().unwrap();
    Program::start(folder.path()).kill();
    let db = store::open(&url(folder.path())).await.unwrap();
    for number in 0..HOLDERS {
        let id = format!("holder-{number}");
        let row = resident::Model {
            id: id.clone(),
            login: format!("holder{number}@demo.svetlitsa"),
            password_hash: String::new(),
            name: String::new(),
            language: "ru".to_owned(),
        };
        store::residents::insert(&db, row).await.unwrap();
        let held = cabinet_account::Model {
            resident_id: id,
            account: ACCOUNT.to_owned(),
            position: 1,
            label: String::new(),
            share_id: None,
        };
        store::insert_all::<cabinet_account::Entity, _>(&db, vec![held]).await.unwrap();
    }
    let row = campaign::Model {
        id: "killed".to_owned(),
        name: "Campaign".to_owned(),
        branch: "smolensk".to_owned(),
        scenario: "information".to_owned(),
        channel: "email".to_owned(),
        words: "Hello".to_owned(),
        words_en: None,
        least_kopecks: 0,
        stage: "scheduled".to_owned(),
        begins_at: 0,
        ends_at: 4_000_000_000_000,
        created_by: String::new(),
        begun_at: None,
        over_at: None,
        stopped_by: None,
        excluded: "[]".to_owned(),
    };
    store::campaigns::insert(&db, row).await.unwrap();
    for count in [3, 60, 110] {
        let program = Program::start(folder.path());
        reach(&db, count).await;
        program.kill();
    }
    let program = Program::start(folder.path());
    reach(&db, HOLDERS).await;
    // Another round finds nobody who waits.
    let all = async {
        let is_done = async || {
            let list = store::campaigns::contacts(&db, "killed").await.unwrap();
            list.iter().all(|contact| contact.stage == "sent" || contact.stage == "reached")
        };
        while !is_done().await {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), all).await.expect("everybody is written to");
    program.kill();
    let of = letters(&db).await;
    let list = store::campaigns::contacts(&db, "killed").await.unwrap();
    assert!(of.values().all(|count| *count == 1), "{of:?}");
    assert_eq!(of.len(), list.len());
    assert!(list.len() >= HOLDERS);
}
