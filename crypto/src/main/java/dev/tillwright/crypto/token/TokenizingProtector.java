package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.KeyRing;
import dev.tillwright.crypto.key.Keys;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
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
 *   <li>A key seals at most 2^31 messages, counted before they are sealed: those of a ring in the
 *       vault, those of {@link Keys} in their module.
 *   <li>Working copies of the number are wiped, on failure too.
 * </ul>
 *
 * <p><b>Not promised.</b> Who holds the keys and the vault has the numbers. Who may write the
 * vault's file can remove records or accesses, or put an old version of both back. The collector of
 * the JVM may have copied a number before it was wiped.
 *
 * <p><b>Threads.</b> Any number at once. The keys and the vault stay the caller's to close.
 */
public final class TokenizingProtector implements CardProtector {
  private static final SecretAccess TO_SEAL = SecretAccess.forPurpose("tokenization");
  private static final String WHO = "till";

  private final TokenDomain domain;
  private final Issuer issuer;
  private final Revealer revealer;
  private final Fingerprints fingerprints;
  private final Upkeep upkeep;

  private TokenizingProtector(
      DomainKeys keys, TokenVault vault, TokenDomain domain, Clock clock, SecureRandom random) {
    this.domain = Objects.requireNonNull(domain, "domain");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(random, "random");
    Fingerprints.sameIndexKey(keys, vault);
    TokenPolicy policy = TokenPolicy.opaque().build();
    this.issuer = new Issuer(vault, domain, keys, TokenForm.CARD, policy, clock, random);
    this.revealer = new Revealer(vault, domain, keys, clock);
    this.fingerprints = new Fingerprints(domain, keys);
    this.upkeep = new Upkeep(vault, domain, keys, random);
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
    return new TokenizingProtector(new RingKeys(keys, vault, limit), vault, domain, clock, random);
  }

  /**
   * For one domain with keys of its own, which {@link Tokenizer#shred} can destroy. What was sealed
   * under a ring does not open with these, nor the other way round.
   *
   * @throws TillwrightException {@code vault.otherKeys}
   */
  public static TokenizingProtector open(
      Keys keys, TokenVault vault, TokenDomain domain, Clock clock, SecureRandom random) {
    return new TokenizingProtector(HandleKeys.open(keys, domain), vault, domain, clock, random);
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
      VaultRecord record = issuer.issue(content);
      return new ProtectedCard(
          record.token().cardToken(), card.pan().masked(), record.key(), read.entryMode());
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
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
    return revealer
        .reveal(Token.of(token), WHO, access, CardContent::card)
        .orElseThrow(
            () -> new TillwrightException("card.unknown", false, "there is no such token here"));
  }

  /**
   * A keyed fingerprint of a number in this domain, to match cards outside the vault: 64 hex digits
   * of HMAC-SHA-256 under a key that serves nothing else. Two domains' fingerprints of one card are
   * unrelated. The number stays the caller's to close.
   */
  public String fingerprint(Pan pan) {
    return fingerprints.of(pan);
  }

  /**
   * After the seal key was rotated: puts up to {@code limit} cards of this domain under today's
   * key, beside all other work. To be called again with what it answers, until there is no next;
   * then the old key can be destroyed, when nothing else was sealed under it.
   *
   * @param after where the last step ended; none to begin with
   * @param limit 1 to 10,000
   * @throws TillwrightException {@code key.exhausted}; what the store throws
   */
  public Rewrapped rewrap(Optional<Token> after, int limit) {
    return upkeep.rewrap(after, limit);
  }

  @Override
  public String toString() {
    return "TokenizingProtector[" + domain + "]";
  }
}
