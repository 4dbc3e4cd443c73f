//! An application as its author sees it: the promise that runs, our last word, and the road.

use leptos::prelude::*;
use svetlitsa_api::applications::ApplicationView;
use svetlitsa_domain::applications::ApplicationStage;
use svetlitsa_ui::components::{
    Definition, DefinitionList, Details, Notice, NoticeKind, PromiseClock, StepList,
};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::applications::case as t;

use super::stage_tag::ApplicationStageTag;
use super::steps::steps;

/// An application as its author sees it.
#[component]
pub fn ApplicationCase(
    /// The application.
    application: ApplicationView,
    /// The road is folded away: one of a list.
    #[prop(optional)]
    is_folded: bool,
) -> impl IntoView {
    let quoted = quoted(&application);
    let filed = application.filed;
    let news = quoted.map(|(at, kind, title)| {
        let words = application.events[at].text.clone().unwrap_or_default();
        let (phone, number) = (application.phone.clone(), application.number.clone());
        let reply = (kind != NoticeKind::Info).then(|| view! { <p>{move || t::reply(&phone, &number)}</p> });
        view! {
            <Notice kind title=title>
                <p class="case__words">{words}</p>
                {reply}
            </Notice>
        }
    });
    let road = view! {
        <StepList steps=steps(&application.events, &application.road, quoted.map(|(at, ..)| at))/>
    };
    let account = application.account.map(|number| Definition::new(t::ACCOUNT, number.to_string()));
    let facts = std::iter::once(Definition::new(t::BRANCH, application.branch_name)).chain(account);
    let facts = view! { <DefinitionList items=facts.collect()/> };
    let rest = if is_folded {
        view! { <Details summary=t::MORE>{road} {facts}</Details> }.into_any()
    } else {
        view! { <h2>{t::ROAD}</h2> {road} {facts} }.into_any()
    };
    let clock = application.clock.map(|clock| view! { <PromiseClock clock phone=application.phone/> });
    view! {
        <div class="case">
            <p class="case__subject">{application.subject}</p>
            <div class="row">
                <ApplicationStageTag stage=application.stage/>
                <span class="soft">{move || t::filed(&format::moment(filed))}</span>
            </div>
            {news}
            {clock}
            {rest}
        </div>
    }
}

/// Our last word, when it belongs to the stage of now.
fn quoted(application: &ApplicationView) -> Option<(usize, NoticeKind, Text)> {
    let last = application.events.len().checked_sub(1)?;
    application.events[last].text.as_ref()?;
    let (kind, title) = match application.stage {
        ApplicationStage::Incomplete => (NoticeKind::Warning, t::WANTED),
        ApplicationStage::Refused => (NoticeKind::Error, t::REFUSED),
        _ => (NoticeKind::Info, t::NEWS),
    };
    Some((last, kind, title))
}
