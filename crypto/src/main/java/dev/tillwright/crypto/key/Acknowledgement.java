package dev.tillwright.crypto.key;

/**
 * What a caller says aloud before it gets something weak, so that every such place is found by
 * searching for the name.
 */
public enum Acknowledgement {
  /**
   * The keys live in this machine's memory and in a file that a passphrase protects: who reads the
   * memory, or the file and the passphrase, has every card. Not for places that demand a hardware
   * security module.
   */
  KEYS_IN_SOFTWARE,
  /**
   * Key blocks of versions A and C: a MAC of four bytes, and protection by mere variants of the
   * key. For a peer that knows no other.
   */
  OLD_KEY_BLOCKS
}
