//! What pages say and how cases stand.

use leptos::prelude::*;
use svetlitsa_api::problem::ErrorCode;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::applications::{ApplicationKind, ApplicationStage};
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_ui::client::ClientError;
use svetlitsa_ui::components::{
    BackLink, Button, Column, Definition, DefinitionList, DemoBanner, Details, EmptyState, FailedState, Icon,
    Loaded, Mark, Notice, NoticeKind, PageHeader, PreviewBanner, Progress, Qr, Sign, Skeleton, Step,
    StepList, StepState, Table, Tag, TagKind,
};
use svetlitsa_ui::load::{Load, LoadState};
use svetlitsa_ui::texts::{home, not_found, parts, receipts, shell, window};
use svetlitsa_ui::{format, names};

use super::{Show, sample};

pub(super) fn states() -> impl IntoView {
    let failed: Load<u8> = Load::standing(LoadState::Failed(ClientError::Offline));
    view! {
        <Show name="page_header">
            <BackLink href="/"/>
            <PageHeader title=home::READINGS over=receipts::ACCOUNT lead=home::READINGS_HINT/>
        </Show>
        <Show name="notice">
            {[NoticeKind::Info, NoticeKind::Success, NoticeKind::Warning, NoticeKind::Error]
                .map(|kind| view! { <Notice kind><p>{window::LATE}</p></Notice> })}
        </Show>
        <Show name="tag">
            <div class="row">
                <Tag label=names::application_stage(ApplicationStage::Received)/>
                <Tag label=window::OPEN kind=TagKind::Lit/>
                <Tag label=receipts::TRANSFER_CREDITED kind=TagKind::Done/>
                <Tag label=parts::NOTICE_ERROR kind=TagKind::Wrong/>
            </div>
        </Show>
        <Show name="definition_list">
            <DefinitionList items=vec![
                Definition::new(receipts::ACCOUNT, "67100000017"),
                Definition::new(receipts::TOTAL, move || format::money(Kopecks(123_456))).with_change("/"),
                Definition::new(receipts::PERIOD, move || format::date(sample::date(26))),
            ]/>
        </Show>
        <Show name="step_list"><div class="columns"><StepList steps=steps(1)/><StepList steps=steps(2)/></div></Show>
        <Show name="table">{table()}</Show>
        <Show name="details"><Details summary=home::PROMISES><p>{home::PROMISE_REVIEW}</p></Details></Show>
        <Show name="skeleton"><Skeleton lines=4/></Show>
        <Show name="progress">
            <Progress name="known" label=shell::LOADING percent=Signal::stored(Some(62))/>
            <Progress name="unknown" label=shell::LOADING/>
        </Show>
        <Show name="loaded">
            <Loaded load=Load::standing(LoadState::Done(1)) let:_done><p>{parts::NOTICE_SUCCESS}</p></Loaded>
            <Loaded load=failed let:_done><p>{parts::NOTICE_SUCCESS}</p></Loaded>
        </Show>
        <Show name="empty_state">
            <EmptyState title=not_found::PAGE>
                <p>{home::REPORT_HINT}</p>
                <Button>{home::REPORT}</Button>
            </EmptyState>
        </Show>
        <Show name="failed_state">
            {[
                sample::refusal(ErrorCode::Internal),
                sample::refusal(ErrorCode::NotFound),
                ClientError::SignedOut,
                sample::rubbish(),
            ]
            .map(|error| view! { <FailedState error retry=|()| ()/> })}
        </Show>
        <Show name="banner"><DemoBanner label=parts::NOTICE_INFO/><PreviewBanner/></Show>
        <Show name="qr">
            <div class="row">
                <Qr data="https://svetlitsa.example/r/23456789ABCD" label=receipts::CODE_HINT/>
                <Qr data="https://svetlitsa.example/r/23456789ABCD" label=receipts::CODE_HINT large=true/>
            </div>
        </Show>
        <Show name="mark"><Mark/></Show>
        <Show name="icon"><div class="row">{Sign::ALL.map(|sign| view! { <Icon sign/> })}</div></Show>
    }
}

fn steps(now: usize) -> Vec<Step> {
    let is_stopped = now == 2;
    ApplicationKind::Contract
        .road()
        .iter()
        .enumerate()
        .map(|(i, stage)| Step {
            title: names::application_stage(*stage).into(),
            state: match i.cmp(&now) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal if is_stopped => StepState::Stopped,
                std::cmp::Ordering::Equal => StepState::Now,
                std::cmp::Ordering::Greater => StepState::Ahead,
            },
            note: (i <= now).then(|| svetlitsa_ui::i18n::Words::live(|| format::moment(sample::at(20, 14)))),
        })
        .collect()
}

fn table() -> impl IntoView {
    let money = |kopecks| (move || format::money(Kopecks(kopecks))).into_any();
    let rows = [(10, 123_456), (11, 98_700)]
        .map(|(day, kopecks)| {
            vec![
                (move || format::date(sample::date(day))).into_any(),
                names::method(PaymentMethod::Sbp).into_view(),
                money(kopecks),
            ]
        })
        .into();
    let columns = vec![
        Column::words(receipts::PAID),
        Column::words(receipts::METHOD),
        Column::numbers(receipts::TOTAL),
    ];
    let total = vec![receipts::TOTAL.into_view(), ().into_any(), money(222_156)];
    view! { <Table caption=home::PAY columns rows total/> }
}
