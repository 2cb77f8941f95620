package dev.tillwright.loyalty.engine.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The dimensions and the texts that rules name, each text as a small number. One vocabulary serves
 * several indexes, so that a fact is looked up once for all of them; it grows while they are filled
 * and is only read from when the first is built.
 */
public final class Vocabulary {
  /** A dimension with at most so many texts is tested by one bit mask. */
  static final int SMALL = 64;

  private final Kind[] kinds;
  private final List<Map<String, Integer>> texts = new ArrayList<>();

  /** What a dimension holds. */
  public enum Kind {
    /** One text, or none. */
    TEXT,
    /** Any number of texts. */
    TEXTS,
    /** A whole number, or none. */
    NUMBER
  }

  /** Dimensions by number, from 0. */
  public Vocabulary(Kind... kinds) {
    this.kinds = kinds.clone();
    for (int i = 0; i < kinds.length; i++) {
      texts.add(new HashMap<>());
    }
  }

  /** Facts about which the indexes of this vocabulary are asked. */
  public Probe probe() {
    return new Probe(this);
  }

  int dimensions() {
    return kinds.length;
  }

  Kind kind(int dimension) {
    return kinds[dimension];
  }

  void learn(int dimension, Set<String> values) {
    Map<String, Integer> known = texts.get(dimension);
    for (String value : values) {
      known.putIfAbsent(value, known.size());
    }
  }

  /** The number of a text; -1 for one that no rule names. */
  int idOf(int dimension, String value) {
    return texts.get(dimension).getOrDefault(value, -1);
  }

  /** How many texts of a dimension rules name. */
  int size(int dimension) {
    return texts.get(dimension).size();
  }
}
