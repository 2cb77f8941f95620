package dev.tillwright.crypto.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where tokens and sealed numbers lie. A vault sees ciphertext and keyed indexes only; it cannot
 * open what it keeps. {@link TokenVaultContract} checks one.
 *
 * <p><b>Implementers promise.</b> A method that changes something has changed it durably, and as
 * one step, when it returns. Of records with the same domain and index, or the same domain and
 * token, one is kept, whoever asks at the same time. A token that ended stays known, so that it is
 * never given again. Any number of threads and processes; waiting is bounded. What cannot be done
 * throws {@link dev.tillwright.core.TillwrightException} and changed nothing; only after {@code
 * store.unknown} it may have.
 */
public interface TokenVault extends AutoCloseable {
  /** The most that one call takes or lists. */
  int MAX_BATCH = 10_000;

  /** Keeps a value under a name, once and for all, and answers what is kept. */
  String keepOnce(String name, String value);

  /** The record of an active token, by the keyed index of its number. */
  Optional<VaultRecord> findByIndex(TokenDomain domain, String index);

  /** The record of a token, also of one that ended. */
  Optional<VaultRecord> findByToken(TokenDomain domain, Token token);

  /** Keeps the record, or answers false when its index or its token is there already. */
  boolean putIfAbsent(VaultRecord record);

  /** As {@link #putIfAbsent} for each in turn, but durable together; up to {@link #MAX_BATCH}. */
  List<Boolean> putAll(List<VaultRecord> records);

  /**
   * Puts {@code next} where {@code expected} is, or answers false when that revision is no longer
   * there. Both have the same domain and token; the revision of {@code next} is one more.
   */
  boolean replace(VaultRecord expected, VaultRecord next);

  /**
   * Records the access and, when the token was for one use, ends it; answers false, and does
   * neither, when that revision is no longer there.
   */
  boolean admit(VaultRecord expected, AccessRecord access);

  /** The lowest slot of a space, from {@code from} up to and without {@code below}, not taken. */
  OptionalLong firstFree(TokenDomain domain, String space, long from, long below);

  /**
   * Active records with something sealed under another key than {@code current}, in the order of
   * their tokens, those after {@code after}, at most {@code limit}.
   */
  List<VaultRecord> sealedByOthers(
      TokenDomain domain, String current, Optional<Token> after, int limit);

  /** Ends tokens whose time is over, at most {@code limit}; answers how many. */
  int endExpired(TokenDomain domain, Instant now, int limit);

  /**
   * Adds to the messages that a key may have sealed, before they are; answers false, and adds
   * nothing, when they would be more than {@code limit}.
   */
  boolean countMessages(String key, long messages, long limit);

  /** How many messages are counted for a key; zero for one that sealed nothing here. */
  long messages(String key);

  /** Keeps the record of an access. */
  void record(AccessRecord access);

  /** The latest accesses to a token, newest first, at most {@code limit}. */
  List<AccessRecord> accesses(TokenDomain domain, Token token, int limit);

  /** Releases what is held. May be called again; after it every method may throw. */
  @Override
  void close();
}
