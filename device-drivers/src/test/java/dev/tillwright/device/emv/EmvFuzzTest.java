package dev.tillwright.device.emv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.device.spi.CardReader.Contact;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.virtual.EmvApplication;
import dev.tillwright.device.virtual.VirtualEmvCard;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** {@code -Dfuzz.seed} runs it again; {@code -Dfuzz.count} runs it longer, the campaign too. */
class EmvFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final EmvReader emv =
      EmvReader.builder()
          .application(SupportedApplication.startingWith("A000000003"))
          .application(SupportedApplication.startingWith("A000000004"))
          .build();
  private final VirtualEmvCard[] cards = new VirtualEmvCard[16];
  private long read;
  private long refused;

  EmvFuzzTest() {
    for (int i = 0; i < cards.length; i++) {
      cards[i] = card(i % 2 == 0, random.nextInt(256));
    }
  }

  private static VirtualEmvCard card(boolean contact, int priority) {
    VirtualEmvCard.Builder card =
        VirtualEmvCard.builder()
            .application(
                EmvApplication.of("A0000000031010", "VISA")
                    .priority(priority)
                    .with("9F38", new byte[] {(byte) 0x9F, 0x02, 6})
                    .card("4111111111111111", "3012")
                    .build())
            .application(
                EmvApplication.of("A0000000041010", "MC").card("5555555555554444", "3012").build());
    return contact ? card.build() : card.withoutGetResponse().build();
  }

  @Test
  void mutatedAnswers_giveAValueOrATypedError() {
    fuzz(100_000);
  }

  @Test
  @Tag("campaign-fuzz")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void tenMillionMutatedAnswers_giveAValueOrATypedError() {
    fuzz(10_000_000);
  }

  private void fuzz(long usual) {
    long inputs = Long.getLong("fuzz.count", usual);
    System.out.println("emv fuzz: seed " + SEED + ", " + inputs + " inputs");
    long cards = inputs / 10;
    for (long i = 0; i < cards; i++) {
      wholeCard();
    }
    for (long i = cards; i < inputs; i++) {
      byte[] bytes = bytes();
      parse(
          switch ((int) (i % 5)) {
            case 0 -> CommandApdu::parse;
            case 1 -> ResponseApdu::parse;
            case 2 -> AnswerToReset::parse;
            case 3 -> CvmList::parse;
            default -> FileLocator::parse;
          },
          bytes);
    }
    System.out.println("emv fuzz: " + read + " read, " + refused + " refused");
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    if (bytes.length > 1 && random.nextBoolean()) {
      bytes[0] = 0x3B;
      bytes[1] &= 0x75;
    }
    return bytes;
  }

  private void parse(Consumer<byte[]> parser, byte[] bytes) {
    try {
      parser.accept(bytes);
      read++;
    } catch (ApduFormatException e) {
      assertThat(e.position()).as("seed " + SEED).isBetween(0, bytes.length);
      refused++;
    }
  }

  /** A card of which one answer in five is not what it should be. */
  private void wholeCard() {
    VirtualEmvCard card = cards[random.nextInt(cards.length)];
    card.reset();
    CardChannel channel =
        (command, deadline) -> {
          byte[] answer = card.answer(command);
          return random.nextInt(5) == 0 ? mutated(answer) : answer;
        };
    Contact contact = random.nextBoolean() ? Contact.CONTACT : Contact.CONTACTLESS;
    try {
      emv.read(channel, contact, Deadline.after(Duration.ofSeconds(60)))
          .match(
              found -> {
                found.card().ifPresent(CardRead::close);
                found.close();
                return read++;
              },
              reason -> refused++);
    } catch (ApduFormatException | DeviceException e) {
      assertThat(e.getMessage()).as("seed " + SEED).doesNotContain("411111", "555555");
      refused++;
    }
  }

  private byte[] mutated(byte[] answer) {
    switch (random.nextInt(3)) {
      case 0 -> {
        return Arrays.copyOf(answer, random.nextInt(answer.length + 10));
      }
      case 1 -> {
        answer[random.nextInt(answer.length)] = (byte) random.nextInt(256);
        return answer;
      }
      default -> {
        int from = random.nextInt(answer.length);
        byte[] without = Arrays.copyOf(answer, answer.length - 1);
        System.arraycopy(answer, from + 1, without, from, answer.length - 1 - from);
        return without;
      }
    }
  }
}
