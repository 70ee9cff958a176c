#!/usr/bin/env python3
"""fit.py EVIDENCE.jsonl [--check [FILE…]] [--weight FILE=W …] — fits dictionaries/verdict.csv and dictionaries/choice.csv.

EVIDENCE.jsonl is what `cargo bench --bench verdict` wrote. What a number is (target, figure, neither) is fitted as a
multinomial logistic regression with L2; which candidate a field takes as a softmax over the candidates, in which every right
one counts. Gold entries marked optional are left out. A candidate is right by the same comparison that scores are given by:
one of two texts contains the other and neither is much longer.

--check     writes nothing: every file of gold is left out in turn, the weights are fitted on the others, and the F1 of targets
            and figures and the share of right fields on the file left out are printed; with names of files, for these alone
--weight    how much the numbers of a file count (1 where it is not said)

The choices hang on those made for the numbers before, so after a large change: fit, dump again, fit again. Needs numpy, scipy
and scikit-learn."""
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy
from scipy import optimize, sparse
from sklearn.linear_model import LogisticRegression

HOUSE = Path(__file__).resolve().parents[2] / "dictionaries"
NEITHER, TARGET, FIGURE = range(3)
RARE = 5  # evidence seen less often has no weight
SMALL = 8  # weights below so many hundredths are left out


def letters(text):
    return re.sub(r"[\s·‧∙ㆍ'\"‘’“”「」『』<>〈〉《》()\[\],.]", "", text or "").lower()


def same_object(found, wanted):
    p = letters(found)
    for g in map(letters, wanted):
        if p and g and (p == g or (len(p) >= 2 and p in g and 2.5 * len(p) >= len(g)) or (len(g) >= 2 and g in p and len(p) <= 2 * len(g) + 6)):
            return True
    return False


def same_act(found, wanted):
    stem = lambda text: re.sub(r"(하다|되다|하기|하|되|다)$", "", letters(text))
    p = stem(found)
    return any(p and stem(g) and (p in stem(g) or (stem(g) in p and len(p) <= len(stem(g)) + 4)) for g in wanted)


def same_date(found, wanted):
    """`found`: a point of the calendar, a length (P…) or nothing."""
    length = found.startswith("P")
    if not wanted or (not wanted.get("by") and not wanted.get("duration")):
        return not found or length
    by = wanted.get("by")
    if by is None:
        return found == wanted.get("duration")
    ends = {"", "-12", "-12-31", "-H2", "-Q4"}, {"-06", "-06-30", "-H1", "-Q2"}
    return found == by or (found[:4] == by[:4] and any({found[4:], by[4:]} <= end for end in ends))


def read(path, overruled):
    """By file of gold: what each number is with its evidence, and for each field its candidates."""
    rows, gold = [], {}
    for line in open(path, encoding="utf-8"):
        entry = json.loads(line)
        if "gold" in entry:
            gold[entry["file"], entry["article"]] = entry["gold"]
        else:
            rows.append(entry)
    numbers = defaultdict(list)
    fields = defaultdict(lambda: defaultdict(list))
    missed = Counter()
    seen = set()
    for row in rows:
        name, key = row["file"], (row["file"], row["article"])
        kind, entry = NEITHER, None
        for number, entries in zip((FIGURE, TARGET), reversed(gold[key])):
            for index, wanted in enumerate(entries):
                if wanted["start"] < row["end"] and row["start"] < wanted["end"]:
                    kind, entry = number, wanted
                    seen.add((key, number, index))
        if entry and entry.get("optional"):
            continue
        why = (row["dropped"] or "").split(";")[0].strip()
        if why and not why.startswith(overruled):
            missed[name, kind] += kind != NEITHER
            continue
        numbers[name].append((dict.fromkeys(row["verdict"], 1.0), kind))
        if kind != TARGET:
            continue
        wanted = {
            "deadline": lambda value: same_date(value, entry.get("deadline") or {"by": entry.get("deadline_by")}),
            "action": lambda value: same_act(value, [entry.get("action", ""), *entry.get("action_alt", [])]),
            "object": lambda value: same_object(value, [entry.get("object", ""), entry.get("program", ""), *entry.get("object_alt", [])]),
        }
        for field, right in wanted.items():
            if field != "deadline" and not entry.get(field):
                continue
            candidates = [(right(value), evidence) for f, value, evidence in row["choices"] if f == field]
            if candidates:
                fields[field][name].append(candidates)
    for key, kinds in gold.items():
        for number, entries in zip((TARGET, FIGURE), kinds):
            missed[key[0], number] += sum(
                not entry.get("optional") and (key, number, index) not in seen for index, entry in enumerate(entries)
            )
    return numbers, fields, missed


def columns(evidence):
    counts = Counter(piece for pieces in evidence for piece in pieces)
    return {piece: n for n, piece in enumerate(sorted(p for p, count in counts.items() if count >= RARE))}


def matrix(evidence, known):
    rows, places = [], []
    for row, pieces in enumerate(evidence):
        for piece in set(pieces):
            if piece in known:
                rows.append(row)
                places.append(known[piece])
    return sparse.csr_matrix((numpy.ones(len(rows)), (rows, places)), shape=(len(evidence), len(known)))


def fit_verdict(numbers, weight):
    evidence = [pieces for group in numbers.values() for pieces, _ in group]
    kinds = [kind for group in numbers.values() for _, kind in group]
    shares = [weight.get(name, 1.0) for name, group in numbers.items() for _ in group]
    known = columns(evidence)
    model = LogisticRegression(C=0.08, max_iter=5000).fit(matrix(evidence, known), kinds, sample_weight=shares)
    points = numpy.rint(100 * (model.coef_ - model.coef_[NEITHER])).astype(int)
    start = numpy.rint(100 * (model.intercept_ - model.intercept_[NEITHER])).astype(int)
    table = {p: (points[TARGET, n], points[FIGURE, n]) for p, n in known.items() if abs(points[1:, n]).max() >= SMALL}
    return (start[TARGET], start[FIGURE]), table


def judge(start, table, pieces):
    target, figure = start
    for piece in pieces:
        if piece in table:
            target, figure = target + table[piece][0], figure + table[piece][1]
    return TARGET if target > 0 and target >= figure else FIGURE if figure > 0 else NEITHER


def fit_choice(groups):
    groups = [group for group in groups if any(right for right, _ in group)]
    evidence = [pieces for group in groups for _, pieces in group]
    known = columns(evidence)
    seen = matrix(evidence, known)
    right = numpy.array([right for group in groups for right, _ in group])
    sizes = [len(group) for group in groups]
    starts = numpy.concatenate([[0], numpy.cumsum(sizes)[:-1]])
    of = numpy.repeat(numpy.arange(len(groups)), sizes)

    def loss(weights):
        scores = seen @ weights
        scores = numpy.exp(scores - numpy.maximum.reduceat(scores, starts)[of])
        total, wanted = numpy.add.reduceat(scores, starts), numpy.add.reduceat(scores * right, starts)
        gradient = seen.T @ (scores / total[of] - scores * right / wanted[of]) + weights
        return -numpy.log(wanted / total).sum() + weights @ weights / 2, gradient

    weights = optimize.minimize(loss, numpy.zeros(len(known)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    points = numpy.rint(100 * weights).astype(int)
    return {piece: points[n] for piece, n in known.items() if abs(points[n]) >= SMALL}


def chosen_right(table, group):
    scores = [sum(table.get(piece, 0) for piece in pieces) for _, pieces in group]
    return group[scores.index(max(scores))][0]


def check(numbers, fields, missed, weight, only):
    for name in only or numbers:
        others = {other: group for other, group in numbers.items() if other != name}
        start, table = fit_verdict(others, weight)
        counts = Counter((kind, judge(start, table, pieces)) for pieces, kind in numbers[name])
        told = []
        for kind, label in (TARGET, "targets"), (FIGURE, "figures"):
            right = counts[kind, kind]
            false = sum(n for (k, found), n in counts.items() if found == kind and k != kind and (kind == TARGET or k == NEITHER))
            lost = sum(n for (k, found), n in counts.items() if k == kind != found) + missed[name, kind]
            told.append(f"{label} {2 * right / max(1, 2 * right + false + lost):.3f}")
        for field, groups in fields.items():
            table = fit_choice([group for other, found in groups.items() if other != name for group in found])
            hits = [chosen_right(table, group) for group in groups[name]]
            told.append(f"{field} {sum(hits) / max(1, len(hits)):.3f}")
        print(name, *told, sep="  ", flush=True)


def comments_of(path):
    return [line for line in open(path, encoding="utf-8") if line.startswith("#")]


def write(name, head, rows):
    comments = comments_of(HOUSE / name)
    with open(HOUSE / name, "w", encoding="utf-8", newline="") as out:
        out.writelines(comments)
        table = csv.writer(out, lineterminator="\n")
        table.writerow(head)
        table.writerows(rows)
    print(len(rows), "rows in", name)


def main():
    arguments = sys.argv[1:]
    weight = {}
    while "--weight" in arguments:
        at = arguments.index("--weight")
        name, share = arguments[at + 1].rsplit("=", 1)
        weight[name] = float(share)
        del arguments[at : at + 2]
    kept = [row for row in csv.reader(line for line in open(HOUSE / "verdict.csv", encoding="utf-8") if not line.startswith("#")) if row[0] == "overruled"]
    evidence, *rest = arguments
    numbers, fields, missed = read(evidence, tuple(row[1] for row in kept))
    if "--check" in rest:
        return check(numbers, fields, missed, weight, [name for name in rest if name != "--check"])
    start, table = fit_verdict(numbers, weight)
    rows = [[*piece.split("\t", 1), *points] for piece, points in sorted(table.items())]
    write("verdict.csv", ["table", "row", "target", "figure"], [["start", "", *start], *kept, *rows])
    rows = []
    for field, groups in fields.items():
        table = fit_choice([group for found in groups.values() for group in found])
        rows += [[field, *piece.split("\t", 1), points] for piece, points in sorted(table.items())]
    write("choice.csv", ["field", "table", "row", "points"], rows)


main()
