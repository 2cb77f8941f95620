package dev.tillwright.device.pcsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.device.emv.EmvRead;
import dev.tillwright.device.emv.EmvReader;
import dev.tillwright.device.emv.SupportedApplication;
import dev.tillwright.device.spi.CardReader;
import dev.tillwright.device.spi.CardSession;
import dev.tillwright.device.spi.Claim;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Port;
import dev.tillwright.device.virtual.EmvApplication;
import dev.tillwright.device.virtual.VirtualCard;
import dev.tillwright.device.virtual.VirtualCardSlot;
import dev.tillwright.device.virtual.VirtualEmvCard;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Through the whole of PC/SC, with a reader that is virtual. */
@Timeout(120)
class PcscCardReaderTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final byte[] ATR = HexFormat.of().parseHex("3B600000");
  private static final byte[] SELECT = HexFormat.of().parseHex("00A4040007A000000003101000");
  private static @Nullable PcscBench bench;

  private final VirtualCardSlot slot = bench().slot(0);
  private final PcscCardReader reader = PcscCardReader.builder("chip", PcscBench.READER).build();

  @BeforeAll
  static void start() throws Exception {
    bench = PcscBench.start();
  }

  private static PcscBench bench() {
    return Objects.requireNonNull(bench);
  }

  @AfterAll
  static void stop() throws Exception {
    if (bench != null) {
      bench.close();
    }
  }

  @AfterEach
  void close() {
    reader.close();
    slot.close();
    PcscBench.awaitEmpty(0);
  }

  /** Answers each command with its own bytes and 9000. */
  private record Echo(byte[] atr) implements VirtualCard {
    @Override
    public byte[] answer(byte[] command) {
      byte[] answer = java.util.Arrays.copyOf(command, command.length + 2);
      answer[command.length] = (byte) 0x90;
      return answer;
    }
  }

  private static Deadline ample() {
    return Deadline.after(AMPLE);
  }

  private static void assertFault(Fault fault, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.fault()).as(e.getMessage()).isEqualTo(fault));
  }

  @Test
  void aCard_isWaitedFor_andSpokenTo() {
    CompletableFuture<CardSession> awaited =
        CompletableFuture.supplyAsync(() -> reader.awaitCard(AMPLE));
    slot.insert(new Echo(ATR), ample());
    try (CardSession card = awaited.join()) {
      assertThat(card.atr()).isEqualTo(ATR);
      assertThat(card.contact()).isEqualTo(CardReader.Contact.CONTACT);
      assertThat(card.transmit(SELECT, AMPLE)).startsWith(SELECT).endsWith(0x90, 0x00);
      assertFault(Fault.BUSY, () -> reader.awaitCard(SHORT));
      assertFault(Fault.UNSUPPORTED, () -> card.transmit(new byte[262], AMPLE));
      try (Claim held = card.transaction(AMPLE)) {
        assertThat(card.transmit(SELECT, AMPLE)).hasSize(SELECT.length + 2);
        held.close();
      }
      assertThat(card.transmit(SELECT, AMPLE)).hasSize(SELECT.length + 2);
      assertThat(card).hasToString("CardSession[" + PcscBench.reader(0) + ", CONTACT]");
      card.close();
      assertFault(Fault.CLOSED, () -> card.transmit(SELECT, AMPLE));
    }
    // It is still in the reader, and is taken again.
    reader.awaitCard(AMPLE).close();
    assertThat(reader.health().counters()).containsEntry("cards", 2L);
    assertThat(reader.health().identity().model()).isEqualTo(PcscBench.reader(0));
  }

  @Test
  void aPaymentCard_isReadThroughAllOfIt() {
    slot.insert(
        VirtualEmvCard.builder()
            .application(
                EmvApplication.of("A0000000031010", "VISA")
                    .card("4111111111111111", "3012")
                    .build())
            .build(),
        ample());
    EmvReader emv =
        EmvReader.builder().application(SupportedApplication.startingWith("A000000003")).build();
    try (CardSession session = reader.awaitCard(AMPLE);
        EmvRead read = emv.read(session, AMPLE).match(card -> card, reason -> null);
        CardRead card = read.card().orElseThrow()) {
      assertThat(card.card().pan().masked().last4()).isEqualTo("1111");
      assertThat(card.entryMode()).isEqualTo(EntryMode.CHIP);
    }
  }

  @Test
  void noCard_timesOut_andCancelEndsAWait() {
    assertFault(Fault.TIMEOUT, () -> reader.awaitCard(SHORT));
    assertThat(reader.state()).isEqualTo(DeviceState.OPEN);
    CompletableFuture<CardSession> awaited =
        CompletableFuture.supplyAsync(() -> reader.awaitCard(AMPLE));
    while (!awaited.isDone()) {
      reader.cancel();
      Thread.yield();
    }
    assertThatThrownBy(awaited::join)
        .cause()
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CANCELLED));
  }

  @Test
  void aCardTakenAway_endsItsSession_andTheNextOneHasItsOwn() throws Exception {
    slot.insert(new Echo(ATR), ample());
    CardSession card = reader.awaitCard(AMPLE);
    slot.remove();
    PcscBench.awaitEmpty(0);
    slot.insert(new Echo(HexFormat.of().parseHex("3B6500002063CB6800")), ample());
    assertFault(Fault.NO_CARD, () -> card.transmit(SELECT, AMPLE));
    assertFault(Fault.NO_CARD, () -> card.transmit(SELECT, AMPLE));
    card.close();
    try (CardSession next = reader.awaitCard(AMPLE)) {
      assertThat(next.atr()).hasSize(9);
    }
  }

  @Test
  void cardsThatComeAndGo_areEvents() throws Exception {
    BlockingQueue<DeviceEvent> events = new LinkedBlockingQueue<>();
    reader.subscribe(events::add);
    reader.open(AMPLE);
    slot.insert(new Echo(HexFormat.of().parseHex("3B8180018080")), ample());
    assertThat(next(events, CardReader.CardInserted.class).contact())
        .isEqualTo(CardReader.Contact.CONTACTLESS);
    slot.remove();
    next(events, CardReader.CardRemoved.class);
  }

  private static <E extends DeviceEvent> E next(BlockingQueue<DeviceEvent> events, Class<E> type)
      throws Exception {
    while (true) {
      DeviceEvent event = events.poll(30, TimeUnit.SECONDS);
      assertThat(event).as(type.getSimpleName()).isNotNull();
      if (type.isInstance(event)) {
        return type.cast(event);
      }
    }
  }

  @Test
  void aCardThatNeverAnswers_isLeftBehindAtTheDeadline() {
    CountDownLatch answer = new CountDownLatch(1);
    slot.insert(
        new VirtualCard() {
          @Override
          public byte[] atr() {
            return ATR;
          }

          @Override
          public byte[] answer(byte[] command) {
            try {
              answer.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return new byte[] {(byte) 0x90, 0};
          }
        },
        ample());
    try (CardSession card = reader.awaitCard(AMPLE)) {
      assertThatThrownBy(() -> card.transmit(SELECT, SHORT))
          .isInstanceOfSatisfying(
              DeviceException.class,
              e -> {
                assertThat(e.fault()).isEqualTo(Fault.TIMEOUT);
                assertThat(e.outcomeKnown()).isFalse();
              });
      assertFault(Fault.LOST, () -> card.transmit(SELECT, AMPLE));
    } finally {
      answer.countDown();
    }
  }

  @Test
  void aCardKeptByAnother_isClaimed() {
    slot.insert(new Echo(ATR), ample());
    try (PcscCardReader other = PcscCardReader.builder("other", PcscBench.reader(0)).build();
        CardSession theirs = other.awaitCard(AMPLE);
        CardSession ours = reader.awaitCard(AMPLE)) {
      try (Claim held = theirs.transaction(AMPLE)) {
        assertFault(Fault.CLAIMED, () -> ours.transaction(SHORT));
      }
      assertFault(Fault.CLOSED, () -> ours.transaction(SHORT));
    }
    try (PcscCardReader other =
            PcscCardReader.builder("other", PcscBench.reader(0)).exclusive().build();
        CardSession theirs = onceFree(other)) {
      assertFault(Fault.CLAIMED, () -> reader.awaitCard(AMPLE));
      assertThat(theirs.transmit(SELECT, AMPLE)).isNotEmpty();
    }
  }

  /** The session that was given up lets its card go when the service answers it. */
  private static CardSession onceFree(PcscCardReader exclusive) {
    Deadline deadline = ample();
    while (true) {
      try {
        return exclusive.awaitCard(AMPLE);
      } catch (DeviceException e) {
        assertThat(deadline.passed()).as(e.getMessage()).isFalse();
      }
    }
  }

  @Test
  void aServiceThatStopsAndStarts_isSurvived() throws Exception {
    slot.insert(new Echo(ATR), ample());
    CardSession card = reader.awaitCard(AMPLE);
    bench().stopService();
    assertThatThrownBy(() -> card.transmit(SELECT, AMPLE)).isInstanceOf(DeviceException.class);
    card.close();
    try {
      while (reader.state() != DeviceState.LOST) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> reader.awaitCard(AMPLE))
          .isInstanceOfSatisfying(
              DeviceException.class, e -> assertThat(e.fault()).isIn(Fault.LOST, Fault.REFUSED));
      assertThat(new PcscPorts().ports(AMPLE)).isEmpty();
    } finally {
      bench().startService();
    }
    slot.insert(new Echo(ATR), ample());
    // The first tries may meet a service that still looks for its readers.
    CardSession again = null;
    Deadline deadline = ample();
    while (again == null) {
      try {
        again = reader.awaitCard(AMPLE);
      } catch (DeviceException e) {
        assertThat(deadline.passed()).as(e.getMessage()).isFalse();
      }
    }
    assertThat(again.transmit(SELECT, AMPLE)).isNotEmpty();
    again.close();
  }

  @Test
  void readersAreListed_andAnAbsentOneIsSaidToBeSo() {
    assertThat(new PcscPorts().ports(AMPLE))
        .extracting(Port::address)
        .contains(java.net.URI.create("pcsc:Tillwright%20Virtual%2000%2000"));
    try (PcscCardReader absent = PcscCardReader.builder("absent", "No such reader").build()) {
      assertFault(Fault.REFUSED, () -> absent.awaitCard(AMPLE));
      assertThat(absent.state()).isEqualTo(DeviceState.LOST);
    }
  }

  @Test
  void closing_freesWhoWaits() {
    reader.open(AMPLE);
    CompletableFuture<?> awaited = CompletableFuture.runAsync(() -> reader.awaitCard(AMPLE));
    while (reader.health().counters().getOrDefault("calls", 0L) < 2) {
      Thread.onSpinWait();
    }
    reader.close();
    assertThatThrownBy(awaited::join).hasCauseInstanceOf(DeviceException.class);
    assertFault(Fault.CLOSED, () -> reader.awaitCard(AMPLE));
  }
}
