package dev.tillwright.core.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The moment at which a child is to die.
 *
 * @param moment counted from where
 * @param what which step or which message, where the moment has several
 * @param micros so long after it; 0 for at once
 */
record Aim(Moment moment, String what, long micros) {
  private static final List<String> STEPS =
      List.of(
          "cash", "card", "card", "void", "undo", "payout", "finish", "forward", "resolve", "print",
          "close");
  private static final List<String> MESSAGES =
      List.of("purchase", "purchase", "advice", "refund", "reversal");

  enum Moment {
    /** While it opens and recovers. */
    OPENING,
    /** While it sells, at any time. */
    SELLING,
    /** When it has said that it is about to take a certain step. */
    STEP,
    /** When a certain message has arrived at the host, which then answers nobody. */
    MESSAGE
  }

  /** One of each, in random order. */
  static List<Aim> deck(Random random) {
    List<Aim> deck = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      deck.add(new Aim(Moment.OPENING, "", random.nextInt(450_000)));
      deck.add(new Aim(Moment.SELLING, "", random.nextInt(700_000)));
    }
    STEPS.forEach(step -> deck.add(new Aim(Moment.STEP, step, random.nextInt(5_000))));
    MESSAGES.forEach(
        message ->
            deck.add(
                new Aim(
                    Moment.MESSAGE, message, random.nextBoolean() ? 0 : random.nextInt(4_000))));
    Collections.shuffle(deck, random);
    return deck;
  }

  boolean isStep(String step) {
    return moment == Moment.STEP && what.equals(step);
  }

  boolean isMessage(String message) {
    return moment == Moment.MESSAGE && what.equals(message);
  }

  @Override
  public String toString() {
    return moment == Moment.STEP || moment == Moment.MESSAGE
        ? moment.name().toLowerCase(java.util.Locale.ROOT) + " " + what
        : moment.name().toLowerCase(java.util.Locale.ROOT);
  }
}
