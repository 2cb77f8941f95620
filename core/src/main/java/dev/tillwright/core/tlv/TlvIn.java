package dev.tillwright.core.tlv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads data objects out of bytes. Looks at what is left before each step. */
final class TlvIn {
  private static final int INDEFINITE = 0x80;
  private static final int LONGEST_LENGTH = 4;

  private final byte[] bytes;

  /** The tags around the place, of which only an error makes a text. */
  private final int[] around = new int[TlvObjects.MAX_DEPTH + 2];

  private int depth;
  private int at;
  private int count;

  TlvIn(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads all and keeps nothing: only whether it is as it must be. */
  void check() {
    check(bytes.length);
  }

  private void check(int end) {
    if (depth > TlvObjects.MAX_DEPTH) {
      throw error("templates deeper than " + TlvObjects.MAX_DEPTH);
    }
    while (at < end) {
      if (bytes[at] == 0) {
        at++; // EMV Book 3, annex B1: 00 may fill before, between and after objects
        continue;
      }
      if (++count > TlvObjects.MAX_OBJECTS) {
        throw error("more than " + TlvObjects.MAX_OBJECTS + " objects");
      }
      int code = tag(end);
      around[depth++] = code;
      int length = length(end);
      if (TlvTag.isTemplate(code)) {
        check(at + length);
      } else {
        at += length;
      }
      depth--;
    }
  }

  /** All objects, of bytes that were checked. */
  List<TlvObject> objects() {
    return objects(bytes.length);
  }

  private List<TlvObject> objects(int end) {
    List<TlvObject> objects = new ArrayList<>(4);
    while (at < end) {
      if (bytes[at] == 0) {
        at++;
      } else {
        int code = tag(end);
        objects.add(object(code, length(end)));
      }
    }
    return Collections.unmodifiableList(objects);
  }

  private TlvObject object(int code, int length) {
    int from = at;
    List<TlvObject> inner = List.of();
    if (TlvTag.isTemplate(code)) {
      inner = objects(from + length);
    } else {
      at += length;
    }
    return new TlvObject(code, bytes, from, length, inner);
  }

  /** The first object of this tag, of bytes that were checked. */
  @Nullable TlvObject find(int wanted) {
    // A template's objects follow it as its value, so going on within it needs no depth.
    while (at < bytes.length) {
      if (bytes[at] == 0) {
        at++;
        continue;
      }
      int code = tag(bytes.length);
      int length = length(bytes.length);
      if (code == wanted) {
        return object(code, length);
      }
      if (!TlvTag.isTemplate(code)) {
        at += length;
      }
    }
    return null;
  }

  /** A tag and a length of one byte, without a value. */
  DataObjectList.Entry entry() {
    int code = tag(bytes.length);
    around[depth++] = code;
    int length = take(bytes.length, "the length is missing");
    depth--;
    return new DataObjectList.Entry(new TlvTag(code), length);
  }

  private int tag(int end) {
    int start = at;
    int first = take(end, "the tag ends too early");
    if (first == 0) {
      throw error("a byte of zero where a tag was expected");
    }
    int code = first;
    if (TlvTag.isLong(first)) {
      int next;
      do {
        if (at - start == TlvTag.MAX_BYTES) {
          throw error("a tag of more than " + TlvTag.MAX_BYTES + " bytes");
        }
        next = take(end, "the tag ends too early");
        code = code << 8 | next;
      } while (TlvTag.goesOn(next));
    }
    return code;
  }

  private int length(int end) {
    int first = take(end, "the length is missing");
    long length = first;
    if (first == INDEFINITE) {
      throw error("an indefinite length");
    }
    if (first > INDEFINITE) {
      int bytesOfIt = first - INDEFINITE;
      if (bytesOfIt > LONGEST_LENGTH) {
        throw error("a length of more than " + LONGEST_LENGTH + " bytes");
      }
      length = 0;
      for (int i = 0; i < bytesOfIt; i++) {
        length = length << 8 | take(end, "the length ends too early");
      }
    }
    if (length > end - at) {
      throw error("longer than what is left");
    }
    return (int) length;
  }

  private int take(int end, String otherwise) {
    if (at >= end) {
      throw error(otherwise);
    }
    return bytes[at++] & 0xFF;
  }

  boolean isDone() {
    return at >= bytes.length;
  }

  private TlvFormatException error(String what) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      path.append(i == 0 ? "" : ".").append(TlvTag.text(around[i]));
    }
    return new TlvFormatException(path.toString(), at, what);
  }
}
