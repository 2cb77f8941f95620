package dev.tillwright.crypto.module;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyRef;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyTask;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One run of a task in the software module. */
final class TaskRoom implements Inside, AutoCloseable {
  private final SoftwareModule module;
  private final List<KeyRef> named;
  private final List<byte[]> shown = new ArrayList<>();
  private final List<ShelvedKey> kept = new ArrayList<>();
  private final List<ShelvedKey> held = new ArrayList<>();
  private final List<KeyHandle> destroyed = new ArrayList<>();

  TaskRoom(SoftwareModule module, KeyTask<?> task) {
    this.module = module;
    this.named = task.needs().stream().map(need -> need.key().ref()).toList();
  }

  @Override
  public byte[] reveal(KeyHandle key, SecretAccess why) {
    Objects.requireNonNull(why, "why");
    byte[] bytes = module.shelf().with(named(key), ShelvedKey::bytes);
    shown.add(bytes);
    return bytes;
  }

  @Override
  public KeyHandle described(KeyHandle key) {
    return module.shelf().with(named(key), ShelvedKey::handle);
  }

  @Override
  public SecureRandom random() {
    return module.random();
  }

  @Override
  public Instant now() {
    return module.now();
  }

  @Override
  public KeyHandle keep(String id, KeySpec spec, byte[] bytes) {
    int version =
        Math.max(
            module.shelf().newest(id).map(key -> key.ref().version()).orElse(0),
            kept.stream()
                .map(key -> key.handle().ref())
                .filter(ref -> ref.id().equals(id))
                .mapToInt(KeyRef::version)
                .max()
                .orElse(0));
    return shelve(kept, new KeyRef(id, version + 1), spec, bytes, true);
  }

  @Override
  public KeyHandle hold(KeySpec spec, byte[] bytes) {
    return shelve(held, module.passingRef(), spec, bytes, false);
  }

  private KeyHandle shelve(
      List<ShelvedKey> to, KeyRef ref, KeySpec spec, byte[] bytes, boolean durable) {
    byte[] own = bytes.clone();
    Arrays.fill(bytes, (byte) 0);
    ShelvedKey key = ShelvedKey.of(module.handle(ref, spec, durable), own);
    to.add(key); // first, so that closing wipes it
    SoftwareModule.fitting(spec, own.length);
    return key.handle();
  }

  @Override
  public void destroy(KeyHandle key) {
    destroyed.add(named(key));
  }

  /** Makes what was kept and destroyed true. */
  void leave() {
    KeyChange change = new KeyChange(List.copyOf(kept), List.copyOf(held), List.copyOf(destroyed));
    if (!change.empty()) {
      module.shelf().apply(change);
    }
    kept.clear();
    held.clear();
  }

  private KeyHandle named(KeyHandle key) {
    if (!named.contains(key.ref())) {
      throw new IllegalArgumentException("the task did not name the key " + key.ref());
    }
    return key;
  }

  /** Wipes what was shown, and the new keys unless they were kept. */
  @Override
  public void close() {
    shown.forEach(bytes -> Arrays.fill(bytes, (byte) 0));
    kept.forEach(ShelvedKey::wipe);
    held.forEach(ShelvedKey::wipe);
  }
}
