package dev.tillwright.core.checkpoint;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The roots of the complete subtrees that a growing Merkle tree is made of, largest first: all that
 * is needed to add leaves and to tell the root, a hash for each bit of the size. For one thread.
 */
final class Peaks {
  private static final HexFormat HEX = HexFormat.of();

  private final TreeHash hash;
  private final List<byte[]> peaks = new ArrayList<>();
  private long size;

  Peaks(TreeHash hash) {
    this.hash = hash;
  }

  /** Continues where {@link #texts} was taken. */
  static Peaks of(TreeHash hash, long size, List<String> texts) {
    if (texts.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException("not the peaks of a tree of " + size);
    }
    Peaks peaks = new Peaks(hash);
    peaks.size = size;
    texts.forEach(text -> peaks.peaks.add(HEX.parseHex(text)));
    return peaks;
  }

  void add(byte[] leafHash) {
    byte[] right = leafHash;
    for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
      right = hash.node(peaks.remove(peaks.size() - 1), right);
    }
    peaks.add(right);
    size++;
  }

  long size() {
    return size;
  }

  byte[] root() {
    if (peaks.isEmpty()) {
      return hash.empty();
    }
    byte[] root = peaks.get(peaks.size() - 1);
    for (int at = peaks.size() - 2; at >= 0; at--) {
      root = hash.node(peaks.get(at), root);
    }
    return root;
  }

  String rootText() {
    return HEX.formatHex(root());
  }

  List<String> texts() {
    return peaks.stream().map(HEX::formatHex).toList();
  }
}
