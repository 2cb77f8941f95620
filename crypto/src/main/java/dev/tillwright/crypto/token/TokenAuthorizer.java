package dev.tillwright.crypto.token;

import dev.tillwright.core.card.SecretAccess;

/**
 * Decides who may see a number again. Without one nobody may.
 *
 * <p><b>Threads.</b> Called on the asker's thread, before anything is looked up; may be called by
 * several at once, and must not block for long.
 */
@FunctionalInterface
public interface TokenAuthorizer {

  /**
   * Whether the asker may.
   *
   * @param domain whose token
   * @param who asks, as the application knows it
   * @param access what for
   */
  boolean allows(TokenDomain domain, String who, SecretAccess access);

  /** Nobody may. */
  static TokenAuthorizer nobody() {
    return (domain, who, access) -> false;
  }
}
