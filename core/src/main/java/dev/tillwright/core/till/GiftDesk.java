package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.BalanceReply;
import dev.tillwright.core.payment.BalanceRequest;
import dev.tillwright.core.payment.GiftBook;
import dev.tillwright.core.payment.GiftCards;
import dev.tillwright.core.payment.GiftEntries;
import dev.tillwright.core.payment.GiftLiability;
import dev.tillwright.core.payment.GiftLine;
import dev.tillwright.core.qr.PaymentCode;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gift cards and other cards with value, as this operator handles them: sold, loaded, asked about.
 * Got from {@link Till#giftCards}. Paying with one is {@link Tender#gift}.
 *
 * <p>Value that is sold is a line of a sale, without tax, discount or points, and no revenue. It is
 * put on its card once the sale is finished and its money is certain: with the call that finishes
 * it, or later by {@link Till#resolve} and each opening. What the ledger refuses is {@link
 * #outstanding}: put it on another card with {@link #replace}, or take the line back. A line that
 * comes back is taken off its card first, whole; value that was spent does not come back.
 *
 * <p><b>Threads.</b> Any number.
 */
public final class GiftDesk {
  private static final String NAME = "Gift card";

  private final Till till;
  private final OperatorSession session;

  GiftDesk(Till till, OperatorSession session) {
    this.till = till;
    this.session = session;
  }

  /**
   * Sells a card with its first value; needs {@link Permission#SELL}.
   *
   * @return the number of the line
   * @throws RefusedException when the ticket takes no more lines, or has this card already
   */
  public int sell(Ticket ticket, GiftNumber card, Money value) {
    return add(ticket, card, value, true);
  }

  /** Sells more value for a card that is active; needs {@link Permission#SELL}. */
  public int load(Ticket ticket, GiftNumber card, Money value) {
    return add(ticket, card, value, false);
  }

  private int add(Ticket ticket, GiftNumber card, Money value, boolean first) {
    till.require(session, Permission.SELL);
    ProtectedCard safe = cards().protect(card);
    return till.opened().gifts().sell(ticket, safe, value, first, NAME);
  }

  /** The value on a sale, and what became of each. */
  public List<GiftLine> of(SaleId sale) {
    till.require(session, Permission.SELL);
    return till.opened().gifts().lines(sale.toString());
  }

  /** Value that was paid for and is not on its card: due, not known yet, or refused. */
  public List<GiftLine> outstanding() {
    till.require(session, Permission.SELL);
    return till.opened().gifts().outstanding();
  }

  /**
   * Puts refused value on another card; needs {@link Permission#SETTLE_PAYMENT}, for it is the
   * customer's money.
   *
   * @param first whether it is that card's first value
   * @param reason 1 to 200 characters
   * @return the line as it stands then
   * @throws RefusedException when there is no such line, or it was not refused
   */
  public GiftLine replace(SaleId sale, int line, GiftNumber card, boolean first, String reason) {
    till.require(session, Permission.SETTLE_PAYMENT);
    if (reason.isBlank() || reason.length() > 200) {
      throw new IllegalArgumentException("a reason has 1 to 200 characters");
    }
    ProtectedCard safe = cards().protect(card);
    String operator = session.operator().id();
    return till.opened().gifts().replace(sale, line, safe, first, operator, reason);
  }

  /** What is on a card; needs {@link Permission#SELL}. Each question is an entry. */
  public BalanceReply balance(GiftNumber card) {
    return asked(card, null);
  }

  /** The same of a card with a code. */
  public BalanceReply balance(GiftNumber card, PaymentCode code) {
    return asked(card, code);
  }

  private BalanceReply asked(GiftNumber card, @Nullable PaymentCode code) {
    till.require(session, Permission.SELL);
    ProtectedCard safe = cards().protect(card);
    String terminal = till.journal().terminal();
    BalanceReply reply =
        till.opened().payments().balance(TenderKind.GIFT, new BalanceRequest(terminal, safe, code));
    String answer = reply.match(known -> "told", refused -> refused.code(), lost -> "unanswered");
    till.opened().books().append(List.of(GiftEntries.asked(session.operator().id(), safe, answer)));
    return reply;
  }

  /**
   * Writes down what expired, as the ledger posted it; needs {@link Permission#CLOSE_DAY}.
   *
   * @param amount positive
   * @param cards of how many cards
   */
  public void expired(Money amount, long cards) {
    till.require(session, Permission.CLOSE_DAY);
    if (!amount.isPositive() || cards < 1) {
      throw new IllegalArgumentException("something of at least one card expired");
    }
    till.opened()
        .books()
        .append(List.of(GiftEntries.expired(session.operator().id(), amount, cards)));
  }

  /** What gift cards come to by this till's journal, one a currency; needs REPORT. */
  public List<GiftLiability> liability() {
    till.require(session, Permission.REPORT);
    return till.opened().books().read(GiftBook.NAME, GiftBook::liability);
  }

  private GiftCards cards() {
    GiftCards cards = till.opened().giftCards();
    if (cards == null) {
      throw new RefusedException("tender.notAccepted", Sentences.notAccepted(TenderKind.GIFT));
    }
    return cards;
  }
}
