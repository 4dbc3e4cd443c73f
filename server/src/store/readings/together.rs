//! Many meters at once: a statement for all of them, whatever their number.

use std::collections::HashMap;

use sea_orm::sea_query::{Alias, Expr, Func, Order, Query, WindowStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, ExprTrait,
    FromQueryResult, IntoActiveModel, Iterable, QueryFilter, QueryOrder, QuerySelect,
};
use svetlitsa_domain::readings::{ReadingEvent, ReadingState, ReadingStep};

use super::counting_states;
use crate::entity::{meter, reading, register};
use crate::store::{ROWS_A_STATEMENT, padded};

/// Readings of a meter that a judgement looks at: those of the sense check, the last one before them, and what was
/// given for the periods that are still open.
const LOOKED_AT: i32 = 12;

/// Meters by their ids.
///
/// # Errors
/// When the database does not answer.
pub async fn meters_by_id(
    db: &impl ConnectionTrait,
    ids: &[&str],
) -> Result<HashMap<String, meter::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows =
        meter::Entity::find().filter(ColumnTrait::is_in(&meter::Column::Id, padded(ids))).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}

/// The same, locked until the transaction ends; everybody locks in the same order, so that nobody waits for ever.
///
/// # Errors
/// When the database does not answer.
pub async fn lock_meters(
    tx: &DatabaseTransaction,
    ids: &[&str],
) -> Result<HashMap<String, meter::Model>, DbErr> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let query = meter::Entity::find().filter(ColumnTrait::is_in(&meter::Column::Id, padded(ids)));
    let rows = query.order_by_asc(meter::Column::Id).lock_exclusive().all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}

/// Registers by meter, in the order in which they are asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn registers_by_meter(
    db: &impl ConnectionTrait,
    meters: &[&str],
) -> Result<HashMap<String, Vec<register::Model>>, DbErr> {
    if meters.is_empty() {
        return Ok(HashMap::new());
    }
    let query = register::Entity::find().filter(ColumnTrait::is_in(&register::Column::Meter, padded(meters)));
    let rows = query.order_by_asc(register::Column::Position).all(db).await?;
    Ok(grouped(rows, |row| &row.meter))
}

/// The last readings that count, by meter, newest period first.
///
/// # Errors
/// When the database does not answer.
pub async fn counting_by_meter(
    db: &impl ConnectionTrait,
    meters: &[&str],
) -> Result<HashMap<String, Vec<reading::Model>>, DbErr> {
    if meters.is_empty() {
        return Ok(HashMap::new());
    }
    let place = Alias::new("place");
    let newest = WindowStatement::partition_by(reading::Column::Meter)
        .order_by(reading::Column::Period, Order::Desc)
        .take();
    // Words, not parameters: only so is the index of what counts seen to hold them.
    let states = counting_states().map(|word| Expr::Constant(word.into()));
    let ranked = Query::select()
        .columns(reading::Column::iter())
        .expr_window_as(Func::cust("ROW_NUMBER"), newest, place.clone())
        .from(reading::Entity)
        .and_where(ColumnTrait::is_in(&reading::Column::Meter, padded(meters)))
        .and_where(ExprTrait::is_in(Expr::col(reading::Column::State), states))
        .take();
    let query = Query::select()
        .columns(reading::Column::iter())
        .from_subquery(ranked, Alias::new("ranked"))
        .and_where(Expr::col(place).lte(Expr::Constant(LOOKED_AT.into())))
        .order_by(reading::Column::Period, Order::Desc)
        .take();
    let rows = reading::Model::find_by_statement(db.get_database_backend().build(&query)).all(db).await?;
    Ok(grouped(rows, |row| &row.meter))
}

fn grouped<M>(rows: Vec<M>, meter: impl Fn(&M) -> &String) -> HashMap<String, Vec<M>> {
    let mut by_meter: HashMap<String, Vec<M>> = HashMap::new();
    for row in rows {
        by_meter.entry(meter(&row).clone()).or_default().push(row);
    }
    by_meter
}

/// Puts readings into the ledger.
///
/// # Errors
/// When the database does not answer, or another reading counts for the meter and period of one of them.
pub async fn insert_all(tx: &DatabaseTransaction, rows: Vec<reading::Model>) -> Result<(), DbErr> {
    let mut rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).peekable();
    while rows.peek().is_some() {
        let some = rows.by_ref().take(ROWS_A_STATEMENT);
        reading::Entity::insert_many(some).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Takes readings out of the count, by the table: later ones stand in their place. They stay in the history.
///
/// # Errors
/// When the database does not answer, or a bill has used one of them meanwhile.
pub async fn supersede_all(tx: &DatabaseTransaction, rows: &[reading::Model]) -> Result<(), DbErr> {
    let mut by_state: HashMap<&str, Vec<&str>> = HashMap::new();
    for row in rows {
        by_state.entry(&row.state).or_default().push(&row.id);
    }
    for (state, ids) in by_state {
        let step = ReadingState::parse(state).map(|state| state.on(ReadingEvent::Superseded));
        let Some(ReadingStep::To(next)) = step else {
            return Err(DbErr::Custom(format!("readings {ids:?} are {state} and cannot be replaced")));
        };
        let changed = reading::Entity::update_many()
            .col_expr(reading::Column::State, next.as_str().into())
            .filter(ColumnTrait::is_in(&reading::Column::Id, padded(&ids)))
            .filter(ColumnTrait::eq(&reading::Column::State, state))
            .exec(tx)
            .await?;
        if changed.rows_affected != ids.len() as u64 {
            return Err(DbErr::RecordNotUpdated);
        }
    }
    Ok(())
}
