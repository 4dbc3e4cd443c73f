"""Who pays: at the portal, as a guest, and through agents that retry until they know."""
import asyncio
import base64
import json
import re
from urllib.parse import urlencode, urlsplit

from world import HOUSE, Door, Gone

AGENT = {"Authorization": "Basic " + base64.b64encode(b"demo-agent:svetlitsa-demo").decode()}
RETRY = 0.08
UNKNOWN_ACCOUNT = "67199999999"


async def insist(ask):
    """Asks until there is an answer that is one."""
    while True:
        try:
            status, headers, body = await ask()
        except Gone:
            await asyncio.sleep(RETRY)
            continue
        if status < 500 and status != 429:
            return status, headers, body
        await asyncio.sleep(RETRY)


class Payer:
    """A browser."""

    def __init__(self, world, pulse, patience):
        self.world, self.patience = world, patience
        self.door, self.bank = Door(world.port, pulse), Door(world.bank_port)
        self.headers = {"Content-Type": "application/json"}

    async def post(self, path, body, key=None, door=None):
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        door = door or self.door
        return await insist(lambda: door.ask("POST", path, headers, json.dumps(body).encode()))

    async def sign_in(self):
        body = {"login": "maria@demo.svetlitsa", "password": "svetlitsa-demo"}
        status, headers, _ = await self.post("/api/v1/session", body)
        assert status == 200, status
        self.headers["Cookie"] = headers["set-cookie"].split(";")[0]

    async def look_up(self, account):
        self.headers.pop("Authorization", None)
        body = {"typed": {"account": account, "house": HOUSE}}
        status, _, text = await self.post("/api/v1/accounts/lookup", body)
        assert status == 201, (status, text)
        self.headers["Authorization"] = "Bearer " + json.loads(text)["token"]

    async def pay(self, payment):
        account = self.world.account(payment.account)
        if payment.channel == "guest":
            await self.look_up(account)
        method = "sbp" if payment.is_sbp else "bank_card"
        order = {"account": account, "amount_kopecks": payment.kopecks, "method": method}
        key = f"chaos-{payment.number}"
        if payment.manner == "clicks twice":
            other = Door(self.world.port, self.door.pulse)
            first, second = await asyncio.gather(
                self.post("/api/v1/payments", order, key), self.post("/api/v1/payments", order, key, other)
            )
            other.shut()
            assert json.loads(first[2])["id"] == json.loads(second[2])["id"], "two clicks are two payments"
        else:
            first = await self.post("/api/v1/payments", order, key)
        assert first[0] == 201, first
        id = json.loads(first[2])["id"]
        if payment.manner == "takes it back":
            await self.post(f"/api/v1/payments/{id}/withdrawal", None, f"{key}-back")
            return
        link = await self.link(id)
        if link and payment.manner != "gives up":
            await self.at_the_bank(link, payment)
        if payment.manner == "pays":
            await self.state(id)

    async def state(self, id):
        headers = {name: value for name, value in self.headers.items() if name != "Content-Type"}
        _, _, text = await insist(lambda: self.door.ask("GET", f"/api/v1/payments/{id}", headers))
        return json.loads(text)

    async def link(self, id):
        end = asyncio.get_running_loop().time() + self.patience
        gap = 0.05
        while asyncio.get_running_loop().time() < end:
            seen = await self.state(id)
            if seen["confirmation_url"] or seen["state"] not in ("created", "waiting"):
                return seen["confirmation_url"]
            await asyncio.sleep(gap)
            gap = min(gap * 1.5, 1)
        return None

    async def at_the_bank(self, link, payment):
        action = "decline" if payment.manner == "is declined" else "pay"
        form = urlencode({"action": action, "reason": "general_decline"}).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        await insist(lambda: self.bank.ask("POST", urlsplit(link).path, kind, form))


def element(text, name):
    found = re.search(f"<{name}>([^<]*)</{name}>", text)
    return found.group(1) if found else ""


class Agent:
    """A terminal's or a bank's program: writes down what it took, then tells of it until it knows what became of it."""

    def __init__(self, world, pulse, log, port=None):
        self.world, self.pulse, self.log = world, pulse, log
        self.port = port or world.port
        self.again = []

    def query(self, payment, kopecks=None):
        kopecks = kopecks or payment.kopecks
        is_wrong = payment.manner == "has a wrong account"
        account = UNKNOWN_ACCOUNT if is_wrong else self.world.account(payment.account)
        number, roubles = str(1_000_000 + payment.number), f"{kopecks // 100}.{kopecks % 100:02}"
        if payment.channel == "sber" and payment.is_capital:
            date = "20.11.2026_09:59:00"
            words = {"ACTION": "payment", "ACCOUNT": account, "AMOUNT": roubles, "PAY_ID": number, "PAY_DATE": date}
        else:
            date = "20261120095900"
            words = {"command": "pay", "txn_id": number, "txn_date": date, "account": account, "sum": roubles}
        return number, f"/gateway/{payment.channel}", urlencode(words)

    async def tell(self, door, path, query, patience=30):
        """One request: the protocol's number, and ours when there is one."""
        status, _, body = await door.ask("GET", f"{path}?{query}", AGENT, patience=patience)
        text = body.decode()
        if status != 200:
            raise Gone(f"status {status}")
        code = int(element(text, "result") or element(text, "CODE"))
        return code, element(text, "prv_txn") or element(text, "EXT_ID") or element(text, "ext_id")

    async def until_known(self, path, query, patience=30):
        door = Door(self.port, self.pulse)
        try:
            while True:
                try:
                    code, number = await self.tell(door, path, query, patience)
                    if code != 1:
                        return code, number
                except Gone:
                    patience = 30
                await asyncio.sleep(RETRY)
        finally:
            door.shut()

    async def pay(self, payment):
        txn, path, query = self.query(payment)
        copies = payment.copies if payment.manner == "tells with copies" else 1
        patience = 0.003 if payment.manner == "hangs up early" else 30
        account = self.world.account(payment.account)
        self.log.write(event="taken", txn=txn, account=account, kopecks=payment.kopecks)
        answers = await asyncio.gather(*(self.until_known(path, query, patience) for _ in range(copies)))
        numbers = {number for code, number in answers if code in (0, 8)}
        if not numbers:
            # A final no: the money goes back to whoever paid it in.
            self.log.write(event="returned", txn=txn, code=answers[0][0])
            return
        for number in numbers:
            self.log.write(event="told", txn=txn, number=int(number))
        if payment.manner == "tells again later":
            self.again.append((txn, path, query))
        if payment.manner == "contradicts itself":
            _, path, query = self.query(payment, payment.kopecks + 1)
            code, _ = await self.until_known(path, query)
            if code != 300:
                self.log.write(event="strange", txn=txn, why=f"another sum under a known number was answered {code}")

    async def repeat(self):
        """Says everything once more that it means to say twice."""
        for txn, path, query in self.again:
            code, number = await self.until_known(path, query)
            if code in (0, 8):
                self.log.write(event="told", txn=txn, number=int(number))
            else:
                self.log.write(event="strange", txn=txn, why=f"what was credited is answered {code}")
