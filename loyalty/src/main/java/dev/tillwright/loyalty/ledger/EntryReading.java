package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.loyalty.program.TermSheet;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the ledger's own entries, with the place of what is wrong. */
final class EntryReading {
  private EntryReading() {}

  static Optional<LedgerEntries> read(Entry entry) {
    return Optional.ofNullable(
        switch (entry.kind()) {
          case LedgerEntries.Adopted.KIND ->
              new LedgerEntries.Adopted(TermSheet.parse(entry.payload()));
          case LedgerEntries.Run.KIND -> run(JsonIn.parse(entry.payload()));
          case LedgerEntries.Granted.KIND -> granted(JsonIn.parse(entry.payload()));
          case LedgerEntries.Taken.KIND -> taken(JsonIn.parse(entry.payload()));
          case LedgerEntries.Captured.KIND -> captured(JsonIn.parse(entry.payload()));
          case LedgerEntries.Reversed.KIND -> reversed(JsonIn.parse(entry.payload()));
          default -> null;
        });
  }

  private static LedgerEntries run(JsonIn in) {
    in.text("until");
    return new LedgerEntries.Run(Optional.ofNullable(instant(in, "until")).orElseThrow());
  }

  private static LedgerEntries granted(JsonIn in) {
    List<LedgerEntries.GrantedLot> lots = new ArrayList<>();
    for (JsonIn lot : in.objects("lots")) {
      lots.add(
          new LedgerEntries.GrantedLot(
              positive(lot, "points"),
              instant(lot, "earned"),
              instant(lot, "available"),
              instant(lot, "expires")));
    }
    return new LedgerEntries.Granted(
        in.text("key"),
        in.optionalText("program").orElse(""),
        in.text("member"),
        in.text("reason"),
        lots,
        in.optionalObject("counts")
            .map(
                counts ->
                    new Counts(
                        counts.number("spend"), counts.number("points"), counts.number("visits")))
            .orElse(Counts.NOTHING));
  }

  private static LedgerEntries taken(JsonIn in) {
    return new LedgerEntries.Taken(
        in.text("key"),
        in.optionalText("program").orElse(""),
        in.text("member"),
        positive(in, "points"),
        in.text("reason"),
        in.optionalText("sale").orElse(""));
  }

  private static LedgerEntries captured(JsonIn in) {
    return new LedgerEntries.Captured(in.text("key"), in.text("hold"), positive(in, "points"));
  }

  private static LedgerEntries reversed(JsonIn in) {
    return new LedgerEntries.Reversed(in.text("key"), in.text("of"));
  }

  private static long positive(JsonIn in, String name) {
    long value = in.number(name);
    if (value < 1) {
      throw in.wrong(name, "a whole number above zero was expected");
    }
    return value;
  }

  private static @Nullable Instant instant(JsonIn in, String name) {
    try {
      return in.optionalText(name).map(Instant::parse).orElse(null);
    } catch (DateTimeException e) {
      throw in.wrong(name, "an instant such as 2026-01-31T10:00:00Z was expected");
    }
  }
}
