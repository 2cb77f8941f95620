package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Keys;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts tokens in the place of card numbers in one domain, by one policy, and gives numbers back to
 * those who may have them.
 *
 * <p>Defaults: {@link TokenDomain#DEFAULT}, opaque tokens, and nobody may see a number again.
 *
 * <p><b>Guarantees.</b>
 *
 * <ul>
 *   <li>A token is durable before it is given. Unless the policy says otherwise one number has one
 *       token in a domain, whoever asks at the same time; in another domain it has unrelated ones.
 *   <li>A token that was given once is never given again, for whatever number.
 *   <li>A number leaves only after its access was recorded durably, with who and what for.
 *   <li>A token of another domain, one that was revoked, used up or is over, and one that never
 *       was, have one answer: nothing.
 *   <li>Where few tokens are left for a number, the last free one is found; when there is none,
 *       {@code token.exhausted} says so. Nothing is tried without a bound.
 * </ul>
 *
 * <p><b>Not promised.</b> Who holds the keys and the vault has the numbers. A token that keeps BIN
 * and last four shows them.
 *
 * <p><b>Threads.</b> Any number at once, and several programs over one vault where the keys' module
 * admits several: a {@code SoftwareModule} is one program's. Keys and vault stay the caller's to
 * close.
 */
public final class Tokenizer {
  /** The most numbers or tokens of one batch. */
  public static final int MAX_BATCH = 1_000;

  private static final SecretAccess TO_SEAL = SecretAccess.forPurpose("tokenization");

  private final TokenVault vault;
  private final TokenDomain domain;
  private final TokenPolicy policy;
  private final HandleKeys keys;
  private final TokenAuthorizer authorizer;
  private final InstantSource clock;
  private final Issuer issuer;
  private final Revealer revealer;
  private final Upkeep upkeep;

  private Tokenizer(Builder builder) {
    this.vault = builder.vault;
    this.domain = builder.domain;
    this.policy = builder.policy;
    this.authorizer = builder.authorizer;
    this.clock = builder.clock;
    this.keys = HandleKeys.open(builder.keys, domain);
    Fingerprints.sameIndexKey(keys, vault);
    this.issuer = new Issuer(vault, domain, keys, policy.form(), policy, clock, builder.random);
    this.revealer = new Revealer(vault, domain, keys, clock);
    this.upkeep = new Upkeep(vault, domain, keys, builder.random);
  }

  /** A tokenizer over these keys and this vault. */
  public static Builder builder(Keys keys, TokenVault vault) {
    return new Builder(keys, vault);
  }

  /**
   * The number's token; the number stays the caller's to close.
   *
   * @throws IllegalArgumentException when the number is shorter than the policy takes
   * @throws TillwrightException {@code token.exhausted}, {@code token.shredded}, {@code
   *     vault.damaged}, {@code vault.busy} (retryable), what keys and store throw
   */
  public Token tokenize(Pan pan) {
    try (CardContent content = content(pan)) {
      return issuer.issue(content).token();
    }
  }

  /** The tokens of up to {@link #MAX_BATCH} numbers, in their order; as {@link #tokenize}. */
  public List<Token> tokenizeAll(List<Pan> pans) {
    bounded(pans);
    List<CardContent> contents = new ArrayList<>();
    try {
      pans.forEach(pan -> contents.add(content(pan)));
      return issuer.issueAll(contents).stream().map(VaultRecord::token).toList();
    } finally {
      contents.forEach(CardContent::close);
    }
  }

  private CardContent content(Pan pan) {
    alive();
    if (pan.length() < policy.shortest()) {
      throw new IllegalArgumentException(
          "the policy takes card numbers of " + policy.shortest() + " digits and more");
    }
    byte[] digits = pan.reveal(TO_SEAL);
    try {
      return CardContent.ofNumber(digits);
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  /**
   * The number behind a token, for the caller to close; none when this domain has no such token, or
   * no longer. Where a card number was passed for a token the record of it holds its mask.
   *
   * @param who asks: 1 to 64 printable characters
   * @param access what for
   * @throws TillwrightException {@code token.denied} when the asker may not, which is recorded;
   *     {@code vault.damaged} when the record was changed or moved; what the store throws when the
   *     access cannot be recorded
   */
  public Optional<Pan> detokenize(Token token, String who, SecretAccess access) {
    if (!authorizer.allows(domain, who, access)) {
      revealer.record(token, who, access, AccessRecord.Result.DENIED);
      throw new TillwrightException(
          "token.denied", false, "the asker may not see numbers of the domain " + domain);
    }
    return revealer.reveal(token, who, access, CardContent::pan);
  }

  /**
   * The numbers behind up to {@link #MAX_BATCH} tokens, in their order; each as {@link
   * #detokenize}. When one throws, those before it are wiped; their accesses stay recorded.
   */
  public List<Optional<Pan>> detokenizeAll(List<Token> tokens, String who, SecretAccess access) {
    bounded(tokens);
    List<Optional<Pan>> found = new ArrayList<>();
    boolean done = false;
    try {
      for (Token token : tokens) {
        found.add(detokenize(token, who, access));
      }
      done = true;
      return found;
    } finally {
      if (!done) {
        found.forEach(each -> each.ifPresent(Pan::close));
      }
    }
  }

  private static void bounded(List<?> batch) {
    if (batch.size() > MAX_BATCH) {
      throw new IllegalArgumentException("a batch has at most " + MAX_BATCH + " parts");
    }
  }

  /** Ends a token for good and forgets what it stood for; false when there is no such token. */
  public boolean revoke(Token token) {
    return upkeep.revoke(token, clock.instant());
  }

  /**
   * A keyed fingerprint of a number in this domain, to match cards outside the vault: 64 hex digits
   * of HMAC-SHA-256 over the whole number, under a key that serves nothing else and no other
   * domain. The number stays the caller's to close.
   */
  public String fingerprint(Pan pan) {
    alive();
    return new Fingerprints(domain, keys).of(pan);
  }

  /** The latest accesses to a token, newest first, at most {@code limit} of 1 to 10,000. */
  public List<AccessRecord> accesses(Token token, int limit) {
    return vault.accesses(domain, token, limit);
  }

  /**
   * From now on fresh keys seal and encrypt. {@link #rewrap} brings over what older ones sealed;
   * vaultless tokens stay with the key that made them, and numbers that have one keep it.
   */
  public void rotate() {
    alive();
    keys.rotate();
  }

  /**
   * Puts up to {@code limit} numbers under today's key, beside all other work. To be called again
   * with what it answers, until there is no next.
   *
   * @param after where the last step ended; none to begin with
   * @param limit 1 to 10,000
   */
  public Rewrapped rewrap(Optional<Token> after, int limit) {
    alive();
    return upkeep.rewrap(after, limit);
  }

  /**
   * Ends up to {@code limit} tokens whose time is over and forgets what they stood for; answers how
   * many, to be called again until that is 0.
   *
   * @param limit 1 to 10,000
   */
  public int endExpired(int limit) {
    return vault.endExpired(domain, clock.instant(), limit);
  }

  /**
   * Destroys all keys of the domain, for good: whatever the vault and its backups hold of it opens
   * no more, and no number can be matched with it. May be called again after a crash.
   */
  public void shred() {
    keys.shred();
  }

  private void alive() {
    if (keys.shredded()) {
      throw new TillwrightException(
          "token.shredded", false, "the domain " + domain + " was shredded");
    }
  }

  @Override
  public String toString() {
    return "Tokenizer[" + domain + ", " + policy + "]";
  }

  /** Makes a tokenizer. For one thread. */
  public static final class Builder {
    private final Keys keys;
    private final TokenVault vault;
    private TokenDomain domain = TokenDomain.DEFAULT;
    private TokenPolicy policy = TokenPolicy.opaque().build();
    private TokenAuthorizer authorizer = TokenAuthorizer.nobody();
    private InstantSource clock = InstantSource.system();
    private SecureRandom random = new SecureRandom();

    private Builder(Keys keys, TokenVault vault) {
      this.keys = Objects.requireNonNull(keys, "keys");
      this.vault = Objects.requireNonNull(vault, "vault");
    }

    /** Whose tokens. */
    public Builder domain(TokenDomain domain) {
      this.domain = Objects.requireNonNull(domain, "domain");
      return this;
    }

    /** What tokens. */
    public Builder policy(TokenPolicy policy) {
      this.policy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /** Who may see a number again. */
    public Builder authorizer(TokenAuthorizer authorizer) {
      this.authorizer = Objects.requireNonNull(authorizer, "authorizer");
      return this;
    }

    /** The time by which tokens end and accesses are dated. */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** The source of tokens. */
    public Builder random(SecureRandom random) {
      this.random = Objects.requireNonNull(random, "random");
      return this;
    }

    /**
     * Opens it; makes the domain's keys when there are none.
     *
     * @throws TillwrightException {@code vault.otherKeys} when the vault was begun with other keys:
     *     one number would get two tokens; what keys and store throw
     */
    public Tokenizer open() {
      return new Tokenizer(this);
    }
  }
}
