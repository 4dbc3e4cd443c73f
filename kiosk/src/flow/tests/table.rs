//! The whole table, to be read: every step against every event.

use std::fmt::Write as _;

use super::samples;
use super::{Effect, Overlay, at, next, play};
use crate::flow::{Event, Flow};

/// What became of a step, in a word or two; nothing when it stands as it was.
fn outcome(before: &Flow, after: &Flow, effects: &[Effect]) -> String {
    if effects == [Effect::Wipe] {
        return "WIPE".to_owned();
    }
    let mut words = Vec::new();
    if after.step.name() != before.step.name() {
        words.push(after.step.name());
    } else if after.step != before.step {
        words.push("(changed)");
    }
    match after.overlay {
        Some(Overlay::Help) => words.push("help?"),
        Some(Overlay::StillThere { .. }) => words.push("still there?"),
        Some(Overlay::LeavePayment(_)) => words.push("leave payment?"),
        None => {}
    }
    for effect in effects {
        words.push(match effect {
            Effect::Ask(..) => "+ask",
            Effect::Watch { .. } => "+watch",
            Effect::Unwatch => "+unwatch",
            Effect::Print => "+print",
            Effect::Wipe => "+wipe",
        });
    }
    words.join(" ")
}

#[test]
fn every_step_against_every_event() {
    let mut table = String::new();
    for (name, step) in samples::steps() {
        let _ = writeln!(table, "{name}");
        let flow = at(step);
        for (event_name, event) in samples::events() {
            let (after, effects) = next(flow.clone(), event);
            let outcome = outcome(&flow, &after, &effects);
            if !outcome.is_empty() {
                let _ = writeln!(table, "    {event_name:<15} {outcome}");
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn any_road_of_two_events_is_survived() {
    for (name, step) in samples::steps() {
        for (_, first) in samples::events() {
            for (_, second) in samples::events() {
                let (flow, effects) = play(at(step.clone()), [first.clone(), second]);
                if effects == [Effect::Wipe] {
                    assert_eq!(flow, Flow::new(), "{name}");
                }
            }
        }
    }
}

#[test]
fn every_step_of_a_visit_has_a_way_out() {
    for (name, step) in samples::steps() {
        if !step.is_visit() {
            continue;
        }
        let flow = at(step.clone());
        let is_waiting = matches!(step, crate::flow::Step::Wait(_));
        let goes_back = next(flow.clone(), Event::Back).0 != flow;
        let finishes = next(flow.clone(), Event::Finish).0 != flow;
        assert!(is_waiting || (goes_back && finishes), "{name}");
    }
}
