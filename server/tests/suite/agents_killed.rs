//! The real program, killed among payments of agents: what was acknowledged is credited, and what was not can be told
//! again and is credited once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sea_orm::EntityTrait;
use svetlitsa_server::entity::agent_payment;
use svetlitsa_server::store;

use crate::agents::{basic, element};
use crate::power_cut::{Program, url};

const ACCOUNT: &str = "67100000017";

fn pay(base: &str, txn_id: usize) -> String {
    format!(
        "{base}/gateway/osmp?command=pay&txn_id={txn_id}&txn_date=20261120095900&account={ACCOUNT}&sum=1.23"
    )
}

async fn ask(client: &reqwest::Client, url: String) -> Option<String> {
    let request = client.get(url).header("authorization", basic("demo-agent", "svetlitsa-demo"));
    let text = request.send().await.ok()?.text().await.ok()?;
    assert_eq!(element(&text, "result"), "0", "{text}");
    Some(element(&text, "prv_txn"))
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_among_payments_it_keeps_what_it_acknowledged_and_credits_each_once() {
    let folder = tempfile::tempdir().unwrap();
    Program::start(folder.path()).kill();
    let db = store::open(&url(folder.path())).await.unwrap();
    let before = store::accounts::balance(&db, ACCOUNT).await.unwrap().0;
    db.close().await.unwrap();
    let (mut acknowledged, mut sent) = (BTreeMap::new(), 0);
    for round in 0..3 {
        let program = Program::start(folder.path());
        let next = Arc::new(AtomicUsize::new(sent));
        let (told, mut success) = tokio::sync::mpsc::unbounded_channel();
        let mut clients = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (next, told, client, base) =
                (next.clone(), told.clone(), program.client.clone(), program.base.clone());
            clients.spawn(async move {
                loop {
                    let txn_id = next.fetch_add(1, Ordering::Relaxed);
                    let Some(number) = ask(&client, pay(&base, txn_id)).await else { return };
                    told.send((txn_id, number)).unwrap();
                }
            });
        }
        drop(told);
        for _ in 0..15 + 11 * round {
            acknowledged.extend(success.recv().await);
        }
        program.kill();
        clients.join_all().await;
        while let Some(one) = success.recv().await {
            acknowledged.extend([one]);
        }
        sent = next.load(Ordering::Relaxed);
    }
    assert!(acknowledged.len() < sent, "some were on their way");
    let program = Program::start(folder.path());
    for txn_id in 0..sent {
        let number = ask(&program.client, pay(&program.base, txn_id)).await.unwrap();
        assert!(acknowledged.get(&txn_id).is_none_or(|first| *first == number), "transaction {txn_id}");
    }
    program.kill();
    let db = store::open(&url(folder.path())).await.unwrap();
    let after = store::accounts::balance(&db, ACCOUNT).await.unwrap().0;
    let journal = agent_payment::Entity::find().all(&db).await.unwrap();
    db.close().await.unwrap();
    assert_eq!((journal.len(), before - after), (sent, 123 * i64::try_from(sent).unwrap()));
}
