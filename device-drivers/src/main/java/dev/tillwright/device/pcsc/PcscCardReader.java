package dev.tillwright.device.pcsc;

import dev.tillwright.device.spi.CardReader;
import dev.tillwright.device.spi.CardReaderCapabilities;
import dev.tillwright.device.spi.CardSession;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A chip card reader of the operating system's smart card service.
 *
 * <p><b>Guarantees.</b> A service that is stopped and started, a reader that is unplugged and
 * plugged in again, are survived: the reader is {@link DeviceState#LOST} meanwhile and works again
 * by itself. Nothing is loaded before the first call. A call into the service that does not end is
 * left behind at its deadline; what it did to the card is then unknown, and the session is over.
 *
 * <p>Events of cards come while the reader is open. Defaults: contacts told by the card's answer,
 * cards shared with other programs, commands of 261 bytes at most.
 */
public final class PcscCardReader extends Driver implements CardReader {
  /** Between tries at a card that is there and then is not. */
  private static final Duration AGAIN = Duration.ofMillis(200);

  private final String wanted;
  private final Clock clock;
  private final PcscSession.Options options;
  private @Nullable ReaderWatch watch;
  private @Nullable PcscSession session;
  private boolean cardIn;
  private volatile boolean waiting;
  private volatile boolean cancelled;

  private PcscCardReader(Builder b) {
    super(b.id, DeviceKind.CHIP_READER, b.clock, b.threads);
    this.wanted = b.reader;
    this.clock = b.clock;
    this.options = new PcscSession.Options(b.contact, b.exclusive, b.extended);
  }

  /**
   * A reader; opened at first use.
   *
   * @param id what the till calls it
   * @param reader its name in the service or how that begins, since the numbers at its end change;
   *     empty for the first there is
   */
  public static Builder builder(String id, String reader) {
    return new Builder(id, reader);
  }

  @Override
  public CardReaderCapabilities capabilities() {
    Set<Contact> contacts =
        options.contact() == null ? Set.of(Contact.values()) : Set.of(options.contact());
    int longest = options.extended() ? PcscSession.EXTENDED_COMMAND : PcscCard.SHORT_COMMAND;
    return new CardReaderCapabilities(
        contacts, Set.of("T=0", "T=1"), options.extended(), longest, true);
  }

  @Override
  protected void connect(Deadline deadline) {
    ReaderWatch running = watching();
    try {
      ReaderWatch.Seen seen =
          running.await(now -> now.slot().isPresent() || now.problem().isPresent(), deadline);
      if (seen.problem().isPresent()) {
        throw fresh(seen.problem().get());
      }
      loop().identified(DeviceIdentity.of("", seen.reader(), ""));
    } catch (DeviceException e) {
      loop().moved(DeviceState.LOST);
      throw e;
    }
  }

  /** An exception of its own for each call: the watch's is thrown again and again. */
  private static DeviceException fresh(DeviceException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    int advice = message.length() - e.fault().advice().length() - 2;
    return DeviceException.of(e.fault(), e.phase(), message.substring(0, advice), e);
  }

  private synchronized ReaderWatch watching() {
    ReaderWatch running = watch;
    if (running == null) {
      if (state() == DeviceState.CLOSED) {
        throw DeviceException.of(Fault.CLOSED, Phase.CONNECT, "reader " + id() + " is closed");
      }
      cardIn = false;
      running = ReaderWatch.start(wanted, this::saw);
      watch = running;
    }
    return running;
  }

  /** On the watch's thread. */
  private void saw(ReaderWatch.Seen seen) {
    loop().moved(seen.slot().isPresent() ? DeviceState.OPEN : DeviceState.LOST);
    if (seen.hasCard() == cardIn) {
      return;
    }
    cardIn = seen.hasCard();
    if (!cardIn) {
      loop().publish(new CardRemoved(id(), clock.instant()));
    } else if (seen.slot().filter(SlotState::isMute).isPresent()) {
      loop().publish(new CardMute(id(), clock.instant()));
    } else {
      byte[] atr = seen.slot().map(SlotState::atr).orElse(new byte[0]);
      Contact contact = options.contact() == null ? PcscSession.contactOf(atr) : options.contact();
      loop().publish(new CardInserted(id(), clock.instant(), contact));
    }
  }

  @Override
  protected void disconnect() {
    ReaderWatch running;
    PcscSession open;
    synchronized (this) {
      running = watch;
      open = session;
      watch = null;
      session = null;
    }
    if (running != null) {
      running.close();
    }
    if (open != null) {
      open.close();
    }
  }

  @Override
  public CardSession awaitCard(Duration limit) {
    return connected(Phase.READ, limit, this::take);
  }

  private CardSession take(Deadline deadline) {
    if (hasSession()) {
      throw DeviceException.of(Fault.BUSY, Phase.CLAIM, "reader " + id() + " has a session open");
    }
    cancelled = false;
    waiting = true;
    try {
      while (true) {
        ReaderWatch.Seen seen = watching().await(this::isWorthALook, deadline);
        if (cancelled) {
          throw DeviceException.of(Fault.CANCELLED, Phase.READ, "reader " + id() + " let go");
        }
        if (seen.problem().isPresent()) {
          throw fresh(seen.problem().get());
        }
        PcscSession opened = tryToOpen(seen, deadline);
        if (opened != null) {
          return opened;
        }
      }
    } finally {
      waiting = false;
    }
  }

  private boolean isWorthALook(ReaderWatch.Seen now) {
    return cancelled || now.hasCard() || now.problem().isPresent();
  }

  private @Nullable PcscSession tryToOpen(ReaderWatch.Seen seen, Deadline deadline) {
    if (seen.slot().filter(SlotState::isMute).isPresent()) {
      loop().count("cards.mute", 1);
      throw DeviceException.of(Fault.BAD_READ, Phase.READ, "reader " + id() + " has a mute card");
    }
    int changes = seen.slot().map(SlotState::changes).orElse(0);
    try {
      PcscSession opened = PcscSession.open(seen.reader(), loop(), options, deadline);
      loop().count("cards", 1);
      synchronized (this) {
        session = opened;
      }
      return opened;
    } catch (DeviceException e) {
      if (e.fault() != Fault.NO_CARD) {
        throw e;
      }
      // Taken away again, or changed for another so fast that the service has not seen it yet.
      watching().pause(now -> moved(now, changes), deadline.within(AGAIN));
      if (deadline.passed()) {
        throw e;
      }
      return null;
    }
  }

  private boolean moved(ReaderWatch.Seen now, int changes) {
    return cancelled
        || now.problem().isPresent()
        || now.slot().filter(slot -> slot.changes() == changes).isEmpty();
  }

  private synchronized boolean hasSession() {
    return session != null && !session.isClosed();
  }

  @Override
  public void cancel() {
    if (waiting) {
      cancelled = true;
      ReaderWatch running;
      synchronized (this) {
        running = watch;
      }
      if (running != null) { // else it was let go meanwhile, and whoever waited with it
        running.wake();
      }
    }
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String id;
    private final String reader;
    private @Nullable Contact contact;
    private boolean exclusive;
    private boolean extended;
    private Clock clock = Clock.systemUTC();
    private @Nullable ThreadFactory threads;

    private Builder(String id, String reader) {
      this.id = Objects.requireNonNull(id, "id");
      this.reader = Objects.requireNonNull(reader, "reader");
    }

    /** How its cards speak, where their answers to reset do not tell. */
    public Builder contact(Contact only) {
      contact = only;
      return this;
    }

    /** Keeps other programs from a card as long as a session lasts. */
    public Builder exclusive() {
      exclusive = true;
      return this;
    }

    /** The reader takes commands of extended length. */
    public Builder extendedLength() {
      extended = true;
      return this;
    }

    public Builder clock(Clock newClock) {
      clock = Objects.requireNonNull(newClock, "clock");
      return this;
    }

    /** Makes the device's two threads; they should be daemons. */
    public Builder threads(ThreadFactory factory) {
      threads = factory;
      return this;
    }

    public PcscCardReader build() {
      return new PcscCardReader(this);
    }
  }
}
