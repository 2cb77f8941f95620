package dev.tillwright.core.qr;

import java.util.Locale;
import java.util.Objects;

/**
 * Which codes are a wallet's.
 *
 * @param wallet its name, 1 to 16 small letters, digits and hyphens; hosts are set up by it
 * @param alphabet what codes are made of
 * @param shortest fewest characters, from 1
 * @param longest most characters
 * @param from it does not begin below this, compared as text of this length; empty for any. Of a
 *     {@link Alphabet#CPM} code it is the name (AID) of an application that is compared
 * @param to it does not begin above this; as long as {@code from}
 */
public record WalletRule(
    String wallet, Alphabet alphabet, int shortest, int longest, String from, String to) {
  public WalletRule {
    Objects.requireNonNull(alphabet, "alphabet");
    if (!wallet.matches("[a-z0-9-]{1,16}")) {
      throw new IllegalArgumentException("a wallet's name has 1 to 16 small letters and digits");
    }
    if (shortest < 1 || longest < shortest || longest > PaymentCode.MAX_CHARACTERS) {
      throw new IllegalArgumentException("lengths begin with 1 and rise");
    }
    if (from.length() != to.length() || from.compareTo(to) > 0 || from.length() > 32) {
      throw new IllegalArgumentException("prefixes are of one length, at most 32, and rise");
    }
    if (!from.isEmpty() && alphabet != Alphabet.CPM && from.length() > shortest) {
      throw new IllegalArgumentException("a prefix is not longer than the shortest code");
    }
  }

  /** What a code is made of. */
  public enum Alphabet {
    /** 0 to 9. */
    DIGITS,
    /** Letters and digits. */
    ALPHANUMERIC,
    /** Any printable character. */
    PRINTABLE,
    /** A consumer-presented EMVCo code. */
    CPM
  }

  /** Digits of a length with a prefix in a range: {@code digits("alipay", 16, 24, "25", "30")}. */
  public static WalletRule digits(
      String wallet, int shortest, int longest, String from, String to) {
    return new WalletRule(wallet, Alphabet.DIGITS, shortest, longest, from, to);
  }

  /** EMVCo codes with an application of a scheme: {@code cpm("unionpay", "A000000333")}. */
  public static WalletRule cpm(String wallet, String application) {
    String name = application.toUpperCase(Locale.ROOT);
    return new WalletRule(wallet, Alphabet.CPM, 1, PaymentCode.MAX_CHARACTERS, name, name);
  }

  boolean holds(String code) {
    if (code.length() < shortest || code.length() > longest) {
      return false;
    }
    return switch (alphabet) {
      case DIGITS -> QrField.isDigits(code) && begins(code);
      case ALPHANUMERIC -> code.chars().allMatch(WalletRule::isAlphanumeric) && begins(code);
      case PRINTABLE -> begins(code);
      case CPM -> isCpm(code);
    };
  }

  private static boolean isAlphanumeric(int each) {
    return each >= '0' && each <= '9' || each >= 'A' && each <= 'Z' || each >= 'a' && each <= 'z';
  }

  private boolean isCpm(String code) {
    if (!CustomerQr.looksLike(code)) {
      return false;
    }
    try (CustomerQr read = CustomerQr.parse(code)) {
      return read.applications().stream().anyMatch(each -> begins(each.name()));
    } catch (dev.tillwright.core.TillwrightException e) {
      return false; // begins like one, and is none
    }
  }

  private boolean begins(String text) {
    if (text.length() < from.length()) {
      return false;
    }
    String prefix = text.substring(0, from.length());
    return prefix.compareTo(from) >= 0 && prefix.compareTo(to) <= 0;
  }

  /** Whether some code could be held by both. */
  boolean meets(WalletRule other) {
    if (alphabet == Alphabet.CPM || other.alphabet == Alphabet.CPM) {
      return alphabet == other.alphabet && prefixesMeet(other);
    }
    return shortest <= other.longest && other.shortest <= longest && prefixesMeet(other);
  }

  private boolean prefixesMeet(WalletRule other) {
    int length = Math.min(from.length(), other.from.length());
    String a = from.substring(0, length);
    String b = to.substring(0, length);
    return a.compareTo(other.to.substring(0, length)) <= 0
        && other.from.substring(0, length).compareTo(b) <= 0;
  }
}
