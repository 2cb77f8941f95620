package dev.tillwright.loyalty.partner;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import java.util.List;
import java.util.Optional;

/** Reads the entries about partners, with the place of what is wrong. */
final class PartnerReading {
  private PartnerReading() {}

  static Optional<PartnerEntries> read(Entry entry) {
    return Optional.ofNullable(
        switch (entry.kind()) {
          case PartnerEntries.Begun.KIND -> begun(JsonIn.parse(entry.payload()));
          case PartnerEntries.Ended.KIND -> ended(JsonIn.parse(entry.payload()));
          case PartnerEntries.Funded.KIND -> funded(JsonIn.parse(entry.payload()));
          case PartnerEntries.Redeemed.KIND -> redeemed(JsonIn.parse(entry.payload()));
          default -> null;
        });
  }

  private static PartnerEntries begun(JsonIn in) {
    return new PartnerEntries.Begun(
        new ExchangeOrder(
            name(in, "key"),
            direction(in),
            name(in, "partner"),
            name(in, "member"),
            name(in, "account"),
            positive(in, "asked")),
        positive(in, "ours"),
        positive(in, "theirs"));
  }

  private static ExchangeOrder.Direction direction(JsonIn in) {
    return switch (in.text("direction")) {
      case "OUT" -> ExchangeOrder.Direction.OUT;
      case "IN" -> ExchangeOrder.Direction.IN;
      default -> throw in.wrong("direction", "OUT or IN was expected");
    };
  }

  private static PartnerEntries ended(JsonIn in) {
    return new PartnerEntries.Ended(in.text("key"), in.truth("done"), in.text("reason"));
  }

  private static PartnerEntries funded(JsonIn in) {
    List<PartnerEntries.Share> shares =
        in.objects("shares").stream().map(PartnerReading::share).toList();
    return new PartnerEntries.Funded(name(in, "key"), shares);
  }

  private static PartnerEntries redeemed(JsonIn in) {
    return new PartnerEntries.Redeemed(name(in, "key"), share(in));
  }

  private static PartnerEntries.Share share(JsonIn in) {
    String partner = name(in, "partner");
    long points = in.number("points");
    if (partner.equals(SettlementStatement.HOUSE)) {
      throw in.wrong("partner", "the house is not a partner");
    }
    if (points == 0 || points > ExchangeRate.MOST || points < -ExchangeRate.MOST) {
      throw in.wrong("points", "not zero, at most " + ExchangeRate.MOST);
    }
    return new PartnerEntries.Share(partner, points);
  }

  private static String name(JsonIn in, String field) {
    String name = in.text(field);
    if (name.isBlank() || name.length() > 64) {
      throw in.wrong(field, "1 to 64 characters were expected");
    }
    return name;
  }

  private static long positive(JsonIn in, String field) {
    long value = in.number(field);
    if (value < 1 || value > ExchangeRate.MOST) {
      throw in.wrong(field, "1 to " + ExchangeRate.MOST + " was expected");
    }
    return value;
  }
}
