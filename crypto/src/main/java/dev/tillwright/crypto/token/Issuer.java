package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives numbers their tokens. The vault's unique constraints decide every race; the loser takes the
 * winner's token, or tries another one, a bounded number of times.
 */
final class Issuer {
  static final int ATTEMPTS = 64;
  private static final int NONCE = 16;

  private final TokenVault vault;
  private final TokenDomain domain;
  private final DomainKeys keys;
  private final TokenPolicy policy;
  private final TokenForm form;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Mint mint;
  private final Opener opener;

  Issuer(
      TokenVault vault,
      TokenDomain domain,
      DomainKeys keys,
      TokenForm form,
      TokenPolicy policy,
      InstantSource clock,
      SecureRandom random) {
    this.vault = vault;
    this.domain = domain;
    this.keys = keys;
    this.policy = policy;
    this.form = form;
    this.clock = clock;
    this.random = random;
    this.mint = new Mint(vault, domain, keys, form, random);
    this.opener = new Opener(domain, keys);
  }

  VaultRecord issue(CardContent content) {
    return issue(content, index(content));
  }

  /** All in one durable step, but for those that have a token or lose a race for one. */
  List<VaultRecord> issueAll(List<CardContent> contents) {
    List<String> indexes = contents.stream().map(this::index).toList();
    Map<Integer, VaultRecord> made = new TreeMap<>();
    for (int i = 0; i < contents.size(); i++) {
      int place = i;
      if (there(indexes.get(i)).isEmpty()) {
        mint.fresh(contents.get(i), indexes.get(i), life(), 0)
            .ifPresent(record -> made.put(place, record));
      }
    }
    List<Boolean> kept = vault.putAll(List.copyOf(made.values()));
    Iterator<Boolean> each = kept.iterator();
    made.values().removeIf(record -> !each.next());
    List<VaultRecord> issued = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      VaultRecord record = made.get(i);
      issued.add(record != null ? record : issue(contents.get(i), indexes.get(i)));
    }
    return issued;
  }

  private VaultRecord issue(CardContent content, String index) {
    int taken = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<VaultRecord> found = there(index);
      if (found.isPresent()) {
        Optional<VaultRecord> usable = renewed(found.get(), content);
        if (usable.isPresent()) {
          return usable.get();
        }
        continue;
      }
      Optional<VaultRecord> fresh = mint.fresh(content, index, life(), attempt);
      if (fresh.isEmpty()) {
        // The last free one may just have been given to this very number.
        return there(index).orElseThrow(Issuer::exhausted);
      }
      if (put(fresh.get())) {
        return fresh.get();
      }
      taken++;
    }
    if (!form.sealed() && taken == ATTEMPTS) {
      throw exhausted(); // each attempt has one token, and trying again has the same ones
    }
    throw new TillwrightException("vault.busy", true, "others keep changing the record of a card");
  }

  private Optional<VaultRecord> there(String index) {
    return policy.oneTime() ? Optional.empty() : vault.findByIndex(domain, index);
  }

  private boolean put(VaultRecord record) {
    try {
      return vault.putIfAbsent(record);
    } catch (TillwrightException e) {
      if (e.code().equals("store.unknown")) {
        return false; // looking again shows whether it is there
      }
      throw e;
    }
  }

  /** The record that is there, brought up to date; none when it has to be looked at again. */
  private Optional<VaultRecord> renewed(VaultRecord record, CardContent content) {
    if (!record.life().activeAt(clock.instant())) {
      vault.replace(record, record.ended(TokenStatus.EXPIRED));
      return Optional.empty();
    }
    try (CardContent there = opener.open(record)) {
      if (!there.sameNumber(content)) {
        throw Opener.damaged(record); // its index was exchanged with another card's
      }
      boolean current = !form.sealed() || record.key().equals(keys.current());
      if (current && there.sameAs(content)) {
        return Optional.of(record);
      }
    }
    VaultRecord next = mint.resealed(record, content);
    return vault.replace(record, next) ? Optional.of(next) : Optional.empty();
  }

  private VaultRecord.Life life() {
    Instant expires = policy.expiry(clock.instant());
    return new VaultRecord.Life(
        TokenStatus.ACTIVE,
        policy.singleUse(),
        expires.equals(Instant.MAX) ? expires : expires.truncatedTo(ChronoUnit.MILLIS));
  }

  /** For one-time tokens one that nobody can compute again. */
  private String index(CardContent content) {
    byte[] digits = content.digits();
    byte[] message = CardContent.indexed(domain, form, digits);
    byte[] whole = message;
    try {
      if (policy.oneTime()) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        whole = Arrays.copyOf(message, message.length + NONCE);
        System.arraycopy(nonce, 0, whole, message.length, NONCE);
      }
      return HexFormat.of().formatHex(keys.index(whole));
    } finally {
      Arrays.fill(digits, (byte) 0);
      Arrays.fill(message, (byte) 0);
      Arrays.fill(whole, (byte) 0);
    }
  }

  private static TillwrightException exhausted() {
    return new TillwrightException(
        "token.exhausted", false, "every token that this policy allows for the number is taken");
  }
}
