package dev.tillwright.crypto.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** The one place where it is decided what a key may do. */
final class KeyPolicy {
  private static final int MAX_DATA = 1 << 16;
  private static final int MIN_STRENGTH = 80;

  private final KeyModule module;
  private final InstantSource clock;
  private final UseBooks books;

  KeyPolicy(KeyModule module, InstantSource clock) {
    this.module = module;
    this.clock = Objects.requireNonNull(clock, "clock");
    this.books = new UseBooks(module);
  }

  void able(KeyAbility ability, String what) {
    if (!module.abilities().contains(ability)) {
      throw KeyRefusedException.unsupported(module, what);
    }
  }

  void atMost(byte[] data) {
    if (data.length > MAX_DATA) {
      throw new IllegalArgumentException("at most 64 KiB at once");
    }
  }

  /** Single DES and its like are read for migration only. */
  void worthMaking(KeySpec spec) {
    if (spec.strength() < MIN_STRENGTH) {
      throw new KeyRefusedException(
          "key.strength", "no new key of " + spec.strength() + " bits of strength is made");
    }
  }

  /** Whether the module can hold such a key to its limits. */
  void keepable(KeySpec spec) {
    if (spec.limits().counted()) {
      able(KeyAbility.COUNT, "counting uses durably");
    }
  }

  /** The key as the module knows it: what a caller's handle says does not count. */
  KeyHandle known(KeyHandle key) {
    return module
        .find(key.ref())
        .orElseThrow(
            () -> new KeyRefusedException("key.unknown", "no such key here: " + key.ref()));
  }

  /** The key, which is not destroyed. */
  KeyHandle living(KeyHandle key) {
    KeyHandle held = known(key);
    if (held.state() == KeyState.DESTROYED) {
      throw new KeyRefusedException("key.state", "the key was destroyed: " + held.ref());
    }
    return held;
  }

  /** The key, which may leave in any form. */
  KeyHandle leavingFreely(KeyHandle key) {
    KeyHandle held = living(key);
    if (held.spec().exportability() != Exportability.SENSITIVE) {
      throw new KeyRefusedException(
          "key.exportability", "the key may not leave in this form: " + held.ref());
    }
    return held;
  }

  void asStrong(KeySpec kek, KeySpec carried) {
    if (kek.strength() < carried.strength()) {
      throw new KeyRefusedException(
          "key.strength",
          "a key of %d bits of strength may not protect one of %d"
              .formatted(kek.strength(), carried.strength()));
    }
  }

  /** The key, allowed and booked for one use. */
  KeyHandle check(KeyHandle key, KeyUse use, Predicate<KeySpec> fits) {
    KeyHandle held = allowed(key, use);
    if (!fits.test(held.spec())) {
      throw new KeyRefusedException(
          "key.algorithm", "the algorithm of " + held.ref() + " does not fit this operation");
    }
    book(held, use);
    return held;
  }

  /** All or none: nothing is booked before everything is allowed. */
  void checkAll(List<KeyNeed> needs) {
    needs.forEach(need -> allowed(need.key(), need.use()));
    needs.forEach(need -> book(known(need.key()), need.use()));
  }

  private KeyHandle allowed(KeyHandle key, KeyUse use) {
    KeyHandle held = living(key);
    KeySpec spec = held.spec();
    if (!use.allowedFor(spec.usage())) {
      throw refused("key.usage", held, use, "its usage is " + spec.usage());
    }
    if (!use.allowedIn(spec.mode())) {
      throw refused("key.mode", held, use, "its mode of use is " + spec.mode().code());
    }
    if (use == KeyUse.EXPORT_IN_BLOCK && spec.exportability() == Exportability.NONE) {
      throw refused("key.exportability", held, use, "it may not leave");
    }
    Instant now = clock.instant();
    if (use.protects() && held.state() != KeyState.ACTIVE) {
      throw refused("key.state", held, use, "it is retired");
    }
    if (!now.isBefore(
        use.protects() ? spec.limits().protectUntil() : spec.limits().processUntil())) {
      throw refused("key.expired", held, use, "its time is over");
    }
    return held;
  }

  private void book(KeyHandle held, KeyUse use) {
    if (use.protects() && held.spec().limits().counted() && !books.take(held)) {
      throw refused("key.exhausted", held, use, "all its uses are spent");
    }
  }

  /** What a key is, with a cryptoperiod that begins now: the old one's end may be over. */
  KeySpec begunAnew(KeyHandle old) {
    Duration age = Duration.between(old.created(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
    return old.spec().limited(old.spec().limits().later(age.isNegative() ? Duration.ZERO : age));
  }

  /** That a key is gone. */
  void forget(KeyHandle key) {
    books.forget(key.ref());
  }

  private static KeyRefusedException refused(String code, KeyHandle key, KeyUse use, String why) {
    return new KeyRefusedException(
        code, "the key %s may not %s: %s".formatted(key.ref(), use, why));
  }
}
