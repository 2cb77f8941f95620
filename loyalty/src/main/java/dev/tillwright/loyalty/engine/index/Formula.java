package dev.tillwright.loyalty.engine.index;

import java.util.List;
import java.util.Set;

/** A condition over numbered dimensions, as the index understands it. */
public sealed interface Formula {
  /** Holds always. */
  Formula ALWAYS = new All(List.of());

  /** All of these; of none, it holds. */
  record All(List<Formula> of) implements Formula {
    public All {
      of = List.copyOf(of);
    }
  }

  /** At least one of these; of none, it does not hold. */
  record Any(List<Formula> of) implements Formula {
    public Any {
      of = List.copyOf(of);
    }
  }

  /** Not this. */
  record Not(Formula of) implements Formula {}

  /**
   * A text of the dimension is one of these. Without a text it does not hold.
   *
   * @param dimension of texts
   */
  record In(int dimension, Set<String> values) implements Formula {
    public In {
      values = Set.copyOf(values);
    }
  }

  /**
   * The number of the dimension is in these ranges. Without a number it does not hold.
   *
   * @param dimension of numbers
   */
  record Within(int dimension, Ranges ranges) implements Formula {}

  /**
   * What the index cannot know. Where it decides, the answer says so, and the asker looks himself.
   */
  record Unknown() implements Formula {}
}
