#!/usr/bin/env python3
"""Scores period, status and change of extracted facts against attributes.jsonl.

  score_attributes.py CASES.jsonl [CASES2.jsonl ...] SYSTEM.jsonl [options]

CASES    the case files that the labels speak of: gold-en-dev.jsonl, gold-zh-dev.jsonl and
         seeds.jsonl of ../shared/cases, any of them
SYSTEM   the last file, `-` is stdin: a line a case with its `id` and `facts`, as `factmill
         extract` prints them for {"id": ..., "text": ..., "date": reference_date}; a missing
         id counts as no facts

A fact of the system is compared with a labelled one where kind, value and value_max are
equal and the spans overlap, one to one.  Labelled facts without such a partner are not
scored: missing a figure is the business of `factmill eval`.

period   equal when it covers the same days (2020-33 = 2020-01/2020-03), or the same length
         (P12M = P1Y), or is so for one of period_any; absent = null
status   equal, or one of status_any; absent or null = actual
change   equal, or one of change_any; absent or null = level
base     equal, or one of base_any; where the label's change is not level and the system says
         the same change

First table: accuracy by language (mixed texts count as zh) and part; `none` is what a system
that says nothing would get on the same facts.  Second: where saying nothing is not right
(`marked`) and where the system says something (`given`), what it gets right, by part.

--errors N lists N wrong answers of the part tune; those of held are never shown, since who
reads them tunes to them.  Exit status 0; 1 for input that does not fit together, and
with --at-least for too low a score.
"""

import argparse
import calendar
import collections
import datetime
import json
import pathlib
import re
import sys
from decimal import Decimal, InvalidOperation

LABELS = pathlib.Path(__file__).resolve().parent / "attributes.jsonl"
ATTRIBUTES = {"period": None, "status": "actual", "change": "level"}
ALLOWED = {
    "status": {"actual", "planned", "estimated", "denied", "ended"},
    "change": {"level", "increase", "decrease"},
    "base": {"yoy", "mom", "other", None},
    "part": {"tune", "held"},
}
DURATION = re.compile(
    r"P(?=\d|T\d)(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?"
    r"(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?"
)


def fail(sentence):
    sys.exit(f"score_attributes: {sentence}")


def read_lines(path):
    try:
        stream = sys.stdin if path == "-" else open(path, encoding="utf-8")
        with stream:
            return [json.loads(line) for line in stream if line.strip()]
    except (OSError, ValueError) as error:
        fail(f"cannot read {path}: {error}")


def months(year, first, last):
    return (datetime.date(year, first, 1),
            datetime.date(year, last, calendar.monthrange(year, last)[1]))


def bounds(text):
    """First and last day of one EDTF date; None if it is none that is known here."""
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        day = datetime.date(*map(int, match.groups()))
        return day, day
    if re.fullmatch(r"\d{4}", text):
        return months(int(text), 1, 12)
    if re.fullmatch(r"\d{3}X|\d\dXX", text):
        return (datetime.date(int(text.replace("X", "0")), 1, 1),
                datetime.date(int(text.replace("X", "9")), 12, 31))
    match = re.fullmatch(r"(\d{4})-(\d\d)", text)
    if not match:
        return None
    year, code = int(match[1]), int(match[2])
    if 1 <= code <= 12:
        return months(year, code, code)
    if 21 <= code <= 23:  # Spring, summer, autumn.
        return months(year, 3 * (code - 21) + 3, 3 * (code - 21) + 5)
    if code == 24:  # Winter, by the year it begins in.
        return datetime.date(year, 12, 1), months(year + 1, 2, 2)[1]
    if 33 <= code <= 36:  # Quarters.
        return months(year, 3 * (code - 33) + 1, 3 * (code - 33) + 3)
    if 40 <= code <= 41:  # Halves.
        return months(year, 6 * (code - 40) + 1, 6 * (code - 40) + 6)
    return None


def meaning(text):
    """What two ways of writing one period have in common."""
    if text is None:
        return None
    text = re.sub(r"[~?%]", "", text.strip())
    try:
        if match := DURATION.fullmatch(text):
            y, m, w, d, h, minute, s = (Decimal(part or 0) for part in match.groups())
            return 12 * y + m, ((7 * w + d) * 24 + h) * 3600 + 60 * minute + s
        if "/" not in text:
            return bounds(text) or text
        first, last = text.split("/")
        if (first not in ("", "..") and not bounds(first)) or (
                last not in ("", "..") and not bounds(last)):
            return text
        return (bounds(first)[0] if first not in ("", "..") else "..",
                bounds(last)[1] if last not in ("", "..") else "..")
    except (ValueError, InvalidOperation):
        return text


def number(value):
    if value in (None, ""):
        return None
    try:
        return Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return str(value)


def same_number(gold, given, is_percent):
    gold, given = number(gold), number(given)
    if not isinstance(gold, Decimal) or not isinstance(given, Decimal):
        return gold == given
    if abs(gold - given) <= Decimal("1e-9") * max(abs(gold), abs(given)):
        return True
    # A fraction: two thirds are 66.67 in the cases, with more digits elsewhere.
    return is_percent and gold.as_tuple().exponent == -2 and abs(gold - given) <= Decimal("0.005")


def partners(gold, given):
    """Largest one-to-one matching of gold and given facts: {index of gold: index of given}."""
    def fits(a, b):
        return (a["kind"] == b.get("kind") and b.get("start") is not None
                and a["start"] < b["end"] and b["start"] < a["end"]
                and same_number(a.get("value"), b.get("value"), a["kind"] == "percent")
                and same_number(a.get("value_max"), b.get("value_max"), a["kind"] == "percent"))

    owner = {}

    def place(i, seen):
        for j, candidate in enumerate(given):
            if j not in seen and fits(gold[i], candidate):
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(gold)):
        place(i, set())
    return {i: j for j, i in owner.items()}


def accepted(label, attribute, strict):
    values = [label[attribute], *([] if strict else label.get(attribute + "_any", []))]
    return {meaning(value) for value in values} if attribute == "period" else set(values)


def said(fact, attribute):
    value = fact.get(attribute) or ATTRIBUTES.get(attribute)
    return meaning(value) if attribute == "period" else value


def check_labels(labels):
    seen = set()
    parts = {}
    for label in labels:
        name = f"{label['id']} [{label['begin']}, {label['end']})"
        if name in seen:
            fail(f"{name} is labelled twice")
        seen.add(name)
        if parts.setdefault(label["id"], label["part"]) != label["part"]:
            fail(f"{label['id']} lies in both parts")
        for attribute, words in ALLOWED.items():
            for value in [label[attribute], *label.get(attribute + "_any", [])]:
                if value not in words:
                    fail(f"{name} has the unknown {attribute} {value!r}")
        for value in [label["period"], *label.get("period_any", [])]:
            if isinstance(meaning(value), str):
                fail(f"{name} has the unreadable period {value!r}")


def percent(right, all_of):
    return f"{100 * right / all_of:.1f}" if all_of else "-"


def print_table(head, rows, left):
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(cell.ljust(width) if i < left else cell.rjust(width)
                        for i, (cell, width) in enumerate(zip(row, widths))).rstrip())


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE",
                        help="one or more case files, then the system's file")
    parser.add_argument("--labels", default=LABELS, metavar="FILE",
                        help="default: attributes.jsonl beside this script")
    parser.add_argument("--errors", type=int, default=0, metavar="N",
                        help="list up to N wrong answers of the part tune")
    parser.add_argument("--at-least", type=float, default=0, metavar="PERCENT",
                        help="exit with 1 where period, status or change is less on all of held")
    parser.add_argument("--strict", action="store_true",
                        help="only the label itself is right, no *_any")
    options = parser.parse_args()
    if len(options.files) < 2:
        parser.error("give the cases and a system file")

    cases = {case["id"]: case for path in options.files[:-1] for case in read_lines(path)}
    system = {line["id"]: line.get("facts") or []
              for line in read_lines(options.files[-1]) if "id" in line}
    labels = read_lines(options.labels)
    check_labels(labels)
    by_case = collections.defaultdict(list)
    for label in labels:
        by_case[label["id"]].append(label)
    if not by_case.keys() & cases.keys():
        fail("none of the labelled cases is in the case files")

    tables = collections.defaultdict(collections.Counter)
    marks = collections.defaultdict(collections.Counter)
    errors = []
    for case_id, case_labels in by_case.items():
        if case_id not in cases:
            continue
        case = cases[case_id]
        facts = {(fact["start"], fact["end"]): fact
                 for fact in case["facts"] if fact["kind"] != "date"}
        for label in case_labels:
            if (label["begin"], label["end"]) not in facts:
                fail(f"{case_id} has no fact at [{label['begin']}, {label['end']})")
        gold = [facts[label["begin"], label["end"]] for label in case_labels]
        given = system.get(case_id, [])
        pairs = partners(gold, given)
        part = case_labels[0]["part"]
        language = "en" if case["lang"] == "en" else "zh"
        rows = [tables[key] for key in ((language, part), (language, "both"),
                                        ("all", part), ("all", "both"))]
        for i, label in enumerate(case_labels):
            for row in rows:
                row["labels"] += 1
            if i not in pairs:
                continue
            fact = given[pairs[i]]
            counts = collections.Counter(matched=1)
            for attribute, default in ATTRIBUTES.items():
                good = accepted(label, attribute, options.strict)
                answer = said(fact, attribute)
                right = answer in good
                counts[attribute] += right
                counts[attribute + " none"] += default in good
                for key in ((attribute, part), (attribute, "both")):
                    marks[key]["marked"] += default not in good
                    marks[key]["found"] += default not in good and right
                    marks[key]["given"] += answer != default
                    marks[key]["right"] += answer != default and right
                if not right and part == "tune":
                    quote = case["text"][label["begin"]:label["end"]].replace("\n", " ")
                    errors.append(f"{case_id} [{label['begin']}, {label['end']}) {quote}: "
                                  f"{attribute} is {label[attribute]}, "
                                  f"not {fact.get(attribute) or default}")
            if label["change"] != "level" and said(fact, "change") == label["change"]:
                counts["bases"] += 1
                counts["base"] += fact.get("base") in accepted(label, "base", options.strict)
            for row in rows:
                row.update(counts)

    rows = []
    for language in ("en", "zh", "all"):
        for part in ("tune", "held", "both"):
            if row := tables.get((language, part)):
                cells = [language, part, str(row["labels"]), str(row["matched"])]
                for attribute in ATTRIBUTES:
                    cells += [percent(row[attribute], row["matched"]),
                              percent(row[attribute + " none"], row["matched"])]
                rows.append([*cells, percent(row["base"], row["bases"])])
    print_table(["lang", "part", "labels", "matched", "period", "none", "status", "none",
                 "change", "none", "base"], rows, 2)
    print()
    rows = []
    for attribute in ATTRIBUTES:
        for part in ("tune", "held", "both"):
            if row := marks.get((attribute, part)):
                rows.append([attribute, part, str(row["marked"]), str(row["found"]),
                             percent(row["found"], row["marked"]), str(row["given"]),
                             str(row["right"]), percent(row["right"], row["given"])])
    print_table(["attribute", "part", "marked", "found", "recall", "given", "right",
                 "precision"], rows, 2)
    missing = sum(case_id in cases and case_id not in system for case_id in by_case)
    if missing:
        print(f"{missing} labelled cases have no line in the system's file")
    for line in errors[:options.errors]:
        print(line)
    held = tables.get(("all", "held"), collections.Counter())
    for attribute in ATTRIBUTES:
        if 100 * held[attribute] < options.at_least * held["matched"]:
            fail(f"{attribute} is right in less than {options.at_least:g} % of the part held")


if __name__ == "__main__":
    main()
