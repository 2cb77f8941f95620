package dev.tillwright.loyalty.member;

import dev.tillwright.core.card.CardToken;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a member shows to be recognised. The value goes in and never comes out: it has no accessor,
 * and {@link #toString} gives the kind only.
 */
public final class Identifier {
  private static final int MAX_QR = 512;
  private static final int MAX_ID = 128;

  private final IdentifierKind kind;
  private final String value;

  private Identifier(IdentifierKind kind, String value) {
    this.kind = kind;
    this.value = value;
  }

  /** A loyalty card, or a payment card, by what stands for its number. */
  public static Identifier card(CardToken token) {
    return new Identifier(IdentifierKind.CARD, token.value());
  }

  /**
   * A phone number, written with its country in any usual way.
   *
   * @throws IllegalArgumentException when it is not {@code +} and 7 to 15 digits
   */
  public static Identifier phone(String number) {
    return new Identifier(IdentifierKind.PHONE, Values.phone(number));
  }

  /** What a QR code says: 1 to 512 printable ASCII characters without blanks. */
  public static Identifier qr(String content) {
    return new Identifier(IdentifierKind.QR, Values.printable("QR code", content, MAX_QR));
  }

  /** The account of an app: 1 to 128 printable ASCII characters without blanks. */
  public static Identifier app(String account) {
    return new Identifier(IdentifierKind.APP, Values.printable("app account", account, MAX_ID));
  }

  /**
   * The member's number at a partner.
   *
   * @param partner 1 to 32 lower-case letters, digits and hyphens
   * @param id 1 to 128 printable ASCII characters without blanks
   */
  public static Identifier partner(String partner, String id) {
    if (!partner.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException("partner: 1 to 32 lower-case letters, digits, hyphens");
    }
    return new Identifier(
        IdentifierKind.PARTNER, partner + ":" + Values.printable("partner id", id, MAX_ID));
  }

  /** What it is. */
  public IdentifierKind kind() {
    return kind;
  }

  /** The value in its one form, for the caller to wipe. */
  byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Identifier that && kind == that.kind && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, value);
  }

  @Override
  public String toString() {
    return "Identifier[" + kind + "]";
  }
}
