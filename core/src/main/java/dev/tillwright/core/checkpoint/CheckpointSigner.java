package dev.tillwright.core.checkpoint;

import java.security.PublicKey;

/**
 * Signs checkpoints with Ed25519 (RFC 8032). The port behind which the key lives: in a file, in an
 * HSM, with a signing service.
 *
 * <p><b>Contract.</b> Answers within the caller's patience or throws {@link
 * dev.tillwright.core.TillwrightException}; sales never wait for it. Safe for one thread at a time.
 */
public interface CheckpointSigner {

  /** The key that verifies what is signed here. */
  PublicKey publicKey();

  /** The signature over a message, 64 bytes. */
  byte[] sign(byte[] message);
}
