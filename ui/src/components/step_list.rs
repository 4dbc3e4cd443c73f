//! Stages of a case, first to last: what has been, what is now, what is to come.

use leptos::prelude::*;

use super::{Icon, Sign};
use crate::i18n::Words;
use crate::texts::parts;

/// Where a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind.
    Done,
    /// Now.
    Now,
    /// To come.
    Ahead,
    /// The road ended here: refused, given up.
    Stopped,
}

/// A stage.
#[derive(Clone)]
pub struct Step {
    /// Its name.
    pub title: Words,
    /// Where it stands.
    pub state: StepState,
    /// When it was, or what it needs.
    pub note: Option<Words>,
}

/// Stages of a case.
#[component]
pub fn StepList(
    /// First to last.
    steps: Vec<Step>,
) -> impl IntoView {
    let steps = steps
        .into_iter()
        .enumerate()
        .map(|(i, step)| {
            let (word, spoken) = match step.state {
                StepState::Done => ("done", parts::STEP_DONE),
                StepState::Now => ("now", parts::STEP_NOW),
                StepState::Ahead => ("ahead", parts::STEP_AHEAD),
                StepState::Stopped => ("stopped", parts::STEP_STOPPED),
            };
            let dot = match step.state {
                StepState::Done => view! { <Icon sign=Sign::Tick/> }.into_any(),
                StepState::Stopped => view! { <Icon sign=Sign::Cross/> }.into_any(),
                StepState::Now | StepState::Ahead => (i + 1).into_any(),
            };
            view! {
                <li
                    class="step-list__step"
                    data-state=word
                    aria-current=(step.state == StepState::Now).then_some("step")
                >
                    <span class="step-list__dot" aria-hidden="true">{dot}</span>
                    <span class="step-list__title">
                        <span class="unseen">{spoken}": "</span>
                        {step.title}
                    </span>
                    {step.note.map(|note| view! { <span class="step-list__note">{note}</span> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="step-list">{steps}</ol> }
}
