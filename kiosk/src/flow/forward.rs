//! The way forward: what the buttons of a screen do.

use svetlitsa_api::accounts::LookupAccount;
use svetlitsa_domain::contacts::Phone;
use svetlitsa_domain::payments::{AmountError, check_amount};
use svetlitsa_domain::readings::VerdictStatus;
use svetlitsa_domain::{AccountNumber, Kopecks};

use super::visit::questions;
use super::{Board, CallBack, Complaint, Effect, Entry, Plan, Sheet, Step, Topic, Turn, Visit, Wait};

impl Turn {
    /// The screen's main button.
    pub(super) fn forward(&mut self) {
        match self.flow.step.clone() {
            Step::Attract => self.go(Step::Account(Entry::default())),
            Step::Enrol(entry) => self.enrol(entry),
            Step::Account(entry) => self.go(match entry.text.parse::<AccountNumber>() {
                Ok(account) => Step::House { account, entry: Entry::default() },
                Err(_) => Step::Account(missing_or(entry, Complaint::NotAnAccount)),
            }),
            Step::House { account, entry } => self.look_up_typed(account, entry),
            Step::Confirm(access) => self.go(Step::Wait(Wait::Account(access))),
            Step::Reading(visit, sheet) => self.next_register(visit, sheet),
            Step::Check { visit, sheet, questions } => {
                self.go(Step::Wait(Wait::Reading { visit, sheet, questions }));
            }
            Step::Verdict { visit, meter, reading } => {
                let from = if reading.status == VerdictStatus::Refused { meter } else { meter + 1 };
                self.after_verdict(visit, from);
            }
            Step::OtherAmount(visit, entry) => match sum(&entry) {
                Ok(amount) => self.create_payment(visit, amount),
                Err(complaint) => self.go(Step::OtherAmount(visit, entry.complaining(complaint))),
            },
            Step::Failed(visit, payment) => self.create_payment(visit, payment.amount_kopecks),
            Step::Outages(board) => self.other_page(*board, 1),
            Step::Phone(about, entry) => self.send_call_back(about, entry),
            Step::Called { .. } | Step::Receipt { .. } => self.wipe(),
            Step::Wait(_)
            | Step::Trouble { .. }
            | Step::Choose(_)
            | Step::Topic(_)
            | Step::Amount(_)
            | Step::Paying(_) => {}
        }
    }

    /// What the visitor came for.
    pub(super) fn choose(&mut self, plan: Plan) {
        let Step::Choose(visit) = self.flow.step.clone() else { return };
        let mut visit = visit;
        visit.plan = plan;
        match (plan, visit.meter_to_read(0)) {
            (Plan::Reading | Plan::Both, Some(meter)) => self.go(reading(visit, meter)),
            (Plan::Payment, _) if visit.overview.takes_payments => self.go_to_amount(visit),
            _ => {}
        }
    }

    /// Where there is no power: asked of a terminal that nobody uses, for it needs no account.
    pub(super) fn outages(&mut self) {
        if self.flow.step == Step::Attract {
            self.go(Step::Wait(Wait::Outages));
        }
    }

    /// Ask to be called, with or without an account.
    pub(super) fn call_back(&mut self) {
        match self.flow.step.clone() {
            Step::Attract => self.go(Step::Topic(None)),
            Step::Choose(visit) => self.go(Step::Topic(Some(visit))),
            _ => {}
        }
    }

    /// What to be called about.
    pub(super) fn topic(&mut self, topic: Topic) {
        if let Step::Topic(visit) = self.flow.step.clone() {
            self.go(Step::Phone(CallBack { visit, topic }, Entry::default()));
        }
    }

    /// A page on or back; before the first one is where nobody is.
    pub(super) fn other_page(&mut self, board: Board, by: isize) {
        match board.page.checked_add_signed(by) {
            None => self.wipe(),
            Some(page) if page < board.pages() => self.go(Step::Outages(Box::new(Board { page, ..board }))),
            Some(_) => {}
        }
    }

    fn send_call_back(&mut self, about: CallBack, entry: Entry) {
        if entry.text.parse::<Phone>().is_err() {
            return self.go(Step::Phone(about, missing_or(entry, Complaint::NotAPhone)));
        }
        let of_session = self.flow.session.as_ref().and_then(|session| session.terminal.as_ref());
        let terminal = of_session.map(|terminal| terminal.id.clone()).unwrap_or_default();
        self.go(Step::Wait(Wait::CallBack { about, phone: entry.text, terminal }));
    }

    /// Pays a sum of the offers.
    pub(super) fn pay(&mut self, amount: Kopecks) {
        if let Step::Amount(visit) = self.flow.step.clone()
            && visit.offers().iter().any(|offer| offer.amount() == amount)
        {
            self.create_payment(visit, amount);
        }
    }

    pub(super) fn other_amount(&mut self) {
        match self.flow.step.clone() {
            Step::Amount(visit) => self.go(Step::OtherAmount(visit, Entry::default())),
            Step::Failed(visit, _) => self.go_to_amount(visit),
            _ => {}
        }
    }

    /// Something else for the same account; what it owes is asked anew.
    pub(super) fn another(&mut self) {
        if let Step::Verdict { visit, .. }
        | Step::Receipt { visit, .. }
        | Step::Called { visit: Some(visit), .. }
        | Step::Failed(visit, _) = self.flow.step.clone()
        {
            self.go(Step::Wait(Wait::Account(visit.access)));
        }
    }

    pub(super) fn print_again(&mut self) {
        let has_paper = match &mut self.flow.step {
            Step::Receipt { is_copy, .. } => {
                *is_copy = true;
                true
            }
            Step::Called { .. } => true,
            Step::Verdict { visit, meter, reading } => {
                reading.status != VerdictStatus::Refused && visit.ends_after(*meter)
            }
            _ => false,
        };
        if has_paper {
            self.effects.push(Effect::Print);
        }
    }

    /// Asks the same question again.
    pub(super) fn retry(&mut self) {
        if let Step::Trouble { of, .. } = self.flow.step.clone() {
            self.go(Step::Wait(of));
        }
    }

    pub(super) fn scanned(&mut self, qr: String) {
        if self.flow.step.takes_scans() {
            self.go(Step::Wait(Wait::LookUp(LookupAccount::Scanned { qr })));
        }
    }

    /// To the sum: a choice when there is something to offer, else straight to the keypad.
    pub(super) fn go_to_amount(&mut self, visit: Box<Visit>) {
        self.go(if visit.offers().is_empty() {
            Step::OtherAmount(visit, Entry::default())
        } else {
            Step::Amount(visit)
        });
    }

    fn enrol(&mut self, entry: Entry) {
        if entry.text.is_empty() {
            return self.go(Step::Enrol(entry.complaining(Complaint::Missing)));
        }
        self.go(Step::Wait(Wait::Enrol(entry.text)));
    }

    fn look_up_typed(&mut self, account: AccountNumber, entry: Entry) {
        if entry.text.is_empty() {
            return self.go(Step::House { account, entry: entry.complaining(Complaint::Missing) });
        }
        let who = LookupAccount::Typed { account: account.to_string(), house: entry.text };
        self.go(Step::Wait(Wait::LookUp(who)));
    }

    /// From one register to the next, and from the last one to the check.
    fn next_register(&mut self, visit: Box<Visit>, mut sheet: Sheet) {
        let register = sheet.register;
        if sheet.current().is_none_or(|entry| entry.text.is_empty()) {
            return self.go(Step::Reading(visit, sheet.complaining(register, Complaint::Missing)));
        }
        let Some(assessment) = sheet.assess(&visit) else { return };
        if !sheet.is_last() {
            // The values to come are still missing; only what is wrong with this one is said now.
            match sheet.refusal_of(&assessment, register, &visit) {
                Some(complaint) => self.go(Step::Reading(visit, sheet.complaining(register, complaint))),
                None => {
                    sheet.register += 1;
                    self.go(Step::Reading(visit, sheet));
                }
            }
            return;
        }
        match sheet.refusal(&visit, &assessment) {
            Some((place, complaint)) => self.go(Step::Reading(visit, sheet.complaining(place, complaint))),
            None => self.go(Step::Check { visit, sheet, questions: questions(&assessment) }),
        }
    }

    /// After a verdict: the next meter, then the payment if that was wanted, else the account again.
    fn after_verdict(&mut self, visit: Box<Visit>, from: usize) {
        match visit.meter_to_read(from) {
            Some(meter) => self.go(reading(visit, meter)),
            None if visit.plan == Plan::Both && visit.overview.takes_payments => self.go_to_amount(visit),
            None => self.wipe(),
        }
    }

    fn create_payment(&mut self, visit: Box<Visit>, amount: Kopecks) {
        self.go(Step::Wait(Wait::Payment { visit, amount }));
    }
}

fn reading(visit: Box<Visit>, meter: usize) -> Step {
    let sheet = Sheet::new(&visit, meter);
    Step::Reading(visit, sheet)
}

fn missing_or(entry: Entry, complaint: Complaint) -> Entry {
    let complaint = if entry.text.is_empty() { Complaint::Missing } else { complaint };
    entry.complaining(complaint)
}

fn sum(entry: &Entry) -> Result<Kopecks, Complaint> {
    let amount = Kopecks::parse_rubles(&entry.text).map_err(|_| Complaint::Missing)?;
    match check_amount(amount) {
        Ok(()) => Ok(amount),
        Err(AmountError::TooSmall) => Err(Complaint::AmountTooSmall),
        Err(AmountError::TooLarge) => Err(Complaint::AmountTooLarge),
    }
}
