package dev.tillwright.core.journal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@link JournalVerifier} found.
 *
 * @param chains one for each terminal, in the order of the database
 * @param unreadable where the database itself stopped being readable, if it did
 */
public record Verification(List<Chain> chains, Optional<JournalFault> unreadable) {
  public Verification {
    chains = List.copyOf(chains);
  }

  /**
   * The journal of one terminal.
   *
   * @param terminal whose
   * @param entries how many are stored, sound or not
   * @param headSeq the last position up to which all is sound; 0 when nothing is
   * @param headHash the hash there; 64 zeros before the first
   * @param elsewhere sound entries whose contents lie in archives that were not given: of them, the
   *     links alone were looked at
   * @param fault the first fault, if there is one
   */
  public record Chain(
      String terminal,
      long entries,
      long headSeq,
      String headHash,
      long elsewhere,
      Optional<JournalFault> fault) {}

  /** Whether every journal is whole, as far as it can be told without a witness elsewhere. */
  public boolean ok() {
    return firstFault().isEmpty();
  }

  /** The fault to report first. */
  public Optional<JournalFault> firstFault() {
    return Stream.concat(
            chains.stream().flatMap(chain -> chain.fault().stream()), unreadable.stream())
        .findFirst();
  }

  /** Entries stored, of all terminals. */
  public long entries() {
    return chains.stream().mapToLong(Chain::entries).sum();
  }
}
