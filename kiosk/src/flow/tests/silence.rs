//! Silence: the question, its countdown, the wipe; and the payment that is not hurried.

use chrono::TimeDelta;
use svetlitsa_domain::payments::PaymentState;

use super::{Effect, at, next, samples};
use crate::flow::{Event, Flow, Overlay, Step, WARNING_SECONDS};

/// Lets seconds pass in silence.
fn pass(mut flow: Flow, seconds: u32) -> (Flow, Vec<Effect>) {
    let mut effects = Vec::new();
    for _ in 0..seconds {
        let now = flow.now.unwrap_or(samples::session().now) + TimeDelta::seconds(1);
        (flow, effects) = next(flow, Event::Tick(now));
        if effects == [Effect::Wipe] {
            break;
        }
    }
    (flow, effects)
}

fn question(left: u32) -> Option<Overlay> {
    Some(Overlay::StillThere { left })
}

#[test]
fn every_step_of_a_visit_asks_and_then_forgets() {
    for (name, step) in samples::steps() {
        let limit = match &step {
            Step::Receipt { .. } => 20,
            Step::Wait(_) | Step::Paying(_) => continue,
            step if !step.is_visit() => continue,
            _ => 60,
        };
        let (flow, _) = pass(at(step), limit - 1);
        assert_eq!(flow.overlay, None, "{name}");
        let (flow, _) = pass(flow, 1);
        assert_eq!(flow.overlay, question(WARNING_SECONDS), "{name}");
        let (flow, _) = pass(flow, WARNING_SECONDS - 1);
        assert_eq!(flow.overlay, question(1), "{name}");
        let (stayed, _) = next(flow.clone(), Event::Continue);
        assert_eq!(stayed.overlay, None, "{name}");
        assert_eq!(pass(stayed, limit - 1).0.overlay, None, "{name}: the whole time again");
        assert_eq!(pass(flow, 1), (Flow::new(), vec![Effect::Wipe]), "{name}");
    }
}

#[test]
fn touches_and_keys_are_signs_of_life_but_do_not_answer_the_question() {
    let (flow, _) = pass(at(Step::Choose(samples::visit())), 59);
    let (flow, _) = next(flow, Event::Touch);
    let (flow, _) = pass(flow, 59);
    assert_eq!(flow.overlay, None);
    let (flow, _) = pass(flow, 1);
    let (flow, _) = next(flow, Event::Touch);
    assert_eq!(flow.overlay, question(WARNING_SECONDS), "«Продолжить» does");
}

#[test]
fn nobody_is_asked_where_nobody_is() {
    for (name, step) in samples::steps() {
        if !step.is_visit() {
            assert_eq!(pass(at(step), 300).0.overlay, None, "{name}");
        }
    }
}

#[test]
fn a_payment_keeps_the_screen_while_the_bank_waits() {
    let (flow, _) = pass(at(samples::paying_step(PaymentState::Waiting)), 599);
    assert_eq!(flow.overlay, None, "the QR lives ten minutes");
    let (flow, _) = pass(flow, 60);
    assert_eq!(flow.overlay, question(WARNING_SECONDS));
    let (flow, _) = next(flow, samples::news(PaymentState::Succeeded));
    assert_eq!((flow.step.name(), flow.overlay), ("wait-receipt", None), "money comes first");
}

#[test]
fn a_payment_without_a_term_does_not_hold_the_terminal_for_ever() {
    let (flow, _) = pass(at(samples::paying_step(PaymentState::Created)), 15 * 60 + 59);
    assert!(flow.overlay.is_some());
}

#[test]
fn an_answer_that_does_not_come_is_trouble() {
    for (name, step) in samples::steps() {
        if matches!(step, Step::Wait(_)) {
            let (flow, _) = pass(at(step), 25);
            assert!(flow.step.name().starts_with("trouble"), "{name}");
        }
    }
}

#[test]
fn a_terminal_that_is_cut_off_tries_again_by_itself() {
    let trouble = samples::steps().into_iter().find(|(name, _)| *name == "trouble-session");
    let (_, step) = trouble.expect("the sample is there");
    let (flow, effects) = pass(at(step), 10);
    assert_eq!(flow.step.name(), "wait-session");
    assert!(matches!(effects[..], [Effect::Ask(..)]));
}

#[test]
fn the_attract_screen_looks_at_the_clock_every_minute() {
    let (flow, effects) = pass(at(Step::Attract), 60);
    assert_eq!(flow.step, Step::Attract);
    assert!(matches!(effects[..], [Effect::Ask(..)]));
}
