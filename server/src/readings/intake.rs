//! A reading is taken in: judged by the ladder, compared with what already counts, put into the ledger. The same for
//! the cabinet, the terminal, SMS and the house elder's sheet.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{DatabaseTransaction, DbErr};
use svetlitsa_api::readings::{Channel, FindingView, ZoneUse, ZoneValue};
use svetlitsa_domain::Period;
use svetlitsa_domain::readings::{
    Assessment, Circumstances, Earlier, FindingCode, MeterFace, ReadingEvent, ReadingState, ReadingStep,
    Relation, SheetRow, Submission, VerdictStatus, assess, relate,
};
use svetlitsa_domain::tariffs::{self, Zone};

use crate::data::Branch;
use crate::entity::{account, reading};
use crate::failure::{Failure, Outcome};
use crate::readings::metering::{Dial, Metering, dials};
use crate::{random, store};

/// Bills that may lie between a reading and the period it ends in; more is a fault of the clock.
const MOST_BILLS: usize = 2;

/// A reading that has arrived.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// Whose.
    pub account: &'a account::Model,
    /// The branch of the account.
    pub branch: &'a Branch,
    /// Id of the meter, one of the account's.
    pub meter: &'a str,
    /// What was sent.
    pub values: Given<'a>,
    /// The day it was read off; today when nobody said.
    pub taken_on: Option<NaiveDate>,
    /// «Да, всё верно».
    pub is_confirmed: bool,
    /// How it came.
    pub channel: Channel,
    /// Today in the branch's zone.
    pub today: NaiveDate,
    /// Business time, Unix ms.
    pub now_ms: i64,
}

/// Values as a channel knows them.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a> {
    /// By register.
    Named(&'a [(Zone, u32)]),
    /// In the order in which the registers are asked for.
    InOrder(&'a [u32]),
    /// A row of a sheet: by its header or in order.
    Row(&'a SheetRow),
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Taken {
    /// In the ledger, with its verdict.
    Recorded(reading::Model),
    /// The same values count already: the first verdict is the answer.
    SameAgain(reading::Model),
    /// Odd, and not confirmed: nothing is kept.
    Asked(Assessment),
}

/// Readings that are judged together: what is stored of their meters, looked up at once, and what is to be written.
pub struct Intake {
    dials: HashMap<String, Dial>,
    rows: Vec<reading::Model>,
    superseded: Vec<reading::Model>,
}

impl Intake {
    /// Looks up what readings are compared with. Their meters stay locked until the transaction ends: of two devices
    /// that send at once, the second is compared with the first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open<'a>(
        tx: &DatabaseTransaction,
        incoming: impl IntoIterator<Item = &'a Incoming<'a>>,
    ) -> Outcome<Self> {
        let mut periods: HashMap<&str, Period> = HashMap::new();
        for one in incoming {
            let period = one.period()?;
            periods.entry(one.meter).and_modify(|known| *known = period.min(*known)).or_insert(period);
        }
        let ids: Vec<&str> = periods.keys().copied().collect();
        let meters = store::readings::lock_meters(tx, &ids).await?;
        let meters = meters.into_iter().filter_map(|(id, meter)| Some((meter, *periods.get(id.as_str())?)));
        let dials = dials(tx, meters.collect()).await?;
        Ok(Self { dials, rows: Vec::new(), superseded: Vec::new() })
    }

    /// Judges a reading beside what is stored and what this intake keeps. Nothing comes of it before it is kept.
    /// `None` when the account has no such meter.
    ///
    /// # Errors
    /// When the database holds words that are none of ours.
    pub fn judge(&self, incoming: &Incoming<'_>) -> Outcome<Option<Taken>> {
        let Incoming { account, branch, today, .. } = *incoming;
        let dial = self.dials.get(incoming.meter).filter(|dial| dial.meter.account == account.number);
        let Some(dial) = dial else { return Ok(None) };
        let taken_on = incoming.taken_on.unwrap_or(today);
        let mut period = incoming.period()?;
        for _ in 0..=MOST_BILLS {
            let metering = dial.before(period, account, branch, today)?;
            let values = assign(&metering.face, incoming.values);
            let submission = Submission { values: values.0, taken_on };
            let circumstances = Circumstances { policy: &branch.readings, history: &metering.history, today };
            let mut assessment = assess(&metering.face, &submission, &circumstances);
            if let Some(code) = values.1 {
                blame(&mut assessment, code);
            }
            assessment.counts_for = Some(period);
            let earlier = dial.counting.iter().find(|row| row.period == period.to_string());
            let relation = relation(&submission, earlier)?;
            let verdict = assessment.status();
            let is_refused = verdict == VerdictStatus::Refused;
            match (relation, earlier) {
                (Relation::SameAgain, Some(earlier)) => return Ok(Some(Taken::SameAgain(earlier.clone()))),
                (Relation::AfterBill, _) if !is_refused => {
                    period = period.next();
                    continue;
                }
                _ => {}
            }
            if verdict == VerdictStatus::Question && !incoming.is_confirmed {
                return Ok(Some(Taken::Asked(assessment)));
            }
            let row = row(incoming, &metering, &submission, &assessment)?;
            let state = if !is_refused && relation == Relation::Outdated {
                ReadingState::Replaced
            } else {
                settled(ReadingState::Received, verdict)?
            };
            return Ok(Some(Taken::Recorded(reading::Model { state: state.as_str().to_owned(), ..row })));
        }
        Err(Failure::internal(&format!("meter {}: bills ahead of the clock", dial.meter.id)))
    }

    /// Keeps a reading that was recorded: what is judged after it is compared with it, and it is written with the rest.
    ///
    /// # Errors
    /// Internal failure when it would replace what cannot be replaced.
    pub fn keep(&mut self, row: &reading::Model) -> Outcome<()> {
        let is_counting = ReadingState::parse(&row.state).is_some_and(ReadingState::is_counting);
        if let Some(dial) = self.dials.get_mut(&row.meter).filter(|_| is_counting) {
            match dial.counting.iter_mut().find(|known| known.period == row.period) {
                Some(known) => {
                    let replaced = superseded(known)?;
                    let earlier = std::mem::replace(known, row.clone());
                    match self.rows.iter_mut().find(|row| row.id == earlier.id) {
                        Some(unwritten) => replaced.as_str().clone_into(&mut unwritten.state),
                        None => self.superseded.push(earlier),
                    }
                }
                None => {
                    let place = dial.counting.partition_point(|known| known.period > row.period);
                    dial.counting.insert(place, row.clone());
                }
            }
        }
        self.rows.push(row.clone());
        Ok(())
    }

    /// Writes what it keeps into the ledger.
    ///
    /// # Errors
    /// When the database does not answer, or a bill has used meanwhile what is corrected.
    pub async fn write(self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        store::readings::supersede_all(tx, &self.superseded).await?;
        store::readings::insert_all(tx, self.rows).await
    }
}

/// Takes readings in, one after another: an outcome for each, `None` where the account has no such meter.
///
/// # Errors
/// When the database does not answer; nothing is written then.
pub async fn take(
    tx: &DatabaseTransaction,
    incoming: &[Incoming<'_>],
) -> Outcome<Vec<Outcome<Option<Taken>>>> {
    let mut intake = Intake::open(tx, incoming).await?;
    let mut take_one = |one: &Incoming<'_>| {
        let taken = intake.judge(one)?;
        if let Some(Taken::Recorded(row)) = &taken {
            intake.keep(row)?;
        }
        Ok(taken)
    };
    let outcomes = incoming.iter().map(&mut take_one).collect();
    intake.write(tx).await?;
    Ok(outcomes)
}

impl Incoming<'_> {
    /// The first period whose bill may use it.
    fn period(&self) -> Outcome<Period> {
        let taken_on = self.taken_on.unwrap_or(self.today);
        let period = self.branch.readings.counts_for(taken_on, self.today);
        period.ok_or_else(|| Failure::internal(&"the clock is outside this century"))
    }
}

/// The state of a reading in whose place a later one stands, by the table.
fn superseded(row: &reading::Model) -> Outcome<ReadingState> {
    match ReadingState::parse(&row.state).map(|state| state.on(ReadingEvent::Superseded)) {
        Some(ReadingStep::To(next)) => Ok(next),
        _ => Err(Failure::internal(&format!("reading {} is {} and cannot be replaced", row.id, row.state))),
    }
}

/// Values by register; what does not fit the registers is kept under the first ones, with the finding.
fn assign(face: &MeterFace, given: Given<'_>) -> (Vec<(Zone, u32)>, Option<FindingCode>) {
    let in_order: Vec<u32> = match given {
        Given::Named(values) => return (values.to_vec(), None),
        Given::InOrder(values) => values.to_vec(),
        Given::Row(row) => match row.assign(face) {
            Ok(values) => return (values, None),
            Err(_) => row.values.iter().map(|value| value.value).collect(),
        },
    };
    match face.assign(&in_order) {
        Ok(values) => (values, None),
        Err(code) => {
            let zones = face.registers.iter().map(|register| register.zone);
            (zones.zip(in_order).collect(), Some(code))
        }
    }
}

/// Puts a refusal in front of what the ladder found.
fn blame(assessment: &mut Assessment, code: FindingCode) {
    assessment.findings.retain(|finding| finding.code != code);
    assessment.findings.insert(0, svetlitsa_domain::readings::Finding { code, zone: None });
}

fn relation(submission: &Submission, earlier: Option<&reading::Model>) -> Outcome<Relation> {
    let Some(row) = earlier else { return Ok(relate(submission, None)) };
    let values: Vec<ZoneValue> = serde_json::from_str(&row.values)?;
    let values: Vec<(Zone, u32)> = values.iter().map(|value| (value.zone, value.value)).collect();
    let broken = |what: &str| Failure::internal(&format!("reading {}: {what}", row.id));
    let earlier = Earlier {
        values: &values,
        taken_on: row.taken_on.parse().map_err(|_| broken("date"))?,
        state: ReadingState::parse(&row.state).ok_or_else(|| broken("state"))?,
    };
    Ok(relate(submission, Some(&earlier)))
}

/// The state after the ladder's verdict, by the table.
fn settled(state: ReadingState, verdict: VerdictStatus) -> Outcome<ReadingState> {
    match state.on(ReadingEvent::Judged(verdict)) {
        ReadingStep::To(next) => Ok(next),
        ReadingStep::Stay => Ok(state),
        ReadingStep::Conflict => Err(Failure::internal(&"a reading was judged twice")),
    }
}

fn row(
    incoming: &Incoming<'_>,
    metering: &Metering,
    submission: &Submission,
    assessment: &Assessment,
) -> Outcome<reading::Model> {
    let is_refused = assessment.status() == VerdictStatus::Refused;
    let values: Vec<ZoneValue> =
        submission.values.iter().map(|&(zone, value)| ZoneValue { zone, value }).collect();
    let uses = assessment.consumption.iter().filter(|_| !is_refused);
    let uses: Vec<ZoneUse> = uses.map(|&(zone, units)| ZoneUse { zone, units }).collect();
    let findings = assessment.findings.iter();
    let findings: Vec<FindingView> =
        findings.map(|finding| FindingView { code: finding.code, zone: finding.zone }).collect();
    let cost = (!is_refused)
        .then(|| tariffs::cost_lines(&assessment.consumption, &metering.prices))
        .flatten()
        .map(|lines| tariffs::total(&lines).0);
    let period = assessment.counts_for.ok_or_else(|| Failure::internal(&"a reading without a period"))?;
    Ok(reading::Model {
        id: random::id(),
        account: incoming.account.number.clone(),
        meter: metering.meter.id.clone(),
        taken_on: submission.taken_on.to_string(),
        received_at: incoming.now_ms,
        channel: incoming.channel.as_str().to_owned(),
        status: assessment.status().as_str().to_owned(),
        period: period.to_string(),
        values: serde_json::to_string(&values)?,
        consumption: serde_json::to_string(&uses)?,
        findings: serde_json::to_string(&findings)?,
        cost_kopecks: cost,
        state: ReadingState::Received.as_str().to_owned(),
        has_photo: false,
    })
}
