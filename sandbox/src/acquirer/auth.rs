//! HTTP Basic: the shop's number and its secret key.

use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Refusal;
use crate::sandbox::Shared;

/// Lets a request through when it bears the shop's credentials.
pub(super) async fn check(
    State(sandbox): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let header = header.ok_or_else(|| Refusal::unauthorized("Authentication by given credentials failed"))?;
    let (scheme, credentials) = header.split_once(' ').unwrap_or((header, ""));
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(Refusal::unauthorized("Only Basic authentication is served here"));
    }
    let expected = format!("{}:{}", sandbox.site.shop, sandbox.key);
    let given = STANDARD.decode(credentials.trim()).unwrap_or_default();
    if given != expected.as_bytes() {
        return Err(Refusal::unauthorized(
            "Basic authentication failed: check the shop's number and the key",
        ));
    }
    Ok(next.run(request).await)
}
