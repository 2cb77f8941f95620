package dev.tillwright.device.pcsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.device.DeviceRegistry;
import dev.tillwright.device.spi.CardReader;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcscValuesTest {

  @Test
  void layouts_areThoseOfTheSystems() {
    // Sizes of SCARD_READERSTATE in winscard.h, pcsclite.h and Apple's PCSC.framework.
    assertThat(PcscAbi.of("Windows 11", 8, 4)).isEqualTo(new PcscAbi(4, 8, 16, 64));
    assertThat(PcscAbi.of("Windows 11", 4, 4)).isEqualTo(new PcscAbi(4, 4, 8, 56));
    assertThat(PcscAbi.of("Mac OS X", 8, 8)).isEqualTo(new PcscAbi(4, 4, 16, 61));
    assertThat(PcscAbi.of("Linux", 8, 8)).isEqualTo(new PcscAbi(8, 8, 16, 80));
    assertThat(PcscAbi.of("Linux", 4, 4)).isEqualTo(new PcscAbi(4, 4, 8, 56));
    PcscAbi abi = PcscAbi.of("Linux", 8, 8);
    assertThat(List.of(abi.known(1), abi.event(1), abi.atrLength(1), abi.atr(1)))
        .containsExactly(96, 104, 112, 120);
    assertThat(abi.dword(abi.dwords(0x8010000A))).isEqualTo(0x8010000A);
    assertThat(PcscAbi.of("Windows 11", 8, 4).dwords(1, 2)).hasSize(8);
  }

  @ParameterizedTest
  @CsvSource({
    "80100002, CANCELLED",
    "8010000A, TIMEOUT",
    "8010000B, CLAIMED",
    "8010000C, NO_CARD",
    "80100069, NO_CARD",
    "80100016, NO_CARD",
    "80100066, BAD_READ",
    "8010000F, BAD_READ",
    "8010006A, PERMISSION",
    "8010001D, LOST",
    "8010001E, LOST",
    "80100017, LOST",
    "80100004, PROTOCOL",
  })
  void codes_areFaults_andAreNamed(String code, Fault fault) {
    int number = HexFormat.fromHexDigits(code);
    DeviceException e = PcscCode.failure(number, Phase.READ, "reader X");
    assertThat(e.fault()).isEqualTo(fault);
    assertThat(e).hasMessageStartingWith("reader X ").hasMessageContaining(code.toLowerCase());
  }

  @Test
  void aReader_isChosenByItsName_orByHowThatBegins() {
    List<String> readers = List.of("A 00 00", "B 01 00", "B 01 01");
    assertThat(ReaderWatch.choose(readers, "B 01 01")).contains("B 01 01");
    assertThat(ReaderWatch.choose(readers, "B")).contains("B 01 00");
    assertThat(ReaderWatch.choose(readers, "")).contains("A 00 00");
    assertThat(ReaderWatch.choose(readers, "C")).isEmpty();
    assertThat(ReaderWatch.choose(List.of(), "")).isEmpty();
  }

  @Test
  void aReadersOwnAnswer_saysThatTheCardHasNoContacts() {
    byte[] made = HexFormat.of().parseHex("3B8F8001804F0CA000000306030001000000006A");
    byte[] cards = HexFormat.of().parseHex("3B6500002063CB6800");
    assertThat(PcscSession.contactOf(made)).isEqualTo(CardReader.Contact.CONTACTLESS);
    assertThat(PcscSession.contactOf(cards)).isEqualTo(CardReader.Contact.CONTACT);
    assertThat(PcscSession.contactOf(new byte[0])).isEqualTo(CardReader.Contact.CONTACT);
  }

  @Test
  void anAddress_makesAReader_withoutTouchingTheService() {
    DeviceDescriptor chip =
        DeviceDescriptor.of("chip", DeviceKind.CHIP_READER, "pcsc:ACS%20ACR122U");
    DeviceRegistry registry = DeviceRegistry.discover();
    try (Device device = registry.create(chip.with("extended", "true"))) {
      assertThat(device).isInstanceOf(PcscCardReader.class).hasToString("PcscCardReader[chip]");
      CardReader reader = (CardReader) device;
      assertThat(reader.capabilities().extendedLength()).isTrue();
      assertThat(reader.capabilities().contacts()).hasSize(2);
    }
    try (Device device = registry.create(chip.with("contact", "contactless"))) {
      assertThat(((CardReader) device).capabilities().contacts())
          .containsExactly(CardReader.Contact.CONTACTLESS);
    }
    for (String setting : List.of("contact", "exclusive", "extended")) {
      assertThatThrownBy(() -> registry.create(chip.with(setting, "perhaps")))
          .isInstanceOfSatisfying(
              DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONFIGURATION));
    }
    assertThat(new PcscProvider().match(DeviceDescriptor.of("p", DeviceKind.SCALE, "pcsc:*")))
        .isZero();
  }
}
