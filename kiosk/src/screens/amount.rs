//! Which sum: what is owed, what the bill says, or one's own.

use leptos::prelude::*;
use svetlitsa_ui::components::Sign;
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::texts::kiosk::amount as t;

use crate::flow::{Event, Offer, Visit};
use crate::parts::{Screen, Standing, VerbButton};

/// Which sum.
#[component]
pub(crate) fn AmountScreen(
    /// The visitor.
    visit: Box<Visit>,
) -> impl IntoView {
    let offers = visit.offers();
    let sums = move || {
        let buttons = offers.iter().enumerate().map(|(i, offer)| {
            let amount = offer.amount();
            let (sign, why) = match offer {
                Offer::Debt(_) => (Sign::Rouble, t::DEBT),
                Offer::Bill(_) => (Sign::Paper, t::BILL),
                Offer::WithReading(_) => (Sign::Meter, t::WITH_READING),
            };
            let name = Words::live(move || format::money(amount));
            view! { <VerbButton event=Event::Pay(amount) sign name hint=why is_lit={i == 0}/> }
        });
        view! {
            <div class="verbs">
                {buttons.collect_view()}
                <VerbButton event=Event::OtherAmount sign=Sign::Pencil name=t::OTHER hint=t::OTHER_HINT/>
            </div>
        }
    };
    view! {
        <Screen title=t::TITLE lead=t::FREE hand=sums><Standing visit=*visit.clone()/></Screen>
    }
}
