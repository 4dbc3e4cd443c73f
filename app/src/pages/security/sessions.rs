//! Where the cabinet is signed in, and a way to sign out there.

use leptos::prelude::*;
use svetlitsa_api::session::SessionRecord;
use svetlitsa_ui::client::session as client;
use svetlitsa_ui::components::{Button, ButtonKind, ErrorSummary, Loaded};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::security::sessions as t;

/// Where the cabinet is signed in.
#[component]
pub fn Sessions() -> impl IntoView {
    let list = Load::new(client::list_sessions);
    let form = Form::new();
    let end_others = move |()| form.send(client::end_other_sessions(), move |()| list.refresh());
    let busy = Signal::derive(move || form.is_busy());
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::TITLE}</h2>
            <p>{t::LEAD}</p>
            <ErrorSummary form/>
            <Loaded load=list let:list_of>
                {
                    let is_alone = list_of.items.len() < 2;
                    view! {
                        <ul class="sessions">
                            {list_of.items.into_iter().map(|place| row(place, form, list)).collect_view()}
                        </ul>
                        {(!is_alone).then(|| view! {
                            <div class="row">
                                <Button kind=ButtonKind::Secondary busy on_press=end_others>{t::END_OTHERS}</Button>
                            </div>
                        })}
                    }
                }
            </Loaded>
        </section>
    }
}

fn row(place: SessionRecord, form: Form, list: Load<svetlitsa_api::session::SessionList>) -> impl IntoView {
    let SessionRecord { id, is_current, since, last_seen, browser, system, address } = place;
    let name = [browser, system].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let busy = Signal::derive(move || form.is_busy());
    let spoken = name.clone();
    let end = move |()| {
        let id = id.clone();
        form.send(async move { client::end_session(&id).await }, move |()| list.refresh());
    };
    view! {
        <li class="sessions__place">
            <div>
                <strong>{move || if name.is_empty() { t::UNKNOWN.get().to_owned() } else { name.clone() }}</strong>
                <p class="soft">
                    {move || if is_current { t::HERE.get().to_owned() } else { t::seen(&format::moment(last_seen)) }}
                    ". "{move || t::since(&format::moment(since))}
                    {(!address.is_empty()).then(|| format!(", {address}"))}
                </p>
            </div>
            {(!is_current).then(|| view! {
                <Button kind=ButtonKind::Quiet busy on_press=end>
                    {t::END}<span class="unseen">" "{spoken}</span>
                </Button>
            })}
        </li>
    }
}
