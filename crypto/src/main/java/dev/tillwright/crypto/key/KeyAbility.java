package dev.tillwright.crypto.key;

/** What a {@link KeyModule} can do. What it does not list is refused by name. */
public enum KeyAbility {
  /** Makes random keys. */
  GENERATE,
  /** Takes clear keys in: from components, from another system. */
  LOAD,
  /** Gives keys out in clear, where their exportability and a {@code SecretAccess} allow. */
  REVEAL,
  /** Keeps keys beyond its closing. */
  DURABLE,
  /** Counts uses durably. */
  COUNT,
  /** AES-GCM. */
  GCM,
  /** CBC without padding. */
  CBC,
  /** One block without chaining. */
  ECB,
  /** CMAC by AES and triple DES. */
  CMAC,
  /** HMAC by SHA-256, SHA-384, SHA-512. */
  HMAC,
  /** ISO 9797-1 algorithms 1 and 3. */
  ISO_9797_1,
  /** AES key wrap, RFC 3394 and 5649. */
  KEY_WRAP,
  /** Runs any {@link KeyTask}; a module without it may still know some by their type. */
  TASKS
}
