//! In whose name the page speaks: the cabinet's, or a guest's who gave account and house.

use leptos::prelude::*;
use svetlitsa_api::accounts::GuestAccess;
use svetlitsa_ui::client::{Caller, ClientError};

/// A guest's visit; a context of everything that is drawn for it. The permit lives in this page's memory only.
#[derive(Clone)]
pub(crate) struct GuestVisit {
    caller: Caller,
    is_over: RwSignal<bool>,
}

impl GuestVisit {
    /// A visit by a permit; `is_over` is set when that has run out.
    pub(crate) fn new(access: &GuestAccess, is_over: RwSignal<bool>) -> Self {
        Self { caller: Caller::guest(access.token.clone()), is_over }
    }
}

/// In whose name requests go.
pub(crate) fn caller() -> Caller {
    use_context::<GuestVisit>().map_or_else(Caller::cabinet, |visit| visit.caller)
}

/// Whether it is a guest's page, which shows nothing of a cabinet.
pub(crate) fn is_guest() -> bool {
    use_context::<GuestVisit>().is_some()
}

/// Takes note of a permit that has run out: account and house are asked for anew, what was typed stays.
pub(crate) fn watch() -> impl Fn(&ClientError) + Clone {
    let visit = use_context::<GuestVisit>();
    move |error| {
        if let Some(visit) = visit.as_ref().filter(|_| *error == ClientError::SignedOut) {
            visit.is_over.set(true);
        }
    }
}
