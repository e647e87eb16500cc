"""CPU time of `factmill extract` against other commands on the same text.

Each pair runs every command once, one right after the other, so that whatever
slows the machine slows all of them; the order turns round from pair to pair.
What counts is user + system time of the child process, as the kernel tells it.
bench/README.md says how to read the table.
"""

import argparse
import gzip
import json
import os
import pathlib
import re
import shlex
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "corpus"
SAMPLES = ROOT / "corpus" / "articles"

QUICK_ARTICLES = 500
SAMPLES_BYTES = 8_000_000  # The samples are repeated up to this size.
LEAST_CPU = 0.2  # A command that takes less is run again and averaged,
MOST_RUNS = 10  # but not more often than this.


def fail(sentence):
    sys.exit(f"bench: {sentence}")


def shared_articles():
    """Articles by language from ../shared, or {} where it is absent."""
    found = {}
    for language in ("en", "zh"):
        path = SHARED / f"{language}.ndjson.gz"
        if not path.is_file():
            return {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found[language] = [json.loads(line) for line in lines]
    return found


def sample_articles(factmill):
    """The sample articles by language, repeated until there is enough to measure."""
    paths = sorted(str(path) for path in SAMPLES.iterdir()) if SAMPLES.is_dir() else []
    if not paths:
        fail(f"there is neither {SHARED} nor anything in {SAMPLES}")
    read = subprocess.run([factmill, "read", *paths], stdout=subprocess.PIPE, check=False)
    by_language = {}
    for line in read.stdout.decode().splitlines():
        article = json.loads(line)
        by_language.setdefault("en" if article["lang"] == "en" else "zh", []).append(article)
    found = {}
    for language, articles in sorted(by_language.items()):
        size = sum(len(article["text"].encode()) for article in articles)
        copies = SAMPLES_BYTES // max(size, 1) + 1
        found[language] = [
            {"id": f"{article['path']}/{copy}", "text": article["text"],
             **({"date": article["date"]} if article["date"] else {})}
            for copy in range(copies) for article in articles]
    return found


def interleave(a, b):
    mixed = [article for pair in zip(a, b) for article in pair]
    return mixed + a[len(b):] + b[len(a):]


class Text:
    """One set of articles on disk, as NDJSON and as plain text."""

    def __init__(self, name, articles, folder):
        self.name = name
        self.articles = len(articles)
        self.ndjson = folder / f"{name}.ndjson"
        self.plain = folder / f"{name}.txt"
        with open(self.ndjson, "w", encoding="utf-8") as out:
            for article in articles:
                out.write(json.dumps(article, ensure_ascii=False) + "\n")
        with open(self.plain, "w", encoding="utf-8", newline="\n") as out:
            for article in articles:
                out.write(article["text"] + "\n")
        self.megabytes = self.plain.stat().st_size / 1e6


def command_codes(argv):
    """Exit codes that are no failure: searches end with 1 where nothing is found."""
    return (0, 1) if os.path.basename(argv[0]) in ("rg", "grep") else (0,)


def cpu_seconds(command, text, folder):
    """User + system seconds of one run; the mean of several if it is short."""
    argv = [word.replace("{text}", str(text.plain)).replace("{ndjson}", str(text.ndjson))
            for word in command]
    total, runs = 0.0, 0
    while runs == 0 or (total < LEAST_CPU and runs < MOST_RUNS):
        with open(text.ndjson, "rb") as stdin, open(folder / "out", "wb") as stdout:
            try:
                child = subprocess.Popen(argv, stdin=stdin, stdout=stdout)
            except OSError as error:
                fail(f"cannot run {argv[0]}: {error.strerror}")
            _, status, usage = os.wait4(child.pid, 0)
        code = child.returncode = os.waitstatus_to_exitcode(status)
        if code not in command_codes(argv):
            fail(f"'{shlex.join(argv)}' ended with {code}")
        total += usage.ru_utime + usage.ru_stime
        runs += 1
    return total / runs


def check_output(text, folder):
    """factmill's answer has a line for each article and no error among them."""
    with open(folder / "out", encoding="utf-8") as lines:
        answers = [json.loads(line) for line in lines]
    if len(answers) != text.articles or any("error" in answer for answer in answers):
        fail(f"extract did not answer for all {text.articles} articles of {text.name}")
    return sum(len(answer["facts"]) for answer in answers)


def measure(commands, text, pairs, folder):
    """{name: [seconds of each pair]}, and the number of facts."""
    seconds = {name: [] for name in commands}
    facts = 0
    for pair in range(pairs):
        names = list(commands) if pair % 2 == 0 else list(reversed(commands))
        for name in names:
            seconds[name].append(cpu_seconds(commands[name], text, folder))
            if name == "factmill":
                facts = check_output(text, folder)
    return seconds, facts


def print_row(cells):
    """A line of the table, as soon as it is known; the first column is left-aligned."""
    print("  ".join([cells[0].ljust(4)] + [cell.rjust(10) for cell in cells[1:]]), flush=True)


def change_rules(source, target, change):
    """Copies the rules; `change` gives the tables of a file anew."""
    for path in sorted(source.rglob("*.toml")):
        tables = re.split(r"(?m)^(?=\[)", path.read_text(encoding="utf-8").rstrip("\n") + "\n\n")
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text("".join(change(tables)), encoding="utf-8")


def twice(tables):
    """Each [[rule]] twice: the second with another id."""
    copies = [re.sub(r"(?m)^(id *= *)(['\"])(.*?)\2", r"\1\2\3.copy\2", table)
              for table in tables if table.startswith("[[rule]]")]
    return tables + copies


def without_attribution(tables):
    """Without rules that say something of a figure, and without their words, but those
    that rules of figures go by, too."""
    says = re.compile(r"(?m)^(reader|governs|set) *=.*|^role *= *"
                      r"['\"](phrase\.|metric\.(?!money)|govern\.|(period|status|change|base)\b)")
    return [table for table in tables
            if not (table.startswith(("[[rule]]", "[[term]]")) and says.search(table)
                    and not re.search(r"(?m)^set *= *\{ *[a-z_]+ *=", table))]


def start_up_seconds(command, folder, runs=11):
    """Median CPU of the program on one article of five lines."""
    article = "\n".join(["The mill spent 2.4 billion yuan on 40 looms in May 2021.",
                         "总投资约3.5亿元，带动就业1200人，同比增长12.5%。"] * 2 + ["End."])
    line = folder / "five-lines.ndjson"
    line.write_text(json.dumps({"id": 1, "text": article}) + "\n", encoding="utf-8")
    times = []
    for _ in range(runs):
        with open(line, "rb") as stdin:
            child = subprocess.Popen(command, stdin=stdin, stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            fail(f"'{shlex.join(command)}' ended with {child.returncode}")
        times.append(usage.ru_utime + usage.ru_stime)
    return statistics.median(times)


def measure_rules(options, articles, pairs, name, change):
    """Prints what rules changed so cost beside those as they are, and the start.

    Both are read anew: the rules as they are with a comment more, lest they be had
    prepared."""
    rules = pathlib.Path(options.rules) if options.rules else ROOT / "rules"
    with tempfile.TemporaryDirectory(prefix="factmill-bench-") as folder:
        folder = pathlib.Path(folder)
        change_rules(rules, folder / "read", lambda tables: tables + ["# Read anew.\n"])
        change_rules(rules, folder / "changed", change)
        extract = [options.factmill, "extract", "--jobs", str(options.jobs), "--rules"]
        commands = {"factmill": extract + [str(folder / "read")],
                    "changed": extract + [str(folder / "changed")]}
        print_row(["text", "rules s", f"{name} s", "x", "1/x"])
        for text, some in articles.items():
            seconds, _ = measure(commands, Text(text, some, folder), pairs, folder)
            ratio = statistics.median(
                b / a for a, b in zip(seconds["factmill"], seconds["changed"]))
            print_row([text, f"{statistics.median(seconds['factmill']):.3f}",
                       f"{statistics.median(seconds['changed']):.3f}", f"{ratio:.2f}",
                       f"{1 / ratio:.2f}"])
        print("\nCPU of the whole program on one article of five lines, median:")
        own = [options.factmill, "extract"] + (["--rules", options.rules] if options.rules else [])
        print(f"  {1000 * start_up_seconds(own, folder):.0f} ms, with its rules read anew "
              f"{1000 * start_up_seconds(commands['factmill'], folder):.0f} ms, "
              f"with the rules {name} {1000 * start_up_seconds(commands['changed'], folder):.0f} ms")


def first_line(argv):
    try:
        lines = subprocess.run(argv, capture_output=True, text=True, check=False).stdout
    except OSError:
        return argv[0]
    return lines.split("\n")[0]


def machine():
    model = "unknown CPU"
    try:
        for line in open("/proc/cpuinfo", encoding="utf-8"):
            if line.startswith("model name"):
                model = " ".join(line.split(":", 1)[1].split())
                break
    except OSError:
        pass
    system = os.uname()
    cores = len(os.sched_getaffinity(0))
    return f"{model}, {cores} cores, {system.sysname} {system.release} {system.machine}"


def arguments():
    parser = argparse.ArgumentParser(
        prog="script/bench", description=__doc__.split("\n\n")[0],
        epilog="In --against, {text} stands for the plain text file and {ndjson} for the NDJSON "
        "file, which is also the command's standard input.")
    parser.add_argument("--pairs", type=int, default=5, metavar="N", help="pairs (default 5)")
    parser.add_argument("--quick", action="store_true",
                        help=f"one pair on the first {QUICK_ARTICLES} articles")
    parser.add_argument("--against", action="append", default=[], metavar="COMMAND",
                        help="another command to run in each pair; may be given again")
    parser.add_argument("--jobs", type=int, default=1, metavar="N",
                        help="threads of factmill (default 1)")
    parser.add_argument("--rules", metavar="DIR", help="rules to use instead of the built-in ones")
    parser.add_argument("--double", action="store_true",
                        help="instead: the rules against the same rules twice, and the start")
    parser.add_argument("--attribution", action="store_true",
                        help="instead: the rules against the same rules without those that give "
                        "a figure its metric, subject, period, status or change")
    parser.add_argument("--factmill", default=str(ROOT / "build" / "release" / "factmill"),
                        metavar="FILE", help="the program (default build/release/factmill)")
    options = parser.parse_args()
    if options.pairs < 1:
        parser.error("--pairs must be at least 1")
    return options


def main():
    options = arguments()
    pairs = 1 if options.quick else options.pairs
    commands = {"factmill": [options.factmill, "extract", "--jobs", str(options.jobs)]}
    if options.rules:
        commands["factmill"] += ["--rules", options.rules]
    commands["rg"] = ["rg", "--no-config", "-o", "[0-9]+", "{text}"]
    for number, command in enumerate(options.against, 1):
        commands[f"({number})"] = shlex.split(command)

    print(f"machine  {machine()}")
    print(f"programs {first_line([options.factmill, '--version'])}; "
          f"{first_line(['rg', '--version'])}")
    for number, command in enumerate(options.against, 1):
        print(f"     ({number}) {command}")

    articles = shared_articles()
    if articles:
        print("text     ../shared/corpus")
    else:
        articles = sample_articles(options.factmill)
        print("text     corpus/articles, repeated, because ../shared/corpus is absent: compare\n"
              "         these figures only with others from the same text")
    if options.quick:
        articles = {name: some[:QUICK_ARTICLES] for name, some in articles.items()}
    if len(articles) == 2:
        articles["both"] = interleave(*articles.values())
    print(f"pairs    {pairs}; CPU seconds are user + system, median; x is factmill's time over\n"
          "         the other's, median of the pairs\n")

    if options.double:
        measure_rules(options, articles, pairs, "doubled", twice)
        return
    if options.attribution:
        measure_rules(options, articles, pairs, "alone", without_attribution)
        return

    others = [name for name in commands if name != "factmill"]
    header = ["text", "MB", "articles", "facts", "factmill s", "MB/s"]
    for name in others:
        header += [f"{name} s", "MB/s", "x"]
    print_row(header)
    with tempfile.TemporaryDirectory(prefix="factmill-bench-") as folder:
        folder = pathlib.Path(folder)
        for name, some in articles.items():
            text = Text(name, some, folder)
            seconds, facts = measure(commands, text, pairs, folder)
            own = statistics.median(seconds["factmill"])
            row = [name, f"{text.megabytes:.1f}", str(text.articles), str(facts),
                   f"{own:.3f}", f"{text.megabytes / own:.1f}"]
            for other in others:
                median = statistics.median(seconds[other])
                ratios = [a / b for a, b in zip(seconds["factmill"], seconds[other])]
                row += [f"{median:.3f}", f"{text.megabytes / median:.1f}",
                        f"{statistics.median(ratios):.2f}"]
            print_row(row)


if __name__ == "__main__":
    main()
