"""Readings accepted per second over HTTP with 1, 8 and 64 clients, against raw SQLite in the same run; the house
elder's sheet of 2,000 rows in one request.

    python3 readings.py --server PATH --folder DIR --out FILE [--seconds 5]

Starts the server itself, on a fresh demo into whose database it writes the accounts of a large house first.
"""
import argparse
import asyncio
import json
import os
import shutil
import sqlite3
import time
import urllib.request

from load import Server, load, raw, templates

CLIENTS = (1, 8, 64)
ROWS = 2_000
FLATS = 120_000
PASSWORD = "svetlitsa-demo"
ELDER = "18300000022@demo.svetlitsa"
# What an accepted reading writes, and what differs from reading to reading.
TABLES = ("idempotency_keys", "readings")
UNIQUE = ("key", "id", "meter", "account")
ACCEPTED = (b"201", b'"accepted"')


def fill(path):
    """A large house of the elder's branch: one account, one-zone meter and one past reading each."""
    db = sqlite3.connect(path)
    columns = lambda table: [row[1] for row in db.execute(f"PRAGMA table_info({table})")]

    def copies(table, where, change):
        names = columns(table)
        row = dict(zip(names, db.execute(f"SELECT * FROM {table} WHERE {where}").fetchone()))
        marks = ", ".join("?" * len(names))
        quoted = ", ".join(f'"{name}"' for name in names)
        rows = ([{**row, **change(i)}[name] for name in names] for i in range(FLATS))
        db.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", rows)

    number = lambda i: str(18_400_000_000 + i)
    copies("accounts", "number = '18300000022'", lambda i: {"number": number(i), "position": 1_000 + i})
    copies("meters", "account = '18300000022'", lambda i: {"id": f"{number(i)}-1", "account": number(i)})
    copies("registers", "meter = '18300000022-1'", lambda i: {"meter": f"{number(i)}-1"})
    copies(
        "readings",
        "account = '18300000022' AND period = '2026-10'",
        lambda i: {"id": f"bench{i:08}", "account": number(i), "meter": f"{number(i)}-1"},
    )
    elder = db.execute("SELECT id FROM residents WHERE login = ?", (ELDER,)).fetchone()[0]
    rows = [(elder, number(i), 10 + i) for i in range(FLATS)]
    db.executemany("INSERT INTO cabinet_accounts (resident_id, account, position) VALUES (?, ?, ?)", rows)
    db.commit()
    last = json.loads(db.execute("SELECT \"values\" FROM readings WHERE id = 'bench00000000'").fetchone()[0])
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return number, last[0]["value"]


def request(cookie, account, value):
    body = json.dumps({"meter": f"{account}-1", "values": [{"zone": "single", "value": value + 120}]})
    return (
        f"POST /api/v1/accounts/{account}/readings HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n"
        f"Content-Type: application/json\r\nIdempotency-Key: {account}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def sign_in(port):
    body = json.dumps({"login": ELDER, "password": PASSWORD}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/api/v1/session", body, {"content-type": "application/json"}
    )
    with urllib.request.urlopen(request) as reply:
        return reply.headers["set-cookie"].split(";")[0]


def sheet(port, cookie, take, value):
    text = "".join(f"{take()};{value + 130}\n" for _ in range(ROWS))
    body = json.dumps({"source": {"text": text}}).encode()
    headers = {"content-type": "application/json", "idempotency-key": "sheet", "cookie": cookie}
    url = f"http://127.0.0.1:{port}/api/v1/houses/izhevsk-21/sheets"
    began = time.monotonic()
    with urllib.request.urlopen(urllib.request.Request(url, body, headers)) as reply:
        lines = reply.read().decode().splitlines()
    spent = time.monotonic() - began
    rows = json.loads(lines[-1])["rows"]
    accepted = sum(row["outcome"] == "accepted" for row in rows)
    if accepted != ROWS:
        raise SystemExit(f"{accepted} of {ROWS} rows were accepted: {lines[-1][:300]}")
    return {"rows": ROWS, "ms": round(spent * 1000), "progress_lines": len(lines) - 1}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--server", required=True)
    options.add_argument("--folder", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--seconds", type=float, default=5)
    options = options.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)
    os.makedirs(options.folder)
    server = Server(options.server, options.folder)
    server.start()
    server.stop()
    number, value = fill(os.path.join(options.folder, "svetlitsa.db"))
    server.start()
    try:
        cookie = sign_in(server.port)
        fresh = iter(range(FLATS))
        take = lambda: number(next(fresh))
        report = {"raw": {}, "http": [], "budget": []}
        requests = iter([request(cookie, take(), value) for _ in range(FLATS - ROWS)])
        # The first readings warm the server up, and show the rows that the raw run writes.
        asyncio.run(load(server.port, requests, 1, 0.5, ACCEPTED))
        made, rows = templates(os.path.join(options.folder, "svetlitsa.db"), TABLES)
        for clients in CLIENTS:
            report["raw"][str(clients)] = round(raw(options.folder, options.seconds, clients, made, rows, UNIQUE), 1)
            report["http"].append(asyncio.run(load(server.port, requests, clients, options.seconds, ACCEPTED)))
        report["sheet"] = sheet(server.port, cookie, take, value)
    finally:
        server.stop()
    one, by_clients = report["raw"]["1"], {run["clients"]: run for run in report["http"]}
    share = round(by_clients[8]["per_second"] * 100 / one)

    def row(what, value, bound, limit):
        holds = value >= limit if bound == "at least" else value <= limit
        report["budget"].append(
            {"site": "readings", "what": what, "value": round(value), "bound": bound, "limit": limit, "holds": holds}
        )

    row("8 clients, % of raw", share, "at least", 50)
    row("64 clients, p99 ms", by_clients[64]["p99_ms"], "at most", 50)
    row("sheet of 2,000 rows, ms", report["sheet"]["ms"], "at most", 2_000)
    print(f"    raw SQLite, commits of 1 / 8 / 64 readings: {', '.join(str(v) for v in report['raw'].values())} a second")
    for run in report["http"]:
        print(f"    {run['clients']:>2} clients: {run['per_second']} a second, p50 {run['p50_ms']} ms, p99 {run['p99_ms']} ms")
    print(f"    sheet: {report['sheet']}")
    with open(options.out, "w", encoding="utf-8") as out:
        json.dump(report, out, indent=2)


main()
