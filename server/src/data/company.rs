//! `company.toml`: which branch stands where no account is chosen yet.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::error::read_toml;
use super::{Branch, DataError, DataSource};

const FILE: &str = "company.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCompany {
    home_branch: String,
}

/// Id of the home branch; it must be one of the profiles.
pub(super) fn load_home_branch(
    source: &dyn DataSource,
    branches: &BTreeMap<String, Branch>,
) -> Result<String, DataError> {
    let RawCompany { home_branch } = read_toml(source, FILE)?;
    if branches.contains_key(&home_branch) {
        Ok(home_branch)
    } else {
        Err(DataError::at(FILE, "home_branch", format!("there is no branch profile \"{home_branch}\"")))
    }
}
