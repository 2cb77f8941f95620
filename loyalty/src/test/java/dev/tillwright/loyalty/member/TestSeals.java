package dev.tillwright.loyalty.member;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A sealer with a key for each subject, out of one secret, and the index beside it: for tests of
 * what loyalty does with them. Two with one secret open what the other sealed, so that it survives
 * a restart of the test's shop.
 */
public final class TestSeals implements Sealer, KeyedIndex {
  private final byte[] secret;
  private final Set<Subject> gone = new HashSet<>();
  private final SecureRandom random = new SecureRandom();
  public boolean unreachable;

  public TestSeals(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized byte[] seal(Subject subject, byte[] plain, String context) {
    reach();
    if (gone.contains(subject)) {
      throw new TillwrightException("seal.shredded", false, "shredded");
    }
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, subject, nonce, context, plain);
    return ByteBuffer.allocate(12 + sealed.length).put(nonce).put(sealed).array();
  }

  @Override
  public synchronized Optional<byte[]> open(Subject subject, byte[] sealed, String context) {
    reach();
    if (gone.contains(subject)) {
      return Optional.empty();
    }
    byte[] rest = Arrays.copyOfRange(sealed, 12, sealed.length);
    return Optional.of(run(Cipher.DECRYPT_MODE, subject, Arrays.copyOf(sealed, 12), context, rest));
  }

  @Override
  public synchronized void shred(Subject subject) {
    reach();
    gone.add(subject);
  }

  @Override
  public String of(String field, byte[] value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(field.getBytes(StandardCharsets.US_ASCII));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(value));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void reach() {
    if (unreachable) {
      throw new TillwrightException("key.unreachable", true, "the keys cannot be reached");
    }
  }

  private byte[] run(int mode, Subject subject, byte[] nonce, String context, byte[] bytes) {
    try {
      byte[] key =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (new String(secret, StandardCharsets.UTF_8) + subject)
                      .getBytes(StandardCharsets.UTF_8));
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(context.getBytes(StandardCharsets.US_ASCII));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new TillwrightException("seal.refused", false, "not sealed here");
    }
  }
}
