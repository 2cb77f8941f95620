package dev.tillwright.device.contract;

import dev.tillwright.device.spi.CardReader;
import dev.tillwright.device.spi.CardReaderCapabilities;
import dev.tillwright.device.spi.CardSession;
import dev.tillwright.device.spi.Claim;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A reader with a card that knows one answer. */
final class ToyChipReader extends Toy implements CardReader {
  private static final int LONGEST = 261;

  private final Bench bench;
  private volatile boolean busy;

  private ToyChipReader(Bench bench) {
    super(DeviceKind.CHIP_READER, bench.cable, bench.defect);
    this.bench = bench;
  }

  @Override
  public CardReaderCapabilities capabilities() {
    return new CardReaderCapabilities(
        Set.of(Contact.CONTACT), Set.of("T=1"), false, LONGEST, false);
  }

  @Override
  public CardSession awaitCard(Duration limit) {
    if (busy && !broken(Defect.TWO_SESSIONS)) {
      throw DeviceException.of(Fault.BUSY, Phase.CLAIM, "a toy has a session");
    }
    int card = await(limit, () -> bench.in ? Optional.of(bench.card) : Optional.empty());
    busy = true;
    loop().publish(new CardInserted(id(), Instant.now(), Contact.CONTACT));
    return new Session(card);
  }

  @Override
  public void cancel() {
    cable.cancel();
  }

  private final class Session implements CardSession {
    private final int card;
    private boolean closed;
    private boolean gone;

    Session(int card) {
      this.card = card;
    }

    @Override
    public Contact contact() {
      return Contact.CONTACT;
    }

    @Override
    public byte[] atr() {
      return new byte[] {0x3B, 0x00};
    }

    @Override
    public byte[] transmit(byte[] command, Duration limit) {
      if (closed) {
        throw DeviceException.of(Fault.CLOSED, Phase.WRITE, "a toy's session is closed");
      }
      if (command.length > LONGEST && !broken(Defect.SENDS_TOO_LONG)) {
        throw DeviceException.of(Fault.UNSUPPORTED, Phase.PREPARE, "too long for a toy");
      }
      return ask(
          limit,
          () -> {
            boolean another = bench.card != card && !broken(Defect.SPEAKS_WITH_ANOTHER_CARD);
            if (!bench.in || another) {
              if (!gone) {
                loop().publish(new CardRemoved(id(), Instant.now()));
              }
              gone = true;
              throw DeviceException.of(Fault.NO_CARD, Phase.WRITE, "a toy has no card");
            }
            return bench.response();
          });
    }

    @Override
    public Claim transaction(Duration limit) {
      return claim(limit);
    }

    @Override
    public void close() {
      closed = true;
      busy = false;
    }
  }

  /** Its bench. */
  static final class Bench extends Toy.Bench<CardReader> implements ChipBench {
    private boolean in;
    private int card;

    Bench(Defect defect) {
      super(defect);
    }

    @Override
    public CardReader device() {
      return new ToyChipReader(this);
    }

    @Override
    public void insert() {
      cable.person(
          () -> {
            card += in ? 0 : 1;
            in = true;
          });
    }

    @Override
    public void remove() {
      cable.person(() -> in = false);
    }

    @Override
    public byte[] command() {
      return new byte[] {0, (byte) 0xA4, 4, 0, 0};
    }

    @Override
    public byte[] response() {
      return new byte[] {0x6F, 0x00, (byte) 0x90, 0x00};
    }
  }
}
