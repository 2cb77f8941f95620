package dev.tillwright.loyalty.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at a whole program for what its author will not have meant. */
final class ProgramChecks {
  private final Program program;
  private final Known known;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, List<Conjunction>> forms = new HashMap<>();

  private ProgramChecks(Program program, Known known) {
    this.program = program;
    this.known = known;
  }

  static List<Finding> of(Program program, Known known) {
    return new ProgramChecks(program, known).run();
  }

  private List<Finding> run() {
    List<Rule> live =
        program.rules().stream().filter(r -> r.status() != Rule.Status.RETIRED).toList();
    for (Rule rule : live) {
      Optional<List<Conjunction>> form = NormalForm.of(rule.when());
      if (form.isEmpty()) {
        find(Finding.Kind.NOT_COMPARED, rule, "its conditions have too many alternatives");
      } else if (contradicts(rule, form.get())) {
        continue; // a rule that never matches needs no other findings
      } else {
        forms.put(rule.id(), form.get());
        new TimeChecks(program, rule, form.get()).run().ifPresent(findings::add);
      }
      findings.addAll(new RewardChecks(program, rule, forms).run());
      findings.addAll(new ReferenceChecks(program, known, rule).run());
    }
    findings.addAll(new GroupChecks(program, live, forms).run());
    findings.addAll(multipliers(live));
    findings.addAll(new CatalogueChecks(program).run());
    new TermsChecks(program).run().ifPresent(findings::add);
    return List.copyOf(findings);
  }

  private boolean contradicts(Rule rule, List<Conjunction> form) {
    List<Optional<Finding.Kind>> against = form.stream().map(Conjunction::contradiction).toList();
    if (form.isEmpty() || against.stream().allMatch(Optional::isPresent)) {
      boolean empty =
          !against.isEmpty()
              && against.stream().allMatch(Optional.of(Finding.Kind.EMPTY_INTERVAL)::equals);
      find(
          empty ? Finding.Kind.EMPTY_INTERVAL : Finding.Kind.NEVER_MATCHES,
          rule,
          empty
              ? "its ranges over one field, sum or counter have no value in common"
              : "its conditions contradict each other");
      return true;
    }
    return false;
  }

  private List<Finding> multipliers(List<Rule> live) {
    List<Finding> found = new ArrayList<>();
    for (Rule rule : live) {
      for (Action action : rule.then()) {
        if (action instanceof Action.Grow grow && forms.containsKey(rule.id())) {
          boolean multiplies = live.stream().anyMatch(other -> grows(rule, grow, other));
          if (!multiplies) {
            found.add(
                new Finding(
                    Finding.Kind.MULTIPLIER_WITHOUT_BASE,
                    rule.id(),
                    "",
                    "no rule earns, where this one counts, what it could multiply"));
          }
        }
      }
    }
    return found;
  }

  private boolean grows(Rule rule, Action.Grow grow, Rule other) {
    boolean counts =
        grow.of().isEmpty()
            ? other.then().stream().anyMatch(Action.EarnPerAmount.class::isInstance)
            : grow.of().contains(other.id());
    List<Conjunction> mine = forms.getOrDefault(rule.id(), List.of());
    List<Conjunction> theirs = forms.get(other.id());
    return counts && (theirs == null ? unknown(other) : GroupChecks.mayMeet(mine, theirs));
  }

  /** A rule too large to be looked at may match; one that never matches has a finding. */
  private boolean unknown(Rule rule) {
    return NormalForm.of(rule.when()).isEmpty();
  }

  private void find(Finding.Kind kind, Rule rule, String reason) {
    findings.add(new Finding(kind, rule.id(), "", reason));
  }
}
