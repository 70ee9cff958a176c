#!/usr/bin/env python3
"""score.py QUERIES.jsonl RUN.jsonl… — R@1, R@10 and MRR@10 of runs; the article with a query's id is the relevant one."""
import json
import os
import sys

queries, *runs = sys.argv[1:]
ids = [json.loads(line)["id"] for line in open(queries, encoding="utf-8")]
print(f"{os.path.basename(queries):44} {'n':>5}    R@1   R@10  MRR@10")
for run in runs:
    ranks = {}
    for line in open(run, encoding="utf-8"):
        hit = json.loads(line)
        if hit["article_id"] == hit["query_id"] and hit["rank"] <= 10:
            ranks.setdefault(hit["query_id"], hit["rank"])
    found = [ranks.get(i) for i in ids]
    share = lambda values: 100 * sum(values) / max(len(ids), 1)
    row = (share(r == 1 for r in found), share(r is not None for r in found), share(1 / r for r in found if r))
    print(f"  {os.path.basename(run):42} {len(ids):5}  " + "  ".join(f"{value:5.2f}" for value in row))
