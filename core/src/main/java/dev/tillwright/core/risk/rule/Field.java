package dev.tillwright.core.risk.rule;

import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActKind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A field of an act that holds a name. */
public enum Field {
  CARD(Act::card, carded()),
  DEVICE(act -> Optional.of(act.device()), EnumSet.allOf(ActKind.class)),
  OPERATOR(act -> Optional.of(act.operator()), EnumSet.allOf(ActKind.class)),
  MEMBER(Act::member, EnumSet.complementOf(EnumSet.of(ActKind.DRAWER))),
  TENDER(Act::tender, carded()),
  ENTRY(act -> act.entry().map(Enum::name), carded()),
  CATEGORY(Act::category, EnumSet.of(ActKind.GOODS)),
  REASON(Act::reason, EnumSet.of(ActKind.DISCOUNT));

  private final Function<Act, Optional<String>> value;
  private final Set<ActKind> kinds;

  Field(Function<Act, Optional<String>> value, Set<ActKind> kinds) {
    this.value = value;
    this.kinds = kinds;
  }

  private static Set<ActKind> carded() {
    return EnumSet.complementOf(EnumSet.of(ActKind.DRAWER, ActKind.GOODS, ActKind.DISCOUNT));
  }

  /** As rule files name it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  Optional<String> of(Act act) {
    return value.apply(act);
  }

  boolean fits(ActKind kind) {
    return kinds.contains(kind);
  }
}
