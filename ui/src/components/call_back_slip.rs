//! The slip of a call that somebody asked for at a terminal: its number, what it is about, and until when.

use leptos::prelude::*;
use svetlitsa_api::accounts::BranchContact;
use svetlitsa_api::appeals::AppealView;

use super::Qr;
use super::slip::row;
use crate::format;
use crate::texts::{kiosk::called as t, receipts};

/// A call that was asked for, on paper.
#[component]
pub fn CallBackSlip(
    /// What was registered.
    appeal: AppealView,
    /// Who will call; absent when the terminal knows no branch.
    branch: Option<BranchContact>,
    /// Number of the terminal.
    terminal: String,
    /// Where its state is looked up.
    status_url: String,
) -> impl IntoView {
    let (number, phone) = (appeal.number.clone(), appeal.phone.clone());
    let rows = move || {
        let mut rows = vec![
            row(receipts::PAID, format::moment_with_zone(appeal.registered)),
            row(receipts::PLACE, receipts::place_terminal(&terminal)),
            row(t::PHONE, appeal.masked_contact.clone()),
        ];
        let account = appeal.account.as_ref();
        rows.extend(account.map(|account| row(receipts::ACCOUNT, account.as_str().to_owned())));
        rows.push(row(t::DUE, format::moment(appeal.clock.due)));
        rows
    };
    view! {
        <article class="slip">
            <header class="slip__head">
                {branch.map(|branch| view! {
                    <p><strong>{branch.name}</strong></p>
                    <small>{branch.legal_name}</small>
                })}
                <h2 class="slip__title">{move || t::slip_title(&number)}</h2>
            </header>
            <dl class="slip__rows">{rows}</dl>
            <div class="slip__proof"><Qr data=status_url label=t::QR/></div>
            <p class="slip__foot">{t::QR}<br/>{move || receipts::phone(&phone)}</p>
        </article>
    }
}
