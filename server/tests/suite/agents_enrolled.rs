//! Who may call the gateways, and what an agent gets to lay beside its own books.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use svetlitsa_domain::Kopecks;
use svetlitsa_domain::payments::{MAX_AMOUNT, MIN_AMOUNT};
use svetlitsa_server::agents::Dialect;
use svetlitsa_server::agents::enrolment::{self, NewAgent};

use crate::agents::{MARIA, OSMP, SBER, ask, basic, element, send};
use crate::harness::World;

#[tokio::test]
async fn a_register_is_of_the_day_that_the_agent_tells_in_the_branchs_zone() {
    let world = World::new().await;
    let pay = async |txn: u32, taken: &str, account: &str, sum: &str| {
        let query = format!("command=pay&txn_id={txn}&txn_date={taken}&account={account}&sum={sum}");
        let text = ask(&world, OSMP, &query).await;
        assert_eq!(element(&text, "result"), "0", "{text}");
        element(&text, "prv_txn")
    };
    let late = pay(31, "20261119235959", "18300000014", "7").await;
    let early = pay(32, "20261120000000", MARIA, "8.5").await;
    let morning = pay(33, "20261120080000", "18300000014", "9.25").await;
    let of =
        async |day: &str| send(&world, "GET", &format!("{OSMP}/register?date={day}"), Body::empty()).await;
    let (status, headers, text) = of("2026-11-19").await;
    assert_eq!(
        (status, headers[header::CONTENT_TYPE].to_str().unwrap()),
        (StatusCode::OK, "text/csv; charset=utf-8")
    );
    let header = "txn_id;txn_date;account;sum;prv_txn\n";
    assert_eq!(text, format!("{header}31;20261119235959;18300000014;7.00;{late}\n"));
    assert_eq!(
        of("2026-11-20").await.2,
        format!(
            "{header}32;20261120000000;{MARIA};8.50;{early}\n33;20261120080000;18300000014;9.25;{morning}\n"
        )
    );
    assert_eq!(of("2026-11-18").await.2, header);
    for day in ["", "today", "2026-02-30", "2026-11-20&date=2026-11-20"] {
        assert_eq!(of(day).await.0, StatusCode::BAD_REQUEST, "{day}");
    }
}

#[tokio::test]
async fn only_an_agent_is_answered_and_only_as_agreed() {
    let world = World::new().await;
    let db = &world.app.db;
    let new = NewAgent {
        id: "far".to_owned(),
        name: "Far".to_owned(),
        dialects: vec![Dialect::Osmp],
        networks: vec!["203.0.113.0/24".parse().unwrap()],
        least: Kopecks(5_000),
        most: Kopecks(6_000),
    };
    let far = enrolment::add(db, &new, 1).await.unwrap();
    let near = NewAgent { id: "near".to_owned(), networks: Vec::new(), ..new.clone() };
    let secret = enrolment::add(db, &near, 1).await.unwrap();
    assert!(enrolment::add(db, &near, 1).await.is_err(), "its id is taken");
    for bad in [
        NewAgent { id: "a b".to_owned(), ..near.clone() },
        NewAgent { id: "empty".to_owned(), dialects: Vec::new(), ..near.clone() },
        NewAgent { id: "limits".to_owned(), least: MAX_AMOUNT, most: MIN_AMOUNT, ..near.clone() },
        NewAgent { id: "nameless".to_owned(), name: " ".to_owned(), ..near.clone() },
    ] {
        assert!(enrolment::add(db, &bad, 1).await.is_err(), "{bad:?}");
    }
    let call = async |path: &str, authorization: Option<String>| {
        let uri = format!("{path}?command=check&txn_id=1&account={MARIA}&sum=40.00&date=2026-11-20");
        let request = authorization
            .into_iter()
            .fold(Request::builder().uri(uri), |request, value| request.header(header::AUTHORIZATION, value));
        world.call(request.body(Body::empty()).unwrap()).await
    };
    for (authorization, path, status) in [
        (None, OSMP, 401),
        (None, "/gateway/osmp/register", 401),
        (Some(basic("demo-agent", "svetlitsa-Demo")), OSMP, 401),
        (Some(basic("nobody", "svetlitsa-demo")), SBER, 401),
        (Some(basic("near", "")), OSMP, 401),
        (Some("Basic ????".to_owned()), OSMP, 401),
        (Some(basic("far", &secret)), OSMP, 401),
        (Some(basic("far", &far)), OSMP, 403),
        (Some(basic("far", &far)), "/gateway/osmp/register", 403),
        (Some(basic("near", &secret)), SBER, 403),
        (Some(basic("near", &secret)), OSMP, 200),
    ] {
        let (got, headers, body) = call(path, authorization.clone()).await;
        assert_eq!(got.as_u16(), status, "{authorization:?} {path}");
        assert_eq!(headers.contains_key(header::WWW_AUTHENTICATE), status == 401);
        if status == 200 {
            let text = String::from_utf8(body).unwrap();
            assert_eq!(element(&text, "result"), "241", "its own limits hold: {text}");
        }
    }
    let other = enrolment::renew(db, "near").await.unwrap();
    assert_eq!(call(OSMP, Some(basic("near", &secret))).await.0, StatusCode::UNAUTHORIZED, "void at once");
    assert_eq!(call(OSMP, Some(basic("near", &other))).await.0, StatusCode::OK);
    enrolment::close(db, "near", 2).await.unwrap();
    assert_eq!(call(OSMP, Some(basic("near", &other))).await.0, StatusCode::UNAUTHORIZED);
    assert!(enrolment::close(db, "nobody", 2).await.is_err());
}
