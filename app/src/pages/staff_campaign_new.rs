//! A new campaign, or a draft to change: what is told to whom, how and when. It becomes a draft.

use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;
use svetlitsa_api::campaigns::{CampaignList, CampaignView, CampaignWords, CreateCampaign, MAX_WORDS};
use svetlitsa_api::pages;
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::campaigns::{LONGEST_CALL_SECONDS, Scenario, spoken_seconds};
use svetlitsa_domain::notices::{Channel, LONGEST_SMS, segments};
use svetlitsa_ui::client::campaigns as client;
use svetlitsa_ui::components::{
    BackLink, Button, Choice, ErrorSummary, FieldWidth, Loaded, Notice, NumberField, PageHeader, RadioGroup,
    Select, TextField, TextKind, Textarea,
};
use svetlitsa_ui::form::{FieldError, Form, missing};
use svetlitsa_ui::load::Load;
use svetlitsa_ui::names;
use svetlitsa_ui::texts::campaigns::{self as texts, form as t};
use svetlitsa_ui::texts::fields;

use super::staff_campaigns::{channel_words, may_conduct};
use crate::draft::Draft;
use crate::pages::staff_desk::StaffDesk;
use crate::router::use_router;

/// The longest facts that are usual, as in the server's own look at the words.
const LONGEST: [(&[&str], &str); 3] = [
    (&["[\u{441}\u{443}\u{43c}\u{43c}\u{430}]", "[sum]"], "999999,99"),
    (&["[\u{441}\u{447}\u{451}\u{442}]", "[account]"], "99999999999"),
    (&["[\u{442}\u{435}\u{43b}\u{435}\u{444}\u{43e}\u{43d}]", "[phone]"], "8 800 000-00-00"),
];

/// A new campaign.
#[component]
pub fn StaffCampaignNew() -> impl IntoView {
    let load = Load::new(client::list);
    view! {
        <StaffDesk>
            <BackLink href=pages::STAFF_CAMPAIGNS.path label=texts::TITLE/>
            <PageHeader title=t::TITLE lead=t::LEAD/>
            {move || if may_conduct() {
                view! { <Loaded load lines=10 let:list><CampaignForm list known=None/></Loaded> }.into_any()
            } else {
                view! { <Notice><p>{texts::NOT_YOURS}</p></Notice> }.into_any()
            }}
        </StaffDesk>
    }
}

#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    branch: RwSignal<String>,
    scenario: RwSignal<String>,
    channel: RwSignal<String>,
    least: RwSignal<String>,
    words: RwSignal<String>,
    words_en: RwSignal<String>,
    begins: RwSignal<String>,
    ends: RwSignal<String>,
}

/// Every field by the name of its note.
const FIELDS: [&str; 9] =
    ["name", "branch", "scenario", "channel", "least", "words", "words_en", "begins", "ends"];

impl Fields {
    /// What was typed and not sent, else what is known, else what a new one begins with.
    fn restored(list: &CampaignList, known: Option<&CampaignView>) -> Self {
        let about = about(known);
        let field = |name, otherwise: &str| Draft::new("staff", &about, name).signal(otherwise.to_owned());
        let Some(known) = known else {
            let words = begin_with(&list.words, Scenario::Debt, Channel::Phone);
            return Self {
                name: field("name", ""),
                branch: field("branch", list.branches.first().map_or("", |branch| &branch.id)),
                scenario: field("scenario", Scenario::Debt.as_str()),
                channel: field("channel", Channel::Phone.as_str()),
                least: field("least", "500"),
                words: field("words", &words),
                words_en: field("words_en", ""),
                begins: field("begins", ""),
                ends: field("ends", ""),
            };
        };
        let moment = |at: DateTime<FixedOffset>| at.format("%Y-%m-%dT%H:%M").to_string();
        let least = known.least_kopecks.to_string();
        Self {
            name: field("name", &known.name),
            branch: field("branch", &known.branch),
            scenario: field("scenario", known.scenario.as_str()),
            channel: field("channel", known.channel.as_str()),
            least: field("least", if known.scenario.names_sum() { &least } else { "500" }),
            words: field("words", &known.words),
            words_en: field("words_en", known.words_en.as_deref().unwrap_or_default()),
            begins: field("begins", &moment(known.begins)),
            ends: field("ends", &moment(known.ends)),
        }
    }

    fn scenario(self) -> Scenario {
        Scenario::parse(&self.scenario.get()).unwrap_or(Scenario::Debt)
    }

    fn channel(self) -> Channel {
        Channel::parse(&self.channel.get()).unwrap_or(Channel::Phone)
    }

    fn body(self) -> Result<CreateCampaign, Vec<FieldError>> {
        let read = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
        let (name, words, words_en) = (read(self.name), read(self.words), read(self.words_en));
        let (begins, ends) = (read(self.begins), read(self.ends));
        let scenario = untrack(|| self.scenario());
        let least = Kopecks::parse_rubles(&read(self.least)).ok();
        let wrong_least = (scenario.names_sum() && least.is_none())
            .then(|| FieldError::new("least_kopecks", fields::AMOUNT_TOO_SMALL));
        let no_sum = |words: &str, field, told| {
            let has_sum = LONGEST[0].0.iter().any(|place| words.contains(place));
            (scenario.names_sum() && !words.is_empty() && !has_sum).then(|| FieldError::new(field, told))
        };
        let errors: Vec<_> = [
            missing("name", &name, t::NAME_MISSING),
            wrong_least,
            missing("words", &words, t::WORDS_MISSING),
            no_sum(&words, "words", t::SUM_MISSING),
            no_sum(&words_en, "words_en", t::SUM_MISSING_EN),
            missing("begins", &begins, t::TIME_MISSING),
            missing("ends", &ends, t::TIME_MISSING),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let least_kopecks = least.filter(|_| scenario.names_sum()).unwrap_or(Kopecks::ZERO);
        let (branch, channel) = (read(self.branch), untrack(|| self.channel()));
        let words_en = Some(words_en).filter(|words| !words.is_empty());
        Ok(CreateCampaign { name, branch, scenario, channel, words, words_en, least_kopecks, begins, ends })
    }
}

/// Where what was typed of it is noted.
fn about(known: Option<&CampaignView>) -> String {
    known.map_or_else(|| "campaign".to_owned(), |known| known.id.clone())
}

/// How long words take to say, or how many parts of a message they are.
fn measured(words: &str, channel: Channel, pace: u32) -> Option<String> {
    let text = filled(words);
    match channel {
        Channel::Phone => {
            let seconds = spoken_seconds(&text, pace);
            let told = seconds.to_string();
            Some(if seconds > LONGEST_CALL_SECONDS { t::seconds_over(&told) } else { t::seconds(&told) })
        }
        Channel::Sms => {
            let chars = text.chars().count();
            let told = chars.to_string();
            let parts = segments(&text).count.to_string();
            Some(if chars > LONGEST_SMS { t::parts_over(&told) } else { t::parts(&parts, &told) })
        }
        Channel::Email | Channel::Cabinet => None,
    }
}

fn begin_with(words: &[CampaignWords], scenario: Scenario, channel: Channel) -> String {
    let known = words.iter().find(|known| known.scenario == scenario && known.channel == channel);
    known.map(|known| known.words.clone()).unwrap_or_default()
}

/// The words with the longest facts in their places.
fn filled(words: &str) -> String {
    LONGEST.iter().fold(words.to_owned(), |text, (places, fact)| {
        places.iter().fold(text, |text, place| text.replace(place, fact))
    })
}

/// The form of a draft: a new one, or one to change.
#[component]
pub(super) fn CampaignForm(
    /// What a new one is made of.
    list: CampaignList,
    /// The draft to change.
    #[prop(optional_no_strip)]
    known: Option<CampaignView>,
) -> impl IntoView {
    let (form, router) = (Form::new(), use_router());
    let fields = Fields::restored(&list, known.as_ref());
    let (notes, id) = (about(known.as_ref()), known.map(|known| known.id));
    let pace = list.words_a_minute;
    let known = StoredValue::new(list.words);
    // Another matter has other words, unless somebody has written their own.
    let chosen = move || (fields.scenario(), fields.channel());
    Effect::watch(
        chosen,
        move |(scenario, channel), _, _| {
            let typed = fields.words.get_untracked();
            let is_ours =
                typed.is_empty() || known.with_value(|known| known.iter().any(|one| one.words == typed));
            if is_ours {
                fields.words.set(known.with_value(|known| begin_with(known, *scenario, *channel)));
            }
        },
        false,
    );
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match fields.body() {
            Err(errors) => drop(form.check(errors)),
            Ok(body) => {
                let (attempt, notes, id) = (form.attempt(), notes.clone(), id.clone());
                let saved = async move {
                    match id {
                        Some(id) => client::edit(&id, &body, &attempt).await.map(|()| id),
                        None => client::create(&body, &attempt).await.map(|campaign| campaign.id),
                    }
                };
                form.send(saved, move |id| {
                    for field in FIELDS {
                        Draft::new("staff", &notes, field).forget();
                    }
                    router.go(&pages::STAFF_CAMPAIGN.href(&[&id]));
                });
            }
        }
    };
    let branches = list.branches.iter().map(|branch| Choice::new(branch.id.clone(), branch.name.clone()));
    let scenarios = Scenario::ALL.map(|scenario| Choice::new(scenario.as_str(), names::scenario(scenario)));
    let channels = [Channel::Phone, Channel::Sms, Channel::Email]
        .map(|channel| Choice::new(channel.as_str(), channel_words(channel)));
    let is_english = move || !fields.words_en.get().trim().is_empty();
    view! {
        <form class="stack" novalidate on:submit=submit>
            <ErrorSummary form/>
            <TextField name="name" label=t::NAME hint=t::NAME_HINT value=fields.name error=form.error_of("name")
                autocomplete="off"/>
            <Select name="branch" label=t::BRANCH value=fields.branch choices=branches.collect() error=form.error_of("branch")/>
            <RadioGroup name="scenario" label=t::SCENARIO value=fields.scenario choices=scenarios.into() row=true/>
            <RadioGroup name="channel" label=t::CHANNEL value=fields.channel choices=channels.into() row=true/>
            {move || fields.scenario().names_sum().then(|| view! {
                <NumberField name="least_kopecks" label=t::LEAST hint=t::LEAST_HINT value=fields.least unit="₽" is_decimal=true
                    error=form.error_of("least_kopecks")/>
            })}
            <Textarea name="words" label=t::WORDS hint=t::WORDS_HINT value=fields.words max=MAX_WORDS
                error=form.error_of("words")/>
            <p class="soft" role="status">{move || measured(&fields.words.get(), fields.channel(), pace)}</p>
            <Textarea name="words_en" label=t::WORDS_EN hint=t::WORDS_EN_HINT value=fields.words_en max=MAX_WORDS
                error=form.error_of("words_en")/>
            <p class="soft" role="status">{move || is_english().then(|| {
                measured(&fields.words_en.get(), fields.channel(), pace).map(|told| t::measured_en(&told))
            })}</p>
            <TextField name="begins" label=t::BEGINS hint=t::BEGINS_HINT value=fields.begins
                error=form.error_of("begins") kind=TextKind::Moment width=FieldWidth::Medium/>
            <TextField name="ends" label=t::ENDS hint=t::ENDS_HINT value=fields.ends
                error=form.error_of("ends") kind=TextKind::Moment width=FieldWidth::Medium/>
            <div class="row">
                <Button submit=true busy=Signal::derive(move || form.is_busy())>{t::SUBMIT}</Button>
            </div>
        </form>
    }
}
