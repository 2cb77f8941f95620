package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done to tokens after they were given: taken back, put under another key. */
final class Upkeep {
  private static final int ATTEMPTS = 16;

  private final TokenVault vault;
  private final TokenDomain domain;
  private final DomainKeys keys;
  private final Opener opener;
  private final Mint mint;

  Upkeep(TokenVault vault, TokenDomain domain, DomainKeys keys, SecureRandom random) {
    this.vault = vault;
    this.domain = domain;
    this.keys = keys;
    this.opener = new Opener(domain, keys);
    this.mint = new Mint(vault, domain, keys, TokenForm.OPAQUE, random);
  }

  boolean revoke(Token token, Instant now) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<VaultRecord> found = vault.findByToken(domain, token);
      if (found.isEmpty() || !found.get().life().activeAt(now)) {
        return false;
      }
      if (vault.replace(found.get(), found.get().ended(TokenStatus.REVOKED))) {
        return true;
      }
    }
    throw new TillwrightException("vault.busy", true, "others keep changing the record of a card");
  }

  Rewrapped rewrap(Optional<Token> after, int limit) {
    List<VaultRecord> old = vault.sealedByOthers(domain, keys.current(), after, limit);
    List<Token> damaged = new ArrayList<>();
    int done = 0;
    for (VaultRecord record : old) {
      try (CardContent content = opener.open(record)) {
        // One that was changed meanwhile was sealed anew by whoever changed it, or has ended.
        done += vault.replace(record, mint.resealed(record, content)) ? 1 : 0;
      } catch (TillwrightException e) {
        if (!e.code().equals("vault.damaged")) {
          throw e;
        }
        damaged.add(record.token());
      }
    }
    return new Rewrapped(
        done,
        damaged,
        old.size() < limit ? Optional.empty() : Optional.of(old.get(old.size() - 1).token()));
  }
}
