package dev.tillwright.core.tlv;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Data objects one after the other, as they came (EMV Book 3, annex B).
 *
 * <p><b>Guarantees.</b> What was read is given back byte for byte, unknown tags, long forms of
 * length and filling zeros included. At most {@value #MAX_BYTES} bytes, {@value #MAX_OBJECTS}
 * objects, templates {@value #MAX_DEPTH} deep; nothing is allocated by a declared length. It prints
 * tags, never values. Immutable, but for {@link #wipe} and {@link #close}; for any number of
 * threads.
 */
public final class TlvObjects implements AutoCloseable {
  /** The longest run of objects, in bytes. */
  public static final int MAX_BYTES = 65_535;

  /** How many objects there may be, those in templates included. */
  public static final int MAX_OBJECTS = 1_024;

  /** How deep templates may stand in one another. */
  public static final int MAX_DEPTH = 8;

  private final byte[] bytes;

  /** Made when first asked for: who looks up one value needs none of the others. */
  private volatile @Nullable List<TlvObject> objects;

  private TlvObjects(byte[] bytes) {
    this.bytes = bytes;
    new TlvIn(bytes).check();
  }

  /**
   * Reads all of these bytes, which are copied.
   *
   * @throws TlvFormatException when they are not data objects
   */
  public static TlvObjects parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new TlvFormatException("", MAX_BYTES, "more than " + MAX_BYTES + " bytes");
    }
    return new TlvObjects(bytes.clone());
  }

  /** Begins without an object. */
  public static Builder builder() {
    return new Builder();
  }

  /** Those at the top, in order. */
  public List<TlvObject> objects() {
    List<TlvObject> made = objects;
    if (made == null) {
      made = new TlvIn(bytes).objects();
      objects = made;
    }
    return made;
  }

  /** The first object of this tag in reading order, templates opened. */
  public Optional<TlvObject> find(TlvTag tag) {
    List<TlvObject> made = objects;
    return Optional.ofNullable(
        made == null ? new TlvIn(bytes).find(tag.code()) : find(made, tag.code()));
  }

  private static @Nullable TlvObject find(List<TlvObject> objects, int code) {
    for (TlvObject object : objects) {
      TlvObject found = object.code() == code ? object : find(object.inner(), code);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** A copy of the first value of this tag; nothing when it is not there. */
  public Optional<byte[]> value(TlvTag tag) {
    return find(tag).map(TlvObject::value);
  }

  /** All objects in reading order: a template, then what stands in it. */
  public List<TlvObject> all() {
    List<TlvObject> all = new ArrayList<>();
    visit(objects(), all::add);
    return all;
  }

  private static void visit(List<TlvObject> objects, Consumer<TlvObject> each) {
    for (TlvObject object : objects) {
      each.accept(object);
      visit(object.inner(), each);
    }
  }

  /** A copy of the bytes, as they came. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Overwrites the values of these tags with zeros, wherever they stand. */
  public void wipe(Set<TlvTag> tags) {
    all().stream().filter(each -> tags.contains(each.tag())).forEach(TlvObject::wipe);
  }

  /** Overwrites the bytes with zeros. */
  @Override
  public void close() {
    objects(); // tags and lengths outlive the values
    Arrays.fill(bytes, (byte) 0);
  }

  /** Compares byte for byte. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TlvObjects that && Arrays.equals(bytes, that.bytes);
  }

  /** From the tags only, so that it tells nothing of the values. */
  @Override
  public int hashCode() {
    return all().stream().map(TlvObject::tag).toList().hashCode();
  }

  /** Tags and lengths. */
  @Override
  public String toString() {
    return "TlvObjects" + all();
  }

  /** Puts objects together, with the shortest form of each length. Not for several threads. */
  public static final class Builder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Builder() {}

    /**
     * Adds an object. The value of a template must be objects itself.
     *
     * @throws TlvFormatException when the whole becomes longer than the bound
     */
    public Builder add(TlvTag tag, byte[] value) {
      Objects.requireNonNull(tag, "tag");
      if (value.length > MAX_BYTES - out.size()) {
        throw new TlvFormatException(
            tag.toString(), out.size(), "more than " + MAX_BYTES + " bytes");
      }
      for (int i = tag.length() - 1; i >= 0; i--) {
        out.write(tag.code() >>> 8 * i);
      }
      if (value.length > 0xFF) {
        out.write(0x82);
        out.write(value.length >> 8);
      } else if (value.length > 0x7F) {
        out.write(0x81);
      }
      out.write(value.length);
      out.write(value, 0, value.length);
      return this;
    }

    /** Adds a template with these objects. */
    public Builder add(TlvTag template, TlvObjects inner) {
      if (!template.isTemplate()) {
        throw new IllegalArgumentException("the tag is not that of a template");
      }
      return add(template, inner.bytes);
    }

    /**
     * All that was added.
     *
     * @throws TlvFormatException when it is beyond a bound, or a template's value is not objects
     */
    public TlvObjects build() {
      return parse(out.toByteArray());
    }
  }
}
