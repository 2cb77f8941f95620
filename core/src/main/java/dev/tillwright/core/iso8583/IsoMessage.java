package dev.tillwright.core.iso8583;

import dev.tillwright.core.tlv.TlvFormatException;
import dev.tillwright.core.tlv.TlvObjects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message: a type and fields, each a text, bytes, or fields of its own. Immutable, but for
 * {@link #wipe}; for any number of threads.
 *
 * <p><b>Guarantees.</b> It prints its type and the numbers of its fields, never their values;
 * {@link #describe} shows values, but none of a card, track, PIN or chip. It keeps no text but its
 * own bytes, so {@link #wipe} leaves nothing of it behind. <b>Not promised:</b> whoever called
 * {@link #text} made a copy that cannot be wiped.
 */
public final class IsoMessage {
  static final int MTI_DIGITS = 4;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] mti;
  private final @Nullable Object[] values;

  private IsoMessage(byte[] mti, @Nullable Object[] values) {
    this.mti = mti;
    this.values = values;
  }

  /** Bytes, as against a text, which is kept as a plain array of ISO 8859-1. */
  private static final class Binary {
    private final byte[] bytes;

    Binary(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * Begins a message.
   *
   * @param mti message type identifier, four digits
   */
  public static Builder of(String mti) {
    if (!mti.matches("[0-9]{4}")) {
      throw new IllegalArgumentException("a message type has four digits");
    }
    return of(mti.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Builder of(byte[] mti) {
    return new Builder(mti);
  }

  /** Begins the fields within a field; they have no message type. */
  public static Builder within() {
    return new Builder(new byte[0]);
  }

  /** Four digits; empty for fields within a field. */
  public String mti() {
    return new String(mti, StandardCharsets.ISO_8859_1);
  }

  public boolean has(int number) {
    return number > 0 && number < values.length && values[number] != null;
  }

  /** The numbers of all fields, in order. */
  public List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    for (int number = next(0); number > 0; number = next(number)) {
      numbers.add(number);
    }
    return numbers;
  }

  /** A field's value, bytes as hexadecimal digits in capitals; nothing when it is not there. */
  public Optional<String> field(int number) {
    byte[] raw = raw(number);
    if (raw == null) {
      return Optional.empty();
    }
    return Optional.of(
        isBinary(number) ? HEX.formatHex(raw) : new String(raw, StandardCharsets.ISO_8859_1));
  }

  /** As {@link #field}, or an empty text. */
  public String text(int number) {
    return field(number).orElse("");
  }

  /** A copy of a field's bytes; of a text, its characters in ISO 8859-1. */
  public Optional<byte[]> bytes(int number) {
    byte[] raw = raw(number);
    return raw == null ? Optional.empty() : Optional.of(raw.clone());
  }

  /** The fields within a field. */
  public Optional<IsoMessage> nested(int number) {
    return has(number) && values[number] instanceof IsoMessage inner
        ? Optional.of(inner)
        : Optional.empty();
  }

  /**
   * The data objects in a field of bytes, such as chip data (55), byte for byte as they came;
   * nothing when there is no such field, or it is a text.
   *
   * @throws IsoFormatException with the tags in the path and the byte within the field
   */
  public Optional<TlvObjects> tlv(int number) {
    byte[] raw = raw(number);
    if (raw == null || !isBinary(number)) {
      return Optional.empty();
    }
    try {
      return Optional.of(TlvObjects.parse(raw));
    } catch (TlvFormatException e) {
      String path = e.path().isEmpty() ? "" : "." + e.path();
      throw new IsoFormatException(number + path, e.offset(), e.what());
    }
  }

  /** The same again, to change. */
  public Builder toBuilder() {
    Builder builder = new Builder(mti);
    System.arraycopy(values, 0, builder.values, 0, values.length);
    return builder;
  }

  /** Overwrites every value with zeros, also those of fields within fields. */
  public void wipe() {
    for (int number = next(0); number > 0; number = next(number)) {
      byte[] raw = raw(number);
      if (raw != null) {
        Arrays.fill(raw, (byte) 0);
      }
      nested(number).ifPresent(IsoMessage::wipe);
    }
  }

  /** Overwrites card numbers, tracks and PINs; of chip data the objects that hold such. */
  public void wipeSecrets() {
    for (int number : Description.secrets()) {
      byte[] raw = raw(number);
      if (raw != null && number == Description.CHIP && isBinary(number)) {
        ChipDescription.wipe(raw);
      } else if (raw != null) {
        Arrays.fill(raw, (byte) 0);
      }
    }
  }

  /** The message for people, one field a line, with stars where values are secret. */
  public String describe() {
    return Description.of(this);
  }

  byte[] mtiBytes() {
    return mti;
  }

  /** The next field after this one; 0 when there is none. */
  int next(int after) {
    for (int number = after + 1; number < values.length; number++) {
      if (values[number] != null) {
        return number;
      }
    }
    return 0;
  }

  /** The last field; 0 when there is none. */
  int last() {
    for (int number = values.length - 1; number > 0; number--) {
      if (values[number] != null) {
        return number;
      }
    }
    return 0;
  }

  /** The bytes themselves; null when there is no such field, or fields within it. */
  byte @Nullable [] raw(int number) {
    if (!has(number)) {
      return null;
    }
    Object value = values[number];
    if (value instanceof Binary binary) {
      return binary.bytes;
    }
    return value instanceof byte[] text ? text : null;
  }

  boolean isBinary(int number) {
    return has(number) && values[number] instanceof Binary;
  }

  /** Compares texts with texts and bytes with bytes. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof IsoMessage that) || !Arrays.equals(mti, that.mti)) {
      return false;
    }
    for (int number = 1; number < values.length; number++) {
      if (isBinary(number) != that.isBinary(number)
          || !Arrays.equals(raw(number), that.raw(number))
          || !nested(number).equals(that.nested(number))) {
        return false;
      }
    }
    return true;
  }

  /** From the type and the field numbers only, so that it tells nothing of the values. */
  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(mti), numbers());
  }

  /** The type and the numbers of the fields. */
  @Override
  public String toString() {
    return "IsoMessage[" + mti() + " " + numbers() + "]";
  }

  /** Puts a message together. Not for several threads. */
  public static final class Builder {
    private final byte[] mti;
    private final @Nullable Object[] values = new Object[MessageSpec.MAX_FIELD + 1];

    private Builder(byte[] mti) {
      this.mti = mti;
    }

    /** Sets a text, of characters of ISO 8859-1; of a field of bytes, hexadecimal digits. */
    public Builder set(int number, String value) {
      for (int i = 0; i < value.length(); i++) {
        if (value.charAt(i) > 0xFF) {
          throw new IllegalArgumentException(
              "field " + number + ": a character beyond ISO 8859-1 at " + i);
        }
      }
      return own(number, value.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    /** Sets a text from its characters in ISO 8859-1, which are copied and stay the caller's. */
    public Builder setText(int number, byte[] characters) {
      return own(number, characters.clone(), false);
    }

    /** Sets bytes, which are copied. */
    public Builder set(int number, byte[] bytes) {
      return own(number, bytes.clone(), true);
    }

    /** Sets data objects, such as chip data (55), whose bytes are copied. */
    public Builder set(int number, TlvObjects objects) {
      return own(number, objects.toBytes(), true);
    }

    /** Sets the fields within a field. */
    public Builder set(int number, IsoMessage within) {
      values[known(number)] = Objects.requireNonNull(within, "within");
      return this;
    }

    /** Takes a field out. */
    public Builder unset(int number) {
      values[known(number)] = null;
      return this;
    }

    /** Sets a value without a copy. */
    Builder own(int number, byte[] value, boolean binary) {
      values[known(number)] = binary ? new Binary(value) : value;
      return this;
    }

    public IsoMessage build() {
      return new IsoMessage(mti, values.clone());
    }

    private int known(int number) {
      int first = mti.length == 0 ? 1 : 2;
      if (number < first || number > MessageSpec.MAX_FIELD) {
        throw new IllegalArgumentException("fields are " + first + " to " + MessageSpec.MAX_FIELD);
      }
      return number;
    }
  }
}
