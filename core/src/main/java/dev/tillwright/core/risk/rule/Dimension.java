package dev.tillwright.core.risk.rule;

import dev.tillwright.core.risk.act.Act;
import java.util.Optional;
import java.util.function.Function;

/** By what a measure counts. Rule files hold the names, so a name never changes. */
public enum Dimension {
  CARD(Act::card),
  BIN(Act::bin),
  DEVICE(act -> Optional.of(act.device())),
  OPERATOR(act -> Optional.of(act.operator()).filter(it -> !it.isEmpty())),
  MEMBER(Act::member);

  private final Function<Act, Optional<String>> value;

  Dimension(Function<Act, Optional<String>> value) {
    this.value = value;
  }

  /** Of an act; none when it has no such thing, and then it is not counted. */
  public Optional<String> of(Act act) {
    return value.apply(act);
  }
}
