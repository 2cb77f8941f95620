package dev.tillwright.core.risk.rule;

import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActKind;
import java.util.Locale;
import java.util.Optional;

/** A field of an act that holds a name. */
public enum Field {
  CARD,
  DEVICE,
  OPERATOR,
  MEMBER,
  TENDER,
  ENTRY,
  CATEGORY,
  REASON;

  /** As rule files name it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  Optional<String> of(Act act) {
    return switch (this) {
      case CARD -> act.card();
      case DEVICE -> Optional.of(act.device());
      case OPERATOR -> Optional.of(act.operator());
      case MEMBER -> act.member();
      case TENDER -> act.tender();
      case ENTRY -> act.entry().map(Enum::name);
      case CATEGORY -> act.category();
      case REASON -> act.reason();
    };
  }

  /** Whether acts of a kind can have it. */
  boolean fits(ActKind kind) {
    return switch (this) {
      case DEVICE, OPERATOR -> true;
      case MEMBER -> kind != ActKind.DRAWER;
      case CARD, TENDER, ENTRY ->
          kind != ActKind.DRAWER && kind != ActKind.GOODS && kind != ActKind.DISCOUNT;
      case CATEGORY -> kind == ActKind.GOODS;
      case REASON -> kind == ActKind.DISCOUNT;
    };
  }
}
