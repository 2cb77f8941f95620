package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Gives a number back: recorded before it leaves, and not at all when it cannot be recorded. */
final class Revealer {
  private static final int ATTEMPTS = 16;

  private final TokenVault vault;
  private final TokenDomain domain;
  private final DomainKeys keys;
  private final InstantSource clock;
  private final Opener opener;

  Revealer(TokenVault vault, TokenDomain domain, DomainKeys keys, InstantSource clock) {
    this.vault = vault;
    this.domain = domain;
    this.keys = keys;
    this.clock = clock;
    this.opener = new Opener(domain, keys);
  }

  /**
   * What is behind a token, for the caller to close; none for one of another domain, one that was
   * revoked, used up or is over, and one that never was.
   *
   * @param read what is made of the content while it is open
   */
  <T extends AutoCloseable> Optional<T> reveal(
      Token token, String who, SecretAccess access, Read<T> read) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<VaultRecord> found =
          keys.shredded() ? Optional.empty() : vault.findByToken(domain, token);
      if (found.isEmpty() || !found.get().life().activeAt(clock.instant())) {
        record(token, who, access, AccessRecord.Result.UNKNOWN);
        return Optional.empty();
      }
      T value = opened(found.get(), who, access, read);
      boolean given = false;
      try {
        given = vault.admit(found.get(), entry(token, who, access, AccessRecord.Result.REVEALED));
        if (given) {
          return Optional.of(value);
        }
      } finally {
        if (!given) {
          closed(value);
        }
      }
    }
    throw new TillwrightException("vault.busy", true, "others keep changing the record of a card");
  }

  /** Makes something of an open content. */
  @FunctionalInterface
  interface Read<T> {
    T of(CardContent content);
  }

  private <T> T opened(VaultRecord record, String who, SecretAccess access, Read<T> read) {
    try (CardContent content = opener.open(record)) {
      return read.of(content);
    } catch (IllegalArgumentException notACard) {
      record(record.token(), who, access, AccessRecord.Result.REFUSED);
      throw Opener.damaged(record);
    } catch (TillwrightException e) {
      record(record.token(), who, access, AccessRecord.Result.REFUSED);
      throw e;
    }
  }

  private static void closed(AutoCloseable value) {
    try {
      value.close();
    } catch (Exception e) {
      throw new IllegalStateException("wiping does not fail", e);
    }
  }

  /** Records that nothing was given. */
  void record(Token token, String who, SecretAccess access, AccessRecord.Result result) {
    vault.record(entry(noNumber(token), who, access, result));
  }

  /** A card number that was passed for a token is no record's to keep: its mask is. */
  private Token noNumber(Token token) {
    try (Pan pan = Pan.of(token.value().replace("-", ""))) {
      return vault.findByToken(domain, token).isPresent() ? token : Token.of(pan.masked().text());
    } catch (IllegalArgumentException none) {
      return token;
    }
  }

  private AccessRecord entry(
      Token token, String who, SecretAccess access, AccessRecord.Result result) {
    return new AccessRecord(
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        domain,
        token,
        who,
        access.purpose(),
        result);
  }
}
