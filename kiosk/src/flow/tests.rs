//! The flow, cell by cell: every step against every event, and the promises that hold everywhere.

mod call_back;
mod payment;
mod reading;
mod samples;
mod silence;
mod table;
mod wipe;

use svetlitsa_ui::client::ClientError;

use super::*;

/// Feeds events one after the other; effects of the last one come back.
fn play(flow: Flow, events: impl IntoIterator<Item = Event>) -> (Flow, Vec<Effect>) {
    events.into_iter().fold((flow, Vec::new()), |(flow, _), event| next(flow, event))
}

/// A terminal in a step, as if it had been led there.
fn at(step: Step) -> Flow {
    let mut turn = Turn { flow: Flow::new(), effects: Vec::new() };
    turn.flow.session = Some(samples::session());
    turn.flow.now = Some(samples::session().now);
    turn.go(step);
    turn.flow
}

/// Answers the question that the flow waits for.
fn answer(flow: Flow, answer: Answer) -> (Flow, Vec<Effect>) {
    let ticket = flow.awaited.expect("the flow waits for an answer");
    next(flow, Event::Answered(ticket, Ok(answer)))
}

/// Fails the question that the flow waits for.
fn fail(flow: Flow, error: ClientError) -> (Flow, Vec<Effect>) {
    let ticket = flow.awaited.expect("the flow waits for an answer");
    next(flow, Event::Answered(ticket, Err(error)))
}

fn typed(text: &str) -> Event {
    Event::Typed(text.to_owned())
}

/// The request among effects.
fn request(effects: &[Effect]) -> Option<&Request> {
    effects.iter().find_map(|effect| match effect {
        Effect::Ask(_, request) => Some(request),
        _ => None,
    })
}

#[test]
fn a_visit_from_the_attract_screen_to_the_choice() {
    let (flow, effects) = Flow::new().start();
    assert_eq!(request(&effects), Some(&Request::Session));
    let (flow, _) = answer(flow, Answer::Session(Box::new(samples::session())));
    assert_eq!(flow.step, Step::Attract);
    let (flow, _) = play(flow, [Event::Next, typed("671 0000-0017"), Event::Next, typed("12"), Event::Next]);
    let Step::Wait(Wait::LookUp(who)) = &flow.step else { panic!("{:?}", flow.step) };
    assert_eq!(*who, samples::typed_identity());
    let (flow, _) = answer(flow, Answer::Access(samples::access()));
    assert_eq!(flow.step, Step::Confirm(samples::access()));
    let (flow, effects) = next(flow, Event::Next);
    assert!(matches!(request(&effects), Some(Request::Account { token, .. }) if token == "permit"));
    let (flow, _) = answer(flow, Answer::Account(Box::new(samples::overview())));
    assert!(matches!(flow.step, Step::Choose(_)));
}

#[test]
fn a_bill_is_scanned_where_one_is_identified_and_nowhere_else() {
    for (name, step) in samples::steps() {
        let takes = ["attract", "account", "house", "confirm", "trouble-look-up"].contains(&name);
        let (flow, effects) = next(at(step.clone()), Event::Scanned("ST00012|Name=X".to_owned()));
        if takes {
            let qr = "ST00012|Name=X".to_owned();
            let who = svetlitsa_api::accounts::LookupAccount::Scanned { qr };
            assert_eq!(request(&effects), Some(&Request::LookUp(who)), "{name}");
        } else {
            assert_eq!((flow.step, effects.len()), (step, 0), "{name}");
        }
    }
}

#[test]
fn fields_complain_in_place_and_keep_what_was_typed() {
    for (step, text, complaint) in [
        (Step::Account(Entry::default()), "", Complaint::Missing),
        (Step::Account(Entry::default()), "123", Complaint::NotAnAccount),
        (samples::house_step(), "", Complaint::Missing),
        (Step::Enrol(Entry::default()), "", Complaint::Missing),
        (samples::other_amount_step(), "", Complaint::Missing),
        (samples::other_amount_step(), "0", Complaint::AmountTooSmall),
        (samples::other_amount_step(), "0,99", Complaint::AmountTooSmall),
        (samples::other_amount_step(), "100000,01", Complaint::AmountTooLarge),
    ] {
        let (mut flow, effects) = play(at(step), [typed(text), Event::Next]);
        let (entry, _) = flow.step.entry_mut().expect("the field is still there");
        assert_eq!((entry.text.as_str(), entry.complaint), (text, Some(complaint)));
        assert_eq!(effects, []);
        let (mut flow, _) = next(flow, Event::Press(Key::Char('1')));
        let (entry, _) = flow.step.entry_mut().expect("the field is still there");
        assert_eq!(entry.complaint, None, "a new try starts clean");
    }
}

#[test]
fn a_retry_asks_exactly_the_same_again() {
    for (name, step) in samples::steps() {
        let Step::Wait(wait) = &step else { continue };
        let request_before = wait.request();
        let (flow, _) = fail(at(step), ClientError::Offline);
        assert!(matches!(flow.step, Step::Trouble { .. }), "{name}");
        let (_, effects) = next(flow, Event::Retry);
        assert_eq!(request(&effects), Some(&request_before), "{name}");
    }
}

#[test]
fn answers_to_older_questions_change_nothing() {
    for (name, step) in samples::steps() {
        let flow = at(step);
        if flow.step == Step::Attract {
            continue; // It learns from every probe.
        }
        for answer in samples::answers() {
            for answer in [Ok(answer), Err(ClientError::Offline)] {
                let (after, effects) = next(flow.clone(), Event::Answered(Ticket(999), answer));
                assert_eq!((&after, effects), (&flow, vec![]), "{name}");
            }
        }
    }
}

#[test]
fn an_answer_of_another_kind_is_trouble_and_not_a_panic() {
    for (name, step) in samples::steps() {
        if !matches!(step, Step::Wait(_)) {
            continue;
        }
        let kinds: Vec<_> = samples::answers()
            .into_iter()
            .map(|reply| answer(at(step.clone()), reply).0.step.name())
            .collect();
        let troubled = kinds.iter().filter(|kind| kind.starts_with("trouble")).count();
        assert!(troubled >= 4, "{name}: {kinds:?}");
    }
}

#[test]
fn a_terminal_that_is_struck_off_asks_for_a_code() {
    let mut session = samples::session();
    session.terminal = None;
    let (flow, _) = Flow::new().start();
    let (flow, _) = answer(flow, Answer::Session(Box::new(session)));
    assert_eq!(flow.step, Step::Enrol(Entry::default()));
    let (flow, effects) = play(flow, [typed("ab12"), Event::Next]);
    assert_eq!(request(&effects), Some(&Request::Enrol { code: "AB12".to_owned() }));
    let (flow, _) = fail(flow, samples::rejection(svetlitsa_api::ErrorCode::TerminalNotEnrolled));
    assert_eq!(flow.step, Step::Enrol(Entry::holding("AB12").complaining(Complaint::CodeRefused)));
    let (flow, _) = next(flow, Event::Next);
    let (flow, effects) = answer(flow, Answer::Enrolled);
    assert_eq!(request(&effects), Some(&Request::Session));
    let (flow, _) = answer(flow, Answer::Session(Box::new(samples::session())));
    assert_eq!(flow.step, Step::Attract);

    let refusal = samples::rejection(svetlitsa_api::ErrorCode::TerminalNotEnrolled);
    let (flow, effects) = fail(at(Step::Wait(Wait::LookUp(samples::typed_identity()))), refusal);
    assert_eq!((flow, effects), (Flow::new(), vec![Effect::Wipe]));
}

#[test]
fn nothing_under_an_open_question_is_pressed() {
    for (name, step) in samples::steps() {
        let (flow, _) = next(at(step), Event::Help);
        for event in [Event::Next, typed("7"), Event::Choose(Plan::Both), Event::OtherAmount, Event::Retry] {
            assert_eq!(next(flow.clone(), event), (flow.clone(), vec![]), "{name}");
        }
        let (flow, _) = next(flow, Event::Continue);
        assert_eq!(flow.overlay, None, "{name}");
    }
}
