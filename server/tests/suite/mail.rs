//! The outbox: a letter leaves by real SMTP, once, and waits when the server is away.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use svetlitsa_server::entity::outgoing_mail;
use svetlitsa_server::jobs;
use svetlitsa_server::settings::{Secret, Settings};
use svetlitsa_server::state::App;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::harness::World;

/// A mail server that takes every letter and writes the conversation down, or answers DATA with a refusal.
#[derive(Clone, Default)]
struct Mailbox {
    letters: Arc<Mutex<Vec<String>>>,
    refusals_left: Arc<Mutex<u32>>,
}

impl Mailbox {
    async fn open(&self) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mailbox = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(mailbox.clone().talk(stream));
            }
        });
        port
    }

    async fn talk(self, stream: TcpStream) {
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        writer.write_all(b"220 mailbox\r\n").await.unwrap();
        let mut letter = String::new();
        while let Ok(Some(line)) = lines.next_line().await {
            letter += &format!("{line}\n");
            let answer: &[u8] = match line.split([' ', ':']).next().unwrap().to_uppercase().as_str() {
                "DATA" if self.refuses() => b"451 try later\r\n",
                "DATA" => {
                    writer.write_all(b"354 go\r\n").await.unwrap();
                    while let Ok(Some(line)) = lines.next_line().await {
                        if line == "." {
                            break;
                        }
                        letter += &format!("{line}\n");
                    }
                    self.letters.lock().unwrap().push(std::mem::take(&mut letter));
                    b"250 taken\r\n"
                }
                "QUIT" => b"221 bye\r\n",
                _ => b"250 mailbox\r\n",
            };
            if writer.write_all(answer).await.is_err() {
                return;
            }
        }
    }

    fn refuses(&self) -> bool {
        let mut left = self.refusals_left.lock().unwrap();
        *left = left.saturating_sub(1);
        *left > 0
    }

    fn letters(&self) -> Vec<String> {
        self.letters.lock().unwrap().clone()
    }
}

fn with_smtp(app: &App, port: u16) -> App {
    let settings = Settings {
        smtp_url: Some(Secret::from(format!("smtp://127.0.0.1:{port}").as_str())),
        ..(*app.settings).clone()
    };
    App { settings: Arc::new(settings), ..app.clone() }
}

async fn complain(world: &World) -> String {
    let body =
        json!({ "kind": "complaint", "text": "Мигает свет на лестнице.", "email": "guest@example.org" });
    let reply = world.client().post("/api/v1/appeals", &body).await;
    reply.body["number"].as_str().unwrap().to_owned()
}

async fn row(app: &App) -> outgoing_mail::Model {
    outgoing_mail::Entity::find()
        .filter(outgoing_mail::Column::Recipient.eq("guest@example.org"))
        .order_by_desc(outgoing_mail::Column::Id)
        .one(&app.db)
        .await
        .unwrap()
        .unwrap()
}

/// Waits until a letter's row is as it should be.
async fn until(app: &App, is_so: impl Fn(&outgoing_mail::Model) -> bool) -> outgoing_mail::Model {
    let waiting = async {
        loop {
            let row = row(app).await;
            if is_so(&row) {
                return row;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("the letter moves on")
}

async fn make_due(app: &App) {
    use sea_orm::sea_query::Expr;
    outgoing_mail::Entity::update_many()
        .col_expr(outgoing_mail::Column::NextAttemptAt, Expr::value(0_i64))
        .exec(&app.db)
        .await
        .unwrap();
    app.mail_work.notify_one();
}

#[tokio::test]
async fn the_acknowledgement_arrives_at_once_and_once() {
    let world = World::new().await;
    let mailbox = Mailbox::default();
    let app = with_smtp(&world.app, mailbox.open().await);
    let job = tokio::spawn(jobs::mail::run(app.clone()));
    complain(&world).await;
    let row = until(&app, |row| row.sent_at.is_some()).await;
    assert_eq!((row.attempts, row.error), (1, None));

    // The job looks again and finds nothing left to send.
    complain(&world).await;
    until(&app, |row| row.sent_at.is_some()).await;
    let letters = mailbox.letters();
    assert_eq!(letters.len(), 2);
    for line in [
        "MAIL FROM:<noreply@demo.svetlitsa>",
        "RCPT TO:<guest@example.org>",
        &format!("Message-ID: <{}@demo.svetlitsa>", row.id),
        "Content-Type: text/plain; charset=utf-8",
    ] {
        assert!(letters[0].contains(line), "{line} is not in\n{}", letters[0]);
    }
    assert!(letters[0].contains("Subject: =?utf-8?"), "{}", letters[0]);

    app.stopping.cancel();
    tokio::time::timeout(Duration::from_secs(5), job).await.expect("the job stops").unwrap();
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again_with_the_same_message_id() {
    let world = World::new().await;
    // Nobody listens on a port that was just given back.
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let away = with_smtp(&world.app, closed);
    let stopping = tokio_util::sync::CancellationToken::new();
    let away = App { stopping: stopping.clone(), ..away };
    let job = tokio::spawn(jobs::mail::run(away.clone()));
    complain(&world).await;
    let failed = until(&away, |row| row.error.is_some()).await;
    assert_eq!((failed.attempts, failed.sent_at), (1, None));
    let gap = failed.next_attempt_at - svetlitsa_server::clock::real_now_ms();
    assert!((1..=5_000).contains(&gap), "the first gap is five seconds, not {gap} ms");
    stopping.cancel();
    job.await.unwrap();

    let mailbox = Mailbox { refusals_left: Arc::new(Mutex::new(2)), ..Mailbox::default() };
    let back = with_smtp(&world.app, mailbox.open().await);
    let job = tokio::spawn(jobs::mail::run(back.clone()));
    make_due(&back).await;
    let refused =
        until(&back, |row| row.attempts == 2 && row.error.as_ref().is_some_and(|e| e.contains("try later")))
            .await;
    let gap = refused.next_attempt_at - svetlitsa_server::clock::real_now_ms();
    assert!((20_000..=30_000).contains(&gap), "the second gap is thirty seconds, not {gap} ms");
    make_due(&back).await;
    let sent = until(&back, |row| row.sent_at.is_some()).await;
    assert_eq!((sent.attempts, sent.error), (3, None));
    let letters = mailbox.letters();
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains(&format!("Message-ID: <{}@demo.svetlitsa>", sent.id)));
    back.stopping.cancel();
    job.await.unwrap();
}

#[tokio::test]
async fn two_processes_send_a_letter_once() {
    let world = World::new().await;
    let mailbox = Mailbox::default();
    let app = with_smtp(&world.app, mailbox.open().await);
    for _ in 0..10 {
        complain(&world).await;
    }
    let jobs: Vec<_> = (0..2).map(|_| tokio::spawn(jobs::mail::run(app.clone()))).collect();
    until(&app, |row| row.sent_at.is_some()).await;
    app.stopping.cancel();
    for job in jobs {
        job.await.unwrap();
    }
    assert_eq!(mailbox.letters().len(), 10);
}

#[tokio::test]
async fn without_a_mail_server_letters_wait() {
    let world = World::new().await;
    complain(&world).await;
    tokio::time::timeout(Duration::from_secs(5), jobs::mail::run(world.app.clone()))
        .await
        .expect("nothing to do");
    let row = row(&world.app).await;
    assert_eq!((row.attempts, row.sent_at, row.error), (0, None, None));
}
