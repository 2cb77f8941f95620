package dev.tillwright.device.virtual;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.device.spi.BiometricVerifier.TemplateHandle;
import dev.tillwright.device.spi.BiometricVerifier.Verdict;
import dev.tillwright.device.virtual.WireServer.Line;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
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

  /** Somebody of whom no good sample is had. */
  private static final String SMUDGED = "";

  private final Persons<String> persons = new Persons<>(true, "verify", "identify", "enrol");
  private final Map<String, String> templates = new LinkedHashMap<>();
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
    if (person.isEmpty()) {
      throw new IllegalArgumentException("a person has a name");
    }
    persons.does(person);
  }

  /** Somebody comes with a wet finger, once somebody is next awaited: no good sample is had. */
  public void comesSmudged() {
    persons.does(SMUDGED);
  }

  /** Its connections break; whoever asks again reaches it. */
  public void unplug() {
    server.unplug();
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
      case "identify" -> identify(line, arrival);
      case "enrol" -> {
        Optional<String> person = persons.await(arrival, PATIENCE);
        if (person.isEmpty()) {
          line.answer(out -> out.put("result", "CANCELLED"));
        } else if (person.get().equals(SMUDGED)) {
          line.answer(out -> out.put("result", Verdict.UNUSABLE.name()));
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
            .map(
                who ->
                    who.equals(SMUDGED)
                        ? Verdict.UNUSABLE
                        : who.equals(known) ? Verdict.MATCH : Verdict.NO_MATCH)
            .map(Verdict::name)
            .orElse("CANCELLED");
    line.answer(out -> out.put("result", result));
  }

  private void identify(Line line, long arrival) throws InterruptedException {
    synchronized (this) {
      if (templates.isEmpty()) {
        line.answer(out -> out.put("result", Verdict.NO_TEMPLATE.name()));
        return;
      }
    }
    Optional<String> person = persons.await(arrival, PATIENCE);
    line.answer(
        out -> {
          if (person.isEmpty()) {
            out.put("result", "CANCELLED");
          } else if (person.get().equals(SMUDGED)) {
            out.put("result", Verdict.UNUSABLE.name());
          } else {
            found(person.get(), out);
          }
        });
  }

  private synchronized void found(String person, JsonOut out) {
    Optional<String> template =
        templates.entrySet().stream()
            .filter(it -> it.getValue().equals(person))
            .map(Map.Entry::getKey)
            .findFirst();
    out.put("result", (template.isPresent() ? Verdict.MATCH : Verdict.NO_MATCH).name());
    template.ifPresent(it -> out.put("template", it));
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
