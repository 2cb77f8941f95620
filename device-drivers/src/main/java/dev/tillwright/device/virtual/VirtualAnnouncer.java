package dev.tillwright.device.virtual;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.device.spi.PaymentAnnouncer.Announced;
import dev.tillwright.device.virtual.WireServer.Line;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A payment announcer without hardware, on the house's wire: what it says is kept as text.
 *
 * <p><b>Threads.</b> Any. It remembers the newest 1,000 payments.
 */
public final class VirtualAnnouncer implements AutoCloseable {
  private static final int REMEMBERED = 1_000;

  private final WireServer server;
  private final Map<String, List<String>> said = new LinkedHashMap<>();
  private int volume = 50;

  private VirtualAnnouncer() {
    server = WireServer.start("virtual announcer", new Front());
  }

  /** An announcer on any free port. */
  public static VirtualAnnouncer start() {
    return new VirtualAnnouncer();
  }

  public int port() {
    return server.port();
  }

  /** As a descriptor takes it: {@code tcp://127.0.0.1:port}. */
  public URI address() {
    return server.address();
  }

  /** How often a payment was said. */
  public synchronized int said(String id) {
    return said.getOrDefault(id, List.of()).size();
  }

  /** The ids of what was said, the oldest first. */
  public synchronized List<String> said() {
    return List.copyOf(said.keySet());
  }

  /** Whether it was said as a repetition. */
  public synchronized boolean repeated(String id) {
    return said.getOrDefault(id, List.of()).stream().anyMatch(words -> words.startsWith("again"));
  }

  /** In percent. */
  public synchronized int volume() {
    return volume;
  }

  /** What the wire reaches. */
  private final class Front implements WireServer.Device {
    @Override
    public long arrived(String what) {
      return 0;
    }

    @Override
    public void asked(String what, JsonIn question, Line line, long arrival) {
      answer(what, question, line);
    }
  }

  private synchronized void answer(String what, JsonIn question, Line line) {
    switch (what) {
      case "announce" -> {
        String id = question.text("id");
        if (!said.containsKey(id)) {
          List<String> words = new ArrayList<>();
          boolean again = question.has("repeated") && question.truth("repeated");
          words.add(
              (again ? "again: " : "")
                  + question.number("minor")
                  + " "
                  + question.text("currency"));
          said.put(id, words);
          if (said.size() > REMEMBERED) {
            said.remove(said.keySet().iterator().next());
          }
        }
        line.answer(out -> out.put("result", Announced.SAID.name()));
      }
      case "query" -> {
        Announced outcome =
            said.containsKey(question.text("id")) ? Announced.SAID : Announced.NOT_SAID;
        line.answer(out -> out.put("result", outcome.name()));
      }
      case "volume" -> {
        volume = Math.toIntExact(question.number("percent"));
        line.answer(out -> out.put("result", "set"));
      }
      default -> line.answer(out -> out.put("result", "misunderstood"));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
