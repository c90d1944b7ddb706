// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The Lucene peer of the search benchmark: java SearchPeer build CORPUS DIR | query QUERIES DIR and|or
// EnglishAnalyzer, stored compressed text, one thread, serial merges; queries ranked, top 10, with UnifiedHighlighter.
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.apache.lucene.search.BooleanClause;

public final class SearchPeer {
    private static void build(String corpus, String folder) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(new EnglishAnalyzer());
        config.setMergeScheduler(new SerialMergeScheduler());
        try (Directory directory = new MMapDirectory(Paths.get(folder));
             IndexWriter writer = new IndexWriter(directory, config);
             BufferedReader in = Files.newBufferedReader(Paths.get(corpus), StandardCharsets.UTF_8)) {
            for (String line; (line = in.readLine()) != null;) {
                Document document = new Document();
                document.add(new TextField("body", line, Field.Store.YES));
                writer.addDocument(document);
            }
            writer.commit();
        }
    }

    private static void query(String queries, String folder, boolean any) throws Exception {
        Analyzer analyzer = new EnglishAnalyzer();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<String> lines = Files.readAllLines(Paths.get(queries), StandardCharsets.UTF_8);
        try (Directory directory = new MMapDirectory(Paths.get(folder)); DirectoryReader reader = DirectoryReader.open(directory)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            UnifiedHighlighter highlighter = new UnifiedHighlighter(searcher, analyzer);
            QueryBuilder builder = new QueryBuilder(analyzer);
            BooleanClause.Occur occur = any ? BooleanClause.Occur.SHOULD : BooleanClause.Occur.MUST;
            double[][] figures = new double[3][];
            long hits = 0;
            long total = 0;
            for (int pass = 0; pass < 4; ++pass) {  // the first warms up
                double[] wall = new double[lines.size()];
                double[] cpu = new double[lines.size()];
                for (int i = 0; i < lines.size(); ++i) {
                    long start = System.nanoTime();
                    long cpuStart = threads.getCurrentThreadCpuTime();
                    Query query = builder.createBooleanQuery("body", lines.get(i), occur);
                    TopDocs top = searcher.search(query, 10);
                    String[] snippets = highlighter.highlight("body", query, top, 1);
                    cpu[i] = (threads.getCurrentThreadCpuTime() - cpuStart) / 1e6;
                    wall[i] = (System.nanoTime() - start) / 1e6;
                    hits += snippets.length;
                    total += top.totalHits.value;
                }
                if (pass > 0) {
                    Arrays.sort(wall);
                    Arrays.sort(cpu);
                    int n = wall.length;
                    figures[pass - 1] = new double[] {wall[n / 2], wall[n * 99 / 100], cpu[n / 2], cpu[n * 99 / 100]};
                }
            }
            double[] middle = new double[4];
            for (int k = 0; k < 4; ++k) {
                double[] three = {figures[0][k], figures[1][k], figures[2][k]};
                Arrays.sort(three);
                middle[k] = three[1];
            }
            System.out.printf(java.util.Locale.ROOT,
                "{\"median_ms\":%.3f,\"p99_ms\":%.3f,\"cpu_median_ms\":%.3f,\"cpu_p99_ms\":%.3f,\"hits\":%d,\"total\":%d}%n",
                middle[0], middle[1], middle[2], middle[3], hits / 4, total / 4);
        }
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("build")) {
            build(args[1], args[2]);
        } else {
            query(args[1], args[2], args[3].equals("or"));
        }
    }
}
