package dev.tillwright.device.msr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.Track;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.StripeRead;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.MemoryTransport;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualCardReader;
import dev.tillwright.device.virtual.VirtualCardReader.ReaderFault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    sends(frames, false, then);
  }

  private static void sends(
      String frames, boolean encrypts, java.util.function.Consumer<StripeReader> then) {
    MemoryTransport transport = new MemoryTransport();
    Semaphore listening = new Semaphore(0);
    try (StripeReader plain =
        StripeReader.builder(
                "plain", deadline -> new Listening(transport.connect(deadline), listening))
            .lrc(encrypts)
            .armed(false)
            .encrypts(encrypts)
            .build()) {
      plain.open(AMPLE);
      Connection device = transport.accept(Deadline.after(AMPLE));
      CompletableFuture<Void> done = CompletableFuture.runAsync(() -> then.accept(plain));
      // One frame for each wait: what comes before it is thrown away, as it must be.
      while (!done.isDone()) {
        if (listening.tryAcquire(10, TimeUnit.MILLISECONDS)) {
          ByteBuffer bytes = ByteBuffer.wrap(frames.getBytes(StandardCharsets.ISO_8859_1));
          device.write(bytes, Deadline.after(AMPLE));
        }
      }
      done.join();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Tells when the reader has thrown away what came too early, and listens. */
  private record Listening(Connection connection, Semaphore listening) implements Connection {
    @Override
    public int read(ByteBuffer into, Deadline deadline) {
      return connection.read(into, deadline);
    }

    @Override
    public void write(ByteBuffer from, Deadline deadline) {
      connection.write(from, deadline);
    }

    @Override
    public long written() {
      return connection.written();
    }

    @Override
    public boolean discardInput() {
      boolean there = connection.discardInput();
      listening.release();
      return there;
    }

    @Override
    public void abort() {
      connection.abort();
    }

    @Override
    public void close() {
      connection.close();
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

  /** The exclusive or of all characters, worked out the plain way. */
  private static String checked(String frame) {
    int sum = 0;
    for (byte b : frame.getBytes(StandardCharsets.US_ASCII)) {
      sum ^= b;
    }
    return frame + String.format("%02X", sum) + "\r\n";
  }

  @Test
  void anEncryptingHead_passesThrough() {
    String frame =
        "!411111******1111|1:|2:0123456789ABCDEF0123456789ABCDEF|K:FFFF9876543210E12345?";
    sends(
        "C" + checked(frame),
        true,
        plain -> {
          assertFault(Fault.UNSUPPORTED, () -> plain.awaitCard(AMPLE));
          try (StripeRead read = plain.awaitSwipe(AMPLE)) {
            StripeRead.Encrypted sealed = read.encrypted().orElseThrow();
            assertThat(sealed.keySerial()).isEqualTo("FFFF9876543210E12345");
            assertThat(sealed.masked()).contains(new MaskedPan("************1111"));
            assertThat(sealed.ciphertext()).hasSize(1);
            assertThat(sealed.ciphertext().get(0).reveal(SecretAccess.forPurpose("test")))
                .isEqualTo(HexFormat.of().parseHex("0123456789ABCDEF0123456789ABCDEF"));
            assertThat(read.unread()).containsExactly(Track.Kind.ONE);
            assertThat(read.mode()).isEqualTo(EntryMode.CHIP);
            assertThat(read.takeCard()).isEmpty();
            assertThat(read + " " + sealed).doesNotContain("01234567", "411111");
          }
          // The counter is no part of what names the key: 21 bits of ten bytes.
          assertThat(plain.health().identity().keyId()).isEqualTo("FFFF9876543210E00000");
          assertThat(plain.capabilities().encrypts()).isTrue();
        });
    String aes = "!|3:0123456789ABCDEF|K:1234567890ABCDEF00000007?";
    sends(
        checked(aes),
        true,
        plain -> {
          plain.awaitSwipe(AMPLE).close();
          assertThat(plain.health().identity().keyId()).isEqualTo("1234567890ABCDEF");
        });
  }

  @Test
  void framesOfAnEncryptingHead_thatAreNone_areBadReads() {
    String good = "|2:0123456789ABCDEF|K:FFFF9876543210E12345?";
    for (String frame :
        new String[] {
          "!4111111111111111" + good, // not masked
          "!***" + good,
          "!|2:|K:FFFF9876543210E12345?", // no track was read
          "!|2:0123456789ABCDEF?", // no key
          "!|2:0123456789ABCD|K:FFFF9876543210E12345?", // no whole block
          "!|2:" + "0".repeat(272) + "|K:FFFF9876543210E12345?",
          "!|2:0123456789ABCDEF|1:0123456789ABCDEF|K:FFFF9876543210E12345?",
          "!|4:0123456789ABCDEF|K:FFFF9876543210E12345?",
          "!|2:0123456789ABCDEF|K:FFFF?",
          "!|2;0123456789ABCDEF|K:FFFF9876543210E12345?",
          "!?",
          "!" + "0".repeat(2_000)
        }) {
      sends(
          checked(frame),
          true,
          plain -> assertFault(Fault.BAD_READ, () -> plain.awaitSwipe(AMPLE)));
    }
    sends(
        ("!" + good + "00\r\n"),
        true,
        plain -> assertFault(Fault.BAD_READ, () -> plain.awaitSwipe(AMPLE)));
  }

  @Test
  void aTrackInClear_fromAHeadThatShouldEncrypt_isRefused() {
    String track = ";" + PAN + "=30121010000?";
    sends(
        track + Lrc.of(track) + "\r",
        true,
        plain -> assertFault(Fault.PROTOCOL, () -> plain.awaitSwipe(AMPLE)));
  }

  @Test
  void anyFrameOfAnEncryptingHead_isReadOrATypedError() {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    System.out.println("encrypted frame fuzz: seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    String good = "!************1111|1:|2:0123456789ABCDEF|3:0123456789ABCDEF|K:FFFF9876543210E1?";
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder frame = new StringBuilder(good);
      for (int j = random.nextInt(3); j >= 0; j--) {
        int at = random.nextInt(frame.length());
        switch (random.nextInt(3)) {
          case 0 -> frame.deleteCharAt(at);
          case 1 -> frame.insert(at, (char) random.nextInt(128));
          default -> frame.setCharAt(at, "0F*|:K?!123".charAt(random.nextInt(11)));
        }
      }
      try {
        EncryptedFrame.parse(frame);
        read++;
      } catch (TrackFormatException e) {
        assertThat(e.position()).as("seed " + seed).isBetween(0, frame.length());
      }
    }
    assertThat(read).as("seed " + seed).isPositive();
  }
}
