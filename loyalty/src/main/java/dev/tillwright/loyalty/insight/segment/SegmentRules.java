package dev.tillwright.loyalty.insight.segment;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How members are told apart, as data: where the scores and stages change, and segments of one's
 * own. Immutable, for any number of threads. docs/insight.md gives the JSON, and {@code
 * segments.schema.json} beside this class is its schema.
 *
 * @param id 1 to 64 of a-z, 0-9 and the hyphen
 * @param zone whose days are counted
 * @param currency of all money; sales in another one are not seen
 * @param rfm the cuts
 * @param lifecycle the stages
 * @param segments at most {@value #MOST}
 */
public record SegmentRules(
    String id,
    ZoneId zone,
    Currency currency,
    RfmCuts rfm,
    Lifecycle lifecycle,
    List<Segment> segments) {
  /** No more segments than these. */
  public static final int MOST = 100;

  /** No window is longer. */
  public static final int MOST_DAYS = 3_660;

  public SegmentRules {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(rfm, "rfm");
    Objects.requireNonNull(lifecycle, "lifecycle");
    segments = List.copyOf(segments);
    if (segments.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " segments");
    }
  }

  /**
   * Reads rules strictly.
   *
   * @throws JsonException when the text is not JSON, or has an unknown or missing field or a value
   *     that cannot be; with the JSON pointer of the place
   */
  public static SegmentRules parse(String json) {
    return new SegmentReader(JsonIn.parse(json)).rules();
  }

  /** What is odd about them: segments that hold nobody, or the same members as another. */
  public List<SegmentFinding> check() {
    return SegmentChecks.of(this);
  }

  /** A segment of one's own. */
  public Optional<Segment> segment(String name) {
    return segments.stream().filter(each -> each.id().equals(name)).findFirst();
  }

  LocalDate day(Instant at) {
    return at.atZone(zone).toLocalDate();
  }

  /** From when on what lies at most so many local days back. */
  Instant since(Instant at, int days) {
    return days == 0 ? Instant.EPOCH : day(at).minusDays(days).atStartOfDay(zone).toInstant();
  }
}
