#!/usr/bin/env python3
"""Holds the licences, bans and sources of deny.toml against `cargo metadata`, offline, where cargo-deny is not at hand.

Also counts the crates, and says if docs/dependencies.md gives another count or leaves a direct dependency out.
Run it in the project's folder: python3 scripts/check_licences.py
"""

import json
import pathlib
import re
import subprocess
import sys
import tomllib

TARGET = "x86_64-unknown-linux-gnu"


def permitted(expression, allowed):
    """Whether an SPDX expression (or the older a/b) can be met with the allowed licences."""
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR ").replace(" WITH ", "_WITH_"))

    def alternatives(at):
        value, at = conjunction(at)
        while at < len(tokens) and tokens[at] == "OR":
            other, at = conjunction(at + 1)
            value = value or other
        return value, at

    def conjunction(at):
        value, at = single(at)
        while at < len(tokens) and tokens[at] == "AND":
            other, at = single(at + 1)
            value = value and other
        return value, at

    def single(at):
        if tokens[at] == "(":
            value, at = alternatives(at + 1)
            return value, at + 1
        return tokens[at] in allowed, at + 1

    return alternatives(0)[0]


def shipped():
    """The names and versions of what the program itself is built from; what only tests use is left out."""
    command = ["cargo", "tree", "--locked", "--offline", "--edges", "normal,build", "--target", TARGET]
    lines = subprocess.run(command + ["--prefix", "none"], check=True, capture_output=True, text=True).stdout
    crates = {tuple(line.split()[:2]) for line in lines.splitlines() if line}
    return {crate for crate in crates if crate[0] != "whitehall"}


def main():
    rules = tomllib.loads(pathlib.Path("deny.toml").read_text())
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", TARGET]
    metadata = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    crates = shipped()
    packages = [package for package in metadata["packages"] if (package["name"], f"v{package['version']}") in crates]
    if len(packages) != len(crates):
        sys.exit(f"cargo tree names {len(crates)} crates, cargo metadata knows {len(packages)} of them")
    allowed, banned = set(rules["licenses"]["allow"]), {ban["name"] for ban in rules["bans"]["deny"]}
    wrong = []
    for package in packages:
        name = f"{package['name']} {package['version']}"
        if not permitted(package["license"] or "none", allowed):
            wrong.append(f"{name}: {package['license']}")
        if package["name"] in banned:
            wrong.append(f"{name}: banned")
        if package["source"] != f"registry+{rules['sources']['allow-registry'][0]}":
            wrong.append(f"{name}: from {package['source']}")
    page = pathlib.Path("docs/dependencies.md").read_text()
    if f"**{len(packages)} crates**" not in page:
        wrong.append(f"docs/dependencies.md does not say that there are {len(packages)} crates")
    manifest = tomllib.loads(pathlib.Path("Cargo.toml").read_text())
    for table in ("dependencies", "dev-dependencies"):
        wrong += [f"docs/dependencies.md lacks {name}" for name in manifest[table] if f"| `{name}` |" not in page]
    print("\n".join(wrong) or f"{len(packages)} crates: licences, bans, sources and docs/dependencies.md agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
