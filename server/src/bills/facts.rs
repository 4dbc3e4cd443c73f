//! What stands for an account from month to month, as the engine asks for it.

use svetlitsa_domain::Period;
use svetlitsa_domain::bills::{AccountFacts, ChargeProblem, DwellingNorm, Grant};
use svetlitsa_domain::tariffs::{Category, DaySpan, Schedule, Service, TariffProblem, Zone};

use crate::bills::grants::granted;
use crate::bills::month::{NoBill, dwelling};
use crate::data::Branch;
use crate::entity::{account, grant};

/// What stands for an account from month to month.
///
/// # Errors
/// [`NoBill`] when it is no household, or a row holds words that are none of ours.
pub(super) fn facts_of(
    account: &account::Model,
    grants: &[&grant::Model],
    branch: &Branch,
    period: Period,
) -> Result<AccountFacts, NoBill> {
    let broken = |what: &str| NoBill::Broken(format!("{what} of {}", account.number));
    let category = Category::parse(&account.category).ok_or(NoBill::NothingToCharge)?;
    let service = Service::parse(&account.service).ok_or_else(|| broken("service"))?;
    let norm = branch.norms.of(service, dwelling(account));
    let (mut is_exempt_from_ranges, mut is_heated_by_electricity, mut benefits) = (false, false, Vec::new());
    for row in grants {
        let (months, grant) = granted(row).map_err(|column| broken(&format!("{column} of a grant")))?;
        match grant {
            _ if !months.hold(period) => {}
            Grant::NoRanges => is_exempt_from_ranges = true,
            Grant::ElectricHeating => is_heated_by_electricity = true,
            Grant::Benefit(benefit) => benefits.push(benefit),
        }
    }
    Ok(AccountFacts {
        account: account.number.parse().map_err(|_| broken("number"))?,
        service,
        category,
        norm: norm.map(|norm| DwellingNorm { id: format!("{}-{}", branch.id, service.as_str()), norm }),
        is_exempt_from_ranges,
        is_heated_by_electricity,
        benefits,
    })
}

/// Prices of a category.
///
/// # Errors
/// [`NoBill::Refused`] when the branch has none.
pub(super) fn schedule_of(
    branch: &Branch,
    service: Service,
    category: Category,
    period: Period,
) -> Result<&Schedule, NoBill> {
    let schedule = branch.tariffs.book().ok().and_then(|book| book.schedule(service, category));
    schedule.ok_or_else(|| {
        let days = DaySpan::of_period(period);
        let (from, until) = (days.first(), days.last());
        ChargeProblem::Tariff(TariffProblem::Gap { service, category, zone: Zone::Single, from, until })
            .into()
    })
}
