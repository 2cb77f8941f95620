package dev.tillwright.crypto.keyblock;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.crypto.engine.BlockEngine;
import dev.tillwright.crypto.engine.MacEngine;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Encryption and MAC of a key block (ANSI X9.143, 7): versions A and C by variants of the
 * protection key, B and D by keys derived from it with CMAC. Wiped by {@link #close}.
 */
final class BlockProtection implements AutoCloseable {
  private static final byte ENCRYPTION_VARIANT = 0x45;
  private static final byte MAC_VARIANT = 0x4D;
  private static final int ENCRYPTION = 0;
  private static final int MAC = 1;

  private final KeyBlockVersion version;
  private final BlockEngine cipher;
  private final byte[] encryptionKey;
  private final byte[] macKey;

  /** The protection key stays the caller's to wipe. */
  BlockProtection(KeyBlockVersion version, byte[] kbpk) {
    this.version = version;
    this.cipher = version == KeyBlockVersion.D ? BlockEngine.AES : BlockEngine.TDES;
    if (version.deprecated()) {
      this.encryptionKey = variant(kbpk, ENCRYPTION_VARIANT);
      this.macKey = variant(kbpk, MAC_VARIANT);
    } else {
      this.encryptionKey = derive(kbpk, ENCRYPTION);
      this.macKey = derive(kbpk, MAC);
    }
  }

  /** Encrypted bytes and MAC in hex, to follow the header. */
  String protect(String header, byte[] plain) {
    byte[] head = header.getBytes(US_ASCII);
    byte[] mac;
    byte[] encrypted;
    if (version.deprecated()) {
      encrypted = cipher.encryptCbc(encryptionKey, Arrays.copyOf(head, 8), plain);
      mac = mac(head, encrypted);
    } else {
      mac = mac(head, plain);
      encrypted = cipher.encryptCbc(encryptionKey, mac, plain);
    }
    HexFormat hex = HexFormat.of().withUpperCase();
    return hex.formatHex(encrypted) + hex.formatHex(mac);
  }

  /** The decrypted bytes, for the caller to wipe; none when the MAC is not theirs. */
  Optional<byte[]> reveal(KeyBlock block) {
    byte[] head = block.headerText().getBytes(US_ASCII);
    byte[] encrypted = block.encrypted();
    byte[] mac = block.mac();
    byte[] iv = version.deprecated() ? Arrays.copyOf(head, 8) : mac;
    byte[] plain = cipher.decryptCbc(encryptionKey, iv, encrypted);
    byte[] expected = mac(head, version.deprecated() ? encrypted : plain);
    if (MessageDigest.isEqual(expected, mac)) {
      return Optional.of(plain);
    }
    Arrays.fill(plain, (byte) 0);
    return Optional.empty();
  }

  private byte[] mac(byte[] header, byte[] body) {
    byte[] message = Arrays.copyOf(header, header.length + body.length);
    System.arraycopy(body, 0, message, header.length, body.length);
    try {
      MacEngine engine =
          switch (version) {
            case A, C -> MacEngine.ALG_1_PAD_1; // whole blocks, so that nothing is padded
            case B -> MacEngine.TDES_CMAC;
            case D -> MacEngine.AES_CMAC;
          };
      return Arrays.copyOf(engine.mac(macKey, message), version.macBytes());
    } finally {
      Arrays.fill(message, (byte) 0);
    }
  }

  private static byte[] variant(byte[] kbpk, byte mask) {
    byte[] key = kbpk.clone();
    for (int i = 0; i < key.length; i++) {
      key[i] ^= mask;
    }
    return key;
  }

  /** Counter, purpose, separator, algorithm and length in bits, through CMAC until it is enough. */
  private byte[] derive(byte[] kbpk, int purpose) {
    boolean aes = version == KeyBlockVersion.D;
    MacEngine cmac = aes ? MacEngine.AES_CMAC : MacEngine.TDES_CMAC;
    int algorithm = kbpk.length / 8 - 2 + (aes ? 2 : 0);
    int bits = kbpk.length * Byte.SIZE;
    byte[] key = new byte[kbpk.length];
    byte[] input = {0, 0, (byte) purpose, 0, 0, (byte) algorithm, (byte) (bits >>> 8), (byte) bits};
    for (int made = 0; made < key.length; made += cmac.bytes()) {
      input[0]++;
      byte[] part = cmac.mac(kbpk, input);
      System.arraycopy(part, 0, key, made, Math.min(part.length, key.length - made));
      Arrays.fill(part, (byte) 0);
    }
    return key;
  }

  @Override
  public void close() {
    Arrays.fill(encryptionKey, (byte) 0);
    Arrays.fill(macKey, (byte) 0);
  }
}
