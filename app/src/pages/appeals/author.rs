//! What the author can do with an appeal: add to it, reopen it, or ask to hurry once the promise is broken.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::appeals::{AppealView, AuthorStep, MAX_TEXT};
use svetlitsa_domain::appeals::AuthorAction;
use svetlitsa_ui::client::appeals as client;
use svetlitsa_ui::components::{Button, ButtonKind, Details, ErrorSummary, Notice, NoticeKind, Textarea};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::appeals::author as t;
use svetlitsa_ui::texts::fields;

use crate::attachments::{Attachments, AttachmentsField};

/// What the author can do; nothing for whoever only looks.
#[component]
pub fn AuthorSteps(
    /// The appeal.
    shown: RwSignal<AppealView>,
    /// The contact that opened it; empty in the cabinet that it was filed from.
    contact: String,
) -> impl IntoView {
    let (session, form) = (use_session(), Form::new());
    let is_preview = Memo::new(move |_| session.is_preview());
    let typed = RwSignal::new(String::new());
    let attachments = Attachments::restored(&shown.with_untracked(|appeal| appeal.number.clone()));
    let done = RwSignal::new(None::<AuthorAction>);
    let contact = StoredValue::new(contact);
    let act = Callback::new(move |action: AuthorAction| {
        done.set(None);
        let number = shown.with_untracked(|appeal| appeal.number.clone());
        let text = if action.needs_text() { typed.get_untracked() } else { String::new() };
        let problem = match text.trim().chars().count() {
            0 if action.needs_text() => Some(t::MISSING),
            count if count > MAX_TEXT => Some(fields::TOO_LONG),
            _ => None,
        };
        let problem = problem.map(|words| FieldError::new(field(&number), words));
        if untrack(|| form.is_busy()) || !form.check(problem.into_iter().collect()) {
            return;
        }
        let draft = if action.needs_text() { attachments.token() } else { String::new() };
        let (body, attempt) =
            (AuthorStep { action, text, contact: contact.get_value(), draft }, form.attempt());
        let request = async move { client::step_own_appeal(&number, &body, &attempt).await };
        form.send(request, move |appeal| {
            if action.needs_text() {
                typed.set(String::new());
                attachments.clear();
            }
            done.set(Some(action));
            shown.set(appeal);
        });
    });
    let actions = Memo::new(move |_| {
        if is_preview.get() { Vec::new() } else { shown.with(|appeal| appeal.author_actions.clone()) }
    });
    let news = move || {
        done.get().map(|action| {
            let text = match action {
                AuthorAction::Add => t::ADDED,
                AuthorAction::Reopen => t::REOPENED,
                AuthorAction::Hurry => t::HURRIED,
            };
            view! { <Notice kind=NoticeKind::Success is_news=true><p>{text}</p></Notice> }
        })
    };
    view! {
        <div class="stack" data-gap="small" data-print="never">
            {news}
            <ErrorSummary form/>
            {move || {
                let name = field(&shown.with_untracked(|appeal| appeal.number.clone()));
                actions.get().into_iter().map(|action| offer(action, form, &name, (typed, attachments), act)).collect_view()
            }}
        </div>
    }
}

/// Name of the field of an appeal: a list has one for each.
fn field(number: &str) -> String {
    format!("text-{number}")
}

fn offer(
    action: AuthorAction,
    form: Form,
    name: &str,
    written: (RwSignal<String>, Attachments),
    act: Callback<AuthorAction>,
) -> AnyView {
    match action {
        AuthorAction::Hurry => {
            let busy = Signal::derive(move || form.is_busy());
            view! {
                <div class="row">
                    <span>{t::HURRY_TEXT}</span>
                    <Button kind=ButtonKind::Lit busy on_press=move |()| act.run(action)>{t::HURRY}</Button>
                </div>
            }
            .into_any()
        }
        AuthorAction::Add => words(action, form, name, written, act, [t::ADD, t::ADD_HINT, t::SEND]),
        AuthorAction::Reopen => {
            words(action, form, name, written, act, [t::REOPEN, t::REOPEN_HINT, t::REOPEN_SEND])
        }
    }
}

/// A field for words, folded away until somebody wants to write.
fn words(
    action: AuthorAction,
    form: Form,
    name: &str,
    written: (RwSignal<String>, Attachments),
    act: Callback<AuthorAction>,
    [title, hint, send]: [Text; 3],
) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        act.run(action);
    };
    let (typed, attachments) = written;
    let files = format!("files-{name}");
    let name = name.to_owned();
    let error = {
        let name = name.clone();
        Signal::derive(move || form.error(&name))
    };
    view! {
        <Details summary=title>
            <form class="stack" novalidate on:submit=submit>
                <Textarea name label=title hint value=typed max=MAX_TEXT error/>
                <AttachmentsField attachments form name=files/>
                <div class="row">
                    <Button submit=true kind=ButtonKind::Secondary
                        busy=Signal::derive(move || form.is_busy() || attachments.is_busy())>{send}</Button>
                </div>
            </form>
        </Details>
    }
    .into_any()
}
