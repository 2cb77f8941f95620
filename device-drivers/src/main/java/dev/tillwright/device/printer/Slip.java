package dev.tillwright.device.printer;

import dev.tillwright.core.receipt.ReceiptDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One piece of paper: a receipt, with pictures and bar codes around it. Immutable.
 *
 * <pre>{@code
 * Slip.builder().image(logo).receipt(document).barcode(Barcode.of(CODE_128, "R-20417")).build();
 * }</pre>
 */
public final class Slip {
  /** A bound, so that no slip is endless. */
  public static final int MAX_PARTS = 100;

  private final List<Part> parts;

  private Slip(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** A slip that is one receipt. */
  public static Slip of(ReceiptDocument document) {
    return new Slip(List.of(new Receipt(document)));
  }

  /** A slip made of parts, at least one. */
  public static Builder builder() {
    return new Builder();
  }

  /** From top to bottom. */
  public List<Part> parts() {
    return parts;
  }

  /** A part of a slip. */
  public sealed interface Part {}

  /** What core says. */
  public record Receipt(ReceiptDocument document) implements Part {
    public Receipt {
      Objects.requireNonNull(document, "document");
    }
  }

  /** A picture, centred. */
  public record Drawing(Image image) implements Part {
    public Drawing {
      Objects.requireNonNull(image, "image");
    }
  }

  /** A bar code, centred. */
  public record Code(Barcode barcode) implements Part {
    public Code {
      Objects.requireNonNull(barcode, "barcode");
    }
  }

  /** Collects parts from top to bottom. */
  public static final class Builder {
    private final List<Part> parts = new ArrayList<>();

    private Builder() {}

    private Builder add(Part part) {
      if (parts.size() == MAX_PARTS) {
        throw new IllegalArgumentException("a slip has at most " + MAX_PARTS + " parts");
      }
      parts.add(part);
      return this;
    }

    public Builder receipt(ReceiptDocument document) {
      return add(new Receipt(document));
    }

    public Builder image(Image image) {
      return add(new Drawing(image));
    }

    public Builder barcode(Barcode barcode) {
      return add(new Code(barcode));
    }

    public Slip build() {
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("a slip has at least one part");
      }
      return new Slip(parts);
    }
  }
}
