package dev.tillwright.device.escpos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Ink;
import dev.tillwright.core.receipt.ReceiptDocument.Rule;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.receipt.Signature.Point;
import dev.tillwright.core.receipt.Signature.Stroke;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signatures on paper (A11, F5): the bytes that are sent, read back as a picture. */
class InkTest {
  /** From corner to corner, and a dot in the middle of the top. */
  private static final Signature DRAWN =
      new Signature(
          300,
          100,
          List.of(
              new Stroke(List.of(new Point(0, 0, 0), new Point(299, 99, 200))),
              new Stroke(List.of(new Point(150, 2, 400)))));

  @Test
  void aSignature_isARasterTwoThirdsOfThePaperWide_andDrawsItsStrokes() {
    PrinterProfile profile = PrinterProfile.builder("test").paper(48, 576).bandHeight(64).build();
    byte[] bytes =
        new ReceiptEncoder(profile, null)
            .encode(new ReceiptDocument(List.of(new Rule(), new Ink(DRAWN))))
            .bytes();
    Picture picture = Picture.of(bytes);

    assertThat(picture.width()).isEqualTo(384);
    assertThat(picture.height()).isEqualTo(129);
    assertThat(picture.bands()).isEqualTo(3);
    assertThat(picture.black(0, 0)).as("begins at the corner").isTrue();
    assertThat(picture.black(382, 126)).as("ends at the other").isTrue();
    assertThat(picture.black(191, 63)).as("and passes the middle").isTrue();
    assertThat(picture.black(192, 3)).as("a point alone is a dot").isTrue();
    assertThat(picture.black(10, 120)).as("and nothing is elsewhere").isFalse();
    assertThat(picture.blackDots()).isBetween(600L, 1_400L);
  }

  @Test
  void aTallSignature_isNeverHigherThanWide() {
    Signature tall =
        new Signature(
            10, 30_000, List.of(new Stroke(List.of(new Point(0, 0, 0), new Point(9, 29_999, 9)))));
    PrinterProfile profile = PrinterProfile.builder("test").paper(32, 384).bandHeight(256).build();
    Picture picture =
        Picture.of(
            new ReceiptEncoder(profile, null)
                .encode(new ReceiptDocument(List.of(new Ink(tall))))
                .bytes());
    assertThat(picture.height()).isEqualTo(picture.width()).isEqualTo(256);
  }

  /** What {@code GS v 0} commands draw, put together by reading the bytes, not our code. */
  private record Picture(List<byte[]> rows, int bands) {
    static Picture of(byte[] bytes) {
      List<byte[]> rows = new java.util.ArrayList<>();
      int bands = 0;
      for (int i = 0; i + 8 < bytes.length; i++) {
        if (bytes[i] == 0x1D && bytes[i + 1] == 'v' && bytes[i + 2] == '0') {
          int wide = (bytes[i + 4] & 0xFF) + 256 * (bytes[i + 5] & 0xFF);
          int high = (bytes[i + 6] & 0xFF) + 256 * (bytes[i + 7] & 0xFF);
          for (int y = 0; y < high; y++) {
            int at = i + 8 + y * wide;
            rows.add(java.util.Arrays.copyOfRange(bytes, at, at + wide));
          }
          bands++;
          i += 7 + wide * high;
        }
      }
      return new Picture(rows, bands);
    }

    int width() {
      return rows.get(0).length * 8;
    }

    int height() {
      return rows.size();
    }

    boolean black(int x, int y) {
      return (rows.get(y)[x / 8] & 0x80 >> x % 8) != 0;
    }

    long blackDots() {
      long dots = 0;
      for (byte[] row : rows) {
        for (byte each : row) {
          dots += Integer.bitCount(each & 0xFF);
        }
      }
      return dots;
    }
  }
}
