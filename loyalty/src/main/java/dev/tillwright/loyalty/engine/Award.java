package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PointsQuote;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a purchase earns. It explains itself in any language, when asked. Immutable; any number of
 * threads.
 */
public final class Award {
  private final Result result;
  private final Locale language;

  Award(Result result, Locale language) {
    this.result = result;
    this.language = language;
  }

  /** All points; never negative. */
  public long points() {
    return result.points();
  }

  /** Program and version: {@code "corner-club/3"}. */
  public String program() {
    return result.program().name();
  }

  /** SHA-256 of the program as frozen, in hexadecimal. */
  public String digest() {
    return result.program().digest();
  }

  /** How the points fall on the lines; they add up to the points. */
  public List<PointsQuote.Share> shares() {
    return result.shares();
  }

  /**
   * What each rule gave, by id, after its own limits and budget and before the limits of the
   * program. Limits of later sales count this.
   */
  public Map<String, Long> byRule() {
    SortedMap<String, Long> given = new TreeMap<>();
    for (int i = 0; i < result.earned().size(); i++) {
      long points = result.capped().get(i);
      if (points > 0) {
        given.merge(result.earned().get(i).rule().rule().id(), points, Math::addExact);
      }
    }
    return Collections.unmodifiableSortedMap(given);
  }

  /**
   * What each rule gave that gave anything: points as {@link #byRule} says, and 0 for a rule that
   * gave a coupon or a voucher alone. Counters of awards count these.
   */
  public Map<String, Long> gave() {
    SortedMap<String, Long> gave = new TreeMap<>(byRule());
    grants().forEach(grant -> gave.putIfAbsent(grant.rule(), 0L));
    return Collections.unmodifiableSortedMap(gave);
  }

  /** What was drawn on each budget, by its id. */
  public Map<String, Long> drawn() {
    SortedMap<String, Long> drawn = new TreeMap<>();
    for (int i = 0; i < result.earned().size(); i++) {
      String budget = result.earned().get(i).rule().rule().budget();
      long points = result.capped().get(i);
      if (budget != null && points > 0) {
        drawn.merge(budget, points, Math::addExact);
      }
    }
    return Collections.unmodifiableSortedMap(drawn);
  }

  /** Coupons and vouchers. */
  public List<PointsQuote.Grant> grants() {
    return result.grants();
  }

  /** Why a person has to look at it before it counts; empty when nobody has to. */
  public List<String> reviews() {
    return result.reviews();
  }

  /** With a sentence for each point, in the engine's language. */
  public PointsQuote quote() {
    return quote(language);
  }

  /** With a sentence for each point; in English where there are no words of the language. */
  public PointsQuote quote(Locale in) {
    return new Explanation(result, in).quote();
  }

  /** Program and points. */
  @Override
  public String toString() {
    return "Award[" + program() + " " + points() + "]";
  }
}
