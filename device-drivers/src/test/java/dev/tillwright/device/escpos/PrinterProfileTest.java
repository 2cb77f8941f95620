package dev.tillwright.device.escpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PrinterProfileTest {
  @Test
  void everyOwnProfile_isFoundByItsName_andHasRoomForItsColumns() {
    for (String name :
        List.of(
            "generic-80",
            "generic-80-180dpi",
            "generic-58",
            "generic-80-gb18030",
            "generic-58-gb18030")) {
      PrinterProfile profile = PrinterProfile.named(name).orElseThrow();
      assertThat(profile.name()).isEqualTo(name);
      assertThat(profile.dots()).isGreaterThanOrEqualTo(profile.columns() * 12);
      assertThat(profile.codePages()).allSatisfy(page -> assertThat(page.find()).isPresent());
    }
    assertThat(PrinterProfile.named("none")).isEmpty();
    assertThat(PrinterProfile.generic80()).hasToString("PrinterProfile[generic-80]");
  }

  @Test
  void aCopy_keepsWhatItsOriginalSays() {
    PrinterProfile original =
        PrinterProfile.builder("mine")
            .paper(42, 512)
            .codePages(CodePage.PC866, CodePage.PC852, CodePage.PC860)
            .wideCharset("Big5")
            .nativeQr(false)
            .cut(Cut.NONE)
            .bandHeight(24)
            .confirmation(Confirmation.NONE)
            .drawerPulse(5, 50, 200)
            .build();
    assertThat(original.toBuilder("mine").build())
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(java.util.Optional.class)
        .isEqualTo(original);
    assertThat(original.wideCharset()).map(c -> c.name()).contains("Big5");
    assertThat(original.pulsePin()).isEqualTo(5);
  }

  @Test
  void impossiblePrinters_areRefused() {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> PrinterProfile.builder("x").paper(8, 576),
            () -> PrinterProfile.builder("x").paper(48, 384),
            () -> PrinterProfile.builder("x").bandHeight(1),
            () -> PrinterProfile.builder("x").drawerPulse(3, 100, 100),
            () -> PrinterProfile.builder("x").drawerPulse(2, 0, 100),
            () -> new CodePage(256, "IBM437"))) {
      assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aPageTheJdkLacks_isNotUsed() {
    CharacterMap characters =
        new CharacterMap(
            PrinterProfile.builder("x")
                .codePages(new CodePage(99, "x-no-such-set"), CodePage.PC866)
                .build(),
            false);
    assertThat(characters.pages('Ж')).isEqualTo(0b10);
    assertThat(characters.has('é')).isFalse();
  }
}
