package dev.tillwright.crypto.engine;

import java.util.Arrays;

/** Key check values: what a key makes of a zero block. */
public final class CheckValue {
  private static final int ECB_BYTES = 3;
  private static final int CMAC_BYTES = 5;

  private CheckValue() {}

  /** The old style: three bytes of the encrypted block. */
  public static byte[] ecb(BlockEngine engine, byte[] key) {
    return Arrays.copyOf(engine.encrypt(key, new byte[engine.blockBytes()]), ECB_BYTES);
  }

  /** ANSI X9.24-1:2017: five bytes of the block's CMAC. */
  public static byte[] cmac(BlockEngine engine, byte[] key) {
    MacEngine mac = engine == BlockEngine.AES ? MacEngine.AES_CMAC : MacEngine.TDES_CMAC;
    return Arrays.copyOf(mac.mac(key, new byte[engine.blockBytes()]), CMAC_BYTES);
  }
}
