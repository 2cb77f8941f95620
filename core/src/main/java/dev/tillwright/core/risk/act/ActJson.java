package dev.tillwright.core.risk.act;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;

/** An act as one JSON object, for the rows of the book and the entries of decisions. */
public final class ActJson {
  private ActJson() {}

  /** The same act always gives the same text. */
  public static String write(Act act) {
    return JsonOut.object(out -> write(out, act));
  }

  /** The fields of an act. */
  public static void write(JsonOut out, Act act) {
    out.put("kind", act.kind().name())
        .put("seq", act.seq())
        .put("at", act.at().toString())
        .put("device", act.device())
        .put("operator", act.operator())
        .put("currency", act.amount().currency().getCurrencyCode())
        .put("amount", act.amount().minor())
        .put("sale", act.sale().orElse(null))
        .put("tender", act.tender().orElse(null))
        .put("card", act.card().orElse(null))
        .put("bin", act.bin().orElse(null))
        .put("entry", act.entry().map(Enum::name).orElse(null))
        .put("member", act.member().orElse(null))
        .put("category", act.category().orElse(null))
        .put("reason", act.reason().orElse(null));
    if (act.share().signum() != 0) {
      out.put("share", act.share().toPlainString());
    }
    act.since().ifPresent(it -> out.put("sinceSeconds", it.toSeconds()));
    if (!act.traits().isEmpty()) {
      out.putTexts("traits", act.traits().stream().map(Enum::name).toList());
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not an act
   */
  public static Act read(JsonIn in) {
    try {
      Act.Builder act =
          Act.of(
                  ActKind.valueOf(in.text("kind")),
                  Instant.parse(in.text("at")),
                  in.text("device"),
                  in.text("operator"),
                  new Money(in.number("amount"), Currency.getInstance(in.text("currency"))))
              .seq(in.number("seq"))
              .sale(in.optionalText("sale").orElse(null))
              .tender(in.optionalText("tender").orElse(null))
              .card(in.optionalText("card").orElse(null))
              .bin(in.optionalText("bin").orElse(null))
              .entry(in.optionalText("entry").map(EntryMode::valueOf).orElse(null))
              .member(in.optionalText("member").orElse(null))
              .category(in.optionalText("category").orElse(null))
              .reason(in.optionalText("reason").orElse(null))
              .share(in.has("share") ? in.decimal("share") : BigDecimal.ZERO);
      in.optionalNumber("sinceSeconds").ifPresent(it -> act.since(Duration.ofSeconds(it)));
      in.texts("traits").forEach(it -> act.trait(Trait.valueOf(it)));
      return act.build();
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw in.wrong("kind", "the fields are not those of an act");
    }
  }
}
