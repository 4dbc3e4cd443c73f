//! Outages of the sample world, with what happened to them.

use std::collections::BTreeMap;

use serde::Deserialize;
use svetlitsa_api::outages::OutagePlace;
use svetlitsa_domain::outages::{OutageAction, OutageKind, OutageStage, check_plan};

use crate::data::Branch;

/// `outages.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outages {
    /// In any order.
    pub outages: Vec<SampleOutage>,
}

/// An outage. Hours are counted from the clock.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleOutage {
    /// Branch id.
    pub branch: String,
    /// What it is.
    pub kind: OutageKind,
    /// Whether it was announced before.
    pub is_planned: bool,
    /// What it covers.
    pub places: Vec<OutagePlace>,
    /// What is known of it.
    pub text: String,
    /// When it begins or began.
    pub begins: i64,
    /// When power was expected at first.
    pub expected: Option<i64>,
    /// Login of who entered it.
    pub staff: String,
    /// What happened since, oldest first.
    #[serde(default)]
    pub steps: Vec<SampleOutageStep>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleOutageStep {
    /// When.
    pub at: i64,
    /// What was done.
    pub action: OutageAction,
    /// When power is expected now.
    pub expected: Option<i64>,
    /// Why.
    pub text: Option<String>,
    /// Login of who did it.
    pub staff: String,
}

impl SampleOutage {
    /// When it was entered: a sudden one at its beginning, works a day ago or a day before they begin.
    #[must_use]
    pub fn entered(&self) -> i64 {
        if self.is_planned { (self.begins - 24).min(-24) } else { self.begins }
    }

    /// Its stage after every step; `None` when it cannot have gone this way.
    #[must_use]
    pub fn stage(&self) -> Option<OutageStage> {
        let first = OutageStage::first(self.is_planned);
        self.steps.iter().try_fold(first, |stage, step| stage.after(step.action))
    }

    /// Whether it can be; the error is a key and a sentence.
    pub(super) fn check(
        &self,
        branches: &BTreeMap<String, Branch>,
        is_staff: impl Fn(&str) -> bool,
    ) -> Result<(), (String, String)> {
        let fail = |key: &str, problem: &str| Err((key.to_owned(), problem.to_owned()));
        if !branches.contains_key(&self.branch) {
            return fail("branch", "there is no such branch profile");
        }
        if self.places.is_empty() {
            return fail("places", "an outage is somewhere");
        }
        let first = OutageStage::first(self.is_planned);
        if check_plan(first, self.begins, self.expected, self.entered()).is_err() {
            return fail("begins", "the times cannot be");
        }
        if self.stage().is_none() {
            return fail("steps", "nothing leads this way");
        }
        let mut last = self.entered();
        for step in &self.steps {
            let is_told = step.action.needs_text() <= step.text.is_some();
            if step.at < last
                || step.at > 0
                || !is_told
                || step.action.needs_time() != step.expected.is_some()
            {
                return fail("steps", "a step is in its order, and has what it needs");
            }
            last = step.at;
        }
        if !self.steps.iter().map(|step| &step.staff).chain([&self.staff]).all(|login| is_staff(login)) {
            return fail("staff", "there is no such member of staff");
        }
        Ok(())
    }
}
