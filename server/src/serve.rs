//! `svetlitsa serve`: opens everything, listens, and stops cleanly.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, Utc};
use sea_orm::DatabaseConnection;
use svetlitsa_api::ErrorCode;
use svetlitsa_api::day_closings::DayClosingView;
use tokio::net::TcpListener;

use crate::acquirer::Acquirer;
use crate::acquirer::yookassa::YooKassa;
use crate::bundle::Bundle;
use crate::clock::{Clock, from_ms};
use crate::data::DataSet;
use crate::fiscal::atol::{Atol, AtolTerms};
use crate::fiscal::{Fiscal, Fiscalizer};
use crate::push::{self, PushServices};
use crate::seals::Seals;
use crate::settings::Settings;
use crate::state::App;
use crate::{jobs, routes, sample, second_factors, store};

/// Longest wait for open requests after a stop signal; the whole stop stays under 10 s.
const DRAIN: Duration = Duration::from_secs(8);

/// Serves until a stop signal.
///
/// # Errors
/// A sentence that says what is missing or wrong.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    let data = Arc::new(load_data(&settings)?);
    let (db, clock) = open(&settings).await?;
    check_calendar(&clock, &data)?;
    if settings.demo {
        sample::load(&db, &data, &*open_source(&settings), &clock, &settings.public_url()).await?;
    }
    let seals = Seals::parse(settings.secrets_key.expose())?;
    PushServices::parse(&settings.push_service)?;
    let (acquirer, fiscal) = (acquirer(&settings)?, fiscal(&settings)?);
    if acquirer.is_none() {
        tracing::warn!("no acquirer is configured: payments will wait and expire");
    }
    let (portal, kiosk) = bundles(&settings)?;
    let address = SocketAddr::new(settings.listen, settings.port);
    let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    let app = App::new(db.clone(), clock, data, Arc::new(settings), acquirer);
    let app = app.with_seals(seals).with_fiscal(fiscal);
    second_factors::reseal(&app).await.map_err(|_| {
        anyhow::anyhow!(
            "a secret in the database was sealed with a key that --secrets-key does not hold any more"
        )
    })?;
    push::reseal(&app).await.map_err(|_| {
        anyhow::anyhow!(
            "the key to push services was sealed with a key that --secrets-key does not hold any more"
        )
    })?;
    tracing::info!(address = %listener.local_addr()?, url = app.settings.public_url(), "listening");
    let mut jobs = jobs::start(&app);
    let service =
        routes::router(app.clone(), portal, kiosk).into_make_service_with_connect_info::<SocketAddr>();
    let stopping = app.stopping.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop_signal().await;
        tracing::info!("stopping");
        stopping.cancel();
    });
    let drained = tokio::select! {
        result = server => result.context("the service broke"),
        () = async { app.stopping.cancelled().await; tokio::time::sleep(DRAIN).await } => {
            tracing::warn!("requests were still open");
            Ok(())
        }
    };
    app.stopping.cancel();
    let _ = tokio::time::timeout(Duration::from_secs(1), async { while jobs.join_next().await.is_some() {} })
        .await;
    jobs.abort_all();
    app.writer.clone().close().await?;
    db.close().await?;
    tracing::info!("stopped");
    drained
}

/// Opens the database, and sets the clock by the settings and by what is in it.
///
/// # Errors
/// A sentence that says what is missing or wrong.
pub async fn open(settings: &Settings) -> anyhow::Result<(DatabaseConnection, Clock)> {
    if settings.database_url.is_none() {
        std::fs::create_dir_all(&settings.data)
            .with_context(|| format!("cannot make the data folder {}", settings.data.display()))?;
    }
    let db = store::open(settings.database().expose()).await.context("cannot open the database")?;
    let clock = clock(settings)?.not_before(from_ms(store::instants::last(&db).await?));
    Ok((db, clock))
}

/// Closes a day against the acquirer's list, without serving.
///
/// # Errors
/// A sentence that says what stands in the way.
pub async fn close_day(settings: Settings, day: chrono::NaiveDate) -> anyhow::Result<DayClosingView> {
    let data = Arc::new(load_data(&settings)?);
    let (db, clock) = open(&settings).await?;
    let acquirer = acquirer(&settings)?.context("there is no acquirer: set --acquirer-url")?;
    let fiscal = fiscal(&settings)?;
    let app = App::new(db.clone(), clock, data, Arc::new(settings), Some(acquirer)).with_fiscal(fiscal);
    let closed = crate::day_closing::close(&app, day).await.map_err(|failure| match failure.code {
        ErrorCode::WrongStage => anyhow::anyhow!("{day} is not over yet"),
        ErrorCode::Unavailable => anyhow::anyhow!("the acquirer gives no list of {day}: try again later"),
        code => anyhow::anyhow!("{day} is not closed: {}", code.as_str()),
    });
    app.writer.clone().close().await?;
    db.close().await?;
    closed
}

/// Parses what operators edit, from a folder or from inside the executable.
///
/// # Errors
/// File, place and mistake.
pub fn load_data(settings: &Settings) -> anyhow::Result<DataSet> {
    DataSet::load(&*open_source(settings)).context("the data that operators edit has a mistake")
}

fn open_source(settings: &Settings) -> Box<dyn crate::data::DataSource> {
    match &settings.data_dir {
        Some(folder) => Box::new(crate::data::Folder(folder.clone())),
        #[cfg(feature = "embed")]
        None => Box::new(crate::data::Embedded),
        #[cfg(not(feature = "embed"))]
        None => Box::new(crate::data::Folder(concat!(env!("CARGO_MANIFEST_DIR"), "/../data").into())),
    }
}

fn clock(settings: &Settings) -> anyhow::Result<Clock> {
    match &settings.now {
        None => Ok(Clock::system()),
        Some(text) => {
            let now = DateTime::parse_from_rfc3339(text).with_context(|| {
                format!("--now \"{text}\" is not an instant such as 2026-11-20T10:00:00+03:00")
            })?;
            Ok(Clock::starting_at(now.with_timezone(&Utc)))
        }
    }
}

/// A clock outside the loaded calendars would promise dates that nobody published.
fn check_calendar(clock: &Clock, data: &DataSet) -> anyhow::Result<()> {
    use chrono::Datelike;
    let year = clock.now().year();
    let (first, last) = data.calendar.range().context("the production calendar is empty")?;
    anyhow::ensure!(
        (first..=last).contains(&year),
        "the clock stands in {year}, but the production calendar covers {first} to {last}: \
         load a newer one into data/calendar or set --now"
    );
    Ok(())
}

fn shop(settings: &Settings) -> anyhow::Result<Option<YooKassa>> {
    let shop = |url| YooKassa::new(url, &settings.acquirer_shop, settings.acquirer_key.clone());
    settings.acquirer_url.as_deref().map(shop).transpose()
}

fn acquirer(settings: &Settings) -> anyhow::Result<Option<Arc<dyn Acquirer>>> {
    Ok(shop(settings)?.map(|shop| Arc::new(shop) as Arc<dyn Acquirer>))
}

/// Who registers fiscal documents: ATOL Online where it is set, else the acquirer.
fn fiscal(settings: &Settings) -> anyhow::Result<Fiscal> {
    let atol = settings.atol_url.as_deref().map(|url| -> anyhow::Result<_> {
        let groups = settings.atol_group.iter().map(|pair| {
            let pair = pair.split_once('=').filter(|(inn, group)| !inn.is_empty() && !group.is_empty());
            let (inn, group) = pair.context("--atol-group is not of the form INN=GROUP")?;
            Ok((inn.to_owned(), group.to_owned()))
        });
        Ok(Arc::new(Atol::new(AtolTerms {
            base: url.to_owned(),
            login: settings.atol_login.clone(),
            password: settings.atol_password.clone(),
            groups: groups.collect::<anyhow::Result<_>>()?,
            address: settings.atol_address.clone().unwrap_or_else(|| settings.public_url()),
            email: settings.fiscal_email.clone().context("--atol-url needs --fiscal-email")?,
            callback_url: format!("{}/gateway/atol", settings.public_url()),
        })?) as Arc<dyn Fiscalizer>)
    });
    Ok(Fiscal {
        acquirer: shop(settings)?.map(|shop| Arc::new(shop) as Arc<dyn Fiscalizer>),
        atol: atol.transpose()?,
        zone: settings.fiscal_zone,
        email: settings.fiscal_email.clone(),
    })
}

fn bundles(settings: &Settings) -> anyhow::Result<(Bundle, Bundle)> {
    let read = |folder: &Option<std::path::PathBuf>, built_in: fn() -> Bundle| match folder {
        Some(folder) => {
            Bundle::read(folder).with_context(|| format!("cannot read the bundle {}", folder.display()))
        }
        None => Ok(built_in()),
    };
    Ok((read(&settings.portal_dir, embedded::portal)?, read(&settings.kiosk_dir, embedded::kiosk)?))
}

/// Bundles inside the executable; empty in development builds.
mod embedded {
    use crate::bundle::Bundle;

    #[cfg(feature = "embed")]
    pub(super) fn portal() -> Bundle {
        #[derive(rust_embed::Embed)]
        #[folder = "../dist/portal"]
        struct Portal;
        collect::<Portal>()
    }

    #[cfg(feature = "embed")]
    pub(super) fn kiosk() -> Bundle {
        #[derive(rust_embed::Embed)]
        #[folder = "../dist/kiosk"]
        struct Kiosk;
        collect::<Kiosk>()
    }

    #[cfg(feature = "embed")]
    fn collect<F: rust_embed::Embed>() -> Bundle {
        Bundle::new(F::iter().filter_map(|name| Some((name.to_string(), F::get(&name)?.data))))
    }

    #[cfg(not(feature = "embed"))]
    pub(super) fn portal() -> Bundle {
        Bundle::default()
    }

    #[cfg(not(feature = "embed"))]
    pub(super) fn kiosk() -> Bundle {
        Bundle::default()
    }
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}
