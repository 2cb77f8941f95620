package dev.tillwright.crypto.scan;

import dev.tillwright.core.tlv.TlvObject;
import dev.tillwright.core.tlv.TlvTag;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Goes through data objects. Where the tag says it is a number, nothing else need tell so. */
final class TlvScan {
  /**
   * The number and the tracks in packed digits: EMV Book 3 annex A; 9F6B of contactless kernels.
   */
  private static final Set<TlvTag> PACKED =
      Set.of(TlvTag.of("5A"), TlvTag.of("57"), TlvTag.of("9F6B"));

  private TlvScan() {}

  static void walk(
      PanScanner scanner, List<TlvObject> objects, String above, List<TlvFinding> found) {
    for (TlvObject object : objects) {
      String path = above.isEmpty() ? object.tag().toString() : above + "." + object.tag();
      if (object.tag().isTemplate()) {
        walk(scanner, object.inner(), path, found);
        continue;
      }
      byte[] value = object.value();
      if (PACKED.contains(object.tag())) {
        packed(value, path, found);
      } else {
        scanner.scan(value).forEach(match -> found.add(new TlvFinding(path, match)));
      }
      Arrays.fill(value, (byte) 0);
    }
  }

  private static void packed(byte[] value, String path, List<TlvFinding> found) {
    byte[] digits = new byte[Issuers.LONGEST + 1];
    int count = 0;
    for (int i = 0; i < 2 * value.length && count < digits.length; i++) {
      int nibble = i % 2 == 0 ? (value[i / 2] & 0xff) >> 4 : value[i / 2] & 0xf;
      if (nibble > 9) {
        break;
      }
      digits[count++] = (byte) nibble;
    }
    String brand = count <= Issuers.LONGEST ? Issuers.brand(digits, 0, count) : null;
    if (brand != null) {
      found.add(
          new TlvFinding(
              path,
              new PanMatch(
                  0, (count + 1) / 2, PanForm.BCD, brand, Issuers.masked(digits, 0, count))));
    }
    Arrays.fill(digits, (byte) 0);
  }
}
