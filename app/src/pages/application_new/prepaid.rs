//! A prepaid meter: how long its money lasts, whom to call when it does not, and what its keys show.

use leptos::prelude::*;
use svetlitsa_api::applications::PrepaidMeter;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::applications::{ApplicationKind, Forecast};
use svetlitsa_ui::components::{Details, FieldWidth, Notice, NoticeKind, TextField};
use svetlitsa_ui::form::{FieldError, Form};
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::applications::form as t;

use crate::draft::Draft;
use crate::phone_link::PhoneLink;

/// What is typed of a prepaid meter, kept in the tab.
#[derive(Clone, Copy)]
pub(super) struct Prepaid {
    balance: RwSignal<String>,
    daily: RwSignal<String>,
    price: RwSignal<String>,
}

impl Prepaid {
    /// What was typed before.
    pub(super) fn restored() -> Self {
        let field = |name| Draft::new("application", "new", name).signal(String::new());
        Self { balance: field("balance"), daily: field("daily"), price: field("price") }
    }

    /// It was sent.
    pub(super) fn clear(self) {
        for field in [self.balance, self.daily, self.price] {
            field.set(String::new());
        }
    }

    /// The meter as it is sent, or what is wrong; nothing for any other kind.
    pub(super) fn checked(
        self,
        kind: Option<ApplicationKind>,
    ) -> Result<Option<PrepaidMeter>, Vec<FieldError>> {
        if kind != Some(ApplicationKind::Reprogramming) {
            return Ok(None);
        }
        let [balance, daily, price] =
            [self.balance, self.daily, self.price].map(|field| field.get_untracked());
        meter(&balance, &daily, &price)
            .map(Some)
            .map_err(|wrong| wrong.into_iter().map(|(field, text)| FieldError::new(field, text)).collect())
    }

    /// How long the money lasts, once all three are typed; tracked.
    fn forecast(self) -> Option<Forecast> {
        let meter = meter(&self.balance.get(), &self.daily.get(), &self.price.get()).ok()?;
        Forecast::of(meter.balance_kopecks, meter.daily_wh, meter.price_kopecks)
    }
}

fn meter(balance: &str, daily: &str, price: &str) -> Result<PrepaidMeter, Vec<(&'static str, Text)>> {
    let money = |typed: &str| Kopecks::parse_rubles(typed.trim()).ok();
    let balance = money(balance).filter(|sum| sum.0 >= 0);
    // Decimals of kilowatt-hours are typed as those of roubles are, and read the same way.
    let daily = money(daily).and_then(|sum| u32::try_from(sum.0.checked_mul(10)?).ok()).filter(|wh| *wh > 0);
    let price = money(price).filter(|sum| sum.is_positive());
    match (balance, daily, price) {
        (Some(balance_kopecks), Some(daily_wh), Some(price_kopecks)) => {
            Ok(PrepaidMeter { balance_kopecks, daily_wh, price_kopecks })
        }
        (balance, daily, price) => Err([
            ("balance", balance.is_none(), t::BALANCE_MISSING),
            ("daily", daily.is_none(), t::DAILY_MISSING),
            ("price", price.is_none(), t::PRICE_MISSING),
        ]
        .into_iter()
        .filter(|(_, is_wrong, _)| *is_wrong)
        .map(|(field, _, text)| (field, text))
        .collect()),
    }
}

/// Fields of a prepaid meter with the forecast, and help for whoever sits in the dark.
pub(super) fn fields(prepaid: Prepaid, form: Form) -> AnyView {
    let forecast = Memo::new(move |_| prepaid.forecast());
    let told = move || {
        forecast.get().map(|forecast| {
            let hundredths = forecast.hundredths();
            let days = format!("{},{:02}", hundredths / 100, hundredths % 100);
            let lasts = move || t::lasts(&days, &forecast.last_day().to_string());
            let urgent = forecast.is_urgent().then(urgent);
            let alarm = (forecast.is_alarming() && !forecast.is_urgent()).then(|| {
                view! { <Notice kind=NoticeKind::Warning><p>{t::ALARM}</p></Notice> }
            });
            view! { <p><strong>{lasts}</strong></p> {urgent} {alarm} }
        })
    };
    view! {
        <div class="stack">
            <Details summary=t::DARK>
                <p>{t::DARK_TEXT}" "<PhoneLink number=t::URGENT_PHONE.get()/></p>
                <p>{t::KEYS}</p>
            </Details>
            <TextField name="balance" label=t::BALANCE hint=t::BALANCE_HINT value=prepaid.balance
                error=form.error_of("balance") autocomplete="off" width=FieldWidth::Short/>
            <TextField name="daily" label=t::DAILY hint=t::DAILY_HINT value=prepaid.daily
                error=form.error_of("daily") autocomplete="off" width=FieldWidth::Short/>
            <TextField name="price" label=t::PRICE hint=t::PRICE_HINT value=prepaid.price
                error=form.error_of("price") autocomplete="off" width=FieldWidth::Short/>
            <div role="status" class="stack" data-gap="small">{told}</div>
        </div>
    }
    .into_any()
}

/// The way that is fast enough.
fn urgent() -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Error title=t::URGENT_TITLE>
            <p><PhoneLink number=t::URGENT_PHONE.get()/></p>
            <p>{t::URGENT}</p>
        </Notice>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_reckoned_with_or_named() {
        let typed = meter("300,00", "8", "5,95").unwrap_or_else(|_| panic!("a meter"));
        let expected =
            PrepaidMeter { balance_kopecks: Kopecks(30_000), daily_wh: 8_000, price_kopecks: Kopecks(595) };
        assert_eq!(typed, expected);
        let wrong = |balance, daily, price| match meter(balance, daily, price) {
            Ok(_) => Vec::new(),
            Err(wrong) => wrong.into_iter().map(|(field, _)| field).collect::<Vec<_>>(),
        };
        assert_eq!(wrong("", "", ""), ["balance", "daily", "price"]);
        assert_eq!(wrong("-1", "0", "0"), ["balance", "daily", "price"]);
        assert_eq!(wrong("300", "<b>", "5.95"), ["daily"]);
    }
}
