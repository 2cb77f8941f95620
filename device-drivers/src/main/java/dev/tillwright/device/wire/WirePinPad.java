package dev.tillwright.device.wire;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.PinPad;
import dev.tillwright.device.spi.PinPad.PinOutcome.Entered;
import dev.tillwright.device.spi.PinPad.PinOutcome.NotEntered;
import dev.tillwright.device.spi.PinPad.PinOutcome.Reason;
import dev.tillwright.device.spi.PinPad.PinOutcome.Unknown;
import dev.tillwright.device.spi.PinPadCapabilities;
import dev.tillwright.device.spi.PinPadCapabilities.KeyScheme;
import dev.tillwright.device.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A PIN pad on the house's wire. The pad is sent the twelve digits of the number that a block is
 * bound to, and sends the block encrypted; over a network the wire belongs into TLS.
 */
public final class WirePinPad extends WireDriver implements PinPad {
  private static final SecretAccess ACCESS = SecretAccess.forPurpose("PIN pad");
  private static final int ACCOUNT = 12;

  private final PinFormat format;
  private final Clock clock;
  private volatile boolean waiting;

  private WirePinPad(String id, Transport transport, PinFormat format, Clock clock) {
    super(id, DeviceKind.PIN_PAD, clock, transport);
    this.format = format;
    this.clock = clock;
  }

  /**
   * A pad behind a transport; opened at first use.
   *
   * @param format that its key is for
   */
  public static WirePinPad of(String id, Transport transport, PinFormat format, Clock clock) {
    return new WirePinPad(id, transport, format, clock);
  }

  @Override
  public PinPadCapabilities capabilities() {
    return new PinPadCapabilities(Set.of(format), Set.of(KeyScheme.MASTER_SESSION), 0, true);
  }

  @Override
  public PinOutcome enterPin(PinRequest request, Duration limit) {
    if (request.format() != format) {
      throw unsupported("this format");
    }
    byte[] pan = request.pan().reveal(ACCESS);
    String account;
    try {
      // Twelve digits without the check digit; shorter numbers have zeros ahead (ISO 9564-1).
      String digits = new String(pan, 0, pan.length - 1, StandardCharsets.US_ASCII);
      String padded = "0".repeat(ACCOUNT) + digits;
      account = padded.substring(padded.length() - ACCOUNT);
    } finally {
      Arrays.fill(pan, (byte) 0);
    }
    return outcome(
        "pin",
        limit,
        out ->
            out.put("id", request.id())
                .put("account", account)
                .put("format", request.format().name())
                .put("shortest", request.shortest())
                .put("longest", request.longest())
                .put("seconds", Math.max(1, limit.toSeconds()))
                .put(
                    "amount",
                    request
                        .amount()
                        .map(amount -> amount.minor() + " " + amount.currency())
                        .orElse(null)));
  }

  @Override
  public PinOutcome queryResult(String id, Duration limit) {
    return outcome("query", limit, out -> out.put("id", id));
  }

  private PinOutcome outcome(String what, Duration limit, Consumer<JsonOut> fields) {
    boolean[] sent = {false};
    try {
      return connected(
          Phase.READ,
          limit,
          deadline -> {
            sent[0] = true;
            waiting = true;
            try {
              return outcome(ask(what, fields, deadline));
            } finally {
              waiting = false;
            }
          });
    } catch (DeviceException e) {
      if (!sent[0] || e.fault() == Fault.CLOSED || e.fault() == Fault.CANCELLED) {
        throw e;
      }
      if (e.fault() == Fault.TIMEOUT) {
        say("cancel", out -> {}); // nobody waits for this entry any more
      }
      return new Unknown(e.fault());
    }
  }

  private PinOutcome outcome(JsonIn in) {
    try {
      if (in.text("result").equals("entered")) {
        byte[] block = HexFormat.of().parseHex(in.text("block"));
        return new Entered(
            SecretBytes.copyOf(block), PinFormat.valueOf(in.text("format")), in.text("key"));
      }
      return new NotEntered(Reason.valueOf(in.text("reason")));
    } catch (JsonException | IllegalArgumentException e) {
      throw garbled("an answer with a wrong field");
    }
  }

  @Override
  public byte[] mac(byte[] message, Duration limit) {
    throw unsupported("message authentication codes");
  }

  private DeviceException unsupported(String what) {
    return DeviceException.of(
        Fault.UNSUPPORTED, Phase.PREPARE, "PIN pad " + id() + " lacks " + what);
  }

  @Override
  public void cancel() {
    if (waiting) {
      say("cancel", out -> {});
    }
  }

  @Override
  void unasked(JsonIn message) {
    message
        .optionalNumber("digits")
        .ifPresent(
            digits ->
                loop().publish(new KeyPressed(id(), clock.instant(), (int) Math.min(12, digits))));
  }
}
