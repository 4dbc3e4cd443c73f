//! In whose name the page speaks: the cabinet's, or a guest's who gave account and house.

use leptos::prelude::*;
use svetlitsa_api::accounts::GuestAccess;
use svetlitsa_ui::client::{Caller, ClientError};

use crate::draft::Draft;

/// A guest's visit; a context of everything that is drawn for it. The permit lives in this page's memory, and beside a
/// payment that was begun by it: the way to the bank and back leads through other pages.
#[derive(Clone)]
pub(crate) struct GuestVisit {
    token: String,
    is_over: RwSignal<bool>,
}

impl GuestVisit {
    /// A visit by a permit; `is_over` is set when that has run out.
    pub(crate) fn new(access: &GuestAccess, is_over: RwSignal<bool>) -> Self {
        Self { token: access.token.clone(), is_over }
    }

    /// The visit in which a payment was begun in this tab.
    pub(crate) fn of_payment(payment: &str) -> Option<Self> {
        Some(Self { token: kept_with(payment).read()?, is_over: RwSignal::new(false) })
    }

    /// Keeps the permit beside a payment that was begun by it, until this tab is closed.
    pub(crate) fn keep_with(&self, payment: &str) {
        kept_with(payment).keep(&self.token);
    }

    /// Whether its permit has run out; tracked.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over.get()
    }
}

/// In whose name requests go.
pub(crate) fn caller() -> Caller {
    use_context::<GuestVisit>().map_or_else(Caller::cabinet, |visit| Caller::guest(visit.token))
}

/// Whether it is a guest's page, which shows nothing of a cabinet.
pub(crate) fn is_guest() -> bool {
    use_context::<GuestVisit>().is_some()
}

/// The visit that this is, if it is one.
pub(crate) fn current() -> Option<GuestVisit> {
    use_context()
}

/// Keeps a new permit beside a payment.
pub(crate) fn renew(payment: &str, access: &GuestAccess) {
    kept_with(payment).keep(&access.token);
}

fn kept_with(payment: &str) -> Draft {
    Draft::new("payment", payment, "permit")
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
