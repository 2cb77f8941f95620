package dev.tillwright.device.printer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static Picture flat(int width, int height, int shade) {
    byte[] shades = new byte[width * height];
    Arrays.fill(shades, (byte) shade);
    return Picture.grey(width, height, shades);
  }

  private static int black(Bitmap bitmap) {
    int count = 0;
    for (byte each : bitmap.rows()) {
      count += Integer.bitCount(each & 0xFF);
    }
    return count;
  }

  @Test
  void threshold_isBlackBelowTheMiddle() {
    Bitmap bitmap = Picture.grey(3, 1, new byte[] {0, 127, (byte) 128}).dithered(Dither.THRESHOLD);
    assertThat(bitmap.rows()).containsExactly(0b1100_0000);
    assertThat(bitmap.black(1, 0)).isTrue();
    assertThat(bitmap.black(2, 0)).isFalse();
    assertThat(bitmap.black(-1, 0)).isFalse();
  }

  @Test
  void greys_keepTheirDarkness_whateverTheDither() {
    for (int shade = 0; shade <= 255; shade += 5) {
      double expected = 1 - shade / 255.0;
      for (Dither dither : new Dither[] {Dither.FLOYD_STEINBERG, Dither.ORDERED}) {
        Bitmap bitmap = flat(128, 128, shade).dithered(dither);
        assertThat(black(bitmap) / (128.0 * 128))
            .as("%s %d", dither, shade)
            .isBetween(expected - 0.02, expected + 0.02);
      }
    }
  }

  @Test
  void ordered_hasEachThresholdOnce() {
    for (int level = 0; level < 64; level++) {
      // A shade between two thresholds: so many of 64 cells are black.
      assertThat(black(flat(8, 8, level * 4).dithered(Dither.ORDERED))).isEqualTo(64 - level);
    }
  }

  @Test
  void colours_lieOnWhitePaper() {
    Picture picture =
        Picture.argb(5, 1, new int[] {0, 0xFF000000, 0xFFFFFFFF, 0x80000000, 0xFFFF0000});
    assertThat(picture.shade(0, 0)).isEqualTo(255);
    assertThat(picture.shade(1, 0)).isEqualTo(0);
    assertThat(picture.shade(2, 0)).isEqualTo(255);
    assertThat(picture.shade(3, 0)).isBetween(126, 128);
    assertThat(picture.shade(4, 0)).isEqualTo(76);
  }

  @Test
  void smaller_isTheMean_larger_isRepeated() {
    Picture small = Picture.grey(4, 2, new byte[] {0, 100, 10, 10, 100, 0, 10, 10}).scaledTo(2, 1);
    assertThat(small.shade(0, 0)).isEqualTo(50);
    assertThat(small.shade(1, 0)).isEqualTo(10);
    Picture large = small.scaledTo(4, 2);
    assertThat(large.shade(1, 1)).isEqualTo(50);
    assertThat(large.shade(2, 0)).isEqualTo(10);
  }

  @Test
  void anImage_fitsThePaper_andIsMadeOnce() {
    Image image = Image.of(flat(1_000, 500, 0), Dither.THRESHOLD);
    Bitmap bitmap = image.bitmap(576);
    assertThat(bitmap.width()).isEqualTo(576);
    assertThat(bitmap.height()).isEqualTo(288);
    assertThat(image.bitmap(576)).isSameAs(bitmap);
    assertThat(image.bitmap(384).width()).isEqualTo(384);
    assertThat(image.wide(100).bitmap(576).height()).isEqualTo(50);
    assertThat(Image.of(flat(9_000, 1, 0), Dither.ORDERED).bitmap(8).height()).isEqualTo(1);
  }

  @Test
  void impossiblePictures_areRefused() {
    assertThatThrownBy(() -> flat(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Picture.grey(2, 2, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Picture.argb(2, 2, new int[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bitmap.of(20_000, 1, (x, y) -> true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Slip.builder().build()).isInstanceOf(IllegalArgumentException.class);
  }
}
