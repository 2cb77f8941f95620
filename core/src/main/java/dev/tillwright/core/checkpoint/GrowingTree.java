package dev.tillwright.core.checkpoint;

import java.util.List;

/**
 * The Merkle tree over the entries of a journal, followed from its first entry or from where
 * somebody left off; the whole of it is a hash for each bit of its size. For one thread.
 */
public final class GrowingTree {
  private final TreeHash hash = new TreeHash();
  private Peaks peaks;

  private GrowingTree() {
    peaks = new Peaks(hash);
  }

  /** A tree without entries. */
  public static GrowingTree empty() {
    return new GrowingTree();
  }

  /**
   * Goes on behind the first {@code size} entries.
   *
   * @param peaks what {@link #peaks} was there
   * @throws IllegalArgumentException when they are not those of a tree of that size
   */
  public static GrowingTree of(long size, List<String> peaks) {
    if (size < 0) {
      throw new IllegalArgumentException("not the size of a tree");
    }
    peaks.forEach(Hashes::check);
    GrowingTree tree = new GrowingTree();
    tree.peaks = Peaks.of(tree.hash, size, peaks);
    return tree;
  }

  /**
   * Adds the next entry.
   *
   * @param entryHash 64 lower-case hexadecimal digits
   */
  public void add(String entryHash) {
    peaks.add(hash.leaf(entryHash));
  }

  /** How many entries there are. */
  public long size() {
    return peaks.size();
  }

  /** The root over them, 64 hexadecimal digits. */
  public String root() {
    return peaks.rootText();
  }

  /** What another goes on with, see {@link #of}: the roots of its complete parts, largest first. */
  public List<String> peaks() {
    return peaks.texts();
  }
}
