package dev.tillwright.device.virtual;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.device.spi.BiometricVerifier.TemplateHandle;
import dev.tillwright.device.spi.BiometricVerifier.Verdict;
import dev.tillwright.device.virtual.WireServer.Line;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A biometric reader without hardware, on the house's wire: a person is a name, and a template
 * knows whose it is.
 *
 * <p><b>Threads.</b> Any.
 */
public final class VirtualBiometric implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int MOST = 1_000;

  private final Persons<String> persons = new Persons<>(true, "verify", "enrol");
  private final Map<String, String> templates = new HashMap<>();
  private final WireServer server;
  private long made;

  private VirtualBiometric() {
    server = WireServer.start("virtual biometric reader", new Front());
  }

  /** A reader on any free port. */
  public static VirtualBiometric start() {
    return new VirtualBiometric();
  }

  public int port() {
    return server.port();
  }

  /** As a descriptor takes it: {@code tcp://127.0.0.1:port}. */
  public URI address() {
    return server.address();
  }

  /** A person comes, once somebody is next awaited. */
  public void comes(String person) {
    persons.does(person);
  }

  /** A template of a person that is in the device already. */
  public synchronized TemplateHandle knows(String person) {
    if (templates.size() >= MOST) {
      throw new IllegalStateException("the reader holds " + MOST + " templates");
    }
    String handle = "template-" + ++made;
    templates.put(handle, person);
    return new TemplateHandle(handle);
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
      VirtualBiometric.this.answer(what, question, line, arrival);
    }
  }

  private void answer(String what, JsonIn question, Line line, long arrival)
      throws InterruptedException {
    switch (what) {
      case "verify" -> verify(question.text("template"), line, arrival);
      case "enrol" -> {
        Optional<String> person = persons.await(arrival, PATIENCE);
        if (person.isEmpty()) {
          line.answer(out -> out.put("result", "CANCELLED"));
        } else {
          TemplateHandle handle = knows(person.get());
          line.answer(out -> out.put("template", handle.id()));
        }
      }
      case "forget" -> {
        synchronized (this) {
          templates.remove(question.text("template"));
        }
        line.answer(out -> out.put("result", "forgotten"));
      }
      case "cancel" -> {
        return; // it was heard when it arrived
      }
      default -> line.answer(out -> out.put("result", "misunderstood"));
    }
  }

  private void verify(String template, Line line, long arrival) throws InterruptedException {
    String known;
    synchronized (this) {
      known = templates.get(template);
    }
    if (known == null) {
      line.answer(out -> out.put("result", Verdict.NO_TEMPLATE.name()));
      return;
    }
    Optional<String> person = persons.await(arrival, PATIENCE);
    String result =
        person
            .map(who -> who.equals(known) ? Verdict.MATCH.name() : Verdict.NO_MATCH.name())
            .orElse("CANCELLED");
    line.answer(out -> out.put("result", result));
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
