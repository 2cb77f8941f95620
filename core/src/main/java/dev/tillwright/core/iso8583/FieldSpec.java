package dev.tillwright.core.iso8583;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One field of a dialect: type x encoding x padding x prefix.
 *
 * @param number 2 to 128; also 1 within a field that has no bitmap
 * @param name of the standard
 * @param type what it holds
 * @param encoding how it becomes bytes
 * @param padding what fills it
 * @param prefix the length before it; null for a fixed field
 * @param size of a fixed field, the largest of a variable one, in units of the value
 * @param nested the fields within; null unless the type is nested
 */
record FieldSpec(
    int number,
    String name,
    FieldType type,
    Encoding encoding,
    Padding padding,
    @Nullable LengthPrefix prefix,
    int size,
    @Nullable Fields nested) {

  void put(WireOut out, IsoMessage message) {
    if (nested != null) {
      putNested(out, message, nested);
      return;
    }
    byte[] value = value(out, message);
    if (prefix == null) {
      value = padding.fill(value, size);
      if (value.length != size) {
        throw out.error(value.length < size ? "too short" : "too long");
      }
    } else if (value.length > size) {
      throw out.error("too long");
    }
    if (type.firstWrong(value) >= 0) {
      throw out.error("a character that the field may not hold");
    }
    if (prefix != null) {
      prefix.put(out, prefix.countsBytes() ? encoding.wireBytes(value.length) : value.length);
    }
    encoding.put(out, value, padding);
  }

  private byte[] value(WireOut out, IsoMessage message) {
    byte[] value = message.raw(number);
    if (type != FieldType.BINARY) {
      if (value == null || message.isBinary(number)) {
        throw out.error("a text was expected");
      }
      return value;
    }
    if (value == null) {
      throw out.error("bytes were expected");
    }
    if (message.isBinary(number)) {
      return value;
    }
    try {
      return HexFormat.of().parseHex(new String(value, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw out.error("bytes or hexadecimal digits were expected");
    }
  }

  private void putNested(WireOut out, IsoMessage message, Fields inner) {
    IsoMessage value = message.nested(number).orElseThrow(() -> out.error("fields were expected"));
    int start = out.size();
    String before = out.path().enter();
    inner.put(out, value);
    out.path().leave(before, number);
    byte[] body = out.cut(start);
    if (body.length > size) {
      throw out.error("too long");
    }
    if (prefix != null) {
      prefix.put(out, body.length);
    } else if (body.length < size) {
      throw out.error("too short");
    }
    out.put(body);
    Arrays.fill(body, (byte) 0);
  }

  void take(WireIn in, IsoMessage.Builder message) {
    int units = size;
    if (prefix != null) {
      units = declared(in, prefix);
    }
    if (nested != null) {
      message.set(number, takeNested(in, nested, units));
      return;
    }
    // Only now that the bytes are known to be there may anything be allocated for them.
    in.need(encoding.wireBytes(units));
    byte[] value = encoding.take(in, units, padding);
    if (type.firstWrong(value) >= 0) {
      throw in.error("a character that the field may not hold");
    }
    message.own(number, value, type == FieldType.BINARY);
  }

  private int declared(WireIn in, LengthPrefix length) {
    int declared = length.take(in);
    int most = length.countsBytes() ? encoding.wireBytes(size) : size;
    if (declared > most) {
      throw in.error("longer than the field may be");
    }
    if (length.countsBytes()) {
      in.need(declared);
      // As many bytes as the field may have: then a half byte that is one too many only fills.
      return Math.min(size, encoding.unitsIn(in, declared, padding));
    }
    return declared;
  }

  private IsoMessage takeNested(WireIn in, Fields inner, int bytes) {
    int outer = in.narrow(bytes);
    String before = in.path().enter();
    IsoMessage value = inner.take(in, IsoMessage.within());
    in.path().leave(before, number);
    in.widen(outer);
    return value;
  }
}
