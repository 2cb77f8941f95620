package dev.tillwright.core.journal;

import java.time.Instant;
import java.util.Objects;

/**
 * One fact in the journal, as stored.
 *
 * @param terminal whose journal
 * @param epoch which opening of the journal wrote it; from 1
 * @param seq position; from 1, without gaps, across all epochs of a terminal
 * @param at wall time, to the millisecond; informative, the order is that of {@code seq}
 * @param kind what happened: {@code sale.completed}
 * @param payload one JSON object, exactly as hashed
 * @param prevHash hash of the entry before, 64 lower-case hexadecimal digits; all zeros for the
 *     first
 * @param hash SHA-256 over all of the above; docs/journal-format.md gives the bytes
 */
public record Entry(
    String terminal,
    int epoch,
    long seq,
    Instant at,
    String kind,
    String payload,
    String prevHash,
    String hash) {
  public Entry {
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(payload, "payload");
    Objects.requireNonNull(prevHash, "prevHash");
    Objects.requireNonNull(hash, "hash");
  }

  /** Whether its hash is that of its fields; says nothing of the entry before. */
  public boolean hashFits() {
    return new EntryHash()
        .of(terminal, epoch, seq, EntryTime.text(at), kind, payload, prevHash)
        .equals(hash);
  }

  /** Terminal, epoch and position, never the payload. */
  @Override
  public String toString() {
    return "Entry[" + terminal + "/" + epoch + "/" + seq + " " + kind + "]";
  }
}
