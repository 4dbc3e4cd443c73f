//! The frame of a step: its question, what helps to answer it, and the answer within reach of the hand.

use leptos::prelude::*;
use svetlitsa_ui::i18n::Words;

/// A step of the visit.
#[component]
pub(crate) fn Screen(
    /// The one thing that is asked.
    #[prop(into)]
    title: Words,
    /// A sentence that helps.
    #[prop(optional, into)]
    lead: Option<Words>,
    /// What is shown.
    children: Children,
    /// Where the hand goes: keypad and buttons.
    #[prop(into)]
    hand: ViewFn,
) -> impl IntoView {
    view! {
        <div class="screen">
            <div class="screen__show">
                <div class="screen__head">
                    <h1 tabindex="-1">{title}</h1>
                    {lead.map(|lead| view! { <p class="lead soft">{lead}</p> })}
                </div>
                {children()}
            </div>
            <div class="screen__hand">{hand.run()}</div>
        </div>
    }
}
