//! Notices of restriction: by what way, when, and what proves it.

use leptos::prelude::*;
use svetlitsa_api::debts::NoticeView;
use svetlitsa_domain::bills::NoticeChannel;
use svetlitsa_ui::components::{Column, Table};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::debts::notices as t;

/// The notices.
#[component]
pub(super) fn Notices(
    /// Newest first.
    notices: Vec<NoticeView>,
) -> impl IntoView {
    let rows = notices
        .into_iter()
        .map(|notice| {
            let NoticeView { channel, sent, delivered, proof, debt_kopecks } = notice;
            vec![
                channel_words(channel).into_view().into_any(),
                view! { <span>{move || format::moment(sent)}</span> }.into_any(),
                view! {
                    <span>{move || delivered.map_or_else(|| t::NOT_YET.of(svetlitsa_ui::i18n::lang()).to_owned(), format::moment)}</span>
                }
                .into_any(),
                proof.into_any(),
                view! { <span>{move || format::money(debt_kopecks)}</span> }.into_any(),
            ]
        })
        .collect();
    let columns = vec![
        Column::words(t::CHANNEL),
        Column::words(t::SENT),
        Column::words(t::DELIVERED),
        Column::words(t::PROOF),
        Column::numbers(t::DEBT),
    ];
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::TITLE}</h2>
            <Table caption=t::CAPTION columns rows/>
        </section>
    }
}

const fn channel_words(channel: NoticeChannel) -> Text {
    match channel {
        NoticeChannel::Signature => t::SIGNATURE,
        NoticeChannel::RegisteredMail => t::REGISTERED_MAIL,
        NoticeChannel::Bill => t::BILL,
        NoticeChannel::Cabinet => t::CABINET,
        NoticeChannel::HousingSystem => t::HOUSING_SYSTEM,
        NoticeChannel::Sms => t::SMS,
        NoticeChannel::RecordedCall => t::RECORDED_CALL,
        NoticeChannel::Email => t::EMAIL,
        NoticeChannel::Unknown => t::UNKNOWN,
    }
}
