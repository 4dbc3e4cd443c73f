//! Puts the doors together and opens them.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::trace::{DefaultMakeSpan, DefaultOnResponse, TraceLayer};
use tracing::Level;

use crate::clock::machine_time;
use crate::courier::Courier;
use crate::cuttable::{Cut, CuttableListener};
use crate::dice::Dice;
use crate::sandbox::{Sandbox, Shared};
use crate::settings::Settings;
use crate::wire::Site;
use crate::{acquirer, atol, control, pages, push, sms, smtp};

/// How often links and holds are checked for their end when nobody asks.
const TICK: Duration = Duration::from_millis(250);
/// How long open requests may take once the end is announced.
const DRAIN: Duration = Duration::from_secs(5);

/// All that is served over HTTP.
pub fn router(sandbox: &Shared) -> Router {
    let spans = DefaultMakeSpan::new().level(Level::INFO);
    let trace = TraceLayer::new_for_http()
        .make_span_with(spans)
        .on_response(DefaultOnResponse::new().level(Level::INFO));
    Router::new()
        .nest("/v3", acquirer::router(sandbox))
        .nest("/possystem/v4", atol::router(sandbox))
        .nest("/sms/v1", sms::router())
        .nest("/push", push::router())
        .route("/control", get(control::get).post(control::set))
        .route("/log", get(control::log))
        .route("/healthz", get(|| async { "ok\n" }))
        .merge(pages::router())
        .layer(trace)
        .with_state(sandbox.clone())
}

/// Runs the sandbox until `end` comes.
///
/// # Errors
/// When a port or the folder cannot be had.
pub async fn run(settings: Settings, end: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<()> {
    let listen = async |port: u16| {
        let address = SocketAddr::new(settings.listen, port);
        TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
    };
    let (web, mail) = (listen(settings.port).await?, listen(settings.smtp_port).await?);
    let (web_address, mail_address) = (web.local_addr()?, mail.local_addr()?);
    let public_url = settings.public_url.as_deref().map(|url| url.trim_end_matches('/').to_owned());
    let site = Site {
        shop: settings.shop,
        public_url: public_url.unwrap_or_else(|| format!("http://localhost:{}", web_address.port())),
    };
    let start = settings.now.unwrap_or_else(machine_time);
    let (sandbox, errands) = Sandbox::open(&settings.data, site, settings.key, start, Dice::system())
        .with_context(|| format!("cannot use the folder {}", settings.data.display()))?;
    let courier = Courier::new(sandbox.clone(), &settings.notify_url)?;
    tokio::spawn(courier.run(errands));
    tokio::spawn(smtp::serve(mail, sandbox.clone()));
    tokio::spawn(pass_time(sandbox.clone()));
    tracing::info!(
        http = %web_address,
        smtp = %mail_address,
        public_url = sandbox.site.public_url,
        now = %crate::clock::wire(sandbox.clock.now()),
        "listening"
    );
    let service = router(&sandbox).into_make_service_with_connect_info::<Cut>();
    let (announce, announced) = tokio::sync::oneshot::channel();
    let serving = axum::serve(CuttableListener(web), service).with_graceful_shutdown(async move {
        end.await;
        // The drain's clock starts now, whether or not anyone listens.
        let _ = announce.send(());
    });
    let drained = async {
        let _ = announced.await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        ended = async { serving.await } => ended?,
        () = drained => tracing::warn!("some requests were still open"),
    }
    tracing::info!("stopped");
    Ok(())
}

/// Links and holds end by themselves, and the merchant is told.
async fn pass_time(sandbox: Shared) {
    loop {
        tokio::time::sleep(TICK).await;
        if let Err(error) = sandbox.look(|_| ()).await {
            tracing::error!(%error, "the store failed");
        }
    }
}
