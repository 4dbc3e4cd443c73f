//! One more copy of a notification, at a person's wish.

use axum::extract::{Path, State};
use axum::response::Redirect;

use crate::sandbox::Shared;

pub(super) async fn resend(State(sandbox): State<Shared>, Path(id): Path<String>) -> Redirect {
    sandbox.send_again(id);
    Redirect::to("/#notifications")
}
