//! Fiscal documents: one for each movement of money, on the receipt as soon as it is registered, and never one whose code
//! the tax service would not know.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::receipts::FiscalState;
use svetlitsa_server::acquirer::RefundStanding;
use svetlitsa_server::fiscal::{
    Document, Fiscal, FiscalError, Fiscalizer, PrintedAt, Progress, Requisites, corrections,
};
use svetlitsa_server::refunds::{self, Asked};
use svetlitsa_server::{jobs, store};

use crate::harness::{Client, World, paid};
use crate::paper::codes;

const HERS: &str = "67100000017";

/// A cash register that says what the test prepares, and otherwise waits.
#[derive(Default)]
struct ScriptedRegister {
    script: Mutex<VecDeque<Result<Progress, FiscalError>>>,
    documents: Mutex<Vec<Document>>,
}

impl ScriptedRegister {
    fn will(&self, answers: impl IntoIterator<Item = Result<Progress, FiscalError>>) {
        self.script.lock().unwrap().extend(answers);
    }

    fn fiscal(self: &Arc<Self>) -> Fiscal {
        Fiscal { acquirer: Some(self.clone()), ..Fiscal::default() }
    }
}

#[async_trait::async_trait]
impl Fiscalizer for ScriptedRegister {
    async fn register(&self, document: &Document) -> Result<Progress, FiscalError> {
        self.documents.lock().unwrap().push(document.clone());
        self.script.lock().unwrap().pop_front().unwrap_or(Ok(Progress::Waiting))
    }

    async fn find(&self, document: &Document, _: &str) -> Result<Progress, FiscalError> {
        self.register(document).await
    }
}

/// Marks as a cash register tells them.
fn marks(document: &str) -> Requisites {
    Requisites {
        at: PrintedAt::Instant("2026-11-20T07:02:05Z".parse().unwrap()),
        total: None,
        register: None,
        storage: "9960440300000001".to_owned(),
        document: document.to_owned(),
        sign: "2918241905".to_owned(),
    }
}

pub(crate) async fn pay(world: &World, client: &mut Client, amount: i64) -> String {
    let order = json!({ "account": HERS, "amount_kopecks": amount, "method": "bank_card" });
    let payment = client.post("/api/v1/payments", &order).await.body["id"].as_str().unwrap().to_owned();
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &payment).await;
    payment
}

pub(crate) async fn refund(world: &World, payment: &str, amount: i64, document: &str) {
    let asked = Asked { payment, amount: Some(Kopecks(amount)), document, by: "operator@demo.svetlitsa" };
    refunds::ask(&world.app.db, asked, world.app.clock.now_ms()).await.unwrap();
    world.acquirer.refund_script.lock().unwrap().push_back(Ok(RefundStanding::Returned));
    for id in store::refunds::due(&world.app.db, i64::MAX).await.unwrap() {
        jobs::refunds::advance(&world.app, &id).await;
    }
}

/// Lets the job do its round; tells how many documents it had.
pub(crate) async fn round(world: &World) -> usize {
    let due = store::fiscal::due(&world.app.db, i64::MAX).await.unwrap();
    for id in &due {
        jobs::fiscal::advance(&world.app, id).await;
    }
    due.len()
}

pub(crate) async fn receipt(client: &mut Client, payment: &str) -> Value {
    client.get(&format!("/api/v1/payments/{payment}/receipt")).await.body
}

#[tokio::test]
async fn the_acquirers_receipt_comes_late_and_is_then_on_every_form() {
    let register = Arc::new(ScriptedRegister::default());
    let world = World::new().await.fiscal(register.fiscal());
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let payment = pay(&world, &mut maria, 10_000).await;
    let letters = world.letters("maria@demo.svetlitsa").await.len();
    let unknown = FiscalError::Unknown("status 500".to_owned());
    register.will([Ok(Progress::Waiting), Err(unknown), Ok(Progress::Registered(marks("64318")))]);
    let before = receipt(&mut maria, &payment).await;
    assert_eq!((&before["fiscal"], &before["is_fiscal_expected"]), (&Value::Null, &json!(true)));
    for _ in 0..3 {
        assert_eq!(receipt(&mut maria, &payment).await["fiscal"], Value::Null);
        assert_eq!(round(&world).await, 1);
    }
    assert_eq!(round(&world).await, 0, "nobody is asked about what is registered");
    let after = receipt(&mut maria, &payment).await;
    let qr = "t=20261120T100205&s=100.00&fn=9960440300000001&i=64318&fp=2918241905&n=1";
    assert_eq!((&after["fiscal"]["qr"], &after["is_fiscal_expected"]), (&json!(qr), &json!(false)));
    assert_eq!(after["fiscal"]["registered"], "2026-11-20T10:02:05+03:00");

    let at = format!("/api/v1/payments/{payment}/receipt");
    let printed = maria.get(&format!("{at}/document")).await.bytes;
    assert!(codes(&printed).contains(&qr.to_owned()));
    let paper = maria.get(&format!("{at}/paper")).await.body;
    assert!(paper.as_str().unwrap().contains("64318"), "{paper}");
    assert_eq!(world.letters("maria@demo.svetlitsa").await.len(), letters, "one receipt is one letter");

    let asked = register.documents.lock().unwrap();
    let keys: std::collections::BTreeSet<_> = asked.iter().map(|document| document.key.clone()).collect();
    assert_eq!((asked.len(), keys.len()), (3, 1));
    assert_eq!(asked[0].acquirer_id, Some(format!("a-{payment}")));
}

#[tokio::test]
async fn money_that_goes_back_has_a_document_of_its_own_and_the_advance_goes_first() {
    let register = Arc::new(ScriptedRegister::default());
    let world = World::new().await.fiscal(register.fiscal());
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let account = maria.get(&format!("/api/v1/accounts/{HERS}")).await.body;
    let owed = account["account"]["balance_kopecks"].as_i64().unwrap();
    let payment = pay(&world, &mut maria, owed + 10_000).await;
    register.will([Ok(Progress::Registered(marks("1")))]);
    round(&world).await;
    refund(&world, &payment, 4_000, "Request 1").await;
    refund(&world, &payment, 9_000, "Request 2").await;
    assert!(receipt(&mut maria, &payment).await["is_fiscal_expected"].as_bool().unwrap());
    register.will([Ok(Progress::Registered(marks("2"))), Ok(Progress::Registered(marks("3")))]);
    assert_eq!(round(&world).await, 2);
    let view = receipt(&mut maria, &payment).await;
    let later = view["fiscal_later"].as_array().unwrap();
    let told: Vec<_> = later.iter().map(|one| (one["kind"].clone(), one["total_kopecks"].clone())).collect();
    assert_eq!(told, [(json!("refund"), json!(4_000)), (json!("refund"), json!(9_000))]);
    assert!(later[0]["qr"].as_str().unwrap().ends_with("&n=2"));
    assert_eq!(view["fiscal"]["document"], "1");

    let lines = |document: &Document| -> Vec<_> {
        document.receipt.lines.iter().map(|line| (line.amount.0, line.is_ahead)).collect()
    };
    {
        let told = register.documents.lock().unwrap();
        assert_eq!(lines(&told[0]), [(owed, false), (10_000, true)]);
        assert_eq!(lines(&told[1]), [(4_000, true)]);
        assert_eq!(lines(&told[2]), [(3_000, false), (6_000, true)]);
        assert_ne!(told[1].acquirer_id, told[2].acquirer_id, "each is found by its own refund");
    }
    let sent = world.acquirer.refunds.lock().unwrap();
    assert_eq!(sent[1].receipt.as_ref().unwrap().lines.len(), 2, "the money bears the same receipt");
}

#[tokio::test]
async fn marks_that_cannot_be_are_never_shown_and_staff_may_try_anew() {
    let register = Arc::new(ScriptedRegister::default());
    let world = World::new().await.fiscal(register.fiscal());
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let payment = pay(&world, &mut maria, 10_000).await;
    let wrong = [
        Requisites { storage: "123".to_owned(), ..marks("64318") },
        Requisites { sign: "1&n=1".to_owned(), ..marks("64318") },
        Requisites { total: Some(Kopecks(10_001)), ..marks("64318") },
        marks("x"),
    ];
    for (attempt, told) in (1..).zip(wrong) {
        register.will([Ok(Progress::Registered(told))]);
        assert_eq!(round(&world).await, 1);
        assert_eq!(receipt(&mut maria, &payment).await["fiscal"], Value::Null);
        assert_eq!(round(&world).await, 0, "nothing is tried anew by itself");
        let failed = store::fiscal::in_state(&world.app.db, FiscalState::Failed).await.unwrap();
        assert_eq!((failed.len(), failed[0].attempt), (1, attempt));
        assert!(failed[0].failure.is_some());
        corrections::retry(&world.app.db, &failed[0].id).await.unwrap();
        assert!(corrections::retry(&world.app.db, &failed[0].id).await.is_err(), "it waits again");
    }
    register.will([Ok(Progress::Registered(Requisites { total: Some(Kopecks(10_000)), ..marks("64318") }))]);
    round(&world).await;
    assert_eq!(receipt(&mut maria, &payment).await["fiscal"]["document"], "64318");
    let id = store::fiscal::of_payment(&world.app.db, &payment).await.unwrap().remove(0).id;
    assert!(corrections::retry(&world.app.db, &id).await.is_err(), "what is registered is final");
}

#[tokio::test]
async fn who_registers_is_fixed_when_the_payment_begins() {
    let (acquirers, atol) = (Arc::new(ScriptedRegister::default()), Arc::new(ScriptedRegister::default()));
    let world = World::new().await.fiscal(acquirers.fiscal());
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    let order = json!({ "account": HERS, "amount_kopecks": 10_000, "method": "bank_card" });
    let first = maria.post("/api/v1/payments", &order).await.body["id"].as_str().unwrap().to_owned();
    // The operator goes over to ATOL while the payer is at the bank.
    let world = world.fiscal(Fiscal { atol: Some(atol.clone()), ..acquirers.fiscal() });
    let mut maria = world.resident("maria@demo.svetlitsa").await;
    world.acquirer.will([Ok(paid())]);
    jobs::acquirer::advance(&world.app, &first).await;
    let second = pay(&world, &mut maria, 20_000).await;
    let receipts: Vec<_> =
        world.acquirer.orders.lock().unwrap().iter().map(|order| order.receipt.is_some()).collect();
    assert_eq!(receipts, [true, false], "money never bears a receipt that somebody else registers");
    assert_eq!(round(&world).await, 2);
    let told = |register: &ScriptedRegister| {
        register.documents.lock().unwrap().iter().map(|document| document.receipt.total()).collect::<Vec<_>>()
    };
    assert_eq!((told(&acquirers), told(&atol)), (vec![Kopecks(10_000)], vec![Kopecks(20_000)]));
    for payment in [first, second] {
        assert_eq!(store::fiscal::of_payment(&world.app.db, &payment).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_payer_without_an_address_has_a_receipt_where_the_settings_say() {
    let register = Arc::new(ScriptedRegister::default());
    let world = World::new().await.fiscal(register.fiscal());
    let mut guest = world.guest(HERS, "12").await;
    pay(&world, &mut guest, 10_000).await;
    assert_eq!(round(&world).await, 0);
    let email = Some("receipts@house.example".to_owned());
    let world = world.fiscal(Fiscal { email, ..register.fiscal() });
    let mut guest = world.guest(HERS, "12").await;
    pay(&world, &mut guest, 20_000).await;
    assert_eq!(round(&world).await, 1);
    assert_eq!(register.documents.lock().unwrap()[0].receipt.email, "receipts@house.example");
}
