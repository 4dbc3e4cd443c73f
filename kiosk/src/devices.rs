//! Devices that reach the page as a keyboard.

mod scanner;

use leptos::prelude::*;
use svetlitsa_ui::clock::uptime_ms;

use crate::flow::{Event, Step};
use crate::terminal::Terminal;
use scanner::{Heard, Scanner};

/// Listens to the scanner, and to every sign of life.
pub(crate) fn listen(terminal: Terminal) {
    let scanner = StoredValue::new(Scanner::default());
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        terminal.send(Event::Touch);
        let is_wanted = terminal.takes_scans();
        let heard = scanner.try_update_value(|scanner| scanner.hear(&event.key(), uptime_ms(), is_wanted));
        match heard {
            Some(Heard::Swallowed) => event.prevent_default(),
            Some(Heard::Code(code)) => {
                event.prevent_default();
                terminal.send(Event::Scanned(code));
            }
            Some(Heard::Nothing) | None => {}
        }
    });
    let touches = window_event_listener(leptos::ev::pointerdown, move |_| terminal.send(Event::Touch));
    on_cleanup(move || {
        keys.remove();
        touches.remove();
    });
}

impl Terminal {
    fn takes_scans(self) -> bool {
        Step::takes_scans(&self.step())
    }
}
