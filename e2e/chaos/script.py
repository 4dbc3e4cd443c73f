"""What will happen, decided by a seed before anything does: who pays what and how, when the server dies, what the weather
at the acquirer is. Moments are counted in answers, not in seconds: so a replay kills at the same place of the story, though
not at the same instruction."""
import random
from dataclasses import dataclass

CHANNELS = ("portal", "guest", "osmp", "sber")
PAYERS = (
    ("pays", 62),
    ("pays and goes away", 14),
    ("clicks twice", 10),
    ("is declined", 5),
    ("gives up", 6),
    ("takes it back", 3),
)
AGENTS = (
    ("tells once", 40),
    ("tells with copies", 22),
    ("hangs up early", 16),
    ("tells again later", 12),
    ("contradicts itself", 6),
    ("has a wrong account", 4),
)
ACQUIRER = (("up", 46), ("500", 12), ("rubbish", 10), ("slow", 14), ("down", 8), ("processing", 10))


def pick(dice, table):
    words, weights = zip(*table)
    return dice.choices(words, weights)[0]


@dataclass(frozen=True)
class Payment:
    """One payment that somebody means to make."""

    number: int
    channel: str
    account: int
    kopecks: int
    manner: str
    copies: int
    is_sbp: bool
    is_capital: bool

    @property
    def is_agents(self):
        return self.channel in ("osmp", "sber")


class Script:
    """The whole story of a seed."""

    def __init__(self, seed, payments, accounts, kill_gap, weather_gap):
        dice = random.Random(f"payments {seed}")
        self.payments = [self.payment(dice, number, accounts) for number in range(payments)]
        self.kills = self.moments(random.Random(f"kills {seed}"), *kill_gap)
        self.changes = self.moments(random.Random(f"weather {seed}"), *weather_gap)
        self.sky = random.Random(f"sky {seed}")

    @staticmethod
    def payment(dice, number, accounts):
        channel = CHANNELS[number % len(CHANNELS)]
        manner = pick(dice, AGENTS if channel in ("osmp", "sber") else PAYERS)
        return Payment(
            number=number,
            channel=channel,
            account=dice.randrange(accounts),
            kopecks=dice.randint(100, 900_000),
            manner=manner,
            copies=dice.randint(2, 5),
            is_sbp=dice.random() < 0.6,
            is_capital=dice.random() < 0.5,
        )

    @staticmethod
    def moments(dice, least, most):
        at = 0
        while True:
            at += dice.randint(least, most)
            yield at

    def weather(self):
        """The acquirer's next mood."""
        sky = self.sky
        return {
            "acquirer": pick(sky, ACQUIRER),
            "slow_ms": sky.randint(100, 600),
            "notifications": {
                "drop": sky.random() < 0.25,
                "delay_ms": sky.choice((0, 0, 50, 300, 900)),
                "duplicates": sky.choice((0, 0, 1, 3)),
                "reorder": sky.random() < 0.35,
            },
        }


CALM = {
    "acquirer": "up",
    "notifications": {"drop": False, "delay_ms": 0, "duplicates": 0, "reorder": False},
}
