#!/usr/bin/env python3
"""table.py DIRECTORY QUERIES.jsonl… — quality, speed and size of all systems, from what run.sh gathered.

DIRECTORY/figures has lines of tabs: `system index articles seconds bytes` and `system times queries p50 p99`;
DIRECTORY/SYSTEM.QUERIES.jsonl is a run. The one relevant article of a query is the article with the query's id."""
import json
import os
import sys

directory, *files = sys.argv[1:]
systems = ["nori", "nori+bigrams", "mokpyo"]


def milliseconds(text):
    """`431µs`, `1.2ms` or a plain number of milliseconds."""
    for unit, factor in (("µs", 1e-3), ("ms", 1.0), ("ns", 1e-6), ("s", 1e3)):
        if text.endswith(unit):
            return float(text[: -len(unit)]) * factor
    return float(text)


def quality(queries, run):
    """R@1, R@10 and MRR@10 in percent, and how many queries there are."""
    ids = [json.loads(line)["id"] for line in open(queries, encoding="utf-8") if line.strip()]
    ranks = {}
    for line in open(run, encoding="utf-8"):
        hit = json.loads(line)
        if hit["article_id"] == hit["query_id"] and hit["rank"] <= 10:
            ranks.setdefault(hit["query_id"], hit["rank"])
    found = [ranks.get(i) for i in ids]
    share = lambda values: 100 * sum(values) / max(len(ids), 1)
    return (share(r == 1 for r in found), share(r is not None for r in found), share(1 / r for r in found if r)), len(ids)


index, times = {}, {}
for line in open(os.path.join(directory, "figures"), encoding="utf-8"):
    system, kind, *rest = line.rstrip("\n").split("\t")
    if kind == "index":
        index[system] = (int(rest[0]), float(rest[1]), int(rest[2]))
    else:
        times[system, rest[0]] = [milliseconds(value) for value in rest[1:]]

for file in files:
    name = os.path.basename(file)
    rows = {system: quality(file, os.path.join(directory, f"{system}.{name}")) for system in systems}
    print(f"{name} ({rows['mokpyo'][1]} queries)")
    print(f"  {'':14} {'R@1':>6} {'R@10':>6} {'MRR@10':>6} {'p50 ms':>8} {'p99 ms':>8}")
    for system, (figures, _) in rows.items():
        shown = " ".join(f"{value:6.2f}" for value in figures)
        print(f"  {system:14} {shown} " + " ".join(f"{value:8.3f}" for value in times[system, name]))
    print()
print(f"  {'':14} {'articles':>8} {'seconds':>8} {'MB':>6}")
for system in systems:
    articles, seconds, size = index[system]
    note = "  (targets and programmes read, stored and indexed too)" if system == "mokpyo" else ""
    print(f"  {system:14} {articles:8} {seconds:8.1f} {size / 1e6:6.1f}{note}")
