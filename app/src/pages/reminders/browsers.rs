//! Browsers that show notices: this one allowed or not, the others by name, and a trial.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::push::{PushBrowserView, PushView};
use svetlitsa_ui::client::push as client;
use svetlitsa_ui::components::{Button, ButtonKind, ErrorSummary, Loaded, Notice, NoticeKind as NoticeLook};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::reminders::browsers as t;

use crate::pushed::{self, Refusal, Standing};

/// Browsers that show notices; nothing where this service sends none.
#[component]
pub fn Browsers(
    /// Takes whether any browser shows notices.
    has_browser: RwSignal<bool>,
) -> impl IntoView {
    let load = Load::new(client::get_push);
    view! {
        <Loaded load lines=2 let:view>{
            let PushView { key, browsers } = view;
            has_browser.set(!browsers.is_empty());
            key.map(|key| view! {
                <section class="stack" data-gap="small">
                    <h2>{t::TITLE}</h2>
                    <Choice key browsers has_browser/>
                </section>
            })
        }</Loaded>
    }
}

#[component]
fn Choice(
    /// The key that this service is known by.
    key: String,
    /// Browsers that show notices.
    browsers: Vec<PushBrowserView>,
    /// Takes whether there are any.
    has_browser: RwSignal<bool>,
) -> impl IntoView {
    let list = RwSignal::new(browsers);
    Effect::new(move || has_browser.set(list.with(|list| !list.is_empty())));
    let standing = RwSignal::new(pushed::standing());
    let refusal = RwSignal::new(None::<Refusal>);
    let is_asking = RwSignal::new(false);
    let form = Form::new();
    let key = StoredValue::new(key);
    let allow = move |()| {
        if is_asking.get_untracked() {
            return;
        }
        is_asking.set(true);
        refusal.set(None);
        form.clear();
        spawn_local(async move {
            let asked = pushed::subscribe(&key.get_value()).await;
            let _ = is_asking.try_set(false);
            match asked {
                Ok(body) => {
                    let attempt = form.attempt();
                    form.send(async move { client::allow_browser(&body, &attempt).await }, move |known| {
                        list.update(|list| {
                            list.retain(|other| !other.is_this);
                            list.insert(0, known);
                        });
                    });
                }
                Err(why) => {
                    standing.set(pushed::standing());
                    refusal.set(Some(why));
                }
            }
        });
    };
    let tried = Form::new();
    let is_sent = RwSignal::new(false);
    let attempt_trial = move |()| {
        is_sent.set(false);
        tried.clear();
        let attempt = tried.attempt();
        tried.send(async move { client::try_push(&attempt).await }, move |()| is_sent.set(true));
    };
    let has_this = Memo::new(move |_| list.with(|list| list.iter().any(|browser| browser.is_this)));
    let is_busy = Signal::derive(move || is_asking.get() || form.is_busy());
    view! {
        <p>{t::LEAD}</p>
        <ErrorSummary form/>
        {move || match standing.get() {
            Standing::Unable => view! { <p>{t::UNABLE}</p> }.into_any(),
            Standing::Forbidden => said(t::FORBIDDEN),
            Standing::Able => refusal.get().map(|why| said(match why {
                Refusal::Forbidden => t::NOT_ALLOWED,
                Refusal::Failed => t::FAILED,
            })).into_any(),
        }}
        {move || (standing.get() == Standing::Able && !has_this.get()).then(|| view! {
            <div class="row">
                <Button kind=ButtonKind::Secondary busy=is_busy on_press=allow>{t::ALLOW}</Button>
            </div>
        })}
        {move || list.with(|list| !list.is_empty()).then(|| view! {
            <ul class="stack" data-gap="small" role="list">
                <For each=move || list.get() key=|browser| browser.id.clone() let:browser>
                    <li><One browser list/></li>
                </For>
            </ul>
            <ErrorSummary form=tried/>
            <div class="row">
                <Button kind=ButtonKind::Quiet small=true busy=Signal::derive(move || tried.is_busy()) on_press=attempt_trial>
                    {t::TRY}
                </Button>
                <p role="status">{move || is_sent.get().then(|| t::TRIED.get())}</p>
            </div>
        })}
    }
}

fn said(words: Text) -> AnyView {
    view! { <Notice kind=NoticeLook::Warning is_news=true><p>{words}</p></Notice> }.into_any()
}

#[component]
fn One(
    /// The browser.
    browser: PushBrowserView,
    /// Those that show notices.
    list: RwSignal<Vec<PushBrowserView>>,
) -> impl IntoView {
    let PushBrowserView { id, browser, system, since, is_this } = browser;
    let form = Form::new();
    let id = StoredValue::new(id);
    let forget = move |()| {
        form.clear();
        let attempt = form.attempt();
        let request = async move {
            client::forget_browser(&id.get_value(), &attempt).await?;
            if is_this {
                pushed::unsubscribe().await;
            }
            Ok(())
        };
        form.send(request, move |()| {
            list.update(|list| id.with_value(|id| list.retain(|other| other.id != *id)));
        });
    };
    let name = move || match (browser.as_str(), system.as_str()) {
        ("", "") => t::UNKNOWN.get().to_owned(),
        (browser, "") => browser.to_owned(),
        (browser, system) => format!("{browser}, {system}"),
    };
    let named = name.clone();
    view! {
        <ErrorSummary form/>
        <div class="row">
            <span>
                {name}" "
                <span class="soft">{move || t::since(&format::moment(since))}</span>
                {is_this.then(|| view! { " " <strong>{t::THIS}</strong> })}
            </span>
            <Button kind=ButtonKind::Quiet small=true busy=Signal::derive(move || form.is_busy()) on_press=forget>
                {t::FORGET}
                <span class="unseen">{move || format!(": {}", named())}</span>
            </Button>
        </div>
    }
}
