//! The author adds documents to an application.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::applications::{AddDocuments, ApplicationView};
use svetlitsa_domain::applications::DocumentKind;
use svetlitsa_ui::client::applications as client;
use svetlitsa_ui::components::{Button, Details, ErrorSummary, Notice, NoticeKind};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::applications::case as t;

use super::papers::{Papers, PapersFields};

/// Adds documents; nothing where none are taken, or for whoever only looks.
#[component]
pub(super) fn AddPapers(
    /// The application.
    shown: RwSignal<ApplicationView>,
    /// The contact that opened it; empty in the cabinet.
    contact: String,
) -> impl IntoView {
    let (session, form) = (use_session(), Form::new());
    let is_preview = Memo::new(move |_| session.is_preview());
    let number = shown.with_untracked(|application| application.number.clone());
    let papers = Papers::restored(&number);
    let is_done = RwSignal::new(false);
    let given = StoredValue::new((number, contact));
    // What is missing, or all of it when nothing is: a better copy is welcome, too.
    let offer = Memo::new(move |_| {
        shown.with(|application| {
            let takes = application.takes_documents && !is_preview.get();
            takes.then(|| {
                let is_missing = !application.missing.is_empty();
                (
                    is_missing,
                    if is_missing { application.missing.clone() } else { application.documents.clone() },
                )
            })
        })
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((_, asked)) = offer.get_untracked() else { return };
        if untrack(|| form.is_busy()) || !form.check(problem(papers, &asked).into_iter().collect()) {
            return;
        }
        let (number, contact) = given.get_value();
        let body =
            AddDocuments { contact, documents: papers.drafts(&asked), reading: papers.reading(&asked) };
        let attempt = form.attempt();
        is_done.set(false);
        let request = async move { client::add_documents(&number, &body, &attempt).await };
        form.send(request, move |application| {
            papers.clear();
            is_done.set(true);
            shown.set(application);
        });
    };
    let busy = Signal::derive(move || form.is_busy() || papers.is_busy());
    let fields = move || {
        offer.get().map(|(is_missing, asked)| {
            let about = format!("-{}", given.with_value(|given| given.0.clone()));
            let fields = view! {
                <form class="stack" novalidate on:submit=submit>
                    <PapersFields papers asked form about/>
                    <div class="row"><Button submit=true busy>{t::ADD_SEND}</Button></div>
                </form>
            };
            if is_missing {
                view! { <section class="stack" data-gap="small"><h3>{t::ADD}</h3>{fields}</section> }
                    .into_any()
            } else {
                view! { <Details summary=t::ADD_MORE>{fields}</Details> }.into_any()
            }
        })
    };
    view! {
        <div class="stack" data-gap="small" data-print="never">
            {move || is_done.get().then(|| view! {
                <Notice kind=NoticeKind::Success is_news=true><p>{t::ADDED}</p></Notice>
            })}
            <ErrorSummary form/>
            {fields}
        </div>
    }
}

fn problem(papers: Papers, asked: &[DocumentKind]) -> Option<FieldError> {
    let is_nothing = papers.drafts(asked).is_empty() && papers.reading(asked).is_empty();
    papers.problem(asked).or_else(|| is_nothing.then(|| FieldError::new("documents", t::ADD_NOTHING)))
}
