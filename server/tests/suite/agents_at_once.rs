//! Terminals that ask together, again and in any order: each of their transactions is money once.

use std::collections::BTreeMap;
use std::sync::Arc;

use svetlitsa_domain::Kopecks;
use svetlitsa_server::agents::{Agent, Answer, Payment, Refusal, till};
use svetlitsa_server::state::App;
use svetlitsa_server::store;

use crate::agents::{ask, element};
use crate::groups::Dice;
use crate::harness::World;

const ACCOUNTS: [&str; 3] = ["67100000017", "67100000025", "18300000014"];

async fn balance(world: &World, account: &str) -> i64 {
    store::accounts::balance(&world.app.db, account).await.unwrap().0
}

async fn demo_agent(app: &App) -> Arc<Agent> {
    let row = store::agents::find(&app.db, "demo-agent").await.unwrap().unwrap();
    Arc::new(Agent::of(&row).unwrap())
}

fn payment(txn_id: u64, account: &str, kopecks: i64) -> Payment {
    let taken = "2026-11-20T09:59:00".parse().unwrap();
    Payment {
        txn_id: txn_id.to_string(),
        taken,
        account: account.to_owned(),
        amount: Kopecks(kopecks),
        payee: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_at_once_are_one_payment() {
    let world = Arc::new(World::new().await);
    let before = balance(&world, ACCOUNTS[0]).await;
    let mut crowd = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let world = world.clone();
        crowd.spawn(async move {
            let pay = "command=pay&txn_id=64&txn_date=20261120095900&account=67100000017&sum=10.45";
            let text = ask(&world, "/gateway/osmp", pay).await;
            (element(&text, "result"), element(&text, "prv_txn"))
        });
    }
    let answers = crowd.join_all().await;
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(answers[0].0, "0");
    assert_eq!(balance(&world, ACCOUNTS[0]).await, before - 1_045);
}

/// Two processes over one database get the same transactions at the same moment.
pub(crate) async fn twins_in_two_processes(world: &World) {
    let app = &world.app;
    let twin = App::new(
        app.db.clone(),
        app.clock.clone(),
        app.data.clone(),
        app.settings.clone(),
        app.acquirer.clone(),
    );
    let agent = demo_agent(app).await;
    let before = balance(world, ACCOUNTS[1]).await;
    for txn in 500..510 {
        let (a, b) = tokio::join!(
            till::pay(app, &agent, payment(txn, ACCOUNTS[1], 1_000)),
            till::pay(&twin, &agent, payment(txn, ACCOUNTS[1], 1_000)),
        );
        let numbers = [a, b].map(|answer| match answer.unwrap() {
            Answer::Booked(booked) => (booked.number, booked.amount, booked.at),
            other => panic!("{other:?}"),
        });
        assert_eq!(numbers[0], numbers[1]);
    }
    assert_eq!(balance(world, ACCOUNTS[1]).await, before - 10_000);
}

/// Whatever the order, however often and beside whatever nonsense: what is credited is what was first told, once.
pub(crate) async fn any_order_credits_once(world: &World, seed: u64) {
    let app = &world.app;
    let agent = demo_agent(app).await;
    let mut dice = Dice(seed);
    let before: Vec<i64> = {
        let mut sums = Vec::new();
        for account in ACCOUNTS {
            sums.push(balance(world, account).await);
        }
        sums
    };
    let first = 1_000 * (seed + 1);
    let pick = |dice: &mut Dice, end: u64| usize::try_from(dice.below(end)).unwrap();
    let known: Vec<Payment> = (0..12)
        .map(|i| {
            payment(first + i, ACCOUNTS[pick(&mut dice, 3)], 100 + i64::try_from(dice.below(9_000)).unwrap())
        })
        .collect();
    let mut told: BTreeMap<String, Payment> = BTreeMap::new();
    let mut numbers: BTreeMap<String, i64> = BTreeMap::new();
    for _ in 0..12 {
        let sent: Vec<Payment> = (0..1 + dice.below(6))
            .map(|_| {
                let mut one = known[pick(&mut dice, 12)].clone();
                match dice.below(8) {
                    0 => one.amount.0 += 1,
                    1 => one.account = "67199999999".to_owned(),
                    2 => one.account = "63400000018".to_owned(),
                    _ => {}
                }
                one
            })
            .collect();
        let mut answers = Vec::new();
        // One after another into the same hall: the group keeps their order.
        let asked = sent.iter().map(|one| till::pay(app, &agent, one.clone()));
        for answer in futures_together(asked.collect()).await {
            answers.push(answer);
        }
        for (one, answer) in sent.into_iter().zip(answers) {
            match answer {
                Answer::Booked(booked) => {
                    let was = told.entry(one.txn_id.clone()).or_insert_with(|| one.clone());
                    assert_eq!((&was.account, was.amount), (&one.account, one.amount));
                    assert_eq!(*numbers.entry(one.txn_id).or_insert(booked.number), booked.number);
                    assert_eq!(booked.amount, one.amount);
                }
                Answer::Refused(Refusal::Contradiction) => {
                    let known =
                        store::agents::payment(&app.db, &agent.id, &one.txn_id).await.unwrap().unwrap();
                    assert!(known.account != one.account || known.amount_kopecks != one.amount.0);
                }
                Answer::Refused(Refusal::UnknownAccount) => assert_eq!(one.account, "67199999999"),
                Answer::Refused(Refusal::ClosedAccount) => assert_eq!(one.account, "63400000018"),
                other => panic!("{other:?}"),
            }
        }
    }
    for (account, before) in ACCOUNTS.into_iter().zip(before) {
        let credited: i64 = told.values().filter(|one| one.account == account).map(|one| one.amount.0).sum();
        assert_eq!(balance(world, account).await, before - credited, "{account}, seed {seed}");
    }
    let distinct: std::collections::BTreeSet<_> = numbers.values().collect();
    assert_eq!(distinct.len(), numbers.len(), "each has a number of its own");
}

/// Awaits all of them, begun in their order.
async fn futures_together(
    asked: Vec<impl Future<Output = svetlitsa_server::failure::Outcome<Answer>>>,
) -> Vec<Answer> {
    let mut asked: Vec<_> = asked.into_iter().map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|context| {
        let mut is_over = true;
        for (one, answer) in &mut asked {
            if answer.is_none() {
                match one.as_mut().poll(context) {
                    std::task::Poll::Ready(outcome) => *answer = Some(outcome.unwrap()),
                    std::task::Poll::Pending => is_over = false,
                }
            }
        }
        if is_over { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    asked.into_iter().filter_map(|(_, answer)| answer).collect()
}

#[tokio::test]
async fn any_order_and_any_repeats_credit_each_transaction_once() {
    let world = World::new().await;
    for seed in 2..12 {
        any_order_credits_once(&world, seed).await;
    }
}
