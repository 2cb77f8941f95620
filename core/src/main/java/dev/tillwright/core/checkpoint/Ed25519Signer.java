package dev.tillwright.core.checkpoint;

import dev.tillwright.core.TillwrightException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Set;

/**
 * Signs with a key pair of the Java platform.
 *
 * <p><b>Weakness.</b> The private key is in this process, and in {@link #inFile} on this disk: who
 * owns the machine can sign. What protects the books then are the checkpoints that left it before.
 */
public final class Ed25519Signer implements CheckpointSigner {
  private static final String ALGORITHM = "Ed25519";
  private static final Set<String> OWN =
      Set.of("rw-------", "r--------"); // who else can read it can sign

  private final KeyPair pair;

  private Ed25519Signer(KeyPair pair) {
    this.pair = pair;
  }

  /**
   * Signs with a pair that the caller keeps.
   *
   * @throws IllegalArgumentException when it is not of Ed25519
   */
  public static Ed25519Signer of(KeyPair pair) {
    CheckpointKeys.raw(pair.getPublic());
    return new Ed25519Signer(pair);
  }

  /** A new pair. */
  public static KeyPair newPair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(255, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no Ed25519", e);
    }
  }

  /**
   * Reads the pair from a file, or makes one there at the first call: the X.509 public key behind
   * its length as two bytes, then the PKCS#8 private key. Only its owner may read it.
   *
   * @throws TillwrightException {@code checkpoint.key}: not readable, not such a file, or (where
   *     the file system knows permissions) readable for others
   */
  public static Ed25519Signer inFile(Path file, SecureRandom random) {
    try {
      if (!Files.exists(file)) {
        create(file, newPair(random), random);
      }
      return read(file);
    } catch (IOException | GeneralSecurityException e) {
      throw new TillwrightException(
          "checkpoint.key", false, "no signing key can be read from " + file);
    }
  }

  /**
   * Whole and on the disk under its name, or not there: a till that is killed here begins again.
   */
  private static void create(Path file, KeyPair pair, SecureRandom random) throws IOException {
    byte[] open = pair.getPublic().getEncoded();
    byte[] secret = pair.getPrivate().getEncoded();
    ByteBuffer all = ByteBuffer.allocate(2 + open.length + secret.length);
    all.putShort((short) open.length).put(open).put(secret).flip();
    Path part = file.resolveSibling(file.getFileName() + "." + Long.toHexString(random.nextLong()));
    try {
      write(part, all);
      take(part, file);
    } finally {
      Files.deleteIfExists(part);
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(all.array(), (byte) 0);
    }
  }

  private static void write(Path part, ByteBuffer all) throws IOException {
    boolean posix = part.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] own =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), own)) {
      while (all.hasRemaining()) {
        channel.write(all);
      }
      channel.force(true);
    }
  }

  private static void take(Path part, Path file) throws IOException {
    try {
      Files.createLink(file, part); // unlike a move it never goes over another's file
    } catch (FileAlreadyExistsException e) {
      // Another program of this till was first: its key is the till's.
      return;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(part, file); // a file system without links
    }
  }

  private static Ed25519Signer read(Path file) throws IOException, GeneralSecurityException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      if (!OWN.contains(mode)) {
        throw new TillwrightException(
            "checkpoint.key", false, "others may read the signing key in " + file + ": chmod 600");
      }
    }
    byte[] all = Files.readAllBytes(file);
    try {
      int length = all.length < 2 ? 0 : (all[0] & 0xff) << 8 | all[1] & 0xff;
      if (length == 0 || 2 + length >= all.length) {
        throw new IOException("too short");
      }
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      PublicKey open =
          factory.generatePublic(new X509EncodedKeySpec(Arrays.copyOfRange(all, 2, 2 + length)));
      byte[] secret = Arrays.copyOfRange(all, 2 + length, all.length);
      PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(secret));
      Arrays.fill(secret, (byte) 0);
      return new Ed25519Signer(new KeyPair(open, key));
    } finally {
      Arrays.fill(all, (byte) 0);
    }
  }

  @Override
  public PublicKey publicKey() {
    return pair.getPublic();
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new TillwrightException("checkpoint.key", false, "the signing key cannot sign");
    }
  }

  /** The name of the key, nothing of it. */
  @Override
  public String toString() {
    return "Ed25519Signer[" + CheckpointKeys.id(publicKey()) + "]";
  }
}
