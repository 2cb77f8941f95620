package dev.tillwright.core.payment;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * What the chip of a card told of a payment, for its slip and for who has to prove it later. None
 * of it is secret, and none of it is a card number.
 *
 * @param aid the application's name (tag 84, or 4F), 10 to 32 hexadecimal digits
 * @param label what it calls itself (tag 50); empty for none
 * @param preferredName how it wants to be called (tag 9F12); empty for none
 * @param check how the cardholder was verified (tag 9F34)
 * @param tvr terminal verification results (tag 95), 10 hexadecimal digits, or empty
 * @param tsi transaction status information (tag 9B), 4 hexadecimal digits, or empty
 * @param cryptogram the application's (tag 9F26), 16 hexadecimal digits, or empty
 * @param type of cryptogram (tag 9F27): {@code TC}, {@code ARQC}, {@code AAC}, or empty
 * @param counter the application's transaction counter (tag 9F36), 4 hexadecimal digits, or empty
 */
public record ChipFacts(
    String aid,
    String label,
    String preferredName,
    CardholderCheck check,
    String tvr,
    String tsi,
    String cryptogram,
    String type,
    String counter) {
  private static final int LATIN = 10;

  public ChipFacts {
    Objects.requireNonNull(check, "check");
    require(aid.matches("([0-9A-F]{2}){5,16}"), "aid");
    require(isName(label), "label");
    require(isName(preferredName), "preferredName");
    require(tvr.matches("([0-9A-F]{10})?"), "tvr");
    require(tsi.matches("([0-9A-F]{4})?"), "tsi");
    require(cryptogram.matches("([0-9A-F]{16})?"), "cryptogram");
    require(type.matches("(TC|ARQC|AAC)?"), "type");
    require(counter.matches("([0-9A-F]{4})?"), "counter");
  }

  private static void require(boolean fits, String field) {
    if (!fits) {
      throw new IllegalArgumentException("not what a chip tells: " + field);
    }
  }

  /** At most 16 characters (EMV Book 3, annex A), none that commands anything. */
  private static boolean isName(String name) {
    return name.length() <= 16 && name.chars().noneMatch(Character::isISOControl);
  }

  /**
   * From the data objects of a payment, as a kernel or a terminal gives them.
   *
   * @throws IllegalArgumentException naming the field, when one of them has a wrong form
   */
  public static ChipFacts from(TlvObjects objects) {
    String aid = hex(objects, "84");
    return new ChipFacts(
        aid.isEmpty() ? hex(objects, "4F") : aid,
        name(objects.value(TlvTag.of("50")), StandardCharsets.US_ASCII),
        preferredName(objects),
        objects.value(TlvTag.of("9F34")).map(CardholderCheck::of).orElse(CardholderCheck.UNKNOWN),
        hex(objects, "95"),
        hex(objects, "9B"),
        hex(objects, "9F26"),
        objects
            .value(TlvTag.of("9F27"))
            .filter(it -> it.length == 1)
            .map(ChipFacts::type)
            .orElse(""),
        hex(objects, "9F36"));
  }

  /** In a code page of ISO 8859 that the card names (tag 9F11); else the label does. */
  private static String preferredName(TlvObjects objects) {
    int table =
        objects
            .value(TlvTag.of("9F11"))
            .filter(it -> it.length == 1)
            .map(it -> (int) it[0])
            .orElse(0);
    String charset = "ISO-8859-" + table;
    return table >= 1 && table <= LATIN && Charset.isSupported(charset)
        ? name(objects.value(TlvTag.of("9F12")), Charset.forName(charset))
        : "";
  }

  private static String name(Optional<byte[]> value, Charset charset) {
    return value.map(it -> new String(it, charset).strip()).filter(ChipFacts::isName).orElse("");
  }

  private static String hex(TlvObjects objects, String tag) {
    return objects.value(TlvTag.of(tag)).map(HexFormat.of().withUpperCase()::formatHex).orElse("");
  }

  private static String type(byte[] information) {
    return switch (information[0] & 0xC0) {
      case 0x00 -> "AAC";
      case 0x40 -> "TC";
      case 0x80 -> "ARQC";
      default -> "";
    };
  }

  /** The name for people: the preferred one, else the label. */
  public String name() {
    return preferredName.isEmpty() ? label : preferredName;
  }

  /** The same, with the cardholder verified in another way, such as by his device. */
  public ChipFacts with(CardholderCheck how) {
    return new ChipFacts(aid, label, preferredName, how, tvr, tsi, cryptogram, type, counter);
  }

  /** As fields of a payload or of evidence. */
  public void write(JsonOut out) {
    out.put("aid", aid)
        .put("label", label)
        .put("name", preferredName)
        .put("check", check.name())
        .put("tvr", tvr)
        .put("tsi", tsi)
        .put("cryptogram", cryptogram)
        .put("type", type)
        .put("counter", counter);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not that
   */
  public static ChipFacts read(JsonIn in) {
    try {
      return new ChipFacts(
          in.text("aid"),
          in.text("label"),
          in.text("name"),
          CardholderCheck.valueOf(in.text("check")),
          in.text("tvr"),
          in.text("tsi"),
          in.text("cryptogram"),
          in.text("type"),
          in.text("counter"));
    } catch (IllegalArgumentException e) {
      throw in.wrong("aid", "is not what a chip tells, or a field beside it is wrong");
    }
  }
}
