package dev.tillwright.core.till;

import dev.tillwright.core.access.Situation;
import dev.tillwright.core.access.Verdict;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.sale.Sale;

/**
 * What a check said, where it was more than yes:
 *
 * <pre>
 * check.found   verdict (REVIEW, STEP_UP, BLOCK), act, operator, currency, amount, reasons[{code,
 *               detail}]; asks[] on a step-up; sale, tender, card (a token) where there is one
 * </pre>
 */
final class CheckEntries {
  static final String FOUND = "check.found";

  private CheckEntries() {}

  static Draft found(Situation situation, Verdict verdict) {
    return new Draft(
        FOUND,
        JsonOut.object(
            out -> {
              out.put("verdict", verdict.kind().name())
                  .put("act", situation.act().name())
                  .put("operator", situation.operator().id())
                  .put("sale", situation.sale().map(Sale::id).map(Object::toString).orElse(null))
                  .put("tender", situation.tender().map(it -> it.kind().name()).orElse(null))
                  .put("card", situation.card().map(it -> it.value()).orElse(null))
                  .put("currency", situation.amount().currency().getCurrencyCode())
                  .put("amount", situation.amount().minor());
              if (!verdict.asks().isEmpty()) {
                out.putTexts("asks", verdict.asks().stream().map(Enum::name).toList());
              }
              out.putAll(
                  "reasons",
                  verdict.reasons(),
                  (each, reason) -> each.put("code", reason.code()).put("detail", reason.detail()));
            }));
  }
}
