//! Accounts, cabinets and balances.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use svetlitsa_domain::Kopecks;

use crate::entity::{account, bill_code, cabinet_account, ledger_entry, meter, opening, register, takeover};
use crate::store::insert_all;

/// Account numbers that a cabinet's owner holds, in their order; not those of others.
///
/// # Errors
/// When the database does not answer.
pub async fn of_cabinet(db: &impl ConnectionTrait, resident_id: &str) -> Result<Vec<String>, DbErr> {
    let rows = cabinet_account::Entity::find()
        .filter(cabinet_account::Column::ResidentId.eq(resident_id))
        .filter(cabinet_account::Column::ShareId.is_null())
        .order_by_asc(cabinet_account::Column::Position)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.account).collect())
}

/// Accounts by number, in the given order.
///
/// # Errors
/// When the database does not answer.
pub async fn find_all(db: &impl ConnectionTrait, numbers: &[String]) -> Result<Vec<account::Model>, DbErr> {
    let rows = account::Entity::find().filter(account::Column::Number.is_in(numbers)).all(db).await?;
    let position = |number: &str| numbers.iter().position(|other| other == number);
    let mut rows = rows;
    rows.sort_by_key(|row| position(&row.number));
    Ok(rows)
}

/// A balance of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Payee id.
    pub payee: String,
    /// Period, as stored.
    pub period: String,
    /// Signed kopecks.
    pub amount: Kopecks,
}

/// Balances of an account by payee and period, oldest first; those at zero are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn balances(db: &impl ConnectionTrait, number: &str) -> Result<Vec<Balance>, DbErr> {
    // Summed here and not in SQL: PostgreSQL's sum of bigint is a numeric, SQLite's is not.
    let rows: Vec<(String, String, i64)> = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::Period)
        .column(ledger_entry::Column::Payee)
        .column(ledger_entry::Column::AmountKopecks)
        .filter(ledger_entry::Column::Account.eq(number))
        .into_tuple()
        .all(db)
        .await?;
    let mut sums = std::collections::BTreeMap::<(String, String), i64>::new();
    for (period, payee, amount) in rows {
        *sums.entry((period, payee)).or_default() += amount;
    }
    let balances = sums.into_iter().filter(|(_, amount)| *amount != 0);
    Ok(balances.map(|((period, payee), amount)| Balance { payee, period, amount: Kopecks(amount) }).collect())
}

/// What is owed on an account in all (positive) or paid ahead (negative).
///
/// # Errors
/// When the database does not answer.
pub async fn balance(db: &impl ConnectionTrait, number: &str) -> Result<Kopecks, DbErr> {
    Ok(balances(db, number).await?.into_iter().map(|balance| balance.amount).sum())
}

/// An account by its number.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &impl ConnectionTrait, number: &str) -> Result<Option<account::Model>, DbErr> {
    account::Entity::find_by_id(number).one(db).await
}

/// An account, locked until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock(tx: &DatabaseTransaction, number: &str) -> Result<Option<account::Model>, DbErr> {
    account::Entity::find_by_id(number).lock_exclusive().one(tx).await
}

/// The branch of an account, or of its nearest neighbours when there is none with this number: accounts whose
/// numbers begin with the same three digits.
///
/// # Errors
/// When the database does not answer.
pub async fn branch_near(db: &impl ConnectionTrait, number: &str) -> Result<Option<String>, DbErr> {
    if let Some(account) = find(db, number).await? {
        return Ok(Some(account.branch));
    }
    let neighbour = account::Entity::find()
        .filter(account::Column::Number.starts_with(number.get(..3).unwrap_or(number)))
        .order_by_asc(account::Column::Number)
        .one(db)
        .await?;
    Ok(neighbour.map(|account| account.branch))
}

/// Accounts read at once while searching.
const SEARCH_PAGE: u64 = 1000;

/// Accounts whose number begins with the digits asked for, or whose number, name and address together contain
/// every word asked for, whatever their case; at most `limit`, by number.
///
/// # Errors
/// When the database does not answer.
pub async fn search(
    db: &impl ConnectionTrait,
    query: &str,
    limit: usize,
) -> Result<Vec<account::Model>, DbErr> {
    let digits: String = query.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let found = account::Entity::find()
            .filter(account::Column::Number.starts_with(digits))
            .order_by_asc(account::Column::Number)
            .limit(u64::try_from(limit).unwrap_or(u64::MAX))
            .all(db)
            .await?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    // Compared here and not in SQL: SQLite knows the case of Latin letters only.
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let mut found = Vec::new();
    let mut last = String::new();
    loop {
        let page = account::Entity::find()
            .filter(account::Column::Number.gt(&last))
            .order_by_asc(account::Column::Number)
            .limit(SEARCH_PAGE)
            .all(db)
            .await?;
        let Some(end) = page.last() else { return Ok(found) };
        last.clone_from(&end.number);
        for account in page {
            let text = format!("{} {} {}", account.number, account.name, account.address).to_lowercase();
            if words.iter().all(|word| text.contains(word)) {
                found.push(account);
                if found.len() == limit {
                    return Ok(found);
                }
            }
        }
    }
}

/// Those of the accounts that are in somebody's cabinet.
///
/// # Errors
/// When the database does not answer.
pub async fn with_cabinet(db: &impl ConnectionTrait, numbers: &[&str]) -> Result<Vec<String>, DbErr> {
    cabinet_account::Entity::find()
        .select_only()
        .column(cabinet_account::Column::Account)
        .filter(cabinet_account::Column::Account.is_in(numbers.iter().copied()))
        .distinct()
        .into_tuple()
        .all(db)
        .await
}

/// Accounts that are taken over, with all that comes with them.
#[derive(Debug, Default)]
pub struct TakenOver {
    /// The accounts.
    pub accounts: Vec<account::Model>,
    /// A meter for each.
    pub meters: Vec<meter::Model>,
    /// Its registers.
    pub registers: Vec<register::Model>,
    /// The codes that their bills will carry.
    pub bill_codes: Vec<bill_code::Model>,
    /// What they owe, or have paid ahead.
    pub ledger: Vec<ledger_entry::Model>,
    /// From what all of this comes.
    pub openings: Vec<opening::Model>,
    /// From whom it was taken over, and by which file.
    pub takeovers: Vec<takeover::Model>,
}

/// Those of the numbers that are accounts, each with the digest of its taking over if it was taken over.
///
/// # Errors
/// When the database does not answer.
pub async fn known(
    db: &impl ConnectionTrait,
    numbers: &[&str],
) -> Result<Vec<(String, Option<String>)>, DbErr> {
    let accounts: Vec<String> = account::Entity::find()
        .select_only()
        .column(account::Column::Number)
        .filter(account::Column::Number.is_in(numbers.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let digests: Vec<(String, String)> = opening::Entity::find()
        .select_only()
        .columns([opening::Column::Account, opening::Column::Digest])
        .filter(opening::Column::Account.is_in(accounts.iter().map(String::as_str)))
        .into_tuple()
        .all(db)
        .await?;
    let mut digests: std::collections::HashMap<String, String> = digests.into_iter().collect();
    let with_digest = |number: String| {
        let digest = digests.remove(&number);
        (number, digest)
    };
    Ok(accounts.into_iter().map(with_digest).collect())
}

/// Puts accounts that are taken over into the house.
///
/// # Errors
/// When the database does not take them; nothing of them is there then.
pub async fn take_over(tx: &DatabaseTransaction, rows: TakenOver) -> Result<(), DbErr> {
    insert_all::<account::Entity, _>(tx, rows.accounts).await?;
    insert_all::<meter::Entity, _>(tx, rows.meters).await?;
    insert_all::<register::Entity, _>(tx, rows.registers).await?;
    insert_all::<bill_code::Entity, _>(tx, rows.bill_codes).await?;
    insert_all::<ledger_entry::Entity, _>(tx, rows.ledger).await?;
    insert_all::<opening::Entity, _>(tx, rows.openings).await?;
    insert_all::<takeover::Entity, _>(tx, rows.takeovers).await
}
