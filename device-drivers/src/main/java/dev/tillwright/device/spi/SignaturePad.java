package dev.tillwright.device.spi;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.Signature;
import java.time.Duration;
import java.util.function.Function;

/** Takes a signature. What was drawn is somebody's: it is printed by nothing here. */
public interface SignaturePad extends Device {

  @Override
  SignaturePadCapabilities capabilities();

  /**
   * Shows what is signed, as far as the pad can, and waits until the customer is done.
   *
   * @throws DeviceException {@link Fault#TIMEOUT} when nobody ended it, {@link Fault#CANCELLED}
   *     after {@link #cancel}; what was drawn by then is wiped from the pad
   */
  Signed sign(ReceiptDocument slip, Duration limit);

  /** Ends a waiting {@link #sign} from another thread; nothing happens when none waits. */
  void cancel();

  /** How it ended. */
  sealed interface Signed {

    /** Exactly one of the functions is called. */
    default <T> T match(
        Function<Ink, T> ink, Function<Picture, T> picture, Function<Refused, T> refused) {
      if (this instanceof Ink it) {
        return ink.apply(it);
      } else if (this instanceof Picture it) {
        return picture.apply(it);
      } else {
        return refused.apply((Refused) this);
      }
    }

    /** Signed, as strokes. */
    record Ink(Signature signature) implements Signed {}

    /** Signed, as a picture in black and white, of pads that give no strokes. */
    final class Picture implements Signed {
      private static final int MAX_SIDE = 4_096;

      private final int width;
      private final int height;
      private final byte[] bits;

      /**
       * A picture.
       *
       * @param width 1 to 4,096
       * @param height 1 to 4,096
       * @param bits rows from the top, each padded to a whole byte, the leftmost point in the
       *     highest bit, 1 for ink
       */
      public Picture(int width, int height, byte[] bits) {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
          throw new IllegalArgumentException("a picture has sides of 1 to " + MAX_SIDE);
        }
        if (bits.length != (width + 7) / 8 * height) {
          throw new IllegalArgumentException("a picture has a bit a point, rows of whole bytes");
        }
        this.width = width;
        this.height = height;
        this.bits = bits.clone();
      }

      public int width() {
        return width;
      }

      public int height() {
        return height;
      }

      /** A copy. */
      public byte[] bits() {
        return bits.clone();
      }

      @Override
      public String toString() {
        return "Picture[" + width + "x" + height + "]";
      }
    }

    /** The customer did not sign. */
    record Refused() implements Signed {}
  }
}
