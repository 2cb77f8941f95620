package dev.tillwright.device.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.card.Track;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import dev.tillwright.device.spi.CardReader.Contact;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.virtual.EmvApplication;
import dev.tillwright.device.virtual.VirtualCard;
import dev.tillwright.device.virtual.VirtualEmvCard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmvReaderTest {
  private static final String VISA = "4111111111111111";
  private static final String MASTERCARD = "5555555555554444";
  private static final SecretAccess TEST = SecretAccess.forPurpose("test");

  private final EmvReader emv =
      EmvReader.builder()
          .application(SupportedApplication.startingWith("A000000003"))
          .application(SupportedApplication.exactly("A0000000041010"))
          .build();

  private static EmvApplication.Builder visa(String aid) {
    return EmvApplication.of(aid, "VISA DEBIT").card(VISA, "3012");
  }

  private static EmvApplication.Builder mastercard() {
    return EmvApplication.of("A0000000041010", "MASTERCARD").card(MASTERCARD, "2911");
  }

  private static CardChannel channel(VirtualCard card) {
    return (command, deadline) -> card.answer(command);
  }

  private static Deadline ample() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  private EmvOutcome read(EmvReader reader, VirtualEmvCard.Builder card, Contact contact) {
    return reader.read(channel(card.build()), contact, ample());
  }

  private static String card(EmvOutcome outcome) {
    return outcome.match(
        read -> {
          try (read;
              CardRead card = read.card().orElseThrow()) {
            assertThat(read.track2()).isPresent();
            return card.card().pan().masked().last4()
                + " "
                + card.card().expiry()
                + " "
                + card.entryMode();
          }
        },
        Enum::name);
  }

  @Test
  void aContactCard_isFoundByItsDirectory_andRead() {
    VirtualEmvCard.Builder card =
        VirtualEmvCard.builder().application(visa("A0000000031010").build());
    assertThat(card(read(emv, card, Contact.CONTACT))).isEqualTo("1111 2030-12 CHIP");
  }

  @Test
  void aContactlessCard_isFoundByItsOwnDirectory() {
    VirtualEmvCard.Builder card =
        VirtualEmvCard.builder().withoutGetResponse().application(mastercard().build());
    assertThat(card(read(emv, card, Contact.CONTACTLESS))).isEqualTo("4444 2029-11 CONTACTLESS");
    card.withoutDirectories();
    assertThat(card(read(emv, card, Contact.CONTACTLESS))).isEqualTo("NO_APPLICATION");
  }

  @Test
  void withoutADirectory_namesAreTried_andPartOfOneFindsAllThatBeginSo() {
    VirtualEmvCard card =
        VirtualEmvCard.builder()
            .withoutDirectories()
            .application(visa("A0000000031010").priority(2).build())
            .application(visa("A0000000032010").blocked().build())
            .application(mastercard().priority(1).build())
            .application(visa("A0000000033010").build())
            .build();
    assertThat(emv.candidates(channel(card), Contact.CONTACT, ample()))
        .extracting(candidate -> candidate.aid().hex())
        .containsExactly("A0000000041010", "A0000000031010", "A0000000033010");
  }

  @Test
  void theTill_knowsOnlyWholeNames_whereItSaysSo() {
    EmvReader exact =
        EmvReader.builder().application(SupportedApplication.exactly("A000000003")).build();
    for (boolean directories : new boolean[] {true, false}) {
      VirtualEmvCard.Builder card =
          VirtualEmvCard.builder().application(visa("A0000000031010").build());
      if (!directories) {
        card.withoutDirectories();
      }
      assertThat(card(read(exact, card, Contact.CONTACT))).isEqualTo("NO_APPLICATION");
    }
  }

  @Test
  void theIssuersFavourite_isTaken_unlessItMustBeConfirmed() {
    VirtualEmvCard.Builder card =
        VirtualEmvCard.builder()
            .application(visa("A0000000031010").priority(0x81).build())
            .application(mastercard().priority(2).build());
    assertThat(card(read(emv, card, Contact.CONTACT))).startsWith("4444");
    VirtualEmvCard.Builder only =
        VirtualEmvCard.builder().application(visa("A0000000031010").priority(0x81).build());
    assertThat(card(read(emv, only, Contact.CONTACT))).isEqualTo("NOT_CHOSEN");
  }

  @Test
  void theCardholder_choosesAmongNamesInTheIssuersLetters() {
    List<String> shown = new ArrayList<>();
    EmvReader asks =
        EmvReader.builder()
            .application(SupportedApplication.startingWith("A000000003"))
            .application(SupportedApplication.startingWith("A000000004"))
            .choice(
                candidates -> {
                  candidates.forEach(each -> shown.add(each.name() + each.languages()));
                  return Optional.of(candidates.get(1));
                })
            .build();
    VirtualEmvCard.Builder card =
        VirtualEmvCard.builder()
            .application(
                mastercard()
                    .priority(1)
                    .with("9F11", new byte[] {5})
                    .with("9F12", "Карта".getBytes(java.nio.charset.Charset.forName("ISO-8859-5")))
                    .with("5F2D", "ruenXX".getBytes(StandardCharsets.US_ASCII))
                    .build())
            .application(
                visa("A0000000031010")
                    .priority(2)
                    .with("9F11", new byte[] {0x10}) // a table this machine does not have
                    .with("9F12", "not shown".getBytes(StandardCharsets.US_ASCII))
                    .build());
    assertThat(card(read(asks, card, Contact.CONTACT))).startsWith("1111");
    assertThat(shown).containsExactly("Карта[ru, en, xx]", "VISA DEBIT[]");
    EmvReader givesUp =
        EmvReader.builder()
            .application(SupportedApplication.startingWith("A000000003"))
            .application(SupportedApplication.startingWith("A000000004"))
            .choice(candidates -> Optional.empty())
            .build();
    assertThat(card(read(givesUp, card, Contact.CONTACT))).isEqualTo("NOT_CHOSEN");
  }

  @Test
  void anApplicationThatCannotBeUsed_givesWayToTheNext() {
    VirtualEmvCard.Builder card =
        VirtualEmvCard.builder()
            .application(visa("A0000000031010").priority(1).refusing().build())
            .application(visa("A0000000032010").priority(2).blocked().build())
            .application(mastercard().priority(3).build());
    assertThat(card(read(emv, card, Contact.CONTACT))).startsWith("4444");
    VirtualEmvCard.Builder none =
        VirtualEmvCard.builder().application(visa("A0000000032010").blocked().build());
    assertThat(card(read(emv, none, Contact.CONTACT))).isEqualTo("BLOCKED");
    assertThat(card(read(emv, none.refusing(0x6A81), Contact.CONTACT))).isEqualTo("BLOCKED");
    assertThat(emv.candidates(channel(none.build()), Contact.CONTACT, ample())).isEmpty();
  }

  @Test
  void whatTheCardAsks_isToldInItsOrder() {
    byte[] pdol = HexFormat.of().parseHex("9F66049F02069F1A029A03DF8101029F3704");
    List<String> asked = new ArrayList<>();
    VirtualEmvCard card =
        VirtualEmvCard.builder()
            .application(visa("A0000000031010").with("9F38", pdol).build())
            .build();
    EmvReader reader =
        EmvReader.builder()
            .application(SupportedApplication.startingWith("A000000003"))
            .values(
                DolValues.builder()
                    .amount(1_234)
                    .country(826)
                    .at(java.time.LocalDateTime.of(2026, 11, 26, 13, 5))
                    .set("9F66", new byte[] {0x36, 0}, DolValues.Format.BINARY)
                    .build())
            .build();
    CardChannel spy =
        (command, deadline) -> {
          asked.add(HexFormat.of().withUpperCase().formatHex(command));
          return card.answer(command);
        };
    assertThat(card(reader.read(spy, Contact.CONTACT, ample()))).startsWith("1111");
    assertThat(asked)
        .contains(
            "80A8000017"
                + "8315"
                + "36000000"
                + "000000001234"
                + "0826"
                + "261126"
                + "0000"
                + "00000000"
                + "00");
  }

  @Test
  void nothingPrintsTheCard_andSecretsAreReadAsSuch() {
    VirtualEmvCard.Builder card =
        VirtualEmvCard.builder().application(visa("A0000000031010").build());
    EmvRead read = read(emv, card, Contact.CONTACT).match(found -> found, reason -> null);
    assertThat(read.toString()).contains("A0000000031010", "5A[8]").doesNotContain("4111");
    assertThat(read.sequence()).contains(1);
    assertThatThrownBy(() -> read.value(TlvTag.of("57")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(read.value(TlvTag.of("5F24"))).contains(new byte[] {0x30, 0x12, 0x28});
    try (SecretBytes pan = read.secret(TlvTag.of("5A")).orElseThrow();
        Track track = read.track2().orElseThrow();
        TlvObjects objects = read.objects(TEST);
        Pan expected = Pan.of(VISA)) {
      assertThat(pan.reveal(TEST)).isEqualTo(HexFormat.of().parseHex(VISA));
      assertThat(track.card().orElseThrow().pan()).isEqualTo(expected);
      assertThat(objects.value(TlvTag.of("5F34"))).contains(new byte[] {1});
    }
    read.close();
    assertThat(read.card()).isEmpty();
  }

  private static TlvObjects objects(String... tagsAndValues) {
    TlvObjects.Builder objects = TlvObjects.builder();
    for (int i = 0; i < tagsAndValues.length; i += 2) {
      objects.add(TlvTag.of(tagsAndValues[i]), HexFormat.of().parseHex(tagsAndValues[i + 1]));
    }
    return objects.build();
  }

  private Optional<CardRead> cardOf(TlvObjects record) {
    VirtualEmvCard.Builder card =
        VirtualEmvCard.builder()
            .application(EmvApplication.of("A0000000031010", "VISA").record(record).build());
    return read(emv, card, Contact.CONTACT).match(EmvRead::card, reason -> Optional.empty());
  }

  @Test
  void aNumber_isReadFromWhatTheCardHas() {
    try (CardRead byTrack =
        cardOf(objects("57", "4111111111111111D3012201000000000F")).orElseThrow()) {
      assertThat(byTrack.card().expiry()).isEqualTo(YearMonth.of(2030, 12));
      assertThat(byTrack.entryMode()).isEqualTo(EntryMode.CHIP);
    }
    cardOf(objects("9F6B", "5413330056003511D1412101067750500F")).orElseThrow().close();
    cardOf(objects("5A", "371449635398431F", "5F24", "291130")).orElseThrow().close();
    assertThat(cardOf(objects("5A", VISA))).isEmpty(); // no expiry
    assertThat(cardOf(objects("5A", VISA, "5F24", "301328"))).isEmpty(); // month 13
    assertThat(cardOf(objects("5A", VISA, "5F24", "FF1228"))).isEmpty(); // no year
    assertThat(cardOf(objects("5A", "4111111111111112", "5F24", "301228"))).isEmpty();
    assertThat(cardOf(objects("57", "4111F11111111111D30122"))).isEmpty();
    assertThat(cardOf(objects("5A", "41A1111111111111", "5F24", "301228"))).isEmpty();
    assertThatThrownBy(
            () ->
                cardOf(
                    objects(
                        "57", "4111111111111111D3012201000000000F",
                        "5A", MASTERCARD,
                        "5F24", "301228")))
        .isInstanceOf(ApduFormatException.class)
        .hasMessageNotContainingAny("4111", "5555");
  }

  @Test
  void cardsThatBreakTheRules_areTypedErrors() {
    VirtualEmvCard card =
        VirtualEmvCard.builder()
            .withoutGetResponse()
            .application(visa("A0000000031010").build())
            .build();
    for (String broken :
        new String[] {
          "9000", // no template at all
          "80020000" + "9000", // no locator
          "80060000080000009000", // record 0
          "80060000080201009000", // last before first
          "80060000000101009000", // file 0
          "80060000080101029000", // more signed than there are
          "80060000080901009000", // a record that is not there
          "770482020000" + "FF9000", // bytes behind it
          "77029400" + "9000" // no profile
        }) {
      byte[] answer = HexFormat.of().parseHex(broken);
      CardChannel liar =
          (command, deadline) -> command[1] == (byte) 0xA8 ? answer.clone() : card.answer(command);
      assertThatThrownBy(() -> emv.read(liar, Contact.CONTACT, ample()))
          .as(broken)
          .isInstanceOf(ApduFormatException.class);
    }
    CardChannel endless = (command, deadline) -> new byte[] {0x61, 0x00};
    assertThatThrownBy(() -> emv.read(endless, Contact.CONTACT, ample()))
        .isInstanceOf(DeviceException.class);
    CardChannel silent = (command, deadline) -> new byte[] {1};
    assertThatThrownBy(() -> emv.read(silent, Contact.CONTACT, ample()))
        .isInstanceOf(DeviceException.class);
    CardChannel allSame = (command, deadline) -> HexFormat.of().parseHex("6F009000");
    assertThat(card(emv.read(allSame, Contact.CONTACT, ample()))).isEqualTo("NO_APPLICATION");
  }

  @Test
  void aContactlessCard_mayTellAllInItsFirstAnswer() {
    VirtualEmvCard card =
        VirtualEmvCard.builder()
            .withoutGetResponse()
            .application(visa("A0000000031010").build())
            .build();
    byte[] options =
        HexFormat.of()
            .parseHex("7717" + "82020000" + "5711" + "4111111111111111D3012201000000000F" + "9000");
    CardChannel channel =
        (command, deadline) -> command[1] == (byte) 0xA8 ? options.clone() : card.answer(command);
    assertThat(card(emv.read(channel, Contact.CONTACTLESS, ample())))
        .isEqualTo("1111 2030-12 CONTACTLESS");
  }

  @Test
  void aReader_knowsSomething() {
    assertThatThrownBy(() -> EmvReader.builder().build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Aid.of("A0000000")).isInstanceOf(IllegalArgumentException.class);
  }
}
