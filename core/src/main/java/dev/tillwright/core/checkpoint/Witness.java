package dev.tillwright.core.checkpoint;

import java.util.Objects;

/** What somebody outside the machine remembers of a journal. */
public sealed interface Witness {

  /** Whose journal. */
  String terminal();

  /** The newest position it speaks of. */
  long seq();

  /** The opening that wrote it; 0 where that is not known. */
  int epoch();

  /** What it is, for people: {@code "receipt of entry 17"}. */
  String label();

  /** The hash that the entry at {@link #seq} must have, or its beginning. */
  String hash();

  /**
   * An entry's hash, or its beginning, as a receipt prints it. It speaks for all entries up to its
   * own, because each hash covers the one before.
   *
   * @param terminal whose journal
   * @param epoch the opening that wrote it; 0 where that is not known
   * @param seq the entry's position, from 1
   * @param hash 20 to 64 lower-case hexadecimal digits: the hash, or its beginning
   */
  record Slip(String terminal, int epoch, long seq, String hash) implements Witness {
    private static final int SHORTEST = 20;
    private static final int WHOLE = 64;

    public Slip {
      Objects.requireNonNull(terminal, "terminal");
      if (epoch < 0
          || seq < 1
          || hash.length() < SHORTEST
          || hash.length() > WHOLE
          || !Hashes.isHex(hash)) {
        throw new IllegalArgumentException(
            "a slip needs a position and at least 20 digits of the hash");
      }
    }

    /** One whose opening is not known. */
    public Slip(String terminal, long seq, String hash) {
      this(terminal, 0, seq, hash);
    }

    /**
     * From what is printed: {@code "till-01/3/1742 3f2a-91bc-04de-77a1-c0de"}, or the text of its
     * QR code.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Slip parse(String text) {
      String[] parts = text.strip().replaceFirst("^tillwright:1/", "").split("[/ ]+", -1);
      if (parts.length != 4
          || !parts[1].matches("[1-9][0-9]{0,8}")
          || !parts[2].matches("[1-9][0-9]{0,17}")) {
        throw new IllegalArgumentException("not the place and code of a receipt");
      }
      return new Slip(
          parts[0],
          Integer.parseInt(parts[1]),
          Long.parseLong(parts[2]),
          parts[3].replace("-", ""));
    }

    @Override
    public String label() {
      return "slip of entry " + seq;
    }
  }

  /**
   * A checkpoint that left the machine, or that the journal itself holds.
   *
   * @param checkpoint as it was signed
   * @param outside whether it was kept elsewhere; one from the journal can be cut off with it
   */
  record Signed(Checkpoint checkpoint, boolean outside) implements Witness {
    public Signed {
      Objects.requireNonNull(checkpoint, "checkpoint");
    }

    @Override
    public String terminal() {
      return checkpoint.terminal();
    }

    @Override
    public int epoch() {
      return checkpoint.epoch();
    }

    @Override
    public long seq() {
      return checkpoint.size();
    }

    @Override
    public String hash() {
      return checkpoint.head();
    }

    @Override
    public String label() {
      return "checkpoint over " + checkpoint.size() + " entries";
    }
  }
}
