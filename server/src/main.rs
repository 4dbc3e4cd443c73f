//! The executable: `svetlitsa serve`, what operators do at the command line, and what the build asks of it.

mod agent_task;
mod fiscal_task;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use svetlitsa_api::day_closings::DayOfPayee;
use svetlitsa_domain::bills::CorrectionReason;
use svetlitsa_domain::money::MoneyError;
use svetlitsa_domain::payments::RefundState;
use svetlitsa_domain::{Kopecks, Period};
use svetlitsa_server::accounts::switch_over;
use svetlitsa_server::bills::correction::{self, Corrected, Correction};
use svetlitsa_server::bills::{acts, closing, common_use, grants, houses};
use svetlitsa_server::settings::{Flags, Settings, StoreFlags};
use svetlitsa_server::{campaigns, exchange, refunds, serve};

/// Personal accounts, payments and lobby terminals of an electricity supplier.
#[derive(Debug, Parser)]
#[command(name = "svetlitsa", version)]
struct Command {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Serves portal, terminal and API
    Serve(Box<Flags>),
    /// Takes over what another program has kept until now
    #[command(subcommand)]
    Import(Import),
    /// Bills every account of a branch for a month that is over; once, however often it is asked for
    ClosePeriod {
        /// Id of the branch
        #[arg(long)]
        branch: String,
        /// The month, YYYY-MM
        #[arg(long)]
        period: Period,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Tells the common use of each house in a month: what is billed to dwellings, to managing organisations, given back
    Houses {
        /// Id of the branch
        #[arg(long)]
        branch: String,
        /// The month, YYYY-MM
        #[arg(long)]
        period: Period,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Compares a day with the acquirer's list: credits what is missing, opens a case for what differs
    CloseDay {
        /// The day, YYYY-MM-DD
        #[arg(long)]
        date: chrono::NaiveDate,
        #[command(flatten)]
        flags: Box<Flags>,
    },
    /// Puts an entry of the ledger right by another one; once for each document
    Correct {
        /// Id of the entry, as the account's ledger tells it
        #[arg(long)]
        entry: String,
        /// By how much, in roubles: less owed below zero, -123.45
        #[arg(long, allow_hyphen_values = true)]
        #[arg(value_parser = amount)]
        amount: Kopecks,
        /// wrong_fact, misposted, refunded, written_off or reversed
        #[arg(long, value_parser = reason)]
        reason: CorrectionReason,
        /// The decision or request that says so
        #[arg(long)]
        document: String,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Sends money of a payment back to whoever paid it; once for each document. The service carries it out
    Refund {
        /// Id of the payment, as its page tells it
        #[arg(long)]
        payment: String,
        /// How much, in roubles; all that is left when not said
        #[arg(long, value_parser = amount)]
        amount: Option<Kopecks>,
        /// The decision or request that says so; the customer sees it
        #[arg(long)]
        document: String,
        /// Who sends it back
        #[arg(long)]
        by: String,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Terminals and banks that take money for us
    #[command(subcommand)]
    Agent(agent_task::AgentTask),
    /// Fiscal documents: those that wait or have failed, a second try, a correction
    #[command(subcommand)]
    Fiscal(fiscal_task::FiscalTask),
    /// Prints the OpenAPI document
    Openapi,
    /// Prints the table of the portal's pages
    Pages,
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Accounts with their meters and balances; rows that cannot be taken go into FILE.rejected.csv
    Accounts {
        /// UTF-8, separated by semicolons, the columns named in the first line
        file: PathBuf,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Common use of houses in a month, for the bills of their accounts; rejected rows go into FILE.rejected.csv
    CommonUse {
        /// UTF-8, separated by semicolons, the columns named in the first line
        file: PathBuf,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Benefits of households, and what changes their ranges; rejected rows go into FILE.rejected.csv
    Grants {
        /// UTF-8, separated by semicolons, the columns named in the first line
        file: PathBuf,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Telephones of accounts, for calls of the contact centre alone; rejected rows go into FILE.rejected.csv
    Phones {
        /// UTF-8, separated by semicolons, the columns named in the first line
        file: PathBuf,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Acts of inspectors: no access, no meter, tampering; rejected rows go into FILE.rejected.csv
    Acts {
        /// UTF-8, separated by semicolons, the columns named in the first line
        file: PathBuf,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
}

fn main() -> ExitCode {
    match run(Command::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        // The sentence alone: a backtrace would help nobody to mend a setting.
        Err(error) => {
            eprintln!("svetlitsa: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Serve(flags) => {
            svetlitsa_server::logs::start();
            svetlitsa_server::install_tls_provider();
            let settings = Settings::load(&flags)?;
            in_runtime(serve::run(settings))
        }
        Task::Import(Import::Accounts { file, flags }) => {
            let settings = Settings::load(&Flags::from(*flags))?;
            in_runtime(import_accounts(&settings, &file))
        }
        Task::Import(Import::CommonUse { file, flags }) => import_rows(*flags, Rows::CommonUse(file)),
        Task::Import(Import::Grants { file, flags }) => import_rows(*flags, Rows::Grants(file)),
        Task::Import(Import::Phones { file, flags }) => import_rows(*flags, Rows::Phones(file)),
        Task::Import(Import::Acts { file, flags }) => import_rows(*flags, Rows::Acts(file)),
        Task::ClosePeriod { branch, period, flags } => {
            let settings = Settings::load(&Flags::from(*flags))?;
            in_runtime(close_period(&settings, &branch, period))
        }
        Task::Houses { branch, period, flags } => {
            let settings = Settings::load(&Flags::from(*flags))?;
            in_runtime(tell_houses(&settings, &branch, period))
        }
        Task::CloseDay { date, flags } => {
            svetlitsa_server::install_tls_provider();
            let settings = Settings::load(&flags)?;
            in_runtime(close_day(settings, date))
        }
        Task::Correct { entry, amount, reason, document, flags } => {
            let settings = Settings::load(&Flags::from(*flags))?;
            let asked = Correction { entry: &entry, amount, reason, document: &document };
            in_runtime(correct(&settings, &asked))
        }
        Task::Refund { payment, amount, document, by, flags } => {
            let settings = Settings::load(&Flags::from(*flags))?;
            let asked = refunds::Asked { payment: &payment, amount, document: &document, by: &by };
            in_runtime(refund(&settings, asked))
        }
        Task::Agent(task) => in_runtime(agent_task::run(task)),
        Task::Fiscal(task) => in_runtime(fiscal_task::run(task)),
        Task::Openapi => print(&svetlitsa_server::routes::document().to_pretty_json()?),
        Task::Pages => print(&svetlitsa_server::page_table()?),
    }
}

fn in_runtime(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(work);
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    result
}

/// Says how far it is on standard error and what came of it on standard output.
async fn import_accounts(settings: &Settings, file: &Path) -> anyhow::Result<()> {
    let data = serve::load_data(settings)?;
    let (db, clock) = serve::open(settings).await?;
    let said = |report: switch_over::Report| {
        let switch_over::Report { loaded, unchanged, rejected } = report;
        format!("{loaded} loaded, {unchanged} unchanged, {rejected} rejected")
    };
    let progress = |report| eprintln!("{}", said(report));
    let report = switch_over::import(&db, &data, file, clock.now_ms(), progress).await?;
    db.close().await?;
    print(&said(report))?;
    if report.rejected > 0 {
        eprintln!("the rejected rows are in {}", exchange::rejected_path(file).display());
    }
    Ok(())
}

/// Says what came of a file on standard output, and where its rejected rows are on standard error.
fn tell_rows(file: &Path, report: exchange::Report) -> anyhow::Result<()> {
    let exchange::Report { loaded, changed, unchanged, rejected } = report;
    print(&format!("{loaded} loaded, {changed} changed, {unchanged} unchanged, {rejected} rejected"))?;
    if rejected > 0 {
        eprintln!("the rejected rows are in {}", exchange::rejected_path(file).display());
    }
    Ok(())
}

/// A file of rows that the operator may tell again, told otherwise.
enum Rows {
    CommonUse(PathBuf),
    Grants(PathBuf),
    Acts(PathBuf),
    Phones(PathBuf),
}

fn import_rows(flags: StoreFlags, rows: Rows) -> anyhow::Result<()> {
    let settings = Settings::load(&Flags::from(flags))?;
    in_runtime(async move {
        let data = serve::load_data(&settings)?;
        let (db, clock) = serve::open(&settings).await?;
        let (report, file) = match &rows {
            Rows::CommonUse(file) => (common_use::import(&db, &data, file).await?, file),
            Rows::Grants(file) => (grants::import(&db, file).await?, file),
            Rows::Phones(file) => (campaigns::import_phones(&db, file, clock.now_ms()).await?, file),
            Rows::Acts(file) => (acts::import(&db, file).await?, file),
        };
        db.close().await?;
        tell_rows(file, report)
    })
}

/// Says how far it is on standard error and what came of it on standard output.
async fn close_period(settings: &Settings, branch: &str, period: Period) -> anyhow::Result<()> {
    let data = serve::load_data(settings)?;
    let (db, clock) = serve::open(settings).await?;
    let progress = |report: &closing::Report| eprintln!("{} bills made", report.made());
    let report = closing::close(&db, &data, branch, period, clock.now(), progress).await?;
    db.close().await?;
    let closing::Report {
        actual,
        average,
        norm,
        billed_before,
        finished_before,
        idle,
        refused,
        without_common_use,
        without_penalty,
        charged,
        penalties,
        excess: (houses, excess),
        reasons,
    } = report;
    print(&format!(
        "{branch} {period}: {actual} by reading, {average} by average, {norm} by norm, {charged} roubles, {penalties} of \
         penalty; {billed_before} billed before, {idle} with nothing to charge, {refused} refused"
    ))?;
    if let Some(day) = finished_before.and_then(chrono::DateTime::from_timestamp_millis) {
        let day = day.format("%Y-%m-%d");
        print(&format!(
            "it was closed on {day} already: its bills stay, only accounts without one were looked at"
        ))?;
    }
    if without_common_use > 0 {
        print(&format!(
            "{without_common_use} bills lack a line: the common use of their buildings is not told yet"
        ))?;
    }
    if houses > 0 {
        print(&format!(
            "{houses} houses used {excess} kWh above the norm of common use: their managing organisations pay for them. \
             `svetlitsa houses` tells each"
        ))?;
    }
    if without_penalty > 0 {
        print(&format!(
            "{without_penalty} accounts have no penalty: it is not known when their debts were due"
        ))?;
    }
    for (account, reason) in reasons {
        print(&format!("{account}: {reason}"))?;
    }
    Ok(())
}

/// Prints the statement of the houses of a branch as a file.
async fn tell_houses(settings: &Settings, branch: &str, period: Period) -> anyhow::Result<()> {
    let data = serve::load_data(settings)?;
    anyhow::ensure!(data.branches.contains_key(branch), "there is no branch {branch}");
    let (db, _) = serve::open(settings).await?;
    let found = houses::statement(&db, branch, period).await?;
    db.close().await?;
    print(houses::as_csv(&found, period)?.trim_end())
}

/// Says what came of it on standard output, each difference on a line.
async fn close_day(settings: Settings, day: chrono::NaiveDate) -> anyhow::Result<()> {
    let report = serve::close_day(settings, day).await?;
    let sum = |kopecks: fn(&DayOfPayee) -> Kopecks| report.payees.iter().map(kopecks).sum::<Kopecks>();
    print(&format!(
        "{day}: {} payments taken, {} credited now, {} differ; {} roubles taken, {} credited",
        report.taken,
        report.credited_now,
        report.differences.len(),
        sum(|payee| payee.taken_kopecks),
        sum(|payee| payee.credited_kopecks),
    ))?;
    for differs in &report.differences {
        let what = differs.payment.as_deref().or(differs.acquirer_id.as_deref()).unwrap_or_default();
        print(&format!(
            "{what}: {} roubles taken, {} credited; case {}",
            differs.taken_kopecks, differs.credited_kopecks, differs.case
        ))?;
    }
    Ok(())
}

/// A signed sum in roubles.
fn amount(text: &str) -> Result<Kopecks, MoneyError> {
    match text.strip_prefix('-') {
        Some(text) => Kopecks::parse_rubles(text).map(|sum| -sum),
        None => Kopecks::parse_rubles(text),
    }
}

/// Why an entry is corrected, by its word.
fn reason(word: &str) -> Result<CorrectionReason, String> {
    let known = CorrectionReason::ALL.map(CorrectionReason::as_str).join(", ");
    CorrectionReason::parse(word).ok_or_else(|| format!("one of {known}"))
}

async fn correct(settings: &Settings, asked: &Correction<'_>) -> anyhow::Result<()> {
    let (db, clock) = serve::open(settings).await?;
    let done = correction::book(&db, asked, clock.now_ms()).await;
    db.close().await?;
    let Corrected { account, left, is_repeated } = done?;
    let what = if is_repeated { "was corrected so before" } else { "is corrected" };
    print(&format!("{account}: entry {} {what}; {left} roubles are left of it", asked.entry))
}

async fn refund(settings: &Settings, asked: refunds::Asked<'_>) -> anyhow::Result<()> {
    let (db, clock) = serve::open(settings).await?;
    let done = refunds::ask(&db, asked, clock.now_ms()).await;
    db.close().await?;
    let refunds::Journaled { account, amount, left, state, is_repeated } = done?;
    let what = match (is_repeated, state) {
        (false, _) => "goes back",
        (true, RefundState::Asked) => "is on its way back already",
        (true, RefundState::Returned) => "went back before",
        (true, RefundState::Refused) => "was refused by the acquirer",
    };
    print(&format!("{account}: {amount} roubles of payment {} {what}; {left} are left of it", asked.payment))
}

/// To standard output; a reader that went away is no error.
fn print(text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
