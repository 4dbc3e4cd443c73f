//! Where there is no power: an address of the cabinet, or branch, street and house from the list of houses.

use leptos::prelude::*;
use svetlitsa_api::accounts::AccountSummary;
use svetlitsa_api::outages::{OutageBranch, OutageStreet, OutageStreets};
use svetlitsa_ui::client::outages as client;
use svetlitsa_ui::components::{Choice, Loaded, RadioGroup, Select};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::format;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::outages::report as t;

use super::fields::{ELSEWHERE, Fields};

/// Where there is no power.
#[component]
pub fn PlaceField(
    /// Accounts of the cabinet.
    accounts: Vec<AccountSummary>,
    /// Every branch.
    branches: Vec<OutageBranch>,
    /// The form.
    form: Form,
    /// Its fields.
    fields: Fields,
    /// Whom to call whose house is not listed.
    phone: Memo<String>,
) -> impl IntoView {
    let choices: Vec<_> = accounts
        .iter()
        .map(|account| Choice::new(account.number.as_str(), format::address(&account.address)))
        .chain([Choice::new(ELSEWHERE, t::ELSEWHERE)])
        .collect();
    let has_cabinet = choices.len() > 1;
    let is_elsewhere = Memo::new(move |_| fields.account.get() == ELSEWHERE);
    view! {
        {has_cabinet.then(|| view! {
            <RadioGroup name="account" label=t::WHERE value=fields.account choices error=form.error_of("account")/>
        })}
        {move || is_elsewhere.get().then(|| view! { <Elsewhere branches=branches.clone() form fields phone/> })}
    }
}

#[component]
fn Elsewhere(
    /// Every branch.
    branches: Vec<OutageBranch>,
    /// The form.
    form: Form,
    /// Its fields.
    fields: Fields,
    /// Whom to call whose house is not listed.
    phone: Memo<String>,
) -> impl IntoView {
    let Fields { branch, street, house, .. } = fields;
    let streets = Load::new(move || {
        let branch = branch.get();
        async move {
            if branch.is_empty() {
                return Ok(OutageStreets { items: Vec::new() });
            }
            client::list_streets(&branch).await
        }
    });
    // Another branch has other streets, another street other houses.
    Effect::watch(move || branch.get(), move |_, _, _| street.set(String::new()), false);
    Effect::watch(move || street.get(), move |_, _, _| house.set(String::new()), false);
    let choices = std::iter::once(Choice::new("", t::BRANCH_MISSING))
        .chain(branches.iter().map(|branch| Choice::new(branch.id.clone(), branch.name.clone())))
        .collect();
    view! {
        <Select name="branch" label=t::BRANCH value=branch choices error=form.error_of("branch")/>
        {move || (!branch.with(String::is_empty)).then(|| view! {
            <Loaded load=streets lines=2 let:list>
                {if list.items.is_empty() {
                    view! { <p>{move || t::no_houses(&format::phone(&phone.get()))}</p> }.into_any()
                } else {
                    view! {
                        <Houses streets=list.items form fields/>
                        <p class="soft">{move || t::not_listed(&format::phone(&phone.get()))}</p>
                    }
                    .into_any()
                }}
            </Loaded>
        })}
    }
}

#[component]
fn Houses(
    /// Streets of the branch.
    streets: Vec<OutageStreet>,
    /// The form.
    form: Form,
    /// Its fields.
    fields: Fields,
) -> impl IntoView {
    let Fields { street, house, .. } = fields;
    let choices = std::iter::once(Choice::new("", t::STREET_CHOOSE))
        .chain(streets.iter().map(|of| Choice::new(of.street.clone(), of.street.clone())))
        .collect();
    let streets = StoredValue::new(streets);
    let houses = move || {
        let chosen = street.get();
        let found = streets.with_value(|all| all.iter().find(|of| of.street == chosen).cloned())?;
        let choices = std::iter::once(Choice::new("", t::HOUSE_CHOOSE))
            .chain(found.houses.into_iter().map(|number| Choice::new(number.clone(), number)))
            .collect();
        Some(view! { <Select name="house" label=t::HOUSE value=house choices error=form.error_of("house")/> })
    };
    view! {
        <Select name="street" label=t::STREET value=street choices error=form.error_of("street")/>
        {houses}
    }
}
