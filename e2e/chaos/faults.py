"""Bugs planted on purpose, to see that the books find them. They live here, in a proxy between the agents and the server, and
not in the server: nothing of them can ever be built into a release, and the server that is tried is the one that is shipped."""
import asyncio

from people import AGENT
from world import Door, Gone

CREDIT = (
    "<response><prv_txn>{0}</prv_txn><EXT_ID>{0}</EXT_ID><ext_id>{0}</ext_id><result>0</result><CODE>0</CODE></response>"
)


async def answer_early(server, path, background):
    """Says yes before the server has committed, and hopes."""
    background.add(asyncio.create_task(forward_once(server, path)))
    return CREDIT.format(0)


async def forward_once(server, path):
    door = Door(server)
    try:
        await door.ask("GET", path, AGENT)
    except Gone:
        pass
    finally:
        door.shut()


async def forget_the_number(server, path, background):
    """Takes each retry for a new transaction: the number that would tell them apart is made up on the way."""
    for name in ("txn_id=", "PAY_ID="):
        before, found, after = path.partition(name)
        if found:
            path = f"{before}{found}{len(background) + 7_000_000}{after[7:]}"
    background.add(object())
    door = Door(server)
    try:
        _, _, body = await door.ask("GET", path, AGENT)
        return body.decode()
    finally:
        door.shut()


PLANTS = {
    # What is planted, and which faults of the books show it.
    "early": (answer_early, {"lost"}),
    "forgetful": (forget_the_number, {"never taken", "credited out of nothing"}),
}


class Proxy:
    """Stands between the agents and the server."""

    def __init__(self, world, plant):
        self.server, self.plant = world.port, PLANTS[plant][0]
        self.background, self.port = set(), None

    async def open(self):
        listening = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = listening.sockets[0].getsockname()[1]
        return self

    async def serve(self, reader, writer):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                text = (await self.plant(self.server, head.split()[1], self.background)).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(text) + text)
                await writer.drain()
        except (Gone, OSError, EOFError):
            pass
        finally:
            writer.close()
