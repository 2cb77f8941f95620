package dev.tillwright.core.iso8583;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message, or of a field: those that a bitmap names, or without a bitmap all of
 * them in order, of which the last ones may be missing.
 */
final class Fields {
  private final @Nullable Encoding bitmap;
  private final boolean twoBitmaps;
  private final @Nullable FieldSpec[] specs = new FieldSpec[MessageSpec.MAX_FIELD + 1];

  Fields(@Nullable Encoding bitmap, boolean twoBitmaps, List<FieldSpec> fields) {
    this.bitmap = bitmap;
    this.twoBitmaps = twoBitmaps;
    for (FieldSpec field : fields) {
      specs[field.number()] = field;
    }
  }

  /** Null when there is none of this number. */
  @Nullable FieldSpec spec(int number) {
    return specs[number];
  }

  /** Whether there is no bitmap. */
  boolean inOrder() {
    return bitmap == null;
  }

  void put(WireOut out, IsoMessage message) {
    if (bitmap != null) {
      out.path().at("bitmap");
      bitmap.put(out, Bitmap.of(message, twoBitmaps, out), Padding.NONE);
    } else {
      withoutGap(out, message);
    }
    for (int number = message.next(0); number > 0; number = message.next(number)) {
      out.path().at(number);
      FieldSpec field = specs[number];
      if (field == null) {
        throw out.error("the dialect does not have this field");
      }
      field.put(out, message);
    }
  }

  private void withoutGap(WireOut out, IsoMessage message) {
    int last = message.last();
    for (int number = 1; number < last; number++) {
      if (specs[number] != null && !message.has(number)) {
        out.path().at(number);
        throw out.error("missing before one that is there");
      }
    }
  }

  IsoMessage take(WireIn in, IsoMessage.Builder message) {
    if (bitmap == null) {
      for (int number = 1; number < specs.length && in.left() > 0; number++) {
        if (specs[number] != null) {
          take(in, number, message);
        }
      }
    } else {
      in.path().at("bitmap");
      byte[] bits = Bitmap.take(in, bitmap, twoBitmaps);
      for (int number = 2; number <= bits.length * 8; number++) {
        if (Bitmap.has(bits, number)) {
          take(in, number, message);
        }
      }
    }
    in.path().at("message");
    if (in.left() > 0) {
      throw in.error("bytes after the last field");
    }
    return message.build();
  }

  private void take(WireIn in, int number, IsoMessage.Builder message) {
    in.path().at(number);
    FieldSpec field = specs[number];
    if (field == null) {
      throw in.error("the dialect does not have this field");
    }
    field.take(in, message);
  }
}
