//! Starts the portal in the browser.

fn main() {
    svetlitsa_app::start();
}
