package dev.tillwright.core.receipt;

import dev.tillwright.core.journal.Entry;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the journal a receipt's entry stands, and its hash. Each hash covers the one before, so
 * whoever holds a receipt can show any change of the books up to that entry.
 *
 * <p><b>Not promised.</b> It says nothing of entries after this one.
 *
 * @param terminal whose journal
 * @param epoch which opening wrote the entry, from 1
 * @param seq the entry's position, from 1
 * @param hash SHA-256 of the entry, 64 lower-case hexadecimal digits
 */
public record Proof(String terminal, int epoch, long seq, String hash) {
  private static final Pattern QR =
      Pattern.compile(
          "tillwright:1/([A-Za-z0-9][A-Za-z0-9._-]{0,31})/([0-9]{1,9})/([0-9]{1,18})/([0-9a-f]{64})");
  private static final int CODE_DIGITS = 20;
  private static final int GROUP = 4;

  public Proof {
    Objects.requireNonNull(terminal, "terminal");
    if (!terminal.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}") || epoch < 1 || seq < 1) {
      throw new IllegalArgumentException("not a place in a journal");
    }
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 hash");
    }
  }

  /** The proof of an entry. */
  public static Proof of(Entry entry) {
    return new Proof(entry.terminal(), entry.epoch(), entry.seq(), entry.hash());
  }

  /**
   * Reads what a receipt's QR code holds.
   *
   * @throws IllegalArgumentException when it is not {@link #qr()} of a proof
   */
  public static Proof parse(String qr) {
    Matcher parts = QR.matcher(qr);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not the proof of a receipt");
    }
    return new Proof(
        parts.group(1),
        Integer.parseInt(parts.group(2)),
        Long.parseLong(parts.group(3)),
        parts.group(4));
  }

  /** Terminal, epoch and position: {@code "till-01/3/1742"}. */
  public String place() {
    return terminal + "/" + epoch + "/" + seq;
  }

  /**
   * The first 80 bits of the hash, for people to compare: {@code "3f2a-91bc-04de-77a1-c0de"}. The
   * digits are the beginning of the hash as the journal keeps it.
   */
  public String code() {
    StringBuilder code = new StringBuilder(CODE_DIGITS + CODE_DIGITS / GROUP);
    for (int at = 0; at < CODE_DIGITS; at += GROUP) {
      code.append(at == 0 ? "" : "-").append(hash, at, at + GROUP);
    }
    return code.toString();
  }

  /** Everything, as the QR code holds it: {@code "tillwright:1/till-01/3/1742/3f2a…"}. */
  public String qr() {
    return "tillwright:1/" + place() + "/" + hash;
  }

  /** Whether this is still the proof of the entry that stands at its place. */
  public boolean matches(Entry entry) {
    return equals(of(entry));
  }
}
