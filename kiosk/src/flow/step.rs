//! The steps of a visit, each with all it needs and nothing more: leaving a step forgets what it held.

use chrono::{DateTime, FixedOffset};
use svetlitsa_api::accounts::{GuestAccess, LookupAccount};
use svetlitsa_api::appeals::AppealView;
use svetlitsa_api::outages::{OutageBranch, OutageView};
use svetlitsa_api::payments::{CreatePayment, PaymentView};
use svetlitsa_api::readings::ReadingView;
use svetlitsa_api::receipts::ReceiptView;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::readings::Finding;
use svetlitsa_domain::{AccountNumber, Kopecks};
use svetlitsa_ui::client::ClientError;

use super::{Alphabet, CallBack, Entry, Request, Sheet, Visit};

/// Where the visitor is.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Something was asked of the server.
    Wait(Wait),
    /// Asking failed.
    Trouble {
        /// What was asked.
        of: Wait,
        /// How it failed.
        error: ClientError,
    },
    /// This browser is no terminal yet: one-time code.
    Enrol(Entry),
    /// Nobody is here.
    Attract,
    /// Account number.
    Account(Entry),
    /// House number.
    House {
        /// Whose.
        account: AccountNumber,
        /// The house.
        entry: Entry,
    },
    /// «Это вы?»
    Confirm(GuestAccess),
    /// What for?
    Choose(Box<Visit>),
    /// A register of a meter.
    Reading(Box<Visit>, Sheet),
    /// Check your answers; questions of the ladder are asked here.
    Check {
        /// The visitor.
        visit: Box<Visit>,
        /// The values.
        sheet: Sheet,
        /// What looks odd.
        questions: Vec<Finding>,
    },
    /// What came of the reading.
    Verdict {
        /// The visitor.
        visit: Box<Visit>,
        /// Which meter it was.
        meter: usize,
        /// The reading with its verdict.
        reading: Box<ReadingView>,
    },
    /// Which sum.
    Amount(Box<Visit>),
    /// Another sum.
    OtherAmount(Box<Visit>, Entry),
    /// The QR is on the screen.
    Paying(Box<Paying>),
    /// The payment came to nothing.
    Failed(Box<Visit>, Box<PaymentView>),
    /// Where there is no power.
    Outages(Box<Board>),
    /// What to be called about.
    Topic(Option<Box<Visit>>),
    /// Which telephone to call.
    Phone(CallBack, Entry),
    /// Somebody will call.
    Called {
        /// The visitor, when the account was said.
        visit: Option<Box<Visit>>,
        /// What was registered.
        appeal: Box<AppealView>,
    },
    /// Paid.
    Receipt {
        /// The visitor.
        visit: Box<Visit>,
        /// The payment, to read the receipt again by.
        payment: String,
        /// The receipt.
        receipt: Box<ReceiptView>,
        /// It was printed before: every further print is marked as a copy.
        is_copy: bool,
        /// How often it was read again for its fiscal document.
        looks: u32,
    },
}

/// Outages of the terminal's branch, a few a page: nobody scrolls a screen on a wall.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// When it was so.
    pub as_of: DateTime<FixedOffset>,
    /// Whom to call; absent when the branch is not among them.
    pub branch: Option<OutageBranch>,
    /// Current ones, planned ones, and those that are over.
    pub items: Vec<OutageView>,
    /// Which page is shown, from 0.
    pub page: usize,
}

impl Board {
    /// Outages a page.
    pub const A_PAGE: usize = 4;

    /// Those of the page.
    #[must_use]
    pub fn shown(&self) -> &[OutageView] {
        self.items.chunks(Self::A_PAGE).nth(self.page).unwrap_or_default()
    }

    /// How many pages there are, 1 at least.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.items.len().div_ceil(Self::A_PAGE).max(1)
    }
}

/// A payment under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Paying {
    /// The visitor.
    pub visit: Visit,
    /// The newest news.
    pub payment: PaymentView,
    /// Until when the terminal keeps the screen for it; the acquirer's own term may be shorter.
    pub kept_until: Option<DateTime<FixedOffset>>,
    /// The server does not answer for it at the moment.
    pub is_cut_off: bool,
}

impl Paying {
    /// Until when it can be paid here.
    #[must_use]
    pub fn deadline(&self) -> Option<DateTime<FixedOffset>> {
        [self.kept_until, self.payment.expires].into_iter().flatten().min()
    }
}

/// What is being asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Wait {
    /// Who is here.
    Session,
    /// Whether the code is good.
    Enrol(String),
    /// Which account.
    LookUp(LookupAccount),
    /// The account at a glance.
    Account(GuestAccess),
    /// The verdict on a reading.
    Reading {
        /// The visitor.
        visit: Box<Visit>,
        /// The values.
        sheet: Sheet,
        /// What was asked about and confirmed.
        questions: Vec<Finding>,
    },
    /// A QR to pay by.
    Payment {
        /// The visitor.
        visit: Box<Visit>,
        /// How much.
        amount: Kopecks,
    },
    /// Where there is no power.
    Outages,
    /// That somebody wants to be called.
    CallBack {
        /// Who, and what about.
        about: CallBack,
        /// The telephone.
        phone: String,
        /// Number of this terminal.
        terminal: String,
    },
    /// The receipt of what is paid.
    Receipt {
        /// The visitor.
        visit: Box<Visit>,
        /// The payment.
        payment: Box<PaymentView>,
    },
}

impl Wait {
    /// The question itself.
    #[must_use]
    pub fn request(&self) -> Request {
        match self {
            Self::Session => Request::Session,
            Self::Enrol(code) => Request::Enrol { code: code.clone() },
            Self::LookUp(who) => Request::LookUp(who.clone()),
            Self::Account(access) => {
                Request::Account { token: access.token.clone(), number: access.account.clone() }
            }
            Self::Reading { visit, sheet, questions } => Request::SubmitReading {
                token: visit.access.token.clone(),
                number: visit.access.account.clone(),
                body: sheet.submission(visit, !questions.is_empty()),
            },
            Self::Payment { visit, amount } => Request::CreatePayment {
                token: visit.access.token.clone(),
                body: CreatePayment {
                    account: visit.access.account.clone(),
                    amount_kopecks: *amount,
                    method: PaymentMethod::Sbp,
                    payee: None,
                    period: visit.access.period,
                    refuse_repeat: false,
                    readings: visit.accepted_readings(),
                },
            },
            Self::Outages => Request::Outages,
            Self::CallBack { about, phone, terminal } => Request::CallBack {
                topic: about.topic,
                phone: phone.clone(),
                account: about.account().cloned(),
                terminal: terminal.clone(),
            },
            Self::Receipt { visit, payment } => {
                Request::Receipt { token: visit.access.token.clone(), id: payment.id.clone() }
            }
        }
    }

    /// Whether it changes something or brings the receipt of it: nobody walks away from that half way.
    #[must_use]
    pub const fn is_settling(&self) -> bool {
        matches!(
            self,
            Self::Reading { .. } | Self::Payment { .. } | Self::CallBack { .. } | Self::Receipt { .. }
        )
    }
}

impl Step {
    /// Its name: for tests, for styles, and to tell whether the screen changed.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Wait(Wait::Session) => "wait-session",
            Self::Wait(Wait::Enrol(_)) => "wait-enrol",
            Self::Wait(Wait::LookUp(_)) => "wait-look-up",
            Self::Wait(Wait::Account(_)) => "wait-account",
            Self::Wait(Wait::Reading { .. }) => "wait-reading",
            Self::Wait(Wait::Payment { .. }) => "wait-payment",
            Self::Wait(Wait::Outages) => "wait-outages",
            Self::Wait(Wait::CallBack { .. }) => "wait-call-back",
            Self::Wait(Wait::Receipt { .. }) => "wait-receipt",
            Self::Trouble { of: Wait::Session, .. } => "trouble-session",
            Self::Trouble { of: Wait::Enrol(_), .. } => "trouble-enrol",
            Self::Trouble { of: Wait::LookUp(_), .. } => "trouble-look-up",
            Self::Trouble { of: Wait::Account(_), .. } => "trouble-account",
            Self::Trouble { of: Wait::Reading { .. }, .. } => "trouble-reading",
            Self::Trouble { of: Wait::Payment { .. }, .. } => "trouble-payment",
            Self::Trouble { of: Wait::Outages, .. } => "trouble-outages",
            Self::Trouble { of: Wait::CallBack { .. }, .. } => "trouble-call-back",
            Self::Trouble { of: Wait::Receipt { .. }, .. } => "trouble-receipt",
            Self::Enrol(_) => "enrol",
            Self::Attract => "attract",
            Self::Account(_) => "account",
            Self::House { .. } => "house",
            Self::Confirm(_) => "confirm",
            Self::Choose(_) => "choose",
            Self::Reading(..) => "reading",
            Self::Check { .. } => "check",
            Self::Verdict { .. } => "verdict",
            Self::Amount(_) => "amount",
            Self::OtherAmount(..) => "other-amount",
            Self::Paying(_) => "paying",
            Self::Failed(..) => "failed",
            Self::Outages(_) => "outages",
            Self::Topic(_) => "topic",
            Self::Phone(..) => "phone",
            Self::Called { .. } => "called",
            Self::Receipt { .. } => "receipt",
        }
    }

    /// The field of this step.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        match self {
            Self::Enrol(entry)
            | Self::Account(entry)
            | Self::House { entry, .. }
            | Self::Phone(_, entry)
            | Self::OtherAmount(_, entry) => Some(entry),
            Self::Reading(_, sheet) => sheet.current(),
            _ => None,
        }
    }

    /// The field of this step and what it takes.
    pub(super) fn entry_mut(&mut self) -> Option<(&mut Entry, Alphabet)> {
        match self {
            Self::Enrol(entry) => Some((entry, Alphabet::Code)),
            Self::Account(entry) => Some((entry, Alphabet::Account)),
            Self::House { entry, .. } => Some((entry, Alphabet::House)),
            Self::Reading(visit, sheet) => {
                let digits = visit.meter(sheet.meter).map_or(0, |meter| meter.digits);
                Some((sheet.current_mut()?, Alphabet::Register(digits)))
            }
            Self::OtherAmount(_, entry) => Some((entry, Alphabet::Money)),
            Self::Phone(_, entry) => Some((entry, Alphabet::Phone)),
            Self::Wait(_)
            | Self::Trouble { .. }
            | Self::Attract
            | Self::Confirm(_)
            | Self::Choose(_)
            | Self::Check { .. }
            | Self::Verdict { .. }
            | Self::Amount(_)
            | Self::Paying(_)
            | Self::Failed(..)
            | Self::Outages(_)
            | Self::Topic(_)
            | Self::Called { .. }
            | Self::Receipt { .. } => None,
        }
    }

    /// Whether the scanner is listened to.
    #[must_use]
    pub const fn takes_scans(&self) -> bool {
        matches!(
            self,
            Self::Attract
                | Self::Account(_)
                | Self::House { .. }
                | Self::Confirm(_)
                | Self::Trouble { of: Wait::LookUp(_), .. }
        )
    }

    /// Whether a visitor is here, so that there is something to forget.
    #[must_use]
    pub const fn is_visit(&self) -> bool {
        !matches!(
            self,
            Self::Attract
                | Self::Enrol(_)
                | Self::Wait(Wait::Session | Wait::Enrol(_))
                | Self::Trouble { of: Wait::Session | Wait::Enrol(_), .. }
        )
    }

    /// Whether money may be on its way.
    #[must_use]
    pub const fn has_payment_in_flight(&self) -> bool {
        matches!(self, Self::Paying(_))
    }
}
