//! Everything one fills in, empty, filled and wrong.

use leptos::prelude::*;
use svetlitsa_api::problem::ErrorCode;
use svetlitsa_domain::appeals::AppealKind;
use svetlitsa_ui::components::{
    Button, ButtonKind, ButtonLink, Checkbox, Choice, Dialog, ErrorSummary, FieldWidth, Link, NumberField,
    RadioGroup, Select, Sign, TextField, TextKind, Textarea,
};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::{fields, parts, receipts, shell};

use super::{Show, sample};

pub(super) fn forms() -> impl IntoView {
    view! {
        <Show name="button">{buttons()}</Show>
        <Show name="link">
            <div class="row">
                <Link href="/" sign=Sign::Phone>{sample::PHONE}</Link>
                <Link href="/">{shell::FOOTER_OFFICES}</Link>
            </div>
        </Show>
        <Show name="text_field"><form class="stack">
            <TextField name="plain" label=receipts::PAYER value=text("") hint=shell::DESCRIPTION/>
            <TextField name="mail" label=shell::NAV_SIGN_IN value=text("maria@demo") kind=TextKind::Email width=FieldWidth::Medium
                error=wrong(fields::NOT_AN_EMAIL)/>
            <TextField name="secret" label=parts::SHOW_PASSWORD value=text("svetlitsa") kind=TextKind::Password width=FieldWidth::Medium
                autocomplete="current-password"/>
            <TextField name="more" label=receipts::ACCOUNT value=text("67100000017") kind=TextKind::Digits width=FieldWidth::Short is_optional=true/>
        </form></Show>
        <Show name="number_field">
            <NumberField name="amount" label=receipts::TOTAL value=text("1234,56") unit="₽" is_decimal=true/>
            <NumberField name="amount-wrong" label=receipts::TOTAL value=text("0,001") unit="₽" is_decimal=true error=wrong(fields::TOO_PRECISE)/>
        </Show>
        <Show name="select"><Select name="kind-select" label=receipts::SERVICE value=text("complaint") choices=kinds()/></Show>
        <Show name="radio_group">
            <RadioGroup name="kind" label=receipts::SERVICE value=text("complaint") choices=kinds()/>
            <RadioGroup name="kind-wrong" label=receipts::SERVICE value=text("") choices=kinds() row=true error=wrong(fields::NOT_A_CHOICE)/>
        </Show>
        <Show name="checkbox">
            <Checkbox name="agree" label=parts::DEMO_TEXT checked=RwSignal::new(true)/>
            <Checkbox name="agree-wrong" label=parts::DEMO_TEXT checked=RwSignal::new(false) error=wrong(fields::REQUIRED)/>
        </Show>
        <Show name="textarea">
            <Textarea name="text" label=receipts::SERVICE value=text("") max=4000 hint=shell::DESCRIPTION/>
            <Textarea name="text-long" label=receipts::SERVICE value=text(&shell::DESCRIPTION.get_untracked().repeat(3)) max=200
                error=wrong(fields::TOO_LONG)/>
        </Show>
        <Show name="error_summary">{summaries()}</Show>
        <Show name="dialog">{dialog()}</Show>
    }
}

fn text(typed: &str) -> RwSignal<String> {
    RwSignal::new(typed.to_owned())
}

fn wrong(message: svetlitsa_ui::i18n::Text) -> Signal<Option<Words>> {
    Signal::stored(Some(message.into()))
}

fn kinds() -> Vec<Choice> {
    AppealKind::ALL.map(|kind| Choice::new(kind.as_str(), names::appeal_kind(kind))).into()
}

fn buttons() -> impl IntoView {
    let kinds =
        [ButtonKind::Primary, ButtonKind::Lit, ButtonKind::Secondary, ButtonKind::Danger, ButtonKind::Quiet];
    view! {
        <div class="row">{kinds.map(|kind| view! { <Button kind>{parts::RETRY}</Button> })}</div>
        <div class="row">{kinds.map(|kind| view! { <Button kind small=true>{parts::RETRY}</Button> })}</div>
        <div class="row">
            <Button busy=Signal::stored(true)>{parts::RETRY}</Button>
            <Button disabled=Signal::stored(true)>{parts::RETRY}</Button>
            <ButtonLink href="/" kind=ButtonKind::Secondary>{shell::NAV_STATUS}</ButtonLink>
        </div>
        <Button wide=true>{parts::RETRY}</Button>
    }
}

fn summaries() -> impl IntoView {
    let (fields_wrong, whole_wrong) = (Form::new(), Form::new());
    Effect::new(move || {
        fields_wrong.check(vec![
            FieldError::new("mail", fields::NOT_AN_EMAIL),
            FieldError::new("text-long", fields::TOO_LONG),
        ]);
        whole_wrong.fail(sample::refusal(ErrorCode::Unavailable));
    });
    view! {
        <ErrorSummary form=fields_wrong/>
        <ErrorSummary form=whole_wrong/>
    }
}

fn dialog() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button kind=ButtonKind::Secondary on_press=move |()| open.set(true)>{parts::PREVIEW_END}</Button>
        <Dialog
            open
            id="gallery-dialog"
            title=parts::PREVIEW_END
            buttons=move || view! {
                <Button on_press=move |()| open.set(false)>{parts::BACK}</Button>
                <Button kind=ButtonKind::Danger on_press=move |()| open.set(false)>{parts::PREVIEW_END}</Button>
            }
        >
            <p>{parts::DEMO_TEXT}</p>
        </Dialog>
    }
}
