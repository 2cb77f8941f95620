package dev.tillwright.crypto.key;

import java.util.Locale;

/**
 * The one thing a key may do (NIST SP 800-57 part 1, 5.2: a key serves one purpose). Every purpose
 * has random keys of its own.
 */
public enum KeyPurpose {
  /** Encrypts records: AES-256-GCM. Rotates; older keys still open what they sealed. */
  SEAL,
  /** Finds a card again by its number: HMAC-SHA-256. */
  INDEX,
  /** Compares cards outside the vault: HMAC-SHA-256. */
  FINGERPRINT;

  /** As it begins a key's id: {@code seal}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
