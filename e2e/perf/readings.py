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
import socket
import sqlite3
import subprocess
import time
import urllib.request

NOW = "2026-11-20T10:00:00+03:00"
CLIENTS = (1, 8, 64)
ROWS = 2_000
FLATS = 120_000
PASSWORD = "svetlitsa-demo"
ELDER = "18300000022@demo.svetlitsa"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def percentile(times, share):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0


class Server:
    """The release over one folder."""

    def __init__(self, program, folder):
        self.program, self.folder, self.process, self.port = program, folder, None, None

    def start(self):
        self.port = free_port()
        log = open(os.path.join(self.folder, "server.log"), "ab")
        command = [self.program, "serve", "--demo", "--now", NOW, "--port", str(self.port), "--data", self.folder]
        self.process = subprocess.Popen(command, stderr=log, stdout=log)
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz") as reply:
                    if reply.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the server is not ready")

    def stop(self):
        self.process.terminate()
        self.process.wait()


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


TABLES = ("idempotency_keys", "readings")


def templates(path):
    """Tables, indexes and a row each of what an accepted reading writes, as the service has just written them."""
    db = sqlite3.connect(path)
    made = [
        sql
        for table in TABLES
        for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,))
    ]
    rows = {}
    for table in TABLES:
        found = db.execute(f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1")
        rows[table] = ([column[0] for column in found.description], found.fetchone())
    db.close()
    return made, rows


def raw(folder, seconds, group, made, rows):
    """Prepared statements on the same disk: the same rows into the same tables, so many readings a commit."""
    path = os.path.join(folder, f"raw{group}.db")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    for sql in made:
        db.execute(sql)
    inserts = []
    for table, (names, row) in rows.items():
        changing = [names.index(name) for name in ("key", "id", "meter", "account") if name in names]
        inserts.append((f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", list(row), changing))
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        db.execute("BEGIN IMMEDIATE")
        for _ in range(group):
            for insert, row, changing in inserts:
                for at in changing:
                    row[at] = f"{count:032}"
                db.execute(insert, row)
            count += 1
        db.execute("COMMIT")
    db.close()
    os.remove(path)
    return count / seconds


class Client(asyncio.Protocol):
    """One connection that sends a reading as soon as the one before is answered. Requests are made beforehand and answers
    only looked at: what the client costs, the server on the same cores does not have."""

    def __init__(self, requests, end, times, refused):
        self.requests, self.end, self.times, self.refused = requests, end, times, refused
        self.over = asyncio.get_running_loop().create_future()
        self.got, self.began = b"", 0

    def connection_made(self, transport):
        self.transport = transport
        self.send()

    def send(self):
        self.began = time.monotonic()
        if self.began >= self.end:
            self.transport.close()
            self.over.set_result(None)
            return
        self.transport.write(next(self.requests))

    def data_received(self, data):
        self.got += data
        head = self.got.find(b"\r\n\r\n")
        if head < 0:
            return
        at = self.got.lower().index(b"content-length:") + 15
        if len(self.got) < head + 4 + int(self.got[at : self.got.index(b"\r", at)]):
            return
        self.times.append(time.monotonic() - self.began)
        if self.got[9:12] != b"201" or b'"accepted"' not in self.got:
            self.refused.append(self.got[:400])
        self.got = b""
        self.send()


async def load(port, requests, clients, seconds):
    times, refused = [], []
    loop = asyncio.get_running_loop()
    end = time.monotonic() + seconds
    opened = [
        await loop.create_connection(lambda: Client(requests, end, times, refused), "127.0.0.1", port)
        for _ in range(clients)
    ]
    await asyncio.gather(*(client.over for _, client in opened))
    if refused:
        raise SystemExit(f"{len(refused)} readings were not accepted, the first: {refused[0]}")
    return {
        "clients": clients,
        "per_second": round(len(times) / seconds, 1),
        "p50_ms": round(percentile(times, 0.5) * 1000, 1),
        "p99_ms": round(percentile(times, 0.99) * 1000, 1),
    }


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
        asyncio.run(load(server.port, requests, 1, 0.5))
        made, rows = templates(os.path.join(options.folder, "svetlitsa.db"))
        for clients in CLIENTS:
            report["raw"][str(clients)] = round(raw(options.folder, options.seconds, clients, made, rows), 1)
            report["http"].append(asyncio.run(load(server.port, requests, clients, options.seconds)))
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
