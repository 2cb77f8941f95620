package dev.tillwright.device.emv;

import dev.tillwright.core.tlv.DataObjectList;
import dev.tillwright.core.tlv.TlvTag;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What the till tells a card that asks by a list of tags and lengths. Immutable.
 *
 * <p><b>Guarantee.</b> What is not known here, or is a template, is told as zeros; a value is made
 * to fit the length that the card asks for as its format demands (EMV book 3, 5.4).
 */
public final class DolValues {
  private final Map<TlvTag, Value> values;

  private DolValues(Map<TlvTag, Value> values) {
    this.values = Map.copyOf(values);
  }

  /** How a value is cut and filled. */
  public enum Format {
    /** Decimal digits, two in a byte: cut and filled with zeros on the left. */
    NUMERIC,
    /** Decimal digits, two in a byte: cut on the right, filled with F on the right. */
    COMPRESSED_NUMERIC,
    /** Anything else: cut and filled with zeros on the right. */
    BINARY
  }

  private static final class Value {
    private final byte[] bytes;
    private final Format format;

    Value(byte[] bytes, Format format) {
      this.bytes = bytes;
      this.format = format;
    }
  }

  /** Nothing is known yet. */
  public static Builder builder() {
    return new Builder(new HashMap<>());
  }

  /** These values and more. */
  public Builder toBuilder() {
    return new Builder(new HashMap<>(values));
  }

  /** The bytes a list asks for, in its order. */
  public byte[] answer(DataObjectList list) {
    byte[] all = new byte[list.length()];
    int at = 0;
    for (DataObjectList.Entry entry : list.entries()) {
      Value value = entry.tag().isTemplate() ? null : values.get(entry.tag());
      if (value != null) {
        fit(value, all, at, entry.length());
      }
      at += entry.length();
    }
    return all;
  }

  private static void fit(Value value, byte[] into, int at, int length) {
    byte[] bytes = value.bytes;
    int kept = Math.min(bytes.length, length);
    if (value.format == Format.NUMERIC) {
      System.arraycopy(bytes, bytes.length - kept, into, at + length - kept, kept);
    } else {
      System.arraycopy(bytes, 0, into, at, kept);
      if (value.format == Format.COMPRESSED_NUMERIC) {
        Arrays.fill(into, at + kept, at + length, (byte) 0xFF);
      }
    }
  }

  /** Collects values. Not for several threads. */
  public static final class Builder {
    private final Map<TlvTag, Value> values;

    private Builder(Map<TlvTag, Value> values) {
      this.values = values;
    }

    /** Any value. */
    public Builder set(String tag, byte[] value, Format format) {
      Objects.requireNonNull(format, "format");
      values.put(TlvTag.of(tag), new Value(value.clone(), format));
      return this;
    }

    /** Amount, authorised (9F02), in the currency's smallest unit: 0 to 999,999,999,999. */
    public Builder amount(long amount) {
      return digits("9F02", amount, 12);
    }

    /** Amount, other (9F03): cashback. */
    public Builder otherAmount(long amount) {
      return digits("9F03", amount, 12);
    }

    /** Where the till stands (9F1A), by ISO 3166-1 number: 826. */
    public Builder country(int number) {
      return digits("9F1A", number, 4);
    }

    /** The currency (5F2A), by ISO 4217 number: 826. */
    public Builder currency(int number) {
      return digits("5F2A", number, 4);
    }

    /** Date (9A) and time (9F21) of the till. */
    public Builder at(LocalDateTime time) {
      digits("9A", three(time.getYear() % 100, time.getMonthValue(), time.getDayOfMonth()), 6);
      return digits("9F21", three(time.getHour(), time.getMinute(), time.getSecond()), 6);
    }

    private static long three(long first, long second, long third) {
      return first * 10_000 + second * 100 + third;
    }

    /** Type of transaction (9C), the first two digits of ISO 8583 field 3: 0 for a purchase. */
    public Builder type(int type) {
      return digits("9C", type, 2);
    }

    /** A number that the card cannot foresee (9F37). */
    public Builder unpredictable(SecureRandom random) {
      byte[] number = new byte[4];
      random.nextBytes(number);
      return set("9F37", number, Format.BINARY);
    }

    private Builder digits(String tag, long number, int digits) {
      String text = String.format(java.util.Locale.ROOT, "%0" + digits + "d", number);
      if (number < 0 || text.length() > digits) {
        throw new IllegalArgumentException("tag " + tag + " has at most " + digits + " digits");
      }
      return set(tag, java.util.HexFormat.of().parseHex(text), Format.NUMERIC);
    }

    public DolValues build() {
      return new DolValues(values);
    }
  }
}
