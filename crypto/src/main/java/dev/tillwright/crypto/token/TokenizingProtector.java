package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.KeyId;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.KeyRing;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * Protects cards by random tokens and a vault of sealed numbers.
 *
 * <p>A record, version 1, is AES-256-GCM over 32 bytes: expiry {@code YYYYMM}, number, zero bytes.
 * Its nonce is 96 random bits. Its additional data are {@code tillwright.card.1}, domain, token and
 * key id in ASCII with one zero byte between. A card is found again by HMAC-SHA-256 over {@code
 * tillwright.index.1}, domain and the whole number, with one zero byte between, under a key of its
 * own (PCI DSS 4, 3.5.1.1).
 *
 * <p><b>Guarantees.</b>
 *
 * <ul>
 *   <li>A card is sealed durably before its token is given; one number has one token in a domain,
 *       whoever asks at the same time.
 *   <li>A card read with another expiry, or after the seal key was rotated, is sealed anew: the
 *       vault keeps the expiry of the latest reading.
 *   <li>An access is recorded durably before the number leaves; when it cannot be, the number
 *       stays.
 *   <li>A record that was changed, or moved to another token or domain, is refused.
 *   <li>A key seals at most 2^31 messages, counted in the vault before they are sealed.
 *   <li>Working copies of the number are wiped, on failure too.
 * </ul>
 *
 * <p><b>Not promised.</b> Who holds the key ring and the vault has the numbers. Who may write the
 * vault's file can remove records or accesses, or put an old version of both back. The collector of
 * the JVM may have copied a number before it was wiped.
 *
 * <p><b>Threads.</b> Any number at once. The ring and the vault stay the caller's to close.
 */
public final class TokenizingProtector implements CardProtector {
  private static final SecretAccess TO_SEAL = SecretAccess.forPurpose("tokenization");
  private static final String INDEX_LABEL = "tillwright.index.1";
  private static final String FINGERPRINT_LABEL = "tillwright.fingerprint.1";
  private static final int ATTEMPTS = 16;

  private final KeyRing keys;
  private final TokenVault vault;
  private final TokenDomain domain;
  private final Clock clock;
  private final SecureRandom random;
  private final MessageBudget budget;

  private TokenizingProtector(
      KeyRing keys,
      TokenVault vault,
      TokenDomain domain,
      Clock clock,
      SecureRandom random,
      long limit) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.vault = Objects.requireNonNull(vault, "vault");
    this.domain = Objects.requireNonNull(domain, "domain");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.random = Objects.requireNonNull(random, "random");
    this.budget = new MessageBudget(vault, limit);
  }

  /** For {@link TokenDomain#DEFAULT}. */
  public static TokenizingProtector open(KeyRing keys, TokenVault vault) {
    return open(keys, vault, TokenDomain.DEFAULT);
  }

  /** For one domain. */
  public static TokenizingProtector open(KeyRing keys, TokenVault vault, TokenDomain domain) {
    return open(keys, vault, domain, Clock.systemUTC(), new SecureRandom());
  }

  /**
   * For one domain, with the clock that dates accesses and the source of tokens.
   *
   * @throws TillwrightException {@code vault.otherKeys} when the vault was begun with the keys of
   *     another file: one card would get two tokens
   */
  public static TokenizingProtector open(
      KeyRing keys, TokenVault vault, TokenDomain domain, Clock clock, SecureRandom random) {
    return open(keys, vault, domain, clock, random, KeyRing.MAX_MESSAGES);
  }

  static TokenizingProtector open(
      KeyRing keys,
      TokenVault vault,
      TokenDomain domain,
      Clock clock,
      SecureRandom random,
      long limit) {
    KeyId mine = keys.current(KeyPurpose.INDEX);
    KeyId begunWith = vault.indexKey(mine);
    if (!begunWith.equals(mine)) {
      throw new TillwrightException(
          "vault.otherKeys",
          false,
          "the vault was begun with the key " + begunWith + ", these keys have " + mine);
    }
    return new TokenizingProtector(keys, vault, domain, clock, random, limit);
  }

  /**
   * {@inheritDoc}
   *
   * @throws TillwrightException {@code key.exhausted}; {@code vault.damaged} when the record of
   *     this card is not what it was; {@code vault.busy} (retryable) when others kept changing it;
   *     what the store throws
   */
  @Override
  public ProtectedCard protect(CardRead read) {
    Card card = read.card();
    byte[] digits = card.pan().reveal(TO_SEAL);
    try (CardContent content = CardContent.of(digits, card.expiry())) {
      VaultRecord record = settle(content, keyed(KeyPurpose.INDEX, INDEX_LABEL, digits));
      return new ProtectedCard(
          record.token(), card.pan().masked(), record.key().value(), read.entryMode());
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  /** The vault's unique constraint decides a race; the loser takes the winner's record. */
  private VaultRecord settle(CardContent content, String index) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<VaultRecord> found = vault.findByIndex(domain, index);
      if (found.isEmpty()) {
        VaultRecord fresh = seal(content, TokenFormat.random(random), index, 0);
        if (vault.putIfAbsent(fresh)) {
          return fresh;
        }
      } else {
        VaultRecord there = found.get();
        if (upToDate(there, content)) {
          return there;
        }
        VaultRecord next = seal(content, there.token(), index, there.revision() + 1);
        if (vault.replace(there, next)) {
          return next;
        }
      }
    }
    throw new TillwrightException("vault.busy", true, "others keep changing the record of a card");
  }

  private boolean upToDate(VaultRecord record, CardContent content) {
    try (CardContent sealed = unseal(record)) {
      if (!sealed.sameNumber(content)) {
        throw damaged(record); // its index was exchanged with another card's
      }
      return sealed.sameAs(content) && record.key().equals(keys.current(KeyPurpose.SEAL));
    }
  }

  private VaultRecord seal(CardContent content, CardToken token, String index, long revision) {
    KeyId key = keys.current(KeyPurpose.SEAL);
    budget.take(key);
    byte[] sealed = keys.seal(key, content.bytes(), CardContent.context(domain, token, key));
    return new VaultRecord(
        domain,
        token,
        index,
        key,
        CardContent.VERSION,
        Base64.getEncoder().encodeToString(sealed),
        revision);
  }

  /**
   * {@inheritDoc}
   *
   * @throws TillwrightException {@code card.unknown}; {@code vault.damaged} when the record was
   *     changed or moved; {@code key.unknown} when its key is not in this ring; what the store
   *     throws when the access cannot be recorded
   */
  @Override
  public Card reveal(CardToken token, SecretAccess access) {
    Objects.requireNonNull(access, "access");
    Optional<VaultRecord> found = vault.findByToken(domain, token);
    if (found.isEmpty()) {
      record(token, access, AccessRecord.Result.UNKNOWN);
      throw new TillwrightException("card.unknown", false, "there is no such token here");
    }
    Card card;
    try (CardContent content = unseal(found.get())) {
      card = card(content, found.get());
    } catch (TillwrightException e) {
      record(token, access, AccessRecord.Result.REFUSED);
      throw e;
    }
    boolean recorded = false;
    try {
      record(token, access, AccessRecord.Result.REVEALED);
      recorded = true;
      return card;
    } finally {
      if (!recorded) {
        card.close();
      }
    }
  }

  /**
   * A keyed fingerprint of a number in this domain, to match cards outside the vault: 64 hex digits
   * of HMAC-SHA-256 under a key that serves nothing else. Two domains' fingerprints of one card are
   * unrelated. The number stays the caller's to close.
   */
  public String fingerprint(Pan pan) {
    byte[] digits = pan.reveal(SecretAccess.forPurpose("fingerprint"));
    try {
      return keyed(KeyPurpose.FINGERPRINT, FINGERPRINT_LABEL, digits);
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "TokenizingProtector[" + domain + "]";
  }

  private CardContent unseal(VaultRecord record) {
    if (record.version() != CardContent.VERSION) {
      throw new TillwrightException(
          "vault.newer", false, "a newer program sealed the record of " + record.token());
    }
    try {
      return CardContent.unsealed(
          keys.open(
              record.key(),
              Base64.getDecoder().decode(record.sealed()),
              CardContent.context(domain, record.token(), record.key())));
    } catch (IllegalArgumentException notBase64) {
      throw damaged(record);
    } catch (TillwrightException e) {
      if (e.code().equals("key.refused")) {
        throw damaged(record);
      }
      throw e;
    }
  }

  private static Card card(CardContent content, VaultRecord record) {
    try {
      return content.card();
    } catch (IllegalArgumentException notACard) {
      throw damaged(record);
    }
  }

  private void record(CardToken token, SecretAccess access, AccessRecord.Result result) {
    vault.record(
        new AccessRecord(
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            domain,
            token,
            access.purpose(),
            result));
  }

  private String keyed(KeyPurpose purpose, String label, byte[] digits) {
    byte[] message = CardContent.keyed(label, domain, digits);
    try {
      return HexFormat.of().formatHex(keys.mac(keys.current(purpose), message));
    } finally {
      Arrays.fill(message, (byte) 0);
    }
  }

  private static TillwrightException damaged(VaultRecord record) {
    return new TillwrightException(
        "vault.damaged", false, "the record of " + record.token() + " is not what was sealed");
  }
}
