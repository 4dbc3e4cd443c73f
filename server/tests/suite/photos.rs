//! The photo of a dial: by its content, without what it says beside the picture, for nobody else's eyes.

use axum::http::StatusCode;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::entity::{reading, reading_photo};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::{Client, World};

const HERS: &str = "67100000017";
const MARIA: &str = "maria@demo.svetlitsa";
const READINGS: &str = "/api/v1/accounts/67100000017/readings";
/// What a camera writes beside a picture.
const PLACE: &[u8] = b"Comment\0GPS 54.7826 32.0453 Redmi Note";

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap();
    let checked = [&kind[..], data].concat();
    [&length.to_be_bytes()[..], &checked, &crc(&checked).to_be_bytes()].concat()
}

/// CRC-32 of ISO 3309, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| {
                if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 }
            },
        )
    })
}

/// A photo of one point, with a place in it and a script behind it.
pub(crate) fn png() -> Vec<u8> {
    let header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
    // One grey point, deflated without compression.
    let point = [0x78, 0x01, 0x01, 0x02, 0x00, 0xfd, 0xff, 0x00, 0x80, 0x00, 0x82, 0x00, 0x81];
    let chunks = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"tEXt", PLACE),
        chunk(b"IDAT", &point),
        chunk(b"IEND", b""),
        b"<script>alert(1)</script>".to_vec(),
    ];
    chunks.concat()
}

/// An accepted reading of Maria's account; its id.
pub(crate) async fn given(client: &mut Client) -> String {
    let overview = client.get("/api/v1/accounts/67100000017").await.body;
    let meter = &overview["meters"][0];
    let registers = meter["registers"].as_array().unwrap().iter();
    let values: Vec<Value> = registers
        .map(|register| json!({ "zone": register["zone"], "value": register["previous"].as_u64().unwrap() + 50 }))
        .collect();
    let reply = client.post(READINGS, &json!({ "meter": meter["id"], "values": values })).await;
    assert!(reply.status.is_success(), "{:?}", reply.body);
    reply.body["id"].as_str().unwrap().to_owned()
}

fn address(reading: &str) -> String {
    paths::fill(paths::READING_PHOTO, &[HERS, reading])
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

#[tokio::test]
async fn a_photo_is_kept_without_what_it_says_beside_the_picture() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let reading = given(&mut maria).await;
    assert_eq!(maria.get(&address(&reading)).await.code(), "not_found");
    let told = maria.put_file(&address(&reading), "image/png", &png()).await;
    assert_eq!((told.status, &told.body["has_photo"]), (StatusCode::OK, &json!(true)), "{:?}", told.body);
    assert_eq!(maria.get(READINGS).await.body["items"][0]["has_photo"], true);

    let photo = maria.get(&address(&reading)).await;
    assert_eq!(
        (photo.status, &photo.headers["content-type"]),
        (StatusCode::OK, &"image/png".parse().unwrap())
    );
    assert_eq!(photo.headers["x-content-type-options"], "nosniff");
    assert_eq!(photo.headers["cache-control"], "no-store");
    let csp = photo.headers["content-security-policy"].to_str().unwrap();
    assert!(csp.starts_with("default-src 'none'") && csp.contains("sandbox"), "{csp}");
    assert!(photo.bytes.starts_with(b"\x89PNG") && photo.bytes.len() < png().len());
    for trace in [&b"GPS"[..], b"Redmi", b"<script>"] {
        assert!(holds(&png(), trace) && !holds(&photo.bytes, trace));
    }
    // A table of readings reads no photo, and whoever looks on sees it.
    let mut clerk = world.staff("operator@demo.svetlitsa").await;
    clerk.post(paths::STAFF_PREVIEWS, &json!({ "account": HERS, "reason": "Снимок" })).await;
    let mut preview = clerk.keeping("svetlitsa_preview");
    assert_eq!(preview.get(&address(&reading)).await.bytes, photo.bytes);
    let refused = preview.put_file(&address(&reading), "image/png", &png()).await;
    assert_eq!(refused.code(), "preview_is_read_only");
}

#[tokio::test]
async fn what_is_no_photo_is_refused_by_its_content() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let reading = given(&mut maria).await;
    let cut = png()[..40].to_vec();
    for (bytes, code) in [
        (&b""[..], "required"),
        (b"\x7fELF\x02\x01\x01", "not_a_photo"),
        (b"MZ\x90\0\x03", "not_a_photo"),
        (b"#!/bin/sh\nrm -rf /\n", "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not_a_photo"),
        (b"GIF89a", "not_a_photo"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "photo_heic"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "photo_damaged"),
        (&cut, "photo_damaged"),
    ] {
        let told = maria.put_file(&address(&reading), "image/jpeg", bytes).await;
        assert_eq!(
            (told.code(), &told.body["fields"][0]["code"]),
            ("validation_failed", &json!(code)),
            "{bytes:?}"
        );
    }
    for kind in ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded", ""] {
        let told = maria.put_file(&address(&reading), kind, &png()).await;
        assert_eq!(told.code(), "unsupported_media_type", "{kind}");
    }
    let told = maria.put_file(&address(&reading), "image/png", &vec![0x89; (8 << 20) + 1]).await;
    assert_eq!((told.status, told.code()), (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large"));
    assert_eq!(reading_photo::Entity::find().all(&world.app.db).await.unwrap(), []);
    assert_eq!(maria.get(READINGS).await.body["items"][0]["has_photo"], false);
}

#[tokio::test]
async fn another_photo_takes_its_place_until_a_bill_has_used_the_reading() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let reading = given(&mut maria).await;
    let (path, key) = (address(&reading), "photo-1");
    let first = maria.put_file_with_key(&path, "image/png", &png(), key).await;
    let again = maria.put_file_with_key(&path, "image/png", &png(), key).await;
    assert_eq!((first.status, &first.body), (again.status, &again.body));
    let other = [&png()[..], b"more"].concat();
    assert_eq!(
        maria.put_file_with_key(&path, "image/png", &other, key).await.code(),
        "idempotency_key_reused"
    );
    assert_eq!(maria.put_file(&path, "image/png", &other).await.status, StatusCode::OK);
    assert_eq!(reading_photo::Entity::find().all(&world.app.db).await.unwrap().len(), 1);

    let row = reading::Entity::find_by_id(&reading).one(&world.app.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.state = Set("used".to_owned());
    row.update(&world.app.db).await.unwrap();
    assert_eq!(maria.put_file(&path, "image/png", &png()).await.code(), "wrong_stage");
    let nowhere = maria.put_file(&address("none"), "image/png", &png()).await;
    assert_eq!(nowhere.code(), "not_found");
}

#[tokio::test]
async fn a_guest_attaches_one_and_sees_none() {
    let world = World::new().await;
    let mut guest = world.guest(HERS, "12").await;
    let reading = given(&mut guest).await;
    let path = address(&reading);
    assert_eq!(guest.put_file(&path, "image/png", &png()).await.status, StatusCode::OK);
    assert_eq!(guest.get(&path).await.code(), "not_found");
    assert_eq!(guest.put_file(&path, "image/png", &png()).await.code(), "wrong_stage");
    let mut other = world.guest("67100000025", "12").await;
    assert_eq!(other.put_file(&path, "image/png", &png()).await.code(), "not_found");
    let mut maria = world.resident(MARIA).await;
    assert_eq!(maria.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn photos_are_not_endless() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let reading = given(&mut maria).await;
    // One that is older than a bill can be disputed goes when another one comes.
    let mut old = reading::Entity::find().all(&world.app.db).await.unwrap();
    let old = old.iter_mut().find(|row| row.account == HERS && row.id != reading).unwrap().clone();
    let photo = |reading: &str, received_at: i64| reading_photo::Model {
        reading: reading.to_owned(),
        account: HERS.to_owned(),
        kind: "png".to_owned(),
        bytes: png(),
        received_at,
    };
    let now = world.app.clock.now_ms();
    let long_ago = now - 1_100 * 24 * 3_600_000;
    reading_photo::Entity::insert(photo(&old.id, long_ago).into_active_model())
        .exec(&world.app.db)
        .await
        .unwrap();
    let mut row = old.clone().into_active_model();
    row.has_photo = Set(true);
    row.update(&world.app.db).await.unwrap();
    assert_eq!(maria.put_file(&address(&reading), "image/png", &png()).await.status, StatusCode::OK);
    assert_eq!(maria.get(&address(&old.id)).await.code(), "not_found");
    let old = reading::Entity::find_by_id(&old.id).one(&world.app.db).await.unwrap().unwrap();
    assert!(!old.has_photo);

    for index in 0..20 {
        let row = photo(&format!("r{index}"), now).into_active_model();
        reading_photo::Entity::insert(row).exec(&world.app.db).await.unwrap();
    }
    assert_eq!(maria.put_file(&address(&reading), "image/png", &png()).await.code(), "rate_limited");
}

/// Sends the head of a request and as much of a body as the other side takes; gives the answer.
async fn upload(world: &World, head: &str, piece: &[u8]) -> String {
    let mut stream = TcpStream::connect(world.listen().await).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut reader, mut writer) = stream.into_split();
    let piece = piece.to_vec();
    let sending = tokio::spawn(async move { while writer.write_all(&piece).await.is_ok() {} });
    let mut answer = Vec::new();
    let mut part = [0; 4096];
    while let Ok(Ok(n @ 1..)) =
        tokio::time::timeout(std::time::Duration::from_secs(10), reader.read(&mut part)).await
    {
        answer.extend_from_slice(&part[..n]);
        if holds(&answer, b"request_id") {
            break;
        }
    }
    sending.abort();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn two_gigabytes_are_cut_off_at_once() {
    let world = World::new().await;
    let mut guest = world.guest(HERS, "12").await;
    let reading = given(&mut guest).await;
    let head = format!(
        "PUT {} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\nidempotency-key: k\r\n\
         content-type: image/jpeg\r\n",
        address(&reading),
        guest.bearer.clone().unwrap(),
    );
    // By what it says, before a byte of it is read.
    let told = upload(&world, &format!("{head}content-length: 2147483648\r\n\r\n"), &[0xff; 0x10000]).await;
    assert!(told.starts_with("HTTP/1.1 413") && told.contains("body_too_large"), "{told}");
    assert!(told.contains("application/problem+json"), "{told}");
    // By what it is, when it does not say.
    let piece = [&b"10000\r\n"[..], &vec![0xff; 0x10000], b"\r\n"].concat();
    let told = upload(&world, &format!("{head}transfer-encoding: chunked\r\n\r\n"), &piece).await;
    assert!(told.starts_with("HTTP/1.1 413") && told.contains("body_too_large"), "{told}");
}
