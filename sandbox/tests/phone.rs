//! The payer's phone: finds payments by list and by code, pays and declines.

use crate::scene::{Scene, redirect, sbp_qr};

#[tokio::test]
async fn the_list_holds_what_waits_newest_first() {
    let scene = Scene::new();
    assert!(scene.get("/phone").await.text.contains("никто не ждёт"));
    let first = scene.created(&sbp_qr("11.00")).await;
    let second = scene.created(&sbp_qr("22.00")).await;
    let card = scene.created(&redirect("33.00")).await;
    let page = scene.get("/phone").await.text;
    let place = |id: &str| page.find(&format!("action=\"/phone/{id}\""));
    assert!(place(&second).unwrap() < place(&first).unwrap());
    assert_eq!(place(&card), None, "cards do not live on this phone");
    assert_eq!(scene.get(&format!("/phone/{card}")).await.status, 404);
    let answer = scene.form(&format!("/phone/{first}"), "action=decline").await;
    assert_eq!(answer.location, Some(format!("/phone/{first}")));
    assert!(scene.get(&format!("/phone/{first}")).await.text.contains("Платёж отменён"));
    assert_eq!(scene.payment(&first).await["cancellation_details"]["party"], "payment_network");
    assert!(!scene.get("/phone").await.text.contains(&first));
}

#[tokio::test]
async fn a_code_leads_to_its_payment() {
    let scene = Scene::new();
    let id = scene.created(&sbp_qr("11.00")).await;
    let data = scene.payment(&id).await["confirmation"]["confirmation_data"].as_str().unwrap().to_owned();
    let form = |text: &str| {
        let encoded: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("payload={encoded}")
    };
    let answer = scene.form("/phone/scan", &form(&format!("  {data}\n"))).await;
    assert_eq!((answer.status.as_u16(), answer.location), (303, Some(format!("/phone/{id}"))));
    let broken = format!("{}0000", &data[..data.len() - 4]);
    let answer = scene.form("/phone/scan", &form(&broken)).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("Это не ссылка СБП") && answer.text.contains("0000</textarea>"), "kept");
    let stranger = "https://qr.nspk.ru/AD100004BAL7227F9BNP6KNE007J9B3K?type=02&bank=100000000007&sum=1&cur=RUB&crc=AB75";
    let answer = scene.form("/phone/scan", &form(stranger)).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("такого платежа в песочнице нет"));
}

#[tokio::test]
async fn paying_twice_pays_once() {
    let scene = Scene::new();
    let id = scene.created(&sbp_qr("11.00")).await;
    for _ in 0..2 {
        let answer = scene.form(&format!("/phone/{id}"), "action=pay").await;
        assert_eq!(answer.status, 303);
    }
    assert_eq!(scene.get("/log").await.ok().as_array().unwrap().len(), 1);
    assert!(scene.get(&format!("/phone/{id}")).await.text.contains("Оплачено"));
}
