package dev.tillwright.core.campaign;

import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;

/** Public test numbers behind tokens that outlive a process: a token is a place in the list. */
final class FixedCards implements CardProtector {
  private static final List<String> NUMBERS =
      List.of("4111111111111111", "5555555555554444", "378282246310005", "6011111111111117");
  private static final YearMonth EXPIRY = YearMonth.of(2030, 12);

  static CardRead read(int which) {
    return CardRead.of(Pan.of(NUMBERS.get(which % NUMBERS.size())), EXPIRY, EntryMode.CHIP);
  }

  @Override
  public ProtectedCard protect(CardRead read) {
    byte[] number = read.card().pan().reveal(SecretAccess.forPurpose("test"));
    int which = NUMBERS.indexOf(new String(number, StandardCharsets.US_ASCII));
    return new ProtectedCard(
        new CardToken("tok_" + which), read.card().pan().masked(), "test-key", read.entryMode());
  }

  @Override
  public Card reveal(CardToken token, SecretAccess access) {
    int which = Integer.parseInt(token.value().substring("tok_".length()));
    return new Card(Pan.of(NUMBERS.get(which)), EXPIRY);
  }
}
