//! A typed client that others wrote reads every answer: what it cannot parse is an error here.

use axum::routing::any_service;
use svetlitsa_sandbox::server::router;
use yookassa::{
    ApiErrorCode, Auth, CapturePaymentRequest, Client, Confirmation, ConfirmationData, CreatePaymentRequest,
    CreateRefundRequest, CurrencyCode, Decimal, Error, MoneyAmount, NotificationObject, PaymentListQuery,
    PaymentMethodData, PaymentMethodDataRequest, WebhookNotification,
};

use crate::scene::{RETURN_URL, Scene};

/// The client, and the sandbox at a real port.
async fn client(scene: &Scene) -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    // The client joins paths to its base as a browser would: without the last slash it loses `/v3`.
    let base = format!("http://{}/v3/", listener.local_addr().unwrap());
    let service = axum::Router::new().fallback_service(any_service(router(&scene.sandbox)));
    tokio::spawn(async move { axum::serve(listener, service).await });
    let auth = Auth::Basic { shop_id: "100500".to_owned(), secret_key: "test_svetlitsa".to_owned() };
    Client::builder(auth).base_url(base).unwrap().build().unwrap()
}

fn roubles(kopecks: i64) -> MoneyAmount {
    MoneyAmount::new(Decimal::new(kopecks, 2), CurrencyCode::Rub)
}

#[tokio::test]
async fn it_creates_captures_lists_and_refunds() {
    let scene = Scene::new();
    let client = client(&scene).await;
    let request = CreatePaymentRequest {
        amount: roubles(150_000),
        description: Some("Electricity".to_owned()),
        confirmation: Some(ConfirmationData::Redirect { return_url: RETURN_URL.to_owned(), enforce: None }),
        ..CreatePaymentRequest::default()
    };
    let payment = client.create_payment(&request, Some("k1")).await.unwrap();
    assert!(payment.is_pending() && payment.test);
    let Some(Confirmation::Redirect { confirmation_url, .. }) = &payment.confirmation else {
        panic!("{payment:?}")
    };
    assert!(confirmation_url.ends_with(&format!("/bank/{}", payment.id)));
    assert_eq!(client.create_payment(&request, Some("k1")).await.unwrap().id, payment.id);

    scene.form(&format!("/bank/{}", payment.id), "action=pay&method=bank_card").await;
    let held = client.get_payment(&payment.id).await.unwrap();
    assert!(held.is_waiting_for_capture() && held.expires_at.is_some());
    let part = CapturePaymentRequest { amount: Some(roubles(100_000)), receipt: None };
    let taken = client.capture_payment(&payment.id, &part, None).await.unwrap();
    assert!(taken.is_succeeded() && taken.captured_at.is_some());
    assert!(matches!(taken.payment_method.unwrap().data, PaymentMethodData::BankCard { .. }));

    let refund = CreateRefundRequest {
        payment_id: payment.id.clone(),
        amount: roubles(100_000),
        description: None,
        receipt: None,
        sources: None,
        deal: None,
        refund_method_data: None,
        metadata: None,
    };
    let refund = client.create_refund(&refund, None).await.unwrap();
    assert_eq!(client.get_refund(&refund.id).await.unwrap().payment_id, payment.id);
    let query = PaymentListQuery { status: Some("succeeded".to_owned()), ..PaymentListQuery::default() };
    let list = client.list_payments(&query).await.unwrap();
    assert_eq!(list.items.len(), 1);
    assert_eq!(list.items[0].refunded_amount.as_ref().unwrap().value, Decimal::new(100_000, 2));

    let Err(Error::Api(error)) = client.cancel_payment(&payment.id, None).await else {
        panic!("it was taken")
    };
    assert_eq!((error.status, error.code), (400, ApiErrorCode::InvalidRequest));
}

#[tokio::test]
async fn it_reads_sbp_payments_and_all_notifications() {
    let scene = Scene::new();
    let client = client(&scene).await;
    let request = CreatePaymentRequest {
        amount: roubles(1_230),
        capture: Some(true),
        payment_method_data: Some(PaymentMethodDataRequest::Sbp {}),
        confirmation: Some(ConfirmationData::Qr { return_url: None }),
        ..CreatePaymentRequest::default()
    };
    let payment = client.create_payment(&request, None).await.unwrap();
    assert!(matches!(&payment.confirmation, Some(Confirmation::Qr { confirmation_data: Some(_) })));
    scene.form(&format!("/phone/{}", payment.id), "action=pay").await;
    let paid = client.get_payment(&payment.id).await.unwrap();
    let PaymentMethodData::Sbp { sbp_operation_id, payer_bank_details } = paid.payment_method.unwrap().data
    else {
        panic!("not by SBP")
    };
    assert!(sbp_operation_id.is_some() && payer_bank_details.is_some());
    let declined = client.create_payment(&request, None).await.unwrap();
    scene.form(&format!("/phone/{}", declined.id), "action=decline").await;

    let bodies =
        scene.sandbox.look(|desk| desk.world.notices().map(|notice| notice.body().to_string()).collect());
    let bodies: Vec<String> = bodies.await.unwrap();
    let read: Vec<_> = bodies.iter().map(|body| WebhookNotification::parse(body).unwrap()).collect();
    let events: Vec<_> = read.iter().map(|notification| notification.event.as_str()).collect();
    assert_eq!(events, ["payment.succeeded", "payment.canceled"]);
    assert!(matches!(&read[1].object, NotificationObject::Payment(payment) if payment.id == declined.id));
}
