package dev.tillwright.core.access;

/**
 * The port to a slow, memory-hard hash for PINs and passwords (Argon2id, RFC 9106), brought by the
 * crypto module. Without one, operators with secrets are refused.
 *
 * <p><b>Guarantee.</b> A stored text carries its algorithm, parameters and salt, so a text written
 * with old parameters still verifies. Nothing of the secret can be read back from it. The secret is
 * neither kept nor changed: wiping the array is the caller's duty.
 *
 * <p><b>Threads.</b> Any number at once. A call takes tens of milliseconds on purpose.
 */
public interface SecretHasher {

  /**
   * Hashes a secret under a fresh salt, so that equal secrets give different texts.
   *
   * @param secret 1 to 1,024 characters
   * @return printable ASCII, at most 512 characters
   * @throws IllegalArgumentException when the secret is empty or too long; says nothing of it
   */
  String hash(char[] secret);

  /**
   * Whether {@code stored} was made from this secret. Compares in constant time. A text that is not
   * one of this hasher's, or that asks for more memory or time than it allows, answers {@code
   * false}.
   */
  boolean verify(char[] secret, String stored);

  /**
   * Whether {@code stored} was made with weaker or older parameters than {@link #hash} uses now.
   */
  boolean needsRehash(String stored);
}
