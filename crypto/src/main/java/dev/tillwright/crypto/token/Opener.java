package dev.tillwright.crypto.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.TillwrightException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

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

  /** Whatever is changed in the record decrypts to some number, so the index must vouch for it. */
  private CardContent decrypted(VaultRecord record, TokenForm form) {
    byte[] token = record.token().value().getBytes(US_ASCII);
    long attempt = record.place().slot().orElse(0);
    if (form.encrypted(token.length) < 1 || attempt != (int) attempt) {
      throw damaged(record);
    }
    try (DigitSpace space = new DigitSpace(form, token)) {
      byte[] tweak = Mint.tweak(domain, space, (int) attempt);
      int[] numerals = keys.ff1(record.key()).decrypt(space.numerals(), tweak);
      byte[] number = space.number(numerals);
      Arrays.fill(numerals, 0);
      try {
        if (!indexed(form, number, record.index())) {
          throw damaged(record);
        }
        return CardContent.ofNumber(number);
      } finally {
        Arrays.fill(number, (byte) 0);
      }
    }
  }

  private boolean indexed(TokenForm form, byte[] number, String index) {
    byte[] message = CardContent.indexed(domain, form, number);
    try {
      return MessageDigest.isEqual(keys.index(message), HexFormat.of().parseHex(index));
    } finally {
      Arrays.fill(message, (byte) 0);
    }
  }

  static TillwrightException damaged(VaultRecord record) {
    return new TillwrightException(
        "vault.damaged", false, "the record of " + record.token() + " is not what was sealed");
  }
}
