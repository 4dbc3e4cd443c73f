//! Settings: defaults, then a file, then the environment, then flags; each later one wins.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// A setting that must never reach a log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The value itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_empty() { "unset" } else { "set" })
    }
}

/// Everything that can be set.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Address to listen on.
    pub listen: IpAddr,
    /// Port to listen on.
    pub port: u16,
    /// Folder of the embedded database.
    pub data: PathBuf,
    /// URL of the database, `sqlite://…` or `postgres://…`; the folder's own SQLite file when absent.
    pub database_url: Option<Secret>,
    /// Business time starts here, RFC 3339.
    pub now: Option<String>,
    /// Loads the sample world into an empty database and enrols the loopback terminal.
    pub demo: bool,
    /// How customers reach this service: return addresses, mail links, QR codes.
    pub public_url: Option<String>,
    /// Base URL of the acquirer's API.
    pub acquirer_url: Option<String>,
    /// Shop id there.
    pub acquirer_shop: String,
    /// Its secret key.
    pub acquirer_key: Secret,
    /// Networks that notifications may come from; empty means the acquirer's published ones.
    pub acquirer_allow: Vec<IpNet>,
    /// Base URL of ATOL Online, which then registers fiscal documents in the acquirer's place.
    pub atol_url: Option<String>,
    /// Login there.
    pub atol_login: String,
    /// Its password.
    pub atol_password: Secret,
    /// Groups of cash registers there, `INN=GROUP`.
    pub atol_group: Vec<String>,
    /// Place of settlement that the cash registers know; the public URL when absent.
    pub atol_address: Option<String>,
    /// Sender of fiscal receipts, and where those of payers without an address go.
    pub fiscal_email: Option<String>,
    /// Zone that the clocks of the cash registers stand in.
    pub fiscal_zone: chrono_tz::Tz,
    /// SMTP server, `smtp://[user:password@]host[:port]`, the same with `?tls=required`, or `smtps://…`.
    pub smtp_url: Option<Secret>,
    /// Certificate of an authority, PEM, that the mail server's own may be signed by besides those known to everybody.
    pub smtp_ca: Option<PathBuf>,
    /// Sender of letters.
    pub mail_from: String,
    /// Base URL of the gateway that takes messages to telephones.
    pub sms_url: Option<String>,
    /// Our key there.
    pub sms_key: Secret,
    /// Token of the SMS gateway; closed when empty, except in the sample world.
    pub sms_token: Secret,
    /// Push services that are believed: hosts, those under a host (`.notify.windows.com`), origins. No notices in browsers when
    /// empty.
    pub push_service: Vec<String>,
    /// Keys that secrets are sealed with in the database, the newest first; unsealed when empty.
    pub secrets_key: Secret,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxy: Vec<IpNet>,
    /// Folder in place of the built-in `data/`.
    pub data_dir: Option<PathBuf>,
    /// Folder with the portal's bundle.
    pub portal_dir: Option<PathBuf>,
    /// Folder with the terminal's bundle.
    pub kiosk_dir: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: IpAddr::from([127, 0, 0, 1]),
            port: 8080,
            data: PathBuf::from("svetlitsa-data"),
            database_url: None,
            now: None,
            demo: false,
            public_url: None,
            acquirer_url: None,
            acquirer_shop: String::new(),
            acquirer_key: Secret::default(),
            acquirer_allow: Vec::new(),
            atol_url: None,
            atol_login: String::new(),
            atol_password: Secret::default(),
            atol_group: Vec::new(),
            atol_address: None,
            fiscal_email: None,
            fiscal_zone: chrono_tz::Tz::Europe__Moscow,
            smtp_url: None,
            smtp_ca: None,
            mail_from: "noreply@demo.svetlitsa".to_owned(),
            sms_url: None,
            sms_key: Secret::default(),
            sms_token: Secret::default(),
            push_service: Vec::new(),
            secrets_key: Secret::default(),
            trusted_proxy: Vec::new(),
            data_dir: None,
            portal_dir: None,
            kiosk_dir: None,
        }
    }
}

/// The same as flags. Absent ones leave the file and the environment alone.
#[derive(Clone, Debug, Default, Args, Serialize)]
pub struct Flags {
    /// Settings file, TOML
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Address to listen on [default: 127.0.0.1]
    #[arg(long, value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<IpAddr>,
    /// Port to listen on [default: 8080]
    #[arg(long, value_name = "PORT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// Folder of the embedded database [default: svetlitsa-data]
    #[arg(long, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// Database in place of the embedded one: sqlite://… or postgres://…
    #[arg(long, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<Secret>,
    /// Start business time at this instant, RFC 3339
    #[arg(long, value_name = "RFC3339")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// Load the sample world into an empty database
    #[arg(long)]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub demo: bool,
    /// How customers reach this service, for links and QR codes
    #[arg(long, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// Base URL of the acquirer's API
    #[arg(long, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acquirer_url: Option<String>,
    /// Shop id at the acquirer
    #[arg(long, value_name = "ID")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acquirer_shop: Option<String>,
    /// Secret key at the acquirer
    #[arg(long, value_name = "KEY")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acquirer_key: Option<Secret>,
    /// Networks that the acquirer's notifications may come from
    #[arg(long, value_name = "CIDR", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub acquirer_allow: Vec<IpNet>,
    /// Base URL of ATOL Online, in the place of the acquirer's own receipts: https://…/possystem/v4
    #[arg(long, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub atol_url: Option<String>,
    /// Login at ATOL Online
    #[arg(long, value_name = "LOGIN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub atol_login: Option<String>,
    /// Password at ATOL Online
    #[arg(long, value_name = "PASSWORD")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub atol_password: Option<Secret>,
    /// Groups of cash registers at ATOL Online by INN
    #[arg(long, value_name = "INN=GROUP", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub atol_group: Vec<String>,
    /// Place of settlement as the cash registers know it [default: the public URL]
    #[arg(long, value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub atol_address: Option<String>,
    /// Sender of fiscal receipts, and where those of payers without an address go
    #[arg(long, value_name = "EMAIL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fiscal_email: Option<String>,
    /// Zone of the cash registers' clocks [default: Europe/Moscow]
    #[arg(long, value_name = "ZONE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fiscal_zone: Option<chrono_tz::Tz>,
    /// SMTP server: `smtp://user:password@host:port`, with `?tls=required` for STARTTLS, or `smtps://…`
    #[arg(long, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smtp_url: Option<Secret>,
    /// Certificate of the authority that signed the mail server's, PEM [default: those known to everybody]
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smtp_ca: Option<PathBuf>,
    /// Sender of letters
    #[arg(long, value_name = "EMAIL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_from: Option<String>,
    /// Base URL of the gateway that takes messages to telephones
    #[arg(long, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms_url: Option<String>,
    /// Our key there
    #[arg(long, value_name = "KEY")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms_key: Option<Secret>,
    /// Token of the SMS gateway
    #[arg(long, value_name = "TOKEN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms_token: Option<Secret>,
    /// Push services that notices in browsers go through: fcm.googleapis.com, .notify.windows.com, http://127.0.0.1:9090
    #[arg(long, value_name = "HOST", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub push_service: Vec<String>,
    /// Keys to seal secrets with in the database, 64 hexadecimal digits each, the newest first
    #[arg(long, value_name = "KEYS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets_key: Option<Secret>,
    /// Proxies whose X-Forwarded-For is believed
    #[arg(long, value_name = "CIDR", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trusted_proxy: Vec<IpNet>,
    /// Folder in place of the built-in data/
    #[arg(long, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// Folder with the portal's bundle
    #[arg(long, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portal_dir: Option<PathBuf>,
    /// Folder with the terminal's bundle
    #[arg(long, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kiosk_dir: Option<PathBuf>,
}

/// Flags of what works on the database and serves nothing.
#[derive(Clone, Debug, Default, Args)]
pub struct StoreFlags {
    /// Settings file, TOML
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of the embedded database [default: svetlitsa-data]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Database in place of the embedded one: sqlite://… or postgres://…
    #[arg(long, value_name = "URL")]
    pub database_url: Option<Secret>,
    /// Start business time at this instant, RFC 3339
    #[arg(long, value_name = "RFC3339")]
    pub now: Option<String>,
    /// Folder in place of the built-in data/
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
}

impl From<StoreFlags> for Flags {
    fn from(flags: StoreFlags) -> Self {
        let StoreFlags { config, data, database_url, now, data_dir } = flags;
        Self { config, data, database_url, now, data_dir, ..Self::default() }
    }
}

impl std::str::FromStr for Secret {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl Settings {
    /// Reads file, environment (`SVETLITSA_…`; lists as `["…"]`) and flags, in that order.
    ///
    /// # Errors
    /// A sentence that names the setting and where it came from.
    pub fn load(flags: &Flags) -> anyhow::Result<Self> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = &flags.config {
            anyhow::ensure!(file.is_file(), "there is no settings file {}", file.display());
            figment = figment.merge(Toml::file_exact(file));
        }
        // SVETLITSA_TOOLS belongs to the build, not to the service.
        let environment = Env::prefixed("SVETLITSA_").ignore(&["tools"]).only(&NAMES);
        Ok(figment.merge(environment).merge(Serialized::defaults(flags)).extract()?)
    }

    /// URL of the database.
    #[must_use]
    pub fn database(&self) -> Secret {
        self.database_url.clone().unwrap_or_else(|| {
            Secret(format!("sqlite://{}?mode=rwc", self.data.join("svetlitsa.db").display()))
        })
    }

    /// Token of the SMS gateway; empty when there is none.
    #[must_use]
    pub fn sms_token(&self) -> &str {
        match self.sms_token.expose() {
            "" if self.demo => DEMO_SMS_TOKEN,
            token => token,
        }
    }

    /// How customers reach this service, without a trailing slash.
    #[must_use]
    pub fn public_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}:{}", self.listen, self.port),
        }
    }
}

/// Token of the sample world's SMS gateway.
const DEMO_SMS_TOKEN: &str = "svetlitsa-demo";

/// Settings that the environment may give; other `SVETLITSA_…` variables are none of ours.
const NAMES: [&str; 30] = [
    "listen",
    "port",
    "data",
    "database_url",
    "now",
    "demo",
    "public_url",
    "acquirer_url",
    "acquirer_shop",
    "acquirer_key",
    "acquirer_allow",
    "atol_url",
    "atol_login",
    "atol_password",
    "atol_group",
    "atol_address",
    "fiscal_email",
    "fiscal_zone",
    "smtp_url",
    "smtp_ca",
    "mail_from",
    "sms_url",
    "sms_key",
    "sms_token",
    "push_service",
    "secrets_key",
    "trusted_proxy",
    "data_dir",
    "portal_dir",
    "kiosk_dir",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_stay_out_of_logs() {
        let settings = Settings { acquirer_key: Secret::from("test_key"), ..Settings::default() };
        let text = format!("{settings:?}");
        assert!(!text.contains("test_key") && text.contains("acquirer_key: set"), "{text}");
    }

    #[test]
    fn flags_win_over_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("svetlitsa.toml");
        std::fs::write(&file, "port = 1000\nacquirer_shop = \"7\"\n").unwrap();
        let flags = Flags { config: Some(file.clone()), port: Some(2000), ..Flags::default() };
        let settings = Settings::load(&flags).unwrap();
        assert_eq!((settings.port, settings.acquirer_shop.as_str()), (2000, "7"));

        std::fs::write(&file, "prot = 1000\n").unwrap();
        assert!(Settings::load(&Flags { config: Some(file), ..Flags::default() }).is_err());
    }
}
