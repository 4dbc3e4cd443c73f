//! The mail sink: takes every letter and keeps it.

mod conversation;

use std::time::Duration;

use tokio::net::TcpListener;
use tokio::time::timeout;

pub use conversation::{LARGEST_LETTER, converse};

use crate::sandbox::Shared;

/// How long a client may think.
const PATIENCE: Duration = Duration::from_secs(300);

/// Accepts clients until the program ends.
pub async fn serve(listener: TcpListener, sandbox: Shared) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                let sandbox = sandbox.clone();
                tokio::spawn(async move {
                    if let Ok(Err(error)) = timeout(PATIENCE, converse(stream, &sandbox)).await {
                        tracing::info!(%peer, %error, "a mail client went away");
                    }
                });
            }
            Err(error) => {
                tracing::error!(%error, "no mail client can be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}
