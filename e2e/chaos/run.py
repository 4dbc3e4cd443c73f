"""Payments through portal, guests and both gateways while the server is killed again and again and the acquirer drops, delays,
duplicates and reorders. At the end the durable logs of those who took money are laid beside the server's ledger.

    python3 run.py --server PATH --folder DIR [--sandbox PATH] [--out FILE] [--payments 10000] [--seed N] [--plant early]

Without a seed one is drawn and printed; the same seed decides the same payments, kills and weather again. A plant is a bug
that the books have to find: then the run succeeds when they do.
"""
import argparse
import asyncio
import json
import os
import random
import sqlite3
import time

from books import Books
from faults import PLANTS, Proxy
from people import Agent, Payer
from script import CHANNELS, Script
from world import Log, Pulse, World

# How many are at it at the same time, and answers between two kills: about a second's worth.
# `link` is how long a payer waits for the bank's page, `patience` how long the run waits for the last news, seconds.
BIG = {
    "payers": 80, "agents": 16, "accounts": 400, "kill_gap": (150, 700), "weather_gap": (60, 240), "link": 90, "patience": 240
}  # fmt: skip
SMALL = {
    "payers": 25, "agents": 8, "accounts": 40, "kill_gap": (40, 160), "weather_gap": (15, 60), "link": 8, "patience": 60
}  # fmt: skip


async def kill_now_and_then(world, script, pulse):
    for moment in script.kills:
        await pulse.reach(moment)
        await asyncio.to_thread(world.kill_server)


async def change_the_weather(world, script, pulse):
    for moment in script.changes:
        await pulse.reach(moment)
        await asyncio.to_thread(world.control, script.weather())


async def work(queue, pay):
    while queue:
        await pay(queue.pop(0))


def settled(world):
    """Whether everything that the acquirer took has arrived."""
    charged = [line["metadata"]["payment_id"] for line in world.acquirers_log()]
    db = sqlite3.connect(f"file:{world.database}?mode=ro", uri=True)
    done = {row[0] for row in db.execute("SELECT id FROM payments WHERE state = 'succeeded'")}
    db.close()
    return all(id in done for id in charged)


def already_paid(world):
    db = sqlite3.connect(f"file:{world.database}?mode=ro", uri=True)
    known = {row[0] for row in db.execute("SELECT cause_id FROM ledger_entries WHERE cause_kind = 'payment'")}
    known |= {row[0] for row in db.execute("SELECT id FROM payments")}
    db.close()
    return known


async def play(world, script, size, plant):
    pulse = Pulse()
    log = Log(os.path.join(world.folder, "agents.log"))
    proxy = await Proxy(world, plant).open() if plant else None
    payers = [Payer(world, pulse, size["link"]) for _ in range(size["payers"])]
    await payers[0].sign_in()
    for payer in payers:
        payer.headers.update(payers[0].headers)
    guests = [Payer(world, pulse, size["link"]) for _ in payers]
    agents = [Agent(world, pulse, log, proxy and proxy.port) for _ in range(size["agents"])]
    queues = {channel: [one for one in script.payments if one.channel == channel] for channel in CHANNELS}
    at_gateways = [one for one in script.payments if one.is_agents]
    trouble = [
        asyncio.create_task(kill_now_and_then(world, script, pulse)),
        asyncio.create_task(change_the_weather(world, script, pulse)),
    ]
    workers = [work(queues["portal"], payer.pay) for payer in payers]
    workers += [work(queues["guest"], guest.pay) for guest in guests]
    workers += [work(at_gateways, agent.pay) for agent in agents]
    playing = asyncio.gather(*workers)
    # Trouble that breaks is a fault of the run, not of the server.
    await asyncio.wait([playing, *trouble], return_when=asyncio.FIRST_COMPLETED)
    for task in trouble:
        if task.done():
            task.result()
    await playing
    for agent in agents:
        await agent.repeat()
    for task in trouble:
        task.cancel()
    await asyncio.gather(*trouble, return_exceptions=True)
    return pulse.answers, log.read()


def run(options, seed, plant):
    size = BIG if options.payments > 1_000 else SMALL
    script = Script(seed, options.payments, size["accounts"], size["kill_gap"], size["weather_gap"])
    folder = os.path.join(options.folder, plant or "honest")
    world = World(options.server, options.sandbox, folder, size["accounts"])
    try:
        world.start()
        before = already_paid(world)
        began = time.monotonic()
        answers, agents = asyncio.run(play(world, script, size, plant))
        spent = time.monotonic() - began
        world.calm()
        if world.server.poll() is not None:
            world.start_server()
        world.wait_for(world.port, "/readyz")
        end = time.monotonic() + size["patience"]
        while not settled(world) and time.monotonic() < end:
            time.sleep(0.25)
        world.stop_server()
        books = Books(world, world.acquirers_log(), agents, before)
    finally:
        world.stop()
    faults = books.check()
    figures = {"seed": seed, "plant": plant, "kills": world.kills, "answers": answers, "seconds": round(spent, 1)}
    return figures | books.counts() | {"faults": dict(faults), "examples": books.examples}


def tell(report):
    title = f"planted bug \"{report['plant']}\"" if report["plant"] else "chaos"
    print(f"    {title}, seed {report['seed']}: {report['kills']} kills among {report['answers']} answers in {report['seconds']} s")
    print(f"      taken: {report['taken_by_acquirer']} by the acquirer, {report['taken_by_agents']} by agents", end="")
    print(f" ({report['returned_by_agents']} returned); credited: {report['credited']}")
    print(f"      kopecks taken {report['kopecks_taken']}, credited {report['kopecks_credited']}")
    for kind, count in report["faults"].items():
        print(f"      {kind}: {count}, such as {report['examples'][kind]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", required=True)
    parser.add_argument("--sandbox")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--out")
    parser.add_argument("--payments", type=int, default=10_000)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--plant", choices=sorted(PLANTS))
    parser.add_argument("--then-plant", nargs="*", choices=sorted(PLANTS), default=[], help="afterwards these, on a short run")
    options = parser.parse_args()
    options.sandbox = options.sandbox or os.path.join(os.path.dirname(options.server), "svetlitsa-sandbox")
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    reports = [run(options, seed, options.plant)]
    tell(reports[0])
    options.payments = min(options.payments // 2, 300)
    for plant in options.then_plant:
        reports.append(run(options, seed, plant))
        tell(reports[-1])
    passed, rows = 0, []
    for report in reports:
        found = set(report["faults"])
        if report["plant"]:
            holds = bool(found & PLANTS[report["plant"]][1])
            what, value, bound, limit = f"planted \"{report['plant']}\" found", int(holds), "at least", 1
        else:
            value = sum(report["faults"].values())
            holds = value == 0 and report["kopecks_taken"] == report["kopecks_credited"] and report["kills"] > 0
            what, bound, limit = "lost, twice or out of nothing", "at most", 0
        passed += holds
        rows.append({"site": "chaos", "what": what, "value": value, "bound": bound, "limit": limit, "holds": holds})
    if options.out:
        with open(options.out, "w", encoding="utf-8") as out:
            json.dump({"runs": reports, "budget": rows}, out, indent=2)
    print(f"{passed} passed, {len(reports) - passed} failed")


main()
