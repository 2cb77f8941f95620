package dev.tillwright.loyalty.program;

import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.text.Words;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;

/** The page of rules that a customer reads, made from the program alone. */
final class RulePage {
  private final Program program;
  private final Wording wording;
  private final Words words;

  private RulePage(Program program, Wording wording) {
    this.program = program;
    this.wording = wording;
    this.words = wording.words();
  }

  static String of(Program program, Wording wording) {
    return new RulePage(program, wording).text();
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        words.say(
            "page.title", wording.name(program.text()).orElse(program.id()), program.version()));
    lines.add("");
    for (int i = 0; i < program.rules().size(); i++) {
      lines.add(words.say("page.rule", i + 1, rule(program.rules().get(i))));
    }
    lines.add("");
    lines.add(words.say("page.base." + program.base().amount(), program.currency()));
    if (!program.base().excludeTenders().isEmpty()) {
      List<String> tenders = program.base().excludeTenders().stream().map(this::tender).toList();
      lines.add(words.say("page.tenders", words.either(tenders)));
    }
    lines.add(
        words.say(
            "page.rounding." + program.rounding().level(),
            words.say("page.mode." + program.rounding().mode())));
    if (factors() > 1) {
      lines.add(words.say("page.multipliers." + program.multipliers()));
    }
    program.limits().forEach(l -> lines.add(words.say("page.limit", words.points(l.points()))));
    lines.add(program.worth().map(this::worth).orElseGet(() -> words.say("page.worth.none")));
    lines.add(words.say("page.zone", program.zone()));
    return String.join("\n", lines) + "\n";
  }

  private String rule(Rule rule) {
    List<String> actions = rule.then().stream().map(this::action).toList();
    String said = words.both(actions);
    if (!rule.when().equals(Condition.always())) {
      String when = wording.condition(rule.when(), program.currency());
      said = words.say("page.rule.when", when, said);
    }
    for (Limit limit : rule.limits()) {
      said = words.say("page.rule.limit", said, words.points(limit.points()));
    }
    if (rule.effective().from() != null) {
      said = words.say("page.rule.from", said, time(rule.effective().from()));
    }
    if (rule.effective().to() != null) {
      said = words.say("page.rule.to", said, time(rule.effective().to()));
    }
    String whole = said;
    return wording
        .name(rule.text())
        .map(name -> words.say("colon", name, whole))
        .orElseGet(() -> whole.substring(0, 1).toUpperCase(Locale.ROOT) + whole.substring(1));
  }

  private String action(Action action) {
    String said = wording.action(action);
    if (action instanceof Action.Multiply multiply && !multiply.of().isEmpty()) {
      return words.say("page.rule.of", said, words.both(names(multiply.of())));
    }
    return said;
  }

  private List<String> names(List<String> ids) {
    return program.rules().stream()
        .filter(rule -> ids.contains(rule.id()))
        .map(
            rule ->
                wording
                    .name(rule.text())
                    .orElseGet(
                        () -> words.both(rule.then().stream().map(wording::action).toList())))
        .toList();
  }

  private long factors() {
    return program.rules().stream()
        .flatMap(rule -> rule.then().stream())
        .filter(Action.Multiply.class::isInstance)
        .count();
  }

  private String worth(Worth worth) {
    return words.say(
        "page.worth",
        words.points(worth.points()),
        Money.ofMinor(worth.minor(), program.currency()),
        worth.min(),
        worth.step());
  }

  private String tender(String kind) {
    try {
      return words.say("tender." + kind);
    } catch (MissingResourceException e) {
      return kind; // a kind of the application's own
    }
  }

  private static String time(LocalDateTime time) {
    boolean midnight = time.toLocalTime().equals(LocalTime.MIDNIGHT);
    return midnight ? time.toLocalDate().toString() : time.toString().replace('T', ' ');
  }
}
