package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A sealer with a key for each subject, in memory: for tests of what core does with one. */
final class SubjectSealer implements Sealer {
  private final Map<Subject, byte[]> keys = new HashMap<>();
  private final Set<Subject> gone = new HashSet<>();
  private final SecureRandom random = new SecureRandom();

  @Override
  public synchronized byte[] seal(Subject subject, byte[] plain, String context) {
    byte[] key = keys.computeIfAbsent(subject, any -> random.generateSeed(32));
    byte[] nonce = random.generateSeed(12);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, key, nonce, context, plain);
    return ByteBuffer.allocate(12 + sealed.length).put(nonce).put(sealed).array();
  }

  @Override
  public synchronized Optional<byte[]> open(Subject subject, byte[] sealed, String context) {
    if (gone.contains(subject)) {
      return Optional.empty();
    }
    byte[] key = keys.getOrDefault(subject, new byte[32]);
    byte[] nonce = Arrays.copyOf(sealed, 12);
    byte[] rest = Arrays.copyOfRange(sealed, 12, sealed.length);
    return Optional.of(run(Cipher.DECRYPT_MODE, key, nonce, context, rest));
  }

  @Override
  public synchronized void shred(Subject subject) {
    keys.remove(subject);
    gone.add(subject);
  }

  private static byte[] run(int mode, byte[] key, byte[] nonce, String context, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(context.getBytes(StandardCharsets.US_ASCII));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new TillwrightException("seal.refused", false, "not sealed here");
    }
  }
}
