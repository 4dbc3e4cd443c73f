//! Readings: the window in which they count, the verdict each of them gets, and the ways on which they come.

mod calendar_feed;
mod consumption;
mod correction;
mod exchange;
mod export;
mod finding;
mod habit;
mod life;
mod meter;
mod moment;
mod parse;
mod photo;
mod policy;
mod remedy;
mod rule;
mod sheet;
mod silence;
mod sms;
mod verdict;
mod window;

pub use calendar_feed::{CalendarFeed, FeedTexts};
pub use correction::{Earlier, Relation, relate};
pub use export::{Cell, Quality, Usage, UsageFeed, UsageMeter, UsageSeries, csv};
pub use finding::{Finding, FindingCode, Severity};
pub use life::{ReadingEvent, ReadingState, ReadingStep};
pub use meter::{Intake, MeterFace, Register, RemovedMeter};
pub use moment::{MomentProblem, day_taken};
pub use parse::{ValueCode, ValueProblem, parse_value};
pub use photo::{
    CleanPhoto, MOST_PHOTO_BYTES, MOST_PHOTO_PIXELS, Orientation, PhotoKind, PhotoProblem,
    clean as clean_photo, identify as identify_photo,
};
pub use policy::{CountedBy, ReadingPolicy};
pub use remedy::Remedy;
pub use rule::{Rule, Rung};
pub use sheet::{
    MOST_SHEET_BYTES, MOST_SHEET_ROWS, RowCode, RowProblem, Sheet, SheetError, SheetRow, SheetValue,
    decode_sheet, parse_sheet,
};
pub use silence::{
    AVERAGE_PERIODS_IN_A_ROW, AccrualMethod, CannotTell, NoReading, NormFactor, NormPart, PeriodUse, Silence,
    SilentCharge, SilentLine, recalculation,
};
pub use sms::{SmsReading, SmsRefusal, parse_sms};
pub use verdict::{Assessment, Circumstances, History, Submission, VerdictStatus, assess};
pub use window::{Pane, PaneState, ReadingWindow, WindowOutlook, WindowState};
