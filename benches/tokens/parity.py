#!/usr/bin/env python3
"""Compares our tokens with mecab-ko's own.

    python3 -m venv .venv && .venv/bin/pip install python-mecab-ko==1.3.7 python-mecab-ko-dic==2.1.1.post2
    cargo build --release
    .venv/bin/python benches/tokens/parity.py corpus/articles.jsonl [--sentences 2000] [--seed 1] [--show 20]

Both sides use mecab-ko-dic 2.1.1: python-mecab-ko through mecab-ko's tokenizer, we through lindera with
transparent spaces (src/tokens/spaces.rs). Our user dictionary is left out (`--plain`). Sentences are drawn at
random, with a fixed seed, from those that `mokpyo tokens` finds in the given articles. A token counts as equal
when its span and its tag are. Exits with 1 below the bar of 99.5 %.
"""

import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys

BAR = 0.995
ROOT = pathlib.Path(__file__).resolve().parents[2]


def ours(program, inputs):
    """Every sentence of the articles with our tokens: (text, {(start, end, tag)})."""
    command = [program, "tokens", "--plain", "--format", "jsonl", *inputs]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        for line in process.stdout:
            sentence = json.loads(line)
            start = sentence["start"]
            tokens = {(t["start"] - start, t["end"] - start, t["tag"]) for t in sentence["tokens"]}
            yield sentence["text"], tokens
    if process.returncode not in (0, 3):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")


def theirs(tagger, text):
    """mecab-ko's tokens of a sentence: {(start, end, tag)}."""
    tokens, at = set(), 0
    for morpheme in tagger.parse(text):
        span = morpheme.span
        tokens.add((span.start, span.end, morpheme.pos))
        at = span.end
    return tokens


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", help="articles, in any form that mokpyo reads")
    parser.add_argument("--sentences", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the N most frequent differences")
    parser.add_argument("--program", default=str(ROOT / "target" / "release" / "mokpyo"))
    options = parser.parse_args()

    from mecab import MeCab

    tagger = MeCab()
    # a reservoir: every sentence is as likely as the other, and none but the drawn ones is kept
    generator = random.Random(options.seed)
    drawn = []
    for count, sentence in enumerate(ours(options.program, options.inputs)):
        if count < options.sentences:
            drawn.append(sentence)
        elif (place := generator.randrange(count + 1)) < options.sentences:
            drawn[place] = sentence

    equal = left = right = identical = 0
    differences = collections.Counter()
    for text, tokens in drawn:
        reference = theirs(tagger, text)
        equal += len(tokens & reference)
        left += len(tokens)
        right += len(reference)
        identical += tokens == reference
        if tokens != reference:
            name = lambda side: " ".join(f"{text[s:e]}/{tag}" for s, e, tag in sorted(side))
            differences[f"{name(tokens - reference)}  |  mecab-ko: {name(reference - tokens)}"] += 1
    if not right:
        sys.exit("no sentence was found")
    for difference, count in differences.most_common(options.show):
        print(f"{count:4}  {difference}")
    agreement = 2 * equal / (left + right)
    print(f"{len(drawn)} sentences, {right} tokens of mecab-ko, {left} of ours")
    print(f"equal in span and tag: {agreement:.4%} (bar {BAR:.1%}); sentences without a difference: {identical / len(drawn):.2%}")
    sys.exit(agreement < BAR)


if __name__ == "__main__":
    main()
