// Lucene with Nori over the same files as mokpyo: indexes articles, answers queries, prints times.
//
// usage: java Peer CORPUS.jsonl INDEX_DIR nori|nori+bigrams RUNS
//
// RUNS has two lines for each file of queries: its path, and where the answers go.
//
// The settings are Elasticsearch's defaults for Korean: the `nori` analyser (compounds decomposed, stop
// tags), BM25 with k1 1.2 and b 0.75, terms of the question joined by OR. With `nori+bigrams` a second
// field of character bigrams is asked beside it, weighted 0.3.

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.regex.*;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.ko.KoreanAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.*;

public final class Peer {
    static final class Bigrams extends Analyzer {
        @Override protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer source = new StandardTokenizer();
            return new TokenStreamComponents(source, new CJKBigramFilter(new LowerCaseFilter(source)));
        }
    }

    static final int LIMIT = 10;

    public static void main(String[] args) throws Exception {
        boolean bigrams = args[2].equals("nori+bigrams");
        Analyzer nori = new KoreanAnalyzer();
        Analyzer pairs = new Bigrams();
        Path place = Paths.get(args[1]);
        long start = System.nanoTime();
        int articles = 0;
        try (Directory dir = FSDirectory.open(place)) {
            IndexWriterConfig config = new IndexWriterConfig(new org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper(nori, Map.of("pairs", pairs)));
            config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
            try (IndexWriter writer = new IndexWriter(dir, config);
                 BufferedReader reader = Files.newBufferedReader(Paths.get(args[0]), StandardCharsets.UTF_8)) {
                for (String line; (line = reader.readLine()) != null; ) {
                    Document document = new Document();
                    document.add(new StoredField("id", field(line, "id")));
                    String text = field(line, "body");
                    document.add(new TextField("text", text, Field.Store.NO));
                    if (bigrams) document.add(new TextField("pairs", text, Field.Store.NO));
                    writer.addDocument(document);
                    articles++;
                }
                writer.forceMerge(1);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long size = 0;
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : (Iterable<Path>) files::iterator) size += Files.size(file);
            }
            System.out.printf(Locale.ROOT, "%s\tindex\t%d\t%.2f\t%d%n", args[2], articles, seconds, size);
            try (DirectoryReader reader = DirectoryReader.open(dir)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                List<String> runs = Files.readAllLines(Paths.get(args[3]), StandardCharsets.UTF_8);
                for (int i = 0; i + 1 < runs.size(); i += 2) ask(args[2], searcher, nori, bigrams ? pairs : null, runs.get(i), runs.get(i + 1));
            }
        }
    }

    static void ask(String system, IndexSearcher searcher, Analyzer nori, Analyzer pairs, String queries, String run) throws IOException {
        List<String> lines = Files.readAllLines(Paths.get(queries), StandardCharsets.UTF_8);
        long[] times = new long[lines.size()];
        for (int round = 0; round < 3; round++) { // the last one is warm and is the one that counts
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Paths.get(run), StandardCharsets.UTF_8))) {
                for (int n = 0; n < lines.size(); n++) {
                    String id = field(lines.get(n), "id");
                    String text = field(lines.get(n), "query");
                    long start = System.nanoTime();
                    BooleanQuery.Builder query = new BooleanQuery.Builder();
                    terms(query, nori, "text", text, 1.0f);
                    if (pairs != null) terms(query, pairs, "pairs", text, 0.3f);
                    TopDocs top = searcher.search(query.build(), LIMIT);
                    times[n] = System.nanoTime() - start;
                    int rank = 1;
                    for (ScoreDoc hit : top.scoreDocs)
                        out.printf("{\"query_id\":\"%s\",\"rank\":%d,\"article_id\":\"%s\",\"score\":%s}%n", id, rank++, searcher.doc(hit.doc).get("id"), hit.score);
                }
            }
        }
        Arrays.sort(times);
        double median = times[(times.length - 1) / 2] / 1e6, slow = times[(int) ((times.length - 1) * 0.99)] / 1e6;
        System.out.printf(Locale.ROOT, "%s\ttimes\t%s\t%.3f\t%.3f%n", system, Paths.get(queries).getFileName(), median, slow);
    }

    static void terms(BooleanQuery.Builder query, Analyzer analyzer, String field, String text, float weight) throws IOException {
        try (TokenStream tokens = analyzer.tokenStream(field, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                Query one = new TermQuery(new Term(field, term.toString()));
                query.add(weight == 1.0f ? one : new BoostQuery(one, weight), BooleanClause.Occur.SHOULD);
            }
            tokens.end();
        }
    }

    /** The string value of a key in one line of JSON. */
    static String field(String line, String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"").matcher(line);
        if (!matcher.find()) return "";
        String raw = matcher.group(1);
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') { text.append(c); continue; }
            char escaped = raw.charAt(++i);
            switch (escaped) {
                case 'n': text.append('\n'); break;
                case 't': text.append('\t'); break;
                case 'r': text.append('\r'); break;
                case 'b': text.append('\b'); break;
                case 'f': text.append('\f'); break;
                case 'u': text.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16)); i += 4; break;
                default: text.append(escaped);
            }
        }
        return text.toString();
    }
}
