//! The terminal's flow: a pure machine, `next(flow, event) -> (flow, effects)`. Screens only draw it.
//!
//! Time is an event, requests and their answers are data, and forgetting a visitor is one assignment.

mod answers;
mod back;
mod call_back;
mod entry;
mod event;
mod forward;
mod step;
mod time;
mod visit;

use chrono::{DateTime, FixedOffset};
use svetlitsa_api::session::SessionView;

pub use call_back::{CallBack, Topic};
pub use entry::{Alphabet, Complaint, Entry, HOUSE_LETTERS, Key};
pub use event::{Answer, Effect, Event, Request, Ticket};
pub use step::{Board, Paying, Step, Wait};
pub use time::WARNING_SECONDS;
pub use visit::{Offer, Plan, Sheet, Visit};

/// What lies over the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// How to go on.
    Help,
    /// «Вы ещё здесь?»
    StillThere {
        /// Seconds until everything is forgotten.
        left: u32,
    },
    /// A payment is under way: leave it?
    LeavePayment(Exit),
}

/// Where a visitor who leaves a payment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Back to the sum.
    Back,
    /// Away.
    Finish,
}

/// The whole state of the terminal.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Where the visitor is.
    pub step: Step,
    /// What lies over the screen.
    pub overlay: Option<Overlay>,
    /// What the server said about this terminal.
    pub session: Option<SessionView>,
    /// The server's time.
    pub now: Option<DateTime<FixedOffset>>,
    /// Seconds since somebody touched anything.
    quiet: u32,
    /// Seconds in this step.
    elapsed: u32,
    /// The newest request.
    ticket: Ticket,
    /// The request that this step waits for.
    awaited: Option<Ticket>,
}

impl Default for Flow {
    fn default() -> Self {
        Self::new()
    }
}

impl Flow {
    /// A terminal that knows nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            step: Step::Wait(Wait::Session),
            overlay: None,
            session: None,
            now: None,
            quiet: 0,
            elapsed: 0,
            ticket: Ticket(0),
            awaited: None,
        }
    }

    /// The first effects of a terminal that was just made.
    #[must_use]
    pub fn start(self) -> (Self, Vec<Effect>) {
        let mut turn = Turn { flow: self, effects: Vec::new() };
        turn.go(Step::Wait(Wait::Session));
        (turn.flow, turn.effects)
    }
}

/// The machine.
#[must_use]
pub fn next(flow: Flow, event: Event) -> (Flow, Vec<Effect>) {
    let mut turn = Turn { flow, effects: Vec::new() };
    turn.take(event);
    (turn.flow, turn.effects)
}

/// One turn of the machine: the state being changed and the effects gathered.
struct Turn {
    flow: Flow,
    effects: Vec<Effect>,
}

impl Turn {
    fn take(&mut self, event: Event) {
        if !matches!(event, Event::Tick(_) | Event::Answered(..) | Event::PaymentNews(_) | Event::Touch) {
            self.flow.quiet = 0;
        }
        match event {
            Event::Tick(now) => self.tick(now),
            // While the terminal asks whether anyone is there, only the answer counts.
            Event::Touch => {
                if !matches!(self.flow.overlay, Some(Overlay::StillThere { .. })) {
                    self.flow.quiet = 0;
                }
            }
            Event::Continue => self.flow.overlay = None,
            Event::Help => self.flow.overlay = Some(Overlay::Help),
            Event::Leave => self.leave(),
            Event::Finish => self.finish(),
            Event::Back => self.back(),
            Event::Answered(ticket, answer) => self.answered(ticket, answer),
            Event::PaymentNews(news) => self.payment_news(news),
            Event::Scanned(qr) => self.scanned(qr),
            // Nothing under an open question is pressed by accident.
            _ if self.flow.overlay.is_some() => {}
            Event::Press(key) => {
                if let Some((entry, alphabet)) = self.flow.step.entry_mut() {
                    entry.press(alphabet, key);
                }
            }
            Event::Typed(text) => {
                if let Some((entry, alphabet)) = self.flow.step.entry_mut() {
                    entry.replace(alphabet, &text);
                }
            }
            Event::Next => self.forward(),
            Event::Choose(plan) => self.choose(plan),
            Event::Outages => self.outages(),
            Event::CallBack => self.call_back(),
            Event::Topic(topic) => self.topic(topic),
            Event::Pay(amount) => self.pay(amount),
            Event::OtherAmount => self.other_amount(),
            Event::PrintAgain => self.print_again(),
            Event::Another => self.another(),
            Event::Retry => self.retry(),
        }
    }

    /// Enters a step; one that waits asks its question at once.
    fn go(&mut self, step: Step) {
        if self.flow.step.has_payment_in_flight() && !step.has_payment_in_flight() {
            self.effects.push(Effect::Unwatch);
        }
        self.flow.elapsed = 0;
        self.flow.overlay = None;
        self.flow.awaited = match &step {
            Step::Wait(wait) => Some(self.ask(wait.request())),
            _ => None,
        };
        self.flow.step = step;
    }

    fn ask(&mut self, request: Request) -> Ticket {
        self.flow.ticket.0 += 1;
        self.effects.push(Effect::Ask(self.flow.ticket, request));
        self.flow.ticket
    }

    /// Forgets the visitor: nothing of the old state is left, and the page is thrown away after it.
    fn wipe(&mut self) {
        self.flow = Flow::new();
        self.effects = vec![Effect::Wipe];
    }

    fn finish(&mut self) {
        match &self.flow.step {
            Step::Paying(_) => self.flow.overlay = Some(Overlay::LeavePayment(Exit::Finish)),
            Step::Wait(wait) if wait.is_settling() => {}
            step if step.is_visit() => self.wipe(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
