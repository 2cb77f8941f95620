package dev.tillwright.loyalty.partner;

import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.program.Worth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/**
 * Who owes whom for a period: each partner against the house, the house last.
 *
 * <p><b>Guarantees.</b> Made of the journal's entries alone. Points and money add up to zero over
 * all lines: each partner's money is rounded towards zero, once, and the house has the rest.
 *
 * @param from the first instant
 * @param to the first instant after it
 * @param lines each partner that moved points, by its id, then the house
 */
public record SettlementStatement(Instant from, Instant to, List<Line> lines) {
  /** The line of the house. */
  public static final String HOUSE = "house";

  public SettlementStatement {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    lines = List.copyOf(lines);
  }

  /**
   * A party's figures, in the house's points.
   *
   * @param party a partner, or {@link #HOUSE}
   * @param issued points that it pays for: awards it funds, its own points that came in
   * @param redeemed points that it is paid for: goods it gave, our points that it took over
   * @param net what it owes: issued without redeemed; below zero when it is owed
   * @param owes the same in money
   */
  public record Line(String party, long issued, long redeemed, long net, Money owes) {
    public Line {
      Objects.requireNonNull(party, "party");
      Objects.requireNonNull(owes, "owes");
    }
  }

  record Turnover(String partner, long issued, long redeemed) {}

  /**
   * The statement of a period. An exchange counts when it ended.
   *
   * @param worth what the house's points are worth between partners
   * @param currency of the worth
   * @throws ArithmeticException when an amount does not fit 64 bits
   */
  public static SettlementStatement of(
      PartnerQueries partners, Instant from, Instant to, Worth worth, Currency currency) {
    List<Line> lines = new ArrayList<>();
    long fromPartners = 0;
    long toPartners = 0;
    Money owed = Money.ofMinor(0, currency);
    for (Turnover each : partners.turnover(from, to)) {
      long net = Math.subtractExact(each.issued(), each.redeemed());
      Money owes = Money.ofMinor(worth.minorOf(net), currency);
      lines.add(new Line(each.partner(), each.issued(), each.redeemed(), net, owes));
      fromPartners = Math.addExact(fromPartners, each.issued());
      toPartners = Math.addExact(toPartners, each.redeemed());
      owed = owed.plus(owes);
    }
    // What partners issue the house takes over, and what they redeem the house had issued.
    long net = Math.subtractExact(toPartners, fromPartners);
    lines.add(
        new Line(HOUSE, toPartners, fromPartners, net, Money.ofMinor(0, currency).minus(owed)));
    return new SettlementStatement(from, to, lines);
  }

  /**
   * RFC 4180 with a header line; amounts are decimals. What looks like a formula is made a text.
   */
  public String csv() {
    StringBuilder text = new StringBuilder("party,issued,redeemed,net,currency,owes\r\n");
    for (Line line : lines) {
      text.append(cell(line.party()))
          .append(',')
          .append(line.issued())
          .append(',')
          .append(line.redeemed())
          .append(',')
          .append(line.net())
          .append(',')
          .append(line.owes().currency().getCurrencyCode())
          .append(',')
          .append(line.owes().decimal())
          .append("\r\n");
    }
    return text.toString();
  }

  private static String cell(String text) {
    String safe = "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }

  /** One object; amounts are whole minor units. */
  public String json() {
    return JsonOut.object(
        out ->
            out.put("from", from.toString())
                .put("to", to.toString())
                .putAll(
                    "lines",
                    lines,
                    (to, line) ->
                        to.put("party", line.party())
                            .put("issued", line.issued())
                            .put("redeemed", line.redeemed())
                            .put("net", line.net())
                            .put("currency", line.owes().currency().getCurrencyCode())
                            .put("owes", line.owes().minor())));
  }
}
