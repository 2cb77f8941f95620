package dev.tillwright.core.dispute;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.SaleId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Cases as journal entries, both ways. Every payload has {@code case} and {@code operator}:
 *
 * <pre>
 * case.opened    kind, sale, payment?, reason, currency, amount, deadline, reference, note
 * case.moved     state, note
 * case.due       deadline, note
 * case.noted     note
 * case.exported  sha256, clearSignature
 * </pre>
 *
 * Amounts are in minor units, times ISO 8601 in UTC.
 */
final class CaseEntries {
  static final String PREFIX = "case.";
  static final String EXPORTED = PREFIX + "exported";

  private CaseEntries() {}

  static Draft draft(CaseEvent event) {
    if (event instanceof CaseEvent.Opened it) {
      return draft("opened", it, out -> intake(out, it.intake()));
    } else if (event instanceof CaseEvent.Moved it) {
      return draft("moved", it, out -> out.put("state", it.state().name()).put("note", it.note()));
    } else if (event instanceof CaseEvent.Due it) {
      return draft(
          "due", it, out -> out.put("deadline", it.deadline().toString()).put("note", it.note()));
    } else if (event instanceof CaseEvent.Noted it) {
      return draft("noted", it, out -> out.put("note", it.note()));
    }
    CaseEvent.Exported it = (CaseEvent.Exported) event;
    return draft(
        "exported",
        it,
        out -> out.put("sha256", it.sha256()).put("clearSignature", it.clearSignature()));
  }

  private static Draft draft(String kind, CaseEvent event, Consumer<JsonOut> fields) {
    return new Draft(
        PREFIX + kind,
        JsonOut.object(
            out -> {
              out.put("case", event.id()).put("operator", event.operator());
              fields.accept(out);
            }));
  }

  /** As fields, also of the case in evidence. */
  static void intake(JsonOut out, CaseIntake intake) {
    PaymentKey payment = intake.payment();
    out.put("kind", intake.kind().name())
        .put("sale", intake.sale().toString())
        .put("payment", payment == null ? null : payment.toString())
        .put("reason", intake.reason())
        .put("currency", intake.amount().currency().getCurrencyCode())
        .put("amount", intake.amount().minor())
        .put("deadline", intake.deadline().toString())
        .put("reference", intake.reference())
        .put("note", intake.note());
  }

  /**
   * The event of an entry; nothing for other kinds.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when the payload is another
   */
  static Optional<CaseEvent> read(Entry entry) {
    if (!entry.kind().startsWith(PREFIX)) {
      return Optional.empty();
    }
    JsonIn in = JsonIn.parse(entry.payload());
    String id = in.text("case");
    String operator = in.text("operator");
    return switch (entry.kind().substring(PREFIX.length())) {
      case "opened" -> Optional.of(new CaseEvent.Opened(id, operator, intake(in)));
      case "moved" ->
          Optional.of(
              new CaseEvent.Moved(
                  id,
                  operator,
                  fitting(in, "state", () -> CaseState.valueOf(in.text("state"))),
                  in.text("note")));
      case "due" ->
          Optional.of(new CaseEvent.Due(id, operator, time(in, "deadline"), in.text("note")));
      case "noted" -> Optional.of(new CaseEvent.Noted(id, operator, in.text("note")));
      case "exported" ->
          Optional.of(
              new CaseEvent.Exported(id, operator, in.text("sha256"), in.truth("clearSignature")));
      default -> Optional.empty();
    };
  }

  static CaseIntake intake(JsonIn in) {
    return fitting(
        in,
        "kind",
        () ->
            new CaseIntake(
                CaseKind.valueOf(in.text("kind")),
                SaleId.parse(in.text("sale")),
                in.optionalText("payment").map(PaymentKey::parse).orElse(null),
                in.text("reason"),
                Money.ofMinor(in.number("amount"), Currency.getInstance(in.text("currency"))),
                time(in, "deadline"),
                in.text("reference"),
                in.text("note")));
  }

  private static Instant time(JsonIn in, String name) {
    return fitting(in, name, () -> Instant.parse(in.text(name)));
  }

  private static <T> T fitting(JsonIn in, String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw in.wrong(name, "is not that of a case, or a field beside it is wrong");
    }
  }
}
