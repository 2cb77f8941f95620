package dev.tillwright.crypto.dukpt;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A storage that forgets with its JVM, and can be made to fail. */
final class MemoryStorage implements DukptStorage {
  private final Map<String, TerminalState> states = new HashMap<>();
  private boolean broken;

  void broken(boolean broken) {
    this.broken = broken;
  }

  synchronized void put(TerminalState state) {
    states.put(state.device(), state);
  }

  synchronized TerminalState only() {
    return states.values().iterator().next();
  }

  @Override
  public synchronized Optional<TerminalState> find(String device) {
    return Optional.ofNullable(states.get(device));
  }

  @Override
  public synchronized boolean create(TerminalState state) {
    check();
    return states.putIfAbsent(state.device(), state) == null;
  }

  @Override
  public synchronized boolean replace(long from, TerminalState next) {
    check();
    TerminalState now = states.get(next.device());
    if (now == null || now.counter() != from) {
      return false;
    }
    states.put(next.device(), next);
    return true;
  }

  private void check() {
    if (broken) {
      throw new dev.tillwright.core.TillwrightException("store.full", true, "no room");
    }
  }
}
