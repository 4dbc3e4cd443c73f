"""A thousand appeals in a minute while the server is killed twice: how long until the mail server has each acknowledgement.

    python3 appeals.py --server PATH --folder DIR --out FILE

Each author sends again with the same key until an answer comes, as the form does. The mail server is a program of this run: it
takes letters at once, counts them, and is never killed.
"""
import asyncio
import http.client
import json
import os
import re
import smtplib
import sqlite3
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from load import Report, Server, options, percentile

APPEALS, MINUTE, KILLS = 1_000, 60.0, (20.0, 40.0)
# Longest wait for the letters that are still on their way after the last appeal.
REST = 90.0
CONVERSATIONS = 200
TEXT = "Счётчик гудит с прошлой недели, показания растут и ночью. Прошу проверить."


class Mailbox:
    """Takes letters over SMTP: who had which, with what Message-ID, and when."""

    def __init__(self):
        self.letters = []

    async def serve(self):
        self.server = await asyncio.start_server(self.talk, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]

    async def talk(self, reader, writer):
        writer.write(b"220 mailbox\r\n")
        recipient = ""
        try:
            while line := await reader.readline():
                word = line[:4].upper()
                if word == b"EHLO":
                    writer.write(b"250-mailbox\r\n250 8BITMIME\r\n")
                elif word == b"DATA":
                    writer.write(b"354 go on\r\n")
                    letter = await reader.readuntil(b"\r\n.\r\n")
                    self.letters.append((recipient, message_id(letter), time.time()))
                    writer.write(b"250 taken\r\n")
                elif word == b"QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                else:
                    if word == b"RCPT":
                        recipient = line.split(b"<")[1].split(b">")[0].decode()
                    writer.write(b"250 fine\r\n")
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # The sender was killed in the middle: this letter comes again.
        finally:
            writer.close()


def message_id(letter):
    return re.search(rb"(?im)^Message-ID:\s*(\S+)", letter).group(1).decode()


def recipient(i):
    return f"author{i}@example.org"


def file_appeal(server, i):
    """Sends an appeal until it is accepted; when that was, and how often it was sent."""
    body = json.dumps({"kind": "complaint", "text": f"{TEXT} № {i}", "name": "", "email": recipient(i), "language": "ru"})
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": str(uuid.uuid4()),
        # A thousand people, not one in a hurry.
        "X-Forwarded-For": f"10.1.{i // 250}.{i % 250 + 1}",
    }
    for attempt in range(1, 200):
        try:
            line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
            line.request("POST", "/api/v1/appeals", body.encode(), headers)
            reply = line.getresponse()
            answer = reply.read()
            if reply.status == 201:
                return time.time(), attempt
            if reply.status < 500 and reply.status != 409:
                raise SystemExit(f"appeal {i} was refused: {reply.status} {answer[:300]}")
        except OSError:
            pass
        except http.client.HTTPException:
            pass
        time.sleep(0.25)
    raise SystemExit(f"appeal {i} was never answered")


async def kill(server, after):
    await asyncio.sleep(after)
    server.process.kill()
    server.process.wait()
    await asyncio.to_thread(server.start)


def bare(port):
    """Milliseconds of one conversation with the mail server, without anything of ours."""
    times = []
    for i in range(CONVERSATIONS):
        began = time.monotonic()
        with smtplib.SMTP("127.0.0.1", port) as line:
            line.sendmail("a@example.org", [f"bare{i}@example.org"], f"Message-ID: <bare{i}>\r\n\r\n{'x' * 900}")
        times.append((time.monotonic() - began) * 1000)
    return times


async def run(server, mailbox):
    """When each appeal was accepted, and how often it was sent."""
    loop, began = asyncio.get_running_loop(), time.monotonic()
    kills = [asyncio.create_task(kill(server, after)) for after in KILLS]
    with ThreadPoolExecutor(64) as authors:
        waiting = []
        for i in range(APPEALS):
            await asyncio.sleep(max(0.0, began + i * MINUTE / APPEALS - time.monotonic()))
            waiting.append(loop.run_in_executor(authors, file_appeal, server, i))
        accepted = await asyncio.gather(*waiting)
    await asyncio.gather(*kills)
    end = time.monotonic() + REST
    while len({to for to, _, _ in mailbox.letters}) < APPEALS and time.monotonic() < end:
        await asyncio.sleep(0.2)
    # Whatever would come twice has its time to come.
    await asyncio.sleep(3)
    return accepted


async def main():
    said = options()
    mailbox, report = Mailbox(), Report("appeals")
    await mailbox.serve()
    conversations = await asyncio.to_thread(bare, mailbox.port)
    mailbox.letters.clear()
    more = ("--smtp-url", f"smtp://127.0.0.1:{mailbox.port}", "--trusted-proxy", "127.0.0.1/32")
    server = Server(said.server, said.folder, more)
    await asyncio.to_thread(server.start)
    try:
        accepted = await run(server, mailbox)
    finally:
        server.stop()
    came = {}
    for to, name, at in mailbox.letters:
        came.setdefault(to, []).append((name, at))
    waited, twice, lost, strange = [], 0, 0, 0
    for i, (at, _) in enumerate(accepted):
        letters = came.pop(recipient(i), [])
        lost += not letters
        twice += len(letters) == 2
        strange += len(letters) > 2 or len({name for name, _ in letters}) > 1
        waited.extend([max(0.0, letters[0][1] - at) * 1000] if letters else [])
    db = sqlite3.connect(os.path.join(said.folder, "svetlitsa.db"))
    kept = db.execute("SELECT count(*) FROM appeals WHERE email LIKE 'author%'").fetchone()[0]
    db.close()
    report.more |= {
        "kills": len(KILLS),
        "sent again by their authors": sum(attempts > 1 for _, attempts in accepted),
        "acknowledged twice under one Message-ID": twice,
        "bare conversation, p50 and p99 ms": [round(percentile(conversations, share), 1) for share in (0.5, 0.99)],
        "accepted to mail server, p50 and longest ms": [round(percentile(waited, 0.5)), round(max(waited))],
    }
    report.expect("accepted and kept, each once", kept, "at least", APPEALS)
    report.expect("kept out of nothing", kept - APPEALS, "at most", 0)
    report.expect("not acknowledged", lost, "at most", 0)
    report.expect("oftener, or under two ids", strange + len(came), "at most", 0)
    report.expect("to the mail server, p99 ms", percentile(waited, 0.99), "at most", 10_000)
    report.close(said.out)


asyncio.run(main())
