//! Houses of an elder, and the sheet that is judged while one watches.

use gloo_net::http::{Method, RequestBuilder};
use js_sys::{Reflect, Uint8Array};
use svetlitsa_api::paths::{self, fill};
use svetlitsa_api::readings::{HouseList, RowVerdict, SheetProgress, SubmitSheet};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::{Answer, Attempt, Body, Caller, ClientError};
use crate::json;

/// Houses whose readings the resident gives.
///
/// # Errors
/// [`ClientError`].
pub async fn list_houses() -> Answer<HouseList> {
    super::get(&Caller::cabinet(), paths::HOUSES).await
}

/// Sends a sheet; `tell` hears how many of how many rows are judged.
///
/// # Errors
/// [`ClientError`]; what was judged until then is kept, and the same sheet may be sent again.
pub async fn submit_sheet(
    house: &str,
    body: &SubmitSheet,
    attempt: &Attempt,
    tell: impl Fn(u32, u32),
) -> Answer<Vec<RowVerdict>> {
    let path = fill(paths::HOUSE_SHEETS, &[house]);
    let body = super::to_json(body)?;
    let key = attempt.key_for(&path, &body);
    let answer = exchange(&path, &body, &key, &tell).await;
    if answer.as_ref().err().is_none_or(ClientError::is_final) {
        attempt.renew();
    }
    answer
}

async fn exchange(path: &str, body: &str, key: &str, tell: &dyn Fn(u32, u32)) -> Answer<Vec<RowVerdict>> {
    let request = RequestBuilder::new(path)
        .method(Method::POST)
        .header("content-type", "application/json")
        .header(paths::IDEMPOTENCY_KEY, key)
        .body(body)
        .map_err(|_| ClientError::Offline)?;
    let response = request.send().await.map_err(|_| ClientError::Offline)?;
    let request_id = response.headers().get("x-request-id").unwrap_or_default();
    if !response.ok() {
        let text = response.text().await.map_err(|_| ClientError::Offline)?;
        return Err(super::refusal(&Body { text, request_id }));
    }
    let reader = response.body().ok_or(ClientError::Offline)?.get_reader();
    let reader: ReadableStreamDefaultReader = reader.unchecked_into();
    let mut lines = Lines::default();
    while let Some(bytes) = next(&reader).await? {
        for line in lines.push(&bytes) {
            if let Some(rows) = told(&line, tell, &request_id)? {
                return Ok(rows);
            }
        }
    }
    // A stored answer is one line without its end; anything else was cut off on its way.
    told(&lines.rest(), tell, &request_id)?.ok_or(ClientError::Offline)
}

/// What a line says; the verdicts when it is the last.
fn told(line: &str, tell: &dyn Fn(u32, u32), request_id: &str) -> Answer<Option<Vec<RowVerdict>>> {
    let Some(progress) = json::decode::<SheetProgress>(line) else { return Ok(None) };
    if progress.is_broken {
        return Err(ClientError::Broken { request_id: request_id.to_owned() });
    }
    tell(progress.done, progress.total);
    Ok(progress.rows)
}

/// The next bytes of the stream; `None` at its end.
async fn next(reader: &ReadableStreamDefaultReader) -> Answer<Option<Vec<u8>>> {
    let read = JsFuture::from(reader.read()).await.map_err(|_| ClientError::Offline)?;
    let field = |name: &str| Reflect::get(&read, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    if field("done").is_truthy() {
        return Ok(None);
    }
    Ok(Some(Uint8Array::new(&field("value")).to_vec()))
}

/// Bytes put together to lines.
#[derive(Debug, Default)]
struct Lines(Vec<u8>);

impl Lines {
    fn push(&mut self, bytes: &[u8]) -> Vec<String> {
        self.0.extend_from_slice(bytes);
        let mut lines = Vec::new();
        while let Some(end) = self.0.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.0.drain(..=end).collect();
            lines.push(String::from_utf8_lossy(&line).into_owned());
        }
        lines
    }

    fn rest(self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_put_together_wherever_they_are_cut() {
        let mut lines = Lines::default();
        let text = "{\"done\":1,\"total\":2}\n{\"я\":1}\nrest".as_bytes();
        let mut found = Vec::new();
        for piece in text.chunks(3) {
            found.extend(lines.push(piece));
        }
        assert_eq!(found, ["{\"done\":1,\"total\":2}\n", "{\"я\":1}\n"]);
        assert_eq!(lines.rest(), "rest");
    }

    #[test]
    fn the_last_line_holds_the_verdicts() {
        let heard = std::cell::Cell::new((0, 0));
        let tell = |done, total| heard.set((done, total));
        assert_eq!(told("{\"done\":100,\"total\":700}", &tell, "r").unwrap(), None);
        assert_eq!(heard.get(), (100, 700));
        let row = r#"{"line":2,"account":null,"outcome":"unread","findings":[],"problem":"invented","first_line":null,"column":1,"text":"x"}"#;
        let rows = told(&format!(r#"{{"done":1,"total":1,"rows":[{row}]}}"#), &tell, "r").unwrap().unwrap();
        assert_eq!(rows[0].problem, Some(svetlitsa_api::readings::RowFault::Unknown));
        assert!(told(r#"{"done":0,"total":1,"is_broken":true}"#, &tell, "r").is_err());
        assert_eq!(told("", &tell, "r").unwrap(), None);
    }
}
