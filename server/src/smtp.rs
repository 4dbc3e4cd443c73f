//! The line to the mail server: whom it trusts, and which of the server's refusals are final.

use std::path::Path;

use anyhow::{Context, bail};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use reqwest::Url;

use crate::settings::Settings;

/// The line of [`lettre`].
pub type Smtp = AsyncSmtpTransport<Tokio1Executor>;

/// Opens the line that the settings name; `None` when they name none. Nothing is sent yet.
///
/// `smtp://` speaks openly, `smtp://…?tls=required` goes over to TLS before anything is said, `smtps://` begins with it.
///
/// # Errors
/// When the URL or the authority's certificate is of no use, or an authority is named for a line without TLS.
pub fn line(settings: &Settings, timeout: std::time::Duration) -> anyhow::Result<Option<Smtp>> {
    let Some(url) = &settings.smtp_url else { return Ok(None) };
    let mut line = Smtp::from_url(url.expose()).context("the mail server's URL is not usable")?;
    if let Some(authority) = &settings.smtp_ca {
        line = line.tls(trusting(authority, url.expose())?);
    }
    Ok(Some(line.timeout(Some(timeout)).build()))
}

/// TLS that also trusts an authority of the operator's own.
fn trusting(authority: &Path, url: &str) -> anyhow::Result<Tls> {
    let shown = authority.display();
    let pem = std::fs::read_to_string(authority).with_context(|| format!("{shown} cannot be read"))?;
    // What is no certificate is passed over without a word by those who read PEM.
    if !pem.contains("-----BEGIN CERTIFICATE-----") {
        bail!("{shown} holds no certificate in PEM");
    }
    let certificate =
        Certificate::from_pem(pem.as_bytes()).with_context(|| format!("{shown} is not readable"))?;
    let url = Url::parse(url).context("the mail server's URL is not usable")?;
    let host = url.host_str().context("the mail server's URL names no server")?.to_owned();
    let parameters = TlsParameters::builder(host).add_root_certificate(certificate).build()?;
    let asked = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    match (url.scheme(), asked.as_deref()) {
        ("smtps", _) => Ok(Tls::Wrapper(parameters)),
        ("smtp", Some("required")) => Ok(Tls::Required(parameters)),
        ("smtp", Some("opportunistic")) => Ok(Tls::Opportunistic(parameters)),
        _ => bail!("an authority is named for a line without TLS: write `smtps://` or `?tls=required`"),
    }
}

/// What a server says of an address that does not exist (RFC 3463, 3.2; RFC 7505): 5.1.7 and 5.1.8 are not among them, for
/// they speak of the sender's.
const NO_SUCH_ADDRESS: [&str; 5] = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"];

/// Whether the server said that there is no such mailbox: to ask again would change nothing. Whatever else it refuses
/// for good (RFC 5321, 4.2.1) may be its own settings, or ours, which somebody puts right; so may a bare 550, by which
/// relaying is denied and senders are blocked, too.
#[must_use]
pub fn is_no_mailbox(error: &Error) -> bool {
    error.is_permanent() && speaks_of_mailbox(&error.to_string())
}

/// The same by the server's words.
fn speaks_of_mailbox(words: &str) -> bool {
    words.split_whitespace().any(|word| NO_SUCH_ADDRESS.contains(&word.trim_start_matches('#')))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::settings::Secret;

    fn opened(url: &str, authority: Option<&Path>) -> Result<bool, String> {
        let settings = Settings {
            smtp_url: Some(Secret::from(url)),
            smtp_ca: authority.map(Path::to_path_buf),
            ..Settings::default()
        };
        line(&settings, Duration::from_secs(1))
            .map(|line| line.is_some())
            .map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn a_line_is_opened_as_its_url_says() {
        assert!(line(&Settings::default(), Duration::from_secs(1)).unwrap().is_none());
        for url in [
            "smtp://mail.example.org",
            "smtp://mail.example.org?tls=required",
            "smtps://u:p@mail.example.org",
        ] {
            assert_eq!(opened(url, None), Ok(true), "{url}");
        }
        for url in ["http://mail.example.org", "mail.example.org", "smtp://mail.example.org?tls=perhaps"] {
            assert!(
                opened(url, None).unwrap_err().starts_with("the mail server's URL is not usable"),
                "{url}"
            );
        }
    }

    #[test]
    fn an_authority_that_cannot_be_trusted_is_said_at_once() {
        let absent = opened("smtps://mail.example.org", Some(Path::new("no-such.pem"))).unwrap_err();
        assert!(absent.starts_with("no-such.pem cannot be read"), "{absent}");
        let strange = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
        let refused = opened("smtps://mail.example.org", Some(strange)).unwrap_err();
        assert!(refused.ends_with("holds no certificate in PEM"), "{refused}");
    }

    #[test]
    fn only_a_mailbox_that_is_not_there_is_final() {
        for (words, is_final) in [
            ("permanent error (550): 5.1.1 no such user", true),
            ("permanent error (550): #5.1.1 bad destination mailbox", true),
            ("permanent error (556): 5.1.10 the domain takes no mail", true),
            ("permanent error (550): relaying denied", false),
            ("permanent error (550): 5.7.1 relaying denied", false),
            ("permanent error (550): 5.1.8 bad sender's system address", false),
            ("permanent error (552): 5.2.2 mailbox full", false),
            ("permanent error (554): no service from 203.0.5.1.1", false),
            ("permanent error (535): authentication failed", false),
        ] {
            assert_eq!(speaks_of_mailbox(words), is_final, "{words}");
        }
    }
}
