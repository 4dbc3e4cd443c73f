//! The page of the open path: fetched with its [area](crate::areas), shown to those it is for.

use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::pages::{self, Area, Audience, Page};
use svetlitsa_ui::client::ClientError;
use svetlitsa_ui::components::{ButtonLink, FailedState, PageHeader, Skeleton, sign_in_href};
use svetlitsa_ui::load::LoadState;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::errors::sign_in_required as t;
use svetlitsa_ui::texts::shell;

use crate::areas;
use crate::guest_visit::GuestVisit;
use crate::pages::not_found::NotFound;
use crate::router::use_router;

/// The page of the open path, as soon as its area is here. A page for residents or staff waits until the server
/// has said who is here, and offers to sign in when it is nobody.
#[component]
pub fn Routes() -> impl IntoView {
    let router = use_router();
    move || match areas::find(&router.path()) {
        Some(page) => {
            let arrival = Arrival::of(page.area);
            guarded(page, move || drawn(arrival, move |draw| draw(page)))
        }
        None => view! { <NotFound/> }.into_any(),
    }
}

/// An area of which a page was asked for.
#[derive(Clone, Copy)]
struct Arrival {
    area: Area,
    state: RwSignal<LoadState<()>>,
}

impl Arrival {
    /// Begins at once: neither the page nor the question who is here waits for the other.
    fn of(area: Area) -> Self {
        let is_here = areas::here(area).is_some();
        let state = RwSignal::new(if is_here { LoadState::Done(()) } else { LoadState::Pending });
        let arrival = Self { area, state };
        if !is_here {
            arrival.fetch();
        }
        arrival
    }

    fn fetch(self) {
        spawn_local(async move {
            let fetched = areas::fetch(self.area).await;
            // The reader may be elsewhere by now.
            let _ = self.state.try_set(match fetched {
                Ok(_) => LoadState::Done(()),
                Err(_) => LoadState::Failed(ClientError::Offline),
            });
        });
    }

    /// While the phone knows a network, what is missing may be of a version that is no longer there: the whole
    /// page then comes anew. Nothing was typed into it yet.
    fn retry(self) {
        if window().navigator().on_line() {
            let _ = window().location().reload();
        } else {
            self.state.set(LoadState::Pending);
            self.fetch();
        }
    }
}

fn drawn(arrival: Arrival, draw: impl Fn(areas::Draw) -> AnyView + Send + Copy + 'static) -> AnyView {
    view! {
        {move || match (arrival.state.get(), areas::here(arrival.area)) {
            (LoadState::Done(()), Some(area)) => draw(area),
            (LoadState::Failed(error), _) => view! {
                <div class="page"><FailedState error retry=move |()| arrival.retry()/></div>
            }.into_any(),
            _ => view! { <div class="page"><Skeleton/></div> }.into_any(),
        }}
    }
    .into_any()
}

fn guarded(page: Page, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let audience = page.audience;
    if audience == Audience::Public {
        return draw();
    }
    let session = use_session();
    // Who is here changes rarely, the session's other news often: the page must not start anew with each.
    let is_welcome = Memo::new(move |_| match audience {
        Audience::Public => true,
        Audience::Resident => session.has_cabinet(),
        Audience::Staff => session.view().is_some_and(|view| view.staff.is_some()),
    });
    let is_known = Memo::new(move |_| session.view().is_some());
    // A reading can be taken where nobody can ask who is here: what is needed for it is on this device, or not.
    let is_cellar = Memo::new(move |_| {
        page == pages::READINGS && session.probe().state() == LoadState::Failed(ClientError::Offline)
    });
    // A guest may follow the payment that was begun in this tab.
    let is_guests = page == pages::PAYMENT && GuestVisit::of_payment(&use_router().segment(1)).is_some();
    view! {
        {move || {
            if is_guests || is_known.get() && is_welcome.get() || is_cellar.get() {
                draw()
            } else if is_known.get() {
                view! { <SignInFirst/> }.into_any()
            } else {
                let state = match session.probe().state() {
                    LoadState::Failed(error) => {
                        view! { <FailedState error retry=move |()| session.probe().retry()/> }.into_any()
                    }
                    LoadState::Pending | LoadState::Done(_) => view! { <Skeleton/> }.into_any(),
                };
                view! { <div class="page">{state}</div> }.into_any()
            }
        }}
    }
    .into_any()
}

/// Nobody is signed in: why that is needed, and the door that leads back here.
#[component]
fn SignInFirst() -> impl IntoView {
    view! {
        <div class="page stack" data-width="journey">
            <PageHeader title=t::TITLE lead=t::TEXT/>
            <p>{t::WAY_OUT}</p>
            <div><ButtonLink href=sign_in_href()>{shell::NAV_SIGN_IN}</ButtonLink></div>
        </div>
    }
}
