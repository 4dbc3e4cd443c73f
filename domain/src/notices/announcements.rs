//! Announcements: what the operator has to say, to whom, and in which days (`seeds/001`: to one town, to prepaid meters alone).

use chrono::NaiveDate;

/// Whom an announcement is for. What is not named leaves nobody out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Ids of branches.
    pub branches: Vec<String>,
    /// Towns, as addresses begin: `г. Красногорск`.
    pub towns: Vec<String>,
    /// Only those with a prepaid meter.
    pub is_prepaid_only: bool,
}

/// What is known of somebody's account.
#[derive(Clone, Copy, Debug)]
pub struct Addressed<'a> {
    /// Id of the branch.
    pub branch: &'a str,
    /// Its address.
    pub address: &'a str,
    /// Whether a prepaid meter belongs to it.
    pub is_prepaid: bool,
}

impl Audience {
    /// Whether an account is among them.
    #[must_use]
    pub fn includes(&self, account: Addressed<'_>) -> bool {
        let is_any_or = |named: &[String], is_it: &dyn Fn(&str) -> bool| {
            named.is_empty() || named.iter().any(|one| is_it(one))
        };
        let is_of_town = |town: &str| {
            account.address.strip_prefix(town).is_some_and(|rest| rest.is_empty() || rest.starts_with(','))
        };
        is_any_or(&self.branches, &|branch| branch == account.branch)
            && is_any_or(&self.towns, &is_of_town)
            && (account.is_prepaid || !self.is_prepaid_only)
    }
}

/// Whether an announcement is shown on a day of its term, both ends in it.
#[must_use]
pub fn is_shown(from: NaiveDate, until: NaiveDate, today: NaiveDate) -> bool {
    (from..=until).contains(&today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_whom_it_concerns_see_it() {
        let account = |branch, address, is_prepaid| Addressed { branch, address, is_prepaid };
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let town = Audience { towns: names(&["г. Красногорск"]), ..Audience::default() };
        for (audience, seen_by, included) in [
            (Audience::default(), account("tver", "", false), true),
            (town.clone(), account("krasnogorsk", "г. Красногорск, ул. Ленина, д. 9", false), true),
            (town.clone(), account("krasnogorsk", "г. Красногорск", false), true),
            (town.clone(), account("krasnogorsk", "г. Красногорский, ул. Ленина", false), false),
            (town.clone(), account("krasnogorsk", "дер. Путилково, г. Красногорск", false), false),
            (
                Audience { is_prepaid_only: true, ..town.clone() },
                account("krasnogorsk", "г. Красногорск, ул. Ленина", false),
                false,
            ),
            (
                Audience { is_prepaid_only: true, ..town },
                account("krasnogorsk", "г. Красногорск, ул. Ленина", true),
                true,
            ),
            (
                Audience { branches: names(&["kursk", "tver"]), ..Audience::default() },
                account("tver", "г. Тверь", true),
                true,
            ),
            (
                Audience { branches: names(&["kursk"]), ..Audience::default() },
                account("tver", "г. Тверь", true),
                false,
            ),
        ] {
            assert_eq!(audience.includes(seen_by), included, "{audience:?} {seen_by:?}");
        }
    }

    #[test]
    fn both_ends_of_the_term_are_in_it() {
        let day = |text: &str| text.parse().unwrap();
        let (from, until) = (day("2026-11-20"), day("2026-11-25"));
        for (today, shown) in
            [("2026-11-19", false), ("2026-11-20", true), ("2026-11-25", true), ("2026-11-26", false)]
        {
            assert_eq!(is_shown(from, until, day(today)), shown, "{today}");
        }
    }
}
