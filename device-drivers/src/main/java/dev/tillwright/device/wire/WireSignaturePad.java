package dev.tillwright.device.wire;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.SignaturePad;
import dev.tillwright.device.spi.SignaturePadCapabilities;
import dev.tillwright.device.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** A signature pad on the house's wire: it shows the slip as text and gives strokes. */
public final class WireSignaturePad extends WireDriver implements SignaturePad {
  private static final int COLUMNS = 32;
  private static final int MOST_LINES = 200;

  private final int width;
  private final int height;
  private volatile boolean waiting;

  private WireSignaturePad(String id, Transport transport, int width, int height, Clock clock) {
    super(id, DeviceKind.SIGNATURE_PAD, clock, transport);
    this.width = width;
    this.height = height;
  }

  /** A pad of so many points behind a transport; opened at first use. */
  public static WireSignaturePad of(
      String id, Transport transport, int width, int height, Clock clock) {
    return new WireSignaturePad(id, transport, width, height, clock);
  }

  @Override
  public SignaturePadCapabilities capabilities() {
    return new SignaturePadCapabilities(width, height, true, true);
  }

  @Override
  public Signed sign(ReceiptDocument slip, Duration limit) {
    List<String> lines = new TextRenderer(COLUMNS).lines(slip);
    List<String> shown = lines.subList(0, Math.min(MOST_LINES, lines.size()));
    try {
      return connected(
          Phase.READ,
          limit,
          deadline -> {
            waiting = true;
            try {
              return signed(ask("sign", out -> out.putTexts("slip", shown), deadline));
            } finally {
              waiting = false;
            }
          });
    } catch (DeviceException e) {
      if (e.fault() == Fault.TIMEOUT) {
        say("cancel", out -> {}); // so that the pad wipes what was begun
      }
      throw e;
    }
  }

  private Signed signed(JsonIn in) {
    try {
      return switch (in.text("result")) {
        case "signed" -> {
          Signature ink = Signature.parse(Base64.getDecoder().decode(in.text("ink")));
          if (ink.width() != width || ink.height() != height) {
            throw garbled("a signature of another size");
          }
          yield new Signed.Ink(ink);
        }
        case "refused" -> new Signed.Refused();
        case "cancelled" ->
            throw DeviceException.of(
                Fault.CANCELLED, Phase.READ, "signature pad " + id() + " was cancelled");
        default -> throw garbled("an answer that is not known");
      };
    } catch (JsonException | IllegalArgumentException e) {
      throw garbled("an answer with a wrong field");
    }
  }

  @Override
  public void cancel() {
    if (waiting) {
      say("cancel", out -> {});
    }
  }
}
