package dev.tillwright.core.access;

import dev.tillwright.core.access.Permission.Fact;
import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Under what a role may use a permission; all of it must hold. Immutable. What is not known when it
 * is asked about does not hold.
 *
 * @param most at most so much moves, of this currency and no other; {@code null} for any amount
 * @param age the sale that it is about ended at most so long ago; {@code null} for any age
 * @param own only sales that the operator served
 * @param online only while the host is in reach
 */
public record Condition(@Nullable Money most, @Nullable Duration age, boolean own, boolean online) {
  private static final Condition ALWAYS = new Condition(null, null, false, false);

  public Condition {
    if (most != null && most.isNegative() || age != null && age.isNegative()) {
      throw new IllegalArgumentException("a limit is not negative");
    }
  }

  /** Whatever the amount, the sale and the line to the host. */
  public static Condition always() {
    return ALWAYS;
  }

  public Condition atMost(Money amount) {
    return new Condition(amount, age, own, online);
  }

  public Condition notOlderThan(Duration most) {
    return new Condition(this.most, most, own, online);
  }

  public Condition ownSales() {
    return new Condition(most, age, true, online);
  }

  public Condition onlyOnline() {
    return new Condition(most, age, own, true);
  }

  void check(Permission permission) {
    boolean asked =
        (most == null || permission.knows(Fact.AMOUNT))
            && (age == null || permission.knows(Fact.AGE))
            && (!own || permission.knows(Fact.OWNER));
    if (!asked) {
      throw new IllegalArgumentException(
          permission + " is not used with the facts that this condition asks about");
    }
  }

  /** Why it does not hold; {@code null} when it does. */
  @Nullable AccessRefusal against(Facts facts, String operator, Instant now, boolean offline) {
    if (online && offline) {
      return AccessRefusal.OFFLINE;
    }
    if (own && !(facts.later() && facts.servedBy() == null) && !operator.equals(facts.servedBy())) {
      return AccessRefusal.NOT_OWN_SALE;
    }
    Instant ended = facts.endedAt();
    if (age != null && !(facts.later() && ended == null)) {
      if (ended == null || ended.plus(age).isBefore(now)) {
        return AccessRefusal.SALE_TOO_OLD;
      }
    }
    Money amount = facts.amount();
    if (most == null || facts.later() && amount == null) {
      return null;
    }
    boolean within =
        amount != null && amount.currency().equals(most.currency()) && amount.compareTo(most) <= 0;
    return within ? null : AccessRefusal.ABOVE_LIMIT;
  }

  /** In words that stand in the settings: {@code at most 50.00 GBP, own sales}. */
  String words() {
    StringJoiner words = new StringJoiner(", ");
    if (most != null) {
      words.add("at most " + most);
    }
    if (age != null) {
      words.add("not older than " + age);
    }
    if (own) {
      words.add("own sales");
    }
    if (online) {
      words.add("online");
    }
    return words.toString();
  }
}
