//! What the month would cost where no meter tells: the norm, and the norm with its factor.

use std::sync::Arc;

use leptos::prelude::*;
use svetlitsa_api::tariffs::TariffSheet;
use svetlitsa_domain::readings::NoReading;
use svetlitsa_domain::tariffs::{Category, Service, Stove};
use svetlitsa_ui::components::{Choice, Select};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::tariffs::{norm as n, without as t};

use super::answer::household;
use super::question::Question;
use super::reckoning::{Household, Rules, as_view};
use crate::pages::bill::line::Line;
use crate::pages::tariffs::book::{self, Home};
use crate::pages::tariffs::norms::stove as stove_words;

/// What the month would cost without a meter.
#[component]
pub fn WithoutMeter(
    /// What is asked.
    question: Question,
    /// Prices of the category.
    rules: Memo<Option<Arc<Rules>>>,
    /// Everything of the branch.
    sheet: Arc<TariffSheet>,
) -> impl IntoView {
    let is_power = question.service == Service::Electricity;
    let residents = (1..=9_u8)
        .map(|count| Choice::new(count.to_string(), Words::live(move || n::people(&count.to_string()))))
        .collect();
    let rooms = (1..=4_u8)
        .map(|count| {
            let words = move || {
                let count = count.to_string();
                if count == "4" { n::rooms_and_more(&count) } else { n::rooms(&count) }
            };
            Choice::new(count.to_string(), Words::live(words))
        })
        .collect::<Vec<_>>();
    let lines = move || {
        let (rules, month) = (rules.get()?, question.month()?);
        let home = Home {
            stove: question.stove(),
            rooms: question.rooms.get().parse().unwrap_or(1),
            residents: question.residents.get().parse().unwrap_or(1),
        };
        let norm = book::norm(&sheet, question.service, home);
        let household = Household { norm, ..household(question) };
        if norm.is_none() {
            return Some(view! { <p>{t::NO_NORM}</p> }.into_any());
        }
        let (service, tariffs) = (question.service, rules.cited());
        let told = [(NoReading::NotReported, t::SILENT), (NoReading::NoMeter, t::NO_METER)];
        let told = told.into_iter().filter_map(|(cause, words)| {
            let lines = rules.by_norm(household, month, cause).ok()?;
            let lines = lines
                .into_iter()
                .map(|line| view! { <Line line=as_view(line) service tariffs=tariffs.clone()/> })
                .collect_view();
            Some(view! { <p>{words}</p><ol class="bill__lines">{lines}</ol> })
        });
        Some(view! { <div class="stack" data-gap="small">{told.collect_view()}</div> }.into_any())
    };
    view! {
        <section class="stack" data-gap="small">
            <h3>{t::TITLE}</h3>
            <form class="tariffs__fields" on:submit=|event| event.prevent_default()>
                <Select name="residents" label=t::RESIDENTS value=question.residents choices=residents/>
                {is_power.then(|| view! { <Select name="rooms" label=t::ROOMS value=question.rooms choices=rooms.clone()/> })}
                {move || (is_power && question.category() == Category::Rural).then(|| {
                    let choices = [Stove::Gas, Stove::Electric]
                        .map(|stove| Choice::new(stove.as_str(), stove_words(stove)))
                        .to_vec();
                    view! { <Select name="stove" label=t::STOVE value=question.stove choices/> }
                })}
            </form>
            {lines}
        </section>
    }
}
