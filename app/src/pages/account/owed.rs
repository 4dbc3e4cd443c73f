//! What is owed, to whom, and how much of it can be paid here.

use leptos::prelude::*;
use svetlitsa_api::accounts::{AccountOverview, BalanceLine};
use svetlitsa_api::pages;
use svetlitsa_domain::Kopecks;
use svetlitsa_ui::components::{ButtonKind, ButtonLink, Column, Details, Link, Table};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::{accounts as t, autopay as a, payees as p};

/// A balance in words, with its sum unless it is nothing. One that is not shown is said to be hidden: it is not nothing.
pub(crate) fn standing(balance: Option<Kopecks>) -> (Text, Option<Kopecks>) {
    match balance {
        None => (t::HIDDEN, None),
        Some(Kopecks(0)) => (t::EVEN, None),
        Some(owed @ Kopecks(1..)) => (t::OWED, Some(owed)),
        Some(ahead) => (t::AHEAD, Some(ahead.abs())),
    }
}

/// What a payment made here would settle: the debt to today's payee.
pub(crate) fn payable(lines: &[BalanceLine]) -> Kopecks {
    let sum: Kopecks =
        lines.iter().filter(|line| line.is_current_payee).map(|line| line.amount_kopecks).sum();
    sum.max(Kopecks::ZERO)
}

/// What a payee is owed, and who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwedTo {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) is_current: bool,
    pub(crate) sum: Kopecks,
}

/// Each payee that is owed something, today's first; former ones that are even are left out.
pub(crate) fn owed_by_payee(lines: &[BalanceLine]) -> Vec<OwedTo> {
    let mut found: Vec<OwedTo> = Vec::new();
    for line in lines {
        match found.iter_mut().find(|owed| owed.id == line.payee) {
            Some(owed) => owed.sum += line.amount_kopecks,
            None => found.push(OwedTo {
                id: line.payee.clone(),
                name: line.payee_name.clone(),
                is_current: line.is_current_payee,
                sum: line.amount_kopecks,
            }),
        }
    }
    found.retain(|owed| owed.is_current || owed.sum.is_positive());
    found.sort_by_key(|owed| !owed.is_current);
    found
}

/// The payee of today, when something is owed to it.
pub(crate) fn current_payee(lines: &[BalanceLine]) -> Option<&str> {
    lines.iter().find(|line| line.is_current_payee).map(|line| line.payee_name.as_str())
}

/// What is owed to payees of former times, with their names.
pub(crate) fn owed_elsewhere(lines: &[BalanceLine]) -> Option<(String, Kopecks)> {
    let old: Vec<&BalanceLine> =
        lines.iter().filter(|line| !line.is_current_payee && line.amount_kopecks.is_positive()).collect();
    let mut payees: Vec<&str> = old.iter().map(|line| line.payee_name.as_str()).collect();
    payees.dedup();
    (!old.is_empty()).then(|| (payees.join(", "), old.iter().map(|line| line.amount_kopecks).sum()))
}

/// The sum, to whom it goes, and the way to pay.
#[component]
pub fn Owed(
    /// The account.
    overview: AccountOverview,
) -> impl IntoView {
    let (words, sum) = standing(overview.account.balance_kopecks);
    if overview.account.balance_kopecks.is_none() {
        return view! {
            <section class="account__owed">
                <h2 class="account__small-title">{words}</h2>
                <p>{t::HIDDEN_TEXT}</p>
            </section>
        }
        .into_any();
    }
    let is_payable = payable(&overview.balances).is_positive();
    let href = pages::PAY.href(&[overview.account.number.as_str()]);
    let payee = current_payee(&overview.balances).filter(|_| is_payable).map(str::to_owned);
    let elsewhere = owed_elsewhere(&overview.balances);
    let sees_bills = overview.account.may().view;
    let is_own = overview.account.shared.is_none() && overview.takes_payments;
    let [bills, debt, payees, autopay] = [pages::BILLS, pages::DEBT, pages::PAYEES, pages::AUTOPAY]
        .map(|page| page.href(&[overview.account.number.as_str()]));
    let way = if !overview.account.may().pay {
        ().into_any()
    } else if overview.takes_payments {
        let (kind, words) =
            if is_payable { (ButtonKind::Primary, t::PAY) } else { (ButtonKind::Secondary, t::PAY_AHEAD) };
        view! { <div data-print="never"><ButtonLink href kind>{words}</ButtonLink></div> }.into_any()
    } else {
        view! { <p>{t::NO_PAYMENTS}</p> }.into_any()
    };
    view! {
        <section class="account__owed">
            <h2 class="account__small-title">{words}</h2>
            {sum.map(|sum| view! { <p class="amount" data-size="display">{move || format::money(sum)}</p> })}
            {payee.map(|payee| view! { <p>{move || t::current_payee(&payee)}</p> })}
            {elsewhere.map(|(payee, sum)| view! {
                <p class="account__elsewhere">{move || match is_payable {
                    true => t::old_payee(&format::money(sum), &payee),
                    false => t::old_payee_only(&payee),
                }}</p>
            })}
            {way}
            {sees_bills.then(|| view! {
                <p data-print="never"><Link href=bills>{t::BILLS}</Link></p>
                <p data-print="never"><Link href=debt>{t::DEBT}</Link></p>
                <p data-print="never"><Link href=payees>{p::LINK}</Link></p>
                {is_own.then(|| view! { <p data-print="never"><Link href=autopay>{a::LINK}</Link></p> })}
            })}
            {(overview.balances.len() > 1).then(|| view! {
                <Details summary=t::WHOLE><Lines lines=overview.balances/></Details>
            })}
        </section>
    }
    .into_any()
}

/// The balance line by line.
#[component]
fn Lines(
    /// Payee by payee, month by month.
    lines: Vec<BalanceLine>,
) -> impl IntoView {
    let total: Kopecks = lines.iter().map(|line| line.amount_kopecks).sum();
    let rows = lines
        .into_iter()
        .map(|line| {
            vec![
                view! { <span>{move || format::period(line.period)}</span> }.into_any(),
                line.payee_name.into_any(),
                view! { <span>{move || format::money(line.amount_kopecks)}</span> }.into_any(),
            ]
        })
        .collect();
    let total = vec![
        t::TOGETHER.into_view(),
        ().into_any(),
        view! { <span>{move || format::money(total)}</span> }.into_any(),
    ];
    let columns = vec![Column::words(t::PERIOD), Column::words(t::PAYEE), Column::numbers(t::SUM)];
    view! { <Table caption=t::WHOLE columns rows total/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(payee: &str, is_current_payee: bool, period: &str, kopecks: i64) -> BalanceLine {
        BalanceLine {
            payee: payee.to_lowercase(),
            payee_name: payee.to_owned(),
            is_current_payee,
            period: period.parse().unwrap(),
            amount_kopecks: Kopecks(kopecks),
        }
    }

    #[test]
    fn old_debts_are_not_payable_here() {
        let lines = [
            line("Old", false, "2021-09", 118_405),
            line("Old", false, "2021-10", 123_165),
            line("New", true, "2026-10", 50_000),
            line("New", true, "2026-11", -20_000),
        ];
        assert_eq!(payable(&lines), Kopecks(30_000));
        assert_eq!(current_payee(&lines), Some("New"));
        assert_eq!(owed_elsewhere(&lines), Some(("Old".to_owned(), Kopecks(241_570))));
    }

    #[test]
    fn each_payee_is_owed_apart() {
        let lines = [
            line("Old", false, "2021-09", 118_405),
            line("Even", false, "2021-10", 100),
            line("Even", false, "2021-11", -100),
            line("New", true, "2026-10", 50_000),
            line("Old", false, "2021-10", 1),
        ];
        let told: Vec<_> = owed_by_payee(&lines).into_iter().map(|owed| (owed.id, owed.sum)).collect();
        assert_eq!(told, [("new".to_owned(), Kopecks(50_000)), ("old".to_owned(), Kopecks(118_406))]);
    }

    #[test]
    fn what_is_not_shown_is_not_said_to_be_nothing() {
        let words = |balance: Option<i64>| standing(balance.map(Kopecks));
        let [hidden, even, owed, ahead] = [None, Some(0), Some(1), Some(-7)].map(words);
        assert_eq!([hidden.1, even.1, owed.1, ahead.1], [None, None, Some(Kopecks(1)), Some(Kopecks(7))]);
        assert!(hidden.0 != even.0);
    }

    #[test]
    fn money_paid_ahead_is_no_debt() {
        let ahead = [line("New", true, "2026-11", -20_000)];
        assert_eq!(payable(&ahead), Kopecks::ZERO);
        assert_eq!(owed_elsewhere(&ahead), None);
        assert_eq!(payable(&[]), Kopecks::ZERO);
    }
}
