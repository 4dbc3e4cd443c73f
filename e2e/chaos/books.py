"""The verdict: money taken, by the logs of those who took it, beside money credited, by the server's ledger."""
import sqlite3
from collections import Counter, defaultdict


class Books:
    """Both sides, and how they differ."""

    def __init__(self, world, acquirer, agents, before):
        self.faults = Counter()
        self.examples = {}
        self.taken, self.returned, self.told = {}, set(), defaultdict(set)
        for line in agents:
            if line["event"] == "taken":
                self.taken[line["txn"]] = (line["account"], line["kopecks"])
            elif line["event"] == "returned":
                self.returned.add(line["txn"])
            elif line["event"] == "strange":
                self.fault("answered strangely", f"{line['txn']}: {line['why']}")
            else:
                self.told[line["txn"]].add(line["number"])
        self.charged = defaultdict(list)
        for line in acquirer:
            self.charged[line["metadata"]["payment_id"]].append(line["amount_kopecks"])
        db = sqlite3.connect(f"file:{world.database}?mode=ro", uri=True)
        db.row_factory = sqlite3.Row
        rows = db.execute("SELECT id, account, amount_kopecks, method, state FROM payments").fetchall()
        self.payments = {row["id"]: row for row in rows if row["id"] not in before}
        self.credits = defaultdict(int)
        causes = db.execute("SELECT cause_id, account, amount_kopecks FROM ledger_entries WHERE cause_kind = 'payment'")
        for row in causes:
            if row["cause_id"] not in before:
                self.credits[row["cause_id"], row["account"]] -= row["amount_kopecks"]
        self.journal = {row["txn_id"]: row for row in db.execute("SELECT * FROM agent_payments")}
        self.receipts = Counter(row[0] for row in db.execute("SELECT payment_id FROM receipts") if row[0] not in before)
        db.close()

    def fault(self, kind, example):
        self.faults[kind] += 1
        self.examples.setdefault(kind, example)

    def check(self):
        """Every kopeck on both sides."""
        explained = set()
        for id, sums in self.charged.items():
            if len(sums) > 1:
                self.fault("charged twice", id)
            self.compare("acquirer", id, sum(sums), explained)
        for txn, (account, kopecks) in self.taken.items():
            row = self.journal.get(txn)
            if txn in self.returned:
                if row:
                    self.fault("credited and returned", txn)
                continue
            if row is None:
                self.fault("lost", f"agent's {txn}, {kopecks} kopecks for {account}")
                continue
            if self.told[txn] - {row["number"]}:
                self.fault("told another number", txn)
            self.compare("agent", row["payment_id"], kopecks, explained, account)
        for (id, account), kopecks in self.credits.items():
            if id not in explained:
                self.fault("credited out of nothing", f"{id}, {kopecks} kopecks for {account}")
        for txn in self.journal.keys() - self.taken.keys():
            self.fault("never taken", txn)
        for id, row in self.payments.items():
            is_credited = (id, row["account"]) in self.credits
            if is_credited != (row["state"] == "succeeded") or self.receipts[id] != int(is_credited):
                self.fault("state, receipt and ledger differ", id)
        return self.faults

    def compare(self, who, id, kopecks, explained, account=None):
        row = self.payments.get(id)
        account = account or (row["account"] if row else None)
        credited = self.credits.get((id, account), 0)
        explained.add(id)
        if credited == 0:
            self.fault("lost", f"{who}'s {id}, {kopecks} kopecks for {account}")
        elif credited != kopecks:
            self.fault("credited another sum", f"{id}: {credited} for {kopecks}")

    def counts(self):
        """What is printed."""
        agents = {txn: kopecks for txn, (_, kopecks) in self.taken.items() if txn not in self.returned}
        return {
            "payments": len(self.payments),
            "taken_by_acquirer": len(self.charged),
            "taken_by_agents": len(agents),
            "returned_by_agents": len(self.returned),
            "credited": len(self.credits),
            "kopecks_taken": sum(map(sum, self.charged.values())) + sum(agents.values()),
            "kopecks_credited": sum(self.credits.values()),
        }
