//! The drum (барабан): a reading is typed into the wheels of a meter's face, as many as the meter has, with the
//! red wheel of the tenths drawn and shut. One real text field lies over them for keyboards and screen readers.

use leptos::prelude::*;
use svetlitsa_api::accounts::RegisterView;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::readings::{ValueProblem, parse_value};
use svetlitsa_domain::tariffs::{Service, ZonePrice, cost_lines, total};

use super::field::{described_by, message_of};
use crate::form::control_id;
use crate::i18n::Words;
use crate::texts::drum as t;
use crate::{format, names};

/// The face of one register.
#[component]
pub fn Drum(
    /// Name of the field, as in the request: `values.day`.
    #[prop(into)]
    name: String,
    /// The register: its zone, its previous value, its price.
    register: RegisterView,
    /// What the meter counts.
    service: Service,
    /// How many wheels without the red one.
    digits: u8,
    /// The digits typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<Words>>,
    /// What a difference is multiplied by: the meter's transformer factor.
    #[prop(default = 1)]
    coefficient: u32,
    /// A keypad is drawn beside it, so the device's own stays away.
    #[prop(optional)]
    has_keypad: bool,
) -> impl IntoView {
    let id = control_id(&name);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let describe = described_by(&name, true, error);
    let slip = RwSignal::new(None::<ValueProblem>);
    let hours = hours(&register);
    let (previous, previous_on) = (register.previous, register.previous_on);
    let cells = move || wheels(digits, &value.get());
    let type_in = move |event: leptos::ev::Event| {
        let typed = event_target_value(&event);
        let (kept, slipped) = read(&typed, digits, &value.get_untracked());
        slip.set(slipped);
        // A mark at the end stays for a moment: the red digit that follows it must not join the others.
        if kept != typed.trim_end_matches([',', '.']) {
            // The signal may not change although the field did: put the field right by hand.
            event_target::<web_sys::HtmlInputElement>(&event).set_value(&kept);
        }
        // Set anew, the signal would take the mark out of the field again.
        if value.get_untracked() != kept {
            value.set(kept);
        }
    };
    view! {
        <div class="drum" data-wrong=move || error.get().map(|_| "")>
            <div class="drum__head">
                <label for=id.clone()>
                    <span class="drum__zone">{names::zone(register.zone)}</span>
                    <span class="drum__hours">{hours}</span>
                </label>
                <span class="drum__previous">
                    {move || t::previous(&format::number(previous.into()), &format::date(previous_on))}
                </span>
            </div>
            {message_of(error_id, error)}
            <div class="drum__meter">
                <div class="drum__cells" aria-hidden="true">
                    {cells}
                    <span class="drum__cell" data-red=""></span>
                </div>
                <span class="drum__unit" aria-hidden="true">{format::unit(service)}</span>
                <input
                    class="drum__input"
                    id=id
                    name=name
                    type="text"
                    inputmode=if has_keypad { "none" } else { "numeric" }
                    autocomplete="off"
                    aria-describedby=describe
                    aria-invalid=move || error.with(|e| e.is_some().then_some("true"))
                    prop:value=move || value.get()
                    on:input=type_in
                />
            </div>
            <p class="drum__red-note">
                {t::RED}
                <span class="unseen" id=hint_id>{move || t::field_hint(digits.into())}</span>
            </p>
            <p class="drum__below" role="status">
                {move || match slip.get() {
                    Some(slip) => {
                        let code = slip.code().as_str();
                        Some(view! { <span data-code=code>{slip_words(slip, digits)}</span> }.into_any())
                    }
                    None => below(&register, service, digits, coefficient, &value.get()),
                }}
            </p>
        </div>
    }
}

/// `07:00–23:00`, or nothing for a register that counts round the clock.
fn hours(register: &RegisterView) -> String {
    let spans = register.hours.iter().map(|of| format!("{:02}:00\u{2013}{:02}:00", of.from, of.until));
    spans.collect::<Vec<_>>().join(", ")
}

/// The wheels: digits come in from the right, as on the meter; wheels not yet reached show a pale nought.
fn wheels(digits: u8, typed: &str) -> impl IntoView + use<> {
    let width = usize::from(digits);
    let blank = width.saturating_sub(typed.len());
    let typed: Vec<char> = typed.chars().collect();
    (0..width)
        .map(|i| {
            let digit = i.checked_sub(blank).and_then(|i| typed.get(i)).copied();
            let is_next = i + 1 == width;
            view! {
                <span
                    class="drum__cell"
                    data-blank=digit.is_none().then_some("")
                    data-next=is_next.then_some("")
                >
                    {digit.unwrap_or('0')}
                </span>
            }
        })
        .collect_view()
}

/// What is said of an entry that is no value: nothing of it is kept but what was there before, or its whole units.
fn slip_words(slip: ValueProblem, digits: u8) -> String {
    match slip {
        ValueProblem::Empty | ValueProblem::NotANumber => t::NOT_DIGITS.get().to_owned(),
        ValueProblem::Negative => t::NEGATIVE.get().to_owned(),
        ValueProblem::NotAnInteger { whole: Some(_) } => t::WHOLE_ONLY.get().to_owned(),
        ValueProblem::NotAnInteger { whole: None } | ValueProblem::TooManyDigits => {
            t::too_many(digits.into())
        }
        ValueProblem::SeveralNumbers => t::SEVERAL_NUMBERS.get().to_owned(),
        ValueProblem::PastedText => t::PASTED_TEXT.get().to_owned(),
    }
}

/// The digits to keep of what stands in the field after a key press or a paste, by the one parser of values; and
/// what was wrong with it. What had been typed before is not lost to a slip.
fn read(typed: &str, digits: u8, before: &str) -> (String, Option<ValueProblem>) {
    match parse_value(typed, digits) {
        // Noughts in front are kept while there are wheels for them: they are on the dial, too.
        Ok(_) if is_plain(typed) && typed.len() <= usize::from(digits) => (typed.to_owned(), None),
        Ok(value) => (value.to_string(), None),
        Err(ValueProblem::Empty) => (String::new(), None),
        Err(slip @ ValueProblem::NotAnInteger { whole: Some(whole) }) => (whole.to_string(), Some(slip)),
        Err(slip) => (before.to_owned(), Some(slip)),
    }
}

fn is_plain(typed: &str) -> bool {
    typed.bytes().all(|byte| byte.is_ascii_digit())
}

/// What the typed value means, alive: use and cost, or what is odd about it.
fn below(
    register: &RegisterView,
    service: Service,
    digits: u8,
    coefficient: u32,
    typed: &str,
) -> Option<AnyView> {
    let value: u64 = typed.parse().ok()?;
    let previous = u64::from(register.previous);
    let Some(used) = used(previous, value, digits) else {
        let less = format::units(previous - value, service);
        return Some(view! { <span class="drum__cost">{t::less(&less)}</span> }.into_any());
    };
    let used = used.saturating_mul(coefficient.into());
    let cost = cost(register, used).map(|cost| t::cost(&format::money(cost)));
    Some(
        view! {
            <span class="drum__used">{t::used(&format::units(used, service))}</span>
            {cost.map(|cost| view! { <span class="drum__cost">{cost}</span> })}
        }
        .into_any(),
    )
}

/// Units used. A value below the previous one is use only when the wheels plausibly went through nought: both
/// values lie within a tenth of the dial of it.
fn used(previous: u64, value: u64, digits: u8) -> Option<u64> {
    if let Some(used) = value.checked_sub(previous) {
        return Some(used);
    }
    let dial = 10_u64.checked_pow(digits.into())?;
    let used = dial.checked_sub(previous)?.checked_add(value)?;
    (used <= dial / 10).then_some(used)
}

fn cost(register: &RegisterView, used: u64) -> Option<Kopecks> {
    let rubles = register.price.as_deref()?.parse().ok()?;
    let prices = [ZonePrice { zone: register.zone, rubles }];
    cost_lines(&[(register.zone, used)], &prices).map(|lines| total(&lines))
}

#[cfg(test)]
mod tests {
    use svetlitsa_api::tariffs::HoursView;

    use svetlitsa_domain::tariffs::Zone;

    use super::*;

    #[test]
    fn what_is_no_value_leaves_what_was_there() {
        use ValueProblem as P;
        let bill = "Лицевой счёт 67100000017 Период 11.2026 День 12345 12500 155 Ночь 4310 4400 90";
        for (typed, kept, slip) in [
            ("12345", "12345", None),
            ("00123", "00123", None),
            ("0012345", "12345", None),
            ("12 345", "12345", None),
            ("١٢٣٤٥", "12345", None),
            ("12345,", "12345", None),
            ("12345 кВт·ч", "12345", None),
            ("", "", None),
            ("12345,6", "12345", Some(P::NotAnInteger { whole: Some(12_345) })),
            ("1234567", "77", Some(P::TooManyDigits)),
            ("12345678901234567890", "77", Some(P::TooManyDigits)),
            ("77a", "77", Some(P::NotANumber)),
            ("-5", "77", Some(P::Negative)),
            ("10450 4310", "77", Some(P::SeveralNumbers)),
            (bill, "77", Some(P::PastedText)),
        ] {
            assert_eq!(read(typed, 5, "77"), (kept.to_owned(), slip), "{typed}");
        }
    }

    #[test]
    fn use_passes_through_nought() {
        assert_eq!(used(12_345, 12_400, 5), Some(55));
        assert_eq!(used(99_870, 130, 5), Some(260));
        assert_eq!(used(12_345, 12_300, 5), None);
    }

    #[test]
    fn the_cost_is_the_tariffs() {
        let register = RegisterView {
            zone: Zone::Day,
            previous: 100,
            previous_on: chrono::NaiveDate::from_ymd_opt(2026, 10, 20).unwrap(),
            price: Some("7.28".to_owned()),
            hours: Vec::new(),
        };
        assert_eq!(cost(&register, 123), Some(Kopecks(89_544)));
        assert_eq!(cost(&RegisterView { price: None, ..register }, 123), None);
    }

    #[test]
    fn hours_are_named() {
        let register = RegisterView {
            zone: Zone::Peak,
            previous: 0,
            previous_on: chrono::NaiveDate::default(),
            price: None,
            hours: HoursView::of(Zone::Peak.hours()),
        };
        assert_eq!(hours(&register), "07:00–10:00, 17:00–21:00");
    }
}
