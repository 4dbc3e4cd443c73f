"""Payments of agents credited per second over the gateway with 1, 8 and 64 clients, against raw SQLite in the same run.

    python3 payments.py --server PATH --folder DIR --out FILE [--seconds 5]

Starts the server itself, on a fresh demo into whose database it writes the accounts of a large town first: each payment is
for the next account, as at the terminals of one.
"""
import argparse
import asyncio
import base64
import json
import os
import shutil
import sqlite3

from load import Server, load, raw, templates

CLIENTS = (1, 8, 64)
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
    columns = [row[1] for row in db.execute("PRAGMA table_info(accounts)")]
    row = dict(zip(columns, db.execute("SELECT * FROM accounts WHERE number = '67100000017'").fetchone()))
    quoted = ", ".join(f'"{name}"' for name in columns)
    rows = ([{**row, "number": number(i), "position": 1_000 + i}[name] for name in columns] for i in range(ACCOUNTS))
    db.executemany(f"INSERT INTO accounts ({quoted}) VALUES ({', '.join('?' * len(columns))})", rows)
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def request(i):
    query = f"command=pay&txn_id={i}&txn_date=20261120095900&account={number(i)}&sum=10.45"
    return (
        f"GET /gateway/osmp?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic {AGENT}\r\n\r\n"
    ).encode()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--server", required=True)
    options.add_argument("--folder", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--seconds", type=float, default=5)
    options = options.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)
    os.makedirs(options.folder)
    path = os.path.join(options.folder, "svetlitsa.db")
    server = Server(options.server, options.folder)
    server.start()
    server.stop()
    fill(path)
    server.start()
    report = {"raw": {}, "http": [], "budget": []}
    try:
        requests = (request(i) for i in range(1, REQUESTS))
        # The first payments warm the server up, and show the rows that the raw run writes.
        asyncio.run(load(server.port, requests, 1, 0.5, CREDITED))
        made, rows = templates(path, (*TABLES, "counters"))
        rows.pop("counters")
        for clients in CLIENTS:
            spent = raw(options.folder, options.seconds, clients, made, rows, UNIQUE, COUNTERS)
            report["raw"][str(clients)] = round(spent, 1)
            report["http"].append(asyncio.run(load(server.port, requests, clients, options.seconds, CREDITED)))
    finally:
        server.stop()
    db = sqlite3.connect(path)
    report["credited"] = db.execute("SELECT count(*) FROM agent_payments").fetchone()[0]
    if db.execute("SELECT count(*) FROM ledger_entries WHERE cause_id IN (SELECT payment_id FROM agent_payments)").fetchone()[
        0
    ] != report["credited"]:
        raise SystemExit("the ledger and the agents' journal differ")
    db.close()
    by_clients = {run["clients"]: run for run in report["http"]}

    def row(what, value, bound, limit):
        holds = value >= limit if bound == "at least" else value <= limit
        report["budget"].append(
            {"site": "payments", "what": what, "value": round(value), "bound": bound, "limit": limit, "holds": holds}
        )

    for clients, limit in zip(CLIENTS, (20, 50, 50)):
        share = by_clients[clients]["per_second"] * 100 / report["raw"]["1"]
        row(f"{clients} clients, % of raw", share, "at least", limit)
    row("64 clients, p99 ms", by_clients[64]["p99_ms"], "at most", 200)
    said = ", ".join(str(value) for value in report["raw"].values())
    print(f"    raw SQLite, commits of 1 / 8 / 64 payments: {said} a second")
    for run in report["http"]:
        print(f"    {run['clients']:>2} clients: {run['per_second']} a second, p50 {run['p50_ms']} ms, p99 {run['p99_ms']} ms")
    with open(options.out, "w", encoding="utf-8") as out:
        json.dump(report, out, indent=2)


main()
