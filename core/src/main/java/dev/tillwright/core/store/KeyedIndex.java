package dev.tillwright.core.store;

/**
 * The port to what makes a sealed value findable: equal values give equal indexes, and without the
 * key nothing is learnt from one. Brought by the crypto module.
 *
 * <p><b>Implementers promise.</b> A message authentication code over the field's name and the whole
 * value under a key that serves nothing else and never rotates by itself; indexes of one value in
 * two fields are unrelated. Nothing is kept of the value. <b>Not promised.</b> Who can ask for
 * indexes can try values; and equal values show as equal.
 *
 * <p><b>Threads.</b> Any number at once. <b>Errors.</b> {@link
 * dev.tillwright.core.TillwrightException} of the key store.
 */
public interface KeyedIndex {

  /**
   * The index of a value.
   *
   * @param field what the value is, such as {@code member.phone}: 1 to 64 printable ASCII
   *     characters
   * @param value 0 to 4,096 bytes, brought to one form by the caller first (a phone number with its
   *     country, an address in lower case); stays the caller's to wipe
   * @return 64 lower-case hexadecimal digits
   */
  String of(String field, byte[] value);
}
