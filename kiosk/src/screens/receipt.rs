//! Paid: the slip on the screen, the same on paper, and «Забрали чек?».

use leptos::prelude::*;
use svetlitsa_api::receipts::ReceiptView;
use svetlitsa_ui::components::{ButtonKind, Icon, Qr, Sign, Slip};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::kiosk::receipt as t;
use svetlitsa_ui::texts::receipts;

use crate::flow::{Event, Step};
use crate::parts::{Act, Screen};
use crate::terminal::use_terminal;

/// Paid.
#[component]
pub(crate) fn ReceiptScreen(
    /// The receipt.
    receipt: Box<ReceiptView>,
) -> impl IntoView {
    let (amount, url) = (receipt.amount_kopecks, receipt.verification_url.clone());
    // The slip alone is drawn anew: as a copy once it was printed, and when its fiscal document has come.
    let terminal = use_terminal();
    let paper = terminal.read(|flow| match &flow.step {
        Step::Receipt { receipt, is_copy, .. } => Some((receipt.clone(), *is_copy)),
        _ => None,
    });
    let slip = move || paper.get().map(|(receipt, is_copy)| view! { <Slip receipt=*receipt is_copy/> });
    let code = format::receipt_code(&receipt.code);
    let lead = Words::live(move || t::text(&format::money(amount)));
    view! {
        <Screen title=t::TITLE lead hand=move || view! {
            <div class="taken">
                <dl class="taken__sum">
                    <div><dt>{receipts::TOTAL}</dt><dd>{move || format::money(amount)}</dd></div>
                    <div><dt>{receipts::CODE}</dt><dd class="slip__code">{code.clone()}</dd></div>
                </dl>
                <p class="taken__question"><Icon sign=Sign::Print/><span>{t::TAKEN}</span></p>
                <Act event=Event::Next words=t::DONE/>
                <div class="taken__others">
                    <Act event=Event::PrintAgain words=t::AGAIN kind=ButtonKind::Secondary/>
                    <Act event=Event::Another words=t::ANOTHER kind=ButtonKind::Secondary/>
                </div>
            </div>
        }>
            <div class="papers">
                <div class="slip__desk" tabindex="0">{slip}</div>
                <div class="papers__phone">
                    <Qr data=url label=t::QR large=true/>
                    <p>{t::PHONE}</p>
                </div>
            </div>
        </Screen>
    }
}
