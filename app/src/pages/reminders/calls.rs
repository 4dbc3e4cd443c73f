//! Calls of the contact centre about the cabinet's accounts.

use leptos::prelude::*;
use svetlitsa_api::campaigns::{CallList, CallView};
use svetlitsa_domain::campaigns::CallResult;
use svetlitsa_ui::client::campaigns as client;
use svetlitsa_ui::components::{Column, Loaded, Table};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::campaigns::calls as t;
use svetlitsa_ui::{format, names};

/// Calls, newest first, and what came of them.
#[component]
pub fn Calls() -> impl IntoView {
    let load = Load::new(client::list_calls);
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::TITLE}</h2>
            <p class="soft">{t::LEAD}</p>
            <Loaded load lines=3 let:list>{listed(list)}</Loaded>
        </section>
    }
}

fn listed(list: CallList) -> AnyView {
    if list.items.is_empty() {
        return view! { <p class="soft">{t::EMPTY}". "{t::EMPTY_TEXT}</p> }.into_any();
    }
    let columns = [t::WHEN, t::ABOUT, t::ACCOUNT, t::RESULT].map(Column::words).into();
    let rows = list.items.into_iter().map(row).collect();
    view! { <Table caption=t::TITLE columns rows/> }.into_any()
}

fn row(call: CallView) -> Vec<AnyView> {
    let CallView { at, account, scenario, result, .. } = call;
    vec![
        view! { <span>{move || format::moment(at)}</span> }.into_any(),
        view! { <span>{names::scenario(scenario)}</span> }.into_any(),
        view! { <span>{account.to_string()}</span> }.into_any(),
        view! { <span>{result_words(result)}</span> }.into_any(),
    ]
}

const fn result_words(result: CallResult) -> Text {
    match result {
        CallResult::Reached => t::REACHED,
        CallResult::NoAnswer => t::NO_ANSWER,
        CallResult::Busy => t::BUSY,
        CallResult::WrongNumber => t::WRONG_NUMBER,
        CallResult::Transferred => t::TRANSFERRED,
    }
}
