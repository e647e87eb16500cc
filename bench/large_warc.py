"""Reads a large WARC and tells the most memory that it took.

  python3 bench/large_warc.py [--gigabytes 20] [--folder /tmp]

The file is made for it and deleted: some hundred thousand pages, each another one, among pictures that do not compress, every record a gzip member, as crawlers write
them.  Ends with an error if an article is missing, a record was refused, or the memory
passed 512 MB.
"""

import argparse
import gzip
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
MOST_KB = 512 * 1024
PICTURE = 8 << 20  # Bytes of one.
PAGES_A_PICTURE = 40


def record(kind, url, block):
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
    return gzip.compress(
        head.encode() + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n", 1)


def page(number):
    return (
        "<!DOCTYPE html><html><head><title>Mill %d opens - The Weekly Example</title></head>"
        "<body><ul><li><a href=/>Home</a></li></ul><h1>Mill %d opens</h1><div class=article-body>"
        "<p>The mill, which is the largest one that the town has had, cost %d million yuan, twice "
        "as much as its owner, who is proud of it, had thought.</p><p>造纸厂去年收入%d万元，"
        "厂长说，今年还要购置两台设备，日夜运转，并招收工人。</p></div></body></html>"
        % (number, number, number, number)).encode()


def write(path, size):
    """The number of pages in it."""
    noise = random.Random(7).randbytes(PICTURE)
    header = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n"
    picture = record("response", "http://e.example/p.png", header % b"image/png" + noise)
    pages = 0
    with open(path, "wb") as out:
        while out.tell() < size:
            for _ in range(PAGES_A_PICTURE):
                pages += 1
                out.write(record("response", f"http://e.example/{pages}",
                                 header % b"text/html; charset=utf-8" + page(pages)))
            out.write(picture)
    return pages


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--gigabytes", type=float, default=20)
    parser.add_argument("--folder", default=tempfile.gettempdir())
    parser.add_argument("--factmill", default=ROOT / "build" / "release" / "factmill")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = pathlib.Path(name)
        (folder / "in").mkdir()
        warc = folder / "in" / "large.warc.gz"
        pages = write(warc, options.gigabytes * 1e9)
        db = folder / "facts.db"
        begin = time.monotonic()
        child = subprocess.Popen([options.factmill, "ingest", folder / "in", "--db", db])
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        articles = sqlite3.connect(db).execute("SELECT count(*) FROM articles").fetchone()[0]
        print(f"{warc.stat().st_size / 1e9:.1f} GB, {pages} pages, {articles} articles, "
              f"{usage.ru_utime + usage.ru_stime:.0f} s of CPU, "
              f"{time.monotonic() - begin:.0f} s, peak {usage.ru_maxrss // 1024} MB")
        if child.returncode != 0 or articles != pages or usage.ru_maxrss > MOST_KB:
            sys.exit("large_warc: it did not hold")


if __name__ == "__main__":
    main()
