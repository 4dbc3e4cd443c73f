//! The real program, killed while it takes accounts over and while it closes their period: run again, it comes to the
//! same books as one that nobody disturbed.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use svetlitsa_domain::accounts::switch_over::Column;
use svetlitsa_server::entity::{account, bill, bill_line, ledger_entry, opening, penalty, register};
use svetlitsa_server::store;

const ACCOUNTS: usize = 2_500;
const NOW: &str = "2026-11-03T09:00:00+03:00";

fn write_file(folder: &Path) -> PathBuf {
    let path = folder.join("accounts.csv");
    let header: Vec<_> = Column::ALL.iter().map(|column| column.as_str()).collect();
    let mut text = header.join(";");
    for n in 0..ACCOUNTS {
        let (residents, balance) = (n % 5 + 1, (n % 7) * 1_000);
        text += &format!(
            "\n{};smolensk;Петров;Иван;;г. Смоленск, ул. Новая, д. 1;1;{n};54.0;{residents};2;gas;007;5;1;12345;;;\
             2026-09-30;210;200;{balance};2026-10",
            68_000_000_000 + n
        );
    }
    std::fs::write(&path, text).unwrap();
    path
}

/// Runs the program; killed after it has said so many times how far it is. Whether it came to its end.
fn run(folder: &Path, arguments: &[&str], killed_after: Option<usize>) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_svetlitsa"))
        .args(arguments)
        .args(["--now", NOW, "--data"])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    for (said, line) in (1..).zip(lines) {
        line.unwrap();
        if Some(said) == killed_after {
            child.kill().unwrap();
            break;
        }
    }
    child.wait().unwrap().success()
}

/// Everything that was written, without what is made at random and without the moment.
async fn books(folder: &Path) -> Vec<String> {
    let db = store::open(&format!("sqlite://{}", folder.join("svetlitsa.db").display())).await.unwrap();
    let mut books = Vec::new();
    for row in account::Entity::find().all(&db).await.unwrap() {
        books.push(format!("{row:?}"));
    }
    for row in register::Entity::find().all(&db).await.unwrap() {
        books.push(format!("{row:?}"));
    }
    for row in opening::Entity::find().all(&db).await.unwrap() {
        books.push(format!("{:?}", opening::Model { taken_over_at: 0, ..row }));
    }
    for row in bill::Entity::find().all(&db).await.unwrap() {
        books.push(format!("{:?}", bill::Model { made_at: 0, ..row }));
    }
    for row in bill_line::Entity::find().order_by_asc(bill_line::Column::Bill).all(&db).await.unwrap() {
        books.push(format!("{row:?}"));
    }
    for row in ledger_entry::Entity::find().all(&db).await.unwrap() {
        books.push(format!("{:?}", ledger_entry::Model { id: String::new(), booked_at: 0, ..row }));
    }
    for row in penalty::Entity::find().all(&db).await.unwrap() {
        books.push(format!("{row:?}"));
    }
    books.sort();
    books
}

/// Lets what was owed be for July: by the end of October it has a penalty.
async fn grow_old(folder: &Path) {
    let db = store::open(&format!("sqlite://{}", folder.join("svetlitsa.db").display())).await.unwrap();
    // What no one else can do: the database keeps the ledger as it is.
    db.execute_unprepared("DROP TRIGGER ledger_entries_kept_for_good_UPDATE").await.unwrap();
    let july = ledger_entry::Entity::update_many();
    july.col_expr(ledger_entry::Column::Period, "2026-07".into()).exec(&db).await.unwrap();
    db.close().await.unwrap();
}

#[tokio::test]
async fn killed_in_the_middle_and_run_again_it_comes_to_the_same_books() {
    let (calm, stormy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = write_file(calm.path());
    let import = ["import", "accounts", file.to_str().unwrap()];
    let close = ["close-period", "--branch", "smolensk", "--period", "2026-10"];
    assert!(run(calm.path(), &import, None));
    grow_old(calm.path()).await;
    assert!(run(calm.path(), &close, None));
    for task in [&import[..], &close[..]] {
        if task == &close[..] {
            grow_old(stormy.path()).await;
        }
        for killed_after in [1, 2, 1] {
            assert!(!run(stormy.path(), task, Some(killed_after)), "it was quicker than its murderer");
        }
        assert!(run(stormy.path(), task, None));
        // Once more for nothing.
        assert!(run(stormy.path(), task, None));
    }
    let (calm, stormy) = (books(calm.path()).await, books(stormy.path()).await);
    assert!(calm.len() > ACCOUNTS * 5, "{}", calm.len());
    // Six of seven owe something, and the least of it grows by a kopeck.
    assert!(calm.iter().filter(|row| row.contains("late_period")).count() > ACCOUNTS / 2);
    // Thousands of rows would fill the screen: that they are equal is all there is to say.
    assert!(calm == stormy);
}
