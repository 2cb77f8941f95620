package dev.tillwright.crypto.module;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.engine.BlockEngine;
import dev.tillwright.crypto.engine.CheckValue;
import dev.tillwright.crypto.engine.Engines;
import dev.tillwright.crypto.engine.KeyWrapEngine;
import dev.tillwright.crypto.engine.MacEngine;
import dev.tillwright.crypto.engine.WipingKey;
import dev.tillwright.crypto.key.KcvStyle;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.MacMethod;
import java.security.SecureRandom;
import java.util.function.Function;

/** What the software module does with a key's bytes, which stay the caller's to wipe. */
final class SoftwareCiphers {
  private final Engines engines = new Engines();
  private final SecureRandom random;

  SoftwareCiphers(SecureRandom random) {
    this.random = random;
  }

  byte[] seal(byte[] key, byte[] plain, byte[] context) {
    byte[] nonce = new byte[Engines.NONCE];
    random.nextBytes(nonce);
    return aes(key, held -> engines.seal(held, nonce, plain, context));
  }

  byte[] open(byte[] key, byte[] sealed, byte[] context) {
    return aes(key, held -> engines.open(held, sealed, context));
  }

  byte[] wrap(byte[] kek, byte[] key, boolean padded) {
    return aes(kek, held -> KeyWrapEngine.of(padded).wrap(held, key));
  }

  byte[] unwrap(byte[] kek, byte[] wrapped, boolean padded) {
    return aes(
        kek, held -> KeyWrapEngine.of(padded).unwrap(held, wrapped).orElseThrow(() -> refused()));
  }

  private static byte[] aes(byte[] key, Function<WipingKey, byte[]> use) {
    WipingKey held = new WipingKey("AES", key.clone());
    try {
      return use.apply(held);
    } finally {
      held.destroy();
    }
  }

  static BlockEngine engine(KeySpec spec) {
    return spec.algorithm() == KeyAlgorithm.AES ? BlockEngine.AES : BlockEngine.TDES;
  }

  static MacEngine macEngine(MacMethod method, KeySpec spec) {
    return switch (method) {
      case CMAC -> spec.algorithm() == KeyAlgorithm.AES ? MacEngine.AES_CMAC : MacEngine.TDES_CMAC;
      case HMAC_SHA_256 -> MacEngine.HMAC_SHA_256;
      case HMAC_SHA_384 -> MacEngine.HMAC_SHA_384;
      case HMAC_SHA_512 -> MacEngine.HMAC_SHA_512;
      case ISO_9797_1_ALG_1_PAD_1 -> MacEngine.ALG_1_PAD_1;
      case ISO_9797_1_ALG_1_PAD_2 -> MacEngine.ALG_1_PAD_2;
      case ISO_9797_1_ALG_3_PAD_1 -> MacEngine.ALG_3_PAD_1;
      case ISO_9797_1_ALG_3_PAD_2 -> MacEngine.ALG_3_PAD_2;
    };
  }

  static byte[] kcv(KeySpec spec, byte[] key, KcvStyle style) {
    return style == KcvStyle.ECB
        ? CheckValue.ecb(engine(spec), key)
        : CheckValue.cmac(engine(spec), key);
  }

  static TillwrightException refused() {
    return new TillwrightException(
        "key.refused", false, "the wrapped key and the key that opens it do not belong together");
  }
}
