package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonIn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What one part of a program says of another: that it is there, and fits. */
final class References {
  private final Program.Parts program;
  private final Map<String, Rule> rules = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();

  References(Program.Parts program) {
    this.program = program;
  }

  void check(JsonIn in) {
    List<JsonIn> places = in.objects("rules");
    for (int i = 0; i < places.size(); i++) {
      Rule rule = program.rules().get(i);
      if (rules.put(rule.id(), rule) != null) {
        throw places.get(i).wrong("id", "another rule has this id");
      }
    }
    List<JsonIn> groupPlaces = in.objects("groups");
    for (int i = 0; i < groupPlaces.size(); i++) {
      Group group = program.groups().get(i);
      if (groups.put(group.id(), group) != null) {
        throw groupPlaces.get(i).wrong("id", "another group has this id");
      }
    }
    Set<String> budgets = program.budgets().stream().map(Budget::id).collect(Collectors.toSet());
    if (budgets.size() < program.budgets().size()) {
      throw in.wrong("budgets", "two budgets have one id");
    }
    for (int i = 0; i < places.size(); i++) {
      rule(program.rules().get(i), places.get(i), budgets);
    }
    groupsAreOfOneKind(in);
  }

  private void rule(Rule rule, JsonIn place, Set<String> budgets) {
    if (rule.group() != null && !groups.containsKey(rule.group())) {
      throw place.wrong("group", "there is no such group");
    }
    if (rule.budget() != null && !budgets.contains(rule.budget())) {
      throw place.wrong("budget", "there is no such budget");
    }
    for (Action action : rule.then()) {
      if (action instanceof Action.Grow grow) {
        grown(rule, grow, place);
      }
    }
    rule.when().leaves().forEach(leaf -> counted(leaf, place));
  }

  private void grown(Rule rule, Action.Grow grow, JsonIn place) {
    for (String id : grow.of()) {
      Rule other = rules.get(id);
      if (other == null || !other.earns()) {
        throw place.wrong("then", "a factor of a rule that does not exist or does not earn");
      }
      // If the factor wins, what it multiplies has lost.
      if (other.group() != null && other.group().equals(rule.group())) {
        throw place.wrong("then", "a factor of a rule of its own group");
      }
    }
  }

  private void counted(Condition leaf, JsonIn place) {
    if (leaf instanceof Condition.Counter counter
        && !Set.of("this", "program").contains(counter.rule())
        && !rules.containsKey(counter.rule())) {
      throw place.wrong("when", "a counter of a rule that does not exist");
    }
  }

  private void groupsAreOfOneKind(JsonIn in) {
    Map<String, Set<Boolean>> kinds = new HashMap<>();
    for (int i = 0; i < program.rules().size(); i++) {
      Rule rule = program.rules().get(i);
      Set<Boolean> kind = kinds.computeIfAbsent(group(rule), any -> new HashSet<>());
      kind.add(rule.reduces());
      if (rule.group() != null && kind.size() > 1) {
        throw place(in, i).wrong("group", "a group gives points or takes off prices, not both");
      }
    }
  }

  private static String group(Rule rule) {
    return Optional.ofNullable(rule.group()).orElse("");
  }

  private static JsonIn place(JsonIn in, int rule) {
    return in.objects("rules").get(rule);
  }
}
