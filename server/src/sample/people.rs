//! Residents, staff and terminals of the sample world.

use std::collections::BTreeMap;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};

use svetlitsa_domain::accounts::normalize_house;
use svetlitsa_domain::payments::{MAX_AMOUNT, MIN_AMOUNT};

use crate::agents::Dialect;
use crate::agents::enrolment::NewAgent;
use crate::data::Branch;
use crate::data::sample::SampleWorld;
use crate::entity::{bill_code, cabinet_account, elder, preview, resident, staff_member, terminal};
use crate::letters::Language;
use crate::random;
use crate::sample::households::word;
use crate::sample::rows::Rows;
use crate::sessions::SessionKind;

/// Hashes of the two passwords.
pub(super) struct Hashes {
    pub(super) residents: String,
    pub(super) staff: String,
}

/// Puts everybody who can sign in, the terminals, and who looked where, into the rows.
pub(super) fn add(
    rows: &mut Rows,
    world: &SampleWorld,
    branches: &BTreeMap<String, Branch>,
    hashes: &Hashes,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for cabinet in &world.cabinets.cabinets {
        let id = random::id();
        for (position, number) in (1..).zip(&cabinet.accounts) {
            // The elder of the sources signs in to the cabinet of his own account.
            let own = world.households.iter().find(|household| household.number == *number);
            let house = own.and_then(|own| Some((own, own.facts.elder_of_house.as_ref()?)));
            if let Some((own, house)) = house {
                rows.elders.push(elder::Model {
                    resident_id: id.clone(),
                    branch: own.branch.clone(),
                    house: normalize_house(house),
                });
            }
            rows.cabinet_accounts.push(cabinet_account::Model {
                resident_id: id.clone(),
                account: number.to_string(),
                position,
                label: String::new(),
                share_id: None,
            });
        }
        rows.residents.push(resident::Model {
            id,
            login: cabinet.login.clone(),
            password_hash: hashes.residents.clone(),
            name: cabinet.name.clone(),
            language: Language::Ru.as_str().to_owned(),
        });
    }
    for (account, code) in &world.cabinets.bill_codes {
        rows.bill_codes.push(bill_code::Model { account: account.clone(), code: code.clone() });
    }
    for member in &world.staff.staff {
        rows.staff.push(staff_member::Model {
            id: random::id(),
            login: member.login.clone(),
            password_hash: hashes.staff.clone(),
            name: member.name.clone(),
            post: member.post.clone(),
            role: word(&member.role)?,
        });
    }
    for terminal in &world.terminals {
        rows.terminals.push(terminal::Model {
            id: terminal.id.clone(),
            place: terminal.place.clone(),
            branch: terminal.branch.clone(),
            code_hash: None,
            paper_mm: terminal.paper_mm.into(),
        });
    }
    for agent in &world.agents {
        let new = NewAgent {
            id: agent.id.clone(),
            name: agent.name.clone(),
            dialects: Dialect::ALL.to_vec(),
            networks: Vec::new(),
            least: MIN_AMOUNT,
            most: MAX_AMOUNT,
        };
        rows.agents.push(new.row(&agent.secret, now.timestamp_millis()));
    }
    add_previews(rows, world, branches, now)
}

fn add_previews(
    rows: &mut Rows,
    world: &SampleWorld,
    branches: &BTreeMap<String, Branch>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for sample in &world.staff.previews {
        let member = rows.staff.iter().find(|member| member.login == sample.staff).context("who looked?")?;
        let household = world.households.iter().find(|household| household.number == sample.account);
        let branch = household.and_then(|household| branches.get(&household.branch)).context("where?")?;
        let started = sample.at.at(now, branch.zone);
        let lifetime = TimeDelta::seconds(SessionKind::Preview.lifetime_s());
        let ended = (started + TimeDelta::minutes(sample.minutes.into())).min(now);
        rows.previews.push(preview::Model {
            id: random::id(),
            account: sample.account.to_string(),
            staff_id: member.id.clone(),
            staff_name: format!("{}, {}", member.name, member.post),
            reason: sample.reason.clone(),
            started_at: started.timestamp_millis(),
            expires_at: (started + lifetime).timestamp_millis(),
            ended_at: Some(ended.timestamp_millis()),
        });
    }
    Ok(())
}
