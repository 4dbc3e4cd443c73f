//! The life of a reading: one table of states and events, read by server, portal and terminal.
//!
//! received → checked → accepted, accepted with question or refused → used in a bill. A reading is never deleted:
//! one in whose place a later one stands is replaced, and stays in the history.

use serde::{Deserialize, Serialize};

use crate::readings::VerdictStatus;

/// Where a reading stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReadingState {
    /// It arrived; nobody looked at it yet.
    Received,
    /// The ladder found something to ask; the customer has not answered yet.
    Checked,
    /// Counts.
    Accepted,
    /// Counts; an operator will look at it before the bill.
    Question,
    /// Does not count. The next one is a new reading.
    Refused,
    /// A bill is made of it.
    Used,
    /// A later one stands in its place.
    Replaced,
}

/// What can happen to a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadingEvent {
    /// The ladder asks the customer something.
    Asked,
    /// The ladder's verdict, with the customer's «Да, всё верно» where it asked.
    Judged(VerdictStatus),
    /// An operator looked at the odd value: it is right.
    Upheld,
    /// An operator looked at the odd value: it cannot be right.
    Overruled,
    /// A later reading of the same period counts instead.
    Superseded,
    /// A bill used it.
    Billed,
}

/// What an event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadingStep {
    /// To another state.
    To(ReadingState),
    /// Nothing new: a repeat or a latecomer.
    Stay,
    /// Contradicts what is known: keep the state, tell an operator.
    Conflict,
}

impl ReadingEvent {
    /// Every event, for tables and tests.
    pub const ALL: [Self; 8] = [
        Self::Asked,
        Self::Judged(VerdictStatus::Accepted),
        Self::Judged(VerdictStatus::Question),
        Self::Judged(VerdictStatus::Refused),
        Self::Upheld,
        Self::Overruled,
        Self::Superseded,
        Self::Billed,
    ];
}

impl ReadingState {
    /// Every state, for tables and tests.
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Checked,
        Self::Accepted,
        Self::Question,
        Self::Refused,
        Self::Used,
        Self::Replaced,
    ];

    /// The table. What a bill has used is never taken back: a mistake is mended by the next reading or by a
    /// recalculation (ПП РФ № 354, п. 61).
    #[must_use]
    pub const fn on(self, event: ReadingEvent) -> ReadingStep {
        use ReadingEvent as E;
        use ReadingState as S;
        use ReadingStep::{Conflict, Stay, To};
        match (self, event) {
            (S::Received, E::Asked) => To(S::Checked),
            (S::Received | S::Checked, E::Judged(verdict)) => To(Self::of_verdict(verdict)),
            (S::Received | S::Checked | S::Accepted | S::Question, E::Superseded) => To(S::Replaced),
            (S::Question, E::Upheld) => To(S::Accepted),
            (S::Question, E::Overruled) => To(S::Refused),
            // An operator who is late does not hold up the bill.
            (S::Accepted | S::Question, E::Billed) => To(S::Used),
            (S::Checked, E::Asked)
            | (S::Accepted, E::Judged(VerdictStatus::Accepted) | E::Upheld)
            | (S::Question, E::Judged(VerdictStatus::Question))
            | (S::Refused, E::Judged(VerdictStatus::Refused) | E::Overruled | E::Superseded)
            | (S::Used, E::Billed | E::Upheld)
            | (S::Replaced, E::Upheld | E::Overruled | E::Superseded) => Stay,
            (S::Received | S::Checked, E::Upheld | E::Overruled | E::Billed)
            | (S::Accepted | S::Question | S::Refused | S::Used | S::Replaced, E::Asked | E::Judged(_))
            | (S::Accepted, E::Overruled)
            | (S::Refused, E::Upheld | E::Billed)
            | (S::Used, E::Overruled | E::Superseded)
            | (S::Replaced, E::Billed) => Conflict,
        }
    }

    /// The state that a verdict puts a reading into.
    #[must_use]
    pub const fn of_verdict(verdict: VerdictStatus) -> Self {
        match verdict {
            VerdictStatus::Accepted => Self::Accepted,
            VerdictStatus::Question => Self::Question,
            VerdictStatus::Refused => Self::Refused,
        }
    }

    /// Whether a bill is or will be made of it.
    #[must_use]
    pub const fn is_counting(self) -> bool {
        matches!(self, Self::Accepted | Self::Question | Self::Used)
    }

    /// Whether nothing can happen to it any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Used | Self::Replaced)
    }

    /// The word on the wire and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Checked => "checked",
            Self::Accepted => "accepted",
            Self::Question => "question",
            Self::Refused => "refused",
            Self::Used => "used",
            Self::Replaced => "replaced",
        }
    }

    /// The opposite of [`ReadingState::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_whole_table() {
        use ReadingState as S;
        use ReadingStep::{Conflict, Stay, To};
        // Asked, Accepted, Question, Refused, Upheld, Overruled, Superseded, Billed.
        let table = [
            (
                S::Received,
                [
                    To(S::Checked),
                    To(S::Accepted),
                    To(S::Question),
                    To(S::Refused),
                    Conflict,
                    Conflict,
                    To(S::Replaced),
                    Conflict,
                ],
            ),
            (
                S::Checked,
                [
                    Stay,
                    To(S::Accepted),
                    To(S::Question),
                    To(S::Refused),
                    Conflict,
                    Conflict,
                    To(S::Replaced),
                    Conflict,
                ],
            ),
            (S::Accepted, [Conflict, Stay, Conflict, Conflict, Stay, Conflict, To(S::Replaced), To(S::Used)]),
            (
                S::Question,
                [
                    Conflict,
                    Conflict,
                    Stay,
                    Conflict,
                    To(S::Accepted),
                    To(S::Refused),
                    To(S::Replaced),
                    To(S::Used),
                ],
            ),
            (S::Refused, [Conflict, Conflict, Conflict, Stay, Conflict, Stay, Stay, Conflict]),
            (S::Used, [Conflict, Conflict, Conflict, Conflict, Stay, Conflict, Conflict, Stay]),
            (S::Replaced, [Conflict, Conflict, Conflict, Conflict, Stay, Stay, Stay, Conflict]),
        ];
        assert_eq!(table.map(|(state, _)| state), ReadingState::ALL);
        for (state, steps) in table {
            assert_eq!(ReadingEvent::ALL.map(|event| state.on(event)), steps, "{state:?}");
        }
    }

    proptest! {
        /// Whatever happens in whatever order: what a bill used stays used, and a final state stays.
        #[test]
        fn ends_are_ends(order in proptest::collection::vec(0..ReadingEvent::ALL.len(), 0..24)) {
            let mut state = ReadingState::Received;
            for i in order {
                if let ReadingStep::To(next) = state.on(ReadingEvent::ALL[i]) {
                    prop_assert!(!state.is_final(), "{state:?} became {next:?}");
                    prop_assert_ne!(state, next);
                    state = next;
                }
            }
        }

        /// A reading that was refused is never billed.
        #[test]
        fn no_bill_of_a_refused_reading(order in proptest::collection::vec(0..ReadingEvent::ALL.len(), 0..24)) {
            let (mut state, mut was_refused) = (ReadingState::Received, false);
            for i in order {
                if let ReadingStep::To(next) = state.on(ReadingEvent::ALL[i]) {
                    was_refused |= next == ReadingState::Refused;
                    state = next;
                }
            }
            prop_assert!(!(was_refused && state.is_counting()));
        }
    }

    #[test]
    fn words_come_back() {
        for state in ReadingState::ALL {
            assert_eq!(ReadingState::parse(state.as_str()), Some(state));
        }
        assert_eq!(ReadingState::parse("lost"), None);
    }
}
