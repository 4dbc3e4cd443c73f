//! An appeal as its author sees it: what we answered, the promise, the road, and the author's own words.

use leptos::prelude::*;
use svetlitsa_api::appeals::{AppealEvent, AppealView};
use svetlitsa_domain::appeals::AppealStage;
use svetlitsa_ui::components::{
    Definition, DefinitionList, Details, Notice, NoticeKind, PromiseClock, StepList,
};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::appeals::case as t;
use svetlitsa_ui::texts::surveys as opinions;
use svetlitsa_ui::{format, names};

use super::author::AuthorSteps;
use super::stage_tag::AppealStageTag;
use super::steps::steps;
use crate::attachments::{CameFiles, CameFor};
use crate::opinion::{KnownBy, Opinion};

/// An appeal as its author sees it, and what its author can do.
#[component]
pub fn AppealCase(
    /// The appeal.
    appeal: AppealView,
    /// The contact that opened it; none in the cabinet that it was filed from.
    #[prop(optional)]
    contact: Option<String>,
    /// The road and the text are folded away: one of a list.
    #[prop(optional)]
    is_folded: bool,
) -> impl IntoView {
    // What is said stays in sight although it is no longer asked.
    let is_asked = appeal.is_asked;
    let number = appeal.number.clone();
    let shown = RwSignal::new(appeal);
    let contact = contact.unwrap_or_default();
    let known_by = KnownBy::Contact(number, contact.clone());
    let reader = CameFor::Author(contact.clone());
    view! {
        {move || draw(shown.get(), is_folded, reader.clone())}
        {is_asked.then(|| view! {
            <div class="stack" data-gap="small">
                <h2>{opinions::TITLE}</h2>
                <Opinion known_by form=Form::new()/>
            </div>
        })}
        <AuthorSteps shown contact/>
    }
}

fn draw(appeal: AppealView, is_folded: bool, reader: CameFor) -> impl IntoView {
    let quoted = quoted(&appeal);
    let registered = appeal.registered;
    let refusal = appeal.refusal.map(|ground| {
        view! {
            <Notice kind=NoticeKind::Warning>
                <p>{move || t::refused(names::refusal_ground(ground).get())}</p>
            </Notice>
        }
    });
    let repeats = appeal.repeats.clone().map(|number| view! { <p>{move || t::repeats(&number)}</p> });
    let hurried = appeal.is_hurried.then(|| view! { <p><strong>{t::HURRIED}</strong></p> });
    let letter = quoted.map(|(at, kind, title)| {
        let words = appeal.events[at].text.clone().unwrap_or_default();
        let (phone, number) = (appeal.phone.clone(), appeal.number.clone());
        let reply = (kind == NoticeKind::Warning).then(|| {
            view! { <p>{move || t::reply(&phone, &number)}</p> }
        });
        view! {
            <Notice kind title=title>
                <p class="case__words">{words}</p>
                {reply}
            </Notice>
        }
    });
    let road = view! { <StepList steps=steps(&appeal.events, quoted.map(|(at, ..)| at))/> };
    let text = view! {
        <p class="case__words">{appeal.text}</p>
        <CameFiles number=appeal.number.clone() files=appeal.files reader/>
    };
    let rest = if is_folded {
        view! {
            <Details summary=t::MORE>
                {road}
                <h3>{t::TEXT}</h3>
                {text}
            </Details>
        }
        .into_any()
    } else {
        let account = appeal.account.map(|number| Definition::new(t::ACCOUNT, number.to_string()));
        let facts = std::iter::once(Definition::new(t::CONTACT, appeal.masked_contact)).chain(account);
        view! {
            <h2>{t::ROAD}</h2>
            {road}
            <h2>{t::TEXT}</h2>
            {text}
            <DefinitionList items=facts.collect()/>
        }
        .into_any()
    };
    view! {
        <div class="case">
            <div class="row">
                <AppealStageTag stage=appeal.stage/>
                <span class="soft">{move || t::registered(&format::moment(registered))}</span>
            </div>
            {refusal}
            {letter}
            {repeats}
            {hurried}
            <PromiseClock clock=appeal.clock phone=appeal.phone/>
            {rest}
        </div>
    }
}

/// Which words of ours matter most now: a question that waits for the author, or the answer.
fn quoted(appeal: &AppealView) -> Option<(usize, NoticeKind, Text)> {
    let is_ours = |event: &AppealEvent| event.text.is_some() && !event.is_by_author;
    let last = appeal.events.iter().rposition(is_ours)?;
    match appeal.stage {
        AppealStage::NeedsData => Some((last, NoticeKind::Warning, t::WANTED)),
        AppealStage::Answered | AppealStage::Refused | AppealStage::Closed => {
            Some((last, NoticeKind::Success, t::ANSWER))
        }
        AppealStage::Registered
        | AppealStage::Checked
        | AppealStage::Routed
        | AppealStage::InWork
        | AppealStage::Reopened => None,
    }
}
