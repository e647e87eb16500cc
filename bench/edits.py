"""What an edit of one rule costs: `rules diff`, and `ingest` by the edited rules,
against an ingest from nothing; and whether the diff told what the ingest then did.

Rules are drawn at random and edited one at a time: a guard more (narrower), or a
guard less (wider), or another value.  CPU is user + system time of one thread.
bench/README.md says how to read the table.
"""

import argparse
import gzip
import json
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "corpus"
SAMPLES = ROOT / "corpus" / "articles"


def fail(sentence):
    sys.exit(f"edits: {sentence}")


def write_corpus(folder):
    """The articles of ../shared as files; the samples where that is absent."""
    if not SHARED.is_dir():
        shutil.copytree(SAMPLES, folder)
        return "corpus/articles, because ../shared/corpus is absent"
    number = 0
    for path in sorted(SHARED.glob("*.ndjson.gz")):
        target = folder / path.name.split(".")[0]
        target.mkdir(parents=True)
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                number += 1
                (target / f"{number:05}.txt").write_text(json.loads(line)["text"], encoding="utf-8")
    return f"../shared/corpus, {number} articles"


def tables(text):
    return re.split(r"(?m)^(?=\[)", text)


def rules_of(folder):
    """(file, id) of every rule."""
    found = []
    for path in sorted(folder.rglob("*.toml")):
        for table in tables(path.read_text(encoding="utf-8")):
            rule = re.search(r"(?m)^id *= *['\"](.*?)['\"]", table)
            if table.startswith("[[rule]]") and rule:
                found.append((path.relative_to(folder), rule.group(1)))
    return found


GUARD = re.compile(r"(?m)^(not_followed_by *= *)'([^'\n]*)'$")


def edited(table, draw):
    """The rule with a guard that looks at what often stands behind figures, wider or
    narrower than before, and what was done to it."""
    guard = GUARD.search(table)
    if guard and draw.random() < 0.5:
        return table[:guard.start()] + table[guard.end() + 1:], "guard taken out"
    mark = draw.choice([",", "。", " (?:of|in)", "的", r"\)", " and", "、"])
    if guard:
        return GUARD.sub(lambda m: f"{m.group(1)}'{m.group(2)}|{mark}'", table, count=1), "guard widened"
    line = re.search(r"(?m)^pattern *=", table)
    return table[:line.start()] + f"not_followed_by = '{mark}'\n" + table[line.start():], "guard added"


def edit(rules, copy, name, rule, draw):
    shutil.copytree(rules, copy)
    path = copy / name
    parts = tables(path.read_text(encoding="utf-8"))
    for i, table in enumerate(parts):
        if table.startswith("[[rule]]") and re.search(rf"(?m)^id *= *['\"]{re.escape(rule)}['\"]", table):
            parts[i], what = edited(table, draw)
            path.write_text("".join(parts), encoding="utf-8")
            return what
    fail(f"there is no rule {rule} in {name}")


def run(argv, codes=(0,), out=subprocess.DEVNULL):
    child = subprocess.Popen(argv, stdout=out, stderr=subprocess.PIPE)
    message = child.stderr.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    code = child.returncode = os.waitstatus_to_exitcode(status)
    if code not in codes:
        fail(f"'{' '.join(map(str, argv))}' ended with {code}: {message}")
    return usage.ru_utime + usage.ru_stime


class Bench:
    def __init__(self, factmill, folder):
        self.factmill, self.folder = factmill, folder
        self.corpus = folder / "corpus"

    def ingest(self, db, rules):
        return run([self.factmill, "ingest", self.corpus, "--db", db, "--rules", rules, "--jobs", "1"],
                   codes=(0, 1))

    def dump(self, db):
        """Facts with what is said of them, by key; and the rest."""
        with open(self.folder / "dump", "wb") as out:
            run([self.factmill, "dump", "--db", db], out=out)
        facts, rest = {}, []
        with open(self.folder / "dump", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                key = row.get("fact") or row.get("attribute") or row.get("link")
                if key:
                    facts.setdefault(key, []).append(line)
                else:
                    rest.append(line)
        return facts, rest

    def diff(self, db, rules):
        """CPU seconds, and the places of the facts gained, lost and changed."""
        with open(self.folder / "diff", "wb") as out:
            seconds = run([self.factmill, "rules", "diff", "--db", db, "--rules", rules,
                           "--format", "ndjson", "--jobs", "1"], codes=(0, 1), out=out)
        told = {"gained": set(), "lost": set(), "changed": set()}
        with open(self.folder / "diff", encoding="utf-8") as lines:
            for line in lines:
                change = json.loads(line)
                fact = change.get("after") or change["before"]
                told[change["change"]].add((change["sha256"], change["ordinal"], fact["start"],
                                            fact["end"], fact["kind"]))
        return seconds, told


def place(lines):
    fact = next(row for row in map(json.loads, lines) if "fact" in row)
    return (fact["payload"], fact["ordinal"], fact["char_start"], fact["char_end"], fact["kind"])


def done(before, after):
    """What an ingest did, in the words of the diff."""
    return {
        "gained": {place(after[key]) for key in after.keys() - before.keys()},
        "lost": {place(before[key]) for key in before.keys() - after.keys()},
        "changed": {place(after[key]) for key in after.keys() & before.keys()
                    if after[key] != before[key]},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rules", type=int, default=20, metavar="N", help="rules drawn (default 20)")
    parser.add_argument("--seed", type=int, default=1, help="of the draw (default 1)")
    parser.add_argument("--factmill", default=str(ROOT / "build" / "release" / "factmill"),
                        metavar="FILE", help="the program (default build/release/factmill)")
    options = parser.parse_args()
    draw = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="factmill-edits-") as name:
        folder = pathlib.Path(name)
        bench = Bench(options.factmill, folder)
        print(f"text  {write_corpus(bench.corpus)}")
        rules = ROOT / "rules"
        first = folder / "first.db"
        fresh = statistics.median(
            [bench.ingest(folder / f"fresh{i}.db", rules) for i in range(3)])
        bench.ingest(first, rules)
        before, _ = bench.dump(first)
        print(f"fresh ingest {fresh:.2f} s of CPU, {len(before)} facts; seed {options.seed}\n")
        print(f"{'rule':32} {'edit':16} {'gained':>7} {'lost':>7} {'changed':>7} {'diff':>6} "
              f"{'ingest':>7}")
        diffs, ingests, wrong = [], [], 0
        for name, rule in draw.sample(rules_of(rules), options.rules):
            copy = folder / "rules" / "rules"
            shutil.rmtree(copy.parent, ignore_errors=True)
            copy.parent.mkdir()
            what = edit(rules, copy, name, rule, draw)
            again, anew = folder / "again.db", folder / "anew.db"
            for db in (again, anew):
                db.unlink(missing_ok=True)
            shutil.copy(first, again)
            seconds, told = bench.diff(again, copy)
            diffs.append(seconds / fresh)
            ingests.append(bench.ingest(again, copy) / fresh)
            bench.ingest(anew, copy)
            after, rest = bench.dump(again)
            good = told == done(before, after) and (after, rest) == bench.dump(anew)
            wrong += not good
            print(f"{rule:32} {what:16} {len(told['gained']):7} {len(told['lost']):7} "
                  f"{len(told['changed']):7} {diffs[-1]:6.2f} {ingests[-1]:7.2f}"
                  f"{'' if good else '  WRONG'}", flush=True)
        print(f"\nshare of a fresh ingest's CPU, median (most): diff {statistics.median(diffs):.2f} "
              f"({max(diffs):.2f}), ingest {statistics.median(ingests):.2f} ({max(ingests):.2f})")
        if wrong:
            fail(f"{wrong} diffs or ingests were not what an ingest from nothing gives")
        print("every diff told exactly what the ingest did, and every ingest gave the dump of one "
              "from nothing")


if __name__ == "__main__":
    main()
