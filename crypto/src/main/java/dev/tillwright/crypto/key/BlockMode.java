package dev.tillwright.crypto.key;

/** How blocks are encrypted where a peer's format demands it. New formats use AES-GCM. */
public enum BlockMode {
  /** Chained, without padding: whole blocks. */
  CBC,
  /** Exactly one block. */
  ECB
}
