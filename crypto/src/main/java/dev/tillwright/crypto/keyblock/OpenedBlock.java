package dev.tillwright.crypto.keyblock;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeySpec;
import java.util.Arrays;
import java.util.OptionalInt;

/** A block whose MAC was checked, with its clear key, which is wiped by {@link #close}. */
final class OpenedBlock implements AutoCloseable {
  private final KeyBlockHeader header;
  private final KeySpec spec;
  private final byte[] key;

  private OpenedBlock(KeyBlockHeader header, KeySpec spec, byte[] key) {
    this.header = header;
    this.spec = spec;
    this.key = key;
  }

  /**
   * Opens a block; the protection key stays the caller's to wipe.
   *
   * @throws TillwrightException {@code keyblock.protection} before any cryptography; {@code
   *     keyblock.refused} for every kind of corruption; {@code keyblock.notUnderstood}, {@code
   *     key.strength} for a block that is authentic
   */
  static OpenedBlock of(String text, KeySpec kbpk, byte[] kbpkBytes) {
    if (!text.isEmpty()) {
      KeyBlockVersion.of(text.charAt(0))
          .ifPresent(version -> Refusals.protectionFits(version, kbpk));
    }
    KeyBlock block = parse(text);
    byte[] plain;
    try (BlockProtection protection = new BlockProtection(block.header().version(), kbpkBytes)) {
      plain = protection.reveal(block).orElseThrow(Refusals::refused);
    }
    byte[] key;
    try {
      key = KeyContent.key(plain).orElseThrow(Refusals::refused);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
    try {
      KeySpec spec = spec(block.header(), key);
      Refusals.strongEnough(kbpk, spec);
      if (!CheckValues.agree(block.header(), CheckValues.KEY, spec.algorithm(), key)
          || !CheckValues.agree(
              block.header(), CheckValues.PROTECTION, kbpk.algorithm(), kbpkBytes)) {
        throw Refusals.refused();
      }
      return new OpenedBlock(block.header(), spec, key);
    } catch (TillwrightException e) {
      Arrays.fill(key, (byte) 0);
      throw e;
    }
  }

  private static KeyBlock parse(String text) {
    try {
      return KeyBlock.parse(text);
    } catch (KeyBlockFormatException e) {
      throw Refusals.refused();
    }
  }

  private static KeySpec spec(KeyBlockHeader header, byte[] key) {
    if (header.keyVersion().charAt(0) == 'c') {
      throw new KeyRefusedException(
          "key.usage", "the block carries a component of a key, not a key");
    }
    KeyAlgorithm algorithm =
        header.knownAlgorithm().orElseThrow(() -> Refusals.notUnderstood("its algorithm"));
    OptionalInt bits =
        algorithm.symmetric()
            ? OptionalInt.of(key.length * Byte.SIZE)
            : PrivateKeyBits.of(algorithm, key);
    if (bits.isEmpty() || !algorithm.allows(bits.getAsInt())) {
      throw Refusals.notUnderstood("its key");
    }
    return KeySpec.of(
            header.usage(),
            header.knownMode().orElseThrow(() -> Refusals.notUnderstood("its mode of use")),
            algorithm,
            bits.getAsInt())
        .exportable(
            header
                .knownExportability()
                .orElseThrow(() -> Refusals.notUnderstood("its exportability")));
  }

  KeyBlockHeader header() {
    return header;
  }

  KeySpec spec() {
    return spec;
  }

  /** The clear key itself, not a copy. */
  byte[] key() {
    return key;
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }
}
