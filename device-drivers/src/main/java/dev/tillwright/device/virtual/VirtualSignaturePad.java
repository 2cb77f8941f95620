package dev.tillwright.device.virtual;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.device.virtual.WireServer.Line;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A signature pad without hardware, on the house's wire.
 *
 * <p><b>Threads.</b> Any.
 */
public final class VirtualSignaturePad implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Persons<Optional<Signature>> persons = new Persons<>(true, "sign");
  private final WireServer server;
  private List<String> shown = List.of();

  private VirtualSignaturePad() {
    server = WireServer.start("virtual signature pad", new Front());
  }

  /** A pad on any free port. */
  public static VirtualSignaturePad start() {
    return new VirtualSignaturePad();
  }

  public int port() {
    return server.port();
  }

  /** As a descriptor takes it: {@code tcp://127.0.0.1:port}. */
  public URI address() {
    return server.address();
  }

  /** A customer signs so, once next asked. */
  public void sign(Signature signature) {
    persons.does(Optional.of(signature));
  }

  /** A customer presses cancel, once next asked. */
  public void refuse() {
    persons.does(Optional.empty());
  }

  /** What the customer saw of the slip, line by line. */
  public synchronized List<String> shown() {
    return shown;
  }

  /** What the wire reaches. */
  private final class Front implements WireServer.Device {
    @Override
    public long arrived(String what) {
      return persons.arrived(what);
    }

    @Override
    public void asked(String what, JsonIn question, Line line, long arrival)
        throws InterruptedException {
      VirtualSignaturePad.this.answer(what, question, line, arrival);
    }
  }

  private void answer(String what, JsonIn question, Line line, long arrival)
      throws InterruptedException {
    switch (what) {
      case "sign" -> {
        synchronized (this) {
          shown = question.texts("slip");
        }
        answer(persons.await(arrival, PATIENCE), line);
      }
      case "cancel" -> {
        return; // it was heard when it arrived
      }
      default -> line.answer(out -> out.put("result", "misunderstood"));
    }
  }

  private static void answer(Optional<Optional<Signature>> deed, Line line) {
    line.answer(
        out -> {
          if (deed.isEmpty()) {
            out.put("result", "cancelled");
          } else if (deed.get().isEmpty()) {
            out.put("result", "refused");
          } else {
            String ink = Base64.getEncoder().encodeToString(deed.get().get().bytes());
            out.put("result", "signed").put("ink", ink);
          }
        });
  }

  /** Whoever waits at it now, waits no longer, as after its own cancel key. */
  public void endWaits() {
    persons.close();
  }

  @Override
  public void close() {
    persons.close();
    server.close();
  }
}
