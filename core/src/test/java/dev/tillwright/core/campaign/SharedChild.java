package dev.tillwright.core.campaign;

import dev.tillwright.core.ChildJvm;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.central.CentralFollowers;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.shared.ReturnsBook;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A till, or the followers of head office, in a JVM of its own, until it is killed. */
final class SharedChild {
  private SharedChild() {}

  /**
   * Arguments: terminal (or {@code office}), file, address of the store, slips, seed, gift cards.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("office")) {
      follow(arguments[2]);
    }
    try (SharedShop shop =
        new SharedShop(
            arguments[0],
            Path.of(arguments[1]),
            arguments[2],
            Path.of(arguments[3]),
            Arrays.stream(arguments[5].split(",")).map(GiftNumber::of).toList(),
            new Random(Long.parseLong(arguments[4])),
            Clock.systemUTC())) {
      System.out.println("open");
      while (true) {
        shop.serve();
      }
    }
  }

  private static void follow(String url) {
    try (Database store = Database.of(SharedShop.source(url));
        CentralFollowers followers =
            CentralFollowers.of(
                CentralStore.join(store),
                new Monitor(Clock.systemUTC()),
                List.of(new ReturnsBook()))) {
      System.out.println("open");
      while (true) {
        if (!followers.moveOnce()) {
          LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
      }
    }
  }

  static Process start(
      String name, Path file, String url, Path slips, long seed, List<GiftNumber> gifts)
      throws IOException {
    return ChildJvm.start(
        ChildJvm.classPath(),
        SharedChild.class,
        name,
        file.toString(),
        url,
        slips.toString(),
        Long.toString(seed),
        gifts.stream()
            .map(it -> it.reveal(SecretAccess.forPurpose("test")))
            .collect(Collectors.joining(",")));
  }
}
