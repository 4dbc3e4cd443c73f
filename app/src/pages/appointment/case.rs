//! An appointment as its author sees it: when, where, what for; into the calendar, moved, given back.

use chrono::{DateTime, Datelike, FixedOffset, TimeDelta, Timelike};
use leptos::prelude::*;
use svetlitsa_api::appointments::AppointmentView;
use svetlitsa_api::pages;
use svetlitsa_api::paths::encode;
use svetlitsa_domain::appointments::{AppointmentPurpose, AppointmentStage};
use svetlitsa_ui::components::{ButtonLink, Definition, DefinitionList, Notice, NoticeKind, Tag, TagKind};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Text;
use svetlitsa_ui::texts::appointments as t;

use super::change::Change;
use crate::phone_link::PhoneLink;

/// An appointment as its author sees it.
#[component]
pub fn AppointmentCase(
    /// The appointment.
    appointment: AppointmentView,
    /// What opened it.
    contact: String,
) -> impl IntoView {
    let shown = RwSignal::new(appointment);
    let news = RwSignal::new(None::<AppointmentStage>);
    let told = move || {
        news.get().map(|stage| match stage {
            AppointmentStage::Cancelled => view! {
                <Notice kind=NoticeKind::Success title=t::CANCELLED is_news=true><p>{t::CANCELLED_TEXT}</p></Notice>
            }
            .into_any(),
            _ => view! { <Notice kind=NoticeKind::Success title=t::MOVED is_news=true><p>{t::BRING}</p></Notice> }
                .into_any(),
        })
    };
    view! {
        {told}
        {move || draw(shown.get())}
        {move || {
            let appointment = shown.get();
            if appointment.may_change {
                view! { <Change shown news contact=contact.clone()/> }.into_any()
            } else {
                view! { <div class="row"><ButtonLink href=pages::APPOINTMENT_NEW.path>{t::AGAIN}</ButtonLink></div> }
                    .into_any()
            }
        }}
    }
}

fn draw(appointment: AppointmentView) -> AnyView {
    let calendar = calendar_href(&appointment);
    let AppointmentView {
        number, purpose, stage, office, starts, minutes, masked_contact, may_change, ..
    } = appointment;
    let minutes = minutes.to_string();
    let when = move || t::minutes(&format::moment_with_zone(starts), &minutes);
    let phones =
        office.phones.into_iter().map(|number| view! { <div><PhoneLink number/></div> }).collect_view();
    let place = view! { <div>{office.name}</div><div>{format::address(&office.address)}</div> };
    let mut facts = vec![
        Definition::new(t::WHEN, when),
        Definition::new(t::WHERE, place),
        Definition::new(t::PHONES, phones),
        Definition::new(t::WHAT_FOR, purpose_words(purpose).into_view()),
    ];
    if !masked_contact.is_empty() {
        facts.push(Definition::new(t::CONTACT_MASKED, masked_contact));
    }
    let kind = match stage {
        AppointmentStage::Booked => TagKind::Lit,
        AppointmentStage::Came => TagKind::Done,
        AppointmentStage::Cancelled | AppointmentStage::Missed => TagKind::Plain,
    };
    let file = format!("{number}.ics");
    view! {
        <div class="row"><Tag label=stage_words(stage) kind/></div>
        <DefinitionList items=facts/>
        {may_change.then(|| view! {
            <p>{t::BRING}</p>
            <p><a href=calendar download=file>{t::CALENDAR}</a></p>
        })}
    }
    .into_any()
}

/// What somebody comes for, in words.
pub(crate) const fn purpose_words(purpose: AppointmentPurpose) -> Text {
    match purpose {
        AppointmentPurpose::Advice => t::purposes::ADVICE,
        AppointmentPurpose::Payment => t::purposes::PAYMENT,
        AppointmentPurpose::Documents => t::purposes::DOCUMENTS,
        AppointmentPurpose::Readings => t::purposes::READINGS,
        AppointmentPurpose::LegalEntity => t::purposes::LEGAL_ENTITY,
    }
}

const fn stage_words(stage: AppointmentStage) -> Text {
    match stage {
        AppointmentStage::Booked => t::stage::BOOKED,
        AppointmentStage::Cancelled => t::stage::CANCELLED,
        AppointmentStage::Came => t::stage::CAME,
        AppointmentStage::Missed => t::stage::MISSED,
    }
}

/// The visit as a calendar takes it (RFC 5545), in the address itself: nothing is asked of anybody.
fn calendar_href(appointment: &AppointmentView) -> String {
    let escape = |text: &str| {
        text.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;").replace(['\r', '\n'], " ")
    };
    let ends = appointment.starts + TimeDelta::minutes(i64::from(appointment.minutes));
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Svetlitsa//appointments//RU".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@svetlitsa", appointment.number),
        format!("DTSTAMP:{}", stamp(appointment.starts)),
        format!("DTSTART:{}", stamp(appointment.starts)),
        format!("DTEND:{}", stamp(ends)),
        format!("SUMMARY:{} {}", escape(&appointment.office.name), appointment.number),
        format!("LOCATION:{}", escape(&appointment.office.address)),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
        String::new(),
    ];
    format!("data:text/calendar;charset=utf-8,{}", encode(&lines.join("\r\n")))
}

fn stamp(at: DateTime<FixedOffset>) -> String {
    let at = at.naive_utc();
    let (day, time) = (at.date(), at.time());
    format!("{:04}{:02}{:02}T{:02}{:02}00Z", day.year(), day.month(), day.day(), time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_is_told_the_hour_of_greenwich() {
        let at = DateTime::parse_from_rfc3339("2026-11-24T02:20:00+03:00").unwrap();
        assert_eq!(stamp(at), "20261123T232000Z");
    }
}
