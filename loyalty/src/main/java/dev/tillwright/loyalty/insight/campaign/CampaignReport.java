package dev.tillwright.loyalty.insight.campaign;

import dev.tillwright.core.money.Money;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came of a campaign so far. All differences are of those who were to be reached, whether they
 * were or not, and the control group: who could be reached is not drawn by chance.
 *
 * @param campaign as planned
 * @param state how far it is
 * @param treated to be reached
 * @param control kept out
 * @param reached the gate let a contact through and it left the house
 * @param answers how many by the answer of the gate: the names of outcomes, and of refusals with an
 *     exclamation mark before them
 * @param treatedBuyers bought at least once in its time
 * @param controlBuyers the same of the control group
 * @param redeemers of the treated, who used the offer at least once
 * @param redemptions sales with the offer by anybody, voided ones left out
 * @param strangers of them, by who is not in the campaign
 * @param taken what the offer took off
 * @param cost {@code taken} and what the contacts cost
 * @param buying share of buyers; none without somebody on either side
 * @param spending mean spent, in minor units, less what came back; none without two on either side
 * @param spentOfTreated sums behind it
 * @param spentOfControl sums behind it
 */
public record CampaignReport(
    Campaign campaign,
    State state,
    long treated,
    long control,
    long reached,
    Map<String, Long> answers,
    long treatedBuyers,
    long controlBuyers,
    long redeemers,
    long redemptions,
    long strangers,
    Money taken,
    Money cost,
    Optional<Interval> buying,
    Optional<Interval> spending,
    Lift.Sums spentOfTreated,
    Lift.Sums spentOfControl) {
  public CampaignReport {
    Objects.requireNonNull(campaign, "campaign");
    Objects.requireNonNull(state, "state");
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    Objects.requireNonNull(taken, "taken");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(buying, "buying");
    Objects.requireNonNull(spending, "spending");
    Objects.requireNonNull(spentOfTreated, "spentOfTreated");
    Objects.requireNonNull(spentOfControl, "spentOfControl");
  }

  /** How far a campaign is. */
  public enum State {
    PLANNED,
    READY,
    STOPPED
  }

  /** Customers who bought because of it, as far as the control group tells; may be negative. */
  public Optional<Double> retained() {
    return buying.map(it -> it.lift() * treated);
  }

  /**
   * What one of them cost; none when nobody was kept, or nothing can be said.
   *
   * <p>Its bounds are {@link #costPerRetained(double)} of the interval's bounds.
   */
  public Optional<Money> costPerRetained() {
    return buying.flatMap(it -> costPerRetained(it.lift()));
  }

  /** The same for a lift in the share of buyers; none when it is not positive. */
  public Optional<Money> costPerRetained(double lift) {
    return lift > 0 && treated > 0
        ? Optional.of(Money.ofMinor(Math.round(cost.minor() / (lift * treated)), cost.currency()))
        : Optional.empty();
  }
}
