package dev.tillwright.core.access;

import java.time.Duration;
import java.util.Map;

/**
 * What the audit finds too old or too weak.
 *
 * @param keyAge how old a key may be, where it has no cryptoperiod of its own that ends before
 * @param keyNotice how long before its end a key is told of
 * @param operatorIdle how long ago an operator may have been seen last (PCI DSS 4.0, 8.2.6: 90
 *     days)
 * @param tries how many wrong tries are too many before a lock-out (PCI DSS 4.0, 8.3.4: 10)
 * @param unshipped how many entries may wait for the central store
 * @param least the oldest version of each part that is still good, by the names of the settings
 *     area {@code versions}: {@code java}, {@code tillwright}
 */
public record AuditRules(
    Duration keyAge,
    Duration keyNotice,
    Duration operatorIdle,
    int tries,
    long unshipped,
    Map<String, String> least) {
  public AuditRules {
    least = Map.copyOf(least);
    if (keyAge.isNegative()
        || keyNotice.isNegative()
        || operatorIdle.isNegative()
        || tries < 1
        || unshipped < 0) {
      throw new IllegalArgumentException("what is too old or too many is not negative");
    }
  }

  /**
   * Keys of a year with notice of 30 days, operators of 90 days, 10 tries, 1,000 entries, Java 17.
   */
  public static AuditRules usual() {
    return new AuditRules(
        Duration.ofDays(366),
        Duration.ofDays(30),
        Duration.ofDays(90),
        10,
        1_000,
        Map.of("java", "17"));
  }

  /** With one more oldest version. */
  public AuditRules least(String part, String version) {
    Map<String, String> more = new java.util.HashMap<>(least);
    more.put(part, version);
    return new AuditRules(keyAge, keyNotice, operatorIdle, tries, unshipped, more);
  }

  /** With other times for keys. */
  public AuditRules keys(Duration age, Duration notice) {
    return new AuditRules(age, notice, operatorIdle, tries, unshipped, least);
  }
}
