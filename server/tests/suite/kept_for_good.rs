//! What was billed and booked is kept for good: the database refuses to change or delete it, whoever asks.

use sea_orm::ConnectionTrait;

use crate::harness::World;

#[tokio::test]
async fn nothing_that_was_booked_is_changed_or_deleted() {
    refuses_to_forget(&World::new().await).await;
}

/// On whichever database.
pub(crate) async fn refuses_to_forget(world: &World) {
    let db = &world.app.db;
    for (table, column) in [
        ("bills", "charged_kopecks"),
        ("bill_lines", "amount_kopecks"),
        ("ledger_entries", "amount_kopecks"),
        ("penalties", "account"),
    ] {
        for statement in [format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")] {
            let refused = db.execute_unprepared(&statement).await;
            let reason = refused.expect_err(&statement).to_string();
            assert!(reason.contains("kept for good"), "{statement}: {reason}");
        }
    }
}
