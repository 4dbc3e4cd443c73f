//! Somebody else's account, meter, reading, payment or session is not there: every path and method of the document
//! is asked for by people whom it is no business of, and an operation without a row here fails.

use axum::http::StatusCode;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};
use svetlitsa_api::paths;
use svetlitsa_server::entity::certificate;
use svetlitsa_server::jobs;

use crate::harness::{Client, Reply, World, paid};
use crate::wall::operations;

const MARIA: &str = "maria@demo.svetlitsa";
const HERS: &str = "67100000017";
const STRANGER: &str = "67100000033@demo.svetlitsa";
/// Words that only Maria's own answers hold.
const TRACES: [&str; 4] = [HERS, "Иванова", "Мария", MARIA];

/// What an operation is about.
enum Row {
    /// Something of Maria's: its place in the path, and the body that asks for it.
    Hers(String, Option<Value>),
    /// Nothing of anybody's, or only of whoever asks. The sentence says why.
    Nobodys(&'static str),
    /// The desk: for staff alone.
    Desk,
}

/// Ids of what is Maria's.
struct Owned {
    payment: String,
    session: String,
    meter: String,
    share: String,
    /// Account and reading.
    photo: String,
    /// Account and certificate.
    certificate: String,
    /// Version of the consent to bills by e-mail.
    e_bill: String,
    /// The same of that to automatic payment.
    autopay: String,
}

impl Owned {
    /// A paid payment, a certificate of better days, a second place where she is signed in, the meter of her account.
    async fn of(world: &World, maria: &mut Client) -> Self {
        let order = json!({ "account": HERS, "amount_kopecks": 10_000, "method": "bank_card" });
        let payment = maria.post(paths::PAYMENTS, &order).await.body["id"].as_str().unwrap().to_owned();
        jobs::acquirer::advance(&world.app, &payment).await;
        world.acquirer.will([Ok(paid())]);
        jobs::acquirer::advance(&world.app, &payment).await;
        world.resident(MARIA).await;
        let sessions = maria.get(paths::SESSIONS).await.body;
        let session = sessions["items"][1]["id"].as_str().unwrap().to_owned();
        let overview = maria.get(&paths::fill(paths::ACCOUNT, &[HERS])).await.body;
        let meter = overview["meters"][0]["id"].as_str().unwrap().to_owned();
        let offer =
            json!({ "email": "son@example.org", "rights": { "view": true, "submit": true, "pay": true } });
        let share = maria.post(&paths::fill(paths::SHARES, &[HERS]), &offer).await.body["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let reading = crate::photos::given(maria).await;
        let path = paths::fill(paths::READING_PHOTO, &[HERS, &reading]);
        assert_eq!(maria.put_file(&path, "image/png", &crate::photos::png()).await.status, StatusCode::OK);
        let photo = format!("{HERS}/{reading}");
        // Issued when nothing was owed.
        let body = json!({
            "account": HERS, "name": "Иванова Мария Петровна", "address": "", "service": "electricity",
            "legal_name": "", "payees": [], "ahead_kopecks": 0, "verification_url": "http://127.0.0.1/c/",
        });
        let row = certificate::Model {
            id: "hers".to_owned(),
            account: HERS.to_owned(),
            number: "2026-000001".to_owned(),
            code: "23456789ABCD".to_owned(),
            as_of: "2026-09-20".to_owned(),
            issued_at: 0,
            body: body.to_string(),
        };
        row.into_active_model().reset_all().insert(&world.app.db).await.unwrap();
        let certificate = format!("{HERS}/hers");
        let e_bill = world.app.data.e_bill.version.clone();
        let autopay = world.app.data.autopay.version.clone();
        Self { payment, session, meter, share, photo, certificate, e_bill, autopay }
    }

    /// The table.
    fn row(&self, method: &str, path: &str) -> Row {
        let account = |body| Row::Hers(HERS.to_owned(), body);
        let payment = |body| Row::Hers(self.payment.clone(), body);
        match (method, path) {
            (
                "GET",
                paths::ACCOUNT
                | paths::READINGS
                | paths::CONSUMPTION
                | paths::READINGS_CSV
                | paths::READINGS_GREEN_BUTTON
                | paths::READINGS_CALENDAR
                | paths::ACCOUNT_PAYMENTS
                | paths::ACCOUNT_RECEIPTS
                | paths::BILLS
                | paths::CERTIFICATES
                | paths::DEBT
                | paths::PAYEES
                | paths::FORECAST
                | paths::E_BILL
                | paths::REMINDERS
                | paths::AUTOPAY
                | paths::LEDGER
                | paths::ACCOUNT_PREVIEWS,
            ) => account(None),
            ("GET", paths::BILL | paths::BILL_DOCUMENT) => Row::Hers(format!("{HERS}/2026-10"), None),
            ("GET", paths::INSTALMENTS) => account(None),
            ("POST", paths::INSTALMENTS) => account(Some(json!({
                "payee": "atomenergosbyt-smolensk", "debt_kopecks": 140_912, "parts": 6,
            }))),
            ("GET", paths::SHARES) => account(None),
            ("POST", paths::CERTIFICATES) => account(None),
            ("GET", paths::CERTIFICATE_DOCUMENT) => Row::Hers(self.certificate.clone(), None),
            ("POST", paths::SHARES) => account(Some(json!({
                "email": "eve@example.org", "rights": { "view": true, "submit": true, "pay": true },
            }))),
            ("PATCH", paths::SHARE) => Row::Hers(
                self.share.clone(),
                Some(json!({ "rights": { "view": true, "submit": false, "pay": false } })),
            ),
            ("DELETE", paths::SHARE) => Row::Hers(self.share.clone(), None),
            ("POST", paths::SHARE_OFFERS | paths::SHARE_ACCEPTANCES | paths::SHARE_OPENINGS) => {
                Row::Nobodys("the link of a letter decides")
            }
            ("PUT", paths::BILL_ALERT) => account(Some(
                json!({ "threshold": { "kind": "above", "value": 100_000 }, "by_letter": true }),
            )),
            ("PUT", paths::E_BILL) => account(Some(json!({ "consent_version": self.e_bill }))),
            ("PUT", paths::REMINDERS) => {
                account(Some(json!({ "kinds": [{ "kind": "debt", "email": true }] })))
            }
            ("DELETE", paths::E_BILL) => account(None),
            ("PUT", paths::AUTOPAY) => account(Some(json!({
                "cap_kopecks": 500_000, "skips_estimated": true, "method": "bank_card",
                "consent_version": self.autopay,
            }))),
            ("DELETE", paths::AUTOPAY) => account(None),
            ("POST", paths::E_BILL_ENDS | paths::REMINDER_ENDS) => {
                Row::Nobodys("the link of a letter decides")
            }
            ("PUT", paths::READING_PHOTO) => Row::Hers(self.photo.clone(), None),
            ("GET", paths::READING_PHOTO) => Row::Hers(self.photo.clone(), None),
            ("DELETE", paths::ACCOUNT) => account(None),
            ("PATCH", paths::ACCOUNT) => account(Some(json!({ "label": "Чужая" }))),
            ("POST", paths::READINGS) => account(Some(json!({
                "meter": self.meter, "confirmed": true,
                "values": [{ "zone": "day", "value": 99_000 }, { "zone": "night", "value": 99_000 }],
            }))),
            ("POST", paths::PAYMENTS) => {
                account(Some(json!({ "account": HERS, "amount_kopecks": 10_000, "method": "bank_card" })))
            }
            (
                "GET",
                paths::PAYMENT
                | paths::PAYMENT_EVENTS
                | paths::PAYMENT_RECEIPT
                | paths::PAYMENT_RECEIPT_DOCUMENT
                | paths::PAYMENT_RECEIPT_PAPER,
            ) => payment(None),
            ("POST", paths::PAYMENT_WITHDRAWAL) => payment(None),
            ("DELETE", paths::SESSION_ELSEWHERE) => Row::Hers(self.session.clone(), None),

            ("GET" | "DELETE", paths::SESSION | paths::SESSIONS) => Row::Nobodys("whoever the cookie says"),
            ("GET", paths::ACCOUNTS | paths::APPEALS | paths::APPLICATIONS | paths::HOUSES) => {
                Row::Nobodys("one's own list")
            }
            ("POST", paths::HOUSE_SHEETS) => Row::Nobodys("its elder's alone, see sheets"),
            ("GET", paths::SECOND_FACTOR | paths::CONSENTS | paths::LETTERS | paths::NOTICES) => {
                Row::Nobodys("one's own")
            }
            ("POST", paths::NOTICES_SEEN) => Row::Nobodys("one's own"),
            ("POST", paths::APPLICATIONS) => Row::Nobodys("everybody may file one"),
            ("POST", paths::SESSION | paths::SESSION_SECOND_STEP) => {
                Row::Nobodys("passwords and codes decide")
            }
            (
                "POST",
                paths::SECOND_FACTOR_ENROLMENTS
                | paths::SECOND_FACTOR_CONFIRMATIONS
                | paths::SECOND_FACTOR_CODES
                | paths::SECOND_FACTOR_REMOVALS
                | paths::CONSENT_WITHDRAWALS
                | paths::PASSWORD_CHANGES
                | paths::EMAIL_CHANGES,
            ) => Row::Nobodys("one's own, by one's own password"),
            (
                "POST",
                paths::REGISTRATION_CONFIRMATIONS
                | paths::CLAIM_APPROVALS
                | paths::CLAIM_REFUSALS
                | paths::PASSWORD_RECOVERY_CONFIRMATIONS
                | paths::EMAIL_CHANGE_CONFIRMATIONS,
            ) => Row::Nobodys("the link of a letter decides"),
            ("POST", paths::REGISTRATIONS | paths::PASSWORD_RECOVERIES) => Row::Nobodys("a letter answers"),
            ("POST", paths::ACCOUNTS) => Row::Nobodys("its owner is asked, see claims"),
            ("POST", paths::APPEALS) => {
                Row::Nobodys("anybody may write; see appeals for whose list it is in")
            }
            ("POST", paths::APPEAL_STEPS | paths::APPEAL_FILE | paths::APPEAL_SURVEY) => {
                Row::Nobodys("its author's contact or cabinet, see appeals and appeal_files")
            }
            ("POST", paths::APPLICATION_DOCUMENTS | paths::APPLICATION_FILE) => {
                Row::Nobodys("its author's contact or the holder's cabinet, see application_documents")
            }
            (_, paths::APPEAL_DRAFTS | paths::APPEAL_DRAFT_FILES | paths::APPEAL_DRAFT_FILE) => {
                Row::Nobodys("the draft's own token, see appeal_files")
            }
            ("POST", paths::ACCOUNT_LOOKUP | paths::APPEAL_LOOKUP | paths::APPLICATION_LOOKUP) => {
                Row::Nobodys("two identifiers prove it")
            }
            ("GET", paths::RECEIPT_VERIFICATION) => Row::Nobodys("whoever holds the receipt; masked"),
            ("GET", paths::CERTIFICATE_VERIFICATION) => Row::Nobodys("whoever holds the certificate; masked"),
            ("GET", paths::OUTAGES | paths::OUTAGE_STREETS) => {
                Row::Nobodys("streets and houses, for everyone")
            }
            ("POST", paths::OUTAGE_REPORTS | paths::OUTAGE_SUBSCRIPTIONS) => {
                Row::Nobodys("anybody may; an account must be one's own, see outages")
            }
            ("GET", paths::OFFICE_SLOTS) => Row::Nobodys("times that are free, for everyone"),
            ("GET", paths::APPOINTMENTS) => Row::Nobodys("the caller's own, see appointments"),
            ("POST", paths::APPOINTMENTS) => Row::Nobodys("anybody may, see appointments"),
            (
                "POST",
                paths::APPOINTMENT_LOOKUP | paths::APPOINTMENT_MOVES | paths::APPOINTMENT_CANCELLATIONS,
            ) => {
                Row::Nobodys("its contact, its letter's link or the cabinet it was made in, see appointments")
            }
            ("POST", paths::OUTAGE_SUBSCRIPTION_CONFIRMATIONS | paths::OUTAGE_SUBSCRIPTION_ENDS) => {
                Row::Nobodys("the link of a letter decides")
            }
            ("POST", paths::CAMPAIGN_ENDS) => Row::Nobodys("the link of a letter decides"),
            ("GET", paths::CALLS) => Row::Nobodys("calls about the caller's own accounts"),
            ("POST", paths::SMS_GATEWAY) => Row::Nobodys("the gateway's own key decides"),
            ("GET" | "POST" | "DELETE", paths::PHONE) | ("POST", paths::PHONE_CODES) => {
                Row::Nobodys("the caller's own telephone")
            }
            ("GET", paths::PUSH | paths::PUSH_NOTICES)
            | ("POST", paths::PUSH_BROWSERS | paths::PUSH_TRIALS)
            | ("DELETE", paths::PUSH_BROWSER) => Row::Nobodys("the caller's own browsers, see push"),
            ("GET", paths::MESSAGES) => Row::Nobodys("messages to the caller"),
            ("GET" | "POST", paths::YEARLY_SURVEY) => Row::Nobodys("the caller's own opinion"),
            ("POST", paths::SURVEYS) => Row::Nobodys("the link of a letter decides"),
            ("POST", paths::FAQ_HELPED) => Row::Nobodys("a count, of everybody"),
            (
                "GET",
                paths::FAQ
                | paths::CONSENT
                | paths::OFFICES
                | paths::SERVICES
                | paths::TARIFFS
                | paths::BRANCH_CALENDAR,
            ) => Row::Nobodys("the same for everyone"),
            ("POST", paths::KIOSK_ENROLMENT) => Row::Nobodys("a one-time code decides"),
            (_, path) if path.starts_with("/api/v1/staff/") => Row::Desk,
            _ => panic!("{method} {path} has no row: whose is what it names?"),
        }
    }
}

async fn ask(client: &mut Client, method: &str, path: &str, place: &str, body: Option<&Value>) -> Reply {
    let key = svetlitsa_server::random::id();
    let path = paths::fill(path, &place.split('/').collect::<Vec<_>>());
    if method == "PUT" && body.is_none() {
        return client.put_file_with_key(&path, "image/png", &crate::photos::png(), &key).await;
    }
    client.send(method, &path, body.map(Value::to_string), Some(&key)).await
}

fn text(reply: &Reply) -> String {
    reply.body.to_string()
}

#[tokio::test]
async fn what_is_somebody_elses_is_not_there() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let owned = Owned::of(&world, &mut maria).await;
    let (mut stranger, mut guest) = (world.resident(STRANGER).await, world.guest("67100000025", "12").await);
    let mut asked = 0;
    for (method, path) in operations() {
        let Row::Hers(place, body) = owned.row(&method, &path) else { continue };
        let what = format!("{method} {path}");
        let told = ask(&mut stranger, &method, &path, &place, body.as_ref()).await;
        assert_eq!((told.status, told.code()), (StatusCode::NOT_FOUND, "not_found"), "{what}");
        // What is nobody's at all is answered the same, so that the answer does not tell the two apart.
        let nothing = match place.split_once('/') {
            _ if place == HERS => "67199999999",
            Some(_) => "67199999999/0193c000000070008000000000000000",
            None => "0193c000000070008000000000000000",
        };
        let of_nobody = body.as_ref().map(|body| {
            let mut body = body.clone();
            if let Some(account) = body.get_mut("account") {
                *account = json!(nothing);
            }
            body
        });
        let missing = ask(&mut stranger, &method, &path, nothing, of_nobody.as_ref()).await;
        assert_eq!(of_all_requests(&missing), of_all_requests(&told), "{what}");
        // A guest's permit is for another account and opens nothing of a cabinet.
        let told = ask(&mut guest, &method, &path, &place, body.as_ref()).await;
        assert!([401, 404].contains(&told.status.as_u16()), "{what}: a guest was answered {}", told.status);
        let told = ask(&mut world.client(), &method, &path, &place, body.as_ref()).await;
        assert!([401, 404].contains(&told.status.as_u16()), "{what}: nobody was answered {}", told.status);
        for trace in TRACES {
            assert!(!text(&told).contains(trace), "{what}");
        }
        asked += 1;
    }
    assert!(asked >= 19, "only {asked} operations name something of somebody's");

    // The rows are true: what is not there for others is there for its owner, untouched. What ends things comes last.
    let mut all = operations();
    all.sort_by_key(|(method, path)| (method == "DELETE", path == paths::ACCOUNT));
    for (method, path) in all {
        let Row::Hers(place, body) = owned.row(&method, &path) else { continue };
        let own = ask(&mut maria, &method, &path, &place, body.as_ref()).await;
        // What is owed is refused in words of its own.
        let is_owing = path == paths::CERTIFICATES && own.status == StatusCode::CONFLICT;
        assert!(own.status.is_success() || is_owing, "{method} {path}: {} {:?}", own.status, own.body);
    }
}

/// A problem without what is new in every answer.
fn of_all_requests(reply: &Reply) -> Value {
    let mut body = reply.body.clone();
    body.as_object_mut().unwrap().remove("request_id");
    body
}

#[tokio::test]
async fn whatever_names_nobody_gives_nobody_away() {
    let world = World::new().await;
    let mut maria = world.resident(MARIA).await;
    let owned = Owned::of(&world, &mut maria).await;
    let mut asked = 0;
    for (method, path) in operations() {
        let row = owned.row(&method, &path);
        let why = match row {
            Row::Hers(..) => continue,
            Row::Nobodys(why) => why,
            Row::Desk => "staff alone",
        };
        let mut stranger = world.resident(STRANGER).await;
        let body = (method != "GET" && method != "DELETE").then(|| json!({}));
        let reply = ask(&mut stranger, &method, &path, &format!("{HERS}/0"), body.as_ref()).await;
        assert!(!reply.status.is_server_error(), "{method} {path}: {}", reply.status);
        if matches!(owned.row(&method, &path), Row::Desk) && path != paths::STAFF_SESSION {
            assert_eq!(reply.code(), "sign_in_required", "{method} {path}");
        }
        for trace in TRACES {
            assert!(!text(&reply).contains(trace), "{method} {path} ({why}) tells {trace}");
        }
        asked += 1;
    }
    assert!(asked >= 40, "only {asked} operations were asked");
}
