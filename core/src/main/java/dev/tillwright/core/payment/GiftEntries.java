package dev.tillwright.core.payment;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;

/**
 * Entries about gift cards that are no payments. {@code gift.line} holds {@code sale, line, card}
 * ({@code token, masked}){@code , currency, amount, first}: value on a sale and the card that it is
 * for. {@code gift.replaced} holds {@code sale, line, card, first, operator, reason}: it goes on
 * another card. {@code gift.cancelled} holds {@code sale, line, back}: it came back before it was
 * put on a card. {@code gift.balanceAsked} holds {@code operator, card, answer}. {@code
 * gift.expired} holds {@code operator, currency, amount, cards}: breakage, as the ledger posted it.
 */
public final class GiftEntries {
  static final String LINE = "gift.line";
  static final String REPLACED = "gift.replaced";
  static final String CANCELLED = "gift.cancelled";

  /** The kind of entry of a question for a balance. */
  public static final String ASKED = "gift.balanceAsked";

  static final String EXPIRED = "gift.expired";

  private GiftEntries() {}

  /** Value on a sale, and the card that it is for. */
  public static Draft line(String sale, int line, ProtectedCard card, Money amount, boolean first) {
    return new Draft(
        LINE,
        JsonOut.object(
            out ->
                card(out.put("sale", sale).put("line", line), card)
                    .put("currency", amount.currency().getCurrencyCode())
                    .put("amount", amount.minor())
                    .put("first", first)));
  }

  /** Value that was refused goes on another card. */
  public static Draft replaced(
      String sale, int line, ProtectedCard card, boolean first, String operator, String reason) {
    return new Draft(
        REPLACED,
        JsonOut.object(
            out ->
                card(out.put("sale", sale).put("line", line), card)
                    .put("first", first)
                    .put("operator", operator)
                    .put("reason", reason)));
  }

  /**
   * Value came back before it was put on a card.
   *
   * @param back text of the return's id
   */
  public static Draft cancelled(String sale, int line, String back) {
    return new Draft(
        CANCELLED,
        JsonOut.object(out -> out.put("sale", sale).put("line", line).put("back", back)));
  }

  /**
   * Somebody asked for a balance.
   *
   * @param answer {@code told}, {@code unanswered}, or why not
   */
  public static Draft asked(String operator, ProtectedCard card, String answer) {
    return new Draft(
        ASKED,
        JsonOut.object(out -> card(out.put("operator", operator), card).put("answer", answer)));
  }

  /** Value expired, as the ledger posted it. */
  public static Draft expired(String operator, Money amount, long cards) {
    return new Draft(
        EXPIRED,
        JsonOut.object(
            out ->
                out.put("operator", operator)
                    .put("currency", amount.currency().getCurrencyCode())
                    .put("amount", amount.minor())
                    .put("cards", cards)));
  }

  private static JsonOut card(JsonOut out, ProtectedCard card) {
    return out.put(
        "card", in -> in.put("token", card.token().value()).put("masked", card.masked().text()));
  }

  static ProtectedCard card(String token, String masked) {
    return new ProtectedCard(new CardToken(token), new MaskedPan(masked), "gift", EntryMode.CODE);
  }

  /** The token of a gift entry's card. */
  public static String token(JsonIn in) {
    return in.object("card").text("token");
  }
}
