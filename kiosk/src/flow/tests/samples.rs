//! One sample of every step, event and answer: Maria's account of the sample world.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use svetlitsa_api::accounts::{AccountOverview, GuestAccess, LookupAccount};
use svetlitsa_api::appeals::AppealView;
use svetlitsa_api::outages::OutageBoard;
use svetlitsa_api::payments::PaymentView;
use svetlitsa_api::readings::ReadingView;
use svetlitsa_api::receipts::ReceiptView;
use svetlitsa_api::session::SessionView;
use svetlitsa_api::{ErrorCode, Problem};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::PaymentState;
use svetlitsa_domain::readings::{Finding, FindingCode, VerdictStatus};
use svetlitsa_ui::client::ClientError;

use crate::flow::{
    Answer, Board, CallBack, Entry, Event, Key, Paying, Plan, Sheet, Step, Topic, Visit, Wait,
};

fn sample<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("the sample is of its type")
}

pub(super) fn session() -> SessionView {
    sample(json!({
        "now": "2026-11-20T12:00:00+03:00",
        "phone": "8 800 222-11-67",
        "terminal": {
            "id": "K-0001", "place": "ул. Тенишевой, 33",
            "branch": branch(), "window": window(),
        },
    }))
}

pub(super) fn typed_identity() -> LookupAccount {
    LookupAccount::Typed { account: "67100000017".to_owned(), house: "12".to_owned() }
}

pub(super) fn access() -> GuestAccess {
    sample(json!({
        "token": "permit", "expires": "2026-11-20T12:30:00+03:00",
        "account": "67100000017", "masked_name": "И***а М. П.",
    }))
}

pub(super) fn overview() -> AccountOverview {
    sample(json!({
        "account": {
            "number": "67100000017", "name": "И***а М. П.", "address": "", "service": "electricity",
            "branch_name": "Смоленск", "balance_kopecks": 124_312,
        },
        "balances": [], "window": window(), "readings": [], "payments": [],
        "meters": [{
            "id": "m1", "serial": "…417", "model": "СЕ102", "service": "electricity", "digits": 5,
            "coefficient": 1, "is_smart": false,
            "registers": [
                {"zone": "day", "previous": 10450, "previous_on": "2026-10-20", "price": "7.28"},
                {"zone": "night", "previous": 4310, "previous_on": "2026-10-20", "price": "2.92"},
            ],
            "history": [180, 190, 200, 210],
        }],
        "takes_payments": true, "branch": branch(),
    }))
}

fn branch() -> Value {
    json!({
        "id": "smolensk", "name": "Смоленск", "legal_name": "АО «Пример»", "phone": "8 800 222-11-67",
        "time_zone": "Europe/Moscow",
    })
}

fn window() -> Value {
    json!({"first_day": 15, "last_day": 26, "today": "2026-11-20", "reading_dates": []})
}

pub(super) fn payment(state: PaymentState, version: u32) -> PaymentView {
    let qr =
        (state == PaymentState::Waiting).then_some("https://qr.nspk.ru/AD10006M8KH234K782OQM0L13JI31LQD");
    sample(json!({
        "id": "p1", "account": "67100000017", "amount_kopecks": 124_312, "commission_kopecks": 0,
        "method": "sbp", "state": state, "version": version, "created": "2026-11-20T12:00:00+03:00",
        "qr_payload": qr, "expires": qr.map(|_| "2026-11-20T12:10:00+03:00"), "is_acquirer_silent": false,
        "clocks": [],
    }))
}

pub(super) fn reading(status: VerdictStatus) -> ReadingView {
    sample(json!({
        "id": "r1", "meter": "m1", "taken_on": "2026-11-20", "received": "2026-11-20T12:00:00+03:00",
        "values": [{"zone": "day", "value": 10570}, {"zone": "night", "value": 4370}],
        "channel": "terminal", "status": status, "findings": [],
        "consumption": [{"zone": "day", "units": 120}, {"zone": "night", "units": 60}],
        "cost_kopecks": 104_880, "period": "2026-11", "state": status,
    }))
}

pub(super) fn receipt() -> ReceiptView {
    sample(json!({
        "number": "2026-000123", "code": "7F3K-9QWE-2M4T", "verification_url": "http://x/r/7F3K9QWE2M4T",
        "branch_name": "Смоленск", "legal_name": "АО «Пример»", "inn": "7700000000", "phone": "8 800 222-11-67",
        "terminal": "K-0001", "paid": "2026-11-20T12:02:00+03:00", "account": "67100000017",
        "payer": "И***а М. П.", "service": "electricity", "period": "2026-10", "payee_name": "АО «Пример»",
        "payee_inn": "7700000000", "amount_kopecks": 124_312, "commission_kopecks": 0, "method": "sbp",
        "balance_after_kopecks": 0, "transfer": "credited",
        "credit": {
            "standard": "payment_credit", "started": "2026-11-20T12:02:00+03:00",
            "due": "2026-11-21T12:02:00+03:00", "met": "2026-11-20T12:02:00+03:00", "state": "met", "source": "",
        },
    }))
}

pub(super) fn receipt_step() -> Step {
    let (receipt, payment) = (Box::new(receipt()), "p1".to_owned());
    Step::Receipt { visit: visit(), payment, receipt, is_copy: false, looks: 0 }
}

pub(super) fn rejection(code: ErrorCode) -> ClientError {
    ClientError::Rejected(Problem {
        kind: "about:blank".to_owned(),
        title: String::new(),
        status: 422,
        code,
        fields: Vec::new(),
        request_id: "r-1".to_owned(),
    })
}

pub(super) fn visit() -> Box<Visit> {
    Box::new(Visit::new(access(), overview()))
}

pub(super) fn sheet(values: [&str; 2], register: usize) -> Sheet {
    Sheet { meter: 0, register, entries: values.map(Entry::holding).to_vec() }
}

pub(super) fn house_step() -> Step {
    Step::House { account: access().account, entry: Entry::default() }
}

pub(super) fn other_amount_step() -> Step {
    Step::OtherAmount(visit(), Entry::default())
}

pub(super) fn paying_step(state: PaymentState) -> Step {
    let kept_until = Some(session().now + chrono::TimeDelta::minutes(15));
    Step::Paying(Box::new(Paying {
        visit: *visit(),
        payment: payment(state, 2),
        kept_until,
        is_cut_off: false,
    }))
}

/// So many outages, every other one of another branch.
pub(super) fn outages(count: usize) -> OutageBoard {
    let items = (0..count).map(|i| {
        json!({
            "id": format!("o{i}"), "branch": if i % 2 == 0 { "smolensk" } else { "tver" }, "kind": "power_off",
            "is_planned": false, "stage": "begun", "text": "", "places": [{"street": "г. Смоленск, ул. Ленина"}],
            "begins": "2026-11-20T09:00:00+03:00", "events": [],
        })
    });
    sample(json!({
        "as_of": "2026-11-20T12:00:00+03:00",
        "branches": [{
            "id": "smolensk", "name": "Смоленск", "phone": "8 800 220-02-20", "is_desk": true,
            "contact_centre": "8 800 222-11-67",
        }],
        "items": items.collect::<Vec<_>>(),
    }))
}

/// The terminal's board on one of its pages.
pub(super) fn board_step(count: usize, page: usize) -> Step {
    let OutageBoard { as_of, mut branches, items } = outages(count);
    Step::Outages(Box::new(Board { as_of, branch: branches.pop(), items, page }))
}

pub(super) fn appeal() -> AppealView {
    sample(json!({
        "number": "A-2026-000123", "kind": "question", "text": "Перезвоните", "stage": "registered",
        "registered": "2026-11-20T12:00:00+03:00", "masked_contact": "+7 9** ***-**-67", "account": null,
        "clock": {
            "standard": "appeal_review", "started": "2026-11-20T12:00:00+03:00",
            "due": "2026-11-25T23:59:00+03:00", "state": "running", "source": "",
        },
        "events": [], "phone": "8 800 222-11-67",
    }))
}

pub(super) fn about(visit: Option<Box<Visit>>) -> CallBack {
    CallBack { visit, topic: Topic::Money }
}

/// One of every step, by name.
pub(super) fn steps() -> Vec<(&'static str, Step)> {
    let full = || sheet(["10570", "4370"], 1);
    let questions = vec![Finding { code: FindingCode::UnusuallyHigh, zone: None }];
    let look_up = || Wait::LookUp(typed_identity());
    let send = Wait::Reading { visit: visit(), sheet: full(), questions: Vec::new() };
    let pay = Wait::Payment { visit: visit(), amount: Kopecks(124_312) };
    let paid = || Box::new(payment(PaymentState::Succeeded, 3));
    let slip = Wait::Receipt { visit: visit(), payment: paid() };
    let call = Wait::CallBack {
        about: about(Some(visit())),
        phone: "89151234567".to_owned(),
        terminal: "K-0001".to_owned(),
    };
    let steps = vec![
        Step::Wait(Wait::Session),
        Step::Wait(Wait::Enrol("1234".to_owned())),
        Step::Wait(look_up()),
        Step::Wait(Wait::Account(access())),
        Step::Wait(send.clone()),
        Step::Wait(pay.clone()),
        Step::Wait(slip.clone()),
        Step::Wait(Wait::Outages),
        Step::Wait(call.clone()),
        Step::Trouble { of: Wait::Session, error: ClientError::Offline },
        Step::Trouble { of: Wait::Enrol("1234".to_owned()), error: ClientError::Offline },
        Step::Trouble { of: look_up(), error: rejection(ErrorCode::AccountNotFound) },
        Step::Trouble { of: Wait::Account(access()), error: ClientError::SignedOut },
        Step::Trouble { of: send, error: ClientError::Offline },
        Step::Trouble { of: pay, error: rejection(ErrorCode::PaymentsClosed) },
        Step::Trouble { of: slip, error: ClientError::Broken { request_id: "r-2".to_owned() } },
        Step::Trouble { of: Wait::Outages, error: ClientError::Offline },
        Step::Trouble { of: call, error: rejection(ErrorCode::RateLimited) },
        Step::Enrol(Entry::default()),
        Step::Attract,
        Step::Account(Entry::holding("67100000017")),
        house_step(),
        Step::Confirm(access()),
        Step::Choose(visit()),
        Step::Reading(visit(), sheet(["10570", ""], 0)),
        Step::Check { visit: visit(), sheet: full(), questions },
        Step::Verdict { visit: visit(), meter: 0, reading: Box::new(reading(VerdictStatus::Accepted)) },
        Step::Amount(visit()),
        Step::OtherAmount(visit(), Entry::holding("500")),
        paying_step(PaymentState::Waiting),
        Step::Failed(visit(), Box::new(payment(PaymentState::Cancelled, 3))),
        board_step(6, 0),
        Step::Topic(Some(visit())),
        Step::Phone(about(Some(visit())), Entry::holding("89151234567")),
        Step::Called { visit: Some(visit()), appeal: Box::new(appeal()) },
        receipt_step(),
    ];
    steps.into_iter().map(|step| (step.name(), step)).collect()
}

/// One of every event but answers, by name.
pub(super) fn events() -> Vec<(&'static str, Event)> {
    vec![
        ("next", Event::Next),
        ("back", Event::Back),
        ("finish", Event::Finish),
        ("help", Event::Help),
        ("continue", Event::Continue),
        ("leave", Event::Leave),
        ("touch", Event::Touch),
        ("tick", Event::Tick(session().now)),
        ("key", Event::Press(Key::Char('1'))),
        ("typed", Event::Typed("1".to_owned())),
        ("scanned", Event::Scanned("ST00012|".to_owned())),
        ("reading", Event::Choose(Plan::Reading)),
        ("payment", Event::Choose(Plan::Payment)),
        ("both", Event::Choose(Plan::Both)),
        ("outages", Event::Outages),
        ("call me back", Event::CallBack),
        ("topic", Event::Topic(Topic::Meter)),
        ("pay debt", Event::Pay(Kopecks(124_312))),
        ("other sum", Event::OtherAmount),
        ("print", Event::PrintAgain),
        ("another", Event::Another),
        ("retry", Event::Retry),
        ("news: waiting", news(PaymentState::Waiting)),
        ("news: paid", news(PaymentState::Succeeded)),
        ("news: declined", news(PaymentState::Cancelled)),
        ("news: expired", news(PaymentState::Expired)),
        ("news: none", Event::PaymentNews(Err(ClientError::Offline))),
    ]
}

pub(super) fn news(state: PaymentState) -> Event {
    Event::PaymentNews(Ok(Box::new(payment(state, 3))))
}

/// One of every answer.
pub(super) fn answers() -> Vec<Answer> {
    vec![
        Answer::Session(Box::new(session())),
        Answer::Enrolled,
        Answer::Access(access()),
        Answer::Account(Box::new(overview())),
        Answer::Reading(Box::new(reading(VerdictStatus::Accepted))),
        Answer::Payment(Box::new(payment(PaymentState::Waiting, 2))),
        Answer::Outages(Box::new(outages(3))),
        Answer::Called(Box::new(appeal())),
        Answer::Receipt(Box::new(receipt())),
    ]
}
