//! What a receipt says wherever it leaves the screen: as a letter, as PDF, on a printer's paper. The rows are composed
//! once, so that no form says less than another.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use svetlitsa_api::receipts::{FiscalView, ReceiptView, TransferStatus};
use svetlitsa_domain::payments::PaymentMethod;
use svetlitsa_domain::receipts::{PaperWidth, Slip};
use svetlitsa_domain::{Kopecks, Period};

use crate::clock::from_ms;
use crate::data::{Branch, ReceiptWords};
use crate::documents::Printing;
use crate::documents::sheet::BranchOnPaper;
use crate::entity::receipt;
use crate::failure::{Failure, Outcome};
use crate::letters::Language;
use crate::state::App;

const TEMPLATE: &str = "receipt.typ";

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
}

/// A receipt in words.
#[derive(Clone, Debug, Serialize)]
pub struct Said<'a> {
    /// With its number.
    pub title: String,
    /// Whether it was given out before.
    pub is_copy: bool,
    /// Branch, legal entity, INN.
    pub head: [String; 3],
    /// What was paid.
    pub rows: Vec<Row>,
    /// How much, and the fee.
    pub sums: Vec<Row>,
    /// Where the money is.
    pub after: Vec<Row>,
    /// The fiscal documents that are registered, or that one is on its way.
    pub fiscal: Vec<Vec<Row>>,
    /// Verification code in groups of four.
    pub code: String,
    /// Where it is checked.
    pub url: &'a str,
    /// How.
    pub check_lead: String,
    /// Whom to call.
    pub phone: String,
    /// Every other word.
    #[serde(skip)]
    pub words: &'a ReceiptWords,
}

/// A receipt in words of a language.
///
/// # Errors
/// Internal failure when a language has no words.
pub fn say<'a>(
    app: &'a App,
    receipt: &'a ReceiptView,
    language: Language,
    is_copy: bool,
) -> Outcome<Said<'a>> {
    let code = language.as_str();
    let broken = || Failure::internal(&format!("no words of receipts in {code}"));
    let words = app.data.receipt_words.get(code).ok_or_else(broken)?;
    let readings = app.data.reading_words.get(code).ok_or_else(broken)?;
    let tell = Teller { words, language };
    let mut rows = tell.what(receipt);
    for reading in receipt.readings() {
        let zone = |zone| readings.zones.get(&zone).map_or("", String::as_str);
        let values = reading.values.iter().map(|value| match reading.values.len() {
            1 => value.value.to_string(),
            _ => format!("{} {}", zone(value.zone), value.value),
        });
        let values = values.collect::<Vec<_>>().join(", ");
        let label = words.reading.replace("{date}", &tell.day(reading.taken_on));
        let verdict = readings.verdict(reading.status.as_str());
        rows.push(Row { label, value: format!("{values} ({verdict})") });
    }
    Ok(Said {
        title: words.title.replace("{number}", &receipt.number),
        is_copy,
        head: [
            receipt.branch_name.clone(),
            receipt.legal_name.clone(),
            words.inn.replace("{inn}", &receipt.inn),
        ],
        rows,
        sums: vec![
            tell.row(&words.commission, tell.money(receipt.commission_kopecks)),
            tell.row(&words.amount, tell.money(receipt.amount_kopecks)),
        ],
        after: tell.after(receipt),
        fiscal: documents(receipt).map(|fiscal| tell.fiscal(fiscal)).chain(tell.expected(receipt)).collect(),
        code: grouped(&receipt.code),
        url: &receipt.verification_url,
        check_lead: words.check_lead.replace("{url}", &receipt.verification_url),
        phone: words.phone.replace("{phone}", &receipt.phone),
        words,
    })
}

/// Lines for a receipt printer. Its QR is drawn by the printer itself, from the same address.
#[must_use]
pub fn on_paper(said: &Said<'_>, width: PaperWidth) -> String {
    let mut slip = Slip::new(width);
    if said.is_copy {
        slip.centred(&said.words.copy);
    }
    said.head.iter().for_each(|line| slip.centred(line));
    slip.rule('=');
    slip.centred(&said.title);
    slip.rule('-');
    let pairs = |slip: &mut Slip, rows: &[Row]| rows.iter().for_each(|row| slip.pair(&row.label, &row.value));
    pairs(&mut slip, &said.rows);
    slip.rule('-');
    pairs(&mut slip, &said.sums);
    slip.rule('-');
    pairs(&mut slip, &said.after);
    for document in &said.fiscal {
        slip.rule('-');
        pairs(&mut slip, document);
    }
    slip.rule('=');
    slip.pair(&said.words.code, &said.code);
    slip.text(said.url);
    slip.centred(&said.phone);
    if said.is_copy {
        slip.centred(&said.words.copy);
    }
    slip.into_text()
}

/// Everything that the template reads.
#[derive(Debug, Serialize)]
struct Sheet<'a> {
    lang: &'static str,
    public_url: String,
    branch: BranchOnPaper<'a>,
    receipt: &'a Said<'a>,
    copy: &'a str,
    copy_note: &'a str,
    check: &'a str,
    code_label: &'a str,
    fiscal_check: &'a str,
    /// SVG of the address where it is checked, and what it is for those who do not see it.
    qr: Option<String>,
    qr_alt: String,
    /// SVG of the code of each fiscal document, in their order.
    fiscal_qrs: Vec<Option<String>>,
    fiscal_qr_alt: &'a str,
}

/// Gathers the document of a receipt.
///
/// # Errors
/// When a language has no words.
pub fn gather(
    app: &App,
    row: &receipt::Model,
    view: &ReceiptView,
    branch: &Branch,
    language: Language,
    is_copy: bool,
) -> Outcome<Printing> {
    let said = say(app, view, language, is_copy)?;
    let words = said.words;
    let sheet = Sheet {
        lang: language.as_str(),
        public_url: app.settings.public_url(),
        branch: branch.into(),
        copy: &words.copy,
        copy_note: &words.copy_note,
        check: &words.check,
        code_label: &words.code,
        fiscal_check: &words.fiscal_check,
        qr: super::qr::draw(&view.verification_url),
        qr_alt: words.qr_check.replace("{url}", &view.verification_url),
        fiscal_qrs: documents(view).map(|fiscal| super::qr::draw(&fiscal.qr)).collect(),
        fiscal_qr_alt: &words.qr_fiscal,
        receipt: &said,
    };
    let copy = if is_copy { "-copy" } else { "" };
    let ident = format!("receipt-{}-{}{copy}", row.number, language.as_str());
    Printing::new(TEMPLATE, &sheet, ident, from_ms(row.issued_at))
}

/// `2345 6789 ABCD`: as people copy it.
fn grouped(code: &str) -> String {
    let symbols: Vec<char> = code.chars().collect();
    symbols.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

/// The fiscal documents of a receipt: the payment's, and those that followed.
fn documents(receipt: &ReceiptView) -> impl Iterator<Item = &FiscalView> {
    receipt.fiscal.iter().chain(&receipt.fiscal_later)
}

/// Says things in a language.
struct Teller<'a> {
    words: &'a ReceiptWords,
    language: Language,
}

impl Teller<'_> {
    fn row(&self, label: &str, value: String) -> Row {
        Row { label: label.to_owned(), value }
    }

    fn what(&self, receipt: &ReceiptView) -> Vec<Row> {
        let words = self.words;
        let place = receipt.terminal.as_ref();
        let place = place.map_or_else(|| words.site.clone(), |id| words.terminal.replace("{id}", id));
        let mut rows = vec![
            self.row(&words.paid, self.moment(receipt.paid)),
            self.row(&words.place, place),
            self.row(&words.account, receipt.account.to_string()),
            self.row(&words.payer, receipt.payer.clone()),
            self.row(&words.service, words.service(receipt.service).to_owned()),
            self.row(&words.period, self.month(receipt.period)),
            self.row(&words.payee, receipt.payee_name.clone()),
            self.row(&words.payee_inn, receipt.payee_inn.clone()),
            self.row(&words.method, words.method(receipt.method).to_owned()),
        ];
        rows.extend(receipt.instrument.clone().map(|instrument| self.row(&words.instrument, instrument)));
        let labels = [(PaymentMethod::BankCard, &words.rrn), (PaymentMethod::Sbp, &words.sbp_operation)];
        let label = labels.into_iter().find(|(method, _)| *method == receipt.method);
        let label = label.map_or(&words.operation, |(_, label)| label);
        rows.extend(receipt.operation_id.clone().map(|id| self.row(label, id)));
        rows
    }

    fn after(&self, receipt: &ReceiptView) -> Vec<Row> {
        let words = self.words;
        let balance = receipt.balance_after_kopecks;
        let label = match balance.0 {
            0 => &words.balance_nothing,
            1.. => &words.balance_owed,
            _ => &words.balance_ahead,
        };
        let transfer = match (receipt.transfer, receipt.credit.met) {
            (TransferStatus::Credited, Some(met)) => words.credited.replace("{moment}", &self.moment(met)),
            (TransferStatus::Credited, None) => words.credited.replace("{moment}", ""),
            (TransferStatus::HandedToBank, _) => words.handed_to_bank.clone(),
        };
        let until = words.until.replace("{moment}", &self.moment(receipt.credit.due));
        vec![
            self.row(label, self.money(balance.abs())),
            self.row(&words.transfer, transfer.trim_end().to_owned()),
            self.row(&words.promised, until),
        ]
    }

    fn expected(&self, receipt: &ReceiptView) -> Option<Vec<Row>> {
        receipt.is_fiscal_expected.then(|| vec![self.row(&self.words.fiscal.expected, String::new())])
    }

    fn fiscal(&self, fiscal: &FiscalView) -> Vec<Row> {
        let words = &self.words.fiscal;
        let mut rows = vec![
            self.row(words.kind(fiscal.kind), String::new()),
            self.row(&words.registered, self.moment(fiscal.registered)),
        ];
        rows.extend(fiscal.register.clone().map(|number| self.row(&words.register, number)));
        rows.extend([
            self.row(&words.storage, fiscal.storage.clone()),
            self.row(&words.document, fiscal.document.clone()),
            self.row(&words.sign, fiscal.sign.clone()),
            self.row(&words.total, self.money(fiscal.total_kopecks)),
        ]);
        rows
    }

    fn money(&self, sum: Kopecks) -> String {
        let text = sum.to_string();
        let (whole, rest) = text.split_once('.').unwrap_or((&text, "00"));
        let (mark, between) = match self.language {
            Language::Ru => (',', '\u{a0}'),
            Language::En => ('.', ','),
        };
        let mut groups = String::new();
        let digits = whole.trim_start_matches('-');
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                groups.push(between);
            }
            groups.push(digit);
        }
        let sign = if whole.starts_with('-') { "\u{2212}" } else { "" };
        match self.language {
            Language::Ru => format!("{sign}{groups}{mark}{rest}\u{a0}\u{20bd}"),
            Language::En => format!("{sign}{groups}{mark}{rest}\u{a0}RUB"),
        }
    }

    fn day(&self, date: NaiveDate) -> String {
        match self.language {
            Language::Ru => date.format("%d.%m.%Y"),
            Language::En => date.format("%-d %b %Y"),
        }
        .to_string()
    }

    fn moment(&self, at: DateTime<FixedOffset>) -> String {
        format!("{} {} (UTC{})", self.day(at.date_naive()), at.format("%H:%M:%S"), at.format("%:z"))
    }

    fn month(&self, period: Period) -> String {
        let months = self.words.months.iter();
        let name = months.zip(1..).find(|(_, number)| *number == period.month()).map(|(name, _)| name);
        format!("{} {}", name.map_or("", String::as_str), period.year())
    }
}
