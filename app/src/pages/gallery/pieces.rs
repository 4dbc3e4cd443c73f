//! The four signature pieces.

use leptos::prelude::*;
use svetlitsa_api::receipts::TransferStatus;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::standards::Standard;
use svetlitsa_domain::tariffs::{Service, Zone};
use svetlitsa_ui::components::{Drum, PromiseClock, ReadingSlip, Slip, Window, WindowSize};
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::readings;

use super::{Show, sample};

pub(super) fn pieces() -> impl IntoView {
    view! {
        <Show name="window">
            <div class="columns">
                {[(20, vec![]), (22, vec![18]), (26, vec![]), (10, vec![]), (28, vec![])]
                    .into_iter()
                    .map(|(today, readings)| {
                        let window = Signal::stored(sample::window(today, &readings));
                        view! { <Window window/> }
                    })
                    .collect_view()}
                <div class="wall"><Window window=Signal::stored(sample::window(20, &[20]))/></div>
            </div>
            <Window window=Signal::stored(sample::window(20, &[])) size=WindowSize::Compact/>
            <Window window=Signal::stored(sample::window(24, &[21])) size=WindowSize::Compact/>
            <Window window=Signal::stored(sample::window(5, &[])) size=WindowSize::Compact/>
        </Show>
        <Show name="drum">
            <div class="columns">
                {drum("day", Zone::Day, 12_345, Some("7.28"), "12468", None)}
                {drum("night", Zone::Night, 4_310, Some("2.92"), "", None)}
                {drum("single", Zone::Single, 840, None, "842", None)}
                {drum("peak", Zone::Peak, 12_345, Some("7.28"), "12300", Some(readings::finding::BELOW_PREVIOUS.into()))}
            </div>
        </Show>
        <Show name="promise_clock">
            <div>{promises()}</div>
        </Show>
        <Show name="slip">
            <div class="columns">
                <div class="slip__desk">
                    <Slip receipt=sample::receipt(TransferStatus::Credited, PaymentMethod::BankCard)/>
                </div>
                <div class="slip__desk">
                    <Slip receipt=sample::receipt(TransferStatus::HandedToBank, PaymentMethod::Sbp)/>
                </div>
            </div>
        </Show>
        <Show name="reading_slip">
            <div class="slip__desk">
                <ReadingSlip overview=sample::overview() given=vec![sample::reading()] terminal="K-0001".to_owned()/>
            </div>
        </Show>
    }
}

fn drum(
    name: &'static str,
    zone: Zone,
    previous: u32,
    price: Option<&str>,
    typed: &str,
    error: Option<Words>,
) -> impl IntoView {
    let register = sample::register(zone, previous, price);
    let value = RwSignal::new(typed.to_owned());
    let error = Signal::stored(error);
    view! { <Drum name=format!("drum.{name}") register service=Service::Electricity digits=5 value error/> }
}

fn promises() -> impl IntoView {
    let running = sample::promise(Standard::AppealReview, sample::at(20, 9), sample::at(25, 23));
    let soon = sample::promise(Standard::PaymentConfirmation, sample::at(20, 8), sample::at(20, 13));
    let overdue = sample::promise(Standard::OwnerChange, sample::at(13, 9), sample::at(17, 23));
    let mut met = sample::promise(Standard::ApplicationNotice, sample::at(12, 9), sample::at(17, 23));
    met.met = Some(sample::at(16, 15));
    [running, soon, overdue, met]
        .map(|clock| view! { <PromiseClock clock phone=sample::PHONE/> })
        .into_iter()
        .collect_view()
}
