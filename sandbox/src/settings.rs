//! The command line.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::Parser;

use crate::clock::Moment;

/// The outside world of Svetlitsa for development and tests: an acquirer with its bank page, the payer's phone, and a
/// mail server that keeps everything. No real money, no real mail.
#[derive(Clone, Debug, Parser)]
#[command(name = "svetlitsa-sandbox", version)]
pub struct Settings {
    /// Port of the API and the pages (0: any free one)
    #[arg(long)]
    pub port: u16,
    /// Port of the mail server (0: any free one)
    #[arg(long)]
    pub smtp_port: u16,
    /// Where notifications go
    #[arg(long, value_name = "URL")]
    pub notify_url: String,
    /// Folder for everything that must survive a restart
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// Start of the business clock (RFC 3339); never before the last instant already in the folder
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<Moment>,
    /// Address to listen on
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub listen: IpAddr,
    /// Where a payer's browser finds the pages [default: http://localhost with the port]
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Number of the shop
    #[arg(long, default_value = "100500")]
    pub shop: String,
    /// Secret key of the shop
    #[arg(long, default_value = "test_svetlitsa")]
    pub key: String,
}
