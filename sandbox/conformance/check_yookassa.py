"""Drives the sandbox with the acquirer's official Python client: the protocol as others know it.

    check_yookassa.py PROGRAM                starts the program on free ports, with a folder of its own
    check_yookassa.py BASE_URL --hear PORT   a running sandbox whose --notify-url leads to that port of this machine

PROGRAM may also come from SVETLITSA_SANDBOX_BIN. Needs `yookassa==3.13.0`. Prints a line per check and
`N passed, N failed`; the exit status is 0 only when nothing failed.
"""

import argparse
import contextlib
import http.server
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.error
import urllib.parse
import urllib.request
import uuid
from decimal import Decimal

from yookassa import Configuration, Payment, PaymentMethod, Receipt, Refund, Settings
from yookassa.domain.exceptions import (
    BadRequestError,
    InternalServerError,
    NotFoundError,
    ResponseProcessingError,
    UnauthorizedError,
)
from yookassa.domain.notification import WebhookNotificationEventType, WebhookNotificationFactory

SHOP, KEY = "100500", "test_svetlitsa"
CHECKS = []


def check(function):
    """Registers a check; its name is the sentence that it proves."""
    CHECKS.append(function)
    return function


class Merchant(http.server.ThreadingHTTPServer):
    """Hears notifications, and is where payers return to."""

    daemon_threads = True

    def __init__(self, port):
        super().__init__(("127.0.0.1", port), MerchantDoor)
        self.notifications = queue.Queue()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def hears(self, event, object_id):
        """The notification of that event; others are put aside."""
        deadline = time.monotonic() + 20
        while True:
            body = self.notifications.get(timeout=max(0.01, deadline - time.monotonic()))
            if body["event"] == event and body["object"]["id"] == object_id:
                return body


class MerchantDoor(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.notifications.put(json.loads(body))
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class World:
    """The sandbox, the merchant, and a payer without scruples."""

    def __init__(self, base, merchant):
        self.base, self.merchant = base.rstrip("/"), merchant
        self.trust(KEY)

    def trust(self, key):
        Configuration.configure(SHOP, key, api_url=f"{self.base}/v3")

    def form(self, path, **fields):
        data = urllib.parse.urlencode(fields).encode()
        with urllib.request.urlopen(f"{self.base}{path}", data, timeout=20) as answer:
            return answer.url

    def control(self, **modes):
        data = json.dumps(modes).encode()
        request = urllib.request.Request(f"{self.base}/control", data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20):
            pass

    def log(self):
        with urllib.request.urlopen(f"{self.base}/log", timeout=20) as answer:
            return {line["payment_id"]: line for line in json.load(answer)}

    def card(self, value="1500.00", **more):
        return {
            "amount": {"value": value, "currency": "RUB"},
            "capture": True,
            "description": "Электроэнергия, лицевой счёт 67100000017",
            "metadata": {"payment_id": "7"},
            "payment_method_data": {"type": "bank_card"},
            "confirmation": {"type": "redirect", "return_url": f"{self.merchant.url}/back?payment=7"},
            **more,
        }

    def sbp(self, value="1500.00", **more):
        return self.card(
            value, **{"payment_method_data": {"type": "sbp"}, "confirmation": {"type": "qr"}, **more}
        )

    def paid(self, **more):
        payment = Payment.create(self.card(**more))
        self.form(f"/bank/{payment.id}", action="pay")
        return Payment.find_one(payment.id)


def refused(error, action):
    """The parameter that the refusal names."""
    try:
        action()
    except error as refusal:
        assert refusal.content["type"] == "error", refusal.content
        assert refusal.error.description and refusal.error.id, refusal.content
        return refusal.content.get("parameter")
    raise AssertionError(f"no {error.__name__}")


@check
def the_shop_is_enabled_and_in_test_mode(world):
    me = Settings.get_account_settings()
    assert (me.account_id, me.status, me.test) == (SHOP, "enabled", True), dict(me)
    assert {"bank_card", "sbp"} <= set(me.payment_methods)


@check
def a_redirect_payment_is_created_found_paid_and_logged(world):
    payment = Payment.create(world.card())
    assert payment.status == "pending" and payment.paid is False and payment.test is True
    assert len(payment.id) == 36 and payment.amount.value == Decimal("1500.00")
    assert payment.confirmation.type == "redirect"
    assert payment.confirmation.confirmation_url.endswith(f"/bank/{payment.id}")
    assert payment.metadata == {"payment_id": "7", "cms_name": "yookassa_sdk_python"}
    assert dict(Payment.find_one(payment.id)) == dict(payment)
    assert world.form(f"/bank/{payment.id}", action="pay") == f"{world.merchant.url}/back?payment=7"
    paid = Payment.find_one(payment.id)
    assert paid.status == "succeeded" and paid.paid is True and paid.confirmation is None
    assert paid.payment_method.type == "bank_card" and paid.payment_method.card.last4 == "0004"
    assert paid.payment_method.card.card_type == "Mir"
    assert len(paid.authorization_details.rrn) == 12 and len(paid.authorization_details.auth_code) == 6
    assert Decimal(0) < paid.income_amount.value < paid.amount.value
    assert world.log()[payment.id]["amount"] == "1500.00"


@check
def an_sbp_payment_carries_a_code_and_then_its_operation(world):
    payment = Payment.create(world.sbp("12.30"))
    assert payment.confirmation.type == "qr"
    assert payment.confirmation.confirmation_data.startswith("https://qr.nspk.ru/AD")
    assert "&sum=1230&cur=RUB&crc=" in payment.confirmation.confirmation_data
    world.form(f"/phone/{payment.id}", action="pay")
    paid = Payment.find_one(payment.id)
    assert paid.status == "succeeded" and len(paid.payment_method.sbp_operation_id) == 32
    assert len(paid.payment_method.payer_bank_details.bank_id) == 12


@check
def an_embedded_payment_carries_a_token(world):
    payment = Payment.create(world.card(confirmation={"type": "embedded"}))
    assert payment.confirmation.confirmation_token.startswith("ct-")


@check
def a_declined_payment_names_its_reason(world):
    payment = Payment.create(world.card())
    world.form(f"/bank/{payment.id}", action="decline", reason="insufficient_funds")
    end = Payment.find_one(payment.id)
    assert (end.status, end.paid) == ("canceled", False)
    assert end.cancellation_details.party == "payment_network"
    assert end.cancellation_details.reason == "insufficient_funds"
    assert payment.id not in world.log()


@check
def held_money_is_captured_in_part(world):
    payment = world.paid(capture=False)
    assert payment.status == "waiting_for_capture" and payment.expires_at
    taken = Payment.capture(payment.id, {"amount": {"value": "1000.00", "currency": "RUB"}})
    assert taken.status == "succeeded" and taken.amount.value == Decimal("1000.00")
    assert world.log()[payment.id]["amount"] == "1000.00"


@check
def held_money_is_captured_whole_without_a_body(world):
    payment = world.paid(capture=False)
    assert Payment.capture(payment.id).amount.value == Decimal("1500.00")


@check
def held_money_is_let_go(world):
    payment = world.paid(capture=False)
    end = Payment.cancel(payment.id)
    assert end.status == "canceled" and end.cancellation_details.reason == "canceled_by_merchant"
    assert payment.id not in world.log()


@check
def only_held_money_is_captured_or_let_go(world):
    pending, taken = Payment.create(world.card()), world.paid()
    for payment in (pending, taken):
        assert refused(BadRequestError, lambda: Payment.capture(payment.id)) == "payment_id"
        assert refused(BadRequestError, lambda: Payment.cancel(payment.id)) == "payment_id"


@check
def refunds_add_up_to_the_payment_and_no_further(world):
    payment = world.paid()

    def refund(value):
        amount = {"value": value, "currency": "RUB"}
        return Refund.create({"payment_id": payment.id, "amount": amount, "description": "Оплачено дважды"})

    part = refund("400.00")
    assert part.status == "succeeded" and part.payment_id == payment.id
    assert Refund.find_one(part.id).amount.value == Decimal("400.00")
    assert refused(BadRequestError, lambda: refund("1100.01")) == "amount.value"
    refund("1100.00")
    after = Payment.find_one(payment.id)
    assert after.refunded_amount.value == Decimal("1500.00") and after.refundable is False
    found = Refund.list({"payment_id": payment.id})
    assert [item.amount.value for item in found.items] == [Decimal("1100.00"), Decimal("400.00")]
    assert world.log()[payment.id]["refunded"] == "1500.00"


@check
def an_sbp_refund_names_its_operation(world):
    payment = Payment.create(world.sbp())
    world.form(f"/phone/{payment.id}", action="pay")
    refund = Refund.create({"payment_id": payment.id, "amount": {"value": "1.00", "currency": "RUB"}})
    operation = Payment.find_one(payment.id).payment_method.sbp_operation_id
    assert refund.refund_method.sbp_operation_id == operation


@check
def lists_are_paged_and_filtered(world):
    for _ in range(3):
        Payment.create(world.card())
    first = Payment.list({"limit": 2})
    assert len(first.items) == 2 and first.next_cursor
    second = Payment.list({"limit": 2, "cursor": first.next_cursor})
    assert not {item.id for item in first.items} & {item.id for item in second.items}
    times = [item.created_at for item in first.items + second.items]
    assert times == sorted(times, reverse=True)
    paid = world.paid()
    found = Payment.list({"status": "succeeded", "captured_at.gte": paid.captured_at})
    assert [item.id for item in found.items] == [paid.id]
    assert refused(BadRequestError, lambda: Payment.list({"limit": 1000})) == "limit"


@check
def the_same_key_answers_the_same(world):
    key = str(uuid.uuid4())
    first = Payment.create(world.card(), key)
    world.form(f"/bank/{first.id}", action="pay")
    assert dict(Payment.create(world.card(), key)) == dict(first)
    other = lambda: Payment.create(world.card("1500.01"), key)
    assert refused(BadRequestError, other) == "Idempotence-Key"
    assert refused(BadRequestError, lambda: Payment.create(world.card(), "k" * 65)) == "Idempotence-Key"


@check
def wrong_requests_are_refused_by_parameter(world):
    for more, parameter in [
        ({"amount": {"value": "700000.01", "currency": "RUB"}}, "amount.value"),
        ({"amount": {"value": "5.00", "currency": "USD"}}, "amount.currency"),
        ({"confirmation": {"type": "qr"}}, "confirmation.type"),
        ({"confirmation": {"type": "redirect"}}, "confirmation.return_url"),
        ({"metadata": {str(number): "x" for number in range(20)}}, "metadata"),
        ({"payment_method_data": {"type": "mobile_balance", "phone": "79000000000"}}, "payment_method_data.type"),
    ]:
        assert refused(BadRequestError, lambda: Payment.create(world.card(**more))) == parameter


@check
def unknown_payments_and_wrong_keys_are_refused(world):
    nobody = str(uuid.uuid4())
    assert refused(NotFoundError, lambda: Payment.find_one(nobody)) == "payment_id"
    world.trust("test_wrong")
    try:
        assert refused(UnauthorizedError, lambda: Payment.create(world.card())) == "Authorization"
    finally:
        world.trust(KEY)


@check
def a_utility_order_and_a_receipt_are_taken(world):
    order = {
        "type": "utilities",
        "amount": {"value": "1500.00", "currency": "RUB"},
        "payment_purpose": "Электроэнергия, ноябрь 2026",
        "recipient": {
            "name": "Смоленский филиал",
            "inn": "6700000000",
            "kpp": "670001001",
            "bank": {
                "name": "Банк",
                "bic": "044525999",
                "account": "40702810000000000001",
                "correspondent_account": "30101810000000000999",
            },
        },
        "payment_period": {"month": 11, "year": 2026},
        "account_number": "67100000017",
    }
    receipt = {
        "customer": {"email": "maria@demo.svetlitsa"},
        "items": [
            {
                "description": "Электроэнергия",
                "quantity": "1.0",
                "amount": {"value": "1500.00", "currency": "RUB"},
                "vat_code": 11,
                "payment_mode": "full_payment",
                "payment_subject": "commodity",
            }
        ],
    }
    payment = world.paid(payment_order=order, receipt=receipt)
    assert payment.receipt_registration == "succeeded"
    registered = Receipt.list({"payment_id": payment.id}).items
    assert len(registered) == 1 and registered[0].fiscal_document_number
    assert Receipt.find_one(registered[0].id).items[0].amount.value == Decimal("1500.00")
    wrong = {**order, "amount": {"value": "1.00", "currency": "RUB"}}
    assert refused(BadRequestError, lambda: Payment.create(world.card(payment_order=wrong))) == "payment_order.amount"


@check
def a_kept_method_pays_without_asking(world):
    first = world.paid(save_payment_method=True)
    assert first.payment_method.saved is True
    charge = {
        "amount": {"value": "99.90", "currency": "RUB"},
        "capture": True,
        "payment_method_id": first.payment_method.id,
    }
    second = Payment.create(charge)
    assert second.status == "succeeded" and second.payment_method.id == first.payment_method.id


@check
def a_method_is_kept_without_money_and_taken_back(world):
    asked = PaymentMethod.create(
        {
            "type": "bank_card",
            "confirmation": {"type": "redirect", "return_url": f"{world.merchant.url}/back"},
        }
    )
    assert asked.status == "pending" and asked.saved is False
    world.form(f"/bank/methods/{asked.id}", action="allow")
    kept = PaymentMethod.find_one(asked.id)
    assert (kept.status, kept.saved) == ("active", True)
    world.merchant.hears("payment_method.active", asked.id)
    charge = {
        "amount": {"value": "99.90", "currency": "RUB"},
        "capture": True,
        "payment_method_id": asked.id,
    }
    assert Payment.create(charge).status == "succeeded"
    world.form(f"/bank/methods/{asked.id}", action="revoke")
    end = Payment.create(charge)
    assert (end.status, end.cancellation_details.reason) == ("canceled", "permission_revoked")


@check
def a_code_is_asked_for_before_the_card_pays(world):
    payment = Payment.create(world.card())
    world.form(f"/bank/{payment.id}/code", action="confirm", code="1234")
    assert Payment.find_one(payment.id).status == "succeeded"
    given_up = Payment.create(world.card())
    world.form(f"/bank/{given_up.id}/code", action="decline")
    assert Payment.find_one(given_up.id).cancellation_details.reason == "3d_secure_failed"


@check
def a_refund_takes_its_time_or_is_refused(world):
    payment = world.paid()
    ask = {"payment_id": payment.id, "amount": {"value": "10.00", "currency": "RUB"}}
    world.control(refunds={"delay_s": 600, "refuse": True})
    try:
        asked = Refund.create(ask)
        assert asked.status == "pending"
    finally:
        world.control(refunds={"delay_s": 0, "refuse": False}, advance_s=601)
    assert Refund.find_one(asked.id).status == "canceled"
    assert Refund.create(ask).status == "succeeded"


@check
def the_client_reads_every_notification(world):
    payment = world.paid()
    body = world.merchant.hears(WebhookNotificationEventType.PAYMENT_SUCCEEDED, payment.id)
    notification = WebhookNotificationFactory().create(body)
    assert notification.event == "payment.succeeded" and dict(notification.object) == dict(payment)
    declined = Payment.create(world.card())
    world.form(f"/bank/{declined.id}", action="decline", reason="general_decline")
    body = world.merchant.hears(WebhookNotificationEventType.PAYMENT_CANCELED, declined.id)
    assert WebhookNotificationFactory().create(body).object.cancellation_details.reason == "general_decline"
    held = world.paid(capture=False)
    body = world.merchant.hears(WebhookNotificationEventType.PAYMENT_WAITING_FOR_CAPTURE, held.id)
    assert WebhookNotificationFactory().create(body).object.status == "waiting_for_capture"
    refund = Refund.create({"payment_id": payment.id, "amount": {"value": "1.00", "currency": "RUB"}})
    body = world.merchant.hears(WebhookNotificationEventType.REFUND_SUCCEEDED, refund.id)
    assert WebhookNotificationFactory().create(body).object.payment_id == payment.id


@check
def after_a_500_the_same_key_finds_what_was_done(world):
    key = str(uuid.uuid4())
    world.control(acquirer="500")
    try:
        refused(InternalServerError, lambda: Payment.create(world.card("77.00"), key))
    finally:
        world.control(acquirer="up")
    done = Payment.list({"limit": 1}).items[0]
    assert done.amount.value == Decimal("77.00")
    assert Payment.create(world.card("77.00"), key).id == done.id


@check
def processing_is_said_with_202(world):
    key = str(uuid.uuid4())
    world.control(acquirer="processing")
    try:
        Payment.create(world.card(), key)
        raise AssertionError("no 202")
    except ResponseProcessingError as later:
        assert later.content["type"] == "processing" and later.content["retry_after"] == 1800
    finally:
        world.control(acquirer="up")
    assert Payment.create(world.card(), key).status == "pending"


@contextlib.contextmanager
def started(program, merchant):
    """The program on free ports, until the checks are done."""
    with tempfile.TemporaryDirectory(prefix="svetlitsa-sandbox-") as folder:
        words = ["--port", "0", "--smtp-port", "0", "--notify-url", f"{merchant.url}/gateway", "--data", folder]
        process = subprocess.Popen([program, *words], stderr=subprocess.PIPE, text=True)
        try:
            for line in process.stderr:
                entry = json.loads(line)
                if entry.get("message") == "listening":
                    break
            else:
                raise SystemExit(f"{program} ended before it listened")
            # The pipe is read to its end, or a full one would stop the program.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield f"http://{entry['http']}"
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(timeout=10)
            if status != 0:
                print(f"FAIL a polite end: status {status}")
                sys.exit(1)


def run(world):
    failed = 0
    for function in CHECKS:
        name = function.__name__.replace("_", " ")
        try:
            function(world)
            print(f"ok {name}", flush=True)
        except Exception:  # a check may fail in any way; the others still count
            failed += 1
            print(f"FAIL {name}\n{traceback.format_exc()}", flush=True)
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description="Checks the sandbox with the acquirer's official client.")
    parser.add_argument("sandbox", nargs="?", default=os.environ.get("SVETLITSA_SANDBOX_BIN"))
    parser.add_argument("--hear", type=int, default=0, metavar="PORT", help="port of --notify-url")
    words = parser.parse_args()
    if not words.sandbox:
        parser.error("name a program or a base URL")
    merchant = Merchant(words.hear)
    if words.sandbox.startswith(("http://", "https://")):
        if not words.hear:
            parser.error("a running sandbox needs --hear, the port of its --notify-url")
        return run(World(words.sandbox, merchant))
    with started(words.sandbox, merchant) as base:
        return run(World(base, merchant))


if __name__ == "__main__":
    sys.exit(main())
