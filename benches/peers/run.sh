#!/bin/sh
# Lucene with Nori beside mokpyo: the same articles, the same queries, one table of quality, speed and size.
#
# usage: benches/peers/run.sh CORPUS.jsonl[.gz] QUERIES.jsonl…
#
# Articles are lines {"id","date"?,"body"}, queries lines {"id","query"}; the one relevant article of a
# query is the article with the query's id. Needs Python 3 and Debian's liblucene8-java with a JDK; as root
# the packages are installed where they are missing. Everything is written to a temporary directory.
# MOKPYO=PROGRAM measures that program instead of building one.
set -eu
[ $# -ge 2 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2; }
for file in "$@"; do
    [ -r "$file" ] || { echo "cannot read $file" >&2; exit 2; }
done
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
jars=/usr/share/java

has_packages() {
    ls $jars/lucene-analyzers-nori-8*.jar >/dev/null 2>&1 && command -v javac >/dev/null && command -v java >/dev/null
}

if ! has_packages; then
    packages='liblucene8-java default-jdk-headless'
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "install Debian's packages first: apt-get install $packages" >&2
        exit 2
    fi
    echo "installing $packages" >&2
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    apt-get install -y --no-install-recommends $packages >/dev/null 2>&1 ||
        { apt-get update >/dev/null && apt-get install -y --no-install-recommends $packages >/dev/null; }
    has_packages || { echo "apt-get installed $packages, but javac or the Nori analyser is not there" >&2; exit 2; }
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
corpus=$1
shift
case $corpus in
    *.gz) gzip -dc "$corpus" >"$work/corpus.jsonl" ;;
    *) cp "$corpus" "$work/corpus.jsonl" ;;
esac

mokpyo=${MOKPYO:-}
if [ -z "$mokpyo" ]; then
    echo 'building mokpyo' >&2
    cargo build --quiet --release --manifest-path "$root/Cargo.toml"
    mokpyo="${CARGO_TARGET_DIR:-$root/target}/release/mokpyo"
fi

class_path=$work
for jar in "$jars"/lucene-*-8*.jar; do class_path=$class_path:$jar; done
javac -nowarn -cp "$class_path" -d "$work" "$here/Peer.java"

for system in nori nori+bigrams; do
    echo "$system" >&2

    runs=$work/$system.runs
    : >"$runs"
    for queries in "$@"; do printf '%s\n%s\n' "$queries" "$work/$system.$(basename "$queries")" >>"$runs"; done
    java -Xmx1g -cp "$class_path" Peer "$work/corpus.jsonl" "$work/$system.index" "$system" "$runs" >>"$work/figures"
done

echo mokpyo >&2
store=$work/store
start=$(date +%s.%N)
"$mokpyo" --store "$store" --quiet ingest "$work/corpus.jsonl" >/dev/null
end=$(date +%s.%N)
size=$(du -sb "$store/index" | cut -f1)
articles=$(wc -l <"$work/corpus.jsonl")
awk -v s="$start" -v e="$end" -v b="$size" -v n="$articles" \
    'BEGIN { printf "mokpyo\tindex\t%d\t%.2f\t%d\n", n, e - s, b }' >>"$work/figures"
for queries in "$@"; do
    name=$(basename "$queries")
    # asked once to warm the files, once to count
    "$mokpyo" --store "$store" --quiet search --queries "$queries" --limit 10 --format jsonl >/dev/null
    "$mokpyo" --store "$store" --verbose search --queries "$queries" --limit 10 --format jsonl \
        >"$work/mokpyo.$name" 2>"$work/said"
    sed -n "s/.*one thread: p50 \([^,]*\), p99 \([^,]*\),.*/mokpyo\ttimes\t$name\t\1\t\2/p" "$work/said" >>"$work/figures"
done

python3 "$here/table.py" "$work" "$@"
