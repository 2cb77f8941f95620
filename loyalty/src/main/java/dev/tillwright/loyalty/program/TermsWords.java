package dev.tillwright.loyalty.program;

import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.text.Words;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What happens to points after the sale, and tiers, a sentence each. */
final class TermsWords {
  private final Program program;
  private final Wording wording;
  private final Words words;

  TermsWords(Program program, Wording wording) {
    this.program = program;
    this.wording = wording;
    this.words = wording.words();
  }

  List<String> sentences() {
    List<String> said = new ArrayList<>();
    Terms terms = program.terms();
    if (!terms.equals(Terms.PLAIN)) {
      if (!terms.pending().isZero()) {
        said.add(words.say("terms.pending", time(terms.pending())));
      }
      terms.expiry().ifPresent(expiry -> said.add(expiry(expiry)));
      said.add(words.say("terms.returns." + terms.returns()));
      Terms.Shortfall missing = terms.shortfall();
      said.add(
          words.say(
              "terms.shortfall." + missing.policy(),
              words.points(missing.points()),
              Money.ofMinor(missing.minor(), program.currency())));
    }
    program.tiers().ifPresent(tiers -> tiers(tiers, said));
    return said;
  }

  private String expiry(Expiry expiry) {
    String end = words.say("terms.end." + expiry.end());
    return expiry.after().isZero()
        ? words.say("terms.expiry.same." + expiry.basis(), end)
        : words.say("terms.expiry." + expiry.basis(), time(expiry.after()), end);
  }

  private void tiers(TierPlan tiers, List<String> said) {
    String window =
        words.say(
            "tiers.window." + tiers.window().type(),
            tiers.window().type() == TierPlan.Window.Type.ROLLING
                ? time(tiers.window().length())
                : "");
    said.add(words.say("tiers.by." + tiers.by(), window));
    for (TierPlan.Level level : tiers.levels()) {
      String name = wording.name(level.text()).orElse(level.id());
      String from = words.say("tiers.level", name, threshold(tiers, level));
      List<String> benefits = level.benefits().stream().flatMap(this::named).toList();
      said.add(
          benefits.isEmpty()
              ? words.say("tiers.plain", from)
              : words.say("tiers.benefits", from, words.both(benefits)));
    }
    said.add(words.say("tiers.reached." + tiers.reached()));
    if (!tiers.grace().isZero()) {
      said.add(words.say("tiers.grace", time(tiers.grace())));
    }
  }

  private Stream<String> named(Map<String, String> benefit) {
    Optional<String> name = wording.name(benefit);
    return name.stream();
  }

  private String threshold(TierPlan tiers, TierPlan.Level level) {
    return switch (tiers.by()) {
      case SPEND -> Money.ofMinor(level.from(), program.currency()).toString();
      case POINTS -> words.points(level.from());
      case VISITS -> words.say("tiers.visits", level.from());
    };
  }

  private String time(Period period) {
    List<String> parts = new ArrayList<>();
    part("year", period.getYears(), parts);
    part("month", period.getMonths(), parts);
    part("day", period.getDays(), parts);
    return words.both(parts);
  }

  private void part(String unit, int count, List<String> parts) {
    if (count != 0) {
      parts.add(words.say("time." + unit + (count == 1 ? ".one" : ".many"), count));
    }
  }
}
