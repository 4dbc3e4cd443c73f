//! What became of the photo; the reading is safe whatever it was.

use leptos::prelude::*;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::components::{Button, ButtonKind, Notice, NoticeKind};
use svetlitsa_ui::problem::explain;
use svetlitsa_ui::texts::readings::photo as t;

use super::{Delivery, Photo};
use crate::guest_visit;

/// What became of the photo.
#[component]
pub(in crate::pages::readings) fn PhotoDelivery(
    /// The photo.
    photo: Photo,
    /// The account.
    number: AccountNumber,
    /// The reading it belongs to.
    reading: String,
) -> impl IntoView {
    let caller = guest_visit::caller();
    let again = Callback::new(move |()| photo.attach(caller.clone(), number.clone(), reading.clone()));
    view! {
        <div role="status">
            {move || match photo.delivery.get() {
                Delivery::Waits => ().into_any(),
                Delivery::UnderWay => view! { <p class="soft">{t::UNDER_WAY}</p> }.into_any(),
                Delivery::Done => view! { <p>{t::ATTACHED}</p> }.into_any(),
                Delivery::Failed(error) => {
                    let told = explain(&error);
                    view! {
                        <Notice kind=NoticeKind::Warning title=t::FAILED>
                            <p>{told.text}" "{told.way_out}</p>
                            <div class="row">
                                <Button kind=ButtonKind::Secondary on_press=again>{t::AGAIN}</Button>
                            </div>
                        </Notice>
                    }
                    .into_any()
                }
            }}
        </div>
    }
}
