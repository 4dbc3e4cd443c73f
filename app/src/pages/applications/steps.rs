//! The road of an application: what happened, detours included, and the straight way on.

use svetlitsa_api::applications::ApplicationEvent;
use svetlitsa_domain::applications::ApplicationStage;
use svetlitsa_ui::components::{Step, StepState};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::{format, names};

/// The road of an application. The words of the event `quoted` stand elsewhere on the page.
pub(crate) fn steps(
    events: &[ApplicationEvent],
    road: &[ApplicationStage],
    quoted: Option<usize>,
) -> Vec<Step> {
    let behind = events.iter().enumerate().map(|(i, event)| {
        let (at, words) = (event.at, event.text.clone().filter(|_| quoted != Some(i)));
        let note = Words::live(move || match &words {
            Some(words) => format!("{}\n{words}", format::moment(at)),
            None => format::moment(at),
        });
        Step {
            title: names::application_stage(event.stage).into(),
            state: state(event.stage, i + 1 == events.len()),
            note: Some(note),
        }
    });
    let current = events.last().map(|event| event.stage);
    let ahead = ahead(current, road).iter().map(|stage| Step {
        title: names::application_stage(*stage).into(),
        state: StepState::Ahead,
        note: None,
    });
    behind.chain(ahead).collect()
}

fn state(stage: ApplicationStage, is_last: bool) -> StepState {
    match stage {
        ApplicationStage::Refused => StepState::Stopped,
        stage if is_last && !stage.is_final() => StepState::Now,
        _ => StepState::Done,
    }
}

/// What follows on the straight road; from a detour it starts anew, after a refusal there is nothing.
fn ahead(current: Option<ApplicationStage>, road: &[ApplicationStage]) -> &[ApplicationStage] {
    match current {
        Some(stage) if stage.is_final() => &[],
        Some(stage) => {
            let behind = road.iter().position(|on_road| *on_road == stage).map_or(0, |i| i + 1);
            &road[behind..]
        }
        None => road,
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use svetlitsa_domain::applications::ApplicationKind;

    use super::*;

    fn states(kind: ApplicationKind, stages: &[ApplicationStage]) -> Vec<StepState> {
        let at = DateTime::parse_from_rfc3339("2026-11-20T12:00:00+03:00").unwrap();
        let events: Vec<_> =
            stages.iter().map(|stage| ApplicationEvent { at, stage: *stage, text: None }).collect();
        steps(&events, kind.road(), None).iter().map(|step| step.state).collect()
    }

    #[test]
    fn detours_and_ends_are_drawn() {
        use ApplicationKind as K;
        use ApplicationStage as A;
        use StepState as S;
        for (kind, stages, expected) in [
            (K::Contract, &[A::Received][..], &[S::Now, S::Ahead, S::Ahead, S::Ahead][..]),
            (K::OwnerChange, &[A::Received, A::Incomplete], &[S::Done, S::Now, S::Ahead, S::Ahead]),
            (
                K::OwnerChange,
                &[A::Received, A::Incomplete, A::Received],
                &[S::Done, S::Done, S::Now, S::Ahead],
            ),
            (K::Refund, &[A::Received, A::Refused], &[S::Done, S::Stopped]),
            (K::Refund, &[A::Received, A::MoneyReceived, A::Credited], &[S::Done, S::Done, S::Done]),
        ] {
            assert_eq!(states(kind, stages), expected, "{kind:?} {stages:?}");
        }
    }
}
