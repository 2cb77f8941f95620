package dev.tillwright.core.checkpoint;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The Merkle tree over the entries of one journal, as a database holds them.
 *
 * <p><b>Guarantees.</b> Each question reads the hashes once, on one snapshot; memory does not grow
 * with the number of entries. The hashes are taken as stored: {@link
 * dev.tillwright.core.journal.JournalVerifier} tells whether they are those of the entries.
 *
 * <p><b>Threads.</b> Any.
 */
public final class EntryTree {
  private static final int MOST = 10_000;
  private static final String HASHES =
      "select seq, hash from journal where terminal = ? order by epoch, seq";

  private final Database database;
  private final String terminal;

  private EntryTree(Database database, String terminal) {
    this.database = database;
    this.terminal = terminal;
  }

  /** The tree of one terminal's journal. */
  public static EntryTree of(Database database, String terminal) {
    return new EntryTree(database, terminal);
  }

  /**
   * The root over the first {@code size} entries.
   *
   * @throws TillwrightException {@code journal.broken} when one of them is missing
   */
  public String root(long size) {
    return roots(List.of(Span.of(0, size)), size).get(0);
  }

  /**
   * The proof that an entry is part of the first {@code size}.
   *
   * @throws IllegalArgumentException when {@code seq} is not one of them
   * @throws TillwrightException {@code journal.broken} when one of them is missing
   */
  public InclusionProof inclusion(long seq, long size) {
    if (seq < 1 || seq > size) {
      throw new IllegalArgumentException("the tree of " + size + " has no entry " + seq);
    }
    List<Span> path = new ArrayList<>();
    Span.path(seq - 1, Span.of(0, size), path);
    return new InclusionProof(seq, size, roots(path, size));
  }

  /**
   * The proofs that several entries are part of the first {@code size}, in one reading.
   *
   * @param seqs positions, at most 10,000
   * @return in their order
   * @throws IllegalArgumentException when one of them is not a position of the tree
   * @throws TillwrightException {@code journal.broken} when an entry is missing
   */
  public List<InclusionProof> inclusions(List<Long> seqs, long size) {
    if (seqs.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " proofs at once");
    }
    List<List<Span>> paths = new ArrayList<>();
    Set<Span> spans = new LinkedHashSet<>();
    for (long seq : seqs) {
      if (seq < 1 || seq > size) {
        throw new IllegalArgumentException("the tree of " + size + " has no entry " + seq);
      }
      List<Span> path = new ArrayList<>();
      Span.path(seq - 1, Span.of(0, size), path);
      paths.add(path);
      spans.addAll(path);
    }
    List<Span> all = List.copyOf(spans);
    List<String> roots = roots(all, size);
    Map<Span, String> found = new HashMap<>();
    for (int at = 0; at < all.size(); at++) {
      found.put(all.get(at), roots.get(at));
    }
    List<InclusionProof> proofs = new ArrayList<>();
    for (int at = 0; at < paths.size(); at++) {
      List<String> path = paths.get(at).stream().map(span -> text(found, span)).toList();
      proofs.add(new InclusionProof(seqs.get(at), size, path));
    }
    return proofs;
  }

  private static String text(Map<Span, String> found, Span span) {
    return Objects.requireNonNull(found.get(span), "every span was asked for");
  }

  /**
   * The proof that the first {@code newSize} entries begin with the first {@code oldSize}.
   *
   * @throws IllegalArgumentException when there is nothing to prove: {@code oldSize} below 1 or
   *     above {@code newSize}
   * @throws TillwrightException {@code journal.broken} when an entry is missing
   */
  public ConsistencyProof consistency(long oldSize, long newSize) {
    if (oldSize < 1 || oldSize > newSize) {
      throw new IllegalArgumentException(
          "no tree of " + newSize + " begins with one of " + oldSize);
    }
    List<Span> path = new ArrayList<>();
    Span.consistency(oldSize, Span.of(0, newSize), true, path);
    return new ConsistencyProof(oldSize, newSize, roots(path, newSize));
  }

  /** The roots of spans, in their order. */
  private List<String> roots(List<Span> spans, long size) {
    TreeHash hash = new TreeHash();
    List<Peaks> peaks = spans.stream().map(span -> new Peaks(hash)).toList();
    return database.read(
        tx -> {
          Walk walk = new Walk(spans, peaks, hash, size);
          tx.each(HASHES + " limit ?", walk::next, terminal, size);
          if (walk.seen < size) {
            throw broken(walk.seen + 1);
          }
          return peaks.stream().map(each -> HexFormat.of().formatHex(each.root())).toList();
        });
  }

  private TillwrightException broken(long seq) {
    return new TillwrightException(
        "journal.broken",
        false,
        "the journal of " + terminal + " is broken: entry " + seq + " is missing or unreadable");
  }

  private final class Walk {
    private final List<Span> spans;
    private final List<Peaks> peaks;
    private final TreeHash hash;
    private final long size;
    private final List<Integer> order;
    private final List<Integer> open = new ArrayList<>();
    private int begun;
    private long seen;

    Walk(List<Span> spans, List<Peaks> peaks, TreeHash hash, long size) {
      this.spans = spans;
      this.peaks = peaks;
      this.hash = hash;
      this.size = size;
      this.order =
          IntStream.range(0, spans.size())
              .boxed()
              .sorted(Comparator.comparingLong(at -> spans.get(at).from()))
              .toList();
    }

    void next(Tx.Row row) {
      String text = row.text(2);
      if (seen >= size || row.number(1) != seen + 1 || text.length() != 64 || !Hashes.isHex(text)) {
        throw broken(seen + 1);
      }
      // Spans are nodes of one tree: at most one a level is open at a time.
      open.removeIf(at -> !spans.get(at).holds(seen));
      while (begun < order.size() && spans.get(order.get(begun)).from() == seen) {
        open.add(order.get(begun++));
      }
      if (!open.isEmpty()) {
        byte[] leaf = hash.leaf(text);
        open.forEach(at -> peaks.get(at).add(leaf));
      }
      seen++;
    }
  }
}
