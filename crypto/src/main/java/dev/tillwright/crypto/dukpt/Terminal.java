package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.Keys;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What terminals of both kinds of DUKPT have in common: the order in which things are durable. */
final class Terminal {
  private static final int ATTEMPTS = 16;

  private final Keys keys;
  private final Ksn device;
  private final DukptStorage storage;
  private KeyHandle storageKey;
  private @Nullable TerminalState known;

  private Terminal(Keys keys, KeyHandle storageKey, Ksn device, DukptStorage storage) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.storageKey = Objects.requireNonNull(storageKey, "storageKey");
    this.device = device;
    this.storage = Objects.requireNonNull(storage, "storage");
  }

  static Terminal load(
      Keys keys, KeyHandle initialKey, KeyHandle storageKey, Ksn device, DukptStorage storage) {
    if (storage.find(device.device()).isPresent()) {
      throw Refusals.alreadyLoaded();
    }
    Terminal terminal = new Terminal(keys, storageKey, device, storage);
    String register = keys.perform(new LoadTask(storageKey, initialKey, device));
    if (!storage.create(new TerminalState(device.device(), 1, register))) {
      throw Refusals.alreadyLoaded();
    }
    // Last, so that a crash leaves a key too many and never a device without one.
    keys.destroy(initialKey);
    return terminal;
  }

  static Terminal open(Keys keys, KeyHandle storageKey, Ksn device, DukptStorage storage) {
    Terminal terminal = new Terminal(keys, storageKey, device, storage);
    terminal.state();
    return terminal;
  }

  /** The next transaction's KSN and key, once it is durable that they are spent. */
  synchronized <T> Optional<T> next(Function<Taken, T> make) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      TerminalState state = state();
      if (state.counter() == 0) {
        return Optional.empty();
      }
      Ksn ksn = at(state);
      AdvanceTask.Advanced advanced =
          keys.perform(new AdvanceTask(storageKey, state.register(), ksn));
      long after =
          Counters.after(ksn.counter(), Derivations.counterBits(ksn), Derivations.mostOnes(ksn));
      TerminalState next = new TerminalState(state.device(), after, advanced.register());
      known = null; // whatever happens in between, the storage is asked again
      boolean spent = false;
      try {
        spent = storage.replace(state.counter(), next);
      } finally {
        if (!spent) {
          keys.destroy(advanced.transactionKey());
        }
      }
      if (spent) {
        known = next;
        return Optional.of(make.apply(new Taken(ksn, advanced.transactionKey())));
      }
    }
    throw Refusals.busy();
  }

  /** Durable before the new key is the one; until then the old one opens the register. */
  synchronized void rewrap(KeyHandle next) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      known = null;
      TerminalState state = state();
      String register =
          keys.perform(new RewrapRegisterTask(storageKey, next, state.register(), device));
      known = null; // whatever happens in between, the storage is asked again
      TerminalState moved = new TerminalState(state.device(), state.counter(), register);
      if (storage.replace(state.counter(), moved)) {
        storageKey = next;
        return;
      }
    }
    throw Refusals.busy();
  }

  /** A KSN that is spent, and its key. */
  record Taken(Ksn ksn, KeyHandle transactionKey) {}

  synchronized <T> T with(Function<String, KeyTask<T>> task) {
    return keys.perform(task.apply(state().register()));
  }

  /** The KSN of the next transaction, unless the device is exhausted. */
  synchronized Optional<Ksn> upcoming() {
    TerminalState state = state();
    return state.counter() == 0 ? Optional.empty() : Optional.of(at(state));
  }

  Keys keys() {
    return keys;
  }

  synchronized KeyHandle storageKey() {
    return storageKey;
  }

  private TerminalState state() {
    TerminalState state = known;
    if (state == null) {
      state = storage.find(device.device()).orElseThrow(Refusals::notLoaded);
      known = state;
    }
    return state;
  }

  private Ksn at(TerminalState state) {
    try {
      return Derivations.at(device, state.counter());
    } catch (KsnFormatException notOurs) {
      throw Refusals.damaged();
    }
  }
}
