package dev.tillwright.device.virtual;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.device.spi.PinPad.PinOutcome.Reason;
import dev.tillwright.device.virtual.WireServer.Line;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * A PIN pad without hardware, for test cards: blocks of format 0 (ISO 9564-1) under a TDES key that
 * the test gives, on the house's wire.
 *
 * <p><b>Not for real PINs:</b> the key and the PIN stand in this program.
 *
 * <p><b>Threads.</b> Any.
 */
public final class VirtualPinPad implements AutoCloseable {
  private static final int REMEMBERED = 1_000;

  private final SecretKeySpec key;
  private final Persons<String> persons = new Persons<>(true, "pin");
  private final WireServer server;
  private final Map<String, String> outcomes = new LinkedHashMap<>();
  private int asked;

  private VirtualPinPad(byte[] key) {
    this.key = new SecretKeySpec(key, "DESede");
    this.server = WireServer.start("virtual PIN pad", new Front());
  }

  /**
   * A pad on any free port.
   *
   * @param key 24 bytes of a TDES key
   */
  public static VirtualPinPad start(byte[] key) {
    if (key.length != 24) {
      throw new IllegalArgumentException("a TDES key has 24 bytes");
    }
    return new VirtualPinPad(key.clone());
  }

  public int port() {
    return server.port();
  }

  /** As a descriptor takes it: {@code tcp://127.0.0.1:port}. */
  public URI address() {
    return server.address();
  }

  /** A cardholder enters this, once next asked. */
  public void enter(String pin) {
    if (!pin.matches("[0-9]{4,12}")) {
      throw new IllegalArgumentException("a PIN has 4 to 12 digits");
    }
    persons.does(pin);
  }

  /** A cardholder presses cancel, once next asked. */
  public void refuse() {
    persons.does("");
  }

  /** How often a cardholder was asked. */
  public synchronized int asked() {
    return asked;
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
      VirtualPinPad.this.answer(what, question, line, arrival);
    }
  }

  private void answer(String what, JsonIn question, Line line, long arrival)
      throws InterruptedException {
    switch (what) {
      case "pin" -> pin(question, line, arrival);
      case "query" -> answer(question.text("id"), line);
      case "cancel" -> {
        return; // it was heard when it arrived
      }
      default -> line.answer(out -> out.put("result", "misunderstood"));
    }
  }

  private void pin(JsonIn question, Line line, long arrival) throws InterruptedException {
    String id = question.text("id");
    synchronized (this) {
      if (outcomes.containsKey(id)) {
        answer(id, line);
        return;
      }
      asked++;
    }
    Optional<String> pin = persons.await(arrival, Duration.ofSeconds(question.number("seconds")));
    String outcome;
    if (pin.isEmpty()) {
      outcome = Reason.CANCELLED.name();
    } else if (pin.get().isEmpty()) {
      outcome = Reason.REFUSED.name();
    } else {
      long digits = pin.get().length();
      line.tell(out -> out.put("digits", digits));
      outcome = block(pin.get(), question.text("account"));
    }
    synchronized (this) {
      outcomes.put(id, outcome);
      if (outcomes.size() > REMEMBERED) {
        outcomes.remove(outcomes.keySet().iterator().next());
      }
    }
    answer(id, line);
  }

  /** Format 0: the PIN field exclusive or the account field, encrypted. */
  private String block(String pin, String account) {
    String field = "0" + Integer.toHexString(pin.length()) + pin;
    byte[] clear = HexFormat.of().parseHex(field + "f".repeat(16 - field.length()));
    byte[] other = HexFormat.of().parseHex("0000" + account);
    for (int at = 0; at < clear.length; at++) {
      clear[at] ^= other[at];
    }
    try {
      Cipher cipher = Cipher.getInstance("DESede/ECB/NoPadding"); // one block, as the format asks
      cipher.init(Cipher.ENCRYPT_MODE, key);
      return HexFormat.of().formatHex(cipher.doFinal(clear));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform has no TDES", e);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private synchronized void answer(String id, Line line) {
    String outcome = outcomes.getOrDefault(id, Reason.NEVER_ASKED.name());
    if (outcome.matches("[0-9a-f]{16}")) {
      line.answer(
          out ->
              out.put("result", "entered")
                  .put("block", outcome)
                  .put("format", "ISO_0")
                  .put("key", "working-key-1"));
    } else {
      line.answer(out -> out.put("result", "not-entered").put("reason", outcome));
    }
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
