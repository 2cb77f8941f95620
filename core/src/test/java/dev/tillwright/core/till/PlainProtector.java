package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A protector for tests: tokens in memory, nothing sealed. */
final class PlainProtector implements CardProtector {
  private final Map<String, String> numbers = new ConcurrentHashMap<>();

  @Override
  public ProtectedCard protect(CardRead read) {
    String number =
        new String(
            read.card().pan().reveal(SecretAccess.forPurpose("test")), StandardCharsets.US_ASCII);
    String token = "tok_" + Integer.toHexString(number.hashCode());
    numbers.put(token, number);
    return new ProtectedCard(
        new CardToken(token), read.card().pan().masked(), "test-key", read.entryMode());
  }

  @Override
  public Card reveal(CardToken token, SecretAccess access) {
    String number = numbers.get(token.value());
    if (number == null) {
      throw new TillwrightException("card.unknown", false, "no such token");
    }
    return new Card(Pan.of(number), YearMonth.of(2030, 12));
  }
}
