package dev.tillwright.core.watch;

import dev.tillwright.core.checkpoint.WitnessFault;
import dev.tillwright.core.journal.JournalFault;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What the detectors look at, at one moment. What is not given is taken as not there yet, and no
 * rule that needs it speaks: a host's file that is late accuses nobody.
 *
 * <p>Not for several threads.
 */
public final class Inputs {
  final Instant now;
  final JournalFacts journal;
  List<DeviceEvent> devices = List.of();
  Set<String> watched = Set.of();
  List<HostLine> host = List.of();
  Instant hostUntil = Instant.MIN;
  List<HighWater> shipped = List.of();
  List<CashCount> cash = List.of();
  List<JournalFault> faults = List.of();
  List<WitnessFault> witnesses = List.of();

  private Inputs(Instant now, JournalFacts journal) {
    this.now = Objects.requireNonNull(now, "now");
    this.journal = Objects.requireNonNull(journal, "journal");
  }

  /** The journal alone. */
  public static Inputs at(Instant now, JournalFacts journal) {
    return new Inputs(now, journal);
  }

  /**
   * What devices did.
   *
   * @param events in the order of their times
   * @param terminals whose devices told all they did
   */
  public Inputs devices(List<DeviceEvent> events, Set<String> terminals) {
    devices = List.copyOf(events);
    watched = Set.copyOf(terminals);
    return this;
  }

  /**
   * What the host settled.
   *
   * @param until everything before this is in the file
   */
  public Inputs host(List<HostLine> lines, Instant until) {
    host = List.copyOf(lines);
    hostUntil = Objects.requireNonNull(until, "until");
    return this;
  }

  /** How far the central store has each journal. */
  public Inputs shipped(List<HighWater> marks) {
    shipped = List.copyOf(marks);
    return this;
  }

  /** What was counted. */
  public Inputs cash(List<CashCount> counts) {
    cash = List.copyOf(counts);
    return this;
  }

  /** What {@code JournalVerifier} and {@code WitnessCheck} say of the journals. */
  public Inputs verified(List<JournalFault> chains, List<WitnessFault> contradicted) {
    faults = List.copyOf(chains);
    witnesses = List.copyOf(contradicted);
    return this;
  }
}
