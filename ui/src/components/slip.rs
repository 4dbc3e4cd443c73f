//! The slip (чек): a receipt that looks like paper and prints like one, with its QR and its code.

use leptos::prelude::*;
use svetlitsa_api::receipts::{FiscalView, ReceiptView, TransferStatus};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::receipts::FiscalKind;

use super::Qr;
use crate::i18n::Text;
use crate::texts::receipts as t;
use crate::{format, names};

/// A receipt, on the screen and on paper.
#[component]
pub fn Slip(
    /// What it says.
    receipt: ReceiptView,
    /// It was given out on paper before: what is printed now says so, above and below.
    #[prop(optional)]
    is_copy: bool,
) -> impl IntoView {
    let copy = move || is_copy.then(|| view! { <p class="slip__copy">{t::COPY}</p> });
    let (branch, legal, number) =
        (receipt.branch_name.clone(), receipt.legal_name.clone(), receipt.number.clone());
    let (inn, phone, amount) = (receipt.inn.clone(), receipt.phone.clone(), receipt.amount_kopecks);
    let (url, code) = (receipt.verification_url.clone(), format::receipt_code(&receipt.code));
    let documents = [receipt.fiscal.clone()].into_iter().flatten().chain(receipt.fiscal_later.clone());
    let documents: Vec<_> = documents.map(fiscal).collect();
    let is_expected = receipt.is_fiscal_expected;
    view! {
        <article class="slip">
            {copy}
            <header class="slip__head">
                <p><strong>{branch}</strong></p>
                <small>{legal}</small>
                <small>{move || t::inn(&inn)}</small>
                <h2 class="slip__title">{move || t::slip_title(&number)}</h2>
            </header>
            <dl class="slip__rows">{move || rows(&receipt)}</dl>
            <p class="slip__total">
                <span>{t::TOTAL}</span>
                <strong>{move || format::money(amount)}</strong>
            </p>
            {documents}
            {is_expected.then(|| view! { <p class="slip__foot">{t::FISCAL_EXPECTED}</p> })}
            <div class="slip__proof">
                <Qr data=url label=t::CODE_HINT/>
                <p>{t::CODE}</p>
                <p class="slip__code">{code}</p>
            </div>
            <p class="slip__foot">{t::CODE_HINT}<br/>{move || t::phone(&phone)}</p>
            {copy}
        </article>
    }
}

/// Everything that identifies the payment, in the order of the paper.
fn rows(receipt: &ReceiptView) -> Vec<AnyView> {
    let place = receipt.terminal.as_deref().map_or_else(|| t::PLACE_SITE.get().to_owned(), t::place_terminal);
    let mut rows = vec![
        row(t::PAID, format::moment_with_zone(receipt.paid)),
        row(t::PLACE, place),
        row(t::ACCOUNT, receipt.account.as_str().to_owned()),
        row(t::PAYER, receipt.payer.clone()),
        row(t::SERVICE, names::service(receipt.service).get().to_owned()),
        row(t::PERIOD, format::period(receipt.period)),
        row(t::PAYEE, receipt.payee_name.clone()),
        row(t::PAYEE_INN, receipt.payee_inn.clone()),
        row(t::METHOD, names::method(receipt.method).get().to_owned()),
    ];
    rows.extend(receipt.instrument.clone().map(|instrument| row(t::INSTRUMENT, instrument)));
    rows.extend(receipt.operation_id.clone().map(|id| row(t::OPERATION, id)));
    for reading in receipt.readings() {
        let values = reading
            .values
            .iter()
            .map(|value| format!("{} {}", names::zone(value.zone).get(), format::number(value.value.into())));
        let values = values.collect::<Vec<_>>().join(", ");
        let verdict = names::verdict(reading.status).get();
        rows.push(line(t::reading(&format::date(reading.taken_on)), format!("{values} ({verdict})")));
    }
    rows.push(row(t::COMMISSION, format::money(receipt.commission_kopecks)));
    let balance = receipt.balance_after_kopecks;
    let name = match balance.0 {
        0 => t::BALANCE_ZERO,
        1.. => t::BALANCE_OWED,
        _ => t::BALANCE_AHEAD,
    };
    rows.push(row(name, format::money(Kopecks(balance.0.saturating_abs()))));
    let transfer = names::transfer(receipt.transfer).get().to_owned();
    rows.push(row(t::TRANSFER, transfer));
    if receipt.transfer == TransferStatus::HandedToBank {
        rows.push(line(t::credit_until(&format::moment(receipt.credit.due)), String::new()));
    }
    rows
}

/// A fiscal document: what it is known by, and the code that the tax service's program reads.
fn fiscal(document: FiscalView) -> AnyView {
    let title = match document.kind {
        FiscalKind::Sale => t::FISCAL,
        FiscalKind::Refund => t::FISCAL_REFUND,
        FiscalKind::Correction => t::FISCAL_CORRECTION,
    };
    let qr = document.qr.clone();
    let rows = move || {
        let mut rows = vec![row(t::FISCAL_TIME, format::moment_with_zone(document.registered))];
        rows.push(row(t::FISCAL_TOTAL, format::money(document.total_kopecks)));
        rows.extend(document.register.clone().map(|number| row(t::FISCAL_REGISTER, number)));
        rows.push(row(t::FISCAL_STORAGE, document.storage.clone()));
        rows.push(row(t::FISCAL_DOCUMENT, document.document.clone()));
        rows.push(row(t::FISCAL_SIGN, document.sign.clone()));
        rows
    };
    view! {
        <section class="slip__fiscal">
            <h3>{title}</h3>
            <dl class="slip__rows">{rows}</dl>
            <div class="slip__proof"><Qr data=qr label=t::FISCAL_HINT/><p>{t::FISCAL_HINT}</p></div>
        </section>
    }
    .into_any()
}

pub(super) fn row(name: Text, value: String) -> AnyView {
    line(name.get().to_owned(), value)
}

pub(super) fn line(name: String, value: String) -> AnyView {
    view! { <div class="slip__row"><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
}
