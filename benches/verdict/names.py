#!/usr/bin/env python3
"""names.py EVIDENCE.jsonl [--check] [--weight FILE=W …] — fits dictionaries/names.csv.

EVIDENCE.jsonl is what `cargo bench --bench names` wrote. Whether a phrase is a programme's name is fitted as a logistic
regression with L2. A phrase is one when it, or what it is also called, is a name of the gold or one of the two contains the
other (four letters at least); phrases that are only names marked optional are left out. The examples of the dictionaries
are learnt from like the articles.

--check     writes nothing: every file of gold is left out in turn, the weights are fitted on the others, and the F1 of names
            on the file left out is printed, as the rules alone have it and as the evidence has it
--weight    how much the phrases of a file count (1 where it is not said)

Needs numpy and scikit-learn."""
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

OUT = Path(__file__).resolve().parents[2] / "dictionaries" / "names.csv"
HEAD = """# What each piece of evidence counts for when a phrase is judged a programme's name, in hundredths of a logit.
# Fitted on annotated releases by benches/verdict/names.py.
"""
STRENGTH = 0.3  # of the evidence against L2
RARE = 4  # evidence seen less often has no weight
SMALL = 8  # weights below so many hundredths are left out
CAUTION = 40  # hundredths by which a name must be likelier than none: what is optional in the gold is often proposed


def letters(text):
    return re.sub(r"[\s·‧∙ㆍ'\"‘’“”「」『』<>〈〉《》()\[\],.]", "", text or "").lower()


def same(found, wanted):
    return any(
        a and (a == b or (min(len(a), len(b)) >= 4 and (a in b or b in a))) for a in found for b in wanted
    )


class Phrase:
    def __init__(self, line):
        self.article, self.spans = line["article"], line["spans"]
        self.kept, self.quoted, self.certain = line["kept"], line["quoted"], line["certain"]
        self.evidence = line["evidence"] or []
        self.names = [letters(name) for name in line["names"]]
        self.key = "".join(c for c in line["names"][0].lower() if c.isalnum())
        self.gold = []  # the entries of the gold that it finds
        self.wanted = None  # whether it is a name; nothing where that is optional


class File:
    def __init__(self):
        self.phrases, self.optional = [], []


def read(path):
    files = defaultdict(File)
    open_phrases = defaultdict(list)
    for line in map(json.loads, open(path, encoding="utf-8")):
        key = line["file"], line["article"]
        if "names" in line:
            open_phrases[key].append(Phrase(line))
            continue
        file, phrases = files[line["file"]], open_phrases.pop(key, [])
        if "example" in line:
            marked = line["marked"] and line["marked"][0]
            for phrase in phrases:
                touches = not marked or any(s < marked[1] and marked[0] < e for s, e in phrase.spans)
                exact = phrase.kept if not marked else marked in phrase.spans
                if touches and (exact or not line["example"]):
                    phrase.wanted = line["example"]
            file.phrases += phrases
            continue
        entries = [([entry["name"]] + entry.get("alt", []), bool(entry.get("optional"))) for entry in line["gold"] or []]
        entries += [([name["name"]] if isinstance(name, dict) else [name], True) for name in line.get("optional") or []]
        base = len(file.optional)
        file.optional += [optional for _, optional in entries]
        for phrase in phrases:
            found = [i for i, (names, _) in enumerate(entries) if same(phrase.names, [letters(n) for n in names])]
            phrase.gold = [base + i for i in found]
            phrase.wanted = True if any(not entries[i][1] for i in found) else None if found else False
        for phrase in pieces(phrases, [phrase.wanted for phrase in phrases]):
            phrase.wanted = None
        file.phrases += phrases
    return files


def pieces(phrases, names):
    """The phrases that are pieces of a longer name of their article and unknown to the rules."""
    articles = defaultdict(list)
    for phrase, name in zip(phrases, names):
        if name:
            articles[phrase.article].append(phrase)
    longer = lambda a: any(a.key != b.key and a.key in b.key for b in articles[a.article])
    return {phrase for phrase, name in zip(phrases, names) if name and not phrase.kept and longer(phrase)}


def uncovered(phrases, names):
    """The phrases taken for names that do not only stand, unquoted, within another."""
    articles = defaultdict(list)
    without = pieces(phrases, names)
    for phrase, name in zip(phrases, names):
        if name and phrase not in without:
            articles[phrase.article] += [(start, -end, phrase) for start, end in phrase.spans]
    kept = set()
    for places in articles.values():
        covered = -1
        for _, end, phrase in sorted(places, key=lambda place: place[:2]):
            if -end > covered or phrase.quoted:
                covered = max(covered, -end)
                kept.add(phrase)
    return kept


def score(file, names):
    """Right names, wrong ones, and those missed."""
    kept = uncovered(file.phrases, names)
    found = {i for phrase in kept for i in phrase.gold if not file.optional[i]}
    return numpy.array([len(found), sum(not phrase.gold for phrase in kept), file.optional.count(False) - len(found)])


def f1(counts):
    right, wrong, missed = counts
    return 2 * right / max(1, 2 * right + wrong + missed)


def fit(files, counts):
    """The start and the points of every piece of evidence."""
    rows = [(phrase, counts.get(name, 1.0)) for name, file in files.items() for phrase in file.phrases if phrase.wanted is not None]
    vectors = DictVectorizer()
    seen = vectors.fit_transform([Counter(phrase.evidence) for phrase, _ in rows])
    often = numpy.asarray((seen > 0).sum(axis=0)).ravel() >= RARE
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=3000)
    model.fit(seen[:, often], [phrase.wanted for phrase, _ in rows], sample_weight=[count for _, count in rows])
    points = {name: round(100 * weight) for name, weight in zip(vectors.get_feature_names_out()[often], model.coef_[0])}
    start = round(100 * model.intercept_[0]) - CAUTION
    return start, {name: weight for name, weight in points.items() if abs(weight) >= SMALL}


def judge(phrases, start, points):
    return [
        phrase.certain or start + sum(points.get(piece, 0) for piece in phrase.evidence) > 0 for phrase in phrases
    ]


def main():
    arguments = sys.argv[1:]
    counts = {}
    while "--weight" in arguments:
        at = arguments.index("--weight")
        name, count = arguments[at + 1].rsplit("=", 1)
        counts[name] = float(count)
        del arguments[at : at + 2]
    check = "--check" in arguments
    files = read(next(argument for argument in arguments if not argument.startswith("--")))
    if check:
        rules, evidence = numpy.zeros(3), numpy.zeros(3)
        for name, file in files.items():
            if False not in file.optional or counts.get(name, 1.0) != 1.0:
                continue
            points = fit({other: files[other] for other in files if other != name}, counts)
            before = score(file, [phrase.kept for phrase in file.phrases])
            after = score(file, judge(file.phrases, *points))
            rules, evidence = rules + before, evidence + after
            print(f"{name}: rules {f1(before):.3f} evidence {f1(after):.3f}", flush=True)
        print(f"all: rules {f1(rules):.3f} evidence {f1(evidence):.3f}")
        return
    start, points = fit(files, counts)
    with open(OUT, "w", encoding="utf-8", newline="") as out:
        out.write(HEAD)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["table", "row", "points"])
        writer.writerow(["start", "", start])
        writer.writerows([*piece.split("\t", 1), weight] for piece, weight in sorted(points.items()))
    print(f"{len(points)} pieces of evidence; on the files themselves:")
    for name, file in files.items():
        if file.optional:
            print(f"{name}: {f1(score(file, judge(file.phrases, start, points))):.3f}")


main()
