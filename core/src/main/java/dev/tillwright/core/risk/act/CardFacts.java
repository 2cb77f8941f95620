package dev.tillwright.core.risk.act;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What rules may know of a card number: its first six digits, and whether a chip was passed by.
 *
 * <p><b>Guarantee.</b> Never more than six digits, also where an issuer's number has eight (ISO/IEC
 * 7812-1): with the last four on receipts, at most ten of a number are ever kept together.
 *
 * <pre>
 * risk.cardRead  token, bin (left out for a number of less than 12 digits), fallback
 * </pre>
 *
 * @param bin six digits; none of a short number
 * @param fallback whether a card with a chip was read by its stripe
 */
public record CardFacts(Optional<String> bin, boolean fallback) {
  /** The kind of the entry that keeps them; written before the card is charged. */
  public static final String KIND = "risk.cardRead";

  static final String ABOUT = "card";
  private static final SecretAccess ACCESS = SecretAccess.forPurpose("issuer of a card");
  private static final int DIGITS = 6;

  /** Of a number of less digits nothing is kept. */
  public static final int SHORTEST = 12;

  public CardFacts {
    Objects.requireNonNull(bin, "bin");
    if (bin.isPresent() && !bin.get().matches("[0-9]{6}")) {
      throw new IllegalArgumentException("an issuer's number is kept as six digits");
    }
  }

  /** Of a number in clear, of which nothing else is kept. */
  public static CardFacts of(Pan pan, boolean fallback) {
    if (pan.length() < SHORTEST) {
      return new CardFacts(Optional.empty(), fallback);
    }
    byte[] digits = pan.reveal(ACCESS);
    try {
      String bin = new String(digits, 0, DIGITS, StandardCharsets.US_ASCII);
      return new CardFacts(Optional.of(bin), fallback);
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  /** The entry to be written. */
  public Draft draft(CardToken token) {
    return new Draft(
        KIND,
        JsonOut.object(
            out -> {
              out.put("token", token.value());
              fields(out);
            }));
  }

  private void fields(JsonOut out) {
    out.put("bin", bin.orElse(null)).put("fallback", fallback);
  }

  String write() {
    return JsonOut.object(this::fields);
  }

  static CardFacts read(JsonIn in) {
    return new CardFacts(in.optionalText("bin"), in.truth("fallback"));
  }

  static String token(Entry entry) {
    return JsonIn.parse(entry.payload()).text("token");
  }
}
