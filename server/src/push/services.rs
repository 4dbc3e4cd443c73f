//! Push services that are believed: what a browser names is an address to which we send requests, so it must be one of a
//! list (a guard against being sent to addresses inside a network).

use anyhow::Context;
use reqwest::Url;

/// Longest address that is taken.
const LONGEST: usize = 2_000;

/// The list; nothing is sent where it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PushServices(Vec<Service>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Service {
    /// A host by HTTPS at its usual port; one that begins with a dot stands for those under it.
    Host(String),
    /// Exactly this origin, by HTTP too: a push service on the same machine.
    Origin(String),
}

impl PushServices {
    /// Hosts (`fcm.googleapis.com`), those under one (`.notify.windows.com`), and origins (`http://127.0.0.1:9090`).
    ///
    /// # Errors
    /// A sentence that names what is none of these.
    pub fn parse(list: &[String]) -> anyhow::Result<Self> {
        list.iter().map(|text| service(text.trim())).collect::<anyhow::Result<_>>().map(Self)
    }

    /// Whether notices in browsers are offered.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The address, when it is one of a service on the list.
    #[must_use]
    pub fn take(&self, endpoint: &str) -> Option<Url> {
        if endpoint.len() > LONGEST {
            return None;
        }
        let url = Url::parse(endpoint).ok()?;
        let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let is_listed = self.0.iter().any(|service| match service {
            Service::Origin(origin) => url.origin().ascii_serialization() == *origin,
            Service::Host(listed) => {
                let is_host = url.domain().is_some_and(|host| match listed.strip_prefix('.') {
                    Some(_) => host.ends_with(listed.as_str()),
                    None => host == listed,
                });
                is_host && url.scheme() == "https" && url.port().is_none()
            }
        });
        (is_plain && is_listed).then_some(url)
    }
}

fn service(text: &str) -> anyhow::Result<Service> {
    let what = || format!("--push-service: {text} is neither a host nor an origin");
    if text.contains("://") {
        let url = Url::parse(text).with_context(what)?;
        let origin = url.origin().ascii_serialization();
        anyhow::ensure!(url.path() == "/" && origin.starts_with("http"), what());
        return Ok(Service::Origin(origin));
    }
    let host = text.strip_prefix('.').unwrap_or(text);
    let is_host = host.contains('.') && host.split('.').all(|part| !part.is_empty());
    let is_name = host.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c));
    anyhow::ensure!(is_host && is_name && host.parse::<std::net::IpAddr>().is_err(), what());
    Ok(Service::Host(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(list: &[&str]) -> PushServices {
        PushServices::parse(&list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn only_what_is_listed_is_spoken_to() {
        let services = listed(&["push.example.org", ".notify.windows.com"]);
        for (endpoint, is_taken) in [
            ("https://push.example.org/wpush/v2/abc", true),
            ("https://wns2-am3p.notify.windows.com/w/?token=abc", true),
            ("https://notify.windows.com/w", false),
            ("https://evilnotify.windows.com/w", false),
            ("http://push.example.org/wpush", false),
            ("https://push.example.org:8443/wpush", false),
            ("https://push.example.org.evil.org/", false),
            ("https://sub.push.example.org/", false),
            ("https://user:secret@push.example.org/", false),
            ("https://push.example.org@127.0.0.1/", false),
            ("https://push.example.org/#x", false),
            ("https://127.0.0.1/", false),
            ("https://[::1]/", false),
            ("https://localhost/", false),
            ("https://169.254.169.254/latest/meta-data", false),
            ("https://2130706433/", false),
            ("file:///etc/passwd", false),
            ("gopher://push.example.org/", false),
            ("//push.example.org/", false),
            ("", false),
        ] {
            assert_eq!(services.take(endpoint).is_some(), is_taken, "{endpoint}");
        }
        assert!(services.take(&format!("https://push.example.org/{}", "x".repeat(LONGEST))).is_none());
        assert!(services.take("https://PUSH.example.org/a").is_some(), "hosts have no case");
        assert!(listed(&[]).is_empty() && listed(&[]).take("https://push.example.org/").is_none());
    }

    #[test]
    fn an_origin_is_taken_as_it_is_written() {
        let services = listed(&["http://localhost:9090", "http://127.0.0.1:9091"]);
        assert!(services.take("http://127.0.0.1:9091/push/1").is_some());
        assert!(services.take("http://localhost:9090/push/1").is_some());
        for endpoint in ["http://localhost:9091/push/1", "https://localhost:9090/", "http://localhost/"] {
            assert!(services.take(endpoint).is_none(), "{endpoint}");
        }
    }

    #[test]
    fn what_is_no_service_is_said_at_the_start() {
        for text in [
            "",
            "localhost",
            "127.0.0.1",
            "Push.example.org",
            "a..b",
            "https://a.org/path",
            "ftp://a.org",
            "*",
        ] {
            assert!(PushServices::parse(&[text.to_owned()]).is_err(), "{text}");
        }
    }
}
