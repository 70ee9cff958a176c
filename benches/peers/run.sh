#!/bin/sh
# Lucene with Nori beside mokpyo: the same articles, the same queries, one table.
#
# usage: benches/peers/run.sh CORPUS.jsonl[.gz] QUERIES.jsonl…
#
# Articles are lines {"id","date"?,"body"}, queries lines {"id","query"}; the one relevant article of a
# query is the article with the query's id. Needs Debian's liblucene8-java and a JDK; as root they are
# installed where they are missing. Everything is written to a temporary directory.
set -eu
[ $# -ge 2 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
jars=/usr/share/java

if ! ls $jars/lucene-analyzers-nori-8*.jar >/dev/null 2>&1 || ! command -v javac >/dev/null; then
    if [ "$(id -u)" = 0 ]; then
        apt-get install -y --no-install-recommends liblucene8-java default-jdk-headless >/dev/null
    else
        echo "install Debian's packages first: liblucene8-java default-jdk-headless" >&2
        exit 2
    fi
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
corpus=$1
shift
case $corpus in
    *.gz) gzip -dc "$corpus" >"$work/corpus.jsonl" ;;
    *) cp "$corpus" "$work/corpus.jsonl" ;;
esac

class_path=$work
for jar in $(ls $jars/lucene-*-8*.jar); do class_path=$class_path:$jar; done
javac -nowarn -cp "$class_path" -d "$work" "$here/Peer.java"

for system in nori nori+bigrams; do
    runs=
    for queries in "$@"; do runs="$runs $queries $work/$system.$(basename "$queries")"; done
    # shellcheck disable=SC2086
    java -Xmx1g -cp "$class_path" Peer "$work/corpus.jsonl" "$work/$system.index" "$system" $runs
done

cargo build --quiet --release --manifest-path "$root/Cargo.toml"
mokpyo="${CARGO_TARGET_DIR:-$root/target}/release/mokpyo"
store=$work/store
start=$(date +%s.%N)
"$mokpyo" --store "$store" --quiet ingest "$work/corpus.jsonl" >/dev/null
end=$(date +%s.%N)
size=$(du -sb "$store/index" | cut -f1)
awk -v s="$start" -v e="$end" -v b="$size" 'BEGIN { printf "mokpyo: articles, targets and index in %.1f s; the index %.1f MB\n", e - s, b / 1e6 }' >&2
for queries in "$@"; do
    printf '  %s: ' "$(basename "$queries")" >&2
    # asked once to warm the files, once to count
    "$mokpyo" --store "$store" --quiet search --queries "$queries" --limit 10 --format jsonl >/dev/null
    "$mokpyo" --store "$store" --verbose search --queries "$queries" --limit 10 --format jsonl >"$work/mokpyo.$(basename "$queries")"
done

for queries in "$@"; do
    name=$(basename "$queries")
    echo
    python3 "$here/score.py" "$queries" "$work/nori.$name" "$work/nori+bigrams.$name" "$work/mokpyo.$name"
done
