#!/usr/bin/env python3
"""weights.py DUMP.tsv FIT-PREFIX [REPORT-PREFIX…] — fits the weights of the second stage (src/index/search/second.rs).

DUMP.tsv is what `cargo bench --bench ranking -- … --dump DUMP.tsv` wrote: the name of the file of queries, the query's
id, the candidate's id, and what the second stage saw of it. The weights are fitted on the queries of files whose name
begins with FIT-PREFIX (softmax over the candidates, L2) and MRR@10 is told for those of each REPORT-PREFIX: choose on a
part, report on the rest. Needs numpy."""
import sys
from collections import defaultdict

import numpy

dump, fitted, *reported = sys.argv[1:]
files = defaultdict(lambda: defaultdict(list))
for line in open(dump, encoding="utf-8"):
    name, query, article, seen = line.rstrip("\n").split("\t")
    files[name][query].append((article == query, [float(value) for value in seen.split()]))


def reciprocal_rank(queries, weights):
    """MRR@10 of the candidates in the order of the weights; queries without any candidate are not in the dump."""
    total = 0.0
    for candidates in queries.values():
        order = sorted(candidates, key=lambda candidate: -float(numpy.dot(candidate[1], weights)))[:10]
        total += next((1 / (rank + 1) for rank, (wanted, _) in enumerate(order) if wanted), 0.0)
    return 100 * total / max(len(queries), 1)


def fit(groups, regularisation=1e-3, steps=300, rate=0.2):
    """Adam on the cross-entropy of the wanted candidate; three-word queries count twice."""
    longest = max(len(seen) for seen, _, _ in groups)
    width = groups[0][0].shape[1]
    features = numpy.zeros((len(groups), longest, width), numpy.float32)
    mask = numpy.full((len(groups), longest), -1e9, numpy.float32)
    wanted = numpy.array([place for _, place, _ in groups])
    share = numpy.array([weight for _, _, weight in groups])
    share /= share.sum()
    for row, (seen, _, _) in enumerate(groups):
        features[row, : len(seen)], mask[row, : len(seen)] = seen, 0
    weights, first, second = (numpy.zeros(width) for _ in range(3))
    rows = numpy.arange(len(groups))
    for step in range(1, steps + 1):
        scores = features @ weights.astype(numpy.float32) + mask
        chances = numpy.exp(scores - scores.max(1, keepdims=True))
        chances *= (share / chances.sum(1))[:, None]
        expected = numpy.tensordot(chances, features, axes=([0, 1], [0, 1]))
        slope = expected - (features[rows, wanted] * share[:, None]).sum(0) + regularisation * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights -= rate * (first / (1 - 0.9**step)) / (numpy.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


groups = []
for name, queries in files.items():
    for candidates in queries.values() if name.startswith(fitted) else ():
        places = [place for place, (wanted, _) in enumerate(candidates) if wanted]
        if places:
            seen = numpy.array([values for _, values in candidates], numpy.float32)
            groups.append((seen, places[0], 2.0 if "short" in name else 1.0))
if not groups:
    sys.exit(f"no queries of files that begin with {fitted} find their article in {dump}")
weights = fit(groups)
print(", ".join(f"{weight:.2f}" for weight in weights))
for prefix in reported:
    for name in sorted(name for name in files if name.startswith(prefix)):
        print(f"  {name:34} {reciprocal_rank(files[name], weights):6.2f}")
