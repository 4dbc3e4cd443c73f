//! Access for a relative: offered by letter, taken once, each right by itself, taken back at any time.

use axum::http::StatusCode;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::{Value, json};
use svetlitsa_api::pages;
use svetlitsa_server::entity::share;

use crate::harness::{Client, Reply, World};
use crate::registration::PASSWORD;

const MARIA: &str = "maria@demo.svetlitsa";
const HERS: &str = "67100000017";
const SON: &str = "67100000033@demo.svetlitsa";
const SHARES: &str = "/api/v1/accounts/67100000017/shares";
const ACCEPT: &str = "/api/v1/shares/acceptances";
const OPEN: &str = "/api/v1/shares/openings";
const OFFERS: &str = "/api/v1/shares/offers";

fn rights(marks: &str) -> Value {
    json!({ "view": marks.contains('v'), "submit": marks.contains('s'), "pay": marks.contains('p') })
}

fn offer(email: &str, marks: &str) -> Value {
    json!({ "email": email, "rights": rights(marks) })
}

/// Maria's son with rights to her account: both signed in, and the id of the share.
pub(crate) async fn shared(world: &World, marks: &str) -> (Client, Client, String) {
    let (mut maria, mut son) = (world.resident(MARIA).await, world.resident(SON).await);
    let reply = maria.post(SHARES, &offer(SON, marks)).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{:?}", reply.body);
    let id = reply.body["id"].as_str().unwrap().to_owned();
    let link = json!({ "token": world.token(SON, pages::SHARE_ACCEPT).await });
    let reply = son.post(ACCEPT, &link).await;
    assert_eq!((reply.status, &reply.body["rights"]), (StatusCode::OK, &rights(marks)), "{:?}", reply.body);
    (maria, son, id)
}

/// What each right opens: the overview, the history, giving a reading, paying.
async fn tried(client: &mut Client) -> [bool; 4] {
    let path = format!("/api/v1/accounts/{HERS}");
    let overview = client.get(&path).await;
    let history = client.get(&format!("{path}/readings")).await;
    let reading = json!({ "meter": "none", "values": [] });
    let reading = client.post(&format!("{path}/readings"), &reading).await;
    let payment = json!({ "account": HERS, "amount_kopecks": 10_000, "method": "bank_card" });
    let payment = client.post("/api/v1/payments", &payment).await;
    [overview, history, reading, payment].map(|reply| reply.status != StatusCode::NOT_FOUND)
}

#[tokio::test]
async fn each_right_opens_its_own_door_and_no_other() {
    for (marks, doors) in [
        ("v", [true, true, false, false]),
        ("s", [true, false, true, false]),
        ("p", [true, false, false, true]),
        ("vsp", [true, true, true, true]),
    ] {
        let world = World::new().await;
        let (_, mut son, _) = shared(&world, marks).await;
        assert_eq!(tried(&mut son).await, doors, "{marks}");
        let overview = son.get(&format!("/api/v1/accounts/{HERS}")).await.body;
        let account = &overview["account"];
        assert_eq!((&account["name"], &account["address"]), (&json!("И***а М. П."), &json!("")), "{marks}");
        assert_eq!(overview["meters"].as_array().unwrap().is_empty(), marks == "p", "{marks}");
        let sees_money = !overview["payments"].as_array().unwrap().is_empty();
        assert_eq!(sees_money, marks.contains('v'), "{marks}");
        // What is owed is shown to whoever sees money or pays; "not shown" is not "nothing".
        let owed = marks != "s";
        assert_eq!(account["balance_kopecks"].is_i64(), owed, "{marks}");
        assert_eq!(!overview["balances"].as_array().unwrap().is_empty(), owed, "{marks}");
        let list = son.get("/api/v1/accounts").await.body;
        let last = list["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["number"], &last["shared"]["rights"]), (&json!(HERS), &rights(marks)));
        assert_eq!(last["balance_kopecks"], account["balance_kopecks"], "{marks}");
        assert!(!list.to_string().contains("Иванова"), "{list}");
    }
}

#[tokio::test]
async fn what_is_the_holders_alone_is_not_given() {
    let world = World::new().await;
    let (_, mut son, _) = shared(&world, "vsp").await;
    assert_eq!(son.get(SHARES).await.code(), "not_found");
    assert_eq!(son.post(SHARES, &offer("eve@example.org", "v")).await.code(), "not_found");
    assert_eq!(son.get(&format!("/api/v1/accounts/{HERS}/previews")).await.code(), "forbidden");
    let appeals = son.get("/api/v1/appeals").await.body.to_string();
    let applications = son.get("/api/v1/applications").await.body.to_string();
    assert!(!appeals.contains(HERS) && !applications.contains(HERS));
    // He is no owner who could let others in, nor one who is asked.
    let mut form = crate::registration::newcomer();
    form["account"] = json!(HERS);
    let before = world.letters(SON).await.len();
    world.client().post("/api/v1/registrations", &form).await;
    world.answer().await;
    assert_eq!(world.letters(SON).await.len(), before);
}

#[tokio::test]
async fn rights_are_taken_back_one_by_one_and_the_last_ends_it() {
    let world = World::new().await;
    let (mut maria, mut son, id) = shared(&world, "vsp").await;
    let path = format!("/api/v1/shares/{id}");
    let left = json!({ "rights": rights("vs") });
    assert_eq!(maria.patch(&path, &left).await.body["rights"], rights("vs"));
    assert_eq!(tried(&mut son).await, [true, true, true, false]);
    // What was taken back does not come again by asking for more.
    assert_eq!(maria.patch(&path, &json!({ "rights": rights("vsp") })).await.body["rights"], rights("vs"));
    assert_eq!(son.patch(&path, &left).await.code(), "not_found", "not his to change");
    assert_eq!(maria.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(tried(&mut son).await, [false; 4]);
    assert_eq!(world.newest(SON).await, format!("Доступ к счёту {HERS} закрыт"));
    assert_eq!(maria.get(SHARES).await.body["items"], json!([]));
    assert_eq!(maria.patch(&path, &left).await.code(), "not_found");
}

#[tokio::test]
async fn a_relative_gives_it_back_and_the_holder_is_told() {
    let world = World::new().await;
    let (mut maria, mut son, id) = shared(&world, "v").await;
    assert_eq!(world.newest(MARIA).await, format!("Доступ к счёту {HERS} принят"));
    assert_eq!(son.delete(&format!("/api/v1/shares/{id}")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(tried(&mut son).await, [false; 4]);
    assert_eq!(world.newest(MARIA).await, format!("От доступа к счёту {HERS} отказались"));
    assert_eq!(maria.get(SHARES).await.body["items"], json!([]));
}

/// Moves the times of a share into the past.
async fn age(world: &World, id: &str) {
    let row = share::Entity::find_by_id(id).one(&world.app.db).await.unwrap().unwrap();
    let (open_until, rights_until) = (row.open_until, row.rights_until);
    let mut row = row.into_active_model();
    row.open_until = Set(open_until - 8 * 24 * 3_600_000);
    row.rights_until = Set(rights_until.map(|until| until - 31 * 24 * 3_600_000));
    row.update(&world.app.db).await.unwrap();
}

#[tokio::test]
async fn offers_and_rights_run_out() {
    let world = World::new().await;
    let (mut maria, mut son) = (world.resident(MARIA).await, world.resident(SON).await);
    let id = maria.post(SHARES, &offer(SON, "v")).await.body["id"].as_str().unwrap().to_owned();
    age(&world, &id).await;
    let link = json!({ "token": world.token(SON, pages::SHARE_ACCEPT).await });
    assert_eq!(son.post(ACCEPT, &link).await.code(), "link_expired");

    let mut month = offer(SON, "vsp");
    month["days"] = json!(30);
    let id = maria.post(SHARES, &month).await.body["id"].as_str().unwrap().to_owned();
    let link = json!({ "token": world.token(SON, pages::SHARE_ACCEPT).await });
    assert_eq!(son.post(ACCEPT, &link).await.status, StatusCode::OK);
    assert_eq!(tried(&mut son).await, [true; 4]);
    age(&world, &id).await;
    assert_eq!(tried(&mut son).await, [false; 4]);
    assert!(!son.get("/api/v1/accounts").await.body.to_string().contains(HERS));
}

#[tokio::test]
async fn the_link_is_its_mailboxs_and_works_once() {
    let world = World::new().await;
    let (mut maria, mut son) = (world.resident(MARIA).await, world.resident(SON).await);
    maria.post(SHARES, &offer(SON, "v")).await;
    let link = json!({ "token": world.token(SON, pages::SHARE_ACCEPT).await });
    let offered: Reply = world.client().send("POST", OFFERS, Some(link.to_string()), None).await;
    assert_eq!(offered.body["holder"], "m***@demo.svetlitsa");
    assert_eq!((&offered.body["has_cabinet"], &offered.body["email"]), (&json!(true), &json!(SON)));
    let mut other = world.resident("67100000025@demo.svetlitsa").await;
    assert_eq!(other.post(ACCEPT, &link).await.code(), "forbidden", "forwarded to somebody else");
    assert_eq!(world.client().post(ACCEPT, &link).await.code(), "sign_in_required");
    assert_eq!(son.post(ACCEPT, &link).await.status, StatusCode::OK);
    assert_eq!(son.post(ACCEPT, &link).await.code(), "link_expired");
}

#[tokio::test]
async fn whoever_has_no_cabinet_opens_one_by_the_link() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    maria.post(SHARES, &offer("son@example.org", "vp")).await;
    let token = world.token("son@example.org", pages::SHARE_ACCEPT).await;
    let consent = world.app.data.consent.version.clone();
    let form = json!({ "token": token, "password": PASSWORD, "consent": consent });
    let mut weak = form.clone();
    weak["password"] = json!("qwerty123");
    assert_eq!(world.client().post(OPEN, &weak).await.body["fields"][0]["field"], "password");
    let mut silent = form.clone();
    silent["consent"] = json!("");
    assert_eq!(world.client().post(OPEN, &silent).await.body["fields"][0]["code"], "required");
    let mut son = world.client();
    let reply = son.post(OPEN, &form).await;
    assert_eq!((reply.status, &reply.body["resident"]["accounts"]), (StatusCode::CREATED, &json!([HERS])));
    assert_eq!(tried(&mut son).await, [true, true, false, true]);
    assert_eq!(son.get("/api/v1/consents").await.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(world.client().post(OPEN, &form).await.code(), "link_expired");
}

#[tokio::test]
async fn an_offer_gives_something_to_somebody_else_and_not_too_often() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    for (body, field) in [
        (offer("nobody", "v"), "email"),
        (offer(MARIA, "v"), "email"),
        (offer("a@example.org", ""), "rights"),
        (json!({ "email": "a@example.org", "rights": rights("v"), "days": 0 }), "days"),
        (json!({ "email": "a@example.org", "rights": rights("v"), "days": 367 }), "days"),
    ] {
        let reply = maria.post(SHARES, &body).await;
        assert_eq!(reply.body["fields"][0]["field"], field, "{body}");
    }
    for _ in 0..5 {
        assert_eq!(maria.post(SHARES, &offer("a@example.org", "v")).await.status, StatusCode::CREATED);
    }
    assert_eq!(maria.post(SHARES, &offer("a@example.org", "v")).await.code(), "rate_limited");
    // The same answer for a mailbox with a cabinet and one without.
    let (known, unknown) = (
        maria.post(SHARES, &offer(SON, "v")).await.body,
        maria.post(SHARES, &offer("b@example.org", "v")).await.body,
    );
    let shape = |body: &Value| body.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!((shape(&known), &known["is_accepted"]), (shape(&unknown), &unknown["is_accepted"]));
}

#[tokio::test]
async fn a_closed_cabinet_takes_what_it_gave_with_it() {
    let world = World::new().await;
    let (mut maria, mut son, _) = shared(&world, "vsp").await;
    let reply =
        maria.post("/api/v1/consents/withdrawals", &json!({ "current_password": "svetlitsa-demo" })).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
    assert_eq!(tried(&mut son).await, [false; 4]);
}

#[tokio::test]
async fn a_relative_who_proves_the_account_holds_it() {
    let world = World::new().await;
    let (mut maria, mut son, id) = shared(&world, "v").await;
    let proof = json!({ "account": HERS, "house": "12", "bill_code": "K7MP29XQ" });
    assert_eq!(son.post("/api/v1/accounts", &proof).await.status, StatusCode::CREATED);
    assert_eq!(tried(&mut son).await, [true; 4]);
    assert_eq!(son.get(SHARES).await.status, StatusCode::OK);
    // What was given can be taken back; what is proven stays.
    assert_eq!(maria.delete(&format!("/api/v1/shares/{id}")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(tried(&mut son).await, [true; 4]);
}
