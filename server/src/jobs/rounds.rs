//! Rounds of what waits for somebody outside: looked for again and again, taken a step further all at once.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::DbErr;
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::state::App;

/// Makes rounds until the service stops: as soon as there is word of `work`, else after `tick`.
///
/// One slow answer does not hold the others, but nothing is asked about twice at once.
pub(super) async fn make<Due, DueNow, Step, Stepped>(
    app: App,
    work: Arc<Notify>,
    tick: Duration,
    due: Due,
    step: Step,
) where
    Due: Fn(App) -> DueNow,
    DueNow: Future<Output = Result<Vec<String>, DbErr>>,
    Step: Fn(App, String) -> Stepped,
    Stepped: Future<Output = ()> + Send + 'static,
{
    loop {
        tokio::select! {
            () = app.stopping.cancelled() => return,
            () = work.notified() => {}
            () = tokio::time::sleep(tick) => {}
        }
        match due(app.clone()).await {
            Ok(ids) => {
                let mut calls = JoinSet::new();
                for id in ids {
                    calls.spawn(step(app.clone(), id));
                }
                while calls.join_next().await.is_some() {}
            }
            Err(error) => tracing::warn!(%error, "what is due was not read"),
        }
    }
}
