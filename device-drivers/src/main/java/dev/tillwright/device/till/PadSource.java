package dev.tillwright.device.till;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.till.SignatureSource;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.SignaturePad;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A signature pad as the till's port. Only strokes are taken: a pad that gives pictures alone has
 * nothing that the till could seal.
 *
 * <p><b>Guarantee.</b> It never throws; a pad that is unplugged or closed gives no signature.
 */
public final class PadSource implements SignatureSource {
  private static final Logger LOG = LoggerFactory.getLogger(PadSource.class);

  private final SignaturePad pad;

  private PadSource(SignaturePad pad) {
    this.pad = Objects.requireNonNull(pad, "pad");
  }

  /** A port to this pad, which stays the caller's to close. */
  public static PadSource of(SignaturePad pad) {
    return new PadSource(pad);
  }

  @Override
  public Optional<Signature> sign(ReceiptDocument slip, Duration deadline) {
    try {
      return pad.sign(slip, deadline)
          .match(
              ink -> Optional.of(ink.signature()),
              picture -> Optional.empty(),
              refused -> Optional.empty());
    } catch (DeviceException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      LOG.warn("the driver of pad {} threw {}", pad.id(), e.getClass().getName());
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "PadSource[" + pad.id() + "]";
  }
}
