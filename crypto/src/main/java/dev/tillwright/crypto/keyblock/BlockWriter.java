package dev.tillwright.crypto.keyblock;

import dev.tillwright.crypto.key.KeyAlgorithm;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.OptionalInt;

/** Writes a block, strictly as ANSI X9.143 has it. */
final class BlockWriter {
  private static final int LONGEST_AES = 32;
  private static final int LONGEST_TDES = 24;

  private BlockWriter() {}

  /**
   * The block.
   *
   * @param header padded here
   * @throws IllegalArgumentException when the block would be too long, or the padding does not fit
   */
  static KeyBlock write(
      KeyBlockHeader header, byte[] kbpk, byte[] key, OptionalInt padding, SecureRandom random) {
    KeyBlockHeader padded = header.padded();
    KeyBlockVersion version = header.version();
    int block = version.blockBytes();
    int fill = padding.orElseGet(() -> KeyContent.padding(key.length, hiding(header), block));
    int plainLength = 2 + key.length + fill;
    if (plainLength % block != 0) {
      throw new IllegalArgumentException("the key padding does not fill whole blocks");
    }
    int total = padded.length() + 2 * (plainLength + version.macBytes());
    if (total > KeyBlockHeader.MAX_TEXT) {
      throw new IllegalArgumentException("a key block has at most 9999 characters");
    }
    String head = padded.text(total);
    byte[] plain = KeyContent.compose(key, fill, random);
    try (BlockProtection protection = new BlockProtection(version, kbpk)) {
      return KeyBlock.parse(head + protection.protect(head, plain));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** As long as the longest key of the algorithm, so that the block does not tell which it is. */
  private static int hiding(KeyBlockHeader header) {
    KeyAlgorithm algorithm = header.knownAlgorithm().orElseThrow();
    return switch (algorithm) {
      case AES -> LONGEST_AES;
      case TDES, DES -> LONGEST_TDES;
      default -> 0;
    };
  }
}
