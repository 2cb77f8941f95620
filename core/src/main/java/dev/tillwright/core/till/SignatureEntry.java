package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.sale.SaleId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A signature as a journal entry: {@code sale.signed} with {@code sale}, {@code operator}, {@code
 * entry} and {@code entryHash} (where the finished sale stands), {@code bound}, and {@code sealed}
 * (Base64).
 *
 * <p>{@code bound} is the SHA-256, in hex, of {@code tillwright signature 1}, a line feed, the hash
 * of the sale's entry in hex, a line feed, and the signature's bytes. So a signature cannot be
 * moved to another sale, nor another put in its place, without it showing; also once the signature
 * itself was erased, nobody can bring another for it.
 */
record SignatureEntry(
    SaleId sale, String operator, long entry, String entryHash, String bound, String sealed) {
  static final String KIND = "sale.signed";

  private static final String DOMAIN = "tillwright signature 1\n";

  static String bound(String entryHash, byte[] signature) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(DOMAIN.getBytes(StandardCharsets.US_ASCII));
      digest.update((entryHash + "\n").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(signature));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

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
