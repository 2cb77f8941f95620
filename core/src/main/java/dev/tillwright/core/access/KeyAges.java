package dev.tillwright.core.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The port to how old and how used the keys are, for the audit. Brought by whoever keeps them.
 * Answers at once from memory or a small table; shows no key. <b>Threads.</b> Any number at once.
 */
@FunctionalInterface
public interface KeyAges {

  /** The keys that protect something today; retired and destroyed ones are not among them. */
  List<Key> keys();

  /** A till that is told of no keys. */
  static KeyAges none() {
    return List::of;
  }

  /** These keys, then those of another keeper. */
  default KeyAges and(KeyAges more) {
    Objects.requireNonNull(more, "more");
    return () -> {
      List<Key> all = new ArrayList<>(keys());
      all.addAll(more.keys());
      return all;
    };
  }

  /**
   * One key, which is named and not shown.
   *
   * @param id as entries name it, never the key
   * @param use for what, in words
   * @param since when it came into use
   * @param check its check value, at most ten hexadecimal digits, so that no key fits; empty where
   *     there is none
   * @param limits how long and how often it protects
   * @param remedy what to do when it is too old or used up
   */
  record Key(String id, String use, Instant since, String check, Limits limits, String remedy) {
    private static final Pattern CHECK = Pattern.compile("[0-9A-F]{0,10}");
    private static final String USUAL_REMEDY = "rotate it, see docs/keys.md";

    public Key {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(use, "use");
      Objects.requireNonNull(since, "since");
      Objects.requireNonNull(limits, "limits");
      Objects.requireNonNull(remedy, "remedy");
      if (!CHECK.matcher(check).matches()) {
        throw new IllegalArgumentException(
            "a check value has at most ten hexadecimal digits, in upper case");
      }
    }

    /** A key without a check value and without limits, to be rotated when it is old. */
    public static Key of(String id, String use, Instant since) {
      return new Key(id, use, since, "", Limits.NONE, USUAL_REMEDY);
    }

    /** With its check value. */
    public Key checked(String value) {
      return new Key(id, use, since, value, limits, remedy);
    }

    /** With its limits. */
    public Key limited(Limits set) {
      return new Key(id, use, since, check, set, remedy);
    }

    /** With what else is to be done than rotating. */
    public Key remedied(String todo) {
      return new Key(id, use, since, check, limits, todo);
    }
  }

  /**
   * How long and how often a key protects.
   *
   * @param until from then on it protects nothing more; {@link Instant#MAX} for no end
   * @param used how many uses are booked
   * @param most how many there are; {@link Long#MAX_VALUE} for any number
   */
  record Limits(Instant until, long used, long most) {
    /** No end, and any number of uses. */
    public static final Limits NONE = new Limits(Instant.MAX, 0, Long.MAX_VALUE);

    public Limits {
      Objects.requireNonNull(until, "until");
      if (used < 0 || most < 1) {
        throw new IllegalArgumentException("a key has one use at least, and none less than zero");
      }
    }
  }
}
