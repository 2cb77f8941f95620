package dev.tillwright.core.reconcile;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One movement of money as the payment host settled it. A host names a payment in the ways that it
 * kept: whatever it did not keep is empty.
 *
 * @param position of the line in its file, from 1; names it in findings
 * @param type what moved
 * @param key text of the payment key (field 48); empty when the host did not keep it
 * @param rrn retrieval reference number (field 37), up to 12 letters and digits; empty for none
 * @param stan trace number (field 11), six digits; empty for none
 * @param terminal as the host knows it (field 41); empty for none
 * @param at when it was asked for, by the host's books
 * @param amount not negative: {@code type} says which way it goes
 * @param token stands for the card; {@code null} for none
 */
public record SettlementLine(
    long position,
    Movement type,
    String key,
    String rrn,
    String stan,
    String terminal,
    Instant at,
    Money amount,
    @Nullable CardToken token) {
  public SettlementLine {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(at, "at");
    if (position < 1 || amount.isNegative()) {
      throw new IllegalArgumentException("lines count from 1, and no amount is negative");
    }
    if (!rrn.matches("[0-9A-Za-z]{0,12}") || !stan.matches("([0-9]{6})?")) {
      throw new IllegalArgumentException("not the reference or trace number of a payment");
    }
    if (!key.matches("[\\x21-\\x7e]{0,64}") || !terminal.matches("[\\x20-\\x7e]{0,16}")) {
      throw new IllegalArgumentException("a key or a terminal is short and printable");
    }
    if (!key.isEmpty()) {
      new CardToken(key); // refuses a card number, which would reach findings
    }
  }

  /** What moved. */
  public enum Movement {
    /** Money was taken: a purchase, or the capture of an authorization. */
    CAPTURE,
    /** Money was given back by a payment of its own. */
    REFUND,
    /** A line before it, of the same key or reference, was undone whole. */
    REVERSAL
  }

  /** A line of a host that keeps payment keys, and nothing else. */
  public static SettlementLine of(
      long position, Movement type, String key, Instant at, Money amount) {
    return new SettlementLine(position, type, key, "", "", "", at, amount, null);
  }

  /** The same line, as a terminal traces it: trace number, reference and terminal. */
  public SettlementLine traced(String trace, String reference, String by) {
    return new SettlementLine(position, type, key, reference, trace, by, at, amount, token);
  }

  /** The same line, with what stands for the card. */
  public SettlementLine withToken(CardToken card) {
    return new SettlementLine(position, type, key, rrn, stan, terminal, at, amount, card);
  }

  /** The same line of a host that did not keep the payment key. */
  public SettlementLine withoutKey() {
    return new SettlementLine(position, type, "", rrn, stan, terminal, at, amount, token);
  }

  /** The position and the type; what else it says stays out of logs. */
  @Override
  public String toString() {
    return "SettlementLine[" + position + ", " + type + "]";
  }
}
