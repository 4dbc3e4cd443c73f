//! A house in the evening: windows with their vents, some lit, one with a cat.

use std::fmt::Write as _;

use leptos::prelude::*;

/// Windows in a row.
const COLUMNS: usize = 5;

/// Which windows are lit, row by row.
const LIT: [bool; 15] =
    [false, true, false, false, true, true, false, false, true, false, false, false, true, false, false];

/// A house in the evening; only a picture.
#[component]
pub fn Facade() -> impl IntoView {
    view! {
        <svg class="facade" viewBox="0 0 500 330" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
            <path class="facade__frame" d=frames()></path>
            <path class="facade__dark" d=panes(false)></path>
            <path class="facade__lit" d=panes(true)></path>
            <path class="facade__sill" d=sills()></path>
            <path
                class="facade__cat"
                d="M256 316c-4-14-1-25 6-33-3-4-4-10-3-18l7 6c3-1 7-1 10 0l7-6c1 8 0 14-3 18 7 8 10 19 6 33z"
            ></path>
        </svg>
    }
}

fn draw(wanted: impl Fn(usize) -> bool, one: impl Fn(&mut String, usize, usize)) -> String {
    (0..LIT.len()).filter(|i| wanted(*i)).fold(String::new(), |mut path, i| {
        one(&mut path, 10 + i % COLUMNS * 100, 6 + i / COLUMNS * 112);
        path
    })
}

fn frames() -> String {
    draw(
        |_| true,
        |path, x, y| {
            let _ = write!(path, "M{x} {y}h80v86h-80z");
        },
    )
}

fn sills() -> String {
    draw(
        |_| true,
        |path, x, y| {
            let _ = write!(path, "M{} {}h92v7h-92z", x - 6, y + 86);
        },
    )
}

/// Vent, the light below it, the tall light beside.
fn panes(lit: bool) -> String {
    draw(
        |i| LIT[i] == lit,
        |path, x, y| {
            let (left, right, top, low) = (x + 6, x + 43, y + 6, y + 33);
            let _ = write!(path, "M{left} {top}h31v21h-31zM{left} {low}h31v47h-31zM{right} {top}h31v74h-31z");
        },
    )
}
