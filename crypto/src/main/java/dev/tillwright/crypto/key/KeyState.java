package dev.tillwright.crypto.key;

/** Where a key is in its life (NIST SP 800-57 part 1, 7). It only moves down this list. */
public enum KeyState {
  /** Protects and processes. */
  ACTIVE,
  /**
   * Processes what was protected before: decrypts, unwraps, verifies, derives; protects nothing.
   */
  DECRYPT_ONLY,
  /** Its bytes are gone; only this record of it remains. */
  DESTROYED
}
