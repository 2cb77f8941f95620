package dev.tillwright.crypto.keyblock;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyState;
import dev.tillwright.crypto.key.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keys out of key blocks and into them (ANSI X9.143, TR-31).
 *
 * <p><b>Guarantees.</b>
 *
 * <ul>
 *   <li>The MAC is checked before anything of a block is believed. Whatever is wrong with a block,
 *       from its first character to its last, the answer is {@code keyblock.refused} with one
 *       message; what is authentic but not for here is named.
 *   <li>What the header says binds the handle: usage, mode, algorithm, exportability.
 *   <li>A protection key carries no stronger key (NIST SP 800-57 part 1 revision 5, table 2;
 *       two-key triple DES counts 80 bits).
 *   <li>New blocks are of version D under AES and B under triple DES. A and C are read, and written
 *       only when asked for by name. The length of a key does not show.
 *   <li>Read: optional blocks of any id, long ones with a length of length of {@code 02} or {@code
 *       04}, key padding of any length. Written: {@code 04}, X9.143's padding.
 * </ul>
 *
 * <p><b>Not promised.</b> Versions A and C have a MAC of four bytes. Version E (ISO 20038) and
 * vendors' own forms are not read. The header is not secret.
 *
 * <p><b>Threads.</b> Any number at once.
 */
public final class KeyBlocks {
  private final Keys keys;

  private KeyBlocks(Keys keys) {
    this.keys = keys;
  }

  /** For the keys of one module. */
  public static KeyBlocks in(Keys keys) {
    return new KeyBlocks(keys);
  }

  /**
   * Takes a key in as the next version of {@code id}.
   *
   * @throws TillwrightException {@code keyblock.refused}; {@code keyblock.protection} when the
   *     version is not for this protection key's algorithm; {@code keyblock.notUnderstood}; {@code
   *     key.strength}; what {@link Keys#perform} throws
   */
  public KeyBlockImport unwrap(KeyHandle kbpk, String block, String id) {
    return keys.perform(new UnwrapBlock(kbpk, block, Optional.of(id)));
  }

  /** As {@link #unwrap}, for a key that is gone when it is destroyed or the module closed. */
  public KeyBlockImport hold(KeyHandle kbpk, String block) {
    return keys.perform(new UnwrapBlock(kbpk, block, Optional.empty()));
  }

  /**
   * As {@link #unwrap}, while a protection key is being changed: tries its living versions, the
   * newest first.
   *
   * @param kbpkId the id of the protection key
   */
  public KeyBlockImport unwrapUnderAny(String kbpkId, String block, String id) {
    TillwrightException refused = Refusals.refused();
    for (KeyHandle kbpk : living(kbpkId)) {
      try {
        return unwrap(kbpk, block, id);
      } catch (TillwrightException e) {
        if (!e.code().equals("keyblock.refused") && !e.code().equals("keyblock.protection")) {
          throw e;
        }
        refused = e;
      }
    }
    throw refused;
  }

  private List<KeyHandle> living(String id) {
    List<KeyHandle> living = new ArrayList<>();
    for (KeyHandle key : keys.inventory()) {
      if (key.ref().id().equals(id) && key.state() != KeyState.DESTROYED) {
        living.add(0, key);
      }
    }
    return living;
  }

  /** A block with all defaults. */
  public KeyBlock wrap(KeyHandle kbpk, KeyHandle key) {
    return wrap(kbpk, key, WrapOptions.DEFAULTS);
  }

  /**
   * A block.
   *
   * @throws TillwrightException {@code key.exportability}, {@code key.strength}, {@code
   *     keyblock.protection}; what {@link Keys#perform} throws
   * @throws IllegalArgumentException when it would be longer than 9,999 characters
   */
  public KeyBlock wrap(KeyHandle kbpk, KeyHandle key, WrapOptions options) {
    return keys.perform(new WrapBlock(kbpk, key, options));
  }

  /**
   * Puts a block under another protection key, with a fresh padding and in the version for new
   * blocks. While blocks are being moved, both keys open theirs: retire the old one first, destroy
   * it when none is left.
   *
   * @throws TillwrightException as {@link #unwrap}; {@code key.exportability} when the key may not
   *     leave and {@code to} is not another version of {@code from}
   */
  public KeyBlock rewrap(KeyHandle from, KeyHandle to, String block) {
    return keys.perform(new RewrapBlock(from, to, block));
  }
}
