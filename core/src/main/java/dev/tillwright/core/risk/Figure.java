package dev.tillwright.core.risk;

import java.util.Objects;

/**
 * One figure behind a decision. Never a card's token, a member or a name.
 *
 * @param name what was looked at: {@code count card-hour}
 * @param value what it came to: {@code 6}
 * @param bound from where on the rule holds: {@code 6 in PT1H}
 */
public record Figure(String name, String value, String bound) {
  public Figure {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(bound, "bound");
  }

  /** As people read it: {@code count card-hour 6 (6 in PT1H)}. */
  @Override
  public String toString() {
    String both = value.isEmpty() ? name : name + " " + value;
    return bound.isEmpty() ? both : both + " (" + bound + ")";
  }
}
