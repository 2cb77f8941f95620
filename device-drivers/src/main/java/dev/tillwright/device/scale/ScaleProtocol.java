package dev.tillwright.device.scale;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a scale is spoken with. Each comes from a layout that was published in a manual; none was
 * tried on metal.
 *
 * <p><b>Threads.</b> Any: nothing is kept.
 */
public sealed interface ScaleProtocol permits Toledo8217, CasDialogue, CasStream {
  /** The longest answer of any; what is longer is noise. */
  int MAX_FRAME = 64;

  /** Its name in settings: {@code "8217"}, {@code "cas"}, {@code "cas22"}. */
  String id();

  /** All that are known. */
  static List<ScaleProtocol> all() {
    return KnownProtocols.ALL;
  }

  /** The protocol of a name. */
  static Optional<ScaleProtocol> named(String id) {
    return all().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /**
   * Understands an answer. Bytes ahead of its beginning are passed over.
   *
   * @return empty when it is not complete yet
   * @throws ScaleFormatException when it is wrong, at the place
   */
  Optional<ScaleFrame> parse(byte[] bytes);

  /** Whether the scale sends unasked. */
  boolean streams();

  /** What asks for the weight, in steps that each wait for the byte behind the step before. */
  List<Ask> asks();

  /** What sets zero; empty when it cannot from here. */
  default byte[] zero() {
    return new byte[0];
  }

  /** What takes the load as tare; empty when it cannot from here. */
  default byte[] tare() {
    return new byte[0];
  }

  /**
   * A step.
   *
   * @param send what to send
   * @param answered the byte that must come before the next step; -1 for none
   */
  record Ask(int send, int answered) {}

  /** Where a byte first stands; -1 when it does not. */
  static int indexOf(byte[] bytes, int value) {
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == (byte) value) {
        return at;
      }
    }
    return -1;
  }

  /** A decimal of digits and a point, with at most one sign ahead, and no more. */
  static BigDecimal decimal(byte[] bytes, int from, int to) {
    String text = new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.ISO_8859_1);
    String bare = text.strip();
    if (!bare.matches("[+-]? *[0-9]+(\\.[0-9]+)?")) {
      throw new ScaleFormatException(from, "not a weight");
    }
    return new BigDecimal(bare.replace(" ", ""));
  }
}
