//! What the operator announces: `announcements.toml`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use svetlitsa_api::accounts::{Announcement, AnnouncementText};
use svetlitsa_domain::notices::{Addressed, Audience, is_shown};

use super::error::read_toml;
use super::{Branch, DataError, DataSource, Day};

const FILE: &str = "announcements.toml";

/// Everything that is, was or will be announced, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcements(Vec<Announced>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Announced {
    from: NaiveDate,
    audience: Audience,
    announcement: Announcement,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    announcements: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: String,
    from: Day,
    until: Day,
    #[serde(default)]
    is_warning: bool,
    #[serde(default)]
    branches: Vec<String>,
    #[serde(default)]
    towns: Vec<String>,
    #[serde(default)]
    is_prepaid_only: bool,
    link: Option<String>,
    ru: AnnouncementText,
    en: AnnouncementText,
}

impl Announcements {
    /// What an account is told on a day.
    #[must_use]
    pub fn to(&self, account: Addressed<'_>, today: NaiveDate) -> Vec<Announcement> {
        let is_told = |one: &&Announced| {
            is_shown(one.from, one.announcement.until, today) && one.audience.includes(account)
        };
        self.0.iter().filter(is_told).map(|one| one.announcement.clone()).collect()
    }
}

/// Reads the file. A term that ends before it begins, a branch that is none, a link that leads nowhere are mistakes.
pub(super) fn load(
    source: &dyn DataSource,
    branches: &BTreeMap<String, Branch>,
) -> Result<Announcements, DataError> {
    let File { announcements } = read_toml(source, FILE)?;
    let mut seen = std::collections::HashSet::new();
    let mut all = Vec::new();
    for raw in announcements {
        let wrong = |what: &str| Err(DataError::at(FILE, &raw.id, what));
        if !seen.insert(raw.id.clone()) {
            return wrong("two announcements have this id");
        }
        if raw.until.0 < raw.from.0 {
            return wrong("it ends before it begins");
        }
        if raw.branches.iter().any(|branch| !branches.contains_key(branch)) {
            return wrong("there is no such branch");
        }
        let is_address =
            |link: &str| link.starts_with("https://") || (link.starts_with('/') && !link.starts_with("//"));
        if raw.link.as_deref().is_some_and(|link| !is_address(link)) {
            return wrong("a link is a page of the portal, or begins with https://");
        }
        let is_complete = |words: &AnnouncementText| {
            !words.title.is_empty()
                && !words.text.is_empty()
                && (raw.link.is_none() || !words.more.is_empty())
        };
        if !is_complete(&raw.ru) || !is_complete(&raw.en) {
            return wrong("words are missing; with a link, what it is called as well");
        }
        let Raw { id, from, until, is_warning, branches, towns, is_prepaid_only, link, ru, en } = raw;
        all.push(Announced {
            from: from.0,
            audience: Audience { branches, towns, is_prepaid_only },
            announcement: Announcement { id, is_warning, ru, en, link, until: until.0 },
        });
    }
    Ok(Announcements(all))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    struct One(&'static str);

    impl DataSource for One {
        fn read(&self, _: &str) -> Option<Cow<'_, [u8]>> {
            Some(Cow::Borrowed(self.0.as_bytes()))
        }

        fn list(&self, _: &str) -> Vec<String> {
            Vec::new()
        }
    }

    fn problem(text: &'static str) -> String {
        load(&One(text), &BTreeMap::new()).unwrap_err().to_string()
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        const WORDS: &str = "ru = { title = 'x', text = 'y' }\nen = { title = 'x', text = 'y' }\n";
        let of =
            |lines: &str| -> &'static str { format!("[[announcements]]\nid = 'a'\n{lines}\n{WORDS}").leak() };
        for (lines, said) in [
            ("from = 2026-11-20\nuntil = 2026-11-19", "ends before"),
            ("from = 2026-11-20\nuntil = 2026-11-20\nbranches = ['nowhere']", "no such branch"),
            ("from = 2026-11-20\nuntil = 2026-11-20\nlink = 'javascript:alert(1)'", "a link is"),
            ("from = 2026-11-20\nuntil = 2026-11-20\nlink = '//evil.example'", "a link is"),
            ("from = 2026-11-20\nuntil = 2026-11-20\nlink = '/tariffs'", "words are missing"),
        ] {
            let told = problem(of(lines));
            assert!(told.contains(said) && told.contains(FILE), "{told}");
        }
        let none = load(&One(""), &BTreeMap::new()).unwrap();
        assert_eq!(none, Announcements(Vec::new()));
    }
}
