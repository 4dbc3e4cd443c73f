//! The visitor: the permit, the account, what they came for and what they have given so far.

use svetlitsa_api::accounts::{AccountOverview, GuestAccess, MeterView};
use svetlitsa_api::readings::{ReadingView, SubmitReading, ZoneValue};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::check_amount;
use svetlitsa_domain::readings::{Assessment, Finding, ReadingWindow, Severity, VerdictStatus};
use svetlitsa_ui::assessment::judge;

use super::{Complaint, Entry};

/// What the visitor came for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Give readings.
    Reading,
    /// Pay.
    Payment,
    /// Both, in this order.
    Both,
}

/// A visitor who is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// The permit.
    pub access: GuestAccess,
    /// The account.
    pub overview: AccountOverview,
    /// What for.
    pub plan: Plan,
    /// Readings given in this visit.
    pub given: Vec<ReadingView>,
}

/// A sum offered on a button, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// All that is owed.
    Debt(Kopecks),
    /// What the scanned bill says.
    Bill(Kopecks),
    /// What is owed and what the reading just given will cost.
    WithReading(Kopecks),
}

impl Offer {
    /// The sum.
    #[must_use]
    pub const fn amount(self) -> Kopecks {
        match self {
            Self::Debt(amount) | Self::Bill(amount) | Self::WithReading(amount) => amount,
        }
    }
}

impl Visit {
    pub(super) const fn new(access: GuestAccess, overview: AccountOverview) -> Self {
        Self { access, overview, plan: Plan::Both, given: Vec::new() }
    }

    /// A meter by its place in the account.
    #[must_use]
    pub fn meter(&self, index: usize) -> Option<&MeterView> {
        self.overview.meters.get(index)
    }

    /// The first meter from `from` on that is read by hand.
    #[must_use]
    pub fn meter_to_read(&self, from: usize) -> Option<usize> {
        (from..self.overview.meters.len()).find(|i| {
            let meter = &self.overview.meters[*i];
            !meter.is_smart && !meter.registers.is_empty()
        })
    }

    /// Whether nothing of the plan comes after the reading of this meter, neither another meter nor a payment.
    #[must_use]
    pub fn ends_after(&self, meter: usize) -> bool {
        let goes_on_to_pay = self.plan == Plan::Both && self.overview.takes_payments;
        self.meter_to_read(meter + 1).is_none() && !goes_on_to_pay
    }

    /// Ids of the readings of this visit that count: they are given together with its payment.
    #[must_use]
    pub fn accepted_readings(&self) -> Vec<String> {
        let accepted = self.given.iter().filter(|reading| reading.status != VerdictStatus::Refused);
        accepted.map(|reading| reading.id.clone()).collect()
    }

    /// The window of the account's branch.
    #[must_use]
    pub fn window(&self) -> Option<ReadingWindow> {
        ReadingWindow::new(self.overview.window.first_day, self.overview.window.last_day)
    }

    /// Sums to offer, each once, those that can be paid at once.
    #[must_use]
    pub fn offers(&self) -> Vec<Offer> {
        let debt = self.overview.account.balance_kopecks.unwrap_or(Kopecks::ZERO);
        let cost: Kopecks = self
            .given
            .iter()
            .filter(|reading| reading.status != VerdictStatus::Refused)
            .filter_map(|reading| reading.cost_kopecks)
            .sum();
        let mut offers: Vec<Offer> = Vec::new();
        let bill = self.access.suggested_kopecks.map(Offer::Bill);
        let with_reading = cost.is_positive().then(|| Offer::WithReading(debt + cost));
        for offer in [Some(Offer::Debt(debt)), with_reading, bill].into_iter().flatten() {
            let is_new = offers.iter().all(|other| other.amount() != offer.amount());
            if is_new && check_amount(offer.amount()).is_ok() {
                offers.push(offer);
            }
        }
        offers
    }
}

/// The values of one meter while they are typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Which meter of the account.
    pub meter: usize,
    /// Which register is being typed.
    pub register: usize,
    /// A field for every register.
    pub entries: Vec<Entry>,
}

impl Sheet {
    pub(super) fn new(visit: &Visit, meter: usize) -> Self {
        let registers = visit.meter(meter).map_or(0, |meter| meter.registers.len());
        Self { meter, register: 0, entries: vec![Entry::default(); registers] }
    }

    /// The field being typed.
    #[must_use]
    pub fn current(&self) -> Option<&Entry> {
        self.entries.get(self.register)
    }

    pub(super) fn current_mut(&mut self) -> Option<&mut Entry> {
        self.entries.get_mut(self.register)
    }

    pub(super) fn is_last(&self) -> bool {
        self.register + 1 >= self.entries.len()
    }

    /// Goes to a register and says what is wrong there.
    pub(super) fn complaining(mut self, register: usize, complaint: Complaint) -> Self {
        self.register = register.min(self.entries.len().saturating_sub(1));
        if let Some(entry) = self.current_mut() {
            entry.complaint = Some(complaint);
        }
        self
    }

    /// Values of the registers typed so far.
    #[must_use]
    pub fn values(&self, visit: &Visit) -> Vec<ZoneValue> {
        let Some(meter) = visit.meter(self.meter) else { return Vec::new() };
        meter
            .registers
            .iter()
            .zip(&self.entries)
            .filter_map(|(register, entry)| {
                Some(ZoneValue { zone: register.zone, value: entry.text.parse().ok()? })
            })
            .collect()
    }

    /// The verdict ladder on these values, as the server will climb it.
    #[must_use]
    pub fn assess(&self, visit: &Visit) -> Option<Assessment> {
        judge(visit.meter(self.meter)?, &visit.overview.window, &self.values(visit))
    }

    /// The refusal of one register, whatever the others lack.
    pub(super) fn refusal_of(
        &self,
        assessment: &Assessment,
        register: usize,
        visit: &Visit,
    ) -> Option<Complaint> {
        let zone = visit.meter(self.meter)?.registers.get(register)?.zone;
        assessment
            .findings
            .iter()
            .find(|finding| finding.zone == Some(zone) && finding.code.severity() == Severity::Refusal)
            .map(|finding| Complaint::Refused(finding.code))
    }

    /// The first refusal of the ladder and the register it belongs to.
    pub(super) fn refusal(&self, visit: &Visit, assessment: &Assessment) -> Option<(usize, Complaint)> {
        let finding =
            assessment.findings.iter().find(|finding| finding.code.severity() == Severity::Refusal)?;
        let registers = visit.meter(self.meter).map_or(&[][..], |meter| &meter.registers);
        let place = registers.iter().position(|register| Some(register.zone) == finding.zone);
        Some((place.unwrap_or(0), Complaint::Refused(finding.code)))
    }

    pub(super) fn submission(&self, visit: &Visit, confirmed: bool) -> SubmitReading {
        SubmitReading {
            meter: visit.meter(self.meter).map(|meter| meter.id.clone()).unwrap_or_default(),
            values: self.values(visit),
            taken_on: None,
            taken_at: None,
            confirmed,
        }
    }
}

/// What the ladder asks about.
pub(super) fn questions(assessment: &Assessment) -> Vec<Finding> {
    assessment.questions().copied().collect()
}
