package dev.tillwright.core.checkpoint;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The public keys that a verifier trusts. Where they come from is what the verdict is worth: from
 * the shop's own files, or from the central store, not from the books that are verified.
 */
public final class CheckpointKeys {
  private static final String ALGORITHM = "Ed25519";
  private static final int ID_BYTES = 8;

  private final Map<String, PublicKey> keys = new TreeMap<>();

  private CheckpointKeys(Collection<PublicKey> keys) {
    keys.forEach(key -> this.keys.put(id(key), key));
  }

  /** Trusts these. */
  public static CheckpointKeys of(PublicKey... keys) {
    return new CheckpointKeys(List.of(keys));
  }

  /** Trusts these. */
  public static CheckpointKeys of(Collection<PublicKey> keys) {
    return new CheckpointKeys(keys);
  }

  /** The name of a key: the first 8 bytes of the SHA-256 of its X.509 form, in hexadecimal. */
  public static String id(PublicKey key) {
    byte[] hash = new TreeHash().plain(raw(key));
    return HexFormat.of().formatHex(hash, 0, ID_BYTES);
  }

  /** A key as text: its X.509 form in Base64. */
  public static String text(PublicKey key) {
    return Base64.getEncoder().encodeToString(raw(key));
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when it is not the public key of Ed25519
   */
  public static PublicKey parse(String text) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text.strip())));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a public key of Ed25519", e);
    }
  }

  static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null || !(key.getAlgorithm().equals("EdDSA") || isEd25519(key))) {
      throw new IllegalArgumentException("not a public key of Ed25519");
    }
    return encoded;
  }

  private static boolean isEd25519(PublicKey key) {
    return key.getAlgorithm().equals(ALGORITHM);
  }

  /** Whether the key that a checkpoint names is trusted here. */
  public boolean knows(Checkpoint checkpoint) {
    return keys.containsKey(checkpoint.keyId());
  }

  /** Whether the checkpoint was signed by a trusted key and not changed since. */
  public boolean verifies(Checkpoint checkpoint) {
    return verifies(checkpoint.keyId(), checkpoint.signedBytes(), checkpoint.signature());
  }

  /**
   * Whether a message was signed by the trusted key of this name and not changed since.
   *
   * @param signature in hexadecimal; anything else verifies nothing
   */
  public boolean verifies(String keyId, byte[] message, String signature) {
    PublicKey key = keys.get(keyId);
    if (key == null || !signature.matches("[0-9a-f]{128}")) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(HexFormat.of().parseHex(signature));
    } catch (GeneralSecurityException e) {
      return false; // a signature of another form
    }
  }

  /** How many keys are trusted. */
  public int size() {
    return keys.size();
  }
}
