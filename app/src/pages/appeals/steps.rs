//! The road of an appeal: what happened with its dates, and what is still to come.

use svetlitsa_api::appeals::AppealEvent;
use svetlitsa_domain::appeals::AppealStage;
use svetlitsa_ui::components::{Step, StepState};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::appeals::case as t;
use svetlitsa_ui::{format, names};

/// The road of an appeal. The words of the event `quoted` stand elsewhere on the page.
pub(crate) fn steps(events: &[AppealEvent], quoted: Option<usize>) -> Vec<Step> {
    let behind = events.iter().enumerate().map(|(i, event)| {
        let (at, words) = (event.at, event.text.clone().filter(|_| quoted != Some(i)));
        let is_by_author = event.is_by_author;
        let note = Words::live(move || match &words {
            Some(words) if is_by_author => format!("{}\n{}\n{words}", format::moment(at), t::YOURS.get()),
            Some(words) => format!("{}\n{words}", format::moment(at)),
            None => format::moment(at),
        });
        Step {
            title: names::appeal_stage(event.stage).into(),
            state: state(event.stage, i + 1 == events.len()),
            note: Some(note),
        }
    });
    let current = events.last().map_or(AppealStage::Registered, |event| event.stage);
    let ahead = ahead(current).iter().map(|stage| Step {
        title: names::appeal_stage(*stage).into(),
        state: StepState::Ahead,
        note: None,
    });
    behind.chain(ahead).collect()
}

const fn state(stage: AppealStage, is_last: bool) -> StepState {
    match stage {
        stage if is_last && !stage.is_over() => StepState::Now,
        _ => StepState::Done,
    }
}

/// The shortest way from a stage to the answer.
const fn ahead(stage: AppealStage) -> &'static [AppealStage] {
    match stage {
        AppealStage::Registered | AppealStage::Reopened => {
            &[AppealStage::Checked, AppealStage::Routed, AppealStage::InWork, AppealStage::Answered]
        }
        AppealStage::Checked => &[AppealStage::Routed, AppealStage::InWork, AppealStage::Answered],
        AppealStage::Routed => &[AppealStage::InWork, AppealStage::Answered],
        AppealStage::InWork | AppealStage::NeedsData => &[AppealStage::Answered],
        AppealStage::Answered | AppealStage::Refused | AppealStage::Closed => &[],
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn states(stages: &[AppealStage]) -> Vec<StepState> {
        let at = DateTime::parse_from_rfc3339("2026-11-20T12:00:00+03:00").unwrap();
        let events: Vec<_> = stages
            .iter()
            .map(|stage| AppealEvent { at, stage: *stage, text: None, is_by_author: false })
            .collect();
        steps(&events, None).iter().map(|step| step.state).collect()
    }

    #[test]
    fn one_step_is_now_until_the_answer() {
        use AppealStage as A;
        use StepState as S;
        for (stages, expected) in [
            (&[A::Registered][..], &[S::Now, S::Ahead, S::Ahead, S::Ahead, S::Ahead][..]),
            (&[A::Registered, A::Checked, A::Routed], &[S::Done, S::Done, S::Now, S::Ahead, S::Ahead]),
            (&[A::Registered, A::InWork, A::Refused], &[S::Done, S::Done, S::Done]),
            (&[A::Registered, A::InWork], &[S::Done, S::Now, S::Ahead]),
            (&[A::Registered, A::InWork, A::NeedsData], &[S::Done, S::Done, S::Now, S::Ahead]),
            (&[A::Registered, A::InWork, A::Answered], &[S::Done, S::Done, S::Done]),
            (&[A::Registered, A::InWork, A::Answered, A::Closed], &[S::Done, S::Done, S::Done, S::Done]),
        ] {
            assert_eq!(states(stages), expected, "{stages:?}");
        }
    }

    #[test]
    fn ways_ahead_can_be_gone() {
        use svetlitsa_domain::appeals::AppealAction;
        for stage in AppealStage::ALL {
            let mut here = stage;
            for next in ahead(stage) {
                assert!(
                    AppealAction::ALL.into_iter().any(|action| here.after(action) == Some(*next)),
                    "{here:?} to {next:?}"
                );
                here = *next;
            }
        }
    }
}
