//! How near a restriction is: the threshold, the stages with their days, and what it costs to come back.

use leptos::prelude::*;
use svetlitsa_api::debts::{RestoreView, RestrictionCourse, RestrictionStage, RestrictionView};
use svetlitsa_ui::components::{Definition, DefinitionList, Notice, NoticeKind};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::debts::restriction as t;

/// How near it is.
#[component]
pub(super) fn Restriction(
    /// Threshold, stages, cost.
    restriction: RestrictionView,
) -> impl IntoView {
    let RestrictionView {
        monthly_kopecks,
        threshold_kopecks,
        debt_kopecks,
        is_ground,
        has_agreement,
        course,
        restore,
    } = restriction;
    let ground = match (is_ground, has_agreement) {
        (true, _) => t::GROUND,
        (false, true) => t::AGREED,
        (false, false) => t::NO_GROUND,
    };
    let sum = |sum| view! { <span class="amount">{move || format::money(sum)}</span> };
    let items = vec![
        Definition::new(t::MONTHLY, sum(monthly_kopecks)),
        Definition::new(t::THRESHOLD, sum(threshold_kopecks)),
        Definition::new(t::DEBT, sum(debt_kopecks)),
    ];
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::TITLE}</h2>
            <p>{ground}</p>
            <DefinitionList items/>
            <p class="soft">{t::THRESHOLD_RULE}</p>
            {course.map(|course| view! { <Course course/> })}
            {restore.map(|restore| view! { <Restore restore/> })}
        </section>
    }
}

const fn stage_words(stage: RestrictionStage) -> (NoticeKind, Text) {
    match stage {
        RestrictionStage::Notified => (NoticeKind::Warning, t::NOTIFIED),
        RestrictionStage::MayBeLimited => (NoticeKind::Warning, t::MAY_BE_LIMITED),
        RestrictionStage::Limited => (NoticeKind::Error, t::LIMITED),
        RestrictionStage::Suspended => (NoticeKind::Error, t::SUSPENDED),
        RestrictionStage::Averted => (NoticeKind::Success, t::AVERTED),
        RestrictionStage::BeingRestored => (NoticeKind::Info, t::BEING_RESTORED),
        RestrictionStage::Restored => (NoticeKind::Success, t::RESTORED),
        RestrictionStage::Unknown => (NoticeKind::Info, t::UNKNOWN),
    }
}

#[component]
fn Course(
    /// The stages.
    course: RestrictionCourse,
) -> impl IntoView {
    let RestrictionCourse { stage, delivered_on, pay_by, limit_from, suspend_from, restored_by } = course;
    let (kind, words) = stage_words(stage);
    let is_over = matches!(stage, RestrictionStage::Averted | RestrictionStage::Restored);
    let day = move |day| view! { <span>{move || format::date_with_year(day)}</span> };
    let mut items =
        vec![Definition::new(t::DELIVERED, day(delivered_on)), Definition::new(t::PAY_BY, day(pay_by))];
    if !is_over {
        items.push(Definition::new(t::LIMIT_FROM, day(limit_from)));
        items.push(Definition::new(t::SUSPEND_FROM, day(suspend_from)));
        let name =
            if stage == RestrictionStage::BeingRestored { t::RESTORED_BY } else { t::RESTORED_IF_TODAY };
        items.push(Definition::new(name, day(restored_by)));
    }
    view! {
        <Notice kind title=words>
            <p>{move || match stage {
                RestrictionStage::Notified => t::pay_until(&format::date_with_year(pay_by)),
                _ => t::since(&format::date_with_year(delivered_on)),
            }}</p>
        </Notice>
        <DefinitionList items/>
        <p class="soft">{t::TERMS}</p>
    }
}

#[component]
fn Restore(
    /// What it costs.
    restore: RestoreView,
) -> impl IntoView {
    let RestoreView {
        debt_kopecks,
        penalty_kopecks,
        works_kopecks,
        total_kopecks,
        cap_kopecks,
        cap_source,
        is_demo,
    } = restore;
    let sum = |sum| view! { <span class="amount">{move || format::money(sum)}</span> };
    let items = vec![
        Definition::new(t::COST_DEBT, sum(debt_kopecks)),
        Definition::new(t::COST_PENALTY, sum(penalty_kopecks)),
        Definition::new(t::COST_WORKS, sum(works_kopecks)),
        Definition::new(t::COST_TOTAL, sum(total_kopecks)),
    ];
    view! {
        <h3>{t::COST}</h3>
        <DefinitionList items/>
        <p class="soft">
            {move || t::cap(&format::money(cap_kopecks), &cap_source)}
            {is_demo.then(|| view! { " " {t::COST_DEMO} })}
        </p>
    }
}
