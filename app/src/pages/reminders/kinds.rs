//! What to be told of, kind by kind and way by way.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use svetlitsa_api::pages;
use svetlitsa_api::reminders::{RemindersView, SetReminders, Wanted, WantedView};
use svetlitsa_domain::AccountNumber;
use svetlitsa_domain::notices::{LetterRule, NoticeKind};
use svetlitsa_ui::client::reminders as client;
use svetlitsa_ui::components::{Button, ButtonKind, Checkbox, ErrorSummary, Link};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::texts::{notices, reminders as t};

/// What is ticked of a kind.
#[derive(Clone, Copy)]
struct Ticks {
    kind: NoticeKind,
    letters: LetterRule,
    email: RwSignal<bool>,
    sms: RwSignal<bool>,
    push: RwSignal<bool>,
}

impl Ticks {
    fn of(view: &WantedView) -> Self {
        let WantedView { kind, letters, email, sms, push } = *view;
        let [email, sms, push] = [email, sms, push].map(RwSignal::new);
        Self { kind, letters, email, sms, push }
    }

    fn wanted(self) -> Wanted {
        let Self { kind, email, sms, push, .. } = self;
        Wanted { kind, email: email.get(), sms: sms.get(), push: push.get() }
    }
}

/// The kinds that the reader may be told of, and the ways of each.
#[component]
pub fn Kinds(
    /// The account.
    number: AccountNumber,
    /// What is chosen.
    view: RemindersView,
    /// The confirmed telephone, masked.
    phone: RwSignal<Option<String>>,
    /// Whether text messages are sent at all.
    is_sms_offered: RwSignal<bool>,
    /// Whether any browser shows notices.
    has_browser: RwSignal<bool>,
) -> impl IntoView {
    let RemindersView { kinds, readings_from_day: from, readings_last_day: last, email } = view;
    let kinds = StoredValue::new(kinds.iter().map(Ticks::of).collect::<Vec<_>>());
    let body = move || SetReminders { kinds: kinds.get_value().into_iter().map(Ticks::wanted).collect() };
    let is_saved = RwSignal::new(false);
    Effect::watch(body, move |_, _, _| is_saved.set(false), false);
    // With the telephone goes what was ticked for it. Not before it is known: the two are read side by side.
    let unticked = move |now: &Option<String>, before: Option<&Option<String>>, _| {
        if now.is_none() && before.is_some_and(Option::is_some) {
            kinds.with_value(|kinds| kinds.iter().for_each(|ticks| ticks.sms.set(false)));
        }
    };
    Effect::watch(move || phone.get(), unticked, false);
    let unticked = move |now: &bool, before: Option<&bool>, _| {
        if !now && before == Some(&true) {
            kinds.with_value(|kinds| kinds.iter().for_each(|ticks| ticks.push.set(false)));
        }
    };
    Effect::watch(move || has_browser.get(), unticked, false);
    let form = Form::new();
    let account = StoredValue::new(number);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(|| form.is_busy()) {
            return;
        }
        form.clear();
        let body = untrack(body);
        let (number, attempt) = (account.get_value(), form.attempt());
        let request = async move { client::set_reminders(&number, &body, &attempt).await };
        form.send(request, move |()| is_saved.set(true));
    };
    let has_phone = Memo::new(move |_| phone.with(Option::is_some));
    let days = (from.to_string(), last.to_string());
    let one = move |ticks: Ticks| {
        let days = days.clone();
        let hint = match ticks.kind {
            NoticeKind::Readings => Words::live(move || t::readings_hint(&days.0, &days.1)),
            NoticeKind::Debt => t::DEBT_HINT.into(),
            NoticeKind::Bill => t::BILL_HINT.into(),
            NoticeKind::Payment => t::PAYMENT_HINT.into(),
            NoticeKind::Outage => t::OUTAGE_HINT.into(),
            NoticeKind::Case => t::CASE_HINT.into(),
        };
        let name = ticks.kind.as_str();
        let error = move |way: &str| {
            let field = format!("{name}_by_{way}");
            Signal::derive(move || form.error(&field))
        };
        let fieldset = move || {
            view! {
                <fieldset class="fieldset">
                    <legend>{legend(ticks.kind)}</legend>
                    <p class="field__hint">{hint}</p>
                    <div class="ways">
                    {(ticks.letters == LetterRule::Chosen).then(|| view! {
                            <Checkbox name label=t::BY_LETTER checked=ticks.email error=Signal::derive(move || form.error(name))/>
                        })}
                        {move || has_phone.get().then(|| view! {
                            <Checkbox name=format!("{name}_by_sms") label=t::BY_SMS checked=ticks.sms error=error("sms")/>
                        })}
                        {move || has_browser.get().then(|| view! {
                        <Checkbox name=format!("{name}_by_push") label=t::BY_PUSH checked=ticks.push error=error("push")/>
                    })}
                </div>
                {apart(ticks.kind, &account.get_value())}
                </fieldset>
            }
        };
        // What nobody could choose here is not asked.
        let is_shown = move || ticks.letters != LetterRule::Always || has_phone.get() || has_browser.get();
        move || is_shown().then(|| fieldset.clone()())
    };
    view! {
        <form class="stack" on:submit=send novalidate>
            <p>{move || match phone.get() {
                Some(phone) => t::lead_both(&email, &phone),
                None => t::lead(&email),
            }}</p>
            <ErrorSummary form/>
            {kinds.get_value().into_iter().map(one).collect_view()}
            {move || (is_sms_offered.get() && !has_phone.get()).then(|| view! { <p>{t::PHONE_FIRST}</p> })}
            <div class="row">
                <Button submit=true kind=ButtonKind::Secondary busy=Signal::derive(move || form.is_busy())>
                    {t::SAVE}
                </Button>
                <p role="status">{move || is_saved.get().then(|| t::SAVED.get())}</p>
            </div>
            <p class="soft">
                {t::CABINET}" "<Link href=pages::NOTICES.path>{notices::TITLE}</Link>
            </p>
        </form>
    }
}

const fn legend(kind: NoticeKind) -> Text {
    match kind {
        NoticeKind::Readings => t::READINGS,
        NoticeKind::Debt => t::DEBT,
        NoticeKind::Bill => t::BILL,
        NoticeKind::Payment => t::PAYMENT,
        NoticeKind::Outage => t::OUTAGE,
        NoticeKind::Case => t::CASE,
    }
}

/// Where letters are chosen that are not chosen here.
fn apart(kind: NoticeKind, number: &AccountNumber) -> Option<impl IntoView + use<>> {
    let (words, href) = match kind {
        NoticeKind::Bill => (t::BILL_LETTERS, pages::BILLS.href(&[number.as_str()])),
        NoticeKind::Outage => (t::OUTAGE_LETTERS, pages::OUTAGES.path.to_owned()),
        _ => return None,
    };
    Some(view! { <p><Link href>{words}</Link></p> })
}
