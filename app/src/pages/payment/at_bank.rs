//! The bank waits for the payer, who may have paid there already.

use leptos::prelude::*;
use svetlitsa_ui::components::{
    Button, ButtonKind, ButtonLink, Details, Notice, NoticeKind, PageHeader, Progress,
};
use svetlitsa_ui::format;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::payments::at_bank as t;

use super::live::Live;
use super::readings::GivenReadings;
use super::search::Search;
use super::with_sum;
use crate::preview_notice::PreviewNotice;

/// The bank waits for the payer.
#[component]
pub fn AtBank(
    /// The payment.
    live: Live,
) -> impl IntoView {
    let session = use_session();
    let is_preview = Memo::new(move |_| session.is_preview());
    let is_asking = RwSignal::new(false);
    let link = Memo::new(move |_| live.payment().and_then(|payment| payment.confirmation_url));
    let expires = Memo::new(move |_| live.payment().and_then(|payment| payment.expires));
    let is_silent = Memo::new(move |_| live.payment().is_some_and(|payment| payment.is_acquirer_silent));
    let ask = Callback::new(move |()| {
        is_asking.set(true);
        live.refresh();
    });
    let ways = move || {
        (!is_preview.get()).then(|| {
            view! {
                <div class="row">
                    {link.get().map(|href| view! { <ButtonLink href leaves=true>{t::TO_BANK}</ButtonLink> })}
                    <Button kind=ButtonKind::Secondary on_press=ask>{t::PAID}</Button>
                </div>
            }
        })
    };
    view! {
        <PageHeader title=with_sum(live, t::title) lead=t::LEAD/>
        <PreviewNotice/>
        <Search live/>
        {ways}
        {move || is_asking.get().then(|| view! { <Progress name="asking" label=t::ASKING/> })}
        {move || is_silent.get().then(|| view! {
            <Notice kind=NoticeKind::Warning is_news=true><p>{t::SILENT}</p></Notice>
        })}
        <GivenReadings live/>
        {move || expires.get().map(|moment| view! { <p>{t::until(&format::moment(moment))}</p> })}
        <Details summary=t::CHANGED_TITLE><p>{t::CHANGED}</p></Details>
    }
}
