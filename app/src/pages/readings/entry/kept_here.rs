//! Where a verdict would stand: the reading is kept on this device.

use leptos::prelude::*;
use svetlitsa_ui::components::{Button, ButtonKind};
use svetlitsa_ui::texts::kept as t;

use crate::kept::KeptPhoto;
use crate::pages::kept::cards::PhotoLine;
use crate::pages::readings::focused::FocusedHeading;

/// The reading is kept on this device, and what is with its photo.
#[component]
pub(super) fn KeptHere(
    /// How far the photo is, when there is one.
    photo: Option<KeptPhoto>,
    /// Types another one.
    on_another: Callback<()>,
) -> impl IntoView {
    view! {
        <section class="stack" data-gap="small">
            <FocusedHeading words=t::KEPT/>
            <p>{t::WAITING_MEANS}</p>
            {photo.map(|photo| view! { <PhotoLine photo/> })}
            <div class="row">
                <Button kind=ButtonKind::Secondary on_press=on_another>{t::ANOTHER}</Button>
            </div>
        </section>
    }
}
