//! Static bundles: read once at start, precompressed, hashed names cached for ever, pages never.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// What opens the portal without network; each build has its own, and the browser must find the newest.
const WORKER: &str = "worker.js";

/// A built front end.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    files: Arc<BTreeMap<String, File>>,
    csp: Option<HeaderValue>,
    /// The program itself, for the browser to fetch before it has read the page.
    program: Option<HeaderValue>,
    /// For each part of the program its files, which the loader calls behind the program.
    parts: Arc<BTreeMap<String, HeaderValue>>,
}

#[derive(Clone, Debug)]
struct File {
    raw: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    content_type: HeaderValue,
    etag: HeaderValue,
    is_hashed: bool,
}

impl Bundle {
    /// From names and contents; `x.br` and `x.gz` are compressed siblings of `x`.
    pub fn new(files: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>) -> Self {
        let bytes = |content| match content {
            Cow::Borrowed(slice) => Bytes::from_static(slice),
            Cow::Owned(vector) => Bytes::from(vector),
        };
        let mut contents: BTreeMap<String, Bytes> =
            files.into_iter().map(|(name, content)| (name, bytes(content))).collect();
        let names: Vec<String> = contents
            .keys()
            .filter(|name| !name.ends_with(".br") && !name.ends_with(".gz"))
            .cloned()
            .collect();
        let files: BTreeMap<String, File> = names
            .into_iter()
            .filter_map(|name| {
                let brotli = contents.remove(&format!("{name}.br"));
                let gzip = contents.remove(&format!("{name}.gz"));
                let raw = contents.remove(&name)?;
                let file = File::new(&name, raw, brotli, gzip);
                Some((name, file))
            })
            .collect();
        let csp = files.get("index.html").and_then(|index| page_csp(&index.raw));
        let program = files.get("index.html").and_then(|index| preloads(&index.raw));
        let parts = files.get("parts.json").map(|parts| files_of_parts(&parts.raw)).unwrap_or_default();
        Self { files: Arc::new(files), csp, program, parts: Arc::new(parts) }
    }

    /// From a folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(folder: &Path) -> std::io::Result<Self> {
        let mut files = Vec::new();
        collect(folder, "", &mut files)?;
        Ok(Self::new(files))
    }

    /// Whether there is a page to serve.
    #[must_use]
    pub fn has_page(&self) -> bool {
        self.files.contains_key("index.html")
    }

    /// A file by its name, without a leading slash. `None` when there is no such file; pages are not files.
    #[must_use]
    pub fn file(&self, name: &str, request: &HeaderMap) -> Option<Response> {
        let file = self.files.get(name).filter(|_| name != "index.html")?;
        let caching = match name {
            _ if file.is_hashed => "public, max-age=31536000, immutable",
            WORKER => "no-cache",
            _ => "public, max-age=3600",
        };
        let mut response = file.respond(StatusCode::OK, caching, request);
        if name == WORKER {
            // A worker has a policy of its own: this one only asks its own server.
            let policy = HeaderValue::from_static("default-src 'none'; connect-src 'self'");
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        Some(response)
    }

    /// The page, with a status of its own: an unknown address gets 404 and the same page, which says so. The
    /// browser is told at once which program the page starts, and its loader which part of that will be needed.
    #[must_use]
    pub fn page(&self, status: StatusCode, part: Option<&str>, request: &HeaderMap) -> Response {
        let Some(file) = self.files.get("index.html") else {
            return (
                StatusCode::SERVICE_UNAVAILABLE,
                "The front end is not built: run `cargo xtask serve`.\n",
            )
                .into_response();
        };
        let mut response = file.respond(status, "no-cache", request);
        if let Some(csp) = &self.csp {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, csp.clone());
        }
        if let Some(program) = &self.program {
            response.headers_mut().insert(header::LINK, program.clone());
        }
        if let Some(files) = part.and_then(|part| self.parts.get(part)) {
            // The one header of an answer that the page itself can read.
            response.headers_mut().insert(SERVER_TIMING, files.clone());
        }
        response
    }
}

impl File {
    fn new(name: &str, raw: Bytes, brotli: Option<Bytes>, gzip: Option<Bytes>) -> Self {
        let digest: String = Sha256::digest(&raw).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let guess = match name.rsplit('.').next() {
            Some("webmanifest") => "application/manifest+json".to_owned(),
            _ => mime_guess::from_path(name).first_or_octet_stream().essence_str().to_owned(),
        };
        let is_text = guess.starts_with("text/") || guess.ends_with("javascript") || guess.ends_with("json");
        let content_type = if is_text { format!("{guess}; charset=utf-8") } else { guess };
        Self {
            content_type: HeaderValue::try_from(content_type)
                .unwrap_or(HeaderValue::from_static("application/octet-stream")),
            etag: HeaderValue::try_from(format!("\"{digest}\"")).unwrap_or(HeaderValue::from_static("\"\"")),
            is_hashed: is_hashed(name),
            raw,
            brotli,
            gzip,
        }
    }

    fn respond(&self, status: StatusCode, caching: &'static str, request: &HeaderMap) -> Response {
        let accepted =
            request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
        let accepts = |coding: &str| {
            accepted.split(',').any(|part| {
                let mut part = part.split(';');
                part.next().is_some_and(|name| name.trim() == coding)
                    && part.next().is_none_or(|q| !matches!(q.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
            })
        };
        let (body, coding) = match (&self.brotli, &self.gzip) {
            (Some(body), _) if accepts("br") => (body, Some("br")),
            (_, Some(body)) if accepts("gzip") => (body, Some("gzip")),
            _ => (&self.raw, None),
        };
        let is_known = status == StatusCode::OK && request.get(header::IF_NONE_MATCH) == Some(&self.etag);
        let mut response = if is_known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            (status, body.clone()).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, self.content_type.clone());
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        if let Some(coding) = coding.filter(|_| !is_known) {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        response
    }
}

fn collect(
    folder: &Path,
    prefix: &str,
    files: &mut Vec<(String, Cow<'static, [u8]>)>,
) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, Cow::Owned(std::fs::read(entry.path())?)));
        }
    }
    Ok(())
}

/// The preloads that the build wrote into the page's head, as a `Link` header.
fn preloads(html: &[u8]) -> Option<HeaderValue> {
    let html = std::str::from_utf8(html).ok()?;
    let links: Vec<_> = html
        .split("<link ")
        .skip(1)
        .filter_map(|tag| {
            let tag = tag.split_once('>')?.0;
            let value = |name: &str| tag.split_once(&format!("{name}=\""))?.1.split('"').next();
            let href = value("href")?;
            match value("rel")? {
                "modulepreload" => Some(format!("<{href}>; rel=modulepreload")),
                "preload" => Some(format!(
                    "<{href}>; rel=preload; as={}; type=\"{}\"; crossorigin",
                    value("as")?,
                    value("type")?
                )),
                _ => None,
            }
        })
        .collect();
    (!links.is_empty()).then(|| HeaderValue::try_from(links.join(", ")).ok()).flatten()
}

/// The table of parts that the build left: their addresses, in the form in which the loader reads them.
fn files_of_parts(table: &[u8]) -> BTreeMap<String, HeaderValue> {
    let table: BTreeMap<String, Vec<String>> = serde_json::from_slice(table).unwrap_or_default();
    table
        .into_iter()
        .filter_map(|(part, files)| {
            let files: Vec<_> = files.iter().map(|file| format!("/{file}")).collect();
            Some((part, HeaderValue::try_from(format!("parts;desc=\"{}\"", files.join(" "))).ok()?))
        })
        .collect()
}

/// A name with a content hash: `app-0123456789abcdef.js`, `app-0123456789abcdef_bg.wasm`.
fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit('/').next().unwrap_or(name).split('.').next().unwrap_or("");
    let last = stem.trim_end_matches("_bg").rsplit('-').next().unwrap_or("");
    last.len() >= 12 && last.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The strict policy of a page: own files, WebAssembly, and exactly its own inline scripts and styles.
fn page_csp(html: &[u8]) -> Option<HeaderValue> {
    let html = std::str::from_utf8(html).ok()?;
    let hashes = |tag: &str| -> String {
        inline_contents(html, tag)
            .map(|content| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(content.as_bytes()))))
            .collect()
    };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{}; style-src 'self'{}; worker-src 'self'; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        hashes("script"),
        hashes("style"),
    );
    HeaderValue::try_from(policy).ok()
}

/// Contents of the inline elements of a tag, byte for byte as the browser hashes them.
fn inline_contents<'a>(html: &'a str, tag: &'a str) -> impl Iterator<Item = &'a str> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let mut rest = html;
    std::iter::from_fn(move || {
        let start = rest.find(&open)?;
        let after = &rest[start + open.len()..];
        let body = after.find('>')? + 1;
        let end = after.find(&close)?;
        rest = &after[end + close.len()..];
        Some((&after[..body], after.get(body..end).unwrap_or("")))
    })
    .filter(|(attributes, content)| !attributes.contains("src=") && !content.is_empty())
    .map(|(_, content)| content)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<link rel=\"icon\" href=\"/i\"><link rel=\"modulepreload\" href=\"/a.js\">\
        <link rel=\"preload\" href=\"/a.wasm\" as=\"fetch\" type=\"application/wasm\">\
        <script type=module>go()</script><script src=a></script><style>a{}</style>";

    fn bundle() -> Bundle {
        let file = |name: &str, text: &'static str| (name.to_owned(), Cow::Borrowed(text.as_bytes()));
        Bundle::new([
            file("index.html", PAGE),
            file("app-0123456789abcdef_bg.wasm", "raw"),
            file("app-0123456789abcdef_bg.wasm.br", "br"),
            file("robots.txt", "User-agent: *"),
            file("worker.js", "const BUILD = {};"),
            file("parts.json", r#"{"guest": ["guest-0123456789abcdef.wasm"]}"#),
        ])
    }

    fn header(response: &Response, name: header::HeaderName) -> &str {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    #[test]
    fn hashed_names_are_cached_for_ever_and_pages_never() {
        let none = HeaderMap::new();
        let wasm = bundle().file("app-0123456789abcdef_bg.wasm", &none).unwrap();
        assert!(header(&wasm, header::CACHE_CONTROL).contains("immutable"));
        assert_eq!(header(&wasm, header::CONTENT_TYPE), "application/wasm");
        assert_eq!(
            header(&bundle().file("robots.txt", &none).unwrap(), header::CACHE_CONTROL),
            "public, max-age=3600"
        );
        assert_eq!(
            header(&bundle().page(StatusCode::NOT_FOUND, None, &none), header::CACHE_CONTROL),
            "no-cache"
        );
        assert!(bundle().file("index.html", &none).is_none() && bundle().file("nothing", &none).is_none());
    }

    #[test]
    fn the_newest_worker_is_found_and_asks_its_own_server_only() {
        let worker = bundle().file("worker.js", &HeaderMap::new()).unwrap();
        assert_eq!(header(&worker, header::CACHE_CONTROL), "no-cache");
        assert_eq!(
            header(&worker, header::CONTENT_SECURITY_POLICY),
            "default-src 'none'; connect-src 'self'"
        );
        let page = bundle().page(StatusCode::OK, None, &HeaderMap::new());
        assert!(header(&page, header::CONTENT_SECURITY_POLICY).contains("worker-src 'self';"));
    }

    #[test]
    fn compressed_when_the_browser_can() {
        let mut request = HeaderMap::new();
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip, br"));
        let wasm = bundle().file("app-0123456789abcdef_bg.wasm", &request).unwrap();
        assert_eq!(header(&wasm, header::CONTENT_ENCODING), "br");
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("br;q=0"));
        let wasm = bundle().file("app-0123456789abcdef_bg.wasm", &request).unwrap();
        assert_eq!(header(&wasm, header::CONTENT_ENCODING), "");
    }

    #[test]
    fn the_policy_names_exactly_the_pages_inline_code() {
        let page = bundle().page(StatusCode::OK, None, &HeaderMap::new());
        let csp = header(&page, header::CONTENT_SECURITY_POLICY);
        let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        assert!(csp.contains(&format!("script-src 'self' 'wasm-unsafe-eval' {};", hash("go()"))), "{csp}");
        assert!(csp.contains(&format!("style-src 'self' {};", hash("a{}"))), "{csp}");
        assert!(!csp.contains("unsafe-inline"));
    }

    #[test]
    fn a_page_names_its_program_and_the_parts_that_it_needs() {
        let none = HeaderMap::new();
        let told = |part, name| header(&bundle().page(StatusCode::OK, part, &none), name).to_owned();
        let preload = "</a.wasm>; rel=preload; as=fetch; type=\"application/wasm\"; crossorigin";
        assert_eq!(told(None, header::LINK), format!("</a.js>; rel=modulepreload, {preload}"));
        assert_eq!(told(Some("guest"), SERVER_TIMING), "parts;desc=\"/guest-0123456789abcdef.wasm\"");
        assert_eq!((told(Some("staff"), SERVER_TIMING), told(None, SERVER_TIMING)), Default::default());
    }

    #[test]
    fn a_known_version_is_not_sent_again() {
        let first = bundle().file("robots.txt", &HeaderMap::new()).unwrap();
        let mut request = HeaderMap::new();
        request.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(bundle().file("robots.txt", &request).unwrap().status(), StatusCode::NOT_MODIFIED);
    }
}
