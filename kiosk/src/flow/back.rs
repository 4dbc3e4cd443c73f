//! The way back: one step each time, and what was typed is still there.

use svetlitsa_api::accounts::LookupAccount;
use svetlitsa_domain::payments::PaymentState;

use super::{Entry, Exit, Overlay, Request, Sheet, Step, Turn, Visit, Wait};

impl Turn {
    pub(super) fn back(&mut self) {
        if self.flow.overlay.take().is_some() {
            return;
        }
        match self.flow.step.clone() {
            Step::Attract | Step::Enrol(_) => {}
            // Back to where nobody is: nothing of the number may stay.
            Step::Account(_) => self.wipe(),
            Step::House { account, .. } => self.go(Step::Account(Entry::holding(account.as_str()))),
            Step::Confirm(access) => self.go(Step::Account(Entry::holding(access.account.as_str()))),
            Step::Choose(visit) => self.go(Step::Confirm(visit.access)),
            Step::Reading(visit, sheet) => self.back_in_reading(visit, sheet),
            Step::Check { visit, sheet, .. } => self.go(Step::Reading(visit, sheet)),
            Step::Amount(visit) => self.go(Step::Choose(visit)),
            Step::OtherAmount(visit, _) if visit.offers().is_empty() => self.go(Step::Choose(visit)),
            Step::OtherAmount(visit, _) => self.go(Step::Amount(visit)),
            Step::Paying(_) => self.flow.overlay = Some(Overlay::LeavePayment(Exit::Back)),
            Step::Failed(visit, _) => self.go_to_amount(visit),
            Step::Outages(board) => self.other_page(*board, -1),
            Step::Topic(None) => self.wipe(),
            Step::Topic(Some(visit)) => self.go(Step::Choose(visit)),
            Step::Phone(about, _) => self.go(Step::Topic(about.visit)),
            Step::Called { visit: None, .. } => self.wipe(),
            Step::Called { visit: Some(visit), .. }
            | Step::Verdict { visit, .. }
            | Step::Receipt { visit, .. } => {
                self.go(Step::Wait(Wait::Account(visit.access)));
            }
            Step::Wait(wait) if wait.is_settling() => {}
            Step::Wait(wait) | Step::Trouble { of: wait, .. } => self.back_from(wait),
        }
    }

    /// Yes, leave the payment. Before the bank has it, it is given up; after that it runs out by itself, and the
    /// server goes on asking: money that still comes is credited.
    pub(super) fn leave(&mut self) {
        let (Some(Overlay::LeavePayment(exit)), Step::Paying(paying)) =
            (self.flow.overlay, self.flow.step.clone())
        else {
            return;
        };
        let gives_up = paying.payment.state == PaymentState::Created;
        let withdrawal =
            Request::Withdraw { token: paying.visit.access.token.clone(), id: paying.payment.id.clone() };
        match exit {
            Exit::Back => self.go_to_amount(Box::new(paying.visit)),
            Exit::Finish => self.wipe(),
        }
        if gives_up {
            let ticket = self.flow.ticket;
            // Before everything else: a wipe throws the page away.
            self.effects.insert(0, super::Effect::Ask(ticket, withdrawal));
        }
    }

    fn back_in_reading(&mut self, visit: Box<Visit>, mut sheet: Sheet) {
        if sheet.register > 0 {
            sheet.register -= 1;
            self.go(Step::Reading(visit, sheet));
        } else {
            self.go(Step::Choose(visit));
        }
    }

    /// Back from a question to where it was put.
    fn back_from(&mut self, wait: Wait) {
        match wait {
            Wait::Session => {}
            Wait::Enrol(code) => self.go(Step::Enrol(Entry::holding(&code))),
            Wait::LookUp(LookupAccount::Scanned { .. } | LookupAccount::Letter { .. }) => {
                self.go(Step::Account(Entry::default()));
            }
            Wait::LookUp(LookupAccount::Typed { account, house }) => {
                self.go(match account.parse() {
                    Ok(account) => Step::House { account, entry: Entry::holding(&house) },
                    Err(_) => Step::Account(Entry::holding(&account)),
                });
            }
            Wait::Account(access) => self.go(Step::Confirm(access)),
            Wait::Reading { visit, sheet, questions, .. } => {
                self.go(Step::Check { visit, sheet, questions });
            }
            Wait::Payment { visit, .. } => self.go_to_amount(visit),
            Wait::Outages => self.wipe(),
            Wait::CallBack { about, phone, .. } => self.go(Step::Phone(about, Entry::holding(&phone))),
            Wait::Receipt { visit, .. } => self.go(Step::Wait(Wait::Account(visit.access))),
        }
    }
}
