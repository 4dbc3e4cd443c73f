//! The payment came to nothing, and nothing is lost.

use leptos::prelude::*;
use svetlitsa_api::payments::PaymentView;
use svetlitsa_domain::payments::PaymentState;
use svetlitsa_ui::components::{ButtonKind, Icon, Sign};
use svetlitsa_ui::texts::kiosk::failed as t;

use crate::flow::Event;
use crate::parts::{Act, Screen};

/// The payment came to nothing.
#[component]
pub(crate) fn FailedScreen(
    /// The payment.
    payment: PaymentView,
) -> impl IntoView {
    let is_expired = payment.state == PaymentState::Expired;
    let (title, sign) = if is_expired { (t::EXPIRED, Sign::Clock) } else { (t::DECLINED, Sign::Cross) };
    view! {
        <Screen title lead=t::TEXT hand=|| view! {
            <Act event=Event::Next words=t::AGAIN/>
            <Act event=Event::OtherAmount words=t::OTHER kind=ButtonKind::Secondary/>
            <Act event=Event::Another words=t::ANOTHER kind=ButtonKind::Secondary/>
        }>
            <p class="seal" data-wrong="" aria-hidden="true"><Icon sign/></p>
        </Screen>
    }
}
