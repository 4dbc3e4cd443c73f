//! «Завершить» leaves nothing behind.

use super::{Effect, at, next, play, samples};
use crate::flow::{Event, Exit, Flow, Overlay, Step};

#[test]
fn after_a_wipe_the_terminal_is_a_fresh_one() {
    for (name, step) in samples::steps() {
        let flow = at(step.clone());
        let (after, effects) = play(flow.clone(), [Event::Help, Event::Finish]);
        match &step {
            step if !step.is_visit() => assert_eq!(after.step, *step, "{name}: nobody is here"),
            Step::Wait(wait) if wait.is_settling() => assert_eq!(after.step, step, "{name}: answered first"),
            Step::Paying(_) => {
                assert_eq!(after.overlay, Some(Overlay::LeavePayment(Exit::Finish)), "{name}");
                let (after, effects) = next(after, Event::Leave);
                assert_eq!((after, effects), (Flow::new(), vec![Effect::Wipe]), "{name}");
            }
            _ => assert_eq!((after, effects), (Flow::new(), vec![Effect::Wipe]), "{name}"),
        }
    }
}

#[test]
fn the_words_of_a_visitor_are_in_no_field_of_a_wiped_terminal() {
    let (flow, _) = next(at(Step::Choose(samples::visit())), Event::Finish);
    let all = format!("{flow:?}");
    for word in ["67100000017", "permit", "И***а", "124312"] {
        assert!(!all.contains(word), "{word}");
    }
}
