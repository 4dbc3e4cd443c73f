//! Readings: register by register, the ladder here and on the server, and what follows the verdict.

use svetlitsa_api::readings::ZoneValue;
use svetlitsa_api::{ErrorCode, FieldCode, FieldProblem};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::readings::{FindingCode, VerdictStatus};
use svetlitsa_domain::tariffs::Zone;
use svetlitsa_ui::client::ClientError;

use super::{
    Answer, Complaint, Effect, Event, Flow, Request, Step, Wait, answer, at, fail, next, play, request,
    samples, typed,
};
use crate::flow::{Entry, Offer, Plan};

fn give(plan: Plan, day: &str, night: &str) -> Flow {
    let start = at(Step::Choose(samples::visit()));
    play(start, [Event::Choose(plan), typed(day), Event::Next, typed(night), Event::Next]).0
}

#[test]
fn an_ordinary_reading_is_checked_sent_and_accepted() {
    let flow = give(Plan::Reading, "10570", "4370");
    let Step::Check { questions, .. } = &flow.step else { panic!("{:?}", flow.step) };
    assert_eq!(questions, &[]);
    let (flow, effects) = next(flow, Event::Next);
    let Some(Request::SubmitReading { token, body, .. }) = request(&effects) else { panic!("{effects:?}") };
    assert_eq!(token, "permit");
    assert_eq!((body.meter.as_str(), body.confirmed), ("m1", false));
    let values = [ZoneValue { zone: Zone::Day, value: 10570 }, ZoneValue { zone: Zone::Night, value: 4370 }];
    assert_eq!(body.values, values);
    let (flow, _) = answer(flow, Answer::Reading(Box::new(samples::reading(VerdictStatus::Accepted))));
    assert_eq!(flow.step.name(), "verdict");
}

#[test]
fn what_the_ladder_refuses_is_said_at_its_register() {
    for (values, code) in [
        (&["10449"][..], FindingCode::BelowPrevious),
        (&["99999"], FindingCode::AbovePhysicalLimit),
        (&["10570", "4309"], FindingCode::BelowPrevious),
    ] {
        let start = next(at(Step::Choose(samples::visit())), Event::Choose(Plan::Reading)).0;
        let flow = values.iter().fold(start, |flow, value| play(flow, [typed(value), Event::Next]).0);
        let Step::Reading(_, sheet) = &flow.step else { panic!("{:?}", flow.step) };
        assert_eq!(sheet.register, values.len() - 1);
        let last = values.last().map_or_else(String::new, |value| (*value).to_owned());
        let kept = Entry { text: last, complaint: Some(Complaint::Refused(code)) };
        assert_eq!(sheet.current(), Some(&kept), "{values:?}");
    }
}

#[test]
fn an_odd_value_is_confirmed_before_it_is_sent() {
    let flow = give(Plan::Reading, "11500", "4500");
    let Step::Check { questions, .. } = &flow.step else { panic!("{:?}", flow.step) };
    assert_eq!(questions.iter().map(|q| q.code).collect::<Vec<_>>(), [FindingCode::UnusuallyHigh]);
    let (_, effects) = next(flow, Event::Next);
    assert!(matches!(request(&effects), Some(Request::SubmitReading { body, .. }) if body.confirmed));
}

#[test]
fn what_only_the_server_finds_odd_is_asked_all_the_same() {
    let (flow, _) = next(give(Plan::Reading, "10570", "4370"), Event::Next);
    let ClientError::Rejected(mut problem) = samples::rejection(ErrorCode::ConfirmationRequired) else {
        panic!("a rejection");
    };
    problem.fields = vec![FieldProblem { field: "values".to_owned(), code: FieldCode::NothingUsed }];
    let (flow, _) = fail(flow, ClientError::Rejected(problem));
    let Step::Check { questions, .. } = &flow.step else { panic!("{:?}", flow.step) };
    assert_eq!(questions.iter().map(|q| q.code).collect::<Vec<_>>(), [FindingCode::NothingUsed]);
}

#[test]
fn back_goes_register_by_register_and_keeps_the_digits() {
    let flow = give(Plan::Reading, "10570", "4370");
    let (flow, _) = next(flow, Event::Back);
    let Step::Reading(_, sheet) = &flow.step else { panic!("{:?}", flow.step) };
    assert_eq!((sheet.register, sheet.entries[1].text.as_str()), (1, "4370"));
    let (flow, _) = next(flow, Event::Back);
    let Step::Reading(_, sheet) = &flow.step else { panic!("{:?}", flow.step) };
    assert_eq!((sheet.register, sheet.entries[0].text.as_str()), (0, "10570"));
    let (flow, _) = next(flow, Event::Back);
    assert_eq!(flow.step.name(), "choose");
}

#[test]
fn the_plan_says_what_follows_the_verdict() {
    let verdict = |plan, status| {
        let (flow, _) = next(give(plan, "10570", "4370"), Event::Next);
        let (flow, _) = answer(flow, Answer::Reading(Box::new(samples::reading(status))));
        next(flow, Event::Next)
    };
    let (flow, _) = verdict(Plan::Both, VerdictStatus::Accepted);
    let Step::Amount(visit) = &flow.step else { panic!("{:?}", flow.step) };
    assert_eq!(visit.offers(), [Offer::Debt(Kopecks(124_312)), Offer::WithReading(Kopecks(229_192))]);
    let (flow, _) = verdict(Plan::Reading, VerdictStatus::Accepted);
    assert_eq!(flow, Flow::new(), "done, and forgotten");
    let (flow, _) = verdict(Plan::Both, VerdictStatus::Refused);
    assert_eq!(flow.step.name(), "reading", "try again");
}

#[test]
fn readings_without_a_payment_are_put_on_paper() {
    let verdict = |plan, status| {
        let (flow, _) = next(give(plan, "10570", "4370"), Event::Next);
        answer(flow, Answer::Reading(Box::new(samples::reading(status))))
    };
    for (plan, status, prints) in [
        (Plan::Reading, VerdictStatus::Accepted, true),
        (Plan::Reading, VerdictStatus::Question, true),
        (Plan::Reading, VerdictStatus::Refused, false),
        // The receipt will hold them.
        (Plan::Both, VerdictStatus::Accepted, false),
    ] {
        let (flow, effects) = verdict(plan, status);
        assert_eq!(effects.contains(&Effect::Print), prints, "{plan:?}, {status:?}");
        let (after, effects) = next(flow.clone(), Event::PrintAgain);
        assert_eq!((after, effects.contains(&Effect::Print)), (flow, prints), "{plan:?}, {status:?}, again");
    }
}

#[test]
fn two_meters_share_one_paper() {
    let mut visit = samples::visit();
    visit.plan = Plan::Reading;
    assert!(visit.ends_after(0));
    let mut second = visit.overview.meters[0].clone();
    second.id = "m3".to_owned();
    visit.overview.meters.push(second);
    assert!(!visit.ends_after(0));
    assert!(visit.ends_after(1));
}

#[test]
fn a_second_meter_is_asked_after_the_first_and_a_smart_one_never() {
    let mut visit = samples::visit();
    let mut smart = visit.overview.meters[0].clone();
    smart.is_smart = true;
    let mut second = visit.overview.meters[0].clone();
    second.id = "m3".to_owned();
    visit.overview.meters.extend([smart, second]);
    let flow =
        at(Step::Verdict { visit, meter: 0, reading: Box::new(samples::reading(VerdictStatus::Accepted)) });
    let (flow, _) = next(flow, Event::Next);
    let Step::Reading(_, sheet) = &flow.step else { panic!("{:?}", flow.step) };
    assert_eq!(sheet.meter, 2);
}

#[test]
fn without_a_meter_to_read_there_is_nothing_to_give() {
    let mut visit = samples::visit();
    visit.overview.meters[0].is_smart = true;
    let flow = at(Step::Choose(visit));
    for plan in [Plan::Reading, Plan::Both] {
        let (after, effects) = next(flow.clone(), Event::Choose(plan));
        assert_eq!((after.step, effects), (flow.step.clone(), vec![]));
    }
}

#[test]
fn a_lost_answer_is_asked_again_and_not_walked_away_from() {
    let (flow, _) = next(give(Plan::Reading, "10570", "4370"), Event::Next);
    assert!(matches!(flow.step, Step::Wait(Wait::Reading { .. })));
    for event in [Event::Back, Event::Finish] {
        assert_eq!(next(flow.clone(), event).0, flow);
    }
}
