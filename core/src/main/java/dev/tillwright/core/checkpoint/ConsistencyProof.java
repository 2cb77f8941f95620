package dev.tillwright.core.checkpoint;

import java.util.HexFormat;
import java.util.List;

/**
 * Shows that a later tree begins with all the entries of an earlier one, unchanged and in order
 * (RFC 9162, section 2.1.4).
 *
 * @param oldSize the entries of the earlier tree, from 1
 * @param newSize the entries of the later tree, at least {@code oldSize}
 * @param path hashes, 64 lower-case hexadecimal digits each; at most 64
 */
public record ConsistencyProof(long oldSize, long newSize, List<String> path) {
  private static final int LONGEST = InclusionProof.LONGEST + 1;

  public ConsistencyProof {
    path = List.copyOf(path);
    if (oldSize < 1 || newSize < oldSize || path.size() > LONGEST) {
      throw new IllegalArgumentException("not a proof: a size or the length is out of range");
    }
    path.forEach(Hashes::check);
  }

  /** Whether the tree with the new root continues that with the old one. */
  public boolean proves(String oldRoot, String newRoot) {
    if (oldSize == newSize) {
      return path.isEmpty() && oldRoot.equals(newRoot);
    }
    // A whole power of two is itself a node of the later tree, so the proof leaves it out.
    boolean whole = Long.bitCount(oldSize) == 1;
    if (path.isEmpty() && !whole) {
      return false;
    }
    TreeHash hash = new TreeHash();
    byte[] first = HexFormat.of().parseHex(whole ? oldRoot : path.get(0));
    byte[] older = first;
    byte[] newer = first;
    long node = oldSize - 1;
    long last = newSize - 1;
    while ((node & 1) == 1) {
      node >>>= 1;
      last >>>= 1;
    }
    for (String text : path.subList(whole ? 0 : 1, path.size())) {
      if (last == 0) {
        return false;
      }
      byte[] other = HexFormat.of().parseHex(text);
      if ((node & 1) == 1 || node == last) {
        older = hash.node(other, older);
        newer = hash.node(other, newer);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        newer = hash.node(newer, other);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0
        && HexFormat.of().formatHex(older).equals(oldRoot)
        && HexFormat.of().formatHex(newer).equals(newRoot);
  }
}
