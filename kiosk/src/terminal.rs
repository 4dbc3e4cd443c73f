//! The machine in the browser: events go in, its effects are carried out, screens follow.

mod effects;

use chrono::{DateTime, FixedOffset, TimeDelta};
use leptos::prelude::*;
use svetlitsa_ui::client::payments::PaymentWatch;
use svetlitsa_ui::client::{Attempt, ClientError};
use svetlitsa_ui::clock::uptime_ms;

use crate::flow::{Answer, Entry, Event, Flow, Step, Ticket, next};

/// The terminal; a context of every screen.
#[derive(Clone, Copy)]
pub(crate) struct Terminal {
    flow: RwSignal<Flow>,
    hands: StoredValue<Hands, LocalStorage>,
}

/// What the effects hold on to between turns.
#[derive(Default)]
struct Hands {
    /// Where the server's clock stood, and for how long the page had been open then.
    clock: Option<(DateTime<FixedOffset>, i64)>,
    /// The payment being watched.
    watch: Option<PaymentWatch>,
    /// Intentions of this visitor; each keeps its key until the server has judged it.
    enrolment: Attempt,
    reading: Attempt,
    payment: Attempt,
    withdrawal: Attempt,
    call_back: Attempt,
}

/// Makes the terminal, gives it to everything below and starts it.
pub(crate) fn provide_terminal() -> Terminal {
    let terminal =
        Terminal { flow: RwSignal::new(Flow::new()), hands: StoredValue::new_local(Hands::default()) };
    provide_context(terminal);
    terminal.start();
    let tick = move || {
        if let Some(now) = terminal.now() {
            terminal.send(Event::Tick(now));
        }
    };
    if let Ok(handle) = set_interval_with_handle(tick, std::time::Duration::from_secs(1)) {
        on_cleanup(move || handle.clear());
    }
    terminal
}

/// The terminal of this page.
///
/// # Panics
/// When no screen above called [`provide_terminal`].
pub(crate) fn use_terminal() -> Terminal {
    expect_context::<Terminal>()
}

impl Terminal {
    /// Tells the machine what happened.
    pub(crate) fn send(self, event: Event) {
        let before = self.flow.get_untracked();
        let (after, effects) = next(before.clone(), event);
        if after != before {
            self.flow.set(after);
        }
        self.carry_out(effects);
    }

    /// Reads something of the state; tracked, and told only when it changes.
    pub(crate) fn read<T>(self, what: impl Fn(&Flow) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.flow.with(&what))
    }

    /// The step as it is now, untracked.
    pub(crate) fn step(self) -> Step {
        self.flow.with_untracked(|flow| flow.step.clone())
    }

    /// The field of the step; empty where there is none. Tracked.
    pub(crate) fn entry(self) -> Memo<Entry> {
        self.read(|flow| flow.step.entry().cloned().unwrap_or_default())
    }

    /// Telephone of the contact centre; empty until the server has spoken. Tracked.
    pub(crate) fn phone(self) -> String {
        self.flow.with(|flow| flow.session.as_ref().map(|session| session.phone.clone())).unwrap_or_default()
    }

    /// The terminal's own number; empty until the server has spoken. Untracked: it never changes in a visit.
    pub(crate) fn number(self) -> String {
        self.flow
            .with_untracked(|flow| {
                flow.session.as_ref()?.terminal.as_ref().map(|terminal| terminal.id.clone())
            })
            .unwrap_or_default()
    }

    fn start(self) {
        let (flow, effects) = Flow::new().start();
        self.flow.set(flow);
        self.carry_out(effects);
    }

    /// The server's time, by its last word and the steady clock of the page. Before that word, any time will do:
    /// nothing is shown yet that counts from it, but silence is counted all the same.
    fn now(self) -> Option<DateTime<FixedOffset>> {
        let passed = |(then, at): (DateTime<FixedOffset>, i64)| {
            then.checked_add_signed(TimeDelta::milliseconds(uptime_ms() - at))
        };
        self.hands.with_value(|hands| hands.clock.map_or_else(|| passed((DateTime::default(), 0)), passed))
    }

    fn answered(self, ticket: Ticket, answer: Result<Answer, ClientError>) {
        if let Ok(Answer::Session(session)) = &answer {
            self.hands.update_value(|hands| hands.clock = Some((session.now, uptime_ms())));
            if let (Some(terminal), Some(root)) = (&session.terminal, document().document_element()) {
                // What is printed is laid out for the printer's paper; fails for no name of letters.
                let _ = root.set_attribute("data-paper", &terminal.paper_mm.to_string());
            }
        }
        self.send(Event::Answered(ticket, answer));
    }
}
