//! The real program, killed while readings come in: each that was acknowledged is there once, and each that was not
//! can be sent again with its key and counts once.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use svetlitsa_server::entity::{account, cabinet_account, meter, reading, register, resident};
use svetlitsa_server::store;

use crate::harness::credentials;

const ELDER: &str = "18300000022@demo.svetlitsa";
const FLATS: usize = 900;

/// The service as a process of its own.
pub(crate) struct Program {
    child: Child,
    pub(crate) base: String,
    pub(crate) client: reqwest::Client,
}

impl Program {
    pub(crate) fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    pub(crate) fn start_with(folder: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_svetlitsa"))
            .args(["serve", "--demo", "--now", "2026-11-20T10:00:00+03:00", "--port", "0", "--data"])
            .arg(folder)
            .args(more)
            .current_dir(folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (sender, listening) = mpsc::channel();
        // The pipe is read to its end, or a full one would stop the program.
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let line: Value = serde_json::from_str(&line).expect("logs are one JSON object a line");
                if line["message"] == "listening" {
                    sender.send(line["address"].as_str().unwrap().to_owned()).unwrap();
                }
            }
        });
        let address = listening.recv_timeout(Duration::from_secs(60)).expect("it says where it listens");
        svetlitsa_server::install_tls_provider();
        Self { child, base: format!("http://{address}"), client: reqwest::Client::new() }
    }

    async fn sign_in(&self) -> String {
        self.sign_in_as(ELDER).await
    }

    pub(crate) async fn sign_in_as(&self, login: &str) -> String {
        let request = self.client.post(format!("{}/api/v1/session", self.base)).json(&credentials(login));
        let reply = request.send().await.unwrap();
        let cookie = reply.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    pub(crate) fn post(&self, path: &str, cookie: &str, key: &str, body: &Value) -> reqwest::RequestBuilder {
        let request = self.client.post(format!("{}{path}", self.base)).json(body);
        request.header("cookie", cookie).header("idempotency-key", key)
    }

    /// As a power cut does it: nothing is said beforehand.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn url(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("svetlitsa.db").display())
}

fn flat(number: usize) -> String {
    (18_400_000_000 + number).to_string()
}

/// A large house of the elder's, each flat with one meter and one reading of October; says what it was.
async fn large_house(folder: &Path) -> u64 {
    Program::start(folder).kill();
    let db = store::open(&url(folder)).await.unwrap();
    let account = account::Entity::find_by_id("18300000022").one(&db).await.unwrap().unwrap();
    let meter = meter::Entity::find_by_id("18300000022-1").one(&db).await.unwrap().unwrap();
    let registers = register::Entity::find().filter(register::Column::Meter.eq(&meter.id));
    let register = registers.one(&db).await.unwrap().unwrap();
    let last = reading::Entity::find().filter(reading::Column::Meter.eq(&meter.id));
    let last = last.filter(reading::Column::Period.eq("2026-10")).one(&db).await.unwrap().unwrap();
    let elder = resident::Entity::find().filter(resident::Column::Login.eq(ELDER));
    let elder = elder.one(&db).await.unwrap().unwrap();
    let tx = store::begin_write(&db).await.unwrap();
    for number in 0..FLATS {
        let (account_number, id) = (flat(number), format!("{}-1", flat(number)));
        let row = account::Model { number: account_number.clone(), ..account.clone() };
        row.into_active_model().reset_all().insert(&tx).await.unwrap();
        let row = meter::Model { id: id.clone(), account: account_number.clone(), ..meter.clone() };
        row.into_active_model().reset_all().insert(&tx).await.unwrap();
        let row = register::Model { meter: id.clone(), ..register.clone() };
        row.into_active_model().reset_all().insert(&tx).await.unwrap();
        let october = format!("october-{number}");
        let row = reading::Model { id: october, meter: id, account: account_number.clone(), ..last.clone() };
        row.into_active_model().reset_all().insert(&tx).await.unwrap();
        let held = cabinet_account::Model {
            resident_id: elder.id.clone(),
            account: account_number,
            position: 10 + i32::try_from(number).unwrap(),
            label: String::new(),
            share_id: None,
        };
        held.into_active_model().reset_all().insert(&tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    db.close().await.unwrap();
    let values: Value = serde_json::from_str(&last.values).unwrap();
    values[0]["value"].as_u64().unwrap()
}

/// Readings of November in the file, by account: ids of all, and whether one of them counts.
async fn november(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let db = store::open(&url(folder)).await.unwrap();
    let rows = reading::Entity::find().filter(reading::Column::Period.eq("2026-11"));
    let rows = rows.filter(reading::Column::Account.starts_with("184")).all(&db).await.unwrap();
    db.close().await.unwrap();
    let mut by_account: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows {
        assert_eq!(row.state, "accepted", "{row:?}");
        by_account.entry(row.account).or_default().push(row.id);
    }
    by_account
}

fn form(account: &str, value: u64) -> Value {
    json!({ "meter": format!("{account}-1"), "values": [{ "zone": "single", "value": value }] })
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_among_readings_it_keeps_what_it_acknowledged_and_counts_each_once() {
    let folder = tempfile::tempdir().unwrap();
    let value = large_house(folder.path()).await + 120;
    let (mut acknowledged, mut sent) = (BTreeMap::new(), 0);
    for round in 0..4 {
        let program = Program::start(folder.path());
        let cookie = program.sign_in().await;
        let next = Arc::new(AtomicUsize::new(sent));
        let (told, mut success) = tokio::sync::mpsc::unbounded_channel();
        let mut clients = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (next, told, cookie) = (next.clone(), told.clone(), cookie.clone());
            let (client, base) = (program.client.clone(), program.base.clone());
            clients.spawn(async move {
                loop {
                    let account = flat(next.fetch_add(1, Ordering::Relaxed));
                    let request = client.post(format!("{base}/api/v1/accounts/{account}/readings"));
                    let request = request.json(&form(&account, value)).header("cookie", &cookie);
                    let Ok(reply) = request.header("idempotency-key", &account).send().await else { return };
                    assert_eq!(reply.status().as_u16(), 201);
                    let Ok(body) = reply.json::<Value>().await else { return };
                    told.send((account, body["id"].as_str().unwrap().to_owned())).unwrap();
                }
            });
        }
        drop(told);
        for _ in 0..20 + 13 * round {
            acknowledged.extend(success.recv().await);
        }
        program.kill();
        clients.join_all().await;
        while let Some(one) = success.recv().await {
            acknowledged.extend([one]);
        }
        sent = next.load(Ordering::Relaxed);
        assert!(sent < FLATS, "the house is large enough");
    }
    let kept = november(folder.path()).await;
    for (account, id) in &acknowledged {
        assert_eq!(kept.get(account), Some(&vec![id.clone()]), "account {account} was acknowledged");
    }
    assert!(acknowledged.len() < sent, "some were on their way");

    let program = Program::start(folder.path());
    let cookie = program.sign_in().await;
    for account in (0..sent).map(flat) {
        let path = format!("/api/v1/accounts/{account}/readings");
        let reply = program.post(&path, &cookie, &account, &form(&account, value)).send().await.unwrap();
        assert_eq!(reply.status().as_u16(), 201, "account {account}");
        let id = reply.json::<Value>().await.unwrap()["id"].as_str().unwrap().to_owned();
        assert!(
            kept.get(&account).is_none_or(|ids| ids[..] == *std::slice::from_ref(&id)),
            "account {account}"
        );
    }
    program.kill();
    let after = november(folder.path()).await;
    assert_eq!(after.len(), sent);
    assert!(after.values().all(|ids| ids.len() == 1), "each once");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_a_sheet_it_keeps_the_rows_it_told_of_and_counts_each_once() {
    let folder = tempfile::tempdir().unwrap();
    let value = large_house(folder.path()).await + 120;
    let sheet: String = (0..FLATS).map(|number| format!("{};{value}\n", flat(number))).collect();
    let body = json!({ "source": { "text": sheet } });
    let path = "/api/v1/houses/izhevsk-21/sheets";
    let mut done = 0;
    for _ in 0..2 {
        let program = Program::start(folder.path());
        let cookie = program.sign_in().await;
        let mut reply = program.post(path, &cookie, "sheet", &body).send().await.unwrap();
        let mut text = Vec::new();
        let before = done;
        while let Ok(Some(chunk)) = reply.chunk().await {
            text.extend_from_slice(&chunk);
            let last = text.split(|byte| *byte == b'\n').rfind(|line| line.ends_with(b"}"));
            let last: Value = serde_json::from_slice(last.unwrap()).unwrap();
            done = usize::try_from(last["done"].as_u64().unwrap()).unwrap();
            if done > before.max(1) {
                break;
            }
        }
        program.kill();
        let kept = november(folder.path()).await;
        assert!(kept.len() >= done, "{} rows are kept, {done} were told of", kept.len());
        assert!(kept.values().all(|ids| ids.len() == 1), "each once");
    }
    let program = Program::start(folder.path());
    let cookie = program.sign_in().await;
    let reply = program.post(path, &cookie, "sheet", &body).send().await.unwrap().text().await.unwrap();
    let last: Value = serde_json::from_str(reply.lines().next_back().unwrap()).unwrap();
    let rows = last["rows"].as_array().unwrap();
    assert!(rows.len() == FLATS && rows.iter().all(|row| row["outcome"] == "accepted"));
    program.kill();
    let after = november(folder.path()).await;
    assert_eq!(after.len(), FLATS);
    assert!(after.values().all(|ids| ids.len() == 1), "each once");
}
