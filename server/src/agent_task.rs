//! `svetlitsa agent`: taking agents in, giving them another secret, letting them go, and what is to be settled with them.
//!
//! A command and no data file: a secret is printed once and never lies where people edit, and it counts at once.

use clap::Subcommand;
use ipnet::IpNet;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::{MAX_AMOUNT, MIN_AMOUNT};
use svetlitsa_server::agents::Dialect;
use svetlitsa_server::agents::enrolment::{self, NewAgent};
use svetlitsa_server::clock::from_ms;
use svetlitsa_server::settings::{Flags, Settings, StoreFlags};
use svetlitsa_server::{serve, store};

use crate::{amount, print};

#[derive(Debug, Subcommand)]
pub(crate) enum AgentTask {
    /// Takes an agent in and prints its secret, once
    Add {
        /// Name that it signs in with
        #[arg(long)]
        id: String,
        /// Name on receipts
        #[arg(long)]
        name: String,
        /// What it speaks
        #[arg(long = "dialect", value_enum, required = true)]
        dialects: Vec<Dialect>,
        /// Networks that it calls from; anywhere without this
        #[arg(long, value_name = "CIDR", value_delimiter = ',')]
        allow: Vec<IpNet>,
        /// Smallest sum that it may take, in roubles
        #[arg(long, value_parser = amount, default_value_t = MIN_AMOUNT)]
        least: Kopecks,
        /// Largest sum that it may take at once, in roubles
        #[arg(long, value_parser = amount, default_value_t = MAX_AMOUNT)]
        most: Kopecks,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Prints another secret; the old one is void at once
    Renew {
        /// Which agent
        #[arg(long)]
        id: String,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Lets an agent go; what it has told of stays
    Close {
        /// Which agent
        #[arg(long)]
        id: String,
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Lists the agents
    List {
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
    /// Lists transactions that came again with another account or sum
    Alerts {
        #[command(flatten)]
        flags: Box<StoreFlags>,
    },
}

pub(crate) async fn run(task: AgentTask) -> anyhow::Result<()> {
    match task {
        AgentTask::Add { id, name, dialects, allow, least, most, flags } => {
            let (db, clock) = serve::open(&settings(*flags)?).await?;
            let new = NewAgent { id, name, dialects, networks: allow, least, most };
            print(&enrolment::add(&db, &new, clock.now_ms()).await?)
        }
        AgentTask::Renew { id, flags } => {
            let (db, _) = serve::open(&settings(*flags)?).await?;
            print(&enrolment::renew(&db, &id).await?)
        }
        AgentTask::Close { id, flags } => {
            let (db, clock) = serve::open(&settings(*flags)?).await?;
            enrolment::close(&db, &id, clock.now_ms()).await
        }
        AgentTask::List { flags } => {
            let (db, _) = serve::open(&settings(*flags)?).await?;
            for agent in store::agents::all(&db).await? {
                let networks = if agent.networks.is_empty() { "anywhere" } else { &agent.networks };
                let since =
                    agent.closed_at.map_or_else(String::new, |at| format!("; closed {}", from_ms(at)));
                let (least, most) = (Kopecks(agent.least_kopecks), Kopecks(agent.most_kopecks));
                let (id, name, dialects) = (agent.id, agent.name, agent.dialects);
                print(&format!("{id}: {name}; {dialects}; from {networks}; {least} to {most}{since}"))?;
            }
            Ok(())
        }
        AgentTask::Alerts { flags } => {
            let (db, _) = serve::open(&settings(*flags)?).await?;
            for (alert, known) in store::agents::alerts(&db).await? {
                let (agent, txn_id, account) = (alert.agent, alert.txn_id, alert.account);
                let (came, at) = (Kopecks(alert.amount_kopecks), from_ms(alert.raised_at));
                let was = known.map_or_else(String::new, |known| {
                    format!("; credited {} to {}", Kopecks(known.amount_kopecks), known.account)
                });
                print(&format!("{at} {agent} {txn_id}: came again with {came} for {account}{was}"))?;
            }
            Ok(())
        }
    }
}

fn settings(flags: StoreFlags) -> anyhow::Result<Settings> {
    Settings::load(&Flags::from(flags))
}
