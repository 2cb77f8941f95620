package dev.tillwright.core.receipt;

import java.util.List;
import java.util.Objects;

/**
 * What a receipt says, free of any printer: blocks from top to bottom.
 *
 * @param blocks at most {@value #MAX_BLOCKS}
 */
public record ReceiptDocument(List<Block> blocks) {
  /** A bound, so that no receipt is endless. */
  public static final int MAX_BLOCKS = 5_000;

  public ReceiptDocument {
    blocks = List.copyOf(blocks);
    if (blocks.size() > MAX_BLOCKS) {
      throw new IllegalArgumentException("a receipt has at most " + MAX_BLOCKS + " blocks");
    }
  }

  /** One piece of a receipt. */
  public sealed interface Block {}

  /**
   * Text, wrapped at words when it is too long.
   *
   * @param text without control characters
   * @param align where
   * @param style how
   */
  public record Text(String text, Align align, Style style) implements Block {
    public Text {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(align, "align");
      Objects.requireNonNull(style, "style");
    }
  }

  /**
   * A text at the left and one at the right of the same line. When both do not fit, the left one is
   * wrapped and the right one stands on its last line.
   *
   * @param left without control characters
   * @param right without control characters; never wrapped
   * @param style how
   */
  public record Pair(String left, String right, Style style) implements Block {
    public Pair {
      Objects.requireNonNull(left, "left");
      Objects.requireNonNull(right, "right");
      Objects.requireNonNull(style, "style");
    }
  }

  /** A line across the paper. */
  public record Rule() implements Block {}

  /**
   * Empty lines.
   *
   * @param lines 1 to 20
   */
  public record Feed(int lines) implements Block {
    public Feed {
      if (lines < 1 || lines > 20) {
        throw new IllegalArgumentException("1 to 20 lines are fed");
      }
    }
  }

  /**
   * A QR code (ISO/IEC 18004), centred.
   *
   * @param content at most 1,000 characters
   */
  public record Qr(String content) implements Block {
    public Qr {
      if (content.isEmpty() || content.length() > 1_000) {
        throw new IllegalArgumentException("a QR code holds 1 to 1,000 characters");
      }
    }
  }

  /**
   * A signature, as wide as the paper allows, on a line of its own.
   *
   * @param signature what was drawn
   */
  public record Ink(Signature signature) implements Block {
    public Ink {
      Objects.requireNonNull(signature, "signature");
    }
  }

  /** Where a text stands. */
  public enum Align {
    LEFT,
    CENTER,
    RIGHT
  }

  /** How a text looks. Double width counts each character as two columns. */
  public enum Style {
    NORMAL,
    BOLD,
    LARGE
  }
}
