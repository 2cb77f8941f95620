package dev.tillwright.crypto.key;

import dev.tillwright.crypto.engine.WipingKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A key in memory, with what the key file keeps beside it. */
record HeldKey(KeyId id, Instant created, boolean current, WipingKey key) {
  static final int BYTES = 32;

  static HeldKey random(KeyPurpose purpose, SecureRandom random, Clock clock) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new HeldKey(
        KeyId.random(purpose, random),
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        true,
        new WipingKey(algorithm(purpose), bytes));
  }

  HeldKey retired() {
    return new HeldKey(id, created, false, key);
  }

  void wipe() {
    key.destroy();
  }

  static String algorithm(KeyPurpose purpose) {
    return purpose == KeyPurpose.SEAL ? "AES" : "HmacSHA256";
  }
}
