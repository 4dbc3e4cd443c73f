//! Common use of houses comes from an operator's file, and the closing bills it.

use std::path::{Path, PathBuf};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use svetlitsa_domain::Kopecks;
use svetlitsa_server::bills::closing;
use svetlitsa_server::bills::common_use::import;
use svetlitsa_server::bills::houses;
use svetlitsa_server::entity::{account, bill_line, common_use};
use svetlitsa_server::exchange::{Report, rejected_path};

use crate::harness::World;

pub(crate) const HEADER: &str = "branch;house;period;house_kwh;nonresidential_kwh;norm_flats_kwh;metered_kwh;common_area_m2;total_area_m2;norm";
/// The house of the sample world that has its common use on bills.
const ACCOUNT: &str = "67100000025";

fn file(folder: &Path, rows: &[String]) -> PathBuf {
    let path = folder.join("common_use.csv");
    std::fs::write(&path, format!("{HEADER}\n{}\n", rows.join("\n"))).unwrap();
    path
}

async fn run(world: &World, path: &Path) -> [usize; 4] {
    let Report { loaded, changed, unchanged, rejected } =
        import(&world.app.db, &world.app.data, path).await.unwrap();
    [loaded, changed, unchanged, rejected]
}

#[tokio::test]
async fn good_rows_load_once_and_bad_ones_say_why() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let known = account::Entity::find_by_id(ACCOUNT).one(&world.app.db).await.unwrap().unwrap();
    let house = known.building.unwrap();
    let row = |period: &str, rest: &str| format!("smolensk;{house};{period};{rest}");
    let good = row("2026-11", "5000;400,5;300;3500;600;3000;0.5");
    let path = file(
        folder.path(),
        &[
            good.clone(),
            row("2026-12", ";;;;600;3000;0.5"),
            row("2026-11", "5000;400;300;3500;600;3000;0.5"),
            row("2026-10", "1;1;1;1;600;3000;0.5"),
            row("2026-13", "5000;400;300;3500;600;3000;0.5"),
            row("2027-01", "-5;400;300;3500;600;3000;0.5"),
            row("2027-02", ";400;;;600;3000;0.5"),
            row("2027-03", "5000;400;300;3500;0;3000;0.5"),
            row("2027-04", "5000;400;300;3500;6000;3000;0.5"),
            row("2027-05", "5000;400"),
            format!("moscow;{house};2026-11;5000;400;300;3500;600;3000;0.5"),
            "smolensk;nowhere;2026-11;5000;400;300;3500;600;3000;0.5".to_owned(),
        ],
    );
    assert_eq!(run(&world, &path).await, [2, 0, 0, 10]);
    let told = std::fs::read_to_string(rejected_path(&path)).unwrap();
    for (line, column, reason) in [
        (4, "house", "stands in this file before"),
        (5, "period", "was billed already"),
        (6, "period", "not a month YYYY-MM"),
        (7, "house_kwh", "not a number"),
        (8, "nonresidential_kwh", "must be empty: the house has no meter"),
        (9, "common_area_m2", "must be above zero"),
        (10, "common_area_m2", "larger than the whole house"),
        (11, "", "5 cells in place of 10"),
        (12, "branch", "no such branch"),
        (13, "house", "no account of this branch is in this house"),
    ] {
        assert!(told.contains(&format!("{line};{column};{reason};")), "{line} {column} {reason}: {told}");
    }
    // The same again is no news; before the bill it may be put right.
    let path = file(folder.path(), &[good]);
    assert_eq!(run(&world, &path).await, [0, 0, 1, 0]);
    assert!(!rejected_path(&path).exists());
    let path = file(folder.path(), &[row("2026-11", "5001;400,5;300;3500;600;3000;0.5")]);
    assert_eq!(run(&world, &path).await, [0, 1, 0, 0]);
    let kept = common_use::Entity::find_by_id((house, "2026-11".to_owned()));
    assert_eq!(kept.one(&world.app.db).await.unwrap().unwrap().house.as_deref(), Some("5001"));
}

/// The worked example of `facts/domain.md` 3.5: 800 kWh used in common, 600 by the norm, 200 are the managing
/// organisation's. Where the meeting of owners decided otherwise, or flats counted more than the house, there is none.
#[tokio::test]
async fn what_is_above_the_norm_is_told_to_the_managing_organisation() {
    let world = World::new().await;
    let (db, data) = (&world.app.db, &world.app.data);
    let folder = tempfile::tempdir().unwrap();
    let known = account::Entity::find_by_id(ACCOUNT).one(db).await.unwrap().unwrap();
    let house = known.building.unwrap();
    let november = "2026-11".parse().unwrap();
    let mut told = Vec::new();
    for counts in ["12000;1000;700;9500", "11000;1000;700;9500", ";;;"] {
        let row = format!("smolensk;{house};2026-11;{counts};400;3000;1.5");
        run(&world, &file(folder.path(), &[row])).await;
        let found = houses::statement(db, "smolensk", november).await.unwrap();
        let csv = houses::as_csv(&found, november).unwrap();
        told.push(csv.lines().last().unwrap().split(';').skip(2).collect::<Vec<_>>().join(" "));
    }
    assert_eq!(told, ["800 600 600 200 0", "-200 600 0 0 200", " 600 600 0 0"]);
    let row = format!("smolensk;{house};2026-11;12000;1000;700;9500;400;3000;1.5");
    run(&world, &file(folder.path(), &[row])).await;
    let december = "2026-12-02T09:00:00Z".parse().unwrap();
    let report = closing::close(db, data, "smolensk", november, december, |_| {}).await.unwrap();
    assert_eq!(report.excess, (1, 200.into()));
    assert_eq!(houses::statement(db, "tver", november).await.unwrap(), []);
}

#[tokio::test]
async fn what_was_told_is_billed() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    // A house that nobody has told of before, named as its account names it.
    let number = "67100000058";
    let known = account::Entity::find_by_id(number).one(&world.app.db).await.unwrap().unwrap();
    assert_eq!(known.building, None);
    let mut with_area: account::ActiveModel = known.clone().into();
    with_area.area = sea_orm::Set(Some("50".to_owned()));
    sea_orm::ActiveModelTrait::update(with_area, &world.app.db).await.unwrap();
    let path =
        file(folder.path(), &[format!("smolensk;{};2026-11;5000;400;300;3500;600;3000;0.5", known.address)]);
    assert_eq!(run(&world, &path).await, [1, 0, 0, 0]);
    let december = "2026-12-03T09:00:00Z".parse().unwrap();
    let (db, data) = (&world.app.db, &world.app.data);
    let period = "2026-11".parse().unwrap();
    closing::close(db, data, "smolensk", period, december, |_| {}).await.unwrap();
    let lines = bill_line::Entity::find()
        .filter(bill_line::Column::Bill.eq(format!("{number}-2026-11")))
        .filter(bill_line::Column::Kind.eq("common_use"))
        .all(db)
        .await
        .unwrap();
    // 5000 - 4200 is 800; the norm allows 300, and 50 of 3000 m² are 5 kWh at 6.62.
    let told: Vec<_> =
        lines.iter().map(|line| (line.units.as_deref(), Kopecks(line.amount_kopecks))).collect();
    assert_eq!(told, [(Some("5"), Kopecks(3_310))]);
    // Billed is billed.
    let path =
        file(folder.path(), &[format!("smolensk;{};2026-11;6000;400;300;3500;600;3000;0.5", known.address)]);
    assert_eq!(run(&world, &path).await, [0, 0, 0, 1]);
}
