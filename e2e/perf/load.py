"""What the measurements of requests share: the release as a process, clients over raw connections, and the same rows
written by prepared statements on the same disk."""
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


def options():
    """What the command says; the folder is made anew."""
    words = argparse.ArgumentParser()
    words.add_argument("--server", required=True)
    words.add_argument("--folder", required=True)
    words.add_argument("--out", required=True)
    words.add_argument("--seconds", type=float, default=5)
    said = words.parse_args()
    shutil.rmtree(said.folder, ignore_errors=True)
    os.makedirs(said.folder)
    return said


def copies(db, table, where, count, change):
    """Rows like the one found, each with its own changes."""
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    row = dict(zip(names, db.execute(f"SELECT * FROM {table} WHERE {where}").fetchone()))
    quoted = ", ".join(f'"{name}"' for name in names)
    rows = ([{**row, **change(i)}[name] for name in names] for i in range(count))
    db.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})", rows)


class Report:
    """What was measured, against what it was to be."""

    def __init__(self, site):
        self.site, self.raw, self.http, self.budget, self.more = site, {}, [], [], {}

    def measure(self, server, requests, seconds, signs, write):
        """As many clients as each round has, after raw commits of as many rows; `write` makes those."""
        for clients in CLIENTS:
            self.raw[str(clients)] = round(write(clients), 1)
            self.http.append(asyncio.run(load(server.port, requests, clients, seconds, signs)))

    def by(self, clients):
        return next(run for run in self.http if run["clients"] == clients)

    def share(self, clients):
        """Percent of the raw commits of one row."""
        return self.by(clients)["per_second"] * 100 / self.raw["1"]

    def expect(self, what, value, bound, limit):
        holds = value >= limit if bound == "at least" else value <= limit
        self.budget.append(
            {"site": self.site, "what": what, "value": round(value), "bound": bound, "limit": limit, "holds": holds}
        )

    def close(self, out):
        """Tells it, and writes it down."""
        if self.raw:
            said = ", ".join(str(value) for value in self.raw.values())
            print(f"    raw SQLite, commits of 1 / 8 / 64 {self.site}: {said} a second")
        for run in self.http:
            times = f"p50 {run['p50_ms']} ms, p99 {run['p99_ms']} ms"
            one, same = (run["per_second"] * 100 / self.raw[str(group)] for group in (1, run["clients"]))
            shares = f"{one:.0f} % of raw with one a commit, {same:.0f} % with {run['clients']}"
            print(f"    {run['clients']:>2} clients: {run['per_second']} a second, {times}; {shares}")
        for name, value in self.more.items():
            print(f"    {name}: {value}")
        with open(out, "w", encoding="utf-8") as file:
            json.dump({"raw": self.raw, "http": self.http, "budget": self.budget, **self.more}, file, indent=2)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def percentile(times, share):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0


class Server:
    """The release over one folder."""

    def __init__(self, program, folder, more=()):
        self.program, self.folder, self.more, self.process, self.port = program, folder, more, None, None

    def start(self):
        self.port = free_port()
        log = open(os.path.join(self.folder, "server.log"), "ab")
        command = [self.program, "serve", "--demo", "--now", NOW, "--port", str(self.port), "--data", self.folder]
        command += self.more
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


def templates(path, tables):
    """Tables, indexes and the newest row of each, as the service has just written them."""
    db = sqlite3.connect(path)
    made = [
        sql
        for table in tables
        for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,))
    ]
    rows = {}
    for table in tables:
        found = db.execute(f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1")
        rows[table] = ([column[0] for column in found.description], found.fetchone())
    db.close()
    return made, rows


def raw(folder, seconds, group, made, rows, unique, after=()):
    """Prepared statements on the same disk: the same rows into the same tables, so many units of work a commit. `unique` names
    the columns that differ from row to row, `after` the statements that each unit needs besides."""
    path = os.path.join(folder, f"raw{group}.db")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    for sql in made:
        db.execute(sql)
    inserts = []
    for table, (names, row) in rows.items():
        changing = [names.index(name) for name in unique if name in names]
        inserts.append((f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", list(row), changing))
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        db.execute("BEGIN IMMEDIATE")
        for _ in range(group):
            for insert, row, changing in inserts:
                for at in changing:
                    row[at] = 1_000_000_000 + count if isinstance(row[at], int) else f"{count:032}"
                db.execute(insert, row)
            for statement in after:
                db.execute(statement)
            count += 1
        db.execute("COMMIT")
    db.close()
    os.remove(path)
    return count / seconds


class Client(asyncio.Protocol):
    """One connection that sends a request as soon as the one before is answered. Requests are made beforehand and answers
    only looked at: what the client costs, the server on the same cores does not have."""

    def __init__(self, requests, end, times, refused, signs):
        self.requests, self.end, self.times, self.refused = requests, end, times, refused
        self.status, self.sign = signs
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
        if self.got[9:12] != self.status or self.sign not in self.got:
            self.refused.append(self.got[:400])
        self.got = b""
        self.send()


async def load(port, requests, clients, seconds, signs):
    """So many clients for so long. `signs` are the status and a text of an answer that is the right one."""
    times, refused = [], []
    loop = asyncio.get_running_loop()
    end = time.monotonic() + seconds
    opened = [
        await loop.create_connection(lambda: Client(requests, end, times, refused, signs), "127.0.0.1", port)
        for _ in range(clients)
    ]
    await asyncio.gather(*(client.over for _, client in opened))
    if refused:
        raise SystemExit(f"{len(refused)} requests were refused, the first: {refused[0]}")
    return {
        "clients": clients,
        "per_second": round(len(times) / seconds, 1),
        "p50_ms": round(percentile(times, 0.5) * 1000, 1),
        "p99_ms": round(percentile(times, 0.99) * 1000, 1),
    }
