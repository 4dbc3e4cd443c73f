//! What a clerk says of a prepaid meter: the act of its reprogramming, and the money that came from the former supplier.

use chrono::NaiveDate;
use leptos::prelude::*;
use svetlitsa_api::applications::{ReprogrammingAct, StaffApplication, TransferredMoney};
use svetlitsa_domain::applications::{ApplicationStage, TransferReading};
use svetlitsa_domain::{AccountNumber, Kopecks};
use svetlitsa_ui::clock;
use svetlitsa_ui::components::{FieldWidth, TextField, TextKind};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::texts::staff::applications as t;

use crate::draft::Draft;

/// What is typed, kept in the tab.
#[derive(Clone, Copy)]
pub(super) struct Money {
    done_on: RwSignal<String>,
    reading: RwSignal<String>,
    left: RwSignal<String>,
    amount: RwSignal<String>,
    account: RwSignal<String>,
}

impl Money {
    /// What was typed before for an application.
    pub(super) fn restored(number: &str) -> Self {
        let field = |name| Draft::new("application-money", number, name).signal(String::new());
        Self {
            done_on: field("done_on"),
            reading: field("reading"),
            left: field("left"),
            amount: field("amount"),
            account: field("account"),
        }
    }

    /// It was sent.
    pub(super) fn clear(self) {
        for field in [self.done_on, self.reading, self.left, self.amount, self.account] {
            field.set(String::new());
        }
    }

    /// What goes with a step, or what is wrong with it.
    pub(super) fn checked(
        self,
        stage: ApplicationStage,
    ) -> Result<(Option<ReprogrammingAct>, Option<TransferredMoney>), Vec<FieldError>> {
        match stage {
            ApplicationStage::Reprogrammed => self.act().map(|act| (Some(act), None)),
            ApplicationStage::MoneyReceived => self.transferred().map(|money| (None, Some(money))),
            _ => Ok((None, None)),
        }
    }

    fn act(self) -> Result<ReprogrammingAct, Vec<FieldError>> {
        let today = clock::now_untracked().map(|now| now.date_naive());
        let done_on = self.done_on.get_untracked().parse::<NaiveDate>().ok();
        let done_on = done_on.filter(|day| today.is_none_or(|today| *day <= today));
        let reading = TransferReading::parse(&self.reading.get_untracked());
        let left = Kopecks::parse_rubles(self.left.get_untracked().trim()).ok().filter(|sum| sum.0 >= 0);
        match (done_on, reading, left) {
            (Some(done_on), Some(reading), Some(left_kopecks)) => {
                Ok(ReprogrammingAct { done_on, reading: reading.as_str().to_owned(), left_kopecks })
            }
            (done_on, reading, left) => Err([
                ("act_done_on", done_on.is_none(), t::ACT_ON_WRONG),
                ("act_reading", reading.is_none(), t::ACT_READING_WRONG),
                ("act_left", left.is_none(), t::ACT_LEFT_WRONG),
            ]
            .into_iter()
            .filter(|(_, is_wrong, _)| *is_wrong)
            .map(|(field, _, text)| FieldError::new(field, text))
            .collect()),
        }
    }

    fn transferred(self) -> Result<TransferredMoney, Vec<FieldError>> {
        let amount = Kopecks::parse_rubles(self.amount.get_untracked().trim()).ok();
        let account = self.account.get_untracked().trim().to_owned();
        let is_account = account.is_empty() || account.parse::<AccountNumber>().is_ok();
        match amount.filter(|sum| sum.is_positive()) {
            Some(amount_kopecks) if is_account => Ok(TransferredMoney { amount_kopecks, account }),
            amount => Err([
                ("transfer_amount", amount.is_none(), t::TRANSFER_AMOUNT_WRONG),
                ("transfer_account", !is_account, t::TRANSFER_ACCOUNT_WRONG),
            ]
            .into_iter()
            .filter(|(_, is_wrong, _)| *is_wrong)
            .map(|(field, _, text)| FieldError::new(field, text))
            .collect()),
        }
    }

    /// The fields of the steps that are next.
    pub(super) fn fields(self, item: &StaffApplication, form: Form) -> AnyView {
        let error = move |name: &'static str| Signal::derive(move || form.error(name));
        let act = item.next.contains(&ApplicationStage::Reprogrammed).then(|| {
            view! {
                <fieldset class="fieldset">
                    <legend>{t::ACT}</legend>
                    <p class="field__hint">{t::ACT_HINT}</p>
                    <TextField name="act_done_on" label=t::ACT_ON value=self.done_on kind=TextKind::Date
                        error=error("act_done_on") width=FieldWidth::Short/>
                    <TextField name="act_reading" label=t::ACT_READING hint=t::ACT_READING_HINT value=self.reading
                        error=error("act_reading") autocomplete="off" width=FieldWidth::Short/>
                    <TextField name="act_left" label=t::ACT_LEFT value=self.left
                        error=error("act_left") autocomplete="off" width=FieldWidth::Short/>
                </fieldset>
            }
        });
        let transfer = item.next.contains(&ApplicationStage::MoneyReceived).then(|| {
            if let Some(account) = &item.application.account
                && self.account.with_untracked(String::is_empty)
            {
                self.account.set(account.to_string());
            }
            view! {
                <fieldset class="fieldset">
                    <legend>{t::TRANSFER}</legend>
                    <p class="field__hint">{t::TRANSFER_HINT}</p>
                    <TextField name="transfer_amount" label=t::TRANSFER_AMOUNT value=self.amount
                        error=error("transfer_amount") autocomplete="off" width=FieldWidth::Short/>
                    <TextField name="transfer_account" label=t::TRANSFER_ACCOUNT value=self.account
                        error=error("transfer_account") autocomplete="off" width=FieldWidth::Short/>
                </fieldset>
            }
        });
        view! { {act} {transfer} }.into_any()
    }
}
