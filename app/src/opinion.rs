//! What a customer thinks of an answer or of the service: one press, and words for whoever has some.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::surveys::{MARKS, MAX_TEXT, RateAppeal, RateByLink, RateService};
use svetlitsa_ui::client::surveys as client;
use svetlitsa_ui::components::{Button, ButtonKind, ErrorSummary, Notice, NoticeKind, Textarea};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::texts::surveys as t;

/// By what the customer is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KnownBy {
    /// The token of the letter's link.
    Link(String),
    /// The number of the appeal, and the contact; it is empty in the cabinet.
    Contact(String, String),
    /// The cabinet: it is about the service.
    Cabinet,
}

/// Five marks, and words once one is given.
#[component]
pub(crate) fn Opinion(
    /// By what the customer is known.
    known_by: KnownBy,
    /// The form, for whoever tells of an old link.
    form: Form,
) -> impl IntoView {
    let known_by = StoredValue::new(known_by);
    let given = RwSignal::new(None::<u8>);
    let is_said = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let send = Callback::new(move |(mark, text): (u8, String)| {
        let (known_by, attempt) = (known_by.get_value(), form.attempt());
        let has_text = !text.is_empty();
        let request = async move {
            match known_by {
                KnownBy::Link(token) => {
                    client::rate_by_link(&RateByLink { token, mark, text }, &attempt).await
                }
                KnownBy::Cabinet => {
                    client::rate_service(&RateService { mark: Some(mark), text }, &attempt).await
                }
                KnownBy::Contact(number, contact) => {
                    client::rate_appeal(&number, &RateAppeal { contact, mark, text }, &attempt).await
                }
            }
        };
        form.send(request, move |()| {
            given.set(Some(mark));
            is_said.set(has_text);
        });
    });
    let marks = MARKS
        .map(|mark| {
            let busy = Signal::derive(move || form.is_busy());
            view! {
                <Button kind=ButtonKind::Secondary busy on_press=move |()| send.run((mark, String::new()))>
                    <span aria-hidden="true">{mark}</span>
                    <span class="unseen">{move || t::mark(&mark.to_string())}</span>
                </Button>
            }
        })
        .collect_view();
    let say = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(mark) = given.get_untracked() {
            send.run((mark, typed.get_untracked()));
        }
    };
    let is_service = known_by.with_value(|known_by| *known_by == KnownBy::Cabinet);
    let (title, scale) = if is_service { (t::SERVICE, t::SERVICE_SCALE) } else { (t::TITLE, t::SCALE) };
    let hint = if is_service { t::SERVICE_WORDS_HINT } else { t::WORDS_HINT };
    let news = move || {
        given.get().map(|mark| view! {
            <Notice kind=NoticeKind::Success is_news=true>
                <p>{move || if is_said.get() { t::SAID.get().to_owned() } else { t::given(&mark.to_string()) }}</p>
            </Notice>
        })
    };
    view! {
        <div class="stack" data-gap="small" data-print="never">
            <ErrorSummary form/>
            <div class="row" role="group" aria-label=move || title.get()>{marks}</div>
            <p class="soft"><small>{scale}</small></p>
            {news}
            {move || (given.get().is_some() && !is_said.get()).then(|| view! {
                <form class="stack" novalidate on:submit=say>
                    <Textarea name="opinion" label=t::WORDS hint value=typed max=MAX_TEXT
                        error=form.error_of("text")/>
                    <div><Button submit=true kind=ButtonKind::Secondary
                        busy=Signal::derive(move || form.is_busy())>{t::SEND}</Button></div>
                </form>
            })}
        </div>
    }
}
