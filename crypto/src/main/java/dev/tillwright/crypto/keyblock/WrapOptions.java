package dev.tillwright.crypto.keyblock;

import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Exportability;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a block is written where the defaults do not do. They are: version D under AES and B under
 * triple DES; key version {@code 00}; the key's own exportability; no optional blocks but the
 * padding the header needs; key padding that hides the length (ANSI X9.143, 6.1).
 */
public final class WrapOptions {
  /** All defaults. */
  public static final WrapOptions DEFAULTS = builder().build();

  private final Optional<KeyBlockVersion> version;
  private final String keyVersion;
  private final Optional<Exportability> exportability;
  private final List<OptionalBlock> optional;
  private final boolean checkValues;
  private final OptionalInt padding;

  private WrapOptions(Builder builder) {
    this.version = builder.version;
    this.keyVersion = builder.keyVersion;
    this.exportability = builder.exportability;
    this.optional = List.copyOf(builder.optional);
    this.checkValues = builder.checkValues;
    this.padding = builder.padding;
  }

  /** Begins with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  Optional<KeyBlockVersion> version() {
    return version;
  }

  String keyVersion() {
    return keyVersion;
  }

  Optional<Exportability> exportability() {
    return exportability;
  }

  List<OptionalBlock> optional() {
    return optional;
  }

  boolean checkValues() {
    return checkValues;
  }

  OptionalInt padding() {
    return padding;
  }

  /** For one thread. */
  public static final class Builder {
    private Optional<KeyBlockVersion> version = Optional.empty();
    private String keyVersion = "00";
    private Optional<Exportability> exportability = Optional.empty();
    private final List<OptionalBlock> optional = new ArrayList<>();
    private boolean checkValues;
    private OptionalInt padding = OptionalInt.empty();

    private Builder() {}

    /**
     * Version A or C, for a peer that knows no other: a MAC of four bytes, and keys that are mere
     * variants.
     *
     * @param acknowledgement that this is old
     */
    public Builder oldVersion(KeyBlockVersion version, Acknowledgement acknowledgement) {
      if (acknowledgement != Acknowledgement.OLD_KEY_BLOCKS) {
        throw new IllegalArgumentException("old key blocks are acknowledged by OLD_KEY_BLOCKS");
      }
      this.version = Optional.of(version);
      return this;
    }

    /** Two letters or digits, beginning with something else than {@code c}. */
    public Builder keyVersion(String keyVersion) {
      if (keyVersion.startsWith("c")) {
        throw new IllegalArgumentException("components are not written as blocks");
      }
      this.keyVersion = keyVersion;
      return this;
    }

    /** What the receiver may do; never more than the key's own. */
    public Builder exportability(Exportability exportability) {
      this.exportability = Optional.of(exportability);
      return this;
    }

    /** One more optional block. */
    public Builder optional(OptionalBlock block) {
      optional.add(Objects.requireNonNull(block, "block"));
      return this;
    }

    /** Adds the check values of the key and of its protection key: {@code KC} and {@code KP}. */
    public Builder checkValues() {
      this.checkValues = true;
      return this;
    }

    /**
     * So many bytes of key padding, for a peer that expects the form of TR-31:2018: it shows how
     * long the key is. Together with the key and two bytes they fill whole blocks.
     */
    public Builder padding(int bytes) {
      if (bytes < 0 || bytes > 255) {
        throw new IllegalArgumentException("key padding is of 0 to 255 bytes");
      }
      this.padding = OptionalInt.of(bytes);
      return this;
    }

    /** Done. */
    public WrapOptions build() {
      return new WrapOptions(this);
    }
  }
}
