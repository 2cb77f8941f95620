package dev.tillwright.crypto.token;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.crypto.key.KeyId;
import java.util.Objects;

/**
 * What a vault keeps of one card: ciphertext and a keyed index, never the number.
 *
 * @param domain whose token
 * @param token stands for the card
 * @param index HMAC-SHA-256 of the whole number under the index key: 64 lower-case hex digits
 * @param key the key it is sealed under
 * @param version of the sealed format; 1
 * @param sealed nonce, ciphertext and tag in Base64
 * @param revision counts how often it was sealed anew, from 0
 */
public record VaultRecord(
    TokenDomain domain,
    CardToken token,
    String index,
    KeyId key,
    int version,
    String sealed,
    long revision) {
  private static final int MAX_SEALED = 1024;

  public VaultRecord {
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(key, "key");
    if (!index.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("an index is 64 hex digits");
    }
    if (sealed.isEmpty() || sealed.length() > MAX_SEALED || version < 1 || revision < 0) {
      throw new IllegalArgumentException("not a sealed record");
    }
  }

  /** Names the record and leaves its content out. */
  @Override
  public String toString() {
    return "VaultRecord[" + domain + ", " + token + ", " + key + ", revision " + revision + "]";
  }
}
