package dev.tillwright.loyalty.program;

import dev.tillwright.loyalty.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is new, gone or different between two versions, a sentence each. */
final class ProgramChanges {
  private final Program before;
  private final Program after;
  private final Words words;
  private final RuleWords rulesBefore;
  private final RuleWords rulesAfter;
  private final Wording wording;

  private ProgramChanges(Program before, Program after, Wording wording) {
    this.before = before;
    this.after = after;
    this.words = wording.words();
    this.wording = wording;
    this.rulesBefore = new RuleWords(wording, before);
    this.rulesAfter = new RuleWords(wording, after);
  }

  static List<String> between(Program before, Program after, Wording wording) {
    return new ProgramChanges(before, after, wording).said();
  }

  private List<String> said() {
    List<String> said = new ArrayList<>();
    Map<String, Rule> were = live(before);
    Map<String, Rule> are = live(after);
    for (Rule rule : are.values()) {
      Rule old = were.get(rule.id());
      if (old == null) {
        said.add(words.say("change.new", rulesAfter.rule(rule)));
      } else if (!old.equals(rule)) {
        changed(old, rule, said);
      }
    }
    for (Rule rule : were.values()) {
      if (!are.containsKey(rule.id())) {
        said.add(words.say("change.gone", rulesBefore.rule(rule)));
      }
    }
    List<String> termsBefore = RulePage.terms(before, wording);
    List<String> termsAfter = RulePage.terms(after, wording);
    termsAfter.stream()
        .filter(term -> !termsBefore.contains(term))
        .forEach(term -> said.add(words.say("change.term.new", term)));
    termsBefore.stream()
        .filter(term -> !termsAfter.contains(term))
        .forEach(term -> said.add(words.say("change.term.gone", term)));
    return said;
  }

  private void changed(Rule old, Rule rule, List<String> said) {
    String from = rulesBefore.rule(old);
    String to = rulesAfter.rule(rule);
    if (!from.equals(to)) {
      said.add(words.say("change.rule", from, to));
    } else if (!old.text().equals(rule.text())) {
      return; // a name in another language than this one
    } else {
      // Its place in a group, or a budget: nothing of the sentence, but of what may come of it.
      said.add(words.say("change.place", to));
    }
  }

  /** By id, in the order of the program. */
  private static Map<String, Rule> live(Program program) {
    Map<String, Rule> live = new LinkedHashMap<>();
    for (Rule rule : program.rules()) {
      if (rule.status() == Rule.Status.APPROVED) {
        live.put(rule.id(), rule);
      }
    }
    return live;
  }
}
