//! What the gallery shows: values of the sample world at its base date.

use chrono::{DateTime, FixedOffset, NaiveDate};
use svetlitsa_api::ClockView;
use svetlitsa_api::accounts::{
    AccountOverview, AccountSummary, BranchContact, MeterView, RegisterView, WindowView,
};
use svetlitsa_api::problem::{ErrorCode, Problem};
use svetlitsa_api::readings::{Channel, ReadingStanding, ReadingTerms, ReadingView, ZoneUse, ZoneValue};
use svetlitsa_api::receipts::{FiscalView, ReceiptView, TransferStatus};
use svetlitsa_api::session::{DemoView, PreviewView, SessionView};
use svetlitsa_api::tariffs::HoursView;
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::readings::VerdictStatus;
use svetlitsa_domain::receipts::FiscalKind;
use svetlitsa_domain::standards::{PromiseState, Standard};
use svetlitsa_domain::tariffs::{Service, Zone};
use svetlitsa_domain::{AccountNumber, Kopecks, Period};
use svetlitsa_ui::client::ClientError;

/// Telephone of the sample branch.
pub const PHONE: &str = "8 800 222-11-67";

/// A moment of the sample month.
pub fn at(day: u32, hour: u32) -> DateTime<FixedOffset> {
    let moscow = FixedOffset::east_opt(3 * 3600).unwrap_or_else(|| FixedOffset::east_opt(0).expect("zero"));
    date(day)
        .and_hms_opt(hour, 0, 0)
        .unwrap_or_default()
        .and_local_timezone(moscow)
        .single()
        .unwrap_or_default()
}

/// A day of the sample month.
pub fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default()
}

/// The sample account.
pub fn account() -> AccountNumber {
    "67100000017".parse().expect("an account number of the sample world")
}

/// The window on a day, with readings given on days.
pub fn window(today: u32, readings: &[u32]) -> WindowView {
    WindowView {
        first_day: 15,
        last_day: 26,
        today: date(today),
        reading_dates: readings.iter().map(|day| date(*day)).collect(),
        terms: ReadingTerms::default(),
    }
}

/// A register with its previous value.
pub fn register(zone: Zone, previous: u32, price: Option<&str>) -> RegisterView {
    let previous_on = NaiveDate::from_ymd_opt(2026, 10, 20).unwrap_or_default();
    RegisterView {
        zone,
        previous,
        previous_on,
        price: price.map(str::to_owned),
        hours: HoursView::of(zone.hours()),
    }
}

/// A promise with its times.
pub fn promise(standard: Standard, started: DateTime<FixedOffset>, due: DateTime<FixedOffset>) -> ClockView {
    ClockView {
        standard,
        started,
        due,
        met: None,
        state: PromiseState::Running,
        source: standard.promise().source.to_owned(),
    }
}

/// A receipt of the site.
pub fn receipt(transfer: TransferStatus, method: PaymentMethod) -> ReceiptView {
    ReceiptView {
        number: "2611-000042".to_owned(),
        code: "23456789ABCD".to_owned(),
        verification_url: "https://svetlitsa.example/r/23456789ABCD".to_owned(),
        branch_name: "Smolensk".to_owned(),
        legal_name: "AO Svetlitsa".to_owned(),
        inn: "7704228075".to_owned(),
        phone: PHONE.to_owned(),
        terminal: (method == PaymentMethod::Sbp).then(|| "K-0001".to_owned()),
        paid: at(20, 14),
        account: account(),
        payer: "I***a M. P.".to_owned(),
        service: Service::Electricity,
        period: "2026-10".parse::<Period>().expect("a period"),
        payee_name: "AO Svetlitsa".to_owned(),
        payee_inn: "7704228075".to_owned(),
        amount_kopecks: Kopecks(123_456),
        commission_kopecks: Kopecks::ZERO,
        method,
        operation_id: Some("632412345678".to_owned()),
        instrument: Some("MIR **** 4242".to_owned()),
        balance_after_kopecks: if method == PaymentMethod::Sbp { Kopecks(-15_000) } else { Kopecks::ZERO },
        reading: None,
        other_readings: Vec::new(),
        transfer,
        credit: promise(Standard::PaymentCredit, at(20, 14), at(21, 23)),
        fiscal: (method == PaymentMethod::BankCard)
            .then(|| fiscal(FiscalKind::Sale, Kopecks(123_456), "64318")),
        fiscal_later: Vec::new(),
        is_fiscal_expected: method == PaymentMethod::Sbp,
    }
}

fn fiscal(kind: FiscalKind, total_kopecks: Kopecks, document: &str) -> FiscalView {
    FiscalView {
        kind,
        registered: at(20, 14),
        total_kopecks,
        register: Some("0000111118041361".to_owned()),
        storage: "9960440300000001".to_owned(),
        document: document.to_owned(),
        sign: "2918241905".to_owned(),
        qr: format!("t=20261120T140000&s={total_kopecks}&fn=9960440300000001&i={document}&fp=2918241905&n=1"),
    }
}

/// The sample account with one meter of two registers.
pub fn overview() -> AccountOverview {
    AccountOverview {
        announcements: Vec::new(),
        account: AccountSummary {
            number: account(),
            name: "I***a M. P.".to_owned(),
            address: String::new(),
            service: Service::Electricity,
            branch_name: "Smolensk".to_owned(),
            label: String::new(),
            shared: None,
            balance_kopecks: Some(Kopecks(123_456)),
        },
        balances: Vec::new(),
        window: window(20, &[]),
        meters: vec![MeterView {
            id: "meter".to_owned(),
            serial: "•••107".to_owned(),
            model: "Mercury 200.02".to_owned(),
            service: Service::Electricity,
            digits: 5,
            coefficient: 1,
            is_smart: false,
            is_prepaid: false,
            verified_until: None,
            registers: vec![
                register(Zone::Day, 12_345, Some("7.28")),
                register(Zone::Night, 4_310, Some("2.92")),
            ],
            history: Vec::new(),
            replaced: None,
            silence: None,
        }],
        readings: Vec::new(),
        payments: Vec::new(),
        earlier_payments: Vec::new(),
        takes_payments: true,
        payment_methods: PaymentMethod::USUAL.to_vec(),
        branch: BranchContact {
            id: "smolensk".to_owned(),
            name: "Smolensk".to_owned(),
            legal_name: "AO Svetlitsa".to_owned(),
            phone: PHONE.to_owned(),
            time_zone: "Europe/Moscow".to_owned(),
        },
    }
}

/// A reading of that meter, accepted at a terminal.
pub fn reading() -> ReadingView {
    let (day, night) = (Zone::Day, Zone::Night);
    ReadingView {
        id: "reading".to_owned(),
        meter: "meter".to_owned(),
        values: vec![ZoneValue { zone: day, value: 12_495 }, ZoneValue { zone: night, value: 4_390 }],
        taken_on: date(20),
        received: at(20, 14),
        channel: Channel::Terminal,
        status: VerdictStatus::Accepted,
        findings: Vec::new(),
        consumption: vec![ZoneUse { zone: day, units: 150 }, ZoneUse { zone: night, units: 80 }],
        cost_kopecks: Some(Kopecks(132_560)),
        period: "2026-11".parse::<Period>().expect("a period"),
        state: ReadingStanding::Accepted,
        has_photo: false,
    }
}

/// A refusal of the server.
pub fn refusal(code: ErrorCode) -> ClientError {
    ClientError::Rejected(Problem {
        kind: "about:blank".to_owned(),
        title: String::new(),
        status: 500,
        code,
        fields: Vec::new(),
        request_id: "01JD3YV8Q2".to_owned(),
    })
}

/// An answer that cannot be read.
pub fn rubbish() -> ClientError {
    ClientError::Broken { request_id: "01JD3YV8Q2".to_owned() }
}

/// A session of the sample world in which staff looks into a cabinet.
pub fn session() -> SessionView {
    SessionView {
        now: at(20, 12),
        demo: Some(DemoView { is_clock_shifted: true }),
        resident: None,
        staff: None,
        preview: Some(PreviewView {
            account: account(),
            customer_name: "Maria Ivanova".to_owned(),
            staff_name: "O. P.".to_owned(),
            reason: "A-000042".to_owned(),
            expires: at(20, 13),
        }),
        terminal: None,
        phone: PHONE.to_owned(),
    }
}
