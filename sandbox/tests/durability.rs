//! The real program, killed without warning: what the payer was told is still true.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::scene::redirect;

struct Program {
    child: Child,
    base: String,
    client: reqwest::Client,
}

impl Program {
    fn start(folder: &Path, notify_url: &str, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_svetlitsa-sandbox"))
            .args(["--port", "0", "--smtp-port", "0", "--notify-url", notify_url, "--data"])
            .arg(folder)
            .args(more)
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
                    sender.send(line["http"].as_str().unwrap().to_owned()).unwrap();
                }
            }
        });
        let address = listening.recv_timeout(Duration::from_secs(20)).expect("it says where it listens");
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { child, base: format!("http://{address}"), client }
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}{path}", self.base));
        let request = request.basic_auth("100500", Some("test_svetlitsa"));
        request.send().await.unwrap().json().await.unwrap()
    }

    async fn create(&self, key: &str) -> Value {
        let request = self.client.post(format!("{}/v3/payments", self.base));
        let request = request.basic_auth("100500", Some("test_svetlitsa")).header("Idempotence-Key", key);
        request.json(&redirect("77.70")).send().await.unwrap().json().await.unwrap()
    }

    async fn pay(&self, id: &str) -> u16 {
        let request = self.client.post(format!("{}/bank/{id}", self.base));
        let form = [("content-type", "application/x-www-form-urlencoded")];
        let request = request.header(form[0].0, form[0].1).body("action=pay");
        request.send().await.unwrap().status().as_u16()
    }

    fn kill(&mut self) {
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

#[tokio::test(flavor = "multi_thread")]
async fn killed_right_after_success_it_knows_everything_and_tells_the_merchant() {
    let folder = tempfile::tempdir().unwrap();
    let merchant = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = "http://127.0.0.1:9/";
    let mut program = Program::start(folder.path(), nobody, &["--now", "2026-11-20T10:00:00+03:00"]);
    let (first, second) = (program.create("k1").await, program.create("k2").await);
    let id = first["id"].as_str().unwrap().to_owned();
    assert_eq!(program.pay(&id).await, 303);
    program.kill();

    let book = std::fs::read_to_string(folder.path().join("money.jsonl")).unwrap();
    let line: Value = serde_json::from_str(book.trim_end()).unwrap();
    assert_eq!(
        (&line["kind"], &line["payment_id"], &line["amount"]),
        (&json!("taken"), &json!(id), &json!(7_770))
    );

    let url = format!("http://{}/gateway", merchant.local_addr().unwrap());
    let (sender, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let hear = move |axum::Json(body): axum::Json<Value>| {
        let sent = sender.send(body);
        async move { assert!(sent.is_ok()) }
    };
    let door = axum::Router::new().route("/gateway", axum::routing::post(hear));
    tokio::spawn(async move { axum::serve(merchant, door).await });
    // An earlier --now does not turn the clock back.
    let mut program = Program::start(folder.path(), &url, &["--now", "2026-11-01T00:00:00Z"]);
    let notification = tokio::time::timeout(Duration::from_secs(20), heard.recv()).await.unwrap().unwrap();
    assert_eq!(
        (&notification["event"], &notification["object"]["id"]),
        (&json!("payment.succeeded"), &json!(id))
    );
    assert_eq!(program.get(&format!("/v3/payments/{id}")).await["status"], "succeeded");
    assert_eq!(program.create("k1").await, first, "the key still answers");
    let log = program.get("/log").await;
    assert_eq!((log.as_array().unwrap().len(), &log[0]["amount"]), (1, &json!("77.70")));
    let third = program.create("k3").await;
    assert!(third["created_at"].as_str() >= second["created_at"].as_str(), "{third}");
    program.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_in_the_middle_of_many_payments_it_forgets_none_that_was_confirmed() {
    let folder = tempfile::tempdir().unwrap();
    let mut confirmed: Vec<String> = Vec::new();
    for round in 0..3 {
        let mut program = Program::start(folder.path(), "http://127.0.0.1:9/", &[]);
        let (client, base) = (program.client.clone(), program.base.clone());
        let (told, mut success) = tokio::sync::mpsc::unbounded_channel();
        let payer = tokio::spawn(async move {
            for number in 0.. {
                let request = client.post(format!("{base}/v3/payments")).json(&redirect("10.00"));
                let request = request.basic_auth("100500", Some("test_svetlitsa"));
                let request = request.header("Idempotence-Key", format!("{round}-{number}"));
                let Ok(answer) = request.send().await else { return };
                let Ok(payment) = answer.json::<Value>().await else { return };
                let id = payment["id"].as_str().unwrap().to_owned();
                let form = ("content-type", "application/x-www-form-urlencoded");
                let pay = client.post(format!("{base}/bank/{id}")).header(form.0, form.1).body("action=pay");
                match pay.send().await {
                    Ok(answer) if answer.status().as_u16() == 303 => told.send(id).unwrap(),
                    _ => return,
                }
            }
        });
        for _ in 0..=(4 + round * 3) {
            confirmed.push(success.recv().await.expect("payments go on until the end"));
        }
        program.kill();
        payer.await.unwrap();
        while let Ok(id) = success.try_recv() {
            confirmed.push(id);
        }
    }
    let program = Program::start(folder.path(), "http://127.0.0.1:9/", &[]);
    let log = program.get("/log").await;
    let mut logged: Vec<&str> =
        log.as_array().unwrap().iter().map(|line| line["payment_id"].as_str().unwrap()).collect();
    for id in &confirmed {
        assert!(logged.contains(&id.as_str()), "{id} was confirmed and is gone");
    }
    logged.sort_unstable();
    logged.dedup();
    assert_eq!(logged.len(), log.as_array().unwrap().len(), "each once");
    let book = std::fs::read_to_string(folder.path().join("money.jsonl")).unwrap();
    assert_eq!(book.lines().count(), logged.len(), "the book and the journal agree");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_polite_end_is_prompt_and_clean() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(folder.path(), "http://127.0.0.1:9/", &[]);
    program.get("/log").await;
    let before = Instant::now();
    let pid = program.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(program.child.wait().unwrap().code(), Some(0));
    assert!(before.elapsed() < Duration::from_secs(10));
}
