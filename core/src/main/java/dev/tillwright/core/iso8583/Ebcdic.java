package dev.tillwright.core.iso8583;

import java.util.HexFormat;

/**
 * EBCDIC code pages as permutations of ISO 8859-1. The tables stand here because a small runtime
 * image may lack the JDK's extended character sets.
 */
final class Ebcdic {
  /** IBM 1047, with 15 as line feed as the JDK has it. */
  static final Ebcdic CP1047 =
      new Ebcdic(
          "000102039C09867F978D8E0B0C0D0E0F101112139D0A08871819928F1C1D1E1F"
              + "808182838485171B88898A8B8C050607909116939495960498999A9B14159E1A"
              + "20A0E2E4E0E1E3E5E7F1A22E3C282B7C26E9EAEBE8EDEEEFECDF21242A293B5E"
              + "2D2FC2C4C0C1C3C5C7D1A62C255F3E3FF8C9CACBC8CDCECFCC603A2340273D22"
              + "D8616263646566676869ABBBF0FDFEB1B06A6B6C6D6E6F707172AABAE6B8C6A4"
              + "B57E737475767778797AA1BFD05BDEAEACA3A5B7A9A7B6BCBDBEDDA8AF5DB4D7"
              + "7B414243444546474849ADF4F6F2F3F57D4A4B4C4D4E4F505152B9FBFCF9FAFF"
              + "5CF7535455565758595AB2D4D6D2D3D530313233343536373839B3DBDCD9DA9F");

  /** IBM 037, with 15 as next line and 25 as line feed, so that each has its own. */
  static final Ebcdic CP037 =
      new Ebcdic(
          "000102039C09867F978D8E0B0C0D0E0F101112139D8508871819928F1C1D1E1F"
              + "80818283840A171B88898A8B8C050607909116939495960498999A9B14159E1A"
              + "20A0E2E4E0E1E3E5E7F1A22E3C282B7C26E9EAEBE8EDEEEFECDF21242A293BAC"
              + "2D2FC2C4C0C1C3C5C7D1A62C255F3E3FF8C9CACBC8CDCECFCC603A2340273D22"
              + "D8616263646566676869ABBBF0FDFEB1B06A6B6C6D6E6F707172AABAE6B8C6A4"
              + "B57E737475767778797AA1BFD0DDDEAE5EA3A5B7A9A7B6BCBDBE5B5DAFA8B4D7"
              + "7B414243444546474849ADF4F6F2F3F57D4A4B4C4D4E4F505152B9FBFCF9FAFF"
              + "5CF7535455565758595AB2D4D6D2D3D530313233343536373839B3DBDCD9DA9F");

  private final byte[] toLatin;
  private final byte[] fromLatin = new byte[256];

  private Ebcdic(String table) {
    this.toLatin = HexFormat.of().parseHex(table);
    for (int i = 0; i < toLatin.length; i++) {
      fromLatin[toLatin[i] & 0xFF] = (byte) i;
    }
  }

  void put(WireOut out, byte[] latin) {
    for (byte each : latin) {
      out.put(fromLatin[each & 0xFF]);
    }
  }

  byte[] take(WireIn in, int count) {
    byte[] value = in.take(count);
    for (int i = 0; i < value.length; i++) {
      value[i] = toLatin[value[i] & 0xFF];
    }
    return value;
  }
}
