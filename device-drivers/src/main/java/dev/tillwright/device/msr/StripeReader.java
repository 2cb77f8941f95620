package dev.tillwright.device.msr;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Track;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.MagstripeCapabilities;
import dev.tillwright.device.spi.MagstripeReader;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.StripeRead;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.Transport;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A reader that sends track 2 as text, or all tracks encrypted in its head; the wire is described
 * in this package's documentation.
 *
 * <p><b>Guarantees.</b> The frame is wiped once it is read. A card without a right check digit or
 * without an expiry is {@link Fault#BAD_READ}. What an encrypting head gives passes through as it
 * is: nothing here holds a key, and a track in clear from such a head is refused ({@link
 * Fault#PROTOCOL}), for somebody changed the reader.
 *
 * <p>Defaults: tracks in clear, frames carry a check, the reader must be armed, the system's clock,
 * daemon threads.
 */
public final class StripeReader extends Driver implements MagstripeReader {
  private static final byte ENQ = 0x05;
  private static final byte CAN = 0x18;

  private final Transport transport;
  private final boolean lrc;
  private final boolean armed;
  private final boolean encrypts;
  private volatile @Nullable Connection current;
  private volatile boolean waiting;
  private volatile boolean cancelled;

  private StripeReader(Builder b) {
    super(b.id, DeviceKind.MAGSTRIPE_READER, b.clock, b.threads);
    transport = b.transport;
    lrc = b.lrc;
    armed = b.armed;
    encrypts = b.encrypts;
  }

  /** A reader behind a transport; opened at first use. */
  public static Builder builder(String id, Transport transport) {
    return new Builder(id, transport);
  }

  @Override
  public MagstripeCapabilities capabilities() {
    return new MagstripeCapabilities(
        encrypts ? Set.of(Track.Kind.values()) : Set.of(Track.Kind.TWO),
        Set.of(EntryMode.STRIPE, EntryMode.CHIP, EntryMode.CONTACTLESS),
        encrypts);
  }

  @Override
  public StripeRead awaitSwipe(Duration limit) {
    return loop().call(Phase.READ, limit, this::read);
  }

  @Override
  public void cancel() {
    if (waiting) {
      cancelled = true;
      disconnect();
    }
  }

  private StripeRead read(Deadline deadline) {
    cancelled = false;
    waiting = true;
    try {
      return card(connection(deadline), deadline);
    } catch (DeviceException e) {
      if (cancelled) {
        loop().count("reads.cancelled", 1);
        throw DeviceException.of(Fault.CANCELLED, Phase.READ, "reader " + id() + " was cancelled");
      }
      switch (e.fault()) {
        case BAD_READ -> loop().count("reads.bad", 1);
        case TIMEOUT -> disarm(deadline);
        default -> {
          disconnect();
          loop().moved(DeviceState.LOST);
        }
      }
      throw e;
    } finally {
      waiting = false;
    }
  }

  private StripeRead card(Connection connection, Deadline deadline) {
    if (cancelled) {
      // Came while connecting, when there was no connection to drop yet.
      throw DeviceException.of(Fault.CANCELLED, Phase.READ, "reader " + id() + " was cancelled");
    }
    if (armed) {
      connection.write(ByteBuffer.wrap(new byte[] {ENQ}), deadline);
    }
    try (FrameReader frame = new FrameReader(connection, lrc)) {
      EntryMode mode = frame.read(deadline);
      StripeRead read = frame.isEncrypted() ? sealed(frame, mode) : card(frame, mode);
      loop().count("reads.good", 1);
      return read;
    }
  }

  private StripeRead sealed(FrameReader frame, EntryMode mode) {
    try {
      EncryptedFrame parsed = EncryptedFrame.parse(frame.text());
      loop().identified(DeviceIdentity.UNKNOWN.withKeyId(parsed.keyId()));
      return StripeRead.encrypted(mode, parsed.encrypted(), parsed.unread());
    } catch (TrackFormatException e) {
      throw bad("position " + e.position() + " of its frame is wrong");
    }
  }

  private StripeRead card(FrameReader frame, EntryMode mode) {
    if (encrypts) {
      throw DeviceException.of(
          Fault.PROTOCOL,
          Phase.READ,
          "reader " + id() + " should encrypt and sent a track in clear");
    }
    CharSequence text = frame.text();
    try (Swipe swipe = Swipe.parse(text)) {
      dev.tillwright.device.msr.Track track =
          swipe.track(2).orElseThrow(() -> bad("it has no track 2"));
      if (track.expiry().isEmpty()) {
        throw bad("it has no expiry");
      }
      if (!track.luhnValid()) {
        throw bad("its number is wrong");
      }
      // Between its sentinels.
      Track bare = Track.of(Track.Kind.TWO, text.subSequence(1, text.length() - 1));
      return StripeRead.clear(mode, List.of(bare), Set.of());
    } catch (TrackFormatException e) {
      throw bad("position " + e.position() + " of track 2 is wrong");
    } catch (IllegalArgumentException e) {
      throw bad("its number is wrong");
    }
  }

  private DeviceException bad(String what) {
    return DeviceException.of(
        Fault.BAD_READ, Phase.READ, "reader " + id() + " did not read the card, " + what);
  }

  @Override
  protected void connect(Deadline deadline) {
    connection(deadline);
  }

  private Connection connection(Deadline deadline) {
    Connection kept = current;
    // What came unasked is a card shown too early: it is not taken for the one awaited now.
    if (kept != null && kept.discardInput()) {
      return kept;
    }
    disconnect();
    try {
      Connection fresh = transport.connect(deadline);
      current = fresh;
      loop().moved(DeviceState.OPEN);
      return fresh;
    } catch (DeviceException e) {
      loop().moved(DeviceState.LOST);
      throw e;
    }
  }

  /** Tells an armed reader to stop waiting; one that cannot be told is dropped. */
  private void disarm(Deadline deadline) {
    Connection connection = current;
    if (!armed || connection == null) {
      return;
    }
    try {
      connection.write(ByteBuffer.wrap(new byte[] {CAN}), deadline);
    } catch (DeviceException e) {
      disconnect();
    }
  }

  @Override
  protected void disconnect() {
    Connection connection = current;
    current = null;
    if (connection != null) {
      connection.abort();
    }
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String id;
    private final Transport transport;
    private boolean lrc = true;
    private boolean armed = true;
    private boolean encrypts;
    private Clock clock = Clock.systemUTC();
    private @Nullable ThreadFactory threads;

    private Builder(String id, Transport transport) {
      this.id = Objects.requireNonNull(id, "id");
      this.transport = Objects.requireNonNull(transport, "transport");
    }

    /** Whether frames carry a check character, which is then verified. */
    public Builder lrc(boolean yes) {
      lrc = yes;
      return this;
    }

    /** Whether the reader must be armed before each card; else it sends by itself. */
    public Builder armed(boolean yes) {
      armed = yes;
      return this;
    }

    /** Whether the head encrypts; tracks in clear are then refused. */
    public Builder encrypts(boolean yes) {
      encrypts = yes;
      return this;
    }

    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** Makes the device's two threads; they should be daemons. */
    public Builder threads(ThreadFactory factory) {
      threads = factory;
      return this;
    }

    public StripeReader build() {
      return new StripeReader(this);
    }
  }
}
