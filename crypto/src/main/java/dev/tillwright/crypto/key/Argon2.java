package dev.tillwright.crypto.key;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id version 1.3 (RFC 9106) by Bouncy Castle's lightweight API. */
final class Argon2 {
  private static final int MAX_CHARS = 1024;
  private static final int MAX_UTF8_PER_CHAR = 3;

  private Argon2() {}

  /** Computes the hash; the secret stays the caller's to wipe. */
  static byte[] id(byte[] secret, byte[] salt, int memoryKib, int passes, int lanes, int length) {
    return hash(
        secret,
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build(),
        length);
  }

  /** With every input of the standard, so that its own vectors can be computed. */
  static byte[] hash(byte[] secret, Argon2Parameters parameters, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(parameters);
    byte[] hash = new byte[length];
    generator.generateBytes(secret, hash);
    return hash;
  }

  /** The secret in UTF-8, for the caller to wipe, without a copy elsewhere. */
  static byte[] utf8(char[] secret) {
    if (secret.length > MAX_CHARS) {
      throw new IllegalArgumentException("a secret has at most " + MAX_CHARS + " characters");
    }
    byte[] room = new byte[secret.length * MAX_UTF8_PER_CHAR];
    try {
      ByteBuffer bytes = ByteBuffer.wrap(room);
      CoderResult result =
          StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(secret), bytes, true);
      if (result.isError()) {
        throw new IllegalArgumentException("a secret has half a surrogate pair");
      }
      return Arrays.copyOf(room, bytes.position());
    } finally {
      Arrays.fill(room, (byte) 0);
    }
  }
}
