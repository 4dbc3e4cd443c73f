//! An invitation for a relative: for a time, for once, and to be taken back.

use chrono::{DateTime, TimeDelta, Utc};

use crate::accounts::access::Rights;

/// Days for which an invitation is usually open.
pub const INVITATION_DAYS: u8 = 7;
/// Most days for which it can be open.
pub const LONGEST_INVITATION_DAYS: u8 = 30;

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InvitationState {
    /// Waits for the relative.
    Open,
    /// Taken: the rights hold until they are revoked or end.
    Accepted,
    /// Taken back by the holder, before or after.
    Revoked,
    /// The relative did not want it, or gave it back.
    Declined,
}

/// What can happen to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InvitationEvent {
    /// The relative takes it.
    Accept,
    /// The relative does not, or leaves later.
    Decline,
    /// The holder takes it back.
    Revoke,
}

/// Why it cannot be made or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvitationRefusal {
    /// It gives no right.
    #[error("no rights")]
    NoRights,
    /// Open for no day, or for more than [`LONGEST_INVITATION_DAYS`]; or the rights end before they begin.
    #[error("not a term")]
    NotATerm,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// It was used, declined or taken back.
    #[error("closed")]
    Closed,
}

/// An invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    rights: Rights,
    state: InvitationState,
    open_until: DateTime<Utc>,
    rights_until: Option<DateTime<Utc>>,
}

impl Invitation {
    /// A new one, open for some days; the rights themselves can have an end, too.
    ///
    /// # Errors
    /// [`InvitationRefusal::NoRights`] or [`InvitationRefusal::NotATerm`].
    pub fn new(
        rights: Rights,
        made_at: DateTime<Utc>,
        days: u8,
        rights_until: Option<DateTime<Utc>>,
    ) -> Result<Self, InvitationRefusal> {
        if rights.is_empty() {
            return Err(InvitationRefusal::NoRights);
        }
        let ends_before_it_begins = rights_until.is_some_and(|until| until <= made_at);
        if !(1..=LONGEST_INVITATION_DAYS).contains(&days) || ends_before_it_begins {
            return Err(InvitationRefusal::NotATerm);
        }
        let open_until =
            made_at.checked_add_signed(TimeDelta::days(days.into())).ok_or(InvitationRefusal::NotATerm)?;
        Ok(Self { rights, state: InvitationState::Open, open_until, rights_until })
    }

    /// One as it was stored.
    #[must_use]
    pub const fn restore(
        rights: Rights,
        state: InvitationState,
        open_until: DateTime<Utc>,
        rights_until: Option<DateTime<Utc>>,
    ) -> Self {
        Self { rights, state, open_until, rights_until }
    }

    /// The table, with time: only an open one can be taken, and only until its end; a revocation always succeeds.
    ///
    /// # Errors
    /// [`InvitationRefusal::Expired`] or [`InvitationRefusal::Closed`]; the invitation stays as it was.
    pub fn on(self, event: InvitationEvent, now: DateTime<Utc>) -> Result<Self, InvitationRefusal> {
        use InvitationEvent as E;
        use InvitationState as S;
        let state = match (self.state, event) {
            (S::Open, E::Accept) if now > self.open_until => return Err(InvitationRefusal::Expired),
            (S::Open | S::Accepted, E::Accept) => S::Accepted,
            (S::Open | S::Accepted | S::Declined, E::Decline) => S::Declined,
            (S::Open | S::Accepted | S::Revoked, E::Revoke) => S::Revoked,
            (S::Revoked | S::Declined, E::Accept) | (S::Revoked, E::Decline) | (S::Declined, E::Revoke) => {
                return Err(InvitationRefusal::Closed);
            }
        };
        Ok(Self { state, ..self })
    }

    /// Takes single rights back; with the last of them the invitation is revoked.
    #[must_use]
    pub const fn without(self, revoked: Rights) -> Self {
        let rights = self.rights.without(revoked);
        let state = if rights.is_empty() { InvitationState::Revoked } else { self.state };
        Self { rights, state, ..self }
    }

    /// The rights it gives at a moment: none before it is taken, nor after it ended.
    #[must_use]
    pub fn rights_at(&self, now: DateTime<Utc>) -> Rights {
        let is_over = self.rights_until.is_some_and(|until| now > until);
        if self.state == InvitationState::Accepted && !is_over { self.rights } else { Rights::default() }
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> InvitationState {
        self.state
    }

    /// The last moment at which it can be taken.
    #[must_use]
    pub const fn open_until(&self) -> DateTime<Utc> {
        self.open_until
    }

    /// The last moment of the rights, when they have one.
    #[must_use]
    pub const fn rights_until(&self) -> Option<DateTime<Utc>> {
        self.rights_until
    }

    /// What it was made for, less what was taken back.
    #[must_use]
    pub const fn rights(&self) -> Rights {
        self.rights
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn start() -> DateTime<Utc> {
        at("2026-11-20T10:00:00Z")
    }

    fn made() -> Invitation {
        Invitation::new(Rights::ALL, start(), INVITATION_DAYS, None).unwrap()
    }

    const EVENTS: [InvitationEvent; 3] =
        [InvitationEvent::Accept, InvitationEvent::Decline, InvitationEvent::Revoke];

    #[test]
    fn the_whole_table() {
        use InvitationRefusal::Closed;
        use InvitationState as S;
        for (state, results) in [
            (S::Open, [Ok(S::Accepted), Ok(S::Declined), Ok(S::Revoked)]),
            (S::Accepted, [Ok(S::Accepted), Ok(S::Declined), Ok(S::Revoked)]),
            (S::Revoked, [Err(Closed), Err(Closed), Ok(S::Revoked)]),
            (S::Declined, [Err(Closed), Ok(S::Declined), Err(Closed)]),
        ] {
            let invitation = Invitation::restore(Rights::ALL, state, start(), None);
            let after = EVENTS.map(|event| invitation.on(event, start()).map(|next| next.state()));
            assert_eq!(after, results, "{state:?}");
        }
    }

    #[test]
    fn it_is_open_to_its_last_second() {
        let accept = |moment| made().on(InvitationEvent::Accept, at(moment)).map(|next| next.state());
        assert_eq!(accept("2026-11-27T10:00:00Z"), Ok(InvitationState::Accepted));
        assert_eq!(accept("2026-11-27T10:00:01Z"), Err(InvitationRefusal::Expired));
        let late = at("2027-01-01T00:00:00Z");
        assert!(made().on(InvitationEvent::Revoke, late).is_ok(), "taking back needs no term");
    }

    #[test]
    fn rights_hold_from_acceptance_to_their_end() {
        let until = at("2026-12-31T20:59:59Z");
        let open = Invitation::new(Rights::ALL, start(), 7, Some(until)).unwrap();
        assert!(open.rights_at(start()).is_empty());
        let taken = open.on(InvitationEvent::Accept, start()).unwrap();
        assert_eq!(taken.rights_at(until), Rights::ALL);
        assert!(taken.rights_at(until + TimeDelta::seconds(1)).is_empty());
        assert!(taken.on(InvitationEvent::Revoke, start()).unwrap().rights_at(start()).is_empty());
    }

    #[test]
    fn each_right_is_taken_back_by_itself() {
        let taken = made().on(InvitationEvent::Accept, start()).unwrap();
        let pay = Rights { pay: true, ..Rights::default() };
        assert_eq!(taken.without(pay).rights_at(start()), Rights::ALL.without(pay));
        assert_eq!(taken.without(Rights::ALL).state(), InvitationState::Revoked);
    }

    #[test]
    fn an_invitation_gives_something_for_some_time() {
        let new = |rights, days, until: Option<&str>| Invitation::new(rights, start(), days, until.map(at));
        assert_eq!(new(Rights::default(), 7, None), Err(InvitationRefusal::NoRights));
        for (days, until) in [(0, None), (31, None), (255, None), (7, Some("2026-11-20T10:00:00Z"))] {
            assert_eq!(new(Rights::ALL, days, until), Err(InvitationRefusal::NotATerm), "{days} {until:?}");
        }
        assert!(new(Rights::ALL, 30, None).is_ok());
    }

    proptest! {
        /// Once taken back, whatever happens, it gives nothing again.
        #[test]
        fn what_is_taken_back_stays_back(events in proptest::collection::vec((0..3_usize, 0_i64..60), 0..12)) {
            let (mut invitation, mut is_back) = (made(), false);
            for (event, days) in events {
                let now = start() + TimeDelta::days(days);
                if let Ok(next) = invitation.on(EVENTS[event], now) {
                    invitation = next;
                }
                is_back |= EVENTS[event] == InvitationEvent::Revoke && invitation.state() == InvitationState::Revoked;
                prop_assert!(!is_back || invitation.rights_at(now).is_empty());
            }
        }
    }
}
