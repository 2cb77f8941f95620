package dev.tillwright.crypto.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PanMaskerTest {
  private final PanMasker masker = new PanMasker(PanScanner.standard());

  @Test
  void numbers_areStarredButForTheLastFourDigits() {
    assertThat(masker.mask("pan=4012888888881881;")).isEqualTo("pan=************1881;");
    assertThat(masker.mask("4012-8888-8888-1881 and 378282246310005"))
        .isEqualTo("****-****-****-1881 and ***********0005");
  }

  @Test
  void whatLooksLikeASpaceOrHyphen_isTakenForOne() {
    for (String between : new String[] {"\u00a0", "\u2009", "\u2011", "\u2013", "\u3000"}) {
      assertThat(masker.mask("pan 4012" + between + "8888" + between + "8888" + between + "1881."))
          .matches("pan [^0-9]{15}1881\\.");
    }
    assertThat(masker.mask("4012\u4e2d8888\u4e2d8888\u4e2d1881")).contains("4012");
  }

  @Test
  void hexadecimalForms_areStarredWhole() {
    String hex = HexFormat.of().formatHex("4012888888881881".getBytes());
    assertThat(masker.mask("dump " + hex + ".")).isEqualTo("dump " + "*".repeat(32) + ".");
    assertThat(masker.mask("5A 08 40 12 88 88 88 88 18 81 9F"))
        .isEqualTo("5A 08 ** ** ** ** ** ** ** ** 9F");
  }

  @Test
  void textWithoutOne_isTheSameText() {
    String text = "sale 4012888888881882 took 12 ms";
    assertThat(masker.mask(text)).isSameAs(text);
    assertThat(masker.mask("")).isEmpty();
  }
}
