//! The only door of a developer: one command per thing to do, each in a file of its own.

mod bench;
mod check;
mod cli;
mod dist;
mod programs;
mod report;
mod run;
mod serve;
mod stamp;
mod stopping;
mod test;
mod tidy;
mod tools;
mod web;
mod workspace;

use std::process::ExitCode;

fn main() -> ExitCode {
    let done = if web::split::is_meant() { web::split::as_wasm_bindgen() } else { cli::main() };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
