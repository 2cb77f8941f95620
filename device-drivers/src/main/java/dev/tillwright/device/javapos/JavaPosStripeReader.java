package dev.tillwright.device.javapos;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Track;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.MagstripeCapabilities;
import dev.tillwright.device.spi.MagstripeReader;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.StripeRead;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A JavaPOS reader of magnetic stripes.
 *
 * <p><b>Guarantees.</b> Tracks in clear become {@link Track}s at once, and what the service gave is
 * wiped; encrypted ones pass through with the serial number of their key. That the service encrypts
 * as was said here is seen when it is opened, {@link Fault#CONFIGURATION} otherwise; a number in
 * clear from one that encrypts is refused ({@link Fault#PROTOCOL}). A card is taken when somebody
 * waits for it, never earlier.
 *
 * <p><b>Not promised.</b> What the service itself keeps of a card, and for how long.
 */
public final class JavaPosStripeReader extends JavaPosDriver implements MagstripeReader {
  private static final int ALL = 7; // MSR_TR_1_2_3
  private static final int BY_TRACK = 1; // MSR_ERT_TRACK
  private static final int IN_CLEAR = 1; // MSR_DE_NONE
  private static final int DUKPT = 2; // MSR_DE_3DEA_DUKPT
  private static final Duration SLICE = Duration.ofMillis(100);

  private final boolean encrypts;
  private volatile @Nullable CompletableFuture<StripeRead> awaited;

  private JavaPosStripeReader(
      String id, Supplier<?> controls, String logicalName, boolean encrypts, Clock clock) {
    super(id, DeviceKind.MAGSTRIPE_READER, clock, controls, logicalName);
    this.encrypts = encrypts;
  }

  /**
   * A reader; opened at first use.
   *
   * @param controls makes a new {@code jpos.MSR} each time
   * @param logicalName of the device in the JavaPOS configuration
   * @param encrypts whether its head encrypts ({@code DataEncryptionAlgorithm})
   */
  public static JavaPosStripeReader of(
      String id, Supplier<?> controls, String logicalName, boolean encrypts, Clock clock) {
    return new JavaPosStripeReader(id, controls, logicalName, encrypts, clock);
  }

  @Override
  public MagstripeCapabilities capabilities() {
    return new MagstripeCapabilities(
        Set.of(Track.Kind.values()), Set.of(EntryMode.STRIPE), encrypts);
  }

  @Override
  void opened(Control control) {
    control.hear("Data", event -> swiped(control, EnumSet.noneOf(Track.Kind.class)));
    control.hear("Error", event -> failed(control, event));
  }

  @Override
  void enabled(Control control, Deadline deadline) {
    if (encrypts && algorithm(control, deadline) == IN_CLEAR) {
      whereKnown(control, deadline, "setDataEncryptionAlgorithm", DUKPT);
    }
    if ((algorithm(control, deadline) != IN_CLEAR) != encrypts) {
      throw DeviceException.of(
          Fault.CONFIGURATION,
          Phase.CONNECT,
          "reader "
              + id()
              + (encrypts ? " does not encrypt" : " encrypts")
              + ", unlike its setting");
    }
    control.call(Phase.CONNECT, deadline, "setDecodeData", true);
    control.call(Phase.CONNECT, deadline, "setTracksToRead", ALL);
    whereKnown(control, deadline, "setErrorReportingType", BY_TRACK);
  }

  /** Services before JavaPOS 1.12 do not encrypt, and say so by an error. */
  private static int algorithm(Control control, Deadline deadline) {
    try {
      return (Integer) control.call(Phase.CONNECT, deadline, "getDataEncryptionAlgorithm");
    } catch (DeviceException e) {
      return isOlder(e) ? IN_CLEAR : fail(e);
    }
  }

  private static void whereKnown(Control control, Deadline deadline, String setter, int value) {
    try {
      control.call(Phase.CONNECT, deadline, setter, value);
    } catch (DeviceException e) {
      if (!isOlder(e)) {
        throw e;
      }
    }
  }

  private static boolean isOlder(DeviceException e) {
    return e.fault() == Fault.UNSUPPORTED || e.fault() == Fault.NO_DRIVER;
  }

  private static int fail(DeviceException e) {
    throw e;
  }

  @Override
  public StripeRead awaitSwipe(Duration limit) {
    return connected(
        Phase.READ,
        limit,
        deadline -> {
          examine(deadline); // what follows asks the service alone, not the device
          Control control = control();
          control.call(Phase.READ, deadline, "clearInput"); // a card shown too early
          CompletableFuture<StripeRead> card = new CompletableFuture<>();
          awaited = card;
          boolean taken = false;
          try {
            control.call(Phase.READ, deadline, "setDataEventEnabled", true);
            StripeRead read = read(control, card, deadline);
            taken = true;
            return read;
          } finally {
            awaited = null;
            if (!taken) {
              discard(card);
            }
          }
        });
  }

  /** A card that came in the last moment is nobody's. */
  private static void discard(CompletableFuture<StripeRead> card) {
    if (!card.cancel(false) && !card.isCompletedExceptionally()) {
      card.join().close();
    }
  }

  /** Looks from time to time whether the device is still there: its service may tell that only. */
  private StripeRead read(Control control, CompletableFuture<StripeRead> card, Deadline deadline) {
    while (true) {
      try {
        return card.get(Math.min(SLICE.toNanos(), deadline.nanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (!uses(control)) {
          card.completeExceptionally(fault(Fault.LOST, "went"));
        } else if (deadline.passed()) {
          card.completeExceptionally(fault(Fault.TIMEOUT, "saw no card"));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw fault(Fault.CANCELLED, "was interrupted");
      } catch (ExecutionException e) {
        throw e.getCause() instanceof DeviceException failure
            ? failure
            : fault(Fault.PROTOCOL, "gave no card");
      }
    }
  }

  private DeviceException fault(Fault fault, String what) {
    return DeviceException.of(fault, Phase.READ, "reader " + id() + " " + what);
  }

  @Override
  public void cancel() {
    CompletableFuture<StripeRead> card = awaited;
    if (card != null) {
      card.completeExceptionally(fault(Fault.CANCELLED, "was cancelled"));
    }
  }

  /** On the service's thread. */
  private void swiped(Control control, Set<Track.Kind> unread) {
    CompletableFuture<StripeRead> card = awaited;
    if (!uses(control)) {
      return;
    } else if (card == null) {
      forget(control);
      return;
    }
    try {
      StripeRead read =
          encrypts ? SwipedTracks.sealed(control, unread) : SwipedTracks.clear(control, unread);
      loop().count("reads.good", 1);
      if (!card.complete(read)) {
        read.close();
      }
    } catch (DeviceException e) {
      bad(card, e);
    } catch (IllegalArgumentException e) {
      bad(card, fault(Fault.BAD_READ, "gave what is no track"));
    }
  }

  private void bad(CompletableFuture<StripeRead> card, DeviceException e) {
    loop().count("reads.bad", 1);
    card.completeExceptionally(e);
  }

  /** Nobody waits for this card, so that nothing of it is to be kept. */
  private void forget(Control control) {
    try {
      control.now(Phase.READ, "clearInput");
    } catch (DeviceException e) {
      loop().count("reads.bad", 1);
    }
  }

  private void failed(Control control, Object event) {
    CompletableFuture<StripeRead> card = awaited;
    if (!uses(control) || card == null) {
      return;
    }
    JposCode code = JposCode.of(Control.told(event, "ErrorCode")).orElse(JposCode.FAILURE);
    Set<Track.Kind> unread = unread(Control.told(event, "ErrorCodeExtended"));
    if (code == JposCode.OFFLINE || code == JposCode.NOHARDWARE) {
      card.completeExceptionally(fault(Fault.LOST, "went"));
    } else if (code == JposCode.EXTENDED && unread.size() < Track.Kind.values().length) {
      swiped(control, unread); // one track is wrong, another may do
    } else {
      bad(card, fault(Fault.BAD_READ, "could not read the card"));
    }
  }

  /** Which tracks are wrong: a byte of the code each, the lowest that of track 1. */
  private static Set<Track.Kind> unread(int extended) {
    Set<Track.Kind> unread = EnumSet.noneOf(Track.Kind.class);
    for (Track.Kind kind : Track.Kind.values()) {
      if ((extended >> 8 * (SwipedTracks.number(kind) - 1) & 0xFF) != 0) {
        unread.add(kind);
      }
    }
    return unread;
  }
}
