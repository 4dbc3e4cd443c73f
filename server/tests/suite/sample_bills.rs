//! The bills of the sample world as their payers see them, whole. A change of a rule, a price or a word of the wire
//! shows here first; what is new is looked at and then accepted (`cargo insta review`).

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use svetlitsa_server::entity::{account, cabinet_account, resident};

use crate::harness::{Client, World};

/// Somebody who sees every account.
pub(crate) async fn eyes(world: &World) -> Client {
    let db = &world.app.db;
    let maria = resident::Entity::find().filter(resident::Column::Login.eq("maria@demo.svetlitsa"));
    let maria = maria.one(db).await.unwrap().unwrap().id;
    let held = cabinet_account::Entity::find().filter(cabinet_account::Column::ResidentId.eq(&maria));
    let held: Vec<String> = held.all(db).await.unwrap().into_iter().map(|row| row.account).collect();
    let all = account::Entity::find().all(db).await.unwrap();
    let missing = all.into_iter().filter(|account| !held.contains(&account.number));
    let rows = missing.zip(100..).map(|(account, position)| {
        cabinet_account::ActiveModel::from(cabinet_account::Model {
            resident_id: maria.clone(),
            account: account.number,
            position,
            label: String::new(),
            share_id: None,
        })
    });
    cabinet_account::Entity::insert_many(rows).exec_without_returning(db).await.unwrap();
    world.resident("maria@demo.svetlitsa").await
}

/// Ids of readings are made at random; that there are some stays to be seen.
fn hide_random_ids(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(hide_random_ids),
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_random =
                    |text: &str| text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
                if name == "id" && value.as_str().is_some_and(is_random) {
                    *value = json!("(random)");
                }
                hide_random_ids(value);
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn every_bill_is_what_it_was() {
    let world = World::new().await;
    let mut eyes = eyes(&world).await;
    let accounts =
        account::Entity::find().order_by_asc(account::Column::Number).all(&world.app.db).await.unwrap();
    let mut billed = 0;
    for account in accounts {
        let bills = format!("/api/v1/accounts/{}/bills", account.number);
        let list = eyes.get(&bills).await.body;
        let archive: Vec<String> = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|bill| {
                let [period, sum, due, method] =
                    ["period", "charged_kopecks", "due_on", "method"].map(|name| bill[name].to_string());
                format!("{period} {sum} due {due} by {method}").replace('"', "")
            })
            .collect();
        if archive.is_empty() {
            continue;
        }
        billed += 1;
        let newest = list["items"][0]["period"].as_str().unwrap();
        let mut newest = eyes.get(&format!("{bills}/{newest}")).await.body;
        hide_random_ids(&mut newest);
        let lines = newest["lines"].as_array().unwrap();
        let sum: i64 = lines.iter().map(|line| line["amount_kopecks"].as_i64().unwrap()).sum();
        assert_eq!(newest["charged_kopecks"], sum, "{}", account.number);
        let seen = json!({ "archive": archive, "newest": newest });
        insta::assert_json_snapshot!(format!("bills_of_{}", account.number), seen);
    }
    assert!(billed >= 6, "{billed} accounts have bills");
}
