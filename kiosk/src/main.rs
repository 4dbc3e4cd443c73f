//! Starts the terminal in the browser.

fn main() {
    svetlitsa_kiosk::start();
}
