"""Payments of agents credited per second over the gateway with 1, 8 and 64 clients, against raw SQLite in the same run.

    python3 payments.py --server PATH --folder DIR --out FILE [--seconds 5]

Starts the server itself, on a fresh demo into whose database it writes the accounts of a large town first: each payment is
for the next account, as at the terminals of one.
"""
import asyncio
import base64
import os
import sqlite3

from load import Report, Server, copies, load, options, raw, templates

ACCOUNTS = 20_000
REQUESTS = 200_000
AGENT = base64.b64encode(b"demo-agent:svetlitsa-demo").decode()
# What a payment writes, and what differs from payment to payment; two counters go up besides.
TABLES = ("payments", "agent_payments", "ledger_entries", "receipts")
UNIQUE = ("id", "txn_id", "number", "payment_id", "cause_id", "code", "account")
COUNTER = "INSERT INTO counters (name, value) VALUES ('{}', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1"
COUNTERS = [COUNTER.format(name) for name in ("receipt", "agent_payment")]
CREDITED = (b"200", b"<result>0</result>")


def number(i):
    return str(67_200_000_000 + i % ACCOUNTS)


def fill(path):
    """The accounts of a town."""
    db = sqlite3.connect(path)
    copies(db, "accounts", "number = '67100000017'", ACCOUNTS, lambda i: {"number": number(i), "position": 1_000 + i})
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def request(i):
    query = f"command=pay&txn_id={i}&txn_date=20261120095900&account={number(i)}&sum=10.45"
    return (
        f"GET /gateway/osmp?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic {AGENT}\r\n\r\n"
    ).encode()


def main():
    said = options()
    path = os.path.join(said.folder, "svetlitsa.db")
    server, report = Server(said.server, said.folder), Report("payments")
    server.start()
    server.stop()
    fill(path)
    server.start()
    try:
        requests = (request(i) for i in range(1, REQUESTS))
        # The first payments warm the server up, and show the rows that the raw run writes.
        asyncio.run(load(server.port, requests, 1, 0.5, CREDITED))
        made, rows = templates(path, (*TABLES, "counters"))
        rows.pop("counters")
        write = lambda group: raw(said.folder, said.seconds, group, made, rows, UNIQUE, COUNTERS)
        report.measure(server, requests, said.seconds, CREDITED, write)
    finally:
        server.stop()
    db = sqlite3.connect(path)
    credited = db.execute("SELECT count(*) FROM agent_payments").fetchone()[0]
    booked = "SELECT count(*) FROM ledger_entries WHERE cause_id IN (SELECT payment_id FROM agent_payments)"
    if db.execute(booked).fetchone()[0] != credited:
        raise SystemExit("the ledger and the agents' journal differ")
    db.close()
    report.more["credited"] = credited
    # A payment is looked up, judged and written by some twenty statements of its own, raw SQLite writes prepared rows: the
    # share is no goal but tells when a change makes it worse. Where a commit is slow, it is several times this.
    for clients, limit in ((1, 10), (8, 15), (64, 12)):
        report.expect(f"{clients} clients, % of raw", report.share(clients), "at least", limit)
    report.expect("64 clients, p99 ms", report.by(64)["p99_ms"], "at most", 200)
    report.close(said.out)


main()
