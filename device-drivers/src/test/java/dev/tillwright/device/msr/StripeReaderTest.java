package dev.tillwright.device.msr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.MemoryTransport;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualCardReader;
import dev.tillwright.device.virtual.VirtualCardReader.ReaderFault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StripeReaderTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final String PAN = "4111111111111111";
  private static final YearMonth EXPIRY = YearMonth.of(2030, 12);

  private final VirtualCardReader peer = VirtualCardReader.start();
  private final StripeReader reader =
      StripeReader.builder("cards", TcpTransport.of("127.0.0.1", peer.port())).build();

  @AfterEach
  void close() {
    reader.close();
    peer.close();
  }

  private static void assertFault(Fault fault, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DeviceException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(fault);
              assertThat(e.getMessage()).doesNotContain("411111");
            });
  }

  @Test
  void cardsOfEachMode_areRead() {
    for (EntryMode mode :
        new EntryMode[] {EntryMode.CHIP, EntryMode.STRIPE, EntryMode.CONTACTLESS}) {
      peer.present(PAN, EXPIRY, mode);
      try (CardRead card = reader.awaitCard(AMPLE)) {
        assertThat(card.card().pan()).isEqualTo(Pan.of(PAN));
        assertThat(card.card().expiry()).isEqualTo(EXPIRY);
        assertThat(card.entryMode()).isEqualTo(mode);
      }
    }
    assertThat(reader.health().counters()).containsEntry("reads.good", 3L);
    assertThat(reader.capabilities().modes()).contains(EntryMode.STRIPE);
    assertThat(reader.kind()).isEqualTo(DeviceKind.MAGSTRIPE_READER);
  }

  @Test
  void aCardThatComesLater_isWaitedFor() {
    CompletableFuture<CardRead> awaited =
        CompletableFuture.supplyAsync(() -> reader.awaitCard(AMPLE));
    peer.present("5555555555554444", EXPIRY, EntryMode.STRIPE);
    try (CardRead card = awaited.join()) {
      assertThat(card.card().pan().masked().last4()).isEqualTo("4444");
    }
  }

  @Test
  void anEndlessSupply_givesACardEachTime() {
    peer.always(() -> CardRead.of(Pan.of(PAN), EXPIRY, EntryMode.CHIP));
    for (int i = 0; i < 20; i++) {
      reader.awaitCard(AMPLE).close();
    }
    assertThat(reader.health().counters()).containsEntry("reads.good", 20L);
  }

  @Test
  void noCard_timesOut_andTheNextCallIsArmedAnew() {
    assertFault(Fault.TIMEOUT, () -> reader.awaitCard(SHORT));
    assertThat(reader.state()).isEqualTo(DeviceState.OPEN);
    peer.present(PAN, EXPIRY, EntryMode.CHIP);
    reader.awaitCard(AMPLE).close();
  }

  @Test
  void badFrames_areBadReads_andTheNextCardIsGood() {
    for (ReaderFault fault : new ReaderFault[] {ReaderFault.BAD_CHECK}) {
      peer.fail(fault);
      peer.present(PAN, EXPIRY, EntryMode.CHIP);
      assertFault(Fault.BAD_READ, () -> reader.awaitCard(AMPLE));
    }
    peer.fail(ReaderFault.CUT_OFF);
    peer.present(PAN, EXPIRY, EntryMode.CHIP);
    assertFault(Fault.TIMEOUT, () -> reader.awaitCard(Duration.ofMillis(400)));
    peer.fail(ReaderFault.HANG_UP);
    peer.present(PAN, EXPIRY, EntryMode.CHIP);
    assertFault(Fault.LOST, () -> reader.awaitCard(AMPLE));
    assertThat(reader.state()).isEqualTo(DeviceState.LOST);
    peer.present(PAN, EXPIRY, EntryMode.CHIP);
    reader.awaitCard(AMPLE).close();
    assertThat(reader.state()).isEqualTo(DeviceState.OPEN);
  }

  @Test
  void cancel_endsTheWait_andAnotherMayBegin() {
    reader.open(AMPLE);
    reader.cancel();
    CompletableFuture<CardRead> awaited =
        CompletableFuture.supplyAsync(() -> reader.awaitCard(AMPLE));
    while (!awaited.isDone()) {
      reader.cancel();
      Thread.yield();
    }
    assertFault(
        Fault.CANCELLED,
        () -> {
          try {
            awaited.join();
          } catch (java.util.concurrent.CompletionException e) {
            throw (DeviceException) e.getCause();
          }
        });
    peer.present(PAN, EXPIRY, EntryMode.CHIP);
    reader.awaitCard(AMPLE).close();
  }

  @Test
  void aReaderThatIsOff_isRefused() {
    peer.close();
    assertFault(Fault.REFUSED, () -> reader.awaitCard(AMPLE));
    assertThat(reader.state()).isEqualTo(DeviceState.LOST);
  }

  /** A reader that sends by itself, without a check character. */
  private static void sends(String frames, java.util.function.Consumer<StripeReader> then) {
    MemoryTransport transport = new MemoryTransport();
    try (StripeReader plain =
        StripeReader.builder("plain", transport).lrc(false).armed(false).build()) {
      plain.open(AMPLE);
      Connection device = transport.accept(Deadline.after(AMPLE));
      CompletableFuture<Void> done = CompletableFuture.runAsync(() -> then.accept(plain));
      // Repeated until taken: what comes before the call is thrown away, as it must be.
      while (!done.isDone()) {
        ByteBuffer bytes = ByteBuffer.wrap(frames.getBytes(StandardCharsets.ISO_8859_1));
        try {
          device.write(bytes, Deadline.after(Duration.ofMillis(20)));
        } catch (DeviceException e) {
          break;
        }
      }
      done.join();
    }
  }

  @Test
  void anUnarmedReader_isReadToo() {
    sends(";" + PAN + "=30121010000?\r\n", plain -> plain.awaitCard(AMPLE).close());
  }

  @Test
  void cardsThatAreNone_areBadReads() {
    for (String frame :
        new String[] {
          ";4111111111111112=30121010000?", // check digit
          ";4111111111111111=30131010000?", // month 13
          ";4111111111111111==1010000?", // no expiry
          "garbage",
          ";" + "1".repeat(100)
        }) {
      sends(frame + "\r", plain -> assertFault(Fault.BAD_READ, () -> plain.awaitCard(AMPLE)));
    }
    sends("\r\n".repeat(400), plain -> assertFault(Fault.PROTOCOL, () -> plain.awaitCard(AMPLE)));
  }
}
