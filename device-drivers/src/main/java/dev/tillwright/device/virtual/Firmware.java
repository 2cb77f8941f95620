package dev.tillwright.device.virtual;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;

/** What a printer is beside its paper: a serial number, a counter of cuts, a drawer, a memory. */
final class Firmware {
  private final List<WireInput> hosts = new ArrayList<>();
  private String serial;
  private long cuts;
  private String untold = "";
  private volatile boolean drawerOpen;
  private boolean drawerJams;
  private boolean halfAnswers;
  private int pulses;

  Firmware(String serial) {
    this.serial = serial;
  }

  /** A host that can listen; told at once what nobody was there to hear. */
  synchronized void joined(WireInput host) {
    hosts.add(host);
    if (!untold.isEmpty()) {
      process(host, untold);
    }
  }

  synchronized void left(WireInput host) {
    hosts.remove(host);
  }

  synchronized List<WireInput> hosts() {
    return List.copyOf(hosts);
  }

  /** Another printer stands here from now on, which has cut other paper before. */
  synchronized void becomes(String newSerial, long newCuts) {
    serial = newSerial;
    cuts = newCuts;
    untold = "";
  }

  synchronized void forget() {
    untold = "";
  }

  synchronized void cut() {
    cuts++;
  }

  synchronized byte[] serial() {
    return block('_', serial);
  }

  synchronized byte[] cuts() {
    return block('_', Long.toString(cuts));
  }

  private byte[] block(char header, String text) {
    byte[] whole = (header + text + "\0").getBytes(US_ASCII);
    return halfAnswers ? java.util.Arrays.copyOf(whole, whole.length / 2) : whole;
  }

  synchronized void halfAnswers(boolean on) {
    halfAnswers = on;
  }

  /** A job's sign was reached; the newest one that was not heard is kept for the next host. */
  synchronized void processed(WireInput host, String sign) {
    untold = sign;
    if (!process(host, sign) && !hosts.isEmpty()) {
      process(hosts.get(hosts.size() - 1), sign);
    }
  }

  private boolean process(WireInput host, String sign) {
    boolean told = host.answer(block('7', "\"" + sign));
    if (told) {
      untold = "";
    }
    return told;
  }

  synchronized void pulse() {
    pulses++;
    drawerOpen = !drawerJams;
  }

  synchronized int pulses() {
    return pulses;
  }

  synchronized void drawer(boolean open) {
    drawerOpen = open;
  }

  synchronized void drawerJams(boolean on) {
    drawerJams = on;
  }

  /** Asked under the lock of the faults, which is taken under this one elsewhere: so without it. */
  boolean drawerOpen() {
    return drawerOpen;
  }
}
