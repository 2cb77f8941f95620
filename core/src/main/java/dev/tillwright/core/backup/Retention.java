package dev.tillwright.core.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long entries are kept, and why. What an entry says stays in the journal as long as anybody
 * may ask the till for it, and in its archive as long as anybody may ask the shop; the longest of
 * the reasons counts.
 *
 * <p>The usual lengths are examples, not advice: law and contracts differ by country and scheme.
 */
public final class Retention {
  private final Map<Purpose, Duration> lengths;

  private Retention(Map<Purpose, Duration> lengths) {
    this.lengths = lengths;
  }

  /** What entries are kept for. */
  public enum Purpose {
    /** Goods come back, and their money: as long as the shop takes them. */
    REFUND(true, 90),
    /** A card's holder or bank asks for evidence: 18 months. */
    DISPUTE(true, 548),
    /** A report is made anew, with a figure that is new: a year, and the one before it. */
    REPORT(true, 731),
    /** The law on books: ten years. */
    LAW(false, 3653);

    private final boolean inJournal;
    private final int usualDays;

    Purpose(boolean inJournal, int usualDays) {
      this.inJournal = inJournal;
      this.usualDays = usualDays;
    }
  }

  /** The lengths that stand beside the purposes. */
  public static Retention usual() {
    Map<Purpose, Duration> usual = new EnumMap<>(Purpose.class);
    for (Purpose each : Purpose.values()) {
      usual.put(each, Duration.ofDays(each.usualDays));
    }
    return new Retention(usual);
  }

  /**
   * The same, with another length for a purpose.
   *
   * @param length from a day
   */
  public Retention with(Purpose purpose, Duration length) {
    if (length.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("entries are kept for a day at least");
    }
    Map<Purpose, Duration> changed = new EnumMap<>(lengths);
    changed.put(purpose, length);
    return new Retention(changed);
  }

  /** How long an entry stays in the journal: the longest of what a till may be asked for. */
  public Duration inJournal() {
    return longest(true);
  }

  /** How long it stays at all. */
  public Duration inArchive() {
    return longest(false);
  }

  private Duration longest(boolean inJournal) {
    return lengths.entrySet().stream()
        .filter(it -> !inJournal || it.getKey().inJournal)
        .map(Map.Entry::getValue)
        .max(Duration::compareTo)
        .orElseThrow();
  }

  /** Whether an entry of a time may go from the journal into an archive. */
  public boolean mayLeaveJournal(Instant at, Instant now) {
    return at.plus(inJournal()).isBefore(now);
  }

  /** Whether an archive may go whose newest entry is of a time. */
  public boolean mayBeDeleted(Instant newest, Instant now) {
    return newest.plus(inArchive()).isBefore(now);
  }

  /** The lengths in days. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Retention[");
    lengths.forEach(
        (purpose, length) -> text.append(purpose).append(' ').append(length.toDays()).append(' '));
    return text.toString().strip() + " days]";
  }
}
