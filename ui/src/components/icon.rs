//! A sign beside words; never without them, so it is hidden from screen readers.

use leptos::prelude::*;

/// Which sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Done, right.
    Tick,
    /// Wrong, close.
    Cross,
    /// On.
    Forward,
    /// Back.
    Back,
    /// Opens below.
    Down,
    /// For information.
    Info,
    /// Attention.
    Warning,
    /// Went wrong.
    Failure,
    /// Done, as a seal.
    Success,
    /// A meter's wheels.
    Meter,
    /// Money.
    Rouble,
    /// A word to us.
    Speech,
    /// A term.
    Clock,
    /// A person.
    Person,
    /// Letters and colours.
    Display,
    /// The telephone.
    Phone,
    /// A printer.
    Print,
    /// A secret that is seen.
    Eye,
    /// A secret that is not.
    EyeShut,
    /// A document.
    Paper,
    /// A place.
    Place,
    /// A search.
    Search,
    /// A house.
    House,
    /// A question.
    Question,
    /// Black and white.
    Contrast,
    /// Languages.
    Globe,
    /// Brought lower.
    Lower,
    /// The last character goes.
    Erase,
    /// A code to be scanned.
    Scan,
    /// Written by oneself.
    Pencil,
}

impl Sign {
    /// Every sign, for the gallery.
    pub const ALL: [Self; 30] = [
        Self::Tick,
        Self::Cross,
        Self::Forward,
        Self::Back,
        Self::Down,
        Self::Info,
        Self::Warning,
        Self::Failure,
        Self::Success,
        Self::Meter,
        Self::Rouble,
        Self::Speech,
        Self::Clock,
        Self::Person,
        Self::Display,
        Self::Phone,
        Self::Print,
        Self::Eye,
        Self::EyeShut,
        Self::Paper,
        Self::Place,
        Self::Search,
        Self::House,
        Self::Question,
        Self::Contrast,
        Self::Globe,
        Self::Lower,
        Self::Erase,
        Self::Scan,
        Self::Pencil,
    ];

    /// Its strokes on a field of 24 by 24.
    const fn path(self) -> &'static str {
        match self {
            Self::Tick => "M4 12.5l5.2 5.5L20 6.5",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Forward => "M4 12h15M13 6l6 6-6 6",
            Self::Back => "M20 12H5M11 6l-6 6 6 6",
            Self::Down => "M9 5l7 7-7 7",
            Self::Info => "M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.5M12 7.6v.1",
            Self::Warning => "M12 3.5L2.5 20h19L12 3.5zM12 10v4.5M12 17.2v.1",
            Self::Failure => "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3L8.3 3zM12 7.5v5.5M12 16.3v.1",
            Self::Success => "M12 3a9 9 0 100 18 9 9 0 000-18zM7.8 12.3l2.9 3L16.4 9",
            Self::Meter => "M4 3.5h16v17H4zM7 7.5h10v4.5H7zM10.3 7.5V12M13.6 7.5V12M12 15v3M8.5 16.5h7",
            Self::Rouble => "M8.5 21V4h5.2a4.4 4.4 0 010 8.8H6M6 16.8h8",
            Self::Speech => "M3.5 4.5h17v12h-9L6.5 21v-4.5h-3zM12 7.8v3.2M12 13.4v.1",
            Self::Clock => "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.5V12l3.2 2.4",
            Self::Person => "M12 4a3.8 3.8 0 100 7.6A3.8 3.8 0 0012 4zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
            Self::Display => "M3 19l5-13.5L13 19M4.8 14.5h6.4M15 19l3-8 3 8M16 16.5h4",
            Self::Phone => {
                "M5.5 3.5h3.3l1.6 4.3-2.2 1.7a12 12 0 006.3 6.3l1.7-2.2 4.3 1.6v3.3a1.8 1.8 0 01-2 1.8C10.5 19.6 4.4 13.5 3.7 5.5a1.8 1.8 0 011.8-2z"
            }
            Self::Print => "M7 8.5v-5h10v5M7 17H3.5V8.5h17V17H17M7 14h10v6.5H7z",
            Self::Eye => {
                "M2.5 12s3.3-6 9.5-6 9.5 6 9.5 6-3.3 6-9.5 6-9.5-6-9.5-6zM12 9.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5z"
            }
            Self::EyeShut => "M2.5 10s3.3 5.5 9.5 5.5 9.5-5.5 9.5-5.5M5 14l-1.6 2.4M12 15.5v3M19 14l1.6 2.4",
            Self::Paper => "M5.5 3h9l4 4v14h-13zM9 11h6M9 14.5h6M9 18h3.5",
            Self::Place => {
                "M12 21s7-6.2 7-11.5a7 7 0 00-14 0C5 14.8 12 21 12 21zM12 7a2.5 2.5 0 100 5 2.5 2.5 0 000-5z"
            }
            Self::Search => "M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.4 15.4L21 21",
            Self::House => "M3.5 11.5L12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-6h4v6",
            Self::Question => {
                "M12 3a9 9 0 100 18 9 9 0 000-18zM9.3 9.6a2.7 2.7 0 115 1.4c-.8 1-2.3 1.3-2.3 2.9M12 16.9v.1"
            }
            Self::Contrast => "M12 3a9 9 0 100 18 9 9 0 000-18zM12 3v18M14.5 4v16M17 5.6v12.8M19.3 8v8",
            Self::Globe => "M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18",
            Self::Lower => "M12 3.5v11M6.5 9.5L12 15l5.5-5.5M4 20h16",
            Self::Erase => "M8.5 5.5H21v13H8.5L3 12zM11.5 9.5l5 5M16.5 9.5l-5 5",
            Self::Pencil => "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
            Self::Scan => {
                "M3.5 8V3.5H8M16 3.5h4.5V8M20.5 16v4.5H16M8 20.5H3.5V16M7.5 7.5h4v4h-4zM14.5 14.5h2M14.5 7.5h2v2M7.5 14.5v2h2"
            }
        }
    }
}

/// A sign beside words.
#[component]
pub fn Icon(
    /// Which.
    sign: Sign,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=sign.path()></path>
        </svg>
    }
}
