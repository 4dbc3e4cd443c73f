//! A new campaign: what is told to whom, how and when. It becomes a draft.

use leptos::prelude::*;
use svetlitsa_api::campaigns::{CampaignList, CampaignWords, CreateCampaign, MAX_WORDS};
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
                view! { <Loaded load lines=10 let:list><NewCampaign list/></Loaded> }.into_any()
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
    begins: RwSignal<String>,
    ends: RwSignal<String>,
}

impl Fields {
    fn restored(list: &CampaignList) -> Self {
        let field =
            |name, otherwise: &str| Draft::new("staff", "campaign", name).signal(otherwise.to_owned());
        let words = begin_with(&list.words, Scenario::Debt, Channel::Phone);
        Self {
            name: field("name", ""),
            branch: field("branch", list.branches.first().map_or("", |branch| &branch.id)),
            scenario: field("scenario", Scenario::Debt.as_str()),
            channel: field("channel", Channel::Phone.as_str()),
            least: field("least", "500"),
            words: field("words", &words),
            begins: field("begins", ""),
            ends: field("ends", ""),
        }
    }

    fn clear(self) {
        for field in [self.name, self.begins, self.ends, self.words] {
            field.set(String::new());
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
        let (name, words) = (read(self.name), read(self.words));
        let (begins, ends) = (read(self.begins), read(self.ends));
        let scenario = untrack(|| self.scenario());
        let least = Kopecks::parse_rubles(&read(self.least)).ok();
        let wrong_least = (scenario.names_sum() && least.is_none())
            .then(|| FieldError::new("least_kopecks", fields::AMOUNT_TOO_SMALL));
        let no_sum = !LONGEST[0].0.iter().any(|place| words.contains(place));
        let no_sum = (scenario.names_sum() && !words.is_empty() && no_sum)
            .then(|| FieldError::new("words", t::SUM_MISSING));
        let errors: Vec<_> = [
            missing("name", &name, t::NAME_MISSING),
            wrong_least,
            missing("words", &words, t::WORDS_MISSING),
            no_sum,
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
        Ok(CreateCampaign { name, branch, scenario, channel, words, least_kopecks, begins, ends })
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

#[component]
fn NewCampaign(
    /// What a new one is made of.
    list: CampaignList,
) -> impl IntoView {
    let (form, router) = (Form::new(), use_router());
    let fields = Fields::restored(&list);
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
                let attempt = form.attempt();
                form.send(async move { client::create(&body, &attempt).await }, move |campaign| {
                    fields.clear();
                    router.go(&pages::STAFF_CAMPAIGN.href(&[&campaign.id]));
                });
            }
        }
    };
    let branches = list.branches.iter().map(|branch| Choice::new(branch.id.clone(), branch.name.clone()));
    let scenarios = Scenario::ALL.map(|scenario| Choice::new(scenario.as_str(), names::scenario(scenario)));
    let channels = [Channel::Phone, Channel::Sms, Channel::Email]
        .map(|channel| Choice::new(channel.as_str(), channel_words(channel)));
    let measured = move || {
        let text = filled(&fields.words.get());
        match fields.channel() {
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
    };
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
            <p class="soft" role="status">{measured}</p>
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
