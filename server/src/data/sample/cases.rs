//! Appeals and applications of the sample world, with what happened to them.

use serde::Deserialize;
use svetlitsa_domain::appeals::{AppealAction, AppealKind, AppealStage};
use svetlitsa_domain::applications::{ApplicationKind, ApplicationStage};
use svetlitsa_domain::{AccountNumber, Kopecks};

use crate::data::sample::moment::Moment;

/// `appeals.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Appeals {
    /// Oldest first.
    pub appeals: Vec<SampleAppeal>,
}

/// An appeal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleAppeal {
    /// The number to quote.
    pub number: String,
    /// What it is about.
    pub kind: AppealKind,
    /// In the customer's words.
    pub text: String,
    /// Name; may be empty.
    pub name: String,
    /// E-mail; empty when there is a telephone.
    #[serde(default)]
    pub email: String,
    /// Telephone; empty when there is an e-mail.
    #[serde(default)]
    pub phone: String,
    /// Account, when it concerns one.
    pub account: Option<AccountNumber>,
    /// Branch id.
    pub branch: String,
    /// Login of the cabinet it was filed in.
    pub cabinet: Option<String>,
    /// What happened.
    pub events: Vec<SampleEvent<AppealStage>>,
}

/// `applications.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Applications {
    /// Oldest first.
    pub applications: Vec<SampleApplication>,
}

/// An application.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleApplication {
    /// The number to quote.
    pub number: String,
    /// What is applied for.
    pub kind: ApplicationKind,
    /// What it concerns.
    pub subject: String,
    /// Applicant.
    pub name: String,
    /// E-mail.
    #[serde(default)]
    pub email: String,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
    /// Account, when there is one.
    pub account: Option<AccountNumber>,
    /// Branch id.
    pub branch: String,
    /// What the former supplier sent, kopecks.
    #[serde(default)]
    pub transferred: Option<Kopecks>,
    /// What happened.
    pub events: Vec<SampleEvent<ApplicationStage>>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleEvent<S> {
    /// When.
    pub at: Moment,
    /// To which stage.
    pub stage: S,
    /// Words to the customer.
    pub text: Option<String>,
    /// Login of who did it; absent for the customer's own step.
    pub staff: Option<String>,
}

/// Whether an appeal could have gone this way; the error is a key and a sentence.
pub(super) fn check_appeal(events: &[SampleEvent<AppealStage>]) -> Result<(), (String, String)> {
    for (i, event) in events.iter().enumerate() {
        let Some(previous) = i.checked_sub(1).map(|before| events[before].stage) else {
            if event.stage == AppealStage::Registered {
                continue;
            }
            return Err(at(i, "an appeal begins as registered".to_owned()));
        };
        let action =
            AppealAction::ALL.into_iter().find(|action| previous.after(*action) == Some(event.stage));
        match action {
            None => {
                let (from, to) = (previous.as_str(), event.stage.as_str());
                return Err(at(i, format!("nothing leads from {from} to {to}")));
            }
            Some(action) if action.needs_text() && event.text.is_none() => {
                return Err(at(i, format!("{} needs words to the customer", event.stage.as_str())));
            }
            Some(_) if event.staff.is_none() => {
                return Err(at(i, "a member of staff did it, whose login is missing".to_owned()));
            }
            Some(_) => {}
        }
    }
    if events.is_empty() { Err(at(0, "an appeal begins as registered".to_owned())) } else { Ok(()) }
}

/// Whether an application could have gone this way; the error is a key and a sentence.
pub(super) fn check_application(
    kind: ApplicationKind,
    events: &[SampleEvent<ApplicationStage>],
) -> Result<(), (String, String)> {
    for (i, event) in events.iter().enumerate() {
        let Some(previous) = i.checked_sub(1).map(|before| events[before].stage) else {
            if event.stage == ApplicationStage::Received {
                continue;
            }
            return Err(at(i, "an application begins as received".to_owned()));
        };
        if !kind.next(previous).contains(&event.stage) {
            let (from, to, kind) = (previous.as_str(), event.stage.as_str(), kind.as_str());
            return Err(at(i, format!("nothing leads from {from} to {to} for {kind}")));
        }
        if event.stage.needs_text() && event.text.is_none() {
            return Err(at(i, format!("{} needs words to the customer", event.stage.as_str())));
        }
    }
    if events.is_empty() { Err(at(0, "an application begins as received".to_owned())) } else { Ok(()) }
}

fn at(event: usize, problem: String) -> (String, String) {
    (format!("events[{event}]"), problem)
}
