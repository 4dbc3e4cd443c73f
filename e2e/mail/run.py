"""Letters over a mail server that others wrote (aiosmtpd): TLS, greylisting, mailboxes that are not there, a server that is away.

    python3 run.py --server PATH --folder DIR

The server of the product is a process with a configuration of its own; nobody in it knows that it is tried.
"""
import argparse
import http.client
import json
import os
import re
import shutil
import socket
import ssl
import sqlite3
import subprocess
import time
import uuid

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

NOW = "2026-11-20T10:00:00+03:00"
# Longest wait for what has to happen, seconds: the gap after a first failure is five.
PATIENCE = 30.0
USER, PASSWORD = b"svetlitsa", b"correct horse"


class Clerk:
    """What the mail server does with whom."""

    def __init__(self):
        self.taken, self.turned_away, self.seen = [], [], set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "nobody":
            self.turned_away.append((address, time.time()))
            return "550 5.1.1 no such user here"
        if name == "relay":
            self.turned_away.append((address, time.time()))
            return "550 5.7.1 relaying denied"
        if name == "grey" and address not in self.seen:
            self.seen.add(address)
            self.turned_away.append((address, time.time()))
            return "451 4.7.1 greylisted, come again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope.rcpt_tos[0], envelope.content.decode("utf-8", "replace"), session.ssl is not None))
        return "250 taken"

    def letters(self, address):
        return [text for to, text, _ in self.taken if to == address]


def login(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (USER, PASSWORD))


class MailServer:
    """aiosmtpd on a port: `how` is `open`, `starttls` or `tls`."""

    def __init__(self, clerk, how, authority, port=0):
        certificate = authority.issue_cert("localhost", "127.0.0.1")
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        certificate.configure_cert(context)
        more = {
            "open": {},
            "starttls": {
                "tls_context": context, "require_starttls": True, "authenticator": login, "auth_required": True
            },
            "tls": {"ssl_context": context},
        }[how]  # fmt: skip
        self.port = port or free_port()
        self.controller = Controller(clerk, hostname="127.0.0.1", port=self.port, **more)
        self.controller.start()

    def stop(self):
        self.controller.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Product:
    """The server over a folder of its own."""

    def __init__(self, program, folder, url, *more):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        self.folder, self.port = folder, free_port()
        command = [program, "serve", "--demo", "--now", NOW, "--port", str(self.port), "--data", folder]
        self.log = open(os.path.join(folder, "server.log"), "ab")
        self.process = subprocess.Popen([*command, "--smtp-url", url, *more], stderr=self.log, stdout=self.log)
        wait(lambda: self.get("/readyz") == 200, "the server is ready")

    def get(self, path):
        try:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            line.request("GET", path)
            return line.getresponse().status
        except OSError:
            return None

    def complain(self, address):
        """Files an appeal; its number."""
        body = {"kind": "complaint", "text": "Мигает свет на лестнице.", "email": address, "language": "ru"}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        line.request("POST", "/api/v1/appeals", json.dumps(body).encode(), headers)
        reply = line.getresponse()
        answer = json.loads(reply.read())
        assert reply.status == 201, answer
        return answer["number"]

    def row(self, address):
        """Attempts, whether sent, the last error and when the next attempt is."""
        db = sqlite3.connect(os.path.join(self.folder, "svetlitsa.db"))
        sql = "SELECT attempts, sent_at IS NOT NULL, error, next_attempt_at FROM outgoing_mails WHERE recipient = ?"
        found = db.execute(sql, (address,)).fetchone()
        db.close()
        return found

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def wait(is_so, what):
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            raise AssertionError(f"it never came to this: {what}")
        time.sleep(0.05)


class Trial:
    """What every check has at hand."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        os.makedirs(folder, exist_ok=True)
        self.authority, self.stranger = trustme.CA(), trustme.CA()
        self.pem = os.path.join(folder, "authority.pem")
        self.authority.cert_pem.write_to_path(self.pem)

    def product(self, url, *more):
        return Product(self.program, os.path.join(self.folder, "product"), url, *more)


def arrives(product, clerk, address):
    number = product.complain(address)
    wait(lambda: product.row(address)[1], f"a letter to {address} is sent")
    letters = clerk.letters(address)
    assert len(letters) == 1, letters
    assert re.search(r"(?m)^Message-ID: <\S+>\r?$", letters[0]), letters[0]
    return number


def starttls_with_a_password(trial):
    """STARTTLS, a password and an authority of the operator's own: the letter goes over TLS alone."""
    clerk = Clerk()
    server = MailServer(clerk, "starttls", trial.authority)
    url = f"smtp://{USER.decode()}:correct%20horse@localhost:{server.port}?tls=required"
    product = trial.product(url, "--smtp-ca", trial.pem)
    try:
        arrives(product, clerk, "maria@example.org")
        assert [secure for _, _, secure in clerk.taken] == [True]
    finally:
        product.stop()
        server.stop()


def tls_from_the_first_byte(trial):
    """`smtps`: TLS before a word is said."""
    clerk = Clerk()
    server = MailServer(clerk, "tls", trial.authority)
    product = trial.product(f"smtps://localhost:{server.port}", "--smtp-ca", trial.pem)
    try:
        arrives(product, clerk, "maria@example.org")
    finally:
        product.stop()
        server.stop()


def a_stranger_gets_nothing(trial):
    """A mail server whose certificate nobody trusted signed is told nothing, and the letter waits."""
    clerk = Clerk()
    server = MailServer(clerk, "tls", trial.stranger)
    product = trial.product(f"smtps://localhost:{server.port}", "--smtp-ca", trial.pem)
    try:
        product.complain("maria@example.org")
        wait(lambda: product.row("maria@example.org")[2], "the failure is written down")
        _, is_sent, error, _ = product.row("maria@example.org")
        assert not is_sent and "ertificate" in error, error
        assert not clerk.taken
    finally:
        product.stop()
        server.stop()


def no_tls_no_letter(trial):
    """Where TLS is asked for and the server has none, the letter does not go in the open."""
    clerk = Clerk()
    server = MailServer(clerk, "open", trial.authority)
    product = trial.product(f"smtp://localhost:{server.port}?tls=required", "--smtp-ca", trial.pem)
    try:
        product.complain("maria@example.org")
        wait(lambda: product.row("maria@example.org")[2], "the failure is written down")
        assert not clerk.taken and not product.row("maria@example.org")[1]
    finally:
        product.stop()
        server.stop()


def greylisting_and_refusals(trial):
    """Greylisted: again later, once. No such mailbox: never again. A server that does not want us: again."""
    clerk = Clerk()
    server = MailServer(clerk, "open", trial.authority)
    product = trial.product(f"smtp://127.0.0.1:{server.port}")
    grey, nobody, relay = (f"{name}@example.org" for name in ("grey", "nobody", "relay"))
    try:
        product.complain(nobody)
        product.complain(relay)
        began = time.time()
        product.complain(grey)
        wait(lambda: product.row(grey)[1], "the greylisted letter is sent")
        assert product.row(grey)[:2] == (2, 1) and time.time() - began >= 5, product.row(grey)
        assert len(clerk.letters(grey)) == 1
        tried = lambda address: sum(to == address for to, _ in clerk.turned_away)
        wait(lambda: tried(relay) == 2, "a server that refused is asked again")
        assert tried(nobody) == 1
        attempts, is_sent, error, later = product.row(nobody)
        assert (attempts, is_sent, later) == (1, 0, 2**63 - 1) and "5.1.1" in error, (attempts, error, later)
    finally:
        product.stop()
        server.stop()


def a_server_that_was_away(trial):
    """Letters wait for a mail server that is not there, and go once when it is."""
    clerk, port = Clerk(), free_port()
    product = trial.product(f"smtp://127.0.0.1:{port}")
    server = None
    try:
        for i in range(3):
            product.complain(f"author{i}@example.org")
        wait(lambda: product.row("author2@example.org")[2], "the failure is written down")
        server = MailServer(clerk, "open", trial.authority, port)
        wait(lambda: len(clerk.taken) == 3, "all letters are sent")
        time.sleep(1)
        assert sorted(to for to, _, _ in clerk.taken) == [f"author{i}@example.org" for i in range(3)]
    finally:
        product.stop()
        if server:
            server.stop()


CHECKS = (
    starttls_with_a_password,
    tls_from_the_first_byte,
    a_stranger_gets_nothing,
    no_tls_no_letter,
    greylisting_and_refusals,
    a_server_that_was_away,
)


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--server", required=True)
    words.add_argument("--folder", required=True)
    said = words.parse_args()
    trial, failed = Trial(said.server, said.folder), 0
    for check in CHECKS:
        try:
            check(trial)
            print(f"ok {check.__name__}", flush=True)
        except AssertionError as error:
            failed += 1
            print(f"FAILED {check.__name__}: {str(error)[:600]}", flush=True)
    print(f"\n{len(CHECKS) - failed} passed, {failed} failed")
    raise SystemExit(failed > 0)


main()
