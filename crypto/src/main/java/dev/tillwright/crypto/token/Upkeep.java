package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is done to tokens after they were given: taken back, put under another key. */
final class Upkeep {
  private static final int ATTEMPTS = 16;

  /** Damaged, of a newer program, or under a key that is not here or was destroyed too early. */
  private static final Set<String> OF_ONE_RECORD =
      Set.of("vault.damaged", "vault.newer", "key.unknown", "key.state");

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
      Optional<CardContent> opened = opened(record);
      if (opened.isEmpty()) {
        damaged.add(record.token());
        continue;
      }
      try (CardContent content = opened.get()) {
        // One that was changed meanwhile was sealed anew by whoever changed it, or has ended.
        done += vault.replace(record, mint.resealed(record, content)) ? 1 : 0;
      }
    }
    return new Rewrapped(
        done,
        damaged,
        old.size() < limit ? Optional.empty() : Optional.of(old.get(old.size() - 1).token()));
  }

  /** None when this record does not open, for a reason that others need not have. */
  private Optional<CardContent> opened(VaultRecord record) {
    try {
      return Optional.of(opener.open(record));
    } catch (TillwrightException e) {
      if (!OF_ONE_RECORD.contains(e.code())) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
