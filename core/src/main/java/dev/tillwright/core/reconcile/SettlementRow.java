package dev.tillwright.core.reconcile;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.reconcile.SettlementLine.Movement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One row of a settlement file, read field by field. */
final class SettlementRow {
  private static final String TOTAL = "TOTAL";

  /** Field 4 of ISO 8583 has twelve digits; so the sum of a whole file fits 64 bits. */
  private static final long MOST_MINOR = 999_999_999_999L;

  private final List<String> header;
  private final List<String> fields;

  SettlementRow(List<String> header, List<String> fields) {
    this.header = header;
    this.fields = fields;
  }

  /** A field that is not as it must be. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String what;

    Wrong(String field, String what) {
      super(field + ": " + what, null, false, false);
      this.field = field;
      this.what = what;
    }

    String field() {
      return field;
    }

    String what() {
      return what;
    }
  }

  boolean isTotal() {
    return text("type").equals(TOTAL);
  }

  SettlementTotal total() throws Wrong {
    String count = matching("count", "[0-9]{1,9}", "one to nine digits were expected");
    return new SettlementTotal(Long.parseLong(count), amount());
  }

  SettlementLine line(long position) throws Wrong {
    Movement type = type();
    String key = key();
    String rrn = matching("rrn", "[0-9A-Za-z]{0,12}", "at most 12 letters and digits");
    String stan = matching("stan", "[0-9]{0,6}", "at most six digits");
    String terminal = matching("terminal", "[\\x20-\\x7e]{0,16}", "at most 16 printable");
    CardToken token = token();
    if (key.isEmpty() && rrn.isEmpty() && stan.isEmpty() && token == null) {
      throw new Wrong("key", "neither a key nor a reference, a trace number or a token");
    }
    String traced =
        stan.isEmpty() ? "" : String.format(Locale.ROOT, "%06d", Integer.parseInt(stan));
    Money amount = amount();
    if (amount.minor() > MOST_MINOR) {
      throw new Wrong("amount", "more than field 4 of a message holds");
    }
    return new SettlementLine(position, type, key, rrn, traced, terminal, at(), amount, token);
  }

  private Movement type() throws Wrong {
    return switch (text("type")) {
      case "CAPTURE" -> Movement.CAPTURE;
      case "REFUND" -> Movement.REFUND;
      case "REVERSAL" -> Movement.REVERSAL;
      default -> throw new Wrong("type", "CAPTURE, REFUND, REVERSAL or TOTAL was expected");
    };
  }

  private String key() throws Wrong {
    String key = matching("key", "[\\x21-\\x7e]{0,64}", "at most 64 printable characters");
    return key.isEmpty() ? "" : noCard("key", key).value();
  }

  private @Nullable CardToken token() throws Wrong {
    String token = matching("token", "[\\x21-\\x7e]{0,64}", "at most 64 printable characters");
    return token.isEmpty() ? null : noCard("token", token);
  }

  private static CardToken noCard(String field, String text) throws Wrong {
    try {
      return new CardToken(text);
    } catch (IllegalArgumentException e) {
      throw new Wrong(field, "a card number has no place here");
    }
  }

  private Instant at() throws Wrong {
    try {
      return Instant.parse(text("at"));
    } catch (DateTimeException e) {
      throw new Wrong("at", "a time like 2026-11-26T08:00:00Z was expected");
    }
  }

  private Money amount() throws Wrong {
    Currency currency;
    try {
      currency = Currency.getInstance(text("currency"));
    } catch (IllegalArgumentException e) {
      throw new Wrong("currency", "a code of ISO 4217, such as GBP, was expected");
    }
    String amount = matching("amount", "[0-9]{1,14}(\\.[0-9]{1,4})?", "a decimal was expected");
    try {
      return Money.parse(amount, currency);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new Wrong("amount", "the currency has not so many decimals");
    }
  }

  private String matching(String field, String pattern, String what) throws Wrong {
    String text = text(field);
    if (!text.matches(pattern)) {
      throw new Wrong(field, what);
    }
    return text;
  }

  /** Without the spaces around it; empty when the file has no such column. */
  private String text(String field) {
    int index = header.indexOf(field);
    return index < 0 ? "" : fields.get(index).strip();
  }
}
