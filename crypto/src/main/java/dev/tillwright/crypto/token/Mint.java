package dev.tillwright.crypto.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.crypto.key.KeyRefusedException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the records of new tokens of one form. Whether a token is free, only the vault knows. */
final class Mint {
  /**
   * So often a place is drawn; in a space that is nearly full the vault is asked for a free one.
   */
  private static final int DRAWS = 16;

  /** A number encrypts to itself once in a million times at most; another attempt ends that. */
  private static final int SELF_ROUNDS = 4;

  /** So many rotations in the middle of one tokenization are put up with. */
  private static final int ROTATIONS = 4;

  private final TokenVault vault;
  private final TokenDomain domain;
  private final DomainKeys keys;
  private final TokenForm form;
  private final SecureRandom random;

  Mint(TokenVault vault, TokenDomain domain, DomainKeys keys, TokenForm form, SecureRandom random) {
    this.vault = vault;
    this.domain = domain;
    this.keys = keys;
    this.form = form;
    this.random = random;
  }

  /**
   * A token that may be taken; none when all are.
   *
   * @param attempt counts how many were, from 0
   */
  Optional<VaultRecord> fresh(
      CardContent content, String index, VaultRecord.Life life, int attempt) {
    return switch (form.kind()) {
      case CARD, OPAQUE ->
          Optional.of(
              sealed(content, index, life, TokenFormat.random(random), "", OptionalLong.empty()));
      case DIGITS -> drawn(content, index, life, attempt);
      case FF1 -> encrypted(content, index, life, attempt);
    };
  }

  private Optional<VaultRecord> drawn(
      CardContent content, String index, VaultRecord.Life life, int attempt) {
    byte[] digits = content.digits();
    try (DigitSpace space = new DigitSpace(form, digits)) {
      OptionalLong slot =
          attempt < DRAWS ? draw(space) : search(space, random.nextLong(space.size()));
      return slot.isEmpty()
          ? Optional.empty()
          : Optional.of(
              sealed(content, index, life, space.token(slot.getAsLong()), space.name(), slot));
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  private OptionalLong draw(DigitSpace space) {
    long slot = random.nextLong(space.size());
    // The number itself must not be its own token; its neighbour is as random.
    return space.isNumber(slot) ? search(space, slot) : OptionalLong.of(slot);
  }

  /** From a random place up, then from the bottom: whatever is free is found. */
  private OptionalLong search(DigitSpace space, long from) {
    OptionalLong above = free(space, from, space.size());
    return above.isPresent() ? above : free(space, 0, from);
  }

  private OptionalLong free(DigitSpace space, long from, long below) {
    OptionalLong free = vault.firstFree(domain, space.name(), from, below);
    return free.isPresent() && space.isNumber(free.getAsLong())
        ? vault.firstFree(domain, space.name(), free.getAsLong() + 1, below)
        : free;
  }

  private Optional<VaultRecord> encrypted(
      CardContent content, String index, VaultRecord.Life life, int attempt) {
    byte[] digits = content.digits();
    try (DigitSpace space = new DigitSpace(form, digits)) {
      return under(
          keys::currentFf1,
          key -> {
            for (int round = 0; round < SELF_ROUNDS; round++) {
              int at = attempt + round * Issuer.ATTEMPTS;
              int[] numerals = space.numerals();
              int[] encrypted = keys.ff1(key).encrypt(numerals, tweak(domain, space, at));
              Arrays.fill(numerals, 0);
              if (!space.isNumber(encrypted)) {
                Token token = space.token(encrypted);
                VaultRecord.Place place =
                    new VaultRecord.Place(form.toString(), "", OptionalLong.of(at));
                return Optional.of(
                    new VaultRecord(
                        domain, token, place, index, key, CardContent.VERSION, "", life, 0));
              }
            }
            return Optional.empty();
          });
    } finally {
      Arrays.fill(digits, (byte) 0);
    }
  }

  /**
   * With today's key; again with the next one when somebody rotated between asking for the key and
   * using it.
   */
  private static <T> T under(Supplier<String> today, Function<String, T> work) {
    for (int attempt = 1; ; attempt++) {
      String key = today.get();
      try {
        return work.apply(key);
      } catch (KeyRefusedException e) {
        if (!e.code().equals("key.state") || attempt == ROTATIONS || key.equals(today.get())) {
          throw e;
        }
      }
    }
  }

  /** Binds an FF1 token to all that the token shows, to its domain and to the attempt. */
  static byte[] tweak(TokenDomain domain, DigitSpace space, int attempt) {
    return ("tillwright.ff1.1\0" + domain.name() + '\0' + space.name() + '\0' + attempt)
        .getBytes(US_ASCII);
  }

  private VaultRecord sealed(
      CardContent content,
      String index,
      VaultRecord.Life life,
      Token token,
      String space,
      OptionalLong slot) {
    return under(
        keys::current,
        key ->
            new VaultRecord(
                domain,
                token,
                new VaultRecord.Place(form.toString(), space, slot),
                index,
                key,
                CardContent.VERSION,
                seal(content, token, key),
                life,
                0));
  }

  /** The record under today's key. */
  VaultRecord resealed(VaultRecord record, CardContent content) {
    return under(keys::current, key -> record.resealed(key, seal(content, record.token(), key)));
  }

  private String seal(CardContent content, Token token, String key) {
    byte[] context = CardContent.context(domain, token, key);
    return Base64.getEncoder().encodeToString(keys.seal(key, content.bytes(), context));
  }
}
