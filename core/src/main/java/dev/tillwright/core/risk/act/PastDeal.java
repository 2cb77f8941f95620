package dev.tillwright.core.risk.act;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderLine;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a finished sale, for when it is refunded or taken back.
 *
 * @param at when it was finished
 * @param kinds names of the kinds of its tenders, each once
 * @param cards tokens of the cards that paid, each once; none of a payment terminal's
 */
record PastDeal(
    Instant at,
    String operator,
    Money total,
    @Nullable String member,
    List<String> kinds,
    List<String> cards) {
  static final String ABOUT = "sale";

  static PastDeal of(CompletedSale sale, Instant at) {
    Money total = sale.total();
    return new PastDeal(
        at,
        sale.operator(),
        total.isNegative() ? total.negate() : total,
        sale.member(),
        sale.tenders().stream().map(it -> it.kind().name()).distinct().toList(),
        sale.tenders().stream().map(PastDeal::token).filter(Objects::nonNull).distinct().toList());
  }

  /** The token of a card that is known here. */
  static @Nullable String token(TenderLine line) {
    return line.card() == null ? null : line.card().token().value();
  }

  String write() {
    return JsonOut.object(
        out ->
            out.put("at", at.toString())
                .put("operator", operator)
                .put("currency", total.currency().getCurrencyCode())
                .put("total", total.minor())
                .put("member", member)
                .putTexts("kinds", kinds)
                .putTexts("cards", cards));
  }

  static PastDeal read(String text) {
    JsonIn in = JsonIn.parse(text);
    return new PastDeal(
        Instant.parse(in.text("at")),
        in.text("operator"),
        new Money(in.number("total"), Currency.getInstance(in.text("currency"))),
        in.optionalText("member").orElse(null),
        in.texts("kinds"),
        in.texts("cards"));
  }
}
