//! Buttons of the steps that can be done now. Each step has a button of its own as long as it is offered: when the steps
//! change under somebody's finger, a press that was meant for one is lost and never becomes another's.

use std::fmt::Debug;

use leptos::prelude::*;
use svetlitsa_ui::components::{Button, ButtonKind};
use svetlitsa_ui::i18n::Text;

/// Buttons of steps, in their order.
#[component]
pub fn StepButtons<S>(
    /// Each with its weight and its words.
    steps: Vec<(S, ButtonKind, Text)>,
    /// A step is being done.
    #[prop(into)]
    busy: Signal<bool>,
    /// Does one.
    act: Callback<S>,
) -> impl IntoView
where
    S: Copy + Debug + Send + Sync + 'static,
{
    view! {
        <div class="row">
            <For each=move || steps.clone() key=|(step, ..)| format!("{step:?}") let((step, kind, words))>
                <Button kind busy on_press=move |()| act.run(step)>{words}</Button>
            </For>
        </div>
    }
}
