"""CPU time of `factmill read` on saved pages against @mozilla/readability on jsdom.

Both read all pages in one process each, one right after the other, pair by pair, and
the order turns round.  What counts is user + system time of the process.  The packages
of node are not of this repository; elsewhere, once:

  mkdir /tmp/node && cd /tmp/node && npm install @mozilla/readability jsdom

With --score the articles that factmill reads are given to a scorer:

  python3 bench/pages.py --score ../shared/tools/page_score.py
"""

import argparse
import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGES = ROOT.parent / "shared" / "cases" / "pages"

READABILITY = """
const fs = require('fs');
const { JSDOM, VirtualConsole } = require('jsdom');
const { Readability } = require('@mozilla/readability');
let read = 0;
for (const file of fs.readFileSync(process.argv[2], 'utf8').split('\\n')) {
  if (!file) continue;
  try {
    const dom = new JSDOM(fs.readFileSync(file), {
      url: 'https://news.example/', virtualConsole: new VirtualConsole() });
    const article = new Readability(dom.window.document).parse();
    if (article && article.textContent) ++read;
    dom.window.close();
  } catch (error) {
    process.stderr.write(file + ': ' + error.message + '\\n');
  }
}
console.log(read);
"""


def fail(sentence):
    sys.exit(f"pages: {sentence}")


def unpack(pages, folder):
    """The pages as files, and the path of each by its id."""
    files = {}
    for path in sorted(pages.rglob("*.html.gz")):
        name = path.name[: -len(".gz")]
        target = folder / path.parent.name / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(gzip.decompress(path.read_bytes()))
        files[str(target)] = name[: -len(".html")]
    if not files:
        fail(f"there is no page in {pages}")
    return files


def run(argv, folder, env=None):
    """CPU seconds, and what it printed."""
    with open(folder / "out", "wb") as out, open(folder / "err", "wb") as err:
        child = subprocess.Popen(argv, stdout=out, stderr=err, env=env)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        fail(f"{argv[0]} ended with {child.returncode}: {(folder / 'err').read_text()[:500]}")
    return usage.ru_utime + usage.ru_stime, (folder / "out").read_bytes()


def score(scorer, gold, files, printed, folder):
    predicted = folder / "predicted.jsonl"
    with open(predicted, "w", encoding="utf-8") as out:
        for line in printed.decode().splitlines():
            article = json.loads(line)
            article["id"] = files[article["path"]]
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    subprocess.run([sys.executable, scorer, predicted, "--gold", gold], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--pages", type=pathlib.Path, default=PAGES,
                        help="folders of *.html.gz (default: %(default)s)")
    parser.add_argument("--factmill", default=ROOT / "build" / "release" / "factmill")
    parser.add_argument("--node", type=pathlib.Path,
                        help="the folder with node_modules; without it factmill alone")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--score", type=pathlib.Path, help="a scorer of page articles")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = unpack(options.pages, folder)
        megabytes = sum(os.path.getsize(file) for file in files) / 1e6
        (folder / "list").write_text("\n".join(files))
        (folder / "readability.js").write_text(READABILITY)
        ours = [options.factmill, "read", *files]
        if options.score:
            score(options.score, options.pages, files, run(ours, folder)[1], folder)
        commands = {"factmill": (ours, None)}
        if options.node:
            modules = options.node / "node_modules"
            if not (modules / "jsdom").is_dir():
                fail(f"there is no jsdom in {modules}")
            commands["readability"] = (
                ["node", folder / "readability.js", folder / "list"],
                {**os.environ, "NODE_PATH": str(modules)})
        seconds = {key: [] for key in commands}
        read = {}
        for pair in range(options.pairs):
            for key in sorted(commands, reverse=pair % 2 == 1):
                argv, env = commands[key]
                spent, printed = run(argv, folder, env)
                seconds[key].append(spent)
                read[key] = printed.count(b"\n") if key == "factmill" else int(printed)
        print(f"{len(files)} pages, {megabytes:.1f} MB of HTML, {options.pairs} pairs")
        for key, spent in seconds.items():
            median = statistics.median(spent)
            print(f"{key:12} {median:8.2f} s {megabytes / median:8.1f} MB/s  {read[key]} read")
        if "readability" in seconds:
            ratios = [a / b for a, b in zip(seconds["readability"], seconds["factmill"])]
            print(f"{'x':12} {statistics.median(ratios):8.1f}")


if __name__ == "__main__":
    main()
