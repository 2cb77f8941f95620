package dev.tillwright.core.checkpoint;

import java.util.HexFormat;
import java.util.List;

/**
 * Shows that an entry is part of the journal whose tree a checkpoint signed, without any other
 * entry (RFC 9162, section 2.1.3).
 *
 * @param seq the entry's position, from 1
 * @param size the entries of the tree, at least {@code seq}
 * @param path hashes from the leaf upwards, 64 lower-case hexadecimal digits each; at most 63
 */
public record InclusionProof(long seq, long size, List<String> path) {
  static final int LONGEST = 63;

  public InclusionProof {
    path = List.copyOf(path);
    if (seq < 1 || size < seq || path.size() > LONGEST) {
      throw new IllegalArgumentException("not a proof: position, size or length is out of range");
    }
    path.forEach(Hashes::check);
  }

  /** Whether the entry with this hash stands at the position in the tree with this root. */
  public boolean proves(String entryHash, String root) {
    Hashes.check(entryHash);
    TreeHash hash = new TreeHash();
    byte[] at = hash.leaf(entryHash);
    long node = seq - 1;
    long last = size - 1;
    for (String text : path) {
      if (last == 0) {
        return false;
      }
      byte[] other = HexFormat.of().parseHex(text);
      if ((node & 1) == 1 || node == last) {
        at = hash.node(other, at);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        at = hash.node(at, other);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && HexFormat.of().formatHex(at).equals(root);
  }
}
