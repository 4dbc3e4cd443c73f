//! Compressed siblings of a bundle's files, made once so that no request waits for them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

const BROTLI_QUALITY: i32 = 11;
const BROTLI_WINDOW: i32 = 22;

/// What shrinks; fonts and pictures are compressed already.
const ENDINGS: [&str; 9] = ["css", "html", "ico", "js", "json", "mjs", "txt", "wasm", "webmanifest"];

/// What a bundle weighs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) files: usize,
    pub(crate) raw: usize,
    pub(crate) brotli: usize,
}

/// Writes `.br` and `.gz` beside every file that shrinks. The files themselves are
/// not touched: the page carries their digests.
pub(crate) fn folder(folder: &Path) -> Result<Sizes> {
    let files = files(folder)?;
    let next = std::sync::atomic::AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let parts = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| -> Result<Sizes> {
                    let mut sizes = Sizes::default();
                    while let Some(path) = files.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
                    {
                        let (raw, brotli) = file(path)?;
                        sizes.files += 1;
                        sizes.raw += raw;
                        sizes.brotli += brotli;
                    }
                    Ok(sizes)
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| anyhow!("compressing stopped early"))?)
            .collect::<Result<Vec<_>>>()
    })?;
    Ok(parts.iter().fold(Sizes::default(), |sum, part| Sizes {
        files: sum.files + part.files,
        raw: sum.raw + part.raw,
        brotli: sum.brotli + part.brotli,
    }))
}

fn file(path: &Path) -> Result<(usize, usize)> {
    let raw = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !ENDINGS.contains(&ending) {
        return Ok((raw.len(), raw.len()));
    }
    let brotli = brotli(&raw)?;
    let gzip = gzip(&raw)?;
    let mut sent = raw.len();
    if brotli.len() < raw.len() {
        sent = brotli.len();
        fs::write(sibling(path, "br"), brotli)?;
    }
    if gzip.len() < raw.len() {
        fs::write(sibling(path, "gz"), gzip)?;
    }
    Ok((raw.len(), sent))
}

fn brotli(raw: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: raw.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &raw[..], &mut out, &parameters)?;
    Ok(out)
}

fn gzip(raw: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(raw)?;
    Ok(encoder.finish()?)
}

fn sibling(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if !path.extension().is_some_and(|ending| ending == "br" || ending == "gz") {
            found.push(path);
        }
    }
    // The largest first, so that no thread is left with it at the end.
    found.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).map_or(0, |meta| meta.len())));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn text_gets_siblings_that_unpack_to_itself_and_fonts_do_not() {
        let bundle = tempfile::tempdir().unwrap();
        let page = bundle.path().join("index.html");
        let text = "<p>light</p>".repeat(200);
        fs::write(&page, &text).unwrap();
        fs::create_dir(bundle.path().join("fonts")).unwrap();
        fs::write(bundle.path().join("fonts/a.woff2"), [0; 64]).unwrap();
        let sizes = folder(bundle.path()).unwrap();
        assert_eq!(sizes.files, 2);
        assert_eq!(sizes.raw, text.len() + 64);
        assert_eq!(fs::read_to_string(&page).unwrap(), text);

        let mut unpacked = String::new();
        let compressed = fs::read(sibling(&page, "br")).unwrap();
        brotli::Decompressor::new(&compressed[..], 4096).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        unpacked.clear();
        let compressed = fs::read(sibling(&page, "gz")).unwrap();
        flate2::read::GzDecoder::new(&compressed[..]).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        assert!(!bundle.path().join("fonts/a.woff2.br").exists());
    }

    #[test]
    fn what_does_not_shrink_gets_no_sibling() {
        let bundle = tempfile::tempdir().unwrap();
        let file = bundle.path().join("robots.txt");
        fs::write(&file, "a").unwrap();
        folder(bundle.path()).unwrap();
        assert!(!sibling(&file, "br").exists());
    }
}
