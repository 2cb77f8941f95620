package dev.tillwright.loyalty.ledger;

import dev.tillwright.core.json.JsonOut;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The payloads of the larger entries. */
final class EntryWriting {
  private EntryWriting() {}

  static String granted(LedgerEntries.Granted granted) {
    return JsonOut.object(
        out -> {
          out.put("key", granted.key())
              .put("program", granted.program().isEmpty() ? null : granted.program())
              .put("member", granted.member())
              .put("reason", granted.reason())
              .putAll(
                  "lots",
                  granted.lots(),
                  (to, lot) ->
                      to.put("points", lot.points())
                          .put("earned", text(lot.earned()))
                          .put("available", text(lot.available()))
                          .put("expires", text(lot.expires())));
          Counts counts = granted.counts();
          if (!counts.nothing()) {
            out.put(
                "counts",
                to ->
                    to.put("spend", counts.spendMinor())
                        .put("points", counts.points())
                        .put("visits", counts.visits()));
          }
        });
  }

  static String taken(LedgerEntries.Taken taken) {
    return JsonOut.object(
        out ->
            out.put("key", taken.key())
                .put("program", taken.program().isEmpty() ? null : taken.program())
                .put("member", taken.member())
                .put("points", taken.points())
                .put("reason", taken.reason())
                .put("sale", taken.sale().isEmpty() ? null : taken.sale()));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
