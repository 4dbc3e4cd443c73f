//! `svetlitsa fiscal`: fiscal documents that wait or have failed, and what staff does about them.

use chrono::NaiveDate;
use clap::Subcommand;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::receipts::FiscalState;
use svetlitsa_server::clock::from_ms;
use svetlitsa_server::fiscal::{Grounds, corrections};
use svetlitsa_server::settings::{Flags, Settings, StoreFlags};
use svetlitsa_server::{serve, store};

use crate::{amount, print};

#[derive(Debug, Subcommand)]
pub(crate) enum FiscalTask {
    /// Lists the documents that wait for their cash register or have failed
    List {
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Has a failed document tried anew. Look it up at the cash register before: a second one would count twice
    Retry {
        /// Id of the document
        #[arg(long)]
        document: String,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Corrects a document that was registered wrongly or not at all; once for each paper
    Correct {
        /// Id of the document
        #[arg(long)]
        document: String,
        /// Number of the paper that says so
        #[arg(long)]
        number: String,
        /// Its date, YYYY-MM-DD
        #[arg(long)]
        date: NaiveDate,
        /// What went wrong; it is printed
        #[arg(long)]
        reason: String,
        /// The tax service has ordered it
        #[arg(long)]
        ordered: bool,
        /// How much, in roubles; the document's total when not said
        #[arg(long, value_parser = amount)]
        amount: Option<Kopecks>,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
}

pub(crate) async fn run(task: FiscalTask) -> anyhow::Result<()> {
    match task {
        FiscalTask::List { flags } => {
            let (db, _) = serve::open(&settings(*flags)?).await?;
            for state in [FiscalState::Failed, FiscalState::Waiting] {
                for row in store::fiscal::in_state(&db, state).await? {
                    let why = row.failure.map_or_else(String::new, |failure| format!("; {failure}"));
                    let (id, kind, registrar, payment) = (row.id, row.kind, row.registrar, row.payment_id);
                    let (sum, since, polls) = (Kopecks(row.amount_kopecks), from_ms(row.asked_at), row.polls);
                    print(&format!(
                        "{id}: {kind} of {sum} by {registrar}, payment {payment}; {} since {since}, asked {polls} times{why}",
                        row.state
                    ))?;
                }
            }
            Ok(())
        }
        FiscalTask::Retry { document, flags } => {
            let (db, _) = serve::open(&settings(*flags)?).await?;
            corrections::retry(&db, &document).await?;
            print(&format!("{document}: is tried anew"))
        }
        FiscalTask::Correct { document, number, date, reason, ordered, amount, flags } => {
            let (db, clock) = serve::open(&settings(*flags)?).await?;
            let grounds = Grounds { is_ordered: ordered, number, date, reason };
            let made = corrections::correct(&db, &document, amount, &grounds, clock.now_ms()).await?;
            let (id, is_repeated) = made;
            let what = if is_repeated { "was corrected before" } else { "is corrected" };
            print(&format!("{document}: {what} by {id}"))
        }
    }
}

fn settings(flags: StoreFlags) -> anyhow::Result<Settings> {
    Settings::load(&Flags::from(flags))
}
