//! What the machine wants done: questions to the server, the watch over a payment, print, and forgetting.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use svetlitsa_api::appeals::CreateAppeal;
use svetlitsa_api::kiosks::EnrolTerminal;
use svetlitsa_domain::AccountNumber;
use svetlitsa_ui::appearance;
use svetlitsa_ui::client::{
    Caller, ClientError, accounts, appeals, kiosks, outages, payments, readings, receipts, session,
};
use svetlitsa_ui::i18n::lang_untracked;
use svetlitsa_ui::texts::kiosk::call_back as words;

use super::{Hands, Terminal};
use crate::flow::{Answer, Effect, Event, Request, Topic};

/// The terminal's own address.
const HOME: &str = "/kiosk/";
/// Milliseconds that a screen takes to be drawn before it can be printed.
const DRAWN_MS: u32 = 400;
/// Milliseconds that a last request gets before the page is thrown away.
const LAST_WORD_MS: u32 = 400;

impl Terminal {
    pub(super) fn carry_out(self, effects: Vec<Effect>) {
        let has_last_word = effects.iter().any(|effect| matches!(effect, Effect::Ask(..)));
        for effect in effects {
            match effect {
                Effect::Ask(ticket, request) => spawn_local(async move {
                    let answer = self.ask(request).await;
                    self.answered(ticket, answer);
                }),
                Effect::Watch { token, payment } => {
                    let watch = payments::watch_payment(Caller::guest(token), payment, move |news| {
                        self.send(Event::PaymentNews(news.map(Box::new)));
                    });
                    self.hands.update_value(|hands| hands.watch = Some(watch));
                }
                Effect::Unwatch => self.hands.update_value(|hands| hands.watch = None),
                Effect::Print => spawn_local(async {
                    TimeoutFuture::new(DRAWN_MS).await;
                    // A terminal without a printer still shows the slip.
                    let _ = window().print();
                }),
                Effect::Wipe => self.wipe(has_last_word),
            }
        }
    }

    async fn ask(self, request: Request) -> Result<Answer, ClientError> {
        let attempts = self.hands.with_value(|h| {
            [&h.enrolment, &h.reading, &h.payment, &h.withdrawal, &h.call_back].map(Clone::clone)
        });
        let [enrolment, reading, payment, withdrawal, call_back] = &attempts;
        match request {
            Request::Session => session::get_session().await.map(|view| Answer::Session(Box::new(view))),
            Request::Enrol { code } => {
                kiosks::enrol_terminal(&EnrolTerminal { code }, enrolment).await.map(|_| Answer::Enrolled)
            }
            Request::LookUp(who) => accounts::lookup_account(&who).await.map(Answer::Access),
            Request::Account { token, number } => {
                let account = accounts::get_account(&Caller::guest(token), &number).await;
                account.map(|overview| Answer::Account(Box::new(overview)))
            }
            Request::SubmitReading { token, number, body } => {
                let given = readings::submit_reading(&Caller::guest(token), &number, &body, reading).await;
                given.map(|view| Answer::Reading(Box::new(view)))
            }
            Request::CreatePayment { token, body } => {
                let created = payments::create_payment(&Caller::guest(token), &body, payment).await;
                created.map(|view| Answer::Payment(Box::new(view)))
            }
            Request::Withdraw { token, id } => {
                let withdrawn = payments::withdraw_payment(&Caller::guest(token), &id, withdrawal).await;
                withdrawn.map(|view| Answer::Payment(Box::new(view)))
            }
            Request::Outages => outages::get_board().await.map(|board| Answer::Outages(Box::new(board))),
            Request::CallBack { topic, phone, account, terminal } => {
                let body = call_back_body(topic, phone, account, &terminal);
                let created = appeals::create_appeal(&body, call_back).await;
                created.map(|appeal| Answer::Called(Box::new(appeal)))
            }
            Request::Receipt { token, id } => {
                let receipt = receipts::get_payment_receipt(&Caller::guest(token), &id).await;
                receipt.map(|view| Answer::Receipt(Box::new(view)))
            }
        }
    }

    /// Forgets the visitor. The machine is fresh already; what it held on to goes now, and then the page itself,
    /// with all memory of the program. Without a server there is no other page to come to: the fresh machine
    /// takes over in this one.
    fn wipe(self, has_last_word: bool) {
        self.hands.set_value(Hands::default());
        appearance::forget();
        crate::parts::reach::forget();
        for storage in [window().local_storage(), window().session_storage()].into_iter().flatten().flatten()
        {
            // A storage that refuses to be emptied is one that holds nothing.
            let _ = storage.clear();
        }
        spawn_local(async move {
            if has_last_word {
                TimeoutFuture::new(LAST_WORD_MS).await;
            }
            if matches!(session::get_session().await, Err(ClientError::Offline))
                || window().location().replace(HOME).is_err()
            {
                self.start();
            }
        });
    }
}

/// What is registered, in the words of the visitor's language: the desk reads it as any other appeal.
fn call_back_body(
    topic: Topic,
    phone: String,
    account: Option<AccountNumber>,
    terminal: &str,
) -> CreateAppeal {
    let about = match topic {
        Topic::Money => words::MONEY,
        Topic::Meter => words::METER,
        Topic::Contract => words::CONTRACT,
        Topic::Complaint => words::COMPLAINT,
    };
    CreateAppeal {
        kind: topic.kind(),
        text: words::text(about.get_untracked(), terminal),
        name: String::new(),
        email: String::new(),
        phone,
        account: account.map(|account| account.to_string()).unwrap_or_default(),
        language: lang_untracked().as_str().to_owned(),
        draft: String::new(),
        homepage: String::new(),
    }
}
