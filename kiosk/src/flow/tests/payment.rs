//! Payments: the sum, the QR, every end it can take, and leaving it half way.

use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::{PaymentMethod, PaymentState};
use svetlitsa_ui::client::ClientError;

use super::{
    Answer, Effect, Event, Exit, Flow, Overlay, Request, Step, answer, at, next, play, request, samples,
    typed,
};
use crate::flow::Plan;

fn created(flow: Flow, state: PaymentState) -> (Flow, Vec<Effect>) {
    answer(flow, Answer::Payment(Box::new(samples::payment(state, 1))))
}

#[test]
fn the_debt_is_paid_by_sbp_and_the_slip_is_printed() {
    let start = at(Step::Choose(samples::visit()));
    let (flow, effects) = play(start, [Event::Choose(Plan::Payment), Event::Pay(Kopecks(124_312))]);
    let Some(Request::CreatePayment { token, body }) = request(&effects) else { panic!("{effects:?}") };
    assert_eq!(
        (token.as_str(), body.amount_kopecks, body.method),
        ("permit", Kopecks(124_312), PaymentMethod::Sbp)
    );
    let (flow, effects) = created(flow, PaymentState::Waiting);
    assert_eq!(effects, [Effect::Watch { token: "permit".to_owned(), payment: "p1".to_owned() }]);
    let (flow, effects) = next(flow, samples::news(PaymentState::Succeeded));
    assert_eq!(effects[0], Effect::Unwatch);
    assert_eq!(
        request(&effects),
        Some(&Request::Receipt { token: "permit".to_owned(), id: "p1".to_owned() })
    );
    let (flow, effects) = answer(flow, Answer::Receipt(Box::new(samples::receipt())));
    assert_eq!((flow.step.name(), effects), ("receipt", vec![Effect::Print]));
    assert!(matches!(flow.step, Step::Receipt { is_copy: false, .. }), "the first one is no copy");
    let (again, effects) = next(flow.clone(), Event::PrintAgain);
    assert_eq!(effects, [Effect::Print]);
    assert!(matches!(again.step, Step::Receipt { is_copy: true, .. }), "every further one is");
    assert_eq!(next(flow, Event::Next), (Flow::new(), vec![Effect::Wipe]));
}

/// Lets a second pass.
fn tick(flow: Flow) -> (Flow, Vec<Effect>) {
    let now = flow.now.expect("a clock") + chrono::TimeDelta::seconds(1);
    next(flow, Event::Tick(now))
}

#[test]
fn a_receipt_is_read_again_until_its_fiscal_document_is_there() {
    let mut early = samples::receipt();
    early.is_fiscal_expected = true;
    let Step::Receipt { visit, payment, .. } = samples::receipt_step() else { panic!("a receipt") };
    let mut flow =
        at(Step::Receipt { visit, payment, receipt: Box::new(early.clone()), is_copy: false, looks: 0 });
    let asked = Request::Receipt { token: "permit".to_owned(), id: "p1".to_owned() };
    for _ in 0..2 {
        let (after, effects) = tick(flow);
        assert_eq!(effects, []);
        flow = after;
    }
    let (flow, effects) = tick(flow);
    assert_eq!(request(&effects), Some(&asked));
    // Not there yet: nothing is printed, and it is asked again.
    let (mut flow, effects) = answer(flow, Answer::Receipt(Box::new(early)));
    assert_eq!(effects, []);
    let mut effects = Vec::new();
    for _ in 0..3 {
        (flow, effects) = tick(flow);
    }
    assert_eq!(request(&effects), Some(&asked));
    // There: the slip on the screen changes, and nobody asks any more.
    let (flow, effects) = answer(flow, Answer::Receipt(Box::new(samples::receipt())));
    assert_eq!(effects, []);
    assert!(matches!(&flow.step, Step::Receipt { receipt, .. } if !receipt.is_fiscal_expected));
    let mut after = flow;
    for _ in 0..9 {
        let (next, effects) = tick(after);
        assert_eq!(effects, []);
        after = next;
    }
}

#[test]
fn only_an_offered_sum_is_on_a_button() {
    let flow = at(Step::Amount(samples::visit()));
    assert_eq!(next(flow.clone(), Event::Pay(Kopecks(1))), (flow, vec![]));
}

#[test]
fn another_sum_is_typed_within_the_limits() {
    let (flow, _) = next(at(Step::Amount(samples::visit())), Event::OtherAmount);
    let (_, effects) = play(flow, [typed("500,5"), Event::Next]);
    assert!(
        matches!(request(&effects), Some(Request::CreatePayment { body, .. }) if body.amount_kopecks == Kopecks(50_050))
    );
}

#[test]
fn without_debt_one_types_the_sum_at_once() {
    let mut visit = samples::visit();
    visit.overview.account.balance_kopecks = Some(Kopecks(-5_000));
    let (flow, _) = next(at(Step::Choose(visit)), Event::Choose(Plan::Payment));
    assert_eq!(flow.step.name(), "other-amount");
    assert_eq!(next(flow, Event::Back).0.step.name(), "choose");
}

#[test]
fn an_account_that_takes_no_payments_offers_none() {
    let mut visit = samples::visit();
    visit.overview.takes_payments = false;
    let flow = at(Step::Choose(visit));
    assert_eq!(next(flow.clone(), Event::Choose(Plan::Payment)), (flow, vec![]));
}

#[test]
fn a_payment_that_came_to_nothing_can_be_tried_again() {
    for state in [PaymentState::Cancelled, PaymentState::Expired] {
        let (flow, _) = next(at(samples::paying_step(PaymentState::Waiting)), samples::news(state));
        assert_eq!(flow.step.name(), "failed");
        let (_, effects) = next(flow.clone(), Event::Next);
        assert!(matches!(request(&effects), Some(Request::CreatePayment { .. })));
        assert_eq!(next(flow, Event::OtherAmount).0.step.name(), "amount");
    }
}

#[test]
fn old_news_and_foreign_news_change_nothing() {
    let flow = at(samples::paying_step(PaymentState::Waiting));
    let mut old = samples::payment(PaymentState::Cancelled, 1);
    let after = next(flow.clone(), Event::PaymentNews(Ok(Box::new(old.clone())))).0;
    assert_eq!(after, flow);
    old.version = 9;
    old.id = "p2".to_owned();
    assert_eq!(next(flow.clone(), Event::PaymentNews(Ok(Box::new(old)))).0, flow);
}

#[test]
fn a_server_that_is_gone_leaves_the_qr_where_it_is() {
    let flow = at(samples::paying_step(PaymentState::Waiting));
    let (flow, effects) = next(flow, Event::PaymentNews(Err(ClientError::Offline)));
    let Step::Paying(paying) = &flow.step else { panic!("{:?}", flow.step) };
    assert!(paying.is_cut_off);
    assert_eq!(effects, []);
    let (flow, _) = next(flow, samples::news(PaymentState::Waiting));
    assert!(matches!(flow.step, Step::Paying(paying) if !paying.is_cut_off));
}

#[test]
fn leaving_a_payment_is_asked_about() {
    for (event, exit) in [(Event::Back, Exit::Back), (Event::Finish, Exit::Finish)] {
        let (flow, effects) = next(at(samples::paying_step(PaymentState::Waiting)), event);
        assert_eq!((flow.overlay, effects), (Some(Overlay::LeavePayment(exit)), vec![]));
        let (stayed, _) = next(flow.clone(), Event::Continue);
        assert_eq!((stayed.step.name(), stayed.overlay), ("paying", None));
        let (left, effects) = next(flow, Event::Leave);
        match exit {
            Exit::Back => assert_eq!((left.step.name(), effects), ("amount", vec![Effect::Unwatch])),
            Exit::Finish => assert_eq!((left, effects), (Flow::new(), vec![Effect::Wipe])),
        }
    }
}

#[test]
fn a_payment_the_bank_does_not_have_yet_is_given_up_when_left() {
    for event in [Event::Back, Event::Finish] {
        let (_, effects) = play(at(samples::paying_step(PaymentState::Created)), [event, Event::Leave]);
        assert!(matches!(&effects[0], Effect::Ask(_, Request::Withdraw { id, .. }) if id == "p1"));
    }
}

#[test]
fn money_that_comes_while_one_is_leaving_shows_its_receipt() {
    let (flow, _) = next(at(samples::paying_step(PaymentState::Waiting)), Event::Finish);
    let (flow, _) = next(flow, samples::news(PaymentState::Succeeded));
    assert_eq!((flow.step.name(), flow.overlay), ("wait-receipt", None));
}
