//! What a customer can do about a finding; the words live in the locales.

use serde::{Deserialize, Serialize};

/// A way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// Look at the dial again.
    CheckDigits,
    /// Leave out the red digits after the point.
    DropDecimals,
    /// Give a value for every zone or riser.
    FillEveryRegister,
    /// Give one value for each zone or riser.
    OneValueEach,
    /// Give a day that is not ahead.
    GiveDayUntilToday,
    /// Give a day after the last accepted reading.
    GiveLaterDay,
    /// «Да, всё верно».
    Confirm,
    /// Send the values in the order in which they fit.
    ExchangeValues,
    /// Read the meter that hangs there now.
    ReadNewMeter,
    /// Tell us that the meter was replaced.
    ReportReplacement,
    /// Tell us that the meter sends something wrong.
    ReportFault,
    /// Wait: the supplier replaces the meter, free of charge.
    AwaitReplacement,
    /// Have it verified or replaced: it is the owner's.
    VerifyMeter,
    /// Load the page anew: it is older than the server.
    ReloadPage,
    /// Nothing; it is taken care of.
    NothingToDo,
}
