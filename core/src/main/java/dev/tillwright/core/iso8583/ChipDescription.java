package dev.tillwright.core.iso8583;

import dev.tillwright.core.tlv.TlvFormatException;
import dev.tillwright.core.tlv.TlvObject;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chip data for people, one object a line. Only objects that are known to tell nothing of the card
 * are shown; of the others one sees that they are there, and of unknown ones how long they are.
 */
final class ChipDescription {
  /** Number, expiry and name of the card, its tracks, and the PIN (EMV Book 3, annex A). */
  private static final Set<TlvTag> SECRET =
      tags("5A 57 56 5F20 5F24 9F0B 9F1F 9F20 9F6B 99 5F30 9F61");

  /** What a receipt or a log may show: application, amounts, dates, results and cryptograms. */
  private static final Set<TlvTag> PLAIN =
      tags(
          "4F 50 82 84 89 8A 8E 91 95 9A 9B 9C 5F2A 5F2D 5F34 5F36 9F02 9F03 9F06 9F07 9F08 9F09"
              + " 9F0D 9F0E 9F0F 9F10 9F11 9F12 9F15 9F1A 9F1C 9F1E 9F21 9F26 9F27 9F33 9F34 9F35"
              + " 9F36 9F37 9F39 9F40 9F41 9F53");

  private ChipDescription() {}

  private static Set<TlvTag> tags(String list) {
    return Arrays.stream(list.split(" ")).map(TlvTag::of).collect(Collectors.toUnmodifiableSet());
  }

  /** Stars when the bytes are no objects: then nothing is known of them. */
  static void append(StringBuilder text, String path, byte[] bytes) {
    try (TlvObjects objects = TlvObjects.parse(bytes)) {
      for (TlvObject object : objects.all()) {
        text.append('\n').append(path).append('.').append(object.tag()).append(' ');
        text.append(shown(object));
      }
    } catch (TlvFormatException e) {
      text.append('\n').append(path).append(" ****");
    }
  }

  private static String shown(TlvObject object) {
    if (SECRET.contains(object.tag())) {
      return "****";
    }
    return PLAIN.contains(object.tag())
        ? HexFormat.of().withUpperCase().formatHex(object.value())
        : "(" + object.length() + " bytes)";
  }

  /** Overwrites what is secret, and everything when the bytes are no objects. */
  static void wipe(byte[] bytes) {
    try (TlvObjects objects = TlvObjects.parse(bytes)) {
      objects.wipe(SECRET);
      byte[] wiped = objects.toBytes();
      System.arraycopy(wiped, 0, bytes, 0, bytes.length);
      Arrays.fill(wiped, (byte) 0);
    } catch (TlvFormatException e) {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
