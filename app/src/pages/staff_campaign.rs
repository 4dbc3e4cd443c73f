//! One campaign on the desk: what is told, how it goes, what can be done, whom to call.

mod calls;
mod plan;

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::campaigns::{CampaignView, ExcludedCount, StepCampaign};
use svetlitsa_api::{pages, paths};
use svetlitsa_domain::campaigns::{CampaignStage, CampaignStep, ContactStage, Excluded};
use svetlitsa_domain::notices::Channel;
use svetlitsa_ui::client::campaigns as client;
use svetlitsa_ui::components::{
    BackLink, Button, ButtonKind, ButtonLink, Column, Definition, DefinitionList, Details, Dialog,
    EmptyState, ErrorSummary, Loaded, Notice, NoticeKind, PageHeader, Progress, Table,
};
use svetlitsa_ui::form::Form;
use svetlitsa_ui::i18n::{Text, Words};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::texts::campaigns::{self as texts, contacts, excluded, one as t};
use svetlitsa_ui::{format, names};

use super::staff_campaigns::{StageTag, channel_words, may_conduct, reached};
use crate::pages::staff_desk::stale::Stale;
use crate::pages::staff_desk::{StaffDesk, cell};
use crate::router::use_router;
use calls::Calls;
use plan::Plan;

/// While it may change by itself, the server is asked so often.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// One campaign on the desk.
#[component]
pub fn StaffCampaignPage() -> impl IntoView {
    let id = use_router().segment(2);
    let wanted = id.clone();
    let load = Load::new(move || {
        let id = wanted.clone();
        async move { client::get(&id).await }
    });
    let is_live = Memo::new(move |_| {
        let stage = load.value().map(|item| item.stage);
        matches!(stage, Some(CampaignStage::Scheduled | CampaignStage::Running))
    });
    let id = StoredValue::new(id);
    Effect::new(move || {
        if is_live.get()
            && let Ok(timer) = set_interval_with_handle(move || look(load, id), LOOK_AGAIN)
        {
            on_cleanup(move || timer.clear());
        }
    });
    let is_there = Memo::new(move |_| load.value().is_some());
    let is_planned = Memo::new(move |_| {
        let stage = load.value().map(|item| item.stage);
        matches!(stage, Some(CampaignStage::Draft | CampaignStage::Scheduled))
    });
    let has_calls = Memo::new(move |_| {
        load.value().is_some_and(|item| item.channel == Channel::Phone && item.begun.is_some())
    });
    view! {
        <StaffDesk>
            <BackLink href=pages::STAFF_CAMPAIGNS.path label=texts::TITLE/>
            <div class="stack" data-gap="large">
                <Loaded load lines=8 let:item>{known(item)}</Loaded>
                {move || is_planned.get().then(|| view! { <Plan id=id.get_value()/> })}
                {move || is_there.get().then(|| view! { <Steps load id=id.get_value()/> })}
                {move || has_calls.get().then(|| view! { <Calls load id=id.get_value()/> })}
            </div>
        </StaffDesk>
    }
}

/// Looks again; what has not changed is not drawn anew, so that nothing folds while somebody reads it.
fn look(load: Load<CampaignView>, id: StoredValue<String>) {
    let Some(wanted) = id.try_get_value() else { return };
    spawn_local(async move {
        let Ok(item) = client::get(&wanted).await else { return };
        let is_open = id.try_get_value().is_some();
        if is_open && untrack(|| load.value()).as_ref() != Some(&item) {
            load.put(item);
        }
    });
}

fn known(item: CampaignView) -> AnyView {
    let (begins, ends, total) = (item.begins, item.ends, item.total);
    let report = item.begun.is_some().then(|| paths::fill(paths::STAFF_CAMPAIGN_REPORT, &[&item.id]));
    let percent = (u64::from(reached(&item)) * 100).checked_div(u64::from(total)).unwrap_or(0);
    let percent = u8::try_from(percent).unwrap_or(100);
    let (done, of) = (reached(&item).to_string(), total.to_string());
    let label = Words::live(move || t::done_label(&done, &of));
    let mut facts = vec![
        Definition::new(texts::SCENARIO, names::scenario(item.scenario).into_view()),
        Definition::new(texts::CHANNEL, channel_words(item.channel).into_view()),
        Definition::new(t::BRANCH, item.branch_name.clone()),
        Definition::new(texts::WHEN, move || texts::from_to(&format::moment(begins), &format::moment(ends))),
        Definition::new(texts::BY, item.created_by.clone()),
    ];
    if item.scenario.names_sum() {
        let least = item.least_kopecks;
        facts.push(Definition::new(t::LEAST, move || format::money(least)));
    }
    if let Some(at) = item.begun {
        facts.push(Definition::new(t::BEGUN, move || format::moment(at)));
        facts.push(Definition::new(t::TRIES, item.tries.to_string()));
    }
    if let Some(at) = item.over {
        facts.push(Definition::new(t::OVER, move || format::moment(at)));
    }
    facts.extend(item.stopped_by.clone().map(|name| Definition::new(t::STOPPED_BY, name)));
    let columns = vec![Column::words(texts::STAGE), Column::numbers(t::COUNT_COLUMN)];
    let rows: Vec<_> = item
        .counts
        .iter()
        .map(|count| vec![cell(contact_words(count.stage)), cell(count.count.to_string())])
        .collect();
    let is_begun = item.begun.is_some();
    let list = match (is_begun, total) {
        (false, _) => None,
        (true, 0) => {
            Some(view! { <EmptyState title=t::NOBODY><p>{t::NOBODY_TEXT}</p></EmptyState> }.into_any())
        }
        (true, _) => Some(
            view! {
                <Progress name="reached" label percent=Some(percent)/>
                <Table caption=t::COUNTS columns rows/>
            }
            .into_any(),
        ),
    };
    view! {
        <div class="stack">
            <PageHeader title=item.name/>
            <p><StageTag stage=item.stage/></p>
            {list}
            {is_begun.then(|| left_out(item.excluded))}
            {report.map(|href| view! { <p><a href=href download="report.csv">{t::REPORT}</a></p> })}
            <DefinitionList items=facts/>
            <h2>{t::WORDS}</h2>
            <p class="campaign__words">{item.words}</p>
            {item.words_en.map(|words| view! {
                <h3>{t::WORDS_EN}</h3>
                <p class="campaign__words" lang="en">{words}</p>
            })}
        </div>
    }
    .into_any()
}

/// Who is not on the list, folded away.
fn left_out(items: Vec<ExcludedCount>) -> Option<AnyView> {
    if items.is_empty() {
        return None;
    }
    let lines = items.into_iter().map(|item| {
        view! { <li>{excluded_words(item.reason)}": "{item.count}</li> }
    });
    let lines = lines.collect_view();
    Some(view! { <Details summary=excluded::TITLE><ul>{lines}</ul></Details> }.into_any())
}

#[component]
fn Steps(
    /// The campaign.
    load: Load<CampaignView>,
    /// Its id.
    id: String,
) -> impl IntoView {
    let (form, router) = (Form::new(), use_router());
    let (open, done) = (RwSignal::new(false), RwSignal::new(None::<Text>));
    let id = StoredValue::new(id);
    let act = Callback::new(move |step: CampaignStep| {
        open.set(false);
        done.set(None);
        form.clear();
        let (attempt, id) = (form.attempt(), id.get_value());
        let body = StepCampaign { step };
        form.send(async move { client::step(&id, &body, &attempt).await }, move |item| {
            done.set(Some(if step == CampaignStep::Schedule { t::SCHEDULED } else { t::STOPPED }));
            load.put(item);
        });
    });
    let asked = RwSignal::new(false);
    let discard = Callback::new(move |()| {
        asked.set(false);
        form.clear();
        let (attempt, id) = (form.attempt(), id.get_value());
        form.send(async move { client::discard(&id, &attempt).await }, move |()| {
            router.go(pages::STAFF_CAMPAIGNS.path);
        });
    });
    let steps = Memo::new(move |_| load.value().map(|item| (item.steps, item.stage)));
    let busy = Signal::derive(move || form.is_busy());
    let buttons = move || {
        let (steps, stage) = steps.get()?;
        let is_draft = stage == CampaignStage::Draft;
        let edit = pages::STAFF_CAMPAIGN_EDIT.href(&[&id.get_value()]);
        (!steps.is_empty()).then(|| {
            view! {
                <div class="row">
                    {steps.contains(&CampaignStep::Schedule).then(|| view! {
                        <Button busy on_press=move |()| act.run(CampaignStep::Schedule)>{t::SCHEDULE}</Button>
                    })}
                    {steps.contains(&CampaignStep::Stop).then(|| view! {
                        <Button kind=ButtonKind::Secondary busy on_press=move |()| open.set(true)>{t::STOP}</Button>
                    })}
                    {is_draft.then(|| view! {
                        <ButtonLink href=edit>{t::EDIT}</ButtonLink>
                        <Button kind=ButtonKind::Secondary busy on_press=move |()| asked.set(true)>{t::DISCARD}</Button>
                    })}
                </div>
            }
        })
    };
    let answers = move || {
        view! {
            <Button kind=ButtonKind::Secondary on_press=move |()| open.set(false)>{t::STOP_NO}</Button>
            <Button kind=ButtonKind::Danger on_press=move |()| act.run(CampaignStep::Stop)>{t::STOP_YES}</Button>
        }
    };
    let discard_answers = move || {
        view! {
            <Button kind=ButtonKind::Secondary on_press=move |()| asked.set(false)>{t::DISCARD_NO}</Button>
            <Button kind=ButtonKind::Danger on_press=move |()| discard.run(())>{t::DISCARD_YES}</Button>
        }
    };
    view! {
        <section class="stack desk__step">
            <ErrorSummary form/>
            <Stale form load/>
            {move || done.get().map(|words| view! {
                <Notice kind=NoticeKind::Success is_news=true><p>{words}</p></Notice>
            })}
            {move || (!may_conduct()).then(|| view! { <Notice><p>{texts::NOT_YOURS}</p></Notice> })}
            {buttons}
        </section>
        <Dialog open id="stop-campaign" title=t::STOP_ASK buttons=answers>
            <p>{t::STOP_TEXT}</p>
        </Dialog>
        <Dialog open=asked id="discard-campaign" title=t::DISCARD_ASK buttons=discard_answers>
            <p>{t::DISCARD_TEXT}</p>
        </Dialog>
    }
}

const fn contact_words(stage: ContactStage) -> Text {
    match stage {
        ContactStage::Waiting => contacts::WAITING,
        ContactStage::Sent => contacts::SENT,
        ContactStage::Reached => contacts::REACHED,
        ContactStage::Gone => contacts::GONE,
        ContactStage::Failed => contacts::FAILED,
        ContactStage::Missed => contacts::MISSED,
    }
}

const fn excluded_words(reason: Excluded) -> Text {
    match reason {
        Excluded::NoDebt => excluded::NO_DEBT,
        Excluded::SmallDebt => excluded::SMALL_DEBT,
        Excluded::Instalments => excluded::INSTALMENTS,
        Excluded::NoRestriction => excluded::NO_RESTRICTION,
        Excluded::ReadingGiven => excluded::READING_GIVEN,
        Excluded::Declined => excluded::DECLINED,
        Excluded::NoContact => excluded::NO_CONTACT,
    }
}
