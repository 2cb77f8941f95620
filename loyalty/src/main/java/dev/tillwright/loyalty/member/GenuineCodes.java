package dev.tillwright.loyalty.member;

import dev.tillwright.core.store.KeyedIndex;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/**
 * Short codes by which a customer knows that a contact is the shop's: the first 40 bits of a keyed
 * index, as eight letters and digits of Crockford's alphabet, which has no I, L, O and U. Without
 * the key a guess is right once in 2^40.
 */
final class GenuineCodes {
  private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CODE = 8;
  private static final int HEX_OF_CODE = 10;

  private final KeyedIndex index;

  GenuineCodes(KeyedIndex index) {
    this.index = index;
  }

  /** The one that stands on a member's slips and in all messages to the member. */
  String ofMember(MemberId member) {
    return code("contact.slip", member.value());
  }

  /** The one of a single contact, with its number in front: {@code 42-7K9Q-FM2X}. */
  String ofContact(ContactView contact) {
    return number(contact.contact()) + "-" + bare(contact);
  }

  private String bare(ContactView contact) {
    return code(
        "contact.code",
        contact.contact()
            + "|"
            + contact.member().value()
            + "|"
            + contact.channel()
            + "|"
            + contact.purpose());
  }

  private static String number(String contact) {
    return contact.substring(contact.lastIndexOf('/') + 1);
  }

  private String code(String field, String of) {
    String hex = index.of(field, of.getBytes(StandardCharsets.UTF_8));
    long bits = new BigInteger(hex.substring(0, HEX_OF_CODE), 16).longValueExact();
    StringBuilder code = new StringBuilder();
    for (int at = CODE - 1; at >= 0; at--) {
      code.append(LETTERS.charAt((int) (bits >>> (5 * at)) & 31));
    }
    return code.insert(CODE / 2, '-').toString();
  }

  /** A code as it was read out: its number and its letters in one form. */
  record Read(long number, String code) {}

  /** What was typed, with the letters that look like digits taken as those; none for no code. */
  static Optional<Read> read(String typed) {
    String plain =
        typed
            .toUpperCase(Locale.ROOT)
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1')
            .replaceAll("[\\s-]", "");
    if (!plain.matches("[0-9]{1,18}[" + LETTERS + "]{" + CODE + "}")) {
      return Optional.empty();
    }
    int cut = plain.length() - CODE;
    return Optional.of(new Read(Long.parseLong(plain.substring(0, cut)), plain.substring(cut)));
  }

  /** Compares in a time that does not depend on where they differ. */
  boolean fits(Read read, ContactView contact) {
    return MessageDigest.isEqual(
        read.code().getBytes(StandardCharsets.US_ASCII),
        bare(contact).replace("-", "").getBytes(StandardCharsets.US_ASCII));
  }
}
