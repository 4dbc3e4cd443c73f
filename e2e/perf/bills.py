"""Taking over 22,000 accounts in 412 houses (`seeds/000`) and closing their period, against raw SQLite in the same run;
with --million the same for as many accounts, with time and peak memory.

    python3 bills.py --server PATH --folder DIR --out FILE [--million]

Every fifth household of the file is silent; the others have given a reading, which is written into the database before
the period is closed.
"""
import argparse
import csv
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import time

HEADER = (
    "account;branch;last_name;first_name;middle_name;address;house;flat;area_m2;residents;rooms;stove;meter_serial;"
    "meter_digits;zones;t1;t2;t3;readings_date;last_kwh;last_paid_kwh;balance_kopecks;direct_since"
).split(";")
HOUSES = 412
# The switch as if it were today: the period is October, closed on the third of November.
READ_ON, PERIOD, NOW = "2026-09-30", "2026-10", "2026-11-03T09:00:00+03:00"


def write_file(path, accounts):
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=";", lineterminator="\n")
        rows.writerow(HEADER)
        for n in range(accounts):
            house, zones = n % HOUSES + 1, 2 if n % 3 == 0 else 1
            rows.writerow([
                f"{68_000_000_000 + n}", "smolensk", "Петров", "Иван", "Ильич", f"г. Смоленск, ул. Новая, д. {house}",
                house, n // HOUSES + 1, "54.0", n % 5 + 1, n % 4 + 1, "gas", f"{10_000_000 + n}", 5, zones,
                12_000 + n % 5_000, 6_000 + n % 3_000 if zones == 2 else "", "", READ_ON, 150 + n % 100,
                140 + n % 100, (n % 7) * 1_000, PERIOD,
            ])


def database(folder):
    return sqlite3.connect(os.path.join(folder, "svetlitsa.db"))


def give_readings(folder):
    """A reading for four households of five, as the portal would have stored it."""
    base = database(folder)
    with base:
        meters = base.execute(
            "SELECT m.id, m.account, r.zone, r.initial_value FROM meters m JOIN registers r ON r.meter = m.id "
            "WHERE m.account LIKE '68%' ORDER BY m.id, r.position"
        )
        readings = {}
        for meter, account, zone, initial in meters:
            if int(account) % 5:
                readings.setdefault((meter, account), []).append((zone, initial + 100 + int(account) % 150))
        columns = [row[1] for row in base.execute("PRAGMA table_info(readings)")]
        used = lambda values: [{"zone": zone, "units": 100} for zone, _ in values]
        rows = []
        for (meter, account), values in readings.items():
            row = {
                "id": f"bench-{account}", "account": account, "meter": meter, "taken_on": "2026-10-20",
                "received_at": 1_792_000_000_000, "channel": "portal", "status": "accepted", "period": PERIOD,
                "values": json.dumps([{"zone": zone, "value": value} for zone, value in values]),
                "consumption": json.dumps(used(values)), "findings": "[]", "cost_kopecks": None,
                "state": "accepted", "has_photo": 0,
            }
            rows.append([row[column] for column in columns])
        names = ", ".join(f'"{column}"' for column in columns)
        base.executemany(f"INSERT INTO readings ({names}) VALUES ({', '.join('?' * len(columns))})", rows)
    base.close()
    return len(rows)


def peak(pid):
    """Peak memory of a running program until now, KiB. Not `ru_maxrss` of the one that ended: that starts with what this
    script had when it was forked, and the script holds all readings."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM:")), 0)
    except (FileNotFoundError, ProcessLookupError):
        return 0


def timed(command):
    """Seconds and peak memory of a command, KiB."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    # The first look is after the program has taken the fork's place; what it says fits into the pipe.
    time.sleep(0.02)
    memory = 0
    while process.poll() is None:
        memory = max(memory, peak(process.pid))
        time.sleep(0.02)
    spent, said = time.perf_counter() - started, process.stdout.read().strip()
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed: {said}")
    return spent, memory, said


def raw(folder, tables, at_once):
    """The same rows, prepared statements and `synchronous=FULL`, as many in a transaction: what the disk takes."""
    source = database(folder)
    target = sqlite3.connect(os.path.join(folder, "raw.db"), isolation_level=None)
    target.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    seconds = 0
    for table in tables:
        made = source.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        target.execute(made)
        for (index,) in source.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = 'index' AND sql IS NOT NULL", (table,)
        ):
            target.execute(index)
        rows = source.execute(f"SELECT * FROM {table} WHERE {KEYS[table]} LIKE '68%'")
        insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows.description))})"
        while chunk := rows.fetchmany(at_once):
            started = time.perf_counter()
            target.execute("BEGIN IMMEDIATE")
            target.executemany(insert, chunk)
            target.execute("COMMIT")
            seconds += time.perf_counter() - started
    source.close()
    target.close()
    os.remove(os.path.join(folder, "raw.db"))
    return seconds


KEYS = {
    "accounts": "number", "meters": "account", "registers": "meter", "bill_codes": "account",
    "openings": "account", "bills": "account", "bill_lines": "account", "ledger_entries": "account",
}


def measure(program, folder, accounts, with_raw):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    path = os.path.join(folder, "accounts.csv")
    write_file(path, accounts)
    store = ["--data", folder, "--now", NOW]
    imported, import_memory, said = timed([program, "import", "accounts", path, *store])
    if not said.startswith(f"{accounts} loaded, 0 unchanged, 0 rejected"):
        raise SystemExit(f"the import says: {said}")
    again, _, said = timed([program, "import", "accounts", path, *store])
    if not said.startswith(f"0 loaded, {accounts} unchanged"):
        raise SystemExit(f"the second import says: {said}")
    given = give_readings(folder)
    close = [program, "close-period", "--branch", "smolensk", "--period", PERIOD, *store]
    closed, close_memory, said = timed(close)
    if f"{given} by reading" not in said or "0 refused" not in said:
        raise SystemExit(f"the closing says: {said}")
    base = database(folder)
    lines, entries = (
        base.execute(f"SELECT COUNT(*), SUM(amount_kopecks) FROM {table} WHERE account LIKE '68%' {more}").fetchone()
        for table, more in (("bill_lines", ""), ("ledger_entries", "AND cause_kind = 'charge'"))
    )
    base.close()
    if lines != entries:
        raise SystemExit(f"lines {lines} and ledger {entries} differ")
    figures = {
        "accounts": accounts, "import_s": imported, "import_again_s": again, "import_kib": import_memory,
        "close_s": closed, "close_kib": close_memory, "lines": lines[0], "said": said,
        "database_bytes": os.path.getsize(os.path.join(folder, "svetlitsa.db")),
    }
    if with_raw:
        figures["raw_import_s"] = raw(folder, ["accounts", "meters", "registers", "bill_codes", "openings"], 1_000)
        figures["raw_close_s"] = raw(folder, ["bills", "bill_lines", "ledger_entries"], 500)
    shutil.rmtree(folder, ignore_errors=True)
    return figures


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--server", required=True)
    options.add_argument("--folder", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--accounts", type=int, default=22_000)
    options.add_argument("--million", action="store_true")
    asked = options.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    few = measure(asked.server, asked.folder, asked.accounts, True)
    print(json.dumps(few, ensure_ascii=False, indent=2))
    row = lambda what, value, limit: {
        "site": "bills", "what": what, "value": round(value), "bound": "at most", "limit": limit, "holds": value <= limit,
    }
    budget = [
        row("import of 22,000, ms", few["import_s"] * 1000, 10_000),
        row("close of 22,000, ms", few["close_s"] * 1000, 10_000),
    ]
    report = {"few": few, "budget": budget}
    if asked.million:
        many = measure(asked.server, asked.folder, 1_000_000, False)
        print(json.dumps(many, ensure_ascii=False, indent=2))
        report["many"] = many
        memory = max(many["import_kib"], many["close_kib"])
        budget.append(row("close of 1,000,000, s", many["close_s"], 600))
        budget.append(row("1,000,000, peak MB", memory / 1024, 500))
    with open(asked.out, "w", encoding="utf-8") as file:
        json.dump(report, file, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    main()
