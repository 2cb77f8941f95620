package dev.tillwright.core.tlv;

import java.util.ArrayList;
import java.util.List;

/** Reads data objects out of bytes. Looks at what is left before each step. */
final class TlvIn {
  private static final int INDEFINITE = 0x80;
  private static final int LONGEST_LENGTH = 4;

  private final byte[] bytes;
  private int at;
  private int count;

  TlvIn(byte[] bytes) {
    this.bytes = bytes;
  }

  List<TlvObject> objects() {
    return objects(bytes.length, "", 0);
  }

  private List<TlvObject> objects(int end, String path, int depth) {
    if (depth > TlvObjects.MAX_DEPTH) {
      throw error(path, "templates deeper than " + TlvObjects.MAX_DEPTH);
    }
    List<TlvObject> objects = new ArrayList<>();
    while (at < end) {
      if (bytes[at] == 0) {
        at++; // EMV Book 3, annex B1: 00 may fill before, between and after objects
      } else {
        objects.add(object(end, path, depth));
      }
    }
    return objects;
  }

  private TlvObject object(int end, String path, int depth) {
    if (++count > TlvObjects.MAX_OBJECTS) {
      throw error(path, "more than " + TlvObjects.MAX_OBJECTS + " objects");
    }
    TlvTag tag = tag(end, path);
    String here = path.isEmpty() ? tag.toString() : path + "." + tag;
    int length = length(end, here);
    int from = at;
    if (!tag.isTemplate()) {
      at += length;
      return new TlvObject(tag, bytes, from, length, List.of());
    }
    return new TlvObject(tag, bytes, from, length, objects(from + length, here, depth + 1));
  }

  TlvTag tag(int end, String path) {
    int start = at;
    int first = take(end, path, "the tag ends too early");
    if (first == 0) {
      throw error(path, "a byte of zero where a tag was expected");
    }
    int code = first;
    if (TlvTag.isLong(first)) {
      int next;
      do {
        if (at - start == TlvTag.MAX_BYTES) {
          throw error(path, "a tag of more than " + TlvTag.MAX_BYTES + " bytes");
        }
        next = take(end, path, "the tag ends too early");
        code = code << 8 | next;
      } while (TlvTag.goesOn(next));
    }
    return new TlvTag(code);
  }

  private int length(int end, String path) {
    int first = take(end, path, "the length is missing");
    long length = first;
    if (first == INDEFINITE) {
      throw error(path, "an indefinite length");
    }
    if (first > INDEFINITE) {
      int bytesOfIt = first - INDEFINITE;
      if (bytesOfIt > LONGEST_LENGTH) {
        throw error(path, "a length of more than " + LONGEST_LENGTH + " bytes");
      }
      length = 0;
      for (int i = 0; i < bytesOfIt; i++) {
        length = length << 8 | take(end, path, "the length ends too early");
      }
    }
    if (length > end - at) {
      throw error(path, "longer than what is left");
    }
    return (int) length;
  }

  int take(int end, String path, String otherwise) {
    if (at >= end) {
      throw error(path, otherwise);
    }
    return bytes[at++] & 0xFF;
  }

  boolean isDone() {
    return at >= bytes.length;
  }

  private TlvFormatException error(String path, String what) {
    return new TlvFormatException(path, at, what);
  }
}
