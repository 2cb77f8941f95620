package dev.tillwright.crypto.mac;

import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** HMAC with SM3, the hash of China (GB/T 32905, GB/T 15852.2): 32 bytes, keys M7. */
public final class Sm3Hmac implements MacAlgorithm {
  private static final int BYTES = 32;

  /** Holds nothing; one serves all. */
  public Sm3Hmac() {}

  @Override
  public String name() {
    return "HMAC-SM3";
  }

  @Override
  public int length() {
    return BYTES;
  }

  @Override
  public boolean fits(KeySpec key) {
    return key.usage().equals(KeyUsage.M7) && key.algorithm() == KeyAlgorithm.HMAC;
  }

  @Override
  public byte[] compute(byte[] key, byte[] message) {
    HMac engine = new HMac(new SM3Digest());
    KeyParameter held = new KeyParameter(key);
    try {
      engine.init(held);
      engine.update(message, 0, message.length);
      byte[] mac = new byte[BYTES];
      engine.doFinal(mac, 0);
      return mac;
    } finally {
      Arrays.fill(held.getKey(), (byte) 0); // the engine's own array, not a copy
      engine.init(held);
    }
  }
}
