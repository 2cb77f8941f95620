package dev.tillwright.core.tlv;

import java.util.Arrays;
import java.util.List;

/**
 * One data object: a tag, a value, and when the tag is a template the objects in it.
 *
 * <p><b>Guarantee.</b> It prints its tag and how long it is, never the value.
 */
public final class TlvObject {
  private final int code;
  private final byte[] bytes;
  private final int from;
  private final int length;
  private final List<TlvObject> inner;

  /** Keeps the list, which nobody changes any more. */
  TlvObject(int code, byte[] bytes, int from, int length, List<TlvObject> inner) {
    this.code = code;
    this.bytes = bytes;
    this.from = from;
    this.length = length;
    this.inner = inner;
  }

  public TlvTag tag() {
    return new TlvTag(code);
  }

  /** The bytes of its tag. */
  int code() {
    return code;
  }

  /** A copy of the value, for the caller to wipe where it is secret. */
  public byte[] value() {
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** How many bytes the value has. */
  public int length() {
    return length;
  }

  /** The objects in a template, in order; none in another. */
  public List<TlvObject> inner() {
    return inner;
  }

  void wipe() {
    Arrays.fill(bytes, from, from + length, (byte) 0);
  }

  @Override
  public String toString() {
    return TlvTag.text(code) + "[" + length + "]";
  }
}
