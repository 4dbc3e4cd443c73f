//! Keys of many mutations that become durable together: looked up by one statement, and written with their answers
//! by another.

use std::collections::HashMap;

use axum::http::StatusCode;
use axum::response::Response;
use sea_orm::sea_query::Cond;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde::Serialize;

use super::{Mutation, replay, respond};
use crate::clock::real_now_ms;
use crate::entity::idempotency_key::{Column, Entity, Model};
use crate::failure::Outcome;
use crate::store::ROWS_A_STATEMENT;

/// The keys of a group: those that were answered before, and the answers that it gives.
#[derive(Default)]
pub struct Keys {
    answered: HashMap<(String, String), Model>,
    fresh: Vec<Model>,
}

impl Keys {
    /// Looks up what was answered before. Of twins that come at the same moment each must hold a lock that the other
    /// waits for by now, or neither finds the other.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn look_up<'a, T: 'a>(
        tx: &DatabaseTransaction,
        asked: impl IntoIterator<Item = (&'a str, &'a Mutation<T>)>,
    ) -> Outcome<Self> {
        let mut asked: Vec<(&str, &str)> =
            asked.into_iter().map(|(scope, mutation)| (scope, mutation.key.as_str())).collect();
        let Some(&last) = asked.last() else { return Ok(Self::default()) };
        // Statements of few lengths stay prepared.
        asked.resize(asked.len().next_power_of_two(), last);
        let one_of = asked.into_iter().fold(Cond::any(), |any, (scope, key)| {
            any.add(Cond::all().add(Column::Scope.eq(scope)).add(Column::Key.eq(key)))
        });
        let rows = Entity::find().filter(one_of).all(tx).await?;
        let answered = rows.into_iter().map(|row| ((row.scope.clone(), row.key.clone()), row)).collect();
        Ok(Self { answered, fresh: Vec::new() })
    }

    /// The answer of a mutation that happened already, earlier in the group or before it.
    pub fn answered<T>(&self, scope: &str, mutation: &Mutation<T>) -> Option<Outcome<Response>> {
        let stored = self.answered.get(&(scope.to_owned(), mutation.key.clone()))?;
        Some(replay(stored.clone(), mutation))
    }

    /// Answers a mutation; the answer is written with the group.
    ///
    /// # Errors
    /// When the answer cannot be written as JSON.
    pub fn answer<T>(
        &mut self,
        scope: &str,
        mutation: &Mutation<T>,
        (status, location): (StatusCode, Option<String>),
        body: &impl Serialize,
    ) -> Outcome<Response> {
        let row = Model {
            scope: scope.to_owned(),
            key: mutation.key.clone(),
            request_hash: mutation.request_hash.clone(),
            status: i32::from(status.as_u16()),
            location,
            body: serde_json::to_string(body)?,
            created_at: real_now_ms(),
        };
        self.answered.insert((row.scope.clone(), row.key.clone()), row.clone());
        self.fresh.push(row.clone());
        Ok(respond(row))
    }

    /// Writes the new answers down.
    ///
    /// # Errors
    /// When the database does not answer, or somebody else has taken a key meanwhile.
    pub async fn write(self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        let mut rows = self.fresh.into_iter().map(|row| row.into_active_model().reset_all()).peekable();
        while rows.peek().is_some() {
            let some = rows.by_ref().take(ROWS_A_STATEMENT);
            Entity::insert_many(some).exec_without_returning(tx).await?;
        }
        Ok(())
    }
}
