package dev.tillwright.core.risk.rule;

import dev.tillwright.core.risk.act.Act;
import java.util.Optional;

/** By what a measure counts. Rule files hold the names, so a name never changes. */
public enum Dimension {
  CARD,
  BIN,
  DEVICE,
  OPERATOR,
  MEMBER;

  /** Of an act; none when it has no such thing, and then it is not counted. */
  public Optional<String> of(Act act) {
    return switch (this) {
      case CARD -> act.card();
      case BIN -> act.bin();
      case DEVICE -> Optional.of(act.device());
      case OPERATOR -> Optional.of(act.operator()).filter(it -> !it.isEmpty());
      case MEMBER -> act.member();
    };
  }
}
