//! Who of the staff looked into the cabinet, when and why.

use leptos::prelude::*;
use svetlitsa_api::accounts::PreviewRecord;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::client::accounts as client;
use svetlitsa_ui::components::Loaded;
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::accounts as t;

/// Who looked into the cabinet.
#[component]
pub fn Looks(
    /// The account.
    number: AccountNumber,
) -> impl IntoView {
    let list = Load::new(move || {
        let number = number.clone();
        async move { client::list_previews(&number).await }
    });
    let draw = |items: Vec<PreviewRecord>| {
        if items.is_empty() {
            return view! { <p>{t::LOOKS_EMPTY}</p> }.into_any();
        }
        let lines = items.into_iter().map(line).collect_view();
        view! { <ul class="looks">{lines}</ul> }.into_any()
    };
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::LOOKS}</h2>
            <p class="soft">{t::LOOKS_LEAD}</p>
            <Loaded load=list lines=2 let:list>{draw(list.items)}</Loaded>
        </section>
    }
}

fn line(look: PreviewRecord) -> impl IntoView {
    let span = move || {
        let since = format::moment(look.started);
        look.ended.map_or_else(|| t::look_lasts(&since), |ended| t::look_span(&since, &format::time(ended)))
    };
    view! {
        <li class="looks__look">
            <strong>{look.staff_name}</strong>
            <span>{look.reason}</span>
            <span class="soft">{span}</span>
        </li>
    }
}
