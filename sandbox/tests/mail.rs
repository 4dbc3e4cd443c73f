//! The mail sink, with an independent client and by hand.

use lettre::message::{MultiPart, header::ContentType};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde_json::json;
use svetlitsa_sandbox::smtp::{LARGEST_LETTER, converse};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::scene::Scene;

async fn port(scene: &Scene) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(svetlitsa_sandbox::smtp::serve(listener, scene.sandbox.clone()));
    port
}

/// Says it all in one go and gives the reply codes.
async fn codes(scene: &Scene, said: &[u8]) -> Vec<String> {
    let (mut client, server) = tokio::io::duplex(64 * 1024);
    let sandbox = scene.sandbox.clone();
    let talk = tokio::spawn(async move { converse(server, &sandbox).await });
    let said = said.to_vec();
    let (mut reader, mut writer) = tokio::io::split(&mut client);
    let mut heard = String::new();
    let speak = async {
        // Once the server has hung up, there is nobody to speak to.
        let _ = writer.write_all(&said).await;
        let _ = writer.shutdown().await;
    };
    let (_, read) = tokio::join!(speak, reader.read_to_string(&mut heard));
    read.unwrap();
    talk.await.unwrap().unwrap();
    heard
        .lines()
        .filter(|line| line.as_bytes().get(3) == Some(&b' '))
        .map(|line| line[..3].to_owned())
        .collect()
}

#[tokio::test]
async fn a_letter_from_a_real_client_is_kept_and_read() {
    let scene = Scene::new();
    let transport =
        AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1").port(port(&scene).await).build();
    let letter = Message::builder()
        .from("Светлица <no-reply@svetlitsa.example>".parse().unwrap())
        .to("Мария Иванова <maria@example.org>".parse().unwrap())
        .subject("Обращение № 17 принято")
        .multipart(MultiPart::alternative_plain_html(
            "Здравствуйте!\n.Строка с точкой\n..две\n".to_owned(),
            "<p>Здравствуйте!</p>".to_owned(),
        ))
        .unwrap();
    transport.send(letter).await.unwrap();
    let plain = Message::builder()
        .from("no-reply@svetlitsa.example".parse().unwrap())
        .to("petr@example.org".parse().unwrap())
        .subject("Second")
        .header(ContentType::TEXT_PLAIN)
        .body("Only text".to_owned())
        .unwrap();
    transport.send(plain).await.unwrap();

    let scene = scene.after_crash();
    let all = scene.get("/inbox.json").await.ok();
    assert_eq!(all.as_array().unwrap().len(), 2);
    assert_eq!((&all[0]["subject"], &all[0]["html"]), (&json!("Second"), &json!(null)), "newest first");
    let hers = scene.get("/inbox.json?to=MARIA@example.org").await.ok();
    assert_eq!(hers.as_array().unwrap().len(), 1);
    let letter = &hers[0];
    assert_eq!(letter["from"], "Светлица <no-reply@svetlitsa.example>");
    assert_eq!(letter["to"], json!(["maria@example.org"]));
    assert_eq!(letter["subject"], "Обращение № 17 принято");
    let text = letter["text"].as_str().unwrap().replace("\r\n", "\n");
    assert_eq!(text.trim_end(), "Здравствуйте!\n.Строка с точкой\n..две");
    assert_eq!(letter["html"].as_str().unwrap().trim_end(), "<p>Здравствуйте!</p>");
    assert!(letter["received_at"].as_str().unwrap().starts_with("2026-11-20T10:00:0"));
    assert_eq!(scene.get("/inbox.json?to=nobody@example.org").await.ok(), json!([]));
    let list = scene.get("/inbox").await.text;
    assert!(list.contains("Обращение № 17 принято"));
    let page = scene.get(&format!("/inbox/{}", letter["id"].as_str().unwrap())).await.text;
    assert!(page.contains("Строка с точкой") && page.contains("srcdoc=\"&lt;p&gt;"), "{page}");
}

#[tokio::test]
async fn the_conversation_keeps_its_order() {
    let scene = Scene::new();
    let said = b"MAIL FROM:<a@example.org>\r\nEHLO client\r\nRCPT TO:<b@example.org>\r\nDATA\r\nNOOP\r\nBLAH\r\n\
        MAIL FROM:<>\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:nonsense\r\nRCPT TO:<b@example.org>\r\nRSET\r\nDATA\r\n\
        MAIL FROM:<a@example.org> SIZE=99999999\r\nSTARTTLS\r\nQUIT\r\n";
    let expected = [
        "220", "503", "250", "503", "503", "250", "500", "250", "503", "501", "250", "250", "503", "552",
        "502", "221",
    ];
    assert_eq!(codes(&scene, said).await, expected);
}

#[tokio::test]
async fn pipelined_letters_arrive_whole_and_unstuffed() {
    let scene = Scene::new();
    let letter = "MAIL FROM:<a@example.org> BODY=8BITMIME\r\nRCPT TO:<b@example.org>\r\nRCPT TO:<c@example.org>\r\nDATA\r\n\
        Subject: x\r\n\r\n..\r\n...two\r\nend\r\n.\r\n";
    let said = format!("EHLO client\r\n{letter}{letter}QUIT\r\n");
    let one = ["250", "250", "250", "354", "250"];
    assert_eq!(
        codes(&scene, said.as_bytes()).await,
        [&["220", "250"], &one[..], &one[..], &["221"]].concat()
    );
    let letters = scene.get("/inbox.json?to=c@example.org").await.ok();
    assert_eq!(letters.as_array().unwrap().len(), 2);
    assert_eq!(letters[0]["text"].as_str().unwrap().replace("\r\n", "\n"), ".\n..two\nend\n");
    assert_eq!(letters[0]["from"], "a@example.org", "without a header, what SMTP was told");
}

#[tokio::test]
async fn too_large_a_letter_is_refused_and_the_next_one_taken() {
    let scene = Scene::new();
    let head = "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nSubject: x\r\n\r\n";
    let line = format!("{}\r\n", "x".repeat(998));
    let large = line.repeat(LARGEST_LETTER / line.len() + 1);
    let said = format!("EHLO client\r\n{head}{large}.\r\n{head}small\r\n.\r\nQUIT\r\n");
    let codes = codes(&scene, said.as_bytes()).await;
    assert_eq!(codes, ["220", "250", "250", "250", "354", "552", "250", "250", "354", "250", "221"]);
    assert_eq!(scene.get("/inbox.json").await.ok().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn noise_is_answered_and_harms_nobody() {
    let scene = Scene::new();
    let mut noise = vec![0xff_u8; 9_000];
    noise.extend_from_slice(b"\r\nNOOP\r\nQUIT\r\n");
    let codes = codes(&scene, &noise).await;
    assert_eq!(codes.first().map(String::as_str), Some("220"));
    assert_eq!(codes[codes.len() - 2..], ["250", "221"]);
}
