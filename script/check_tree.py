"""Checks what clang-format cannot see.  Prints `file:line: problem`; exit 1 if there is any.

The floors are those of docs/architecture.md: a folder sees itself and the floors
below it, and folders on one floor do not see each other.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

FLOORS = {"base": 0, "corpus": 1, "extractors": 1, "rules": 2, "db": 2, "pipeline": 3, "cli": 4}

# Libraries that only some folders may touch; cli/ names all of them in --version.
LIBRARIES = {
    r"sqlite3\.h": {"db", "cli"},
    r"re2/.*": {"rules", "cli"},
    r"toml\+\+/.*|toml\.hpp": {"rules"},
    r"archive\.h|archive_entry\.h|zlib\.h|zstd\.h": {"corpus"},
    r"unicode/.*": {"corpus", "rules", "cli"},  # And what generates tables, in FOLDER/generate/.
    r"CLI/.*": {"cli"},
    r"openssl/.*": {"base"},
}

# Only cli/ prints, reads the environment or exits.  Programs that run at build
# time, in FOLDER/generate/, may too.
CLI_ONLY = re.compile(
    r"\bstd::(?:cout|cerr|clog|printf|fprintf|puts|putchar|exit|quick_exit|getenv)\b"
)

LINES_WANTED = 500

# Written by people, line by line.  Test data and sample articles may hold any bytes.
WRITTEN = re.compile(
    r"(?:^|/)(?:CMakeLists\.txt|\.clang-(?:format|tidy)|\.gitignore|LICENSE)$"
    r"|^(?:script/[^/]+|\.ci/run)$"
    r"|\.(?:cc|h|py|cmake|sql|md)$"
    r"|^rules/.*\.toml$"
    r"|^CMakePresets\.json$"
)

problems = []
warnings = []


def problem(path, line, text):
    problems.append(f"{path}:{line}: {text}" if line else f"{path}: {text}")


def tree_files():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=True).stdout
    names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    return sorted({name for name in names if os.path.isfile(name)})


def machine_paths():
    """Paths of the machine this runs on, which mean nothing on any other."""
    root = pathlib.Path.cwd()
    paths = {f"{root}/", f"{pathlib.Path.home()}/"}
    parent = root.parent
    if len(parent.parts) > 1 and not parent.is_relative_to(tempfile.gettempdir()):
        paths.add(f"{parent}/")
    return re.compile("|".join(
        rf"(?<![\w./-]){re.escape(path)}" for path in sorted(paths) if path != "/"))


def check_written(path, text):
    lines = text.split("\n")
    if text.startswith("\ufeff"):
        problem(path, 1, "begins with a byte order mark")
    if text and (not text.endswith("\n") or text.endswith("\n\n")):
        problem(path, len(lines), "does not end with exactly one line break")
    for number, line in enumerate(lines, 1):
        if line.endswith("\r"):
            problem(path, number, "has a carriage return")
        elif line.rstrip() != line:
            problem(path, number, "has white space at its end")
        if "\t" in line and not path.endswith(".md"):
            problem(path, number, "has a tab")
    if path.endswith((".cc", ".h", ".py", ".sql")) and len(lines) - 1 > LINES_WANTED:
        warnings.append(f"{path}: {len(lines) - 1} lines; look for a seam to cut it along")


def check_guard(path, text):
    guard = "FACTMILL_" + re.sub(r"[^A-Z0-9]", "_", path.upper()) + "_"
    wanted = rf"(?m)^#ifndef {guard}\n#define {guard}$[\s\S]*^#endif  // {guard}\n\Z"
    if not re.search(wanted, text):
        problem(path, 1, f"its include guard is not {guard}")


def check_cpp(path, text):
    folder = path.split("/")[0]
    floor = FLOORS.get(folder)
    if path.endswith(".h"):
        check_guard(path, text)
    if floor is None:
        return  # tests/ and bench/ stand beside the floors and see all of them.
    for number, line in enumerate(text.split("\n"), 1):
        own = re.match(r'\s*#include "([^"/]+)/', line)
        if own and own[1] != folder and FLOORS.get(own[1], floor) >= floor:
            problem(path, number, f"{folder}/ may not include from {own[1]}/")
        library = re.match(r"\s*#include <([^>]+)>", line)
        for pattern, folders in LIBRARIES.items() if library else ():
            generates = "/generate/" in path and library[1].startswith("unicode/")
            if re.fullmatch(pattern, library[1]) and folder not in folders and not generates:
                problem(path, number, f"<{library[1]}> belongs to {', '.join(sorted(folders))}")
        code = line.split("//")[0]
        if folder != "cli" and "/generate/" not in path and CLI_ONLY.search(code):
            problem(path, number, f"{CLI_ONLY.search(code)[0]} belongs to cli/")


def check_links(path, text):
    """The link lists of CMake state the same floors."""
    folder = path.split("/")[0]
    for number, line in enumerate(text.split("\n"), 1):
        for linked in re.findall(r"\bfactmill_(\w+)", line.split("#")[0]):
            if linked != folder and FLOORS.get(linked, -1) >= FLOORS[folder]:
                problem(path, number, f"{folder}/ may not link to {linked}/")


def main():
    here_only = machine_paths()
    for path in tree_files():
        data = pathlib.Path(path).read_bytes()
        if b"\0" in data:
            continue
        try:
            text = data.decode()
        except UnicodeDecodeError:
            if WRITTEN.search(path):
                problem(path, 0, "is not UTF-8")
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if here_only.search(line):
                problem(path, number, f"names a path of this machine: {here_only.search(line)[0]}")
        if WRITTEN.search(path):
            check_written(path, text)
        if path.endswith((".cc", ".h")):
            check_cpp(path, text)
        if path.endswith("/CMakeLists.txt") and path.split("/")[0] in FLOORS:
            check_links(path, text)
    for line in warnings:
        print(f"warning: {line}", file=sys.stderr)
    for line in problems:
        print(line, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
