//! Where a request comes from, as the owner of a cabinet recognises it: browser, system, address.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use crate::callers::Address;
use crate::state::App;

/// Somebody's browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visitor {
    /// `Firefox`; empty when not known.
    pub browser: &'static str,
    /// `Android`; empty when not known.
    pub system: &'static str,
    /// IP address; empty when not known.
    pub address: String,
}

/// What a browser calls itself by, the more telling first: nearly every one also claims to be Safari.
const BROWSERS: &[(&str, &str)] = &[
    ("YaBrowser/", "Yandex Browser"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// The same for systems: Android also claims to be Linux, an iPhone to be like Mac OS X.
const SYSTEMS: &[(&str, &str)] = &[
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

impl Visitor {
    /// Reads a `User-Agent`. The text itself is not kept: it is the caller's to invent.
    #[must_use]
    pub fn parse(user_agent: &str, address: String) -> Self {
        let first = |table: &[(&str, &'static str)]| {
            table.iter().find(|(word, _)| user_agent.contains(word)).map_or("", |(_, name)| *name)
        };
        Self { browser: first(BROWSERS), system: first(SYSTEMS), address }
    }

    /// Who sends a request.
    #[must_use]
    pub fn of(parts: &Parts, app: &App) -> Self {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Self::parse(agent.unwrap_or_default(), Address::of(parts, app).0.to_string())
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts, app))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_and_systems_are_recognised() {
        for (agent, browser, system) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux"),
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile Safari/537.36",
                "Chrome",
                "Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
                "Safari",
                "iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/138.0 YaBrowser/25.6 Safari/537.36",
                "Yandex Browser",
                "Windows",
            ),
            ("curl/8.5.0", "", ""),
            ("", "", ""),
        ] {
            let visitor = Visitor::parse(agent, String::new());
            assert_eq!((visitor.browser, visitor.system), (browser, system), "{agent}");
        }
    }
}
