package dev.tillwright.crypto.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.TillwrightException;
import java.util.Arrays;
import java.util.Base64;

/** Finds the number behind a record, wherever its form says that it is. */
final class Opener {
  private final TokenDomain domain;
  private final DomainKeys keys;

  Opener(TokenDomain domain, DomainKeys keys) {
    this.domain = domain;
    this.keys = keys;
  }

  /**
   * The content, for the caller to close.
   *
   * @throws TillwrightException {@code vault.damaged} when the record was changed or moved, {@code
   *     vault.newer}, {@code key.unknown}
   */
  CardContent open(VaultRecord record) {
    if (record.version() != CardContent.VERSION) {
      throw new TillwrightException(
          "vault.newer", false, "a newer program sealed the record of " + record.token());
    }
    try {
      TokenForm form = TokenForm.parse(record.place().form());
      return form.sealed() ? unsealed(record) : decrypted(record, form);
    } catch (IllegalArgumentException notOurs) {
      throw damaged(record);
    } catch (TillwrightException e) {
      if (e.code().equals("key.refused")) {
        throw damaged(record);
      }
      throw e;
    }
  }

  private CardContent unsealed(VaultRecord record) {
    return CardContent.unsealed(
        keys.open(
            record.key(),
            Base64.getDecoder().decode(record.sealed()),
            CardContent.context(domain, record.token(), record.key())));
  }

  private CardContent decrypted(VaultRecord record, TokenForm form) {
    byte[] token = record.token().value().getBytes(US_ASCII);
    try (DigitSpace space = new DigitSpace(form, token)) {
      int attempt = Math.toIntExact(record.place().slot().orElse(0));
      int[] numerals =
          keys.ff1(record.key()).decrypt(space.numerals(), Mint.tweak(domain, space, attempt));
      byte[] number = space.number(numerals);
      Arrays.fill(numerals, 0);
      try {
        return CardContent.ofNumber(number);
      } finally {
        Arrays.fill(number, (byte) 0);
      }
    }
  }

  static TillwrightException damaged(VaultRecord record) {
    return new TillwrightException(
        "vault.damaged", false, "the record of " + record.token() + " is not what was sealed");
  }
}
