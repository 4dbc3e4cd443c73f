//! Makes an appointment: what for, where, on which day, at what time, who comes. Every choice stands in the address, so
//! that Back takes it back.

mod contact;
mod office;
mod time;

use leptos::prelude::*;
use svetlitsa_api::appointments::{AppointmentList, AppointmentView};
use svetlitsa_api::offices::OfficeView;
use svetlitsa_api::pages;
use svetlitsa_api::paths::encode;
use svetlitsa_domain::appointments::AppointmentPurpose;
use svetlitsa_ui::client::{appointments as client, offices};
use svetlitsa_ui::components::{ButtonKind, ButtonLink, Loaded, Notice, NoticeKind, PageHeader};
use svetlitsa_ui::format;
use svetlitsa_ui::i18n::Words;
use svetlitsa_ui::load::Load;
use svetlitsa_ui::session::use_session;
use svetlitsa_ui::texts::appointments as t;

use super::appointment::case::{AppointmentCase, purpose_words};
use crate::phone_link::PhoneLink;
use crate::router::use_router;
use office::ChooseOffice;
use time::ChooseTime;

/// What is chosen so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) office: String,
    pub(super) purpose: Option<AppointmentPurpose>,
    pub(super) day: String,
    pub(super) time: String,
}

impl Chosen {
    /// The address at which this is chosen.
    pub(super) fn href(&self) -> String {
        let purpose = self.purpose.map_or("", AppointmentPurpose::as_str);
        let parts =
            [("purpose", purpose), ("office", &self.office), ("day", &self.day), ("time", &self.time)];
        let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<_> = parts.map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let path = pages::APPOINTMENT_NEW.path;
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }
}

/// A new appointment: the choice, and in its place the appointment once it is made.
#[component]
pub fn AppointmentNew() -> impl IntoView {
    let router = use_router();
    let made = RwSignal::new(None::<(AppointmentView, String)>);
    let chosen = Memo::new(move |_| {
        let read = |name| router.query(name).unwrap_or_default();
        Chosen {
            office: read("office"),
            purpose: AppointmentPurpose::parse(&read("purpose")),
            day: read("day"),
            time: read("time"),
        }
    });
    let load = Load::new(offices::list_offices);
    view! {
        <div class="page stack" data-width="journey">
            {move || match made.get() {
                Some((appointment, contact)) => view! { <Made appointment contact/> }.into_any(),
                None => view! {
                    <PageHeader title=t::TITLE lead=t::LEAD/>
                    <Loaded load lines=8 let:list>
                        {move || {
                            let chosen = chosen.get();
                            let office = list.items.iter().find(|office| office.id == chosen.office).cloned();
                            step(chosen, office, list.items.clone(), made)
                        }}
                    </Loaded>
                }
                .into_any(),
            }}
        </div>
    }
}

/// The first thing that is not chosen yet.
fn step(
    chosen: Chosen,
    office: Option<OfficeView>,
    offices: Vec<OfficeView>,
    made: RwSignal<Option<(AppointmentView, String)>>,
) -> AnyView {
    if let Some(office) = office.as_ref().filter(|office| office.purposes.is_empty()) {
        return view! { <Nothing office=office.clone() title=t::NO_BOOKING text=t::no_booking_text/> }
            .into_any();
    }
    let does =
        |purpose: &AppointmentPurpose| office.as_ref().is_none_or(|office| office.purposes.contains(purpose));
    let Some(purpose) = chosen.purpose.filter(does) else {
        let offered: Vec<_> = AppointmentPurpose::ALL.into_iter().filter(does).collect();
        return view! { <Mine/> <ChoosePurpose chosen offered/> }.into_any();
    };
    match office {
        None => view! { <ChooseOffice chosen purpose offices/> }.into_any(),
        Some(office) => view! { <ChooseTime chosen purpose office made/> }.into_any(),
    }
}

#[component]
fn ChoosePurpose(
    /// What is chosen so far.
    chosen: Chosen,
    /// What can be come for.
    offered: Vec<AppointmentPurpose>,
) -> impl IntoView {
    let links = offered
        .into_iter()
        .map(|purpose| {
            let href = Chosen { purpose: Some(purpose), ..chosen.clone() }.href();
            view! { <li><ButtonLink href kind=ButtonKind::Secondary wide=true>{purpose_words(purpose)}</ButtonLink></li> }
        })
        .collect_view();
    view! {
        <section class="stack" data-gap="small">
            <h2>{t::PURPOSE}</h2>
            <ul class="slots" data-wide="">{links}</ul>
        </section>
    }
}

/// Nobody is received: what to do instead.
#[component]
pub(super) fn Nothing(
    /// The office.
    office: OfficeView,
    /// What is said.
    #[prop(into)]
    title: Words,
    /// With its telephone.
    text: fn(&str) -> String,
) -> impl IntoView {
    let phone = office.phones.first().cloned().unwrap_or_default();
    let number = phone.clone();
    view! {
        <Notice kind=NoticeKind::Info title>
            <p>{office.name}</p>
            <p>{move || text(&phone)}</p>
            <p><PhoneLink number/></p>
            <p><a href=pages::APPOINTMENT_NEW.path>{t::OTHER_OFFICE}</a></p>
        </Notice>
    }
}

/// What stands in the cabinet already.
#[component]
fn Mine() -> impl IntoView {
    let session = use_session();
    let has_cabinet = Memo::new(move |_| session.has_cabinet());
    move || has_cabinet.get().then(|| view! { <Own/> })
}

#[component]
fn Own() -> impl IntoView {
    let load = Load::new(client::list_appointments);
    let rows = move |list: AppointmentList| {
        let open: Vec<_> = list.items.into_iter().filter(|item| item.may_change).collect();
        (!open.is_empty()).then(|| {
            let items = open.into_iter().map(|item| {
                let (starts, href) = (item.starts, pages::APPOINTMENT.href(&[&item.number]));
                view! { <li><a href=href>{move || format::moment(starts)}</a>" "{item.office.name}</li> }
            });
            view! {
                <section class="stack" data-gap="small">
                    <h2>{t::MINE}</h2>
                    <ul>{items.collect_view()}</ul>
                </section>
            }
        })
    };
    move || load.value().map(rows)
}

/// It is made.
#[component]
fn Made(
    /// The appointment.
    appointment: AppointmentView,
    /// The contact that opens it.
    contact: String,
) -> impl IntoView {
    let number = appointment.number.clone();
    let letter = appointment.is_written_to.then(|| {
        let contact = appointment.masked_contact.clone();
        view! { <p>{move || t::made_letter(&contact)}</p> }
    });
    view! {
        <PageHeader title=t::MADE over=appointment.number.clone()/>
        <Notice kind=NoticeKind::Success title=t::MADE is_news=true>
            <p>{move || t::made_text(&number)}</p>
            {letter}
        </Notice>
        <AppointmentCase appointment contact/>
    }
}
