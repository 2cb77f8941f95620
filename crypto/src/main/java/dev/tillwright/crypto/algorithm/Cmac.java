package dev.tillwright.crypto.algorithm;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** CMAC (NIST SP 800-38B) by Bouncy Castle's lightweight API; the JDK has none. */
public final class Cmac {
  private Cmac() {}

  /** With AES: 16 bytes. */
  public static byte[] aes(byte[] key, byte[] message) {
    return mac(new CMac(AESEngine.newInstance()), key, message);
  }

  /** With TDES and a key of 16 or 24 bytes: 8 bytes. */
  public static byte[] tdes(byte[] key, byte[] message) {
    return mac(new CMac(new DESedeEngine()), key, message);
  }

  /** With SM4 (GB/T 32907): 16 bytes. */
  public static byte[] sm4(byte[] key, byte[] message) {
    return mac(new CMac(new SM4Engine()), key, message);
  }

  private static byte[] mac(CMac engine, byte[] key, byte[] message) {
    KeyParameter held = new KeyParameter(key);
    try {
      engine.init(held);
      engine.update(message, 0, message.length);
      byte[] mac = new byte[engine.getMacSize()];
      engine.doFinal(mac, 0);
      return mac;
    } finally {
      Arrays.fill(held.getKey(), (byte) 0); // the engine's own array, not a copy
      engine.init(held);
    }
  }
}
