//! One file a step. A screen is drawn when its step is entered; what changes within the step moves by itself.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]

mod account;
mod amount;
mod attract;
mod bar;
mod call_back;
mod check;
mod choose;
mod confirm;
mod enrol;
mod failed;
mod house;
mod other_amount;
mod outages;
mod overlay;
mod paying;
mod reading;
mod receipt;
mod top;
mod trouble;
mod verdict;
mod waiting;

use leptos::prelude::*;
use leptos::web_sys;
use svetlitsa_ui::texts::kiosk as t;
use wasm_bindgen::JsCast;

use crate::flow::{Flow, Step};
use crate::parts::reach;
use crate::terminal::provide_terminal;
use account::AccountScreen;
use amount::AmountScreen;
use attract::AttractScreen;
use bar::Bar;
use call_back::{CalledScreen, PhoneScreen, TopicScreen};
use check::CheckScreen;
use choose::ChooseScreen;
use confirm::ConfirmScreen;
use enrol::EnrolScreen;
use failed::FailedScreen;
use house::HouseScreen;
use other_amount::OtherAmountScreen;
use outages::OutagesScreen;
use overlay::Overlays;
use paying::PayingScreen;
use reading::ReadingScreen;
use receipt::ReceiptScreen;
use top::Top;
use trouble::TroubleScreen;
use verdict::VerdictScreen;
use waiting::WaitingScreen;

/// The whole terminal.
#[component]
pub(crate) fn Kiosk() -> impl IntoView {
    let terminal = provide_terminal();
    crate::devices::listen(terminal);
    Effect::new(move || document().set_title(t::TITLE.get()));
    let screen = terminal.read(screen_of);
    // A new screen is spoken and typed into at once: its field takes the focus, else its title.
    Effect::new(move |before: Option<()>| {
        screen.track();
        if before.is_some() {
            request_animation_frame(focus);
        }
    });
    view! {
        <div
            class="kiosk"
            data-step=move || screen.get().0
            data-reach=move || reach::is_low().then_some("low")
        >
            <Top/>
            <main class="kiosk__main" id="main">
                {move || {
                    screen.track();
                    draw(terminal.step())
                }}
            </main>
            <Bar/>
            <Overlays/>
        </div>
    }
}

/// What makes a screen another one: its step, in a reading its meter and register, of a board its page.
fn screen_of(flow: &Flow) -> (&'static str, usize, usize) {
    match &flow.step {
        Step::Reading(_, sheet) => (flow.step.name(), sheet.meter, sheet.register),
        Step::Outages(board) => (flow.step.name(), board.page, 0),
        step => (step.name(), 0, 0),
    }
}

fn draw(step: Step) -> AnyView {
    match step {
        Step::Wait(wait) => view! { <WaitingScreen wait/> }.into_any(),
        Step::Trouble { of, error } => view! { <TroubleScreen of error/> }.into_any(),
        Step::Enrol(_) => view! { <EnrolScreen/> }.into_any(),
        Step::Attract => view! { <AttractScreen/> }.into_any(),
        Step::Account(_) => view! { <AccountScreen/> }.into_any(),
        Step::House { .. } => view! { <HouseScreen/> }.into_any(),
        Step::Confirm(access) => view! { <ConfirmScreen access/> }.into_any(),
        Step::Choose(visit) => view! { <ChooseScreen visit/> }.into_any(),
        Step::Reading(visit, sheet) => view! { <ReadingScreen visit sheet/> }.into_any(),
        Step::Check { visit, sheet, questions } => view! { <CheckScreen visit sheet questions/> }.into_any(),
        Step::Verdict { visit, meter, reading } => view! { <VerdictScreen visit meter reading/> }.into_any(),
        Step::Amount(visit) => view! { <AmountScreen visit/> }.into_any(),
        Step::OtherAmount(..) => view! { <OtherAmountScreen/> }.into_any(),
        Step::Paying(paying) => view! { <PayingScreen paying/> }.into_any(),
        Step::Failed(_, payment) => view! { <FailedScreen payment=*payment/> }.into_any(),
        Step::Outages(board) => view! { <OutagesScreen board=*board/> }.into_any(),
        Step::Topic(_) => view! { <TopicScreen/> }.into_any(),
        Step::Phone(about, _) => view! { <PhoneScreen about/> }.into_any(),
        Step::Called { visit, appeal } => view! { <CalledScreen visit appeal/> }.into_any(),
        Step::Receipt { receipt, .. } => view! { <ReceiptScreen receipt/> }.into_any(),
    }
}

fn focus() {
    let found = ["#main input", "#main h1"]
        .into_iter()
        .find_map(|selector| document().query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails for nothing that can be focused, and both can.
        let _ = element.focus();
    }
}
