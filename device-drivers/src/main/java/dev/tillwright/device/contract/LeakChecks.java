package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.Device;
import java.io.File;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** What a closed driver has given back. */
final class LeakChecks {
  private static final int LIVES = 8;

  /** What may come and go beside the check; a leak a life is more. */
  private static final int TOLERATED = 3;

  private static final File DESCRIPTORS = new File("/proc/self/fd");

  private LeakChecks() {}

  static <B extends DeviceBench<D>, D extends Device> void add(Checks<Scene<B, D>> kit) {
    kit.add("threads_areGivenBack", "a closed driver leaves no thread behind", LeakChecks::threads)
        .addUnless(
            scene ->
                DESCRIPTORS.isDirectory()
                    ? Optional.empty()
                    : Optional.of("this system has no /proc/self/fd to count in"),
            "descriptors_areGivenBack",
            "a closed driver leaves no socket, pipe or file open",
            LeakChecks::descriptors);
  }

  private static void threads(Scene<?, ?> scene) throws InterruptedException {
    lives(scene, 1);
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    lives(scene, LIVES);
    gone(
        scene,
        "thread",
        () -> {
          Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
          now.removeAll(before);
          return now.size();
        });
  }

  private static void descriptors(Scene<?, ?> scene) throws InterruptedException {
    lives(scene, 1);
    int before = open();
    lives(scene, LIVES);
    gone(scene, "descriptor", () -> open() - before);
  }

  private static int open() {
    String[] names = DESCRIPTORS.list();
    return names == null ? 0 : names.length;
  }

  private static void lives(Scene<?, ?> scene, int count) {
    for (int i = 0; i < count; i++) {
      scene.works("in a life of many");
      scene.device().subscribe(event -> scene.hear("an event", event));
      scene.another();
    }
  }

  private static void gone(Scene<?, ?> scene, String what, IntSupplier more)
      throws InterruptedException {
    long end = System.nanoTime() + scene.bench().deadline().toNanos();
    int left = more.getAsInt();
    while (left > TOLERATED && System.nanoTime() - end < 0) {
      Thread.sleep(20);
      left = more.getAsInt();
    }
    Expect.that(
        left <= TOLERATED, LIVES + " drivers that were closed left " + left + " of a " + what);
  }
}
