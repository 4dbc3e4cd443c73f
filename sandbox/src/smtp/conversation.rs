//! One SMTP conversation (RFC 5321): commands and the unstuffing of DATA are read by `smtp-proto`.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use smtp_proto::request::receiver::{DataReceiver, RequestReceiver};
use smtp_proto::{
    EXT_8BIT_MIME, EXT_ENHANCED_STATUS_CODES, EXT_PIPELINING, EXT_SIZE, EXT_SMTP_UTF8, EhloResponse, Error,
    Request, Response,
};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::mailbox::Envelope;
use crate::sandbox::Shared;

/// The largest letter that is taken.
pub const LARGEST_LETTER: usize = 10 * 1024 * 1024;
const MOST_RECIPIENTS: usize = 100;
const HOST: &str = "sandbox.svetlitsa";

/// What the client has said so far.
#[derive(Default)]
struct Session {
    greeted: bool,
    sender: Option<String>,
    recipients: Vec<String>,
}

/// What a command leads to.
enum Next {
    Reply(u16, [u8; 3], &'static str),
    Extensions,
    Data,
    Quit,
}

/// Talks with one client to the end.
///
/// # Errors
/// When the connection breaks.
pub async fn converse(mut stream: impl AsyncRead + AsyncWrite + Unpin, sandbox: &Shared) -> io::Result<()> {
    let mut session = Session::default();
    let mut commands = RequestReceiver::default();
    let mut data: Option<(DataReceiver, Vec<u8>)> = None;
    let mut chunk = vec![0; 16 * 1024];
    stream.write_all(format!("220 {HOST} ESMTP, no letter leaves this place\r\n").as_bytes()).await?;
    loop {
        let length = stream.read(&mut chunk).await?;
        if length == 0 {
            return Ok(());
        }
        let mut bytes = chunk[..length].iter();
        let mut replies = Vec::new();
        // One packet may hold many commands and the start of a letter: each receiver takes its own part.
        while !bytes.as_slice().is_empty() {
            if let Some((receiver, letter)) = &mut data {
                if receiver.ingest(&mut bytes, letter) {
                    let letter = std::mem::take(letter);
                    data = None;
                    session.keep(&letter, sandbox).await.write(&mut replies)?;
                } else if letter.len() > LARGEST_LETTER {
                    // The rest is still to be read, but no more of it is kept than proves the excess.
                    letter.truncate(LARGEST_LETTER + 1);
                }
                continue;
            }
            let next = match commands.ingest(&mut bytes) {
                Ok(request) => session.answer(request),
                Err(Error::NeedsMoreData { .. }) => break,
                Err(error) => syntax(&error),
            };
            match next {
                Next::Reply(code, esc, text) => {
                    Response::new(code, esc[0], esc[1], esc[2], text).write(&mut replies)?;
                }
                Next::Extensions => extensions().write(&mut replies)?,
                Next::Data => {
                    data = Some((DataReceiver::new(), Vec::new()));
                    replies.extend_from_slice(b"354 Go ahead, end with <CRLF>.<CRLF>\r\n");
                }
                Next::Quit => {
                    Response::new(221, 2, 0, 0, "Goodbye").write(&mut replies)?;
                    stream.write_all(&replies).await?;
                    return stream.shutdown().await;
                }
            }
        }
        stream.write_all(&replies).await?;
    }
}

impl Session {
    fn answer(&mut self, request: Request<std::borrow::Cow<'_, str>>) -> Next {
        match request {
            Request::Ehlo { .. } => {
                *self = Self { greeted: true, ..Self::default() };
                Next::Extensions
            }
            Request::Helo { .. } => {
                *self = Self { greeted: true, ..Self::default() };
                Next::Reply(250, [2, 0, 0], HOST)
            }
            Request::Mail { .. } if !self.greeted => Next::Reply(503, [5, 5, 1], "Say EHLO first"),
            Request::Mail { .. } if self.sender.is_some() => {
                Next::Reply(503, [5, 5, 1], "A letter is under way already")
            }
            Request::Mail { from } if from.size > LARGEST_LETTER => {
                Next::Reply(552, [5, 3, 4], "The letter is too large")
            }
            Request::Mail { from } => {
                self.sender = Some(from.address.into_owned());
                Next::Reply(250, [2, 1, 0], "Sender noted")
            }
            Request::Rcpt { .. } if self.sender.is_none() => Next::Reply(503, [5, 5, 1], "MAIL comes first"),
            Request::Rcpt { .. } if self.recipients.len() >= MOST_RECIPIENTS => {
                Next::Reply(452, [4, 5, 3], "Too many recipients")
            }
            Request::Rcpt { to } => {
                self.recipients.push(to.address.into_owned());
                Next::Reply(250, [2, 1, 5], "Recipient noted")
            }
            Request::Data if self.recipients.is_empty() => Next::Reply(503, [5, 5, 1], "RCPT comes first"),
            Request::Data => Next::Data,
            Request::Rset => {
                *self = Self { greeted: self.greeted, ..Self::default() };
                Next::Reply(250, [2, 0, 0], "Forgotten")
            }
            Request::Noop { .. } => Next::Reply(250, [2, 0, 0], "Here"),
            Request::Vrfy { .. } => Next::Reply(252, [2, 1, 5], "Every address is taken here"),
            Request::Quit => Next::Quit,
            _ => Next::Reply(502, [5, 5, 1], "The command is not served"),
        }
    }

    /// The end of a letter: it is on the disk before the client hears 250.
    async fn keep(&mut self, letter: &[u8], sandbox: &Shared) -> Response<String> {
        let Self { sender, recipients, .. } =
            std::mem::replace(self, Self { greeted: true, ..Self::default() });
        if letter.len() > LARGEST_LETTER {
            return Response::new(552, 5, 3, 4, "The letter is too large".to_owned());
        }
        let envelope = Envelope {
            id: sandbox.dice.hex(16),
            received_at: sandbox.clock.now(),
            sender: sender.unwrap_or_default(),
            recipients,
            raw: STANDARD.encode(letter),
        };
        let queued = format!("Kept as {}", envelope.id);
        let keeper = sandbox.clone();
        let kept = tokio::task::spawn_blocking(move || keeper.mailbox.keep(&envelope)).await;
        match kept.map_err(io::Error::other).flatten() {
            Ok(()) => Response::new(250, 2, 0, 0, queued),
            Err(error) => {
                tracing::error!(%error, "a letter could not be kept");
                Response::new(451, 4, 3, 0, "The disk refuses; try again later".to_owned())
            }
        }
    }
}

fn extensions() -> EhloResponse<&'static str> {
    let mut response = EhloResponse::new(HOST);
    response.capabilities =
        EXT_8BIT_MIME | EXT_ENHANCED_STATUS_CODES | EXT_PIPELINING | EXT_SIZE | EXT_SMTP_UTF8;
    response.size = LARGEST_LETTER;
    response
}

fn syntax(error: &Error) -> Next {
    match error {
        Error::UnknownCommand => Next::Reply(500, [5, 5, 1], "No such command"),
        Error::InvalidSenderAddress => Next::Reply(501, [5, 1, 7], "The sender's address is malformed"),
        Error::InvalidRecipientAddress => Next::Reply(501, [5, 1, 3], "The recipient's address is malformed"),
        Error::UnsupportedParameter { .. } => Next::Reply(555, [5, 5, 4], "The parameter is not served"),
        Error::ResponseTooLong => Next::Reply(500, [5, 5, 6], "The line is too long"),
        _ => Next::Reply(501, [5, 5, 4], "The command is malformed"),
    }
}
