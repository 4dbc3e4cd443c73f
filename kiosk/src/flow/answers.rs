//! What the server says, expected or not, in time or late.

use svetlitsa_api::outages::OutageBoard;
use svetlitsa_api::payments::PaymentView;
use svetlitsa_api::session::SessionView;
use svetlitsa_api::{ErrorCode, Problem};
use svetlitsa_domain::payments::PaymentScreen;
use svetlitsa_domain::readings::{Finding, FindingCode, VerdictStatus};
use svetlitsa_ui::client::ClientError;

use super::time::KEPT_FOR;
use super::{Answer, Board, Complaint, Effect, Entry, Paying, Step, Ticket, Turn, Visit, Wait};

impl Turn {
    pub(super) fn answered(&mut self, ticket: Ticket, answer: Result<Answer, ClientError>) {
        match (self.flow.step.clone(), answer) {
            (Step::Wait(wait), answer) if self.flow.awaited == Some(ticket) => match answer {
                Ok(answer) => self.expected(wait, answer),
                Err(error) => self.failed(wait, error),
            },
            // The cash register has caught up, or not yet: the slip on the screen says so; paper has been printed.
            (Step::Receipt { .. }, Ok(Answer::Receipt(news))) if self.flow.awaited == Some(ticket) => {
                self.flow.awaited = None;
                if let Step::Receipt { receipt, .. } = &mut self.flow.step
                    && news.code == receipt.code
                {
                    *receipt = news;
                }
            }
            // Asked in the background, while nobody is here.
            (Step::Attract, Ok(Answer::Session(session))) => self.learned(*session),
            (Step::Attract, Err(error)) => self.go(Step::Trouble { of: Wait::Session, error }),
            _ => {}
        }
    }

    fn expected(&mut self, wait: Wait, answer: Answer) {
        match (wait, answer) {
            (Wait::Session, Answer::Session(session)) => {
                let is_enrolled = session.terminal.is_some();
                self.learned(*session);
                if is_enrolled {
                    self.go(Step::Attract);
                }
            }
            (Wait::Enrol(_), Answer::Enrolled) => self.go(Step::Wait(Wait::Session)),
            (Wait::LookUp(_), Answer::Access(access)) => self.go(Step::Confirm(access)),
            (Wait::Account(access), Answer::Account(overview)) => {
                self.go(Step::Choose(Box::new(Visit::new(access, *overview))));
            }
            (Wait::Reading { mut visit, sheet, .. }, Answer::Reading(reading)) => {
                let is_accepted = reading.status != VerdictStatus::Refused;
                if is_accepted {
                    visit.given.push((*reading).clone());
                }
                let is_last = visit.ends_after(sheet.meter);
                self.go(Step::Verdict { visit, meter: sheet.meter, reading });
                // Whoever goes on to pay gets the readings on the receipt.
                if is_accepted && is_last {
                    self.effects.push(Effect::Print);
                }
            }
            (Wait::Payment { visit, .. }, Answer::Payment(payment)) => self.show_payment(*visit, *payment),
            (Wait::Receipt { visit, payment }, Answer::Receipt(receipt)) => {
                self.go(Step::Receipt { visit, payment: payment.id, receipt, is_copy: false, looks: 0 });
                self.effects.push(Effect::Print);
            }
            (Wait::Outages, Answer::Outages(board)) => self.show_outages(*board),
            (Wait::CallBack { about, .. }, Answer::Called(appeal)) => {
                self.go(Step::Called { visit: about.visit, appeal });
                self.effects.push(Effect::Print);
            }
            // An answer of another kind is as good as rubbish.
            (wait, _) => self.failed(wait, ClientError::Broken { request_id: String::new() }),
        }
    }

    fn failed(&mut self, wait: Wait, error: ClientError) {
        match (wait, error.code()) {
            (Wait::Enrol(code), Some(ErrorCode::TerminalNotEnrolled | ErrorCode::ValidationFailed)) => {
                self.go(Step::Enrol(Entry::holding(&code).complaining(Complaint::CodeRefused)));
            }
            (_, Some(ErrorCode::TerminalNotEnrolled)) => self.wipe(),
            (Wait::CallBack { about, phone, .. }, Some(ErrorCode::ValidationFailed)) => {
                self.go(Step::Phone(about, Entry::holding(&phone).complaining(Complaint::NotAPhone)));
            }
            (Wait::Reading { visit, sheet, .. }, Some(ErrorCode::ConfirmationRequired)) => {
                let questions = asked(&error);
                self.go(Step::Check { visit, sheet, questions });
            }
            (wait, _) => self.go(Step::Trouble { of: wait, error }),
        }
    }

    /// The board of the terminal's own branch; of all of them when it knows none.
    fn show_outages(&mut self, board: OutageBoard) {
        let terminal = self.flow.session.as_ref().and_then(|session| session.terminal.as_ref());
        let own = terminal.map(|terminal| terminal.branch.id.clone());
        let is_own = |id: &str| own.as_deref().is_none_or(|own| own == id);
        let OutageBoard { as_of, branches, items } = board;
        let branch = branches.into_iter().find(|branch| own.as_deref() == Some(branch.id.as_str()));
        let items = items.into_iter().filter(|outage| is_own(&outage.branch)).collect();
        self.go(Step::Outages(Box::new(Board { as_of, branch, items, page: 0 })));
    }

    /// What the server says about this terminal.
    fn learned(&mut self, session: SessionView) {
        let is_enrolled = session.terminal.is_some();
        self.flow.now = Some(session.now);
        self.flow.session = Some(session);
        if !is_enrolled {
            self.go(Step::Enrol(Entry::default()));
        }
    }

    /// News of the payment under way; repeats and latecomers change nothing.
    pub(super) fn payment_news(&mut self, news: Result<Box<PaymentView>, ClientError>) {
        let Step::Paying(mut paying) = self.flow.step.clone() else { return };
        let Ok(payment) = news else {
            paying.is_cut_off = true;
            self.flow.step = Step::Paying(paying);
            return;
        };
        if payment.id != paying.payment.id || payment.version < paying.payment.version {
            return;
        }
        if payment.state.is_open() {
            paying.payment = *payment;
            paying.is_cut_off = false;
            self.flow.step = Step::Paying(paying);
        } else {
            self.show_payment(paying.visit, *payment);
        }
    }

    /// The screen on which a payment belongs, by the table of `domain`.
    fn show_payment(&mut self, visit: Visit, payment: PaymentView) {
        match payment.state.screen() {
            PaymentScreen::Preparing | PaymentScreen::AtBank => {
                self.effects
                    .push(Effect::Watch { token: visit.access.token.clone(), payment: payment.id.clone() });
                let kept_until = self.flow.now.map(|now| now + KEPT_FOR);
                self.go(Step::Paying(Box::new(Paying { visit, payment, kept_until, is_cut_off: false })));
            }
            PaymentScreen::Receipt => {
                self.go(Step::Wait(Wait::Receipt { visit: Box::new(visit), payment: Box::new(payment) }));
            }
            PaymentScreen::Failed => self.go(Step::Failed(Box::new(visit), Box::new(payment))),
        }
    }
}

/// What the server asks about, when its ladder found more than ours.
fn asked(error: &ClientError) -> Vec<Finding> {
    let ClientError::Rejected(Problem { fields, .. }) = error else { return Vec::new() };
    let mut codes: Vec<FindingCode> = fields.iter().filter_map(|field| field.code.finding()).collect();
    if codes.is_empty() {
        // A question that this build has no word for is still a question.
        codes.push(FindingCode::UnusuallyHigh);
    }
    codes.into_iter().map(|code| Finding { code, zone: None }).collect()
}
