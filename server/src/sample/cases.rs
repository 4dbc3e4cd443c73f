//! Appeals and applications of the sample world, each with the promise that runs or ran.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use svetlitsa_domain::appeals::AppealStage;
use svetlitsa_domain::applications::Premises;
use svetlitsa_domain::contacts::Phone;
use svetlitsa_domain::standards::{PromiseClock, Standard};

use crate::clock::to_local;
use crate::data::sample::{Moment, SampleAppeal, SampleApplication, SampleEvent, SampleWorld};
use crate::data::{Branch, DataSet};
use crate::entity::{appeal, appeal_event, application, application_event, counter};
use crate::letters::Language;
use crate::sample::rows::Rows;
use crate::{promises, random};

/// Puts appeals and applications into the rows.
pub(super) fn add(
    rows: &mut Rows,
    world: &SampleWorld,
    data: &DataSet,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let desk = Desk { world, data, now };
    let mut last_numbers = BTreeMap::<String, i64>::new();
    for sample in &world.appeals {
        let appeal = desk.appeal(sample, rows)?;
        // `A-2026-000007`: the next one that a customer files in 2026 must be 8.
        if let Some((year, number)) = sample.number.trim_start_matches("A-").split_once('-') {
            let last = last_numbers.entry(format!("appeals-{year}")).or_default();
            *last = (*last).max(number.parse().context("the number of an appeal ends in digits")?);
        }
        rows.appeals.push(appeal);
    }
    rows.counters.extend(last_numbers.into_iter().map(|(name, value)| counter::Model { name, value }));
    for sample in &world.applications {
        let application = desk.application(sample, rows)?;
        rows.applications.push(application);
    }
    Ok(())
}

struct Desk<'a> {
    world: &'a SampleWorld,
    data: &'a DataSet,
    now: DateTime<Utc>,
}

impl Desk<'_> {
    fn appeal(&self, sample: &SampleAppeal, rows: &mut Rows) -> anyhow::Result<appeal::Model> {
        let branch = self.branch(&sample.branch)?;
        let moments: Vec<_> = sample.events.iter().map(|event| self.moment(event.at, branch.zone)).collect();
        let registered = *moments.first().context("an appeal begins")?;
        let stage = sample.events.last().context("an appeal begins")?.stage;
        let met = sample
            .events
            .iter()
            .position(|event| event.stage.is_over() || event.stage == AppealStage::NeedsData)
            .map(|i| moments[i]);
        let clock = self.promise(Standard::AppealReview, registered)?;
        for (event, at) in sample.events.iter().zip(&moments) {
            rows.appeal_events.push(appeal_event::Model {
                id: random::id(),
                appeal: sample.number.clone(),
                at: at.timestamp_millis(),
                stage: event.stage.as_str().to_owned(),
                text: event.text.clone(),
                staff_name: self.staff_name(event),
                is_by_author: event.staff.is_none() && event.text.is_some(),
            });
        }
        let resident = sample.cabinet.as_ref();
        let resident = resident.and_then(|login| rows.residents.iter().find(|row| row.login == *login));
        Ok(appeal::Model {
            number: sample.number.clone(),
            kind: sample.kind.as_str().to_owned(),
            text: sample.text.clone(),
            stage: stage.as_str().to_owned(),
            name: sample.name.clone(),
            email: sample.email.clone(),
            phone: e164(&sample.phone),
            account: sample.account.as_ref().map(ToString::to_string),
            branch: branch.id.clone(),
            resident_id: resident.map(|row| row.id.clone()),
            language: "ru".to_owned(),
            registered_at: registered.timestamp_millis(),
            review_from: registered.timestamp_millis(),
            due_at: clock.due.timestamp_millis(),
            met_at: met.map(|at| at.timestamp_millis()),
            hurried_at: None,
            refusal: None,
            repeats: None,
            assignee: sample.events.iter().find_map(|event| self.staff_name(event)),
            is_quarantined: false,
            is_abusive: false,
        })
    }

    fn application(&self, sample: &SampleApplication, rows: &mut Rows) -> anyhow::Result<application::Model> {
        let branch = self.branch(&sample.branch)?;
        let moments: Vec<_> = sample.events.iter().map(|event| self.moment(event.at, branch.zone)).collect();
        let filed = *moments.first().context("an application begins")?;
        let stage = sample.events.last().context("an application begins")?.stage;
        // The promise of the newest stage that has one; it was kept when the next stage came.
        let promised = sample.events.iter().enumerate().rev();
        let promised = promised
            .into_iter()
            .find_map(|(i, event)| Some((i, sample.kind.promise(event.stage, Premises::Dwelling)?)));
        let noticed = sample.events.iter().enumerate().rev();
        let noticed = noticed.into_iter().find_map(|(i, event)| Some((i, sample.kind.notice(event.stage)?)));
        let notice = noticed.map(|(i, standard)| self.promise(standard, moments[i])).transpose()?;
        let noticed = noticed.and_then(|(i, _)| moments.get(i + 1));
        let clock = promised.map(|(i, standard)| self.promise(standard, moments[i])).transpose()?;
        let met = promised.and_then(|(i, _)| moments.get(i + 1));
        for (event, at) in sample.events.iter().zip(&moments) {
            rows.application_events.push(application_event::Model {
                id: random::id(),
                application: sample.number.clone(),
                at: at.timestamp_millis(),
                stage: event.stage.as_str().to_owned(),
                text: event.text.clone(),
                staff_name: self.staff_name(event),
            });
        }
        Ok(application::Model {
            number: sample.number.clone(),
            kind: sample.kind.as_str().to_owned(),
            stage: stage.as_str().to_owned(),
            subject: sample.subject.clone(),
            account: sample.account.as_ref().map(ToString::to_string),
            branch: branch.id.clone(),
            name: sample.name.clone(),
            email: sample.email.clone(),
            phone: e164(&sample.phone),
            language: Language::Ru.as_str().to_owned(),
            filed_at: filed.timestamp_millis(),
            standard: clock.as_ref().map(|clock| promises::word(clock.standard)),
            started_at: clock.as_ref().map(|clock| clock.started.timestamp_millis()),
            due_at: clock.as_ref().map(|clock| clock.due.timestamp_millis()),
            met_at: met.map(DateTime::timestamp_millis),
            assignee: sample.events.iter().find_map(|event| self.staff_name(event)),
            premises: Premises::Dwelling.as_str().to_owned(),
            missing: String::new(),
            reading: String::new(),
            prepaid_kopecks: None,
            runs_out_at: None,
            service: None,
            service_kopecks: None,
            alarmed_at: None,
            act_on: None,
            act_reading: None,
            act_left_kopecks: None,
            transfer_kopecks: sample.transferred.map(|sum| sum.0),
            transfer_account: sample.transferred.and(sample.account.as_ref()).map(ToString::to_string),
            notice_started_at: notice.as_ref().map(|clock| clock.started.timestamp_millis()),
            notice_due_at: notice.as_ref().map(|clock| clock.due.timestamp_millis()),
            notice_met_at: noticed.map(DateTime::timestamp_millis),
        })
    }

    fn branch(&self, id: &str) -> anyhow::Result<&Branch> {
        self.data.branches.get(id).with_context(|| format!("there is no branch profile {id}"))
    }

    /// The moment of a step. No case is older than the calendars: its term could not be told.
    fn moment(&self, moment: Moment, zone: Tz) -> DateTime<FixedOffset> {
        let first_year = self.data.calendar.range().map_or(0, |(first, _)| first);
        let first_day =
            NaiveDate::from_ymd_opt(first_year, 1, 1).unwrap_or_default().and_time(NaiveTime::MIN);
        let first = zone.from_local_datetime(&first_day).earliest().map(|moment| moment.with_timezone(&Utc));
        let at = moment.at(self.now, zone);
        to_local(first.map_or(at, |first| at.max(first)), zone)
    }

    fn promise(&self, standard: Standard, started: DateTime<FixedOffset>) -> anyhow::Result<PromiseClock> {
        Ok(PromiseClock::start(standard, started, &self.data.calendar)?)
    }

    fn staff_name<S>(&self, event: &SampleEvent<S>) -> Option<String> {
        Some(self.world.member(event.staff.as_ref()?)?.name.clone())
    }
}

fn e164(phone: &str) -> String {
    phone.parse().map(|phone: Phone| phone.to_string()).unwrap_or_default()
}
