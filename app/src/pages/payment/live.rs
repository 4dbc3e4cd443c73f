//! The payment as it stands, alive: read once, then followed by the server's stream.

use leptos::ev;
use leptos::prelude::*;
use svetlitsa_api::payments::PaymentView;
use svetlitsa_domain::payments::PaymentScreen;
use svetlitsa_ui::client::payments::{PaymentWatch, get_payment, watch_payment};
use svetlitsa_ui::client::{Answer, ClientError};
use svetlitsa_ui::load::{Load, LoadState};
use svetlitsa_ui::{focus, format};

use super::departure;
use crate::guest_visit;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    /// Not read yet.
    Pending,
    /// Not to be had.
    Failed(ClientError),
    /// The bank's page is being opened.
    Leaving,
    /// A screen of the table.
    On(PaymentScreen),
}

/// A payment, alive.
#[derive(Clone, Copy)]
pub(super) struct Live {
    load: Load<PaymentView>,
    newest: RwSignal<Option<PaymentView>>,
    failure: RwSignal<Option<ClientError>>,
    is_cut_off: RwSignal<bool>,
    is_leaving: RwSignal<bool>,
    stage: Memo<Stage>,
}

/// Reads a payment and follows it while the owner of this call lives and the payment is open.
pub(super) fn follow(id: String) -> Live {
    let load = {
        let (caller, id, watch) = (guest_visit::caller(), id.clone(), guest_visit::watch());
        Load::new(move || {
            let (caller, id, watch) = (caller.clone(), id.clone(), watch.clone());
            async move { get_payment(&caller, &id).await.inspect_err(|error| watch(error)) }
        })
    };
    let newest = RwSignal::new(None::<PaymentView>);
    let failure = RwSignal::new(None::<ClientError>);
    let (is_cut_off, is_leaving) = (RwSignal::new(false), RwSignal::new(false));
    let stage = Memo::new(move |_| match (failure.get(), newest.get(), load.state()) {
        (Some(error), ..) => Stage::Failed(error),
        (None, Some(_), _) if is_leaving.get() => Stage::Leaving,
        (None, Some(payment), _) => Stage::On(payment.state.screen()),
        (None, None, LoadState::Failed(error)) => Stage::Failed(error),
        (None, None, _) => Stage::Pending,
    });
    let live = Live { load, newest, failure, is_cut_off, is_leaving, stage };
    Effect::new(move || {
        if let Some(payment) = load.value() {
            live.accept(payment);
        }
    });
    live.watch_while_open(id.clone());
    live.leave_once(id);
    live.mind_the_connection();
    live
}

impl Live {
    /// What the page shows; tracked.
    pub(super) fn stage(self) -> Stage {
        self.stage.get()
    }

    /// The payment as last heard of; tracked.
    pub(super) fn payment(self) -> Option<PaymentView> {
        self.newest.get()
    }

    /// Its sum, as people read it; tracked.
    pub(super) fn sum(self) -> String {
        self.newest.get().map(|payment| format::money(payment.amount_kopecks)).unwrap_or_default()
    }

    /// Whether the server cannot be reached; tracked.
    pub(super) fn is_cut_off(self) -> bool {
        self.is_cut_off.get()
    }

    /// Asks the server again, behind what is shown.
    pub(super) fn refresh(self) {
        self.load.refresh();
    }

    /// Asks the server again after a failure.
    pub(super) fn retry(self) {
        self.failure.set(None);
        self.load.retry();
    }

    /// Takes news, unless newer are known: the stream and an answer may overtake each other.
    pub(super) fn accept(self, payment: PaymentView) {
        let known = self.newest.with_untracked(|known| known.as_ref().map(|p| (p.version, p.state.screen())));
        if known.is_some_and(|(version, _)| version > payment.version) {
            return;
        }
        if known.is_some_and(|(_, screen)| screen != payment.state.screen()) {
            focus::ask_for_heading();
        }
        self.newest.set(Some(payment));
    }

    fn hear(self, news: Answer<PaymentView>) {
        match news {
            Ok(payment) => {
                self.is_cut_off.set(false);
                self.accept(payment);
            }
            Err(ClientError::Offline | ClientError::Broken { .. }) => self.is_cut_off.set(true),
            Err(ClientError::Rejected(problem)) if problem.status >= 500 => self.is_cut_off.set(true),
            Err(error) => self.failure.set(Some(error)),
        }
    }

    fn watch_while_open(self, id: String) {
        let (caller, watch) = (guest_visit::caller(), StoredValue::new(None::<PaymentWatch>));
        let is_open = Memo::new(move |_| {
            self.failure.get().is_none() && self.newest.get().is_some_and(|payment| payment.state.is_open())
        });
        Effect::new(move || {
            let wanted =
                is_open.get().then(|| watch_payment(caller.clone(), id.clone(), move |news| self.hear(news)));
            watch.set_value(wanted);
        });
    }

    /// Goes to the bank as soon as there is a link, if the payment was started in this tab just now.
    fn leave_once(self, id: String) {
        Effect::new(move || {
            let link = self.newest.get().and_then(|payment| payment.confirmation_url);
            if let Some(link) = link
                && departure::take(&id)
            {
                self.is_leaving.set(true);
                let _ = window().location().assign(&link);
            }
        });
    }

    /// The device says at once what the stream would notice late; a page brought back by Back starts anew.
    fn mind_the_connection(self) {
        let offline = window_event_listener(ev::offline, move |_| self.is_cut_off.set(true));
        let online = window_event_listener(ev::online, move |_| self.refresh());
        let shown = window_event_listener(ev::pageshow, move |event| {
            if event.persisted() {
                self.is_leaving.set(false);
                self.refresh();
            }
        });
        on_cleanup(move || {
            offline.remove();
            online.remove();
            shown.remove();
        });
    }
}
