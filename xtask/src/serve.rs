//! `serve`: the demo in a browser, from whatever the machine has to a working address.

pub(crate) mod children;
mod clock;

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::thread;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::run;
use crate::tools::Toolbox;
use crate::web::{self, Bundles, Edition};
use crate::workspace::Workspace;
use children::{Children, Program};

/// Tells a folder of ours from one that only happens to be named to us.
const MARKER: &str = ".svetlitsa-demo";

/// How the demo is started.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Port of the server; the sandbox takes the next one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The instant at which business time starts [default: now, or the 20th of this month when readings are not being taken].
    #[arg(long, value_name = "RFC3339")]
    now: Option<String>,
    /// Folder of the demo's data [default: target/demo].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Keep the data in this database instead of a file in the folder.
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// Empty the folder first.
    #[arg(long)]
    reset: bool,
}

/// Builds what has changed, starts the programs and stays until Ctrl-C.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let ports = Ports::from(options.port)?;
    ports.require_free()?;
    let data = demo_folder(workspace, options)?;
    let toolbox = Toolbox::open()?;
    // The browser's programs are linked and made small by one core: the server is compiled by the other meanwhile. What
    // goes wrong with it is said by the build below, which finds done what was done.
    let bundles = thread::scope(|scope| {
        let ahead = scope.spawn(|| build_ahead(workspace));
        let bundles = web::build(workspace, &toolbox, Edition::Development, &workspace.target("web"));
        let _ = ahead.join();
        bundles
    })?;
    build_programs()?;
    let now = options.now.clone().or_else(|| clock::start(today()));

    let mut children = Children::default();
    let mut sandbox = run::command(workspace.target("debug/svetlitsa-sandbox"));
    sandbox.args(sandbox_words(&ports, now.as_deref())).arg("--data").arg(data.join("sandbox"));
    children.start(Program {
        name: "sandbox",
        command: sandbox,
        log: data.join("sandbox.log"),
        port: ports.sandbox,
        ready: "/healthz",
    })?;
    let mut server = run::command(workspace.target("debug/svetlitsa"));
    server.current_dir(workspace.root()).args(server_words(&ports, now.as_deref()));
    server.arg("--data").arg(&data);
    server.arg("--portal-dir").arg(&bundles.portal);
    server.arg("--kiosk-dir").arg(&bundles.kiosk);
    if let Some(url) = &options.database_url {
        server.args(["--database-url", url]);
    }
    children.start(Program {
        name: "server",
        command: server,
        log: data.join("server.log"),
        port: ports.server,
        ready: "/readyz",
    })?;
    if children.wait_ready()? {
        greet(&ports, now.as_deref(), &data, &bundles);
        children.stay()?;
    }
    children.stop();
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the demo's clock begins with the machine's")]
fn today() -> SystemTime {
    SystemTime::now()
}

/// What is served, as cargo is asked for it.
const PROGRAMS: [&str; 5] = ["build", "-p", "svetlitsa-server", "-p", "svetlitsa-sandbox"];

/// The first time, when there is much to compile; later it would only be asked twice.
fn build_ahead(workspace: &Workspace) {
    if workspace.target("debug/svetlitsa").is_file() {
        return;
    }
    let log = workspace.target("xtask/logs/programs.log");
    // An error is the other build's to tell.
    let _ = run::step(
        "building the server and the sandbox beside the bundles",
        run::cargo().args(PROGRAMS),
        &log,
    );
}

fn build_programs() -> Result<()> {
    let built = run::shown("building the server and the sandbox", run::cargo().args(PROGRAMS))?;
    if !built {
        bail!("the server could not be built; the reason is above");
    }
    Ok(())
}

struct Ports {
    server: u16,
    sandbox: u16,
    mail: u16,
}

impl Ports {
    fn from(port: u16) -> Result<Self> {
        let after =
            |steps| port.checked_add(steps).context("the port is too high: the next three are needed too");
        Ok(Self { server: port, sandbox: after(1)?, mail: after(3)? })
    }

    fn require_free(&self) -> Result<()> {
        for port in [self.server, self.sandbox, self.mail] {
            if TcpListener::bind(("127.0.0.1", port)).is_err() {
                bail!(
                    "port {port} is in use: stop the program that has it, or choose other ports with --port"
                );
            }
        }
        Ok(())
    }
}

/// Push services of Chromium and Firefox.
const PUSH_SERVICES: &str = "fcm.googleapis.com,updates.push.services.mozilla.com";

fn server_words(ports: &Ports, now: Option<&str>) -> Vec<String> {
    let mut words = vec!["serve".to_owned(), "--demo".to_owned()];
    let settings = [
        ("--port", ports.server.to_string()),
        ("--public-url", format!("http://127.0.0.1:{}", ports.server)),
        ("--acquirer-url", format!("http://127.0.0.1:{}/v3/", ports.sandbox)),
        ("--acquirer-shop", "100500".to_owned()),
        ("--acquirer-key", "test_svetlitsa".to_owned()),
        ("--acquirer-allow", "127.0.0.0/8".to_owned()),
        ("--smtp-url", format!("smtp://127.0.0.1:{}", ports.mail)),
        ("--sms-url", format!("http://127.0.0.1:{}/sms/v1", ports.sandbox)),
        ("--sms-key", "test_svetlitsa".to_owned()),
        // Those of the browsers that developers have, and the sandbox's own.
        ("--push-service", format!("{PUSH_SERVICES},http://localhost:{}", ports.sandbox)),
    ];
    for (name, value) in settings {
        words.push(name.to_owned());
        words.push(value);
    }
    words.extend(now.into_iter().flat_map(|now| ["--now".to_owned(), now.to_owned()]));
    words
}

fn sandbox_words(ports: &Ports, now: Option<&str>) -> Vec<String> {
    let mut words = Vec::new();
    let settings = [
        ("--port", ports.sandbox.to_string()),
        ("--smtp-port", ports.mail.to_string()),
        ("--notify-url", format!("http://127.0.0.1:{}/gateway/yookassa", ports.server)),
        // Another site than the portal's, so that cookies meet what they meet in life.
        ("--public-url", format!("http://localhost:{}", ports.sandbox)),
    ];
    for (name, value) in settings {
        words.push(name.to_owned());
        words.push(value);
    }
    words.extend(now.into_iter().flat_map(|now| ["--now".to_owned(), now.to_owned()]));
    words
}

fn demo_folder(workspace: &Workspace, options: &Options) -> Result<PathBuf> {
    let folder = options.data.clone().unwrap_or_else(|| workspace.target("demo"));
    let folder = std::path::absolute(folder)?;
    if options.reset && folder.exists() {
        let empty = fs::read_dir(&folder)?.next().is_none();
        if !empty && !folder.join(MARKER).is_file() {
            bail!(
                "{} was not made by `serve`, so it is not emptied; remove it yourself if it may go",
                folder.display()
            );
        }
        fs::remove_dir_all(&folder)?;
    }
    if !folder.exists() {
        fs::create_dir_all(folder.join("sandbox"))
            .with_context(|| format!("cannot make {}", folder.display()))?;
        fs::write(folder.join(MARKER), "")?;
    }
    fs::create_dir_all(folder.join("sandbox"))?;
    Ok(folder)
}

fn greet(ports: &Ports, now: Option<&str>, data: &std::path::Path, bundles: &Bundles) {
    let site = format!("http://127.0.0.1:{}", ports.server);
    let sandbox = format!("http://localhost:{}", ports.sandbox);
    println!(
        "
Svetlitsa is up.

  portal     {site}/
  gallery    {site}/gallery
  terminal   {site}/kiosk/
  staff      {site}/staff
  API        {site}/api/v1/openapi.json
  bank       {sandbox}/
  phone      {sandbox}/phone
  inbox      {sandbox}/inbox

  sign in    67100000017@demo.svetlitsa     svetlitsa-demo   (any demo account number)
             maria@demo.svetlitsa           svetlitsa-demo   (two accounts in one cabinet)
             operator@demo.svetlitsa        svetlitsa-demo   (also supervisor@, admin@)
  look-up    account 67100000017, house 12  (terminal K-0001)
"
    );
    match now {
        Some(now) => println!("  clock      starts at {now}"),
        None => println!("  clock      today's"),
    }
    println!(
        "  data       {}  (server.log, sandbox.log)\n  bundles    {}, {}\n\nCtrl-C stops everything.",
        data.display(),
        bundles.portal.display(),
        bundles.kiosk.display()
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(data: PathBuf, reset: bool) -> Options {
        Options { port: 8080, now: None, data: Some(data), database_url: None, reset }
    }

    #[test]
    fn reset_empties_only_a_folder_of_ours() {
        let temporary = tempfile::tempdir().unwrap();
        let workspace = Workspace::find().unwrap();
        let ours = temporary.path().join("ours");
        demo_folder(&workspace, &options(ours.clone(), false)).unwrap();
        fs::write(ours.join("svetlitsa.db"), "").unwrap();
        demo_folder(&workspace, &options(ours.clone(), true)).unwrap();
        assert!(!ours.join("svetlitsa.db").exists());

        let foreign = temporary.path().join("foreign");
        fs::create_dir(&foreign).unwrap();
        fs::write(foreign.join("letters"), "").unwrap();
        assert!(demo_folder(&workspace, &options(foreign.clone(), true)).is_err());
        assert!(foreign.join("letters").exists());
    }

    #[test]
    fn the_bank_is_another_site_and_both_clocks_agree() {
        let ports = Ports::from(9000).unwrap();
        let sandbox = sandbox_words(&ports, Some("2026-11-20T10:00:00+03:00")).join(" ");
        let server = server_words(&ports, Some("2026-11-20T10:00:00+03:00")).join(" ");
        assert!(sandbox.contains("--public-url http://localhost:9001"));
        assert!(server.contains("--public-url http://127.0.0.1:9000"));
        assert!(server.contains("--smtp-url smtp://127.0.0.1:9003"));
        for words in [&sandbox, &server] {
            assert!(words.ends_with("--now 2026-11-20T10:00:00+03:00"));
        }
    }

    #[test]
    fn a_busy_port_is_named() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = Ports { server: port, sandbox: port, mail: port }.require_free().unwrap_err().to_string();
        assert!(error.contains(&port.to_string()), "{error}");
    }
}
