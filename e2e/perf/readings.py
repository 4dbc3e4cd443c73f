"""Readings accepted per second over HTTP with 1, 8 and 64 clients, against raw SQLite in the same run; the house
elder's sheet of 2,000 rows in one request.

    python3 readings.py --server PATH --folder DIR --out FILE [--seconds 5]

Starts the server itself, on a fresh demo into whose database it writes the accounts of a large house first.
"""
import asyncio
import json
import os
import sqlite3
import time
import urllib.request

from load import Report, Server, copies, load, options, raw, templates

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
    number = lambda i: str(18_400_000_000 + i)
    copies(db, "accounts", "number = '18300000022'", FLATS, lambda i: {"number": number(i), "position": 1_000 + i})
    copies(db, "meters", "account = '18300000022'", FLATS, lambda i: {"id": f"{number(i)}-1", "account": number(i)})
    copies(db, "registers", "meter = '18300000022-1'", FLATS, lambda i: {"meter": f"{number(i)}-1"})
    copies(
        db,
        "readings",
        "account = '18300000022' AND period = '2026-10'",
        FLATS,
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
    said = options()
    path = os.path.join(said.folder, "svetlitsa.db")
    server, report = Server(said.server, said.folder), Report("readings")
    server.start()
    server.stop()
    number, value = fill(path)
    server.start()
    try:
        cookie = sign_in(server.port)
        fresh = iter(range(FLATS))
        take = lambda: number(next(fresh))
        requests = iter([request(cookie, take(), value) for _ in range(FLATS - ROWS)])
        # The first readings warm the server up, and show the rows that the raw run writes.
        asyncio.run(load(server.port, requests, 1, 0.5, ACCEPTED))
        made, rows = templates(path, TABLES)
        write = lambda group: raw(said.folder, said.seconds, group, made, rows, UNIQUE)
        report.measure(server, requests, said.seconds, ACCEPTED, write)
        report.more["sheet"] = sheet(server.port, cookie, take, value)
    finally:
        server.stop()
    report.expect("8 clients, % of raw", round(report.share(8)), "at least", 50)
    report.expect("64 clients, p99 ms", report.by(64)["p99_ms"], "at most", 50)
    report.expect("sheet of 2,000 rows, ms", report.more["sheet"]["ms"], "at most", 2_000)
    report.close(said.out)


main()
