package dev.tillwright.device.escpos;

import static dev.tillwright.core.receipt.ReceiptDocument.Align.CENTER;
import static dev.tillwright.core.receipt.ReceiptDocument.Align.LEFT;
import static dev.tillwright.core.receipt.ReceiptDocument.Align.RIGHT;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.BOLD;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.LARGE;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Feed;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Qr;
import dev.tillwright.core.receipt.ReceiptDocument.Rule;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes on the wire, written by hand from the ESC/POS command reference. */
class WireBytesTest {
  private static String hex(PrinterProfile profile, Block... blocks) {
    return HexFormat.of()
        .withUpperCase()
        .formatHex(
            new ReceiptEncoder(profile, null).encode(new ReceiptDocument(List.of(blocks))).bytes());
  }

  /** Hexadecimal with spaces, and words in quotes as ASCII. */
  private static String wire(String... lines) {
    StringBuilder hex = new StringBuilder();
    boolean quoted = false;
    for (char c : String.join("", lines).toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
      } else if (quoted) {
        hex.append(String.format("%02X", (int) c));
      } else if (c != ' ') {
        hex.append(c);
      }
    }
    return hex.toString();
  }

  @Test
  void aReferenceReceipt_lineByLine() {
    assertThat(
            hex(
                PrinterProfile.generic58().toBuilder("reference").cut(Cut.PARTIAL).build(),
                new Text("SHOP", CENTER, LARGE),
                new Text("Café", LEFT, NORMAL),
                new Pair("Milk", "£1.55", NORMAL),
                new Rule(),
                new Pair("TOTAL", "€1.55", BOLD),
                new Feed(2),
                new Qr("A"),
                new Text("bye", RIGHT, NORMAL)))
        .isEqualTo(
            wire(
                "1B 40", // ESC @: reset
                "1B 52 00", // ESC R 0: the USA set
                "1B 61 01", // ESC a 1: centred
                "1D 21 11", // GS ! 11: double width and height
                "'SHOP' 0A",
                "1B 61 00", // ESC a 0: left
                "1D 21 00", // GS ! 00: normal size
                "'Caf'",
                "1B 74 00", // ESC t 0: PC437
                "82 0A", // e with acute in PC437
                "'Milk                       '", // 4 + 23 spaces + 5 = 32 columns
                "9C '1.55' 0A", // pound in PC437, still selected
                "'--------------------------------' 0A",
                "1B 45 01", // ESC E 1: bold
                "'TOTAL                      '", // 5 + 22 + 5 = 32
                "1B 74 13", // ESC t 19: PC858, the first page with a euro
                "D5 '1.55' 0A",
                "1B 64 02", // ESC d 2: feed two lines
                "1B 61 01", // centred
                "1B 45 00", // bold off
                "1B 4A 14", // ESC J 20: quiet zone of 4 modules of 5 dots
                "1D 28 6B 04 00 31 41 32 00", // GS ( k 65: model 2
                "1D 28 6B 03 00 31 43 05", // GS ( k 67: 5 dots a module
                "1D 28 6B 03 00 31 45 31", // GS ( k 69: error correction M
                "1D 28 6B 04 00 31 50 30 41", // GS ( k 80: store 'A'
                "1D 28 6B 03 00 31 51 30", // GS ( k 81: print
                "1B 4A 14",
                "1B 61 02", // right
                "'bye' 0A",
                "1B 61 00", // back to left
                "1D 56 42 00")); // GS V 66 0: feed to the knife and cut, leaving a point
  }

  @Test
  void chinese_entersAndLeavesDoubleWidthMode_andBytesAreTheJdks() {
    String text = "龙井茶 tea 老面";
    byte[] first = "龙井茶".getBytes(Charset.forName("GB18030"));
    byte[] second = "老面".getBytes(Charset.forName("GB18030"));
    assertThat(hex(PrinterProfile.generic80Chinese(), new Text(text, LEFT, NORMAL)))
        .isEqualTo(
            wire(
                "1B 40 1B 52 00",
                "1C 2E", // FS .: Chinese models wake up in double-width mode
                "1C 26", // FS &
                HexFormat.of().withUpperCase().formatHex(first),
                "' tea '", // ASCII is the same in both modes
                HexFormat.of().withUpperCase().formatHex(second),
                "1C 2E", // FS . before the line ends
                "0A 1D 56 42 00"));
  }

  @Test
  void rareCharacters_takeFourBytesOfGb18030() {
    String rare = "\uD840\uDC0B"; // U+2000B, outside the first plane
    assertThat(hex(PrinterProfile.generic80Chinese(), new Text(rare, LEFT, NORMAL)))
        .contains(
            HexFormat.of().withUpperCase().formatHex(rare.getBytes(Charset.forName("GB18030"))));
  }

  @Test
  void yenAndYuan_areDifferentCharacters() {
    // U+00A5 is narrow, in PC437; U+FFE5 is the full-width sign, only in GB18030.
    assertThat(hex(PrinterProfile.generic80Chinese(), new Text("¥￥", LEFT, NORMAL)))
        .contains(wire("1B 74 00 9D", "1C 26 A3 A4 1C 2E"));
  }

  @Test
  void withoutDoubleWidth_noFsIsSent_andCharactersAreSubstitutedAndCounted() {
    ReceiptEncoder encoder = new ReceiptEncoder(PrinterProfile.generic80(), null);
    Job job = encoder.encode(new ReceiptDocument(List.of(new Text("茶 x 茶", LEFT, NORMAL))));
    assertThat(job.substituted()).isEqualTo(2);
    assertThat(HexFormat.of().withUpperCase().formatHex(job.bytes()))
        .isEqualTo(wire("1B 40 1B 52 00 '? x ?' 0A 1D 56 42 00"));
  }

  @Test
  void controlCharactersInAName_commandNothing() {
    ReceiptEncoder encoder = new ReceiptEncoder(PrinterProfile.generic80Chinese(), null);
    String evil = "x\u001b@\u001dV\u0000\u0010\u0004\n\u007f\u0085";
    Job job = encoder.encode(new ReceiptDocument(List.of(new Text(evil, LEFT, NORMAL))));
    assertThat(HexFormat.of().withUpperCase().formatHex(job.bytes()))
        .contains(wire("'x?@?V??????'"));
    assertThat(job.substituted()).isEqualTo(8);
  }

  @Test
  void qrAsPicture_comesInBands() {
    PrinterProfile profile =
        PrinterProfile.generic80().toBuilder("bands").nativeQr(false).bandHeight(100).build();
    String hex = hex(profile, new Qr("https://example.org/receipt/1"));
    // 29 modules and the quiet zone, of 6 dots each: 222 lines in three bands.
    int bands = hex.split("1D763000", -1).length - 1;
    assertThat(bands).isEqualTo(3);
  }

  @Test
  void modesEndWithTheJob() {
    assertThat(hex(PrinterProfile.generic80(), new Text("x", CENTER, BOLD)))
        .endsWith(wire("'x' 0A", "1B 61 00", "1B 45 00", "1D 56 42 00"));
  }
}
