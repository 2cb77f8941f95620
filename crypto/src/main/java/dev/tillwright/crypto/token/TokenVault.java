package dev.tillwright.crypto.token;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.crypto.key.KeyId;
import java.util.List;
import java.util.Optional;

/**
 * Where sealed cards lie. A vault sees ciphertext and keyed indexes only; it cannot open what it
 * keeps.
 *
 * <p><b>Implementers promise.</b> A method that changes something has changed it durably when it
 * returns. Of records with the same domain and index, or the same domain and token, one is kept,
 * whoever asks at the same time. Any number of threads; waiting is bounded. What cannot be done
 * throws {@link dev.tillwright.core.TillwrightException} and changed nothing.
 */
public interface TokenVault extends AutoCloseable {

  /**
   * The index key that this vault was begun with; keeps {@code mine} when there is none yet. A
   * vault used with another index key would give one card two tokens.
   */
  KeyId indexKey(KeyId mine);

  /** The record of a card, by its keyed index. */
  Optional<VaultRecord> findByIndex(TokenDomain domain, String index);

  /** The record behind a token. */
  Optional<VaultRecord> findByToken(TokenDomain domain, CardToken token);

  /** Keeps the record, or answers false when its index or its token is there already. */
  boolean putIfAbsent(VaultRecord record);

  /**
   * Puts {@code next} where {@code expected} is, or answers false when that revision is no longer
   * there. Both have the same domain, token and index; the revision of {@code next} is one more.
   */
  boolean replace(VaultRecord expected, VaultRecord next);

  /**
   * Adds to the messages that a key may have sealed, before they are; answers false, and adds
   * nothing, when they would be more than {@code limit}.
   */
  boolean countMessages(KeyId key, long messages, long limit);

  /** Keeps the record of an access. */
  void record(AccessRecord access);

  /** The latest accesses to a token, newest first, at most {@code limit} of 1 to 10,000. */
  List<AccessRecord> accesses(TokenDomain domain, CardToken token, int limit);

  /** Releases what is held. May be called again; after it every method may throw. */
  @Override
  void close();
}
