//! What happens to the flow, and what it wants done: pure data on both sides.

use chrono::{DateTime, FixedOffset};
use svetlitsa_api::accounts::{AccountOverview, GuestAccess, LookupAccount};
use svetlitsa_api::appeals::AppealView;
use svetlitsa_api::outages::OutageBoard;
use svetlitsa_api::payments::{CreatePayment, PaymentView};
use svetlitsa_api::readings::{ReadingView, SubmitReading};
use svetlitsa_api::receipts::ReceiptView;
use svetlitsa_api::session::SessionView;
use svetlitsa_domain::{AccountNumber, Kopecks};
use svetlitsa_ui::client::ClientError;

use super::{Key, Plan, Topic};

/// Tells a request from those before it, so that a late answer is known as such.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticket(pub u32);

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A second went by; the server's time.
    Tick(DateTime<FixedOffset>),
    /// Somebody is there: any touch or keystroke.
    Touch,
    /// A key of the keypad.
    Press(Key),
    /// A keyboard changed the field.
    Typed(String),
    /// The scanner read a code.
    Scanned(String),
    /// The screen's main button.
    Next,
    /// «Назад».
    Back,
    /// «Завершить»: forget everything.
    Finish,
    /// «Помощь».
    Help,
    /// Closes what lies over the screen: «Продолжить», «Понятно», «Остаться».
    Continue,
    /// Yes, leave the payment.
    Leave,
    /// What the visitor came for.
    Choose(Plan),
    /// Where there is no power, and until when.
    Outages,
    /// Ask to be called.
    CallBack,
    /// What about.
    Topic(Topic),
    /// Pay this sum.
    Pay(Kopecks),
    /// Type another sum.
    OtherAmount,
    /// Print the paper of this screen once more.
    PrintAgain,
    /// Back to the account for something else.
    Another,
    /// Try again what failed.
    Retry,
    /// A request was answered or failed.
    Answered(Ticket, Result<Answer, ClientError>),
    /// The server tells where a payment stands, or does not answer for it.
    PaymentNews(Result<Box<PaymentView>, ClientError>),
}

/// What the flow wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Ask the server; the answer comes back as [`Event::Answered`] with the ticket.
    Ask(Ticket, Request),
    /// Listen for news of a payment.
    Watch {
        /// The visitor's permit.
        token: String,
        /// The payment.
        payment: String,
    },
    /// Stop listening.
    Unwatch,
    /// Print what the screen shows on paper.
    Print,
    /// Forget everything: the page itself is thrown away.
    Wipe,
}

/// A question to the server. Whoever asks an equal one again repeats it: nothing is done twice.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Who is here, and what time is it.
    Session,
    /// Make this browser a terminal.
    Enrol {
        /// One-time code.
        code: String,
    },
    /// Find an account by two identifiers or a bill's QR.
    LookUp(LookupAccount),
    /// An account at a glance.
    Account {
        /// The visitor's permit.
        token: String,
        /// Which.
        number: AccountNumber,
    },
    /// Give a reading.
    SubmitReading {
        /// The visitor's permit.
        token: String,
        /// Which account.
        number: AccountNumber,
        /// The values.
        body: SubmitReading,
    },
    /// Start a payment.
    CreatePayment {
        /// The visitor's permit.
        token: String,
        /// Account, sum, method.
        body: CreatePayment,
    },
    /// Give a payment up before the bank has it.
    Withdraw {
        /// The visitor's permit.
        token: String,
        /// Which.
        id: String,
    },
    /// Where there is no power.
    Outages,
    /// Register that somebody wants to be called.
    CallBack {
        /// What about.
        topic: Topic,
        /// Which telephone, as typed.
        phone: String,
        /// Which account, when it is known.
        account: Option<AccountNumber>,
        /// Number of this terminal.
        terminal: String,
    },
    /// The receipt of a payment.
    Receipt {
        /// The visitor's permit.
        token: String,
        /// Which payment.
        id: String,
    },
}

/// What the server said.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To [`Request::Session`].
    Session(Box<SessionView>),
    /// To [`Request::Enrol`].
    Enrolled,
    /// To [`Request::LookUp`].
    Access(GuestAccess),
    /// To [`Request::Account`].
    Account(Box<AccountOverview>),
    /// To [`Request::SubmitReading`].
    Reading(Box<ReadingView>),
    /// To [`Request::CreatePayment`] and [`Request::Withdraw`].
    Payment(Box<PaymentView>),
    /// To [`Request::Outages`].
    Outages(Box<OutageBoard>),
    /// To [`Request::CallBack`].
    Called(Box<AppealView>),
    /// To [`Request::Receipt`].
    Receipt(Box<ReceiptView>),
}
