//! What a customer takes along: the history as a table, use as Green Button, the reading window as a calendar.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::Deserialize;
use svetlitsa_api::readings::{ConsumptionView, PeriodConsumption, ZoneUse, ZoneValue};
use svetlitsa_api::{ErrorCode, Problem, paths};
use svetlitsa_domain::readings::{
    CalendarFeed, Cell, FeedTexts, Quality, ReadingState, Usage, UsageFeed, UsageMeter, UsageSeries, csv,
};
use svetlitsa_domain::tariffs::{Service, Zone};
use svetlitsa_domain::{Kopecks, Period};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::callers::AccountReader;
use crate::clock::{local, to_local};
use crate::data::{Branch, ReadingWords};
use crate::entity::{account, meter, reading};
use crate::failure::{Failure, Outcome};
use crate::letters::Language;
use crate::state::App;
use crate::store;

/// Periods of a history that is drawn.
const DRAWN: usize = 36;
/// Months of a calendar, this one included.
const MONTHS_AHEAD: u32 = 12;

/// Routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_consumption))
        .routes(routes!(export_csv))
        .routes(routes!(export_green_button))
        .routes(routes!(get_calendar))
        .routes(routes!(get_branch_calendar))
}

/// Language of what is taken along.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Words {
    /// `ru` or `en`; Russian when absent.
    #[serde(default)]
    lang: String,
}

impl Words {
    /// The language that is asked for.
    pub(super) fn language(&self) -> Outcome<Language> {
        Language::parse(&self.lang).ok_or_else(|| ErrorCode::MalformedRequest.into())
    }

    fn of<'a>(&self, app: &'a App) -> Outcome<&'a ReadingWords> {
        let language = self.language()?;
        app.data
            .reading_words
            .get(language.as_str())
            .ok_or_else(|| Failure::internal(&"no words of readings"))
    }
}

/// An account's own people, and staff on their behalf: a guest sees no history.
fn own(reader: AccountReader) -> Outcome<account::Model> {
    if reader.is_guest { Err(ErrorCode::NotFound.into()) } else { Ok(reader.account) }
}

/// Use month by month, oldest first.
#[utoipa::path(get, path = paths::CONSUMPTION, tag = "readings", params(("number" = String, Path)), responses(
    (status = 200, body = ConsumptionView), (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_consumption(State(app): State<App>, reader: AccountReader) -> Outcome<Json<ConsumptionView>> {
    let account = own(reader)?;
    let mut periods = BTreeMap::<Period, PeriodConsumption>::new();
    for row in store::readings::counting_of_account(&app.db, &account.number).await? {
        let period: Period = row.period.parse().map_err(|error| Failure::internal(&error))?;
        let uses: Vec<ZoneUse> = serde_json::from_str(&row.consumption)?;
        let cost = row.cost_kopecks.map(Kopecks);
        match periods.entry(period) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(PeriodConsumption { period, uses, cost_kopecks: cost });
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => add(entry.get_mut(), &uses, cost),
        }
    }
    let skipped = periods.len().saturating_sub(DRAWN);
    let service = Service::parse(&account.service)
        .ok_or_else(|| Failure::internal(&format!("service of account {}", account.number)))?;
    Ok(Json(ConsumptionView { service, items: periods.into_values().skip(skipped).collect() }))
}

/// Another meter of the same period: one that was replaced in it, or a second one.
fn add(period: &mut PeriodConsumption, uses: &[ZoneUse], cost: Option<Kopecks>) {
    for used in uses {
        match period.uses.iter_mut().find(|other| other.zone == used.zone) {
            Some(sum) => sum.units = sum.units.saturating_add(used.units),
            None => period.uses.push(*used),
        }
    }
    period.cost_kopecks = period.cost_kopecks.zip(cost).map(|(sum, cost)| sum + cost);
}

/// Every reading with its verdict, a row for each register, for spreadsheets.
#[utoipa::path(get, path = paths::READINGS_CSV, tag = "readings", params(("number" = String, Path), Words), responses(
    (status = 200, content_type = "text/csv", body = String),
    (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn export_csv(State(app): State<App>, reader: AccountReader, words: Query<Words>) -> Outcome<Response> {
    let account = own(reader)?;
    let words = words.of(&app)?;
    let zone = app.branch(&account.branch)?.zone;
    let meters = store::readings::meters(&app.db, &account.number).await?;
    let mut rows = Vec::new();
    for row in store::readings::all_of_account(&app.db, &account.number).await? {
        let values: Vec<ZoneValue> = serde_json::from_str(&row.values)?;
        let uses: Vec<ZoneUse> = serde_json::from_str(&row.consumption)?;
        for (i, value) in values.iter().enumerate() {
            rows.push(Line {
                taken: row.taken_on.parse().map_err(|error| Failure::internal(&error))?,
                received: local(row.received_at, zone).date_naive(),
                serial: serial(&meters, &row.meter).to_owned(),
                zone: words.zones.get(&value.zone).cloned().unwrap_or_default(),
                value: value.value.into(),
                units: uses.iter().find(|used| used.zone == value.zone).map(|used| used.units),
                // The cost is the whole reading's: it stands in its first row.
                cost: row.cost_kopecks.filter(|_| i == 0).map(Kopecks),
                row: row.clone(),
            });
        }
    }
    let t = &words.table;
    let headings = [
        &*t.period,
        &t.taken,
        &t.received,
        &t.meter,
        &t.zone,
        &t.value,
        &t.units,
        &t.cost,
        &t.verdict,
        &t.state,
        &t.channel,
        &t.id,
    ];
    let table = csv(&headings, rows.iter().map(|line| line.cells(words)));
    Ok(file(table, "text/csv; charset=utf-8", &format!("{}-{}.csv", t.file, account.number)))
}

/// A row of the table.
struct Line {
    row: reading::Model,
    taken: NaiveDate,
    received: NaiveDate,
    serial: String,
    zone: String,
    value: u64,
    units: Option<u64>,
    cost: Option<Kopecks>,
}

impl Line {
    fn cells<'a>(&'a self, words: &'a ReadingWords) -> [Cell<'a>; 12] {
        [
            Cell::Text(&self.row.period),
            Cell::Date(self.taken),
            Cell::Date(self.received),
            Cell::Text(&self.serial),
            Cell::Text(&self.zone),
            Cell::Number(self.value),
            self.units.map_or(Cell::Empty, Cell::Number),
            self.cost.map_or(Cell::Empty, Cell::Money),
            Cell::Text(words.verdict(&self.row.status)),
            Cell::Text(words.state(&self.row.state)),
            Cell::Text(words.channel(&self.row.channel)),
            Cell::Text(&self.row.id),
        ]
    }
}

fn serial<'a>(meters: &'a [meter::Model], id: &str) -> &'a str {
    meters.iter().find(|meter| meter.id == id).map_or("", |meter| &meter.serial)
}

/// Use as Green Button: NAESB ESPI in an Atom feed.
#[utoipa::path(get, path = paths::READINGS_GREEN_BUTTON, tag = "readings",
    params(("number" = String, Path), Words), responses(
    (status = 200, content_type = "application/atom+xml", body = String),
    (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn export_green_button(
    State(app): State<App>,
    reader: AccountReader,
    words: Query<Words>,
) -> Outcome<Response> {
    let account = own(reader)?;
    let words = words.of(&app)?;
    let branch = app.branch(&account.branch)?;
    let mut meters = Vec::new();
    for meter in store::readings::meters(&app.db, &account.number).await? {
        let registers = store::readings::registers(&app.db, &meter.id).await?;
        let mut counting = store::readings::counting(&app.db, &meter.id).await?;
        counting.reverse();
        let mut series = Vec::new();
        for register in &registers {
            let broken = || Failure::internal(&format!("register of meter {}", meter.id));
            let zone = Zone::parse(&register.zone).ok_or_else(broken)?;
            let since = register.initial_on.parse().map_err(|_| broken())?;
            series.push((zone, usages(&counting, zone, since, registers.len() == 1, branch)?));
        }
        meters.push((words.usage.meter.replace("{serial}", &meter.serial), meter, series));
    }
    let feed = UsageFeed {
        id: &account.number,
        title: &words.usage.account.replace("{number}", &account.number),
        author: &branch.legal_name,
        made_at: app.clock.now(),
        offset: *to_local(app.clock.now(), branch.zone).offset(),
        meters: meters
            .iter()
            .map(|(title, meter, series)| {
                let service = Service::parse(&meter.service).unwrap_or(Service::Electricity);
                let series = series.iter().map(|(zone, usages)| UsageSeries {
                    zone: *zone,
                    title: words.zones.get(zone).map_or("", String::as_str),
                    usages: usages.clone(),
                });
                UsageMeter { id: &meter.id, title, service, series: series.collect() }
            })
            .collect(),
    };
    let name = format!("green-button-{}.xml", account.number);
    Ok(file(feed.render(), "application/atom+xml; charset=utf-8", &name))
}

/// Use between one reading that counts and the next, oldest first.
fn usages(
    counting: &[reading::Model],
    zone: Zone,
    mut since: NaiveDate,
    is_only_register: bool,
    branch: &Branch,
) -> Outcome<Vec<Usage>> {
    let mut usages = Vec::with_capacity(counting.len());
    for row in counting {
        let taken: NaiveDate = row.taken_on.parse().map_err(|error| Failure::internal(&error))?;
        let uses: Vec<ZoneUse> = serde_json::from_str(&row.consumption)?;
        if let Some(used) = uses.iter().find(|used| used.zone == zone) {
            let is_odd = row.status == ReadingState::Question.as_str();
            usages.push(Usage {
                from: end_of(since, branch),
                to: end_of(taken, branch),
                units: used.units,
                cost: row.cost_kopecks.filter(|_| is_only_register).map(Kopecks),
                quality: if is_odd { Quality::Questionable } else { Quality::Valid },
            });
        }
        since = taken;
    }
    Ok(usages)
}

/// The end of a day in the branch's zone.
fn end_of(day: NaiveDate, branch: &Branch) -> chrono::DateTime<Utc> {
    let midnight = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN);
    branch
        .zone
        .from_local_datetime(&midnight)
        .earliest()
        .map_or_else(|| midnight.and_utc(), |moment| moment.with_timezone(&Utc))
}

/// The reading window of the account as a calendar; a month whose reading is given rings no bell.
#[utoipa::path(get, path = paths::READINGS_CALENDAR, tag = "readings",
    params(("number" = String, Path), Words), responses(
    (status = 200, content_type = "text/calendar", body = String),
    (status = 401, body = Problem), (status = 404, body = Problem),
))]
async fn get_calendar(
    State(app): State<App>,
    reader: AccountReader,
    words: Query<Words>,
) -> Outcome<Response> {
    let account = own(reader)?;
    let counting = store::readings::counting_of_account(&app.db, &account.number).await?;
    let given: Vec<Period> = counting.iter().filter_map(|row| row.period.parse().ok()).collect();
    let url = format!("{}/accounts/{}/readings", app.settings.public_url(), account.number);
    let text = calendar(&app, app.branch(&account.branch)?, words.of(&app)?, &account.number, &given, &url)?;
    Ok(file(text, "text/calendar; charset=utf-8", &format!("{}.ics", account.number)))
}

/// The reading window of a branch, for calendars that come back for news. It says nothing of anybody.
#[utoipa::path(get, path = paths::BRANCH_CALENDAR, tag = "readings",
    params(("branch" = String, Path), Words), responses(
    (status = 200, content_type = "text/calendar", body = String), (status = 404, body = Problem),
))]
async fn get_branch_calendar(
    State(app): State<App>,
    Path(branch): Path<String>,
    words: Query<Words>,
) -> Outcome<Response> {
    let branch = app.data.branches.get(&branch).ok_or(ErrorCode::NotFound)?;
    let url = format!("{}/", app.settings.public_url());
    let text = calendar(&app, branch, words.of(&app)?, &branch.id, &[], &url)?;
    Ok(file(text, "text/calendar; charset=utf-8", &format!("{}.ics", branch.id)))
}

fn calendar(
    app: &App,
    branch: &Branch,
    words: &ReadingWords,
    id: &str,
    given: &[Period],
    url: &str,
) -> Outcome<String> {
    let now = to_local(app.clock.now(), branch.zone);
    let first = Period::new(now.year(), now.month()).map_err(|error| Failure::internal(&error))?;
    let t = &words.calendar;
    let feed = CalendarFeed {
        id,
        zone: branch.zone.name(),
        offset: *now.offset(),
        window: branch.readings.window,
        first,
        months: MONTHS_AHEAD,
        given,
        made_at: app.clock.now(),
        url,
        texts: FeedTexts {
            name: &t.name.replace("{branch}", &branch.name),
            open: &t.open,
            given: &t.given,
            description: &t.description,
            last_day: &t.last_day,
        },
    };
    Ok(feed.render())
}

/// A file to keep.
fn file(text: String, kind: &'static str, name: &str) -> Response {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static(kind);
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)], text).into_response()
}
