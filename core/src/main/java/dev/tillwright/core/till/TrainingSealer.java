package dev.tillwright.core.till;

import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Seals signatures of training: they are in memory, the newest 100, and gone with the program. */
final class TrainingSealer implements Sealer {
  private static final int MOST = 100;

  private final Map<String, byte[]> kept = new LinkedHashMap<>();
  private long number;

  @Override
  public synchronized byte[] seal(Subject subject, byte[] plain, String context) {
    String name = subject + " " + context + " " + ++number;
    kept.put(name, plain.clone());
    if (kept.size() > MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
    return name.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public synchronized Optional<byte[]> open(Subject subject, byte[] sealed, String context) {
    String name = new String(sealed, StandardCharsets.UTF_8);
    return name.startsWith(subject + " " + context + " ")
        ? Optional.ofNullable(kept.get(name)).map(it -> Arrays.copyOf(it, it.length))
        : Optional.empty();
  }

  @Override
  public synchronized void shred(Subject subject) {
    kept.keySet().removeIf(it -> it.startsWith(subject + " "));
  }
}
