package dev.tillwright.crypto.key;

import java.time.Instant;
import java.util.Objects;

/**
 * A key as its users hold it: a name and a description, no bytes.
 *
 * <p><b>Guarantees.</b> A handle is no permission: every operation looks the name up in the module
 * and goes by what stands there. One that was made up, or that has aged since, allows nothing that
 * the key itself does not. It may be logged.
 *
 * @param ref its name and version
 * @param spec what it is
 * @param state as it was when the handle was given
 * @param created to the second
 * @param durable whether it outlives the module's closing; keys of one transaction do not
 */
public record KeyHandle(
    KeyRef ref, KeySpec spec, KeyState state, Instant created, boolean durable) {
  public KeyHandle {
    Objects.requireNonNull(ref, "ref");
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(created, "created");
  }

  /** The same key in another state. */
  public KeyHandle in(KeyState state) {
    return new KeyHandle(ref, spec, state, created, durable);
  }

  @Override
  public String toString() {
    return ref + " " + spec + " " + state;
  }
}
