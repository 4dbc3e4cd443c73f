"""Programs and wires: the server that is killed, the acquirer that is not, connections that break, and a log that survives
whoever writes it."""
import asyncio
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request

from script import CALM

NOW = "2026-11-20T10:00:00+03:00"
SHOP, KEY = "100500", "test_svetlitsa"
FIRST_ACCOUNT = 67_200_000_000
HOUSE = "12"


class Gone(Exception):
    """No answer: refused, broken off, or too late."""


class Door:
    """A connection that is kept, for one who asks one thing at a time."""

    def __init__(self, port, pulse=None):
        self.port, self.pulse, self.wire = port, pulse, None

    async def ask(self, method, path, headers=None, body=b"", patience=30):
        try:
            answer = await asyncio.wait_for(self.exchange(method, path, headers or {}, body), patience)
        except (OSError, EOFError, ValueError, asyncio.TimeoutError) as error:
            self.shut()
            raise Gone(str(error)) from None
        if self.pulse:
            self.pulse.beat()
        return answer

    async def exchange(self, method, path, headers, body):
        if self.wire is None:
            self.wire = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.wire
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) if ": " in line else (line, "") for line in head[1:] if line)
        status = int(head[0].split()[1])
        size = int(fields.get("content-length", 0))
        content = await reader.readexactly(size) if size and method != "HEAD" else b""
        raw = {line.split(": ", 1)[0].lower(): line.split(": ", 1)[1] for line in head[1:] if ": " in line}
        return status, raw, content

    def shut(self):
        if self.wire:
            self.wire[1].close()
        self.wire = None


class Pulse:
    """Counts answers, and says when the script wants something."""

    def __init__(self):
        self.answers, self.beaten = 0, asyncio.Event()

    def beat(self):
        self.answers += 1
        self.beaten.set()

    async def reach(self, count):
        while self.answers < count:
            self.beaten.clear()
            await self.beaten.wait()


class Log:
    """What an agent took, on the disk before the server hears of it."""

    def __init__(self, path):
        self.path = path
        self.file = open(path, "a", encoding="utf-8")

    def write(self, **line):
        self.file.write(json.dumps(line) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())

    def read(self):
        with open(self.path, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class World:
    """The server and the acquirer over one folder."""

    def __init__(self, server, sandbox, folder, accounts):
        self.programs = server, sandbox
        self.folder, self.accounts = folder, accounts
        self.port, self.bank_port, self.mail_port = free_port(), free_port(), free_port()
        self.server = self.sandbox = None
        self.kills = 0
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        self.database = os.path.join(folder, "server", "svetlitsa.db")

    def start(self):
        """Everything, with the accounts of a town in the demo's database."""
        self.start_server()
        self.wait_for(self.port, "/readyz")
        self.stop_server()
        self.fill()
        self.sandbox = self.run(
            self.programs[1],
            "--port", self.bank_port, "--smtp-port", self.mail_port, "--now", NOW,
            "--notify-url", f"http://127.0.0.1:{self.port}/gateway/yookassa",
            "--data", os.path.join(self.folder, "sandbox"), log="sandbox.log",
        )  # fmt: skip
        self.start_server()
        self.wait_for(self.port, "/readyz")
        self.wait_for(self.bank_port, "/healthz")

    def run(self, program, *arguments, log):
        out = open(os.path.join(self.folder, log), "ab")
        return subprocess.Popen([program, *map(str, arguments)], stdout=out, stderr=out)

    def start_server(self):
        self.server = self.run(
            self.programs[0], "serve", "--demo", "--now", NOW, "--port", self.port,
            "--data", os.path.join(self.folder, "server"),
            "--acquirer-url", f"http://127.0.0.1:{self.bank_port}/v3",
            "--acquirer-shop", SHOP, "--acquirer-key", KEY, "--acquirer-allow", "127.0.0.0/8", log="server.log",
        )  # fmt: skip

    def stop_server(self):
        self.server.send_signal(signal.SIGTERM)
        if self.server.wait(15) != 0:
            raise SystemExit("the server did not stop cleanly")

    def kill_server(self):
        """As a power cut does it, and the next start at once."""
        self.server.kill()
        self.server.wait()
        self.kills += 1
        self.start_server()

    def stop(self):
        for program in (self.server, self.sandbox):
            if program and program.poll() is None:
                program.kill()
                program.wait()

    def wait_for(self, port, path):
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as reply:
                    if reply.status == 200:
                        return
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"{path} on port {port} never answered")

    def account(self, place):
        return str(FIRST_ACCOUNT + place)

    def fill(self):
        """A town's accounts, all in one cabinet."""
        db = sqlite3.connect(self.database)
        for table, where, change in (
            ("accounts", "number = '67100000017'", lambda i: {"number": self.account(i), "position": 1_000 + i}),
            ("cabinet_accounts", "account = '67100000017'", lambda i: {"account": self.account(i), "position": 10 + i}),
        ):
            found = db.execute(f"SELECT * FROM {table} WHERE {where}")
            names = [column[0] for column in found.description]
            row = dict(zip(names, found.fetchall()[0]))
            marks = ", ".join("?" * len(names))
            rows = ([{**row, **change(i)}[name] for name in names] for i in range(self.accounts))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()

    def control(self, weather):
        body = json.dumps(weather).encode()
        url = f"http://127.0.0.1:{self.bank_port}/control"
        request = urllib.request.Request(url, body, {"content-type": "application/json"})
        urllib.request.urlopen(request).close()

    def calm(self):
        self.control(CALM)

    def acquirers_log(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.bank_port}/log") as reply:
            return json.load(reply)
