package dev.tillwright.core.iso8583;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dialect of ISO 8583 as data: which fields there are, and how each is written. Packs and unpacks
 * {@link IsoMessage}s.
 *
 * <p>Shipped: {@link #names}. Another one is a JSON text for {@link #parse}; see the shipped ones
 * for its form. A field is written as in the standard ({@code n..19}, {@code ans...999}, {@code
 * b8}), and how each type is written is said once for the dialect.
 *
 * <p><b>Guarantees.</b> Nothing is allocated by a length that a message declares; a message is at
 * most {@value #MAX_BYTES} bytes; whatever the bytes are, the answer is a message or an {@link
 * IsoFormatException}. Immutable, for any number of threads.
 */
public final class MessageSpec {
  /** The longest message, in bytes. */
  public static final int MAX_BYTES = 8_192;

  static final int MAX_FIELD = 128;

  private final String name;
  private final int edition;
  private final Encoding mti;
  private final Encoding bitmap;
  private final boolean twoBitmaps;
  private final @Nullable FieldSpec[] fields;

  MessageSpec(
      String name,
      int edition,
      Encoding mti,
      Encoding bitmap,
      boolean twoBitmaps,
      List<FieldSpec> fields) {
    this.name = name;
    this.edition = edition;
    this.mti = mti;
    this.bitmap = bitmap;
    this.twoBitmaps = twoBitmaps;
    this.fields = new FieldSpec[MAX_FIELD + 1];
    for (FieldSpec field : fields) {
      this.fields[field.number()] = field;
    }
  }

  /** The dialects that are shipped, by name. */
  public static List<String> names() {
    return SpecReader.SHIPPED;
  }

  /**
   * A shipped dialect.
   *
   * @throws IllegalArgumentException when none is called so
   */
  public static MessageSpec named(String name) {
    return SpecReader.shipped(name);
  }

  /**
   * Reads a dialect.
   *
   * @throws dev.tillwright.core.json.JsonException with the place of what cannot be understood
   */
  public static MessageSpec parse(String json) {
    return SpecReader.read(json);
  }

  /** ISO 8583:1987 in ASCII, with bitmaps and bytes as hexadecimal digits ({@code 87A}). */
  public static MessageSpec ascii1987() {
    return named("87A");
  }

  /** ISO 8583:1987 in ASCII, with bitmaps and bytes as they are ({@code 87Abb}). */
  public static MessageSpec binaryBitmap1987() {
    return named("87Abb");
  }

  /** The dialect's name. */
  public String name() {
    return name;
  }

  /** The edition of the standard: 1987, 1993 or 2003. */
  public int edition() {
    return edition;
  }

  /**
   * The message as bytes, for the caller to wipe if it holds a card number.
   *
   * @throws IsoFormatException when the dialect cannot write it; the offset is where it would stand
   */
  public byte[] pack(IsoMessage message) {
    Objects.requireNonNull(message, "message");
    try (WireOut out = new WireOut(MAX_BYTES)) {
      mti.put(out, message.mtiBytes(), Padding.NONE);
      putBody(out, message);
      return out.toBytes();
    }
  }

  /**
   * The message in these bytes, all of them.
   *
   * @throws IsoFormatException when they are not a message of this dialect
   */
  public IsoMessage unpack(byte[] bytes) {
    return unpack(bytes, 0, bytes.length);
  }

  /** As above, from a part of an array. */
  public IsoMessage unpack(byte[] bytes, int from, int length) {
    Objects.checkFromIndexSize(from, length, bytes.length);
    WireIn in = new WireIn(bytes, from, from + length);
    if (length > MAX_BYTES) {
      throw in.error("longer than a message may be");
    }
    in.need(mti.wireBytes(IsoMessage.MTI_DIGITS));
    byte[] type = mti.take(in, IsoMessage.MTI_DIGITS, Padding.NONE);
    if (FieldType.NUMERIC.firstWrong(type) >= 0) {
      throw in.error("a message type that is not digits");
    }
    return takeBody(in, IsoMessage.of(type));
  }

  /** A field of the dialect; null when it has none of this number. */
  @Nullable FieldSpec field(int number) {
    return fields[number];
  }

  void putBody(WireOut out, IsoMessage message) {
    out.path().at("bitmap");
    bitmap.put(out, Bitmap.of(message, twoBitmaps, out), Padding.NONE);
    for (int number = message.next(1); number > 0; number = message.next(number)) {
      out.path().at(number);
      FieldSpec field = fields[number];
      if (field == null) {
        throw out.error("the dialect does not have this field");
      }
      field.put(out, message);
    }
  }

  IsoMessage takeBody(WireIn in, IsoMessage.Builder message) {
    in.path().at("bitmap");
    byte[] bits = Bitmap.take(in, bitmap, twoBitmaps);
    for (int number = 2; number <= bits.length * 8; number++) {
      if (Bitmap.has(bits, number)) {
        in.path().at(number);
        FieldSpec field = fields[number];
        if (field == null) {
          throw in.error("the dialect does not have this field");
        }
        field.take(in, message);
      }
    }
    in.path().at("message");
    if (in.left() > 0) {
      throw in.error("bytes after the last field");
    }
    return message.build();
  }

  @Override
  public String toString() {
    return "MessageSpec[" + name + "]";
  }
}
