package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import java.util.Arrays;
import java.util.HexFormat;

/** Keyed fingerprints of whole numbers in one domain. */
final class Fingerprints {
  private static final SecretAccess WHY = SecretAccess.forPurpose("fingerprint");

  private final TokenDomain domain;
  private final DomainKeys keys;

  Fingerprints(TokenDomain domain, DomainKeys keys) {
    this.domain = domain;
    this.keys = keys;
  }

  /** 64 lower-case hex digits; the number stays the caller's to close. */
  String of(Pan pan) {
    byte[] digits = pan.reveal(WHY);
    byte[] message = CardContent.fingerprinted(domain, digits);
    try {
      return HexFormat.of().formatHex(keys.fingerprint(message));
    } finally {
      Arrays.fill(digits, (byte) 0);
      Arrays.fill(message, (byte) 0);
    }
  }

  /**
   * Refuses to go on with an index key that the vault was not begun with: one card would get two
   * tokens.
   */
  static void sameIndexKey(DomainKeys keys, TokenVault vault) {
    if (keys.shredded()) {
      return; // nothing is found any more, and nothing new is kept
    }
    String mine = keys.indexIdentity();
    String begunWith = vault.keepOnce(keys.indexSetting(), mine);
    if (!begunWith.equals(mine)) {
      throw new TillwrightException(
          "vault.otherKeys",
          false,
          "the vault was begun with the key " + begunWith + ", these keys have " + mine);
    }
  }
}
