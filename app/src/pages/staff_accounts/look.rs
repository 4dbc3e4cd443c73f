//! Why one looks into a cabinet: asked before, and shown to the customer.

use leptos::prelude::*;
use svetlitsa_api::FieldCode;
use svetlitsa_api::pages;
use svetlitsa_api::staff::{FoundAccount, MAX_REASON, MIN_REASON, StartPreview};
use svetlitsa_ui::client::staff as client;
use svetlitsa_ui::components::{Button, ButtonKind, Dialog, ErrorSummary, Textarea};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::problem::field_message;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::staff::accounts as t;

use crate::router::use_router;

/// Asks why, and opens the cabinet.
#[component]
pub fn Look(
    /// Whose cabinet; open while there is one.
    chosen: RwSignal<Option<FoundAccount>>,
) -> impl IntoView {
    let session = use_session();
    let router = use_router();
    let form = Form::new();
    let reason = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    Effect::new(move || {
        if chosen.with(Option::is_some) {
            form.clear();
            open.set(true);
        }
    });
    // Closed by Escape, too: the same account can then be chosen again.
    Effect::new(move || {
        if !open.get() && chosen.with_untracked(Option::is_some) {
            chosen.set(None);
        }
    });
    let start = move |()| {
        let Some(account) = chosen.get_untracked() else { return };
        let reason = reason.get_untracked().trim().to_owned();
        let wrong = reason_problem(&reason).map(|code| FieldError::new("reason", message(code)));
        if !form.check(wrong.into_iter().collect()) {
            return;
        }
        let href = pages::ACCOUNT.href(&[account.number.as_str()]);
        let body = StartPreview { account: account.number, reason };
        let attempt = form.attempt();
        let request = async move { client::start_preview(&body, &attempt).await };
        form.send(request, move |view| {
            open.set(false);
            session.put(view);
            router.go(&href);
        });
    };
    let whose = move || chosen.get().map(|account| t::whose(&account.name, account.number.as_str()));
    let buttons = move || {
        view! {
            <Button kind=ButtonKind::Secondary on_press=move |()| open.set(false)>{t::CANCEL}</Button>
            <Button busy=Signal::derive(move || form.is_busy()) on_press=start>{t::START}</Button>
        }
    };
    view! {
        <Dialog open id="look" title=t::DIALOG buttons>
            <p>{whose}</p>
            <ErrorSummary form/>
            <Textarea
                name="reason"
                label=t::REASON
                hint=t::REASON_HINT
                value=reason
                max=MAX_REASON
                error=form.error_of("reason")
            />
            <p class="soft">{t::RULES}</p>
        </Dialog>
    }
}

fn message(code: FieldCode) -> Text {
    if code == FieldCode::Required { t::REASON_MISSING } else { field_message(code) }
}

fn reason_problem(reason: &str) -> Option<FieldCode> {
    match reason.chars().count() {
        0 => Some(FieldCode::Required),
        1..MIN_REASON => Some(FieldCode::TooShort),
        MIN_REASON..=MAX_REASON => None,
        _ => Some(FieldCode::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_few_words() {
        for (length, expected) in [
            (0, Some(FieldCode::Required)),
            (MIN_REASON - 1, Some(FieldCode::TooShort)),
            (MIN_REASON, None),
            (MAX_REASON, None),
            (MAX_REASON + 1, Some(FieldCode::TooLong)),
        ] {
            assert_eq!(reason_problem(&"\u{44f}".repeat(length)), expected, "{length}");
        }
    }
}
