package dev.tillwright.crypto.engine;

import java.util.Arrays;
import javax.crypto.Mac;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.macs.CBCBlockCipherMac;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.macs.ISO9797Alg3Mac;
import org.bouncycastle.crypto.paddings.ISO7816d4Padding;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * MACs: HMAC by the JDK, the block cipher ones by Bouncy Castle. Keys are the caller's to wipe. Any
 * number of threads.
 */
@SuppressWarnings("ImmutableEnumChecker") // a pool is no state that anybody sees
public enum MacEngine {
  AES_CMAC(16),
  TDES_CMAC(8),
  HMAC_SHA_256(32),
  HMAC_SHA_384(48),
  HMAC_SHA_512(64),
  ALG_1_PAD_1(8),
  ALG_1_PAD_2(8),
  ALG_3_PAD_1(8),
  ALG_3_PAD_2(8);

  private final int bytes;
  private final EnginePool<Mac> hmacs;

  MacEngine(int bytes) {
    this.bytes = bytes;
    String name = "HmacSHA" + bytes * Byte.SIZE;
    this.hmacs =
        new EnginePool<>(
            () -> Mac.getInstance(name), mac -> mac.init(new WipingKey(name, new byte[32])));
  }

  /** Bytes of the whole MAC. */
  public int bytes() {
    return bytes;
  }

  /** The whole MAC. */
  public byte[] mac(byte[] key, byte[] message) {
    return switch (this) {
      case HMAC_SHA_256, HMAC_SHA_384, HMAC_SHA_512 -> hmac(key, message);
      default -> blockMac(key, message);
    };
  }

  private byte[] hmac(byte[] key, byte[] message) {
    WipingKey held = new WipingKey("HmacSHA" + bytes * Byte.SIZE, key.clone());
    try {
      return hmacs.use(
          mac -> {
            mac.init(held);
            return mac.doFinal(message);
          });
    } finally {
      held.destroy();
    }
  }

  private byte[] blockMac(byte[] key, byte[] message) {
    byte[] parts = this == AES_CMAC ? key.clone() : BlockEngine.threeParts(key);
    KeyParameter held = new KeyParameter(parts);
    Arrays.fill(parts, (byte) 0);
    org.bouncycastle.crypto.Mac mac = blockMac();
    try {
      mac.init(held);
      mac.update(message, 0, message.length);
      byte[] out = new byte[bytes];
      mac.doFinal(out, 0);
      return out;
    } finally {
      Arrays.fill(held.getKey(), (byte) 0); // its own array, not a copy
      mac.init(held); // so that the engine forgets what it made of the key
    }
  }

  private org.bouncycastle.crypto.Mac blockMac() {
    int bits = bytes * Byte.SIZE;
    return switch (this) {
      case AES_CMAC -> new CMac(AESEngine.newInstance());
      case TDES_CMAC -> new CMac(new DESedeEngine());
      case ALG_1_PAD_1 -> new CBCBlockCipherMac(new DESedeEngine(), bits);
      case ALG_1_PAD_2 -> new CBCBlockCipherMac(new DESedeEngine(), bits, new ISO7816d4Padding());
      case ALG_3_PAD_1 -> new ISO9797Alg3Mac(new DESEngine());
      case ALG_3_PAD_2 -> new ISO9797Alg3Mac(new DESEngine(), new ISO7816d4Padding());
      default -> throw new IllegalStateException("not by a block cipher: " + this);
    };
  }
}
