//! The sample world: named households, each with a purpose, and the people around them. Read from
//! `data/sample`, checked as one whole: whoever is named exists.

use std::collections::BTreeMap;

use crate::data::error::{DataError, read_toml};
use crate::data::{Branch, DataSource};

mod cases;
mod check;
mod household;
mod moment;
mod outages;
mod people;
mod phones;
mod takeover;

pub use cases::{SampleAppeal, SampleApplication, SampleEvent};
pub use household::{
    Billing, CommonUse, Facts, Habit, Household, LedgerLine, LinePeriod, Prepaid, SampleMeter, SampleNotice,
    SampleRegister,
};
pub use moment::Moment;
pub use outages::{SampleOutage, SampleOutageStep};
pub use people::{Cabinet, Cabinets, SampleAgent, SamplePreview, SampleTerminal, Staff, StaffMember};
pub use phones::SamplePhone;
pub use takeover::{SampleBalance, SampleDecision, SampleOpening, SampleTakeover};

const AGENTS: &str = "sample/agents.toml";
const APPEALS: &str = "sample/appeals.toml";
const APPLICATIONS: &str = "sample/applications.toml";
const CABINETS: &str = "sample/cabinets.toml";
const OUTAGES: &str = "sample/outages.toml";
const PHONES: &str = "sample/phones.toml";
const STAFF: &str = "sample/staff.toml";
const TERMINALS: &str = "sample/terminals.toml";

/// The sample world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleWorld {
    /// Households in the order of lists.
    pub households: Vec<Household>,
    /// Residents.
    pub cabinets: Cabinets,
    /// Staff, and who looked.
    pub staff: Staff,
    /// Terminals.
    pub terminals: Vec<SampleTerminal>,
    /// Agents that take money elsewhere.
    pub agents: Vec<SampleAgent>,
    /// Appeals, oldest first.
    pub appeals: Vec<SampleAppeal>,
    /// Applications, oldest first.
    pub applications: Vec<SampleApplication>,
    /// Outages.
    pub outages: Vec<SampleOutage>,
    /// Telephones of accounts.
    pub phones: Vec<SamplePhone>,
}

impl SampleWorld {
    /// Reads `data/sample` and checks it as one whole.
    ///
    /// # Errors
    /// [`DataError`] for the first mistake found.
    pub fn load(source: &dyn DataSource, branches: &BTreeMap<String, Branch>) -> Result<Self, DataError> {
        let files = source.list("sample/households");
        if files.is_empty() {
            return Err(DataError::at("sample/households", "", "there is no household"));
        }
        let mut households = Vec::with_capacity(files.len());
        for name in files {
            let file = format!("sample/households/{name}");
            let household: Household = read_toml(source, &file)?;
            check::branch(branches, &household.branch)
                .and_then(|branch| household.check(branch))
                .map_err(|(key, problem)| DataError::at(&file, &key, problem))?;
            if file != format!("sample/households/{}.toml", household.number) {
                return Err(DataError::at(&file, "number", "the file is not named after its account"));
            }
            households.push(household);
        }
        households.sort_by_key(|household| household.position);
        let world = Self {
            households,
            cabinets: read_toml(source, CABINETS)?,
            staff: read_toml(source, STAFF)?,
            terminals: read_toml::<people::Terminals>(source, TERMINALS)?.terminals,
            agents: read_toml::<people::Agents>(source, AGENTS)?.agents,
            appeals: read_toml::<cases::Appeals>(source, APPEALS)?.appeals,
            applications: read_toml::<cases::Applications>(source, APPLICATIONS)?.applications,
            outages: read_toml::<outages::Outages>(source, OUTAGES)?.outages,
            phones: read_toml::<phones::Phones>(source, PHONES)?.phones,
        };
        check::check(&world, branches)?;
        Ok(world)
    }

    /// A member of staff by login.
    #[must_use]
    pub fn member(&self, login: &str) -> Option<&StaffMember> {
        self.staff.staff.iter().find(|member| member.login == login)
    }
}

#[cfg(test)]
#[path = "sample_tests.rs"]
mod tests;
