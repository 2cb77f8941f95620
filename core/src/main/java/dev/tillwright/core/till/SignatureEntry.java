package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.sale.SaleId;

/**
 * A signature as a journal entry: {@code sale.signed} with {@code sale}, {@code operator}, {@code
 * entry} and {@code entryHash} (where the finished sale stands), {@code bound}, and {@code sealed}
 * (Base64).
 *
 * <p>{@code bound} is {@link dev.tillwright.core.receipt.Signature#bound}. So a signature cannot be
 * moved to another sale, nor another put in its place, without it showing; also once the signature
 * itself was erased, nobody can bring another for it.
 */
record SignatureEntry(
    SaleId sale, String operator, long entry, String entryHash, String bound, String sealed) {
  static final String KIND = "sale.signed";

  Draft draft() {
    return new Draft(
        KIND,
        JsonOut.object(
            out ->
                out.put("sale", sale.toString())
                    .put("operator", operator)
                    .put("entry", entry)
                    .put("entryHash", entryHash)
                    .put("bound", bound)
                    .put("sealed", sealed)));
  }

  static SignatureEntry read(Entry from) {
    JsonIn in = JsonIn.parse(from.payload());
    return new SignatureEntry(
        SaleId.parse(in.text("sale")),
        in.text("operator"),
        in.number("entry"),
        in.text("entryHash"),
        in.text("bound"),
        in.text("sealed"));
  }
}
