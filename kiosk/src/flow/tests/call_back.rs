//! What needs no account: the board of outages, and "call me back".

use super::{Answer, Effect, answer, at, next, play, request, samples, typed};
use crate::flow::{Board, Complaint, Event, Flow, Key, Request, Step, Topic, Wait};

fn board(flow: &Flow) -> &Board {
    match &flow.step {
        Step::Outages(board) => board,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_board_is_of_the_terminals_branch_and_is_leafed_through() {
    let (flow, effects) = next(at(Step::Attract), Event::Outages);
    assert_eq!(request(&effects), Some(&Request::Outages));
    let (flow, _) = answer(flow, Answer::Outages(Box::new(samples::outages(17))));
    assert_eq!((board(&flow).items.len(), board(&flow).pages(), board(&flow).shown().len()), (9, 3, 4));
    assert!(board(&flow).items.iter().all(|outage| outage.branch == "smolensk"));
    assert!(board(&flow).branch.as_ref().is_some_and(|branch| branch.is_desk));
    let (flow, _) = play(flow, [Event::Next, Event::Next]);
    assert_eq!((board(&flow).page, board(&flow).shown().len()), (2, 1));
    let (flow, _) = next(flow, Event::Next);
    assert_eq!(board(&flow).page, 2, "there is no page after the last");
    let (flow, _) = play(flow, [Event::Back, Event::Back]);
    assert_eq!(board(&flow).page, 0);
    assert_eq!(next(flow, Event::Back), (Flow::new(), vec![Effect::Wipe]));
}

#[test]
fn an_empty_board_is_a_page_of_its_own() {
    let (flow, _) = next(at(Step::Attract), Event::Outages);
    let (flow, _) = answer(flow, Answer::Outages(Box::new(samples::outages(0))));
    assert_eq!((board(&flow).pages(), board(&flow).shown().len()), (1, 0));
    assert_eq!(next(flow.clone(), Event::Next).0, flow);
}

#[test]
fn a_call_is_asked_for_without_an_account() {
    let (flow, _) = play(at(Step::Attract), [Event::CallBack, Event::Topic(Topic::Contract)]);
    let (flow, effects) = next(flow, Event::Next);
    assert_eq!(flow.step.entry().and_then(|entry| entry.complaint), Some(Complaint::Missing));
    assert_eq!(effects, []);
    let (flow, _) = play(flow, [typed("915 123"), Event::Next]);
    let entry = flow.step.entry().expect("the field is still there");
    assert_eq!((entry.text.as_str(), entry.complaint), ("915123", Some(Complaint::NotAPhone)));
    let (flow, effects) = play(flow, [typed("8 (915) 123-45-67"), Event::Next]);
    let asked = Request::CallBack {
        topic: Topic::Contract,
        phone: "89151234567".to_owned(),
        account: None,
        terminal: "K-0001".to_owned(),
    };
    assert_eq!(request(&effects), Some(&asked));
    let (flow, effects) = answer(flow, Answer::Called(Box::new(samples::appeal())));
    assert_eq!((flow.step.name(), effects), ("called", vec![Effect::Print]));
    assert_eq!(next(flow.clone(), Event::PrintAgain).1, [Effect::Print]);
    assert_eq!(next(flow, Event::Next), (Flow::new(), vec![Effect::Wipe]));
}

#[test]
fn a_visitor_who_is_known_asks_about_the_account_and_comes_back_to_it() {
    let (flow, _) = play(at(Step::Choose(samples::visit())), [Event::CallBack, Event::Topic(Topic::Money)]);
    let (back, _) = play(flow.clone(), [Event::Back, Event::Back]);
    assert_eq!(back.step, Step::Choose(samples::visit()));
    let (flow, effects) = play(flow, [typed("9151234567"), Event::Next]);
    let account = samples::access().account;
    assert!(matches!(request(&effects), Some(Request::CallBack { account: Some(of), .. }) if *of == account));
    assert_eq!(next(flow.clone(), Event::Finish).0, flow, "nobody walks away half way");
    let (flow, _) = answer(flow, Answer::Called(Box::new(samples::appeal())));
    let (flow, _) = next(flow, Event::Another);
    assert_eq!(flow.step, Step::Wait(Wait::Account(samples::access())));
}

#[test]
fn what_the_server_does_not_dial_is_said_at_the_field() {
    let (flow, _) = play(
        at(Step::Topic(None)),
        [Event::Topic(Topic::Meter), typed("9151234567"), Event::Press(Key::Backspace), typed("9151234567")],
    );
    let (flow, _) = next(flow, Event::Next);
    let (flow, _) = super::fail(flow, samples::rejection(svetlitsa_api::ErrorCode::ValidationFailed));
    let entry = flow.step.entry().expect("the field is back");
    assert_eq!((entry.text.as_str(), entry.complaint), ("9151234567", Some(Complaint::NotAPhone)));
}
