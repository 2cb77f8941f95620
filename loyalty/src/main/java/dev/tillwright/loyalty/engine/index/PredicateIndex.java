package dev.tillwright.loyalty.engine.index;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rules by what must hold for them. Immutable, for any number of threads; to change the rules,
 * build another and replace the reference.
 *
 * <p><b>Guarantees.</b> A rule whose formula holds is always found, and one whose formula does not
 * hold only where the answer is not sure of it. A question costs what the rules that hold cost and
 * a logarithm of the others, and allocates nothing for a rule that does not hold.
 */
public final class PredicateIndex {
  private final Node root;
  private final NearIndex near;

  private PredicateIndex(Node root, NearIndex near) {
    this.root = root;
    this.near = near;
  }

  /** An index to be filled; with a vocabulary that several may share. */
  public static Builder over(Vocabulary vocabulary) {
    return new Builder(vocabulary);
  }

  /** Which rules hold; overwrites what was found before. */
  public void match(Probe probe, Matches found) {
    found.clear();
    root.match(probe, found);
    found.settle();
  }

  /**
   * The rules that miss one test only, and of a rule that has but one test of a number, those of
   * the next numbers above. In no order that means anything; a rule that holds by another
   * alternative may be among them.
   *
   * @param most stops after so many; positive
   */
  public List<NearMiss> nearMisses(Probe probe, int most) {
    return near.nearMisses(probe, most);
  }

  /**
   * Visits the rules that miss one test only. Of those that need one number and otherwise only
   * forbid, in ascending order of what they need, until so many numbers were worth it: the rest
   * needs more. May visit a rule more than once.
   *
   * @param numbers how many different numbers above, of each dimension, have to be worth it
   * @param visitor shown each rule
   */
  public void near(Probe probe, int numbers, NearVisitor visitor) {
    near.near(probe, numbers, visitor);
  }

  /** Collects rules. */
  public static final class Builder {
    private final Vocabulary vocabulary;
    private final Dnf dnf;
    private final List<Rule> rules = new ArrayList<>();

    private Builder(Vocabulary vocabulary) {
      this.vocabulary = vocabulary;
      this.dnf = new Dnf(vocabulary);
    }

    /**
     * Adds a rule.
     *
     * @param rule its number, from 0
     */
    public Builder add(int rule, Formula formula) {
      List<Conjunction> alternatives = dnf.of(formula);
      for (Conjunction alternative : alternatives) {
        for (Test test : alternative.tests()) {
          if (test instanceof Test.In in) {
            vocabulary.learn(in.dimension(), in.values());
          }
        }
      }
      rules.add(new Rule(rule, alternatives));
      return this;
    }

    /** The index; when all indexes that share the vocabulary are filled. */
    public PredicateIndex build() {
      List<Entry> entries = rules.stream().flatMap(this::entries).toList();
      return new PredicateIndex(
          new Filing(vocabulary, entries).file(entries), NearIndex.of(vocabulary, entries));
    }

    private Stream<Entry> entries(Rule rule) {
      return rule.alternatives().stream()
          .map(
              each ->
                  new Entry(
                      rule.number(),
                      each.exact(),
                      each.tests().stream()
                          .map(test -> new Check(test, vocabulary))
                          .toArray(Check[]::new)));
    }

    private record Rule(int number, List<Conjunction> alternatives) {}
  }
}
