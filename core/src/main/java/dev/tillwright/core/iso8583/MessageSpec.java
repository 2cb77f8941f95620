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
  private final Fields fields;

  MessageSpec(String name, int edition, Encoding mti, Fields fields) {
    this.name = name;
    this.edition = edition;
    this.mti = mti;
    this.fields = fields;
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
      put(out, message);
      return out.toBytes();
    }
  }

  /**
   * As {@link #pack(IsoMessage)}, with a code in field 64, or 128 when there are fields beyond 64.
   *
   * @throws IllegalArgumentException when the message has such a field, or the dialect has no room
   *     of eight bytes for it
   */
  public byte[] pack(IsoMessage message, MessageMac mac) {
    IsoMessage prepared = mac.prepare(message);
    try (WireOut out = new WireOut(MAX_BYTES)) {
      put(out, MacField.with(prepared, this));
      MacField.seal(out, prepared, this, mac);
      return out.toBytes();
    }
  }

  private void put(WireOut out, IsoMessage message) {
    mti.put(out, message.mtiBytes(), Padding.NONE);
    fields.put(out, message);
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
    return fields.take(in, IsoMessage.of(type));
  }

  /**
   * As {@link #unpack(byte[])}, of a message that must have the right code in field 64, or 128 when
   * there are fields beyond 64.
   *
   * @throws IsoMacException when it has no code, or a wrong one: the same error either way
   */
  public IsoMessage unpack(byte[] bytes, MessageMac mac) {
    return unpack(bytes, 0, bytes.length, mac);
  }

  /** As above, from a part of an array. */
  public IsoMessage unpack(byte[] bytes, int from, int length, MessageMac mac) {
    IsoMessage message = unpack(bytes, from, length);
    MacField.check(message, this, mac, bytes, from, length);
    return message;
  }

  /** A field of the dialect; null when it has none of this number. */
  @Nullable FieldSpec field(int number) {
    return fields.spec(number);
  }

  @Override
  public String toString() {
    return "MessageSpec[" + name + "]";
  }
}
