package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which tenders a shop takes. A policy is pure: it is asked at one place, before anything moves,
 * and says nothing or why not. Policies are put together with {@link #and}; the first that objects
 * counts. A risk model is one more policy. Pay-outs are not asked about: they go back the way the
 * money came, and need permissions of their own.
 *
 * <pre>{@code
 * TenderPolicy.only(Set.of(CASH, CARD))
 *     .and(TenderPolicy.atLeast(CARD, Money.parse("5.00", GBP)))
 *     .and(TenderPolicy.notForItems(CARD, line -> line.item().category().equals("lottery")))
 *     .and(TenderPolicy.cashbackAtMost(Money.parse("50.00", GBP)))
 *     .and(risk::assess)
 * }</pre>
 *
 * <p><b>Threads.</b> Any number at once. Answers at once; no I/O.
 */
@FunctionalInterface
public interface TenderPolicy {

  /** Why this tender is not taken; empty when it may be. */
  Optional<Restriction> restricts(Offer offer);

  /** Both; this one is asked first. */
  default TenderPolicy and(TenderPolicy other) {
    return offer -> restricts(offer).or(() -> other.restricts(offer));
  }

  /** Every tender that the till can take, without cashback. */
  static TenderPolicy usual() {
    return offer ->
        offer.tender().extras().cashback().isZero()
            ? Optional.empty()
            : Restriction.of("tender.noCashback", "no cashback is given here");
  }

  /** These kinds of tender and no others. */
  static TenderPolicy only(Set<TenderKind> kinds) {
    Set<TenderKind> accepted = Set.copyOf(kinds);
    return offer ->
        accepted.contains(offer.tender().kind())
            ? Optional.empty()
            : Restriction.of("tender.notAccepted", "this way of paying is not accepted here");
  }

  /** A tender of this kind moves at most so much, extras included. */
  static TenderPolicy atMost(TenderKind kind, Money most) {
    return of(
        kind,
        offer -> offer.tender().charged().compareTo(most) > 0,
        new Restriction("tender.tooMuch", "more than this way of paying may carry"));
  }

  /** A tender of this kind covers at least so much. */
  static TenderPolicy atLeast(TenderKind kind, Money least) {
    return of(
        kind,
        offer -> offer.tender().amount().compareTo(least) < 0,
        new Restriction("tender.tooLittle", "less than this way of paying is accepted for"));
  }

  /** A sale that holds such a line is not paid with this kind of tender. */
  static TenderPolicy notForItems(TenderKind kind, Predicate<Line> lines) {
    return of(
        kind,
        offer -> offer.sale().basket().lines().stream().anyMatch(lines),
        new Restriction("tender.notForItem", "an item of this sale is not paid this way"));
  }

  /** Only these operators take this kind of tender. */
  static TenderPolicy onlyBy(TenderKind kind, Set<String> operators) {
    Set<String> allowed = Set.copyOf(operators);
    return of(
        kind,
        offer -> !allowed.contains(offer.operator()),
        new Restriction("tender.notByOperator", "this operator does not take this way of paying"));
  }

  /** Only such customers pay with this kind of tender; the member is empty when nobody is named. */
  static TenderPolicy onlyFor(TenderKind kind, Predicate<Optional<String>> members) {
    return of(
        kind,
        offer -> !members.test(offer.sale().member()),
        new Restriction("tender.notForCustomer", "this customer does not pay this way"));
  }

  /** Cashback up to so much on one tender. */
  static TenderPolicy cashbackAtMost(Money most) {
    return offer ->
        offer.tender().extras().cashback().compareTo(most) <= 0
            ? Optional.empty()
            : Restriction.of("tender.cashbackTooMuch", "more cashback than may be given");
  }

  /** A tip up to such a share of the amount. */
  static TenderPolicy tipAtMost(Percent most) {
    return offer -> {
      Money bound = offer.tender().amount().percent(most, RoundingMode.DOWN);
      return offer.tender().extras().tip().compareTo(bound) <= 0
          ? Optional.empty()
          : Restriction.of("tender.tipTooMuch", "the tip is beyond what may be taken");
    };
  }

  private static TenderPolicy of(
      TenderKind kind, Predicate<Offer> against, Restriction restriction) {
    return offer ->
        offer.tender().kind() == kind && against.test(offer)
            ? Optional.of(restriction)
            : Optional.empty();
  }

  /**
   * What is offered.
   *
   * @param sale as it stands
   * @param tender as it would stand on the sale; its payment key is not known yet
   * @param operator who takes it
   */
  record Offer(Sale sale, TenderLine tender, String operator) {
    public Offer {
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(tender, "tender");
      Objects.requireNonNull(operator, "operator");
    }
  }

  /**
   * Why not.
   *
   * @param code stable, for programs: {@code tender.tooMuch}; at most 64 characters
   * @param sentence for people, without data
   */
  record Restriction(String code, String sentence) {
    public Restriction {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(sentence, "sentence");
    }

    static Optional<Restriction> of(String code, String sentence) {
      return Optional.of(new Restriction(code, sentence));
    }
  }
}
