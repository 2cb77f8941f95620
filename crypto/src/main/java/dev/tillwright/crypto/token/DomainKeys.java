package dev.tillwright.crypto.token;

import dev.tillwright.crypto.fpe.Ff1;

/** The keys of one domain, wherever they live. Any number of threads. */
interface DomainKeys {

  /** Names the index key so that another one is told from it. */
  String indexIdentity();

  /** Where a vault keeps {@link #indexIdentity}. */
  String indexSetting();

  /** The key to seal with today. */
  String current();

  /** Nonce, ciphertext, tag under {@link #current}. */
  byte[] seal(String key, byte[] plain, byte[] context);

  /** What was sealed, for the caller to wipe; {@code key.refused} when it does not open. */
  byte[] open(String key, byte[] sealed, byte[] context);

  /** 32 bytes by which a number is found again. */
  byte[] index(byte[] message);

  /** 32 bytes by which numbers are matched outside the vault. */
  byte[] fingerprint(byte[] message);

  /** The key that encrypts numbers into tokens today; {@code key.unknown} where there is none. */
  String currentFf1();

  /** FF1 in decimal under a key. */
  Ff1 ff1(String key);

  /** Whether the keys were destroyed, and with them all that was protected. */
  boolean shredded();
}
