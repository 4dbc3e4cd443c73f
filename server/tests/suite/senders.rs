//! Who sends readings that arrive together: each is let in by their own session, and by no other's.

use axum::body::Body;
use axum::extract::FromRequest;
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue, Request};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::Value;
use svetlitsa_api::ErrorCode;
use svetlitsa_server::callers::{Caller, Claim};
use svetlitsa_server::entity::{account, cabinet_account, resident, session};
use svetlitsa_server::idempotency::Mutation;
use svetlitsa_server::readings::Submission;
use svetlitsa_server::sessions::{self, SessionKind};
use svetlitsa_server::store::batch::all_or_each;

use crate::groups::{MARIA, of_maria, of_november};
use crate::harness::World;

/// What somebody sends.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) account: String,
    pub(crate) key: String,
    pub(crate) body: Value,
}

/// Somebody who is signed in and holds every account: what they send claims it by their session.
pub(crate) struct Sender<'a> {
    world: &'a World,
    pub(crate) resident: String,
    token: String,
}

impl<'a> Sender<'a> {
    pub(crate) async fn of(world: &'a World) -> Self {
        let db = &world.app.db;
        let elder = resident::Entity::find().filter(resident::Column::Login.eq("maria@demo.svetlitsa"));
        let resident = elder.one(db).await.unwrap().unwrap().id;
        let held = cabinet_account::Entity::find().filter(cabinet_account::Column::ResidentId.eq(&resident));
        let held: Vec<String> = held.all(db).await.unwrap().into_iter().map(|row| row.account).collect();
        let rows = account::Entity::find().all(db).await.unwrap().into_iter();
        let rows = rows.filter(|row| !held.contains(&row.number)).zip(100..).map(|(row, position)| {
            let (resident_id, label) = (resident.clone(), String::new());
            let row =
                cabinet_account::Model { resident_id, account: row.number, position, label, share_id: None };
            cabinet_account::ActiveModel::from(row)
        });
        cabinet_account::Entity::insert_many(rows).exec_without_returning(db).await.unwrap();
        let token = sessions::open(db, SessionKind::Resident, &resident).await.unwrap();
        Self { world, resident, token }
    }

    pub(crate) async fn submission(&self, sent: &Sent) -> Submission {
        let request = Request::post(format!("/api/v1/accounts/{}/readings", sent.account))
            .header("content-type", "application/json")
            .header("idempotency-key", &sent.key);
        let request = request.body(Body::from(sent.body.to_string())).unwrap();
        let mutation = Mutation::from_request(request, &()).await.unwrap();
        let claim = Claim::new(&self.token, sent.account.clone());
        let caller = Caller::Claim { claim, terminal: None };
        Submission::new(self.world.app.clone(), caller, sent.account.clone(), mutation)
    }

    pub(crate) async fn submissions(&self, sent: &[Sent]) -> Vec<Submission> {
        let mut jobs = Vec::new();
        for one in sent {
            jobs.push(self.submission(one).await);
        }
        jobs
    }
}

#[tokio::test]
async fn in_a_group_each_is_let_in_by_their_own_session() {
    let world = World::new().await;
    let maria = Sender::of(&world).await;
    let db = &world.app.db;
    let neighbour = cabinet_account::Entity::find()
        .filter(cabinet_account::Column::Account.ne(MARIA))
        .filter(cabinet_account::Column::ResidentId.ne(&maria.resident));
    let neighbour = neighbour.one(db).await.unwrap().unwrap().resident_id;
    let token = sessions::open(db, SessionKind::Resident, &neighbour).await.unwrap();
    let neighbour = Sender { world: &world, resident: neighbour, token };
    let token = sessions::open(db, SessionKind::Resident, &maria.resident).await.unwrap();
    sessions::close(db, SessionKind::Resident, &token).await.unwrap();
    let signed_out = Sender { world: &world, resident: maria.resident.clone(), token };
    let token = sessions::open(db, SessionKind::Resident, &maria.resident).await.unwrap();
    let cookie = HeaderValue::try_from(format!("svetlitsa_session={token}")).unwrap();
    let cookie = HeaderMap::from_iter([(COOKIE, cookie)]);
    for row in session::Entity::find().all(db).await.unwrap() {
        if sessions::is_of_request(&row, &cookie, SessionKind::Resident) {
            session::ActiveModel { expires_at: Set(0), ..row.into() }.update(db).await.unwrap();
        }
    }
    let expired = Sender { world: &world, resident: maria.resident.clone(), token };
    let staff = sessions::open(db, SessionKind::Staff, &maria.resident).await.unwrap();
    let of_staff = Sender { world: &world, resident: maria.resident.clone(), token: staff };

    let sent = of_maria(&world, "k-1", 100).await;
    let mut jobs = Vec::new();
    for sender in [&neighbour, &signed_out, &expired, &of_staff, &maria] {
        jobs.push(sender.submission(&sent).await);
    }
    let outcomes = all_or_each(&world.app.writer, jobs).await;
    let codes: Vec<_> = outcomes.iter().map(|outcome| outcome.as_ref().err().map(|f| f.code)).collect();
    let nobody = Some(ErrorCode::SignInRequired);
    assert_eq!(codes, [Some(ErrorCode::NotFound), nobody, nobody, nobody, None]);
    assert_eq!(of_november(&world).await, ["accepted"]);
}
