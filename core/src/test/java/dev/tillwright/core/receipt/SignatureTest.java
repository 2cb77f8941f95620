package dev.tillwright.core.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.receipt.ReceiptDocument.Ink;
import dev.tillwright.core.receipt.Signature.Point;
import dev.tillwright.core.receipt.Signature.Stroke;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Strokes as data (A11). */
class SignatureTest {
  private static Signature random(Random random) {
    int width = 1 + random.nextInt(Signature.MAX_SIDE);
    int height = 1 + random.nextInt(Signature.MAX_SIDE);
    List<Stroke> strokes = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(20); i++) {
      List<Point> points = new ArrayList<>();
      for (int k = 0; k < 1 + random.nextInt(100); k++) {
        points.add(
            new Point(random.nextInt(width), random.nextInt(height), random.nextInt(600_001)));
      }
      strokes.add(new Stroke(points));
    }
    return new Signature(width, height, strokes);
  }

  @Test
  void everySignature_isReadAsItWasWritten() {
    long seed = System.nanoTime();
    System.out.println("signatures: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Signature signature = random(random);
      assertThat(Signature.parse(signature.bytes())).isEqualTo(signature);
      ReceiptDocument document = new ReceiptDocument(List.of(new Ink(signature)));
      assertThat(JsonRenderer.parse(JsonRenderer.render(document))).isEqualTo(document);
    }
  }

  @Test
  void mutatedBytes_giveASignatureOrAnError_thatSaysNothingOfThem() {
    long seed = System.nanoTime();
    System.out.println("mutated signatures: seed " + seed);
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = random(new Random(i % 20)).bytes();
      for (int k = 0; k <= random.nextInt(3); k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
      }
      try {
        Signature.parse(bytes);
      } catch (IllegalArgumentException e) {
        refused++;
        assertThat(e.getMessage()).matches("[a-zA-Z0-9 ,]+").doesNotContain("ink/1 ");
      }
    }
    assertThat(refused).isBetween(1_000, 5_000);
  }

  @Test
  void bounds_areKept() {
    Point point = new Point(5, 5, 0);
    assertThatThrownBy(() -> new Signature(5, 10, List.of(new Stroke(List.of(point)))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Signature(10, 10, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    List<Point> many = java.util.Collections.nCopies(Signature.MAX_POINTS + 1, point);
    assertThatThrownBy(() -> new Signature(10, 10, List.of(new Stroke(many))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Signature.parse(new byte[70_000]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSignature_isDrawnInHtml_hintedAtInText_andPrintsNothingOfItself() {
    Signature signature = new Signature(100, 40, List.of(new Stroke(List.of(new Point(7, 9, 0)))));
    ReceiptDocument document = new ReceiptDocument(List.of(new Ink(signature)));
    assertThat(HtmlRenderer.fragment(document))
        .contains("viewBox=\"0 0 100 40\"", "points=\"7,9 7,9\"");
    assertThat(new TextRenderer(32).render(document)).contains("[~~~~~~~~]").doesNotContain("7,9");
    assertThat(signature + " " + signature.strokes()).doesNotContain("7").doesNotContain("9");
    assertThat(new String(signature.bytes(), StandardCharsets.US_ASCII))
        .isEqualTo("ink/1 100 40\n7,9,0\n");
  }
}
