package dev.tillwright.core.store;

import java.util.Optional;

/**
 * The port to what encrypts records that hold something about a person: a signature, a member's
 * address, a card that waits in the offline queue. Brought by the crypto module.
 *
 * <p>Every record belongs to a {@link Subject}. Erasing a person is {@link #shred}: the subject's
 * key is destroyed, and all its records, copies and backups of them included, can no longer be
 * read.
 *
 * <p><b>Implementers promise.</b> The bytes are encrypted and authenticated together with the
 * subject and the context: a record that was changed, cut, or moved to another subject or context
 * is refused, always with the same error. The key of a subject is kept durably before its first
 * record is returned, and is gone durably when {@code shred} returns. Keys may rotate; what was
 * sealed before still opens. Nothing is kept of the plain bytes.
 *
 * <p><b>Threads.</b> Any number at once. Waiting is bounded by the store behind it. <b>Errors.</b>
 * {@link dev.tillwright.core.TillwrightException}: {@code seal.refused} for whatever does not
 * belong together, {@code seal.shredded} for sealing for a subject that was shredded, and what the
 * key store and the database throw; nothing was sealed then.
 */
public interface Sealer {
  /** How many bytes are sealed at once, at most: 64 KiB. */
  int MAX_PLAIN = 1 << 16;

  /** How many bytes longer than the plain ones the sealed bytes are, at most. */
  int MAX_OVERHEAD = 256;

  /**
   * Encrypts a record.
   *
   * @param subject whom it is about
   * @param plain 0 to {@link #MAX_PLAIN} bytes; stays the caller's to wipe
   * @param context where the record belongs, such as {@code signature/till-01/1/42}; never data. 1
   *     to 256 printable ASCII characters. Needed to open it again
   * @return bytes that may be kept anywhere
   */
  byte[] seal(Subject subject, byte[] plain, String context);

  /**
   * What {@link #seal} was given, for the caller to wipe; empty when the subject was shredded.
   *
   * @throws dev.tillwright.core.TillwrightException {@code seal.refused} when the bytes, the
   *     subject and the context are not those of sealing; which of them is not told
   */
  Optional<byte[]> open(Subject subject, byte[] sealed, String context);

  /**
   * Destroys the subject's key for ever. May be called again, and for a subject that has no record:
   * from then on it is refused as shredded.
   */
  void shred(Subject subject);
}
