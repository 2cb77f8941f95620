package dev.tillwright.core.risk.dry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a set of rules would have said of the acts of a journal.
 *
 * @param set name and version
 * @param digest of the set
 * @param acts that were decided about
 * @param allowed of which nothing was said
 * @param rules in the order of the set
 * @param found by kind of fraud, how many cases some rule found
 * @param cases by kind of fraud, how many there are
 * @param labelled whether anything was known
 */
public record DryReport(
    String set,
    String digest,
    long acts,
    long allowed,
    List<RuleHits> rules,
    Map<String, Long> found,
    Map<String, Long> cases,
    boolean labelled) {
  public DryReport {
    Objects.requireNonNull(set, "set");
    Objects.requireNonNull(digest, "digest");
    rules = List.copyOf(rules);
    found = Map.copyOf(found);
    cases = Map.copyOf(cases);
  }

  /** One rule's part. */
  public RuleHits rule(String id) {
    return rules.stream()
        .filter(it -> it.rule().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no rule has this id"));
  }

  /** A table for people: a line a rule, then its examples, then the kinds of fraud. */
  public String toText(int examples) {
    StringBuilder text = new StringBuilder();
    line(text, "rules      %s, sha256 %s", set, digest.substring(0, 16));
    line(text, "decided    %d acts, of %d nothing was said", acts, allowed);
    line(text, "");
    String head = labelled ? "  precision  kind                    cases  recall" : "";
    line(text, "%-26s %-8s %7s %12s%s", "rule", "outcome", "hits", "amount", head);
    for (RuleHits each : rules) {
      String id = each.rule() + " v" + each.version();
      String more =
          labelled
              ? String.format(
                  Locale.ROOT,
                  "  %9s  %-20s %8s  %6s",
                  share(each.precision()),
                  each.kind().orElse("-"),
                  each.found() + "/" + each.cases(),
                  share(each.recall()))
              : "";
      line(
          text,
          "%-26s %-8s %7d %12s%s",
          id,
          each.outcome(),
          each.hits(),
          each.amount().decimal(),
          more);
      each.examples().stream()
          .limit(examples)
          .forEach(it -> line(text, "    %s/%d  %s", it.terminal(), it.seq(), it.detail()));
    }
    if (labelled) {
      line(text, "");
      line(text, "%-26s %s", "kind of fraud", "cases found by some rule");
      new TreeMap<>(cases)
          .forEach(
              (kind, all) -> line(text, "%-26s %d/%d", kind, found.getOrDefault(kind, 0L), all));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... parts) {
    text.append(String.format(Locale.ROOT, format, parts).stripTrailing()).append('\n');
  }

  private static String share(OptionalDouble share) {
    return share.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", share.getAsDouble());
  }
}
