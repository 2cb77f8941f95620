package dev.tillwright.crypto.token;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a vault keeps of one token: ciphertext and a keyed index, never the number.
 *
 * @param domain whose token
 * @param token stands for the number
 * @param place what the token looks like and which of its like it is
 * @param index HMAC-SHA-256 by which the number's token is found again: 64 lower-case hex digits;
 *     when the token ended, a hyphen and the token
 * @param key the key it is sealed under: of a ring {@code seal-1f0c93ab52de7744}, of a module
 *     {@code token-seal.shop/1}
 * @param version of the sealed format; 1
 * @param sealed nonce, ciphertext and tag in Base64; empty when the number is in the token itself,
 *     and when the token ended
 * @param life how far the token is in its life
 * @param revision counts how often the record was changed, from 0
 */
public record VaultRecord(
    TokenDomain domain,
    Token token,
    Place place,
    String index,
    String key,
    int version,
    String sealed,
    Life life,
    long revision) {
  private static final int MAX_SEALED = 1024;
  private static final Pattern INDEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern KEY =
      Pattern.compile(
          "(seal|index|fingerprint)-[0-9a-f]{16}|[a-z0-9][a-z0-9._-]{0,63}/[1-9][0-9]{0,8}");

  public VaultRecord {
    Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(place, "place");
    boolean active = life.status() == TokenStatus.ACTIVE;
    if (!(active ? INDEX.matcher(index).matches() : index.equals("-" + token.value()))) {
      throw new IllegalArgumentException("an index is 64 hex digits, or that of an ended token");
    }
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("not the name of a key");
    }
    boolean empty = !active || !TokenForm.parse(place.form()).sealed();
    if (sealed.isEmpty() != empty || sealed.length() > MAX_SEALED || version < 1 || revision < 0) {
      throw new IllegalArgumentException("not a sealed record");
    }
  }

  /**
   * What a token looks like and which of its like it is.
   *
   * @param form of the policy it was made by: {@code digits-6-4-invalid}
   * @param space names all tokens that it was drawn from; empty when they need not be counted
   * @param slot which of them, or which attempt of FF1 it took; empty when nobody asks
   */
  public record Place(String form, String space, OptionalLong slot) {
    public Place {
      Objects.requireNonNull(form, "form");
      Objects.requireNonNull(slot, "slot");
      if (space.length() > 64) {
        throw new IllegalArgumentException("the name of a space has at most 64 characters");
      }
    }
  }

  /**
   * How far a token is in its life.
   *
   * @param status whether it still stands for something
   * @param singleUse whether it ends with its first use
   * @param expires when it ends by itself; {@link Instant#MAX} for never
   */
  public record Life(TokenStatus status, boolean singleUse, Instant expires) {
    public Life {
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(expires, "expires");
    }

    /** Active, for any number of uses and for ever. */
    public static final Life UNLIMITED = new Life(TokenStatus.ACTIVE, false, Instant.MAX);

    boolean activeAt(Instant now) {
      return status == TokenStatus.ACTIVE && now.isBefore(expires);
    }
  }

  /** The same, sealed anew under a key. */
  VaultRecord resealed(String key, String sealed) {
    return new VaultRecord(domain, token, place, index, key, version, sealed, life, revision + 1);
  }

  /** What is left of it when the token ends: that it was given, so that it never is again. */
  public VaultRecord ended(TokenStatus status) {
    if (status == TokenStatus.ACTIVE) {
      throw new IllegalArgumentException("an end is not active");
    }
    Life over = new Life(status, life.singleUse(), life.expires());
    return new VaultRecord(
        domain, token, place, "-" + token.value(), key, version, "", over, revision + 1);
  }

  /** Names the record and leaves its content out. */
  @Override
  public String toString() {
    return "VaultRecord["
        + domain
        + ", "
        + token
        + ", "
        + key
        + ", "
        + life.status()
        + ", revision "
        + revision
        + "]";
  }
}
