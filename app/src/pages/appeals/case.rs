//! An appeal as its author sees it: what we answered, the promise, the road, and the author's own words.

use leptos::prelude::*;
use svetlitsa_api::appeals::AppealView;
use svetlitsa_domain::appeals::AppealStage;
use svetlitsa_ui::components::{
    Definition, DefinitionList, Details, Notice, NoticeKind, PromiseClock, StepList,
};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::appeals::case as t;

use super::stage_tag::AppealStageTag;
use super::steps::steps;

/// An appeal as its author sees it.
#[component]
pub fn AppealCase(
    /// The appeal.
    appeal: AppealView,
    /// The road and the text are folded away: one of a list.
    #[prop(optional)]
    is_folded: bool,
) -> impl IntoView {
    let quoted = quoted(&appeal);
    let registered = appeal.registered;
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
    let text = view! { <p class="case__words">{appeal.text}</p> };
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
            {letter}
            <PromiseClock clock=appeal.clock phone=appeal.phone/>
            {rest}
        </div>
    }
}

/// Which words of ours matter most now: a question that waits for the author, or the answer.
fn quoted(appeal: &AppealView) -> Option<(usize, NoticeKind, Text)> {
    let last = appeal.events.iter().rposition(|event| event.text.is_some())?;
    match appeal.stage {
        AppealStage::NeedsData => Some((last, NoticeKind::Warning, t::WANTED)),
        AppealStage::Answered | AppealStage::Closed => Some((last, NoticeKind::Success, t::ANSWER)),
        AppealStage::Registered | AppealStage::InWork => None,
    }
}
