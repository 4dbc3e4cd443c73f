//! The QR of the fast payments system, and how long it is waited for.

use chrono::TimeDelta;
use leptos::prelude::*;
use svetlitsa_ui::components::{Notice, NoticeKind, Qr};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::kiosk::paying as t;

use crate::flow::{Flow, Paying, Step};
use crate::parts::{Screen, grouped};
use crate::terminal::use_terminal;

/// The QR is on the screen.
#[component]
pub(crate) fn PayingScreen(
    /// The payment as it was when the screen appeared; what changes is read from the machine.
    paying: Box<Paying>,
) -> impl IntoView {
    let terminal = use_terminal();
    let qr = terminal.read(|flow| of(flow).and_then(|paying| paying.payment.qr_payload.clone()));
    let is_cut_off = terminal.read(|flow| of(flow).is_some_and(|paying| paying.is_cut_off));
    let is_silent = terminal.read(|flow| of(flow).is_some_and(|paying| paying.payment.is_acquirer_silent));
    let left =
        terminal.read(|flow| Some(of(flow)?.deadline()?.signed_duration_since(flow.now?).num_seconds()));
    let payment = paying.payment;
    let account = grouped(payment.account.as_str());
    let title = move || if qr.with(Option::is_some) { t::TITLE } else { t::PREPARING };
    let how = move || {
        view! {
            <ol class="steps">
                <li>{t::ONE}</li>
                <li>{t::TWO}</li>
                <li>{t::THREE}</li>
            </ol>
            <p class="soft">{t::THEN}</p>
            <p class="paying__left">{move || left.get().filter(|_| qr.with(Option::is_some)).map(countdown)}</p>
        }
    };
    view! {
        <Screen title=Words::live(move || title().get().to_owned()) hand=how>
            <div class="paying">
                <div class="paying__code">
                    {move || match qr.get() {
                        Some(data) => view! { <Qr data label=t::QR large=true/> }.into_any(),
                        None => view! { <p class="paying__preparing">{t::PREPARING_TEXT}</p> }.into_any(),
                    }}
                </div>
                <dl class="paying__sum">
                    <div data-main="">
                        <dt>{t::SUM}</dt>
                        <dd>{move || format::money(payment.amount_kopecks)}</dd>
                    </div>
                    <div><dt>{t::COMMISSION}</dt><dd>{move || format::money(payment.commission_kopecks)}</dd></div>
                    <div><dt>{t::ACCOUNT}</dt><dd>{account}</dd></div>
                </dl>
            </div>
            {move || is_cut_off.get().then(|| view! {
                <Notice kind=NoticeKind::Warning is_news=true><p>{t::CUT_OFF}</p></Notice>
            })}
            {move || (is_silent.get() && !is_cut_off.get()).then(|| view! {
                <Notice kind=NoticeKind::Warning is_news=true><p>{t::SILENT}</p></Notice>
            })}
        </Screen>
    }
}

fn of(flow: &Flow) -> Option<&Paying> {
    match &flow.step {
        Step::Paying(paying) => Some(paying),
        _ => None,
    }
}

/// `Ждём оплату ещё 9 мин 41 с`; tracked, as it speaks a language.
fn countdown(seconds: i64) -> String {
    let left = TimeDelta::seconds(seconds);
    if left <= TimeDelta::zero() {
        return t::OVER.get().to_owned();
    }
    let (minutes, seconds) = (left.num_minutes(), left.num_seconds() % 60);
    t::left(&if minutes > 0 {
        t::minutes(&minutes.to_string(), &seconds.to_string())
    } else {
        t::seconds(&seconds.to_string())
    })
}
