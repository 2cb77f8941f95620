package dev.tillwright.core.campaign;

import dev.tillwright.core.ChildJvm;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A shop with all tenders in a JVM of its own: sells until it is killed, or only settles. */
final class TenderChild {
  private TenderChild() {}

  /**
   * Arguments: folder, address of the wallets, port of the cards, seed, which life, whether last.
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Random random = new Random(Long.parseLong(arguments[3]));
    TenderShop others =
        new TenderShop(folder.resolve("stored.db"), Integer.parseInt(arguments[2]), random);
    try (WalletShop shop =
        new WalletShop(
            folder.resolve("till.db"),
            URI.create(arguments[1]),
            WalletChild.read(Files.readAllLines(folder.resolve("keys"))),
            random,
            Long.parseLong(arguments[4]) * 100_000,
            others)) {
      System.out.println("open");
      while (arguments[5].equals("false")) {
        shop.serve();
      }
      if (shop.settle() > 0) {
        throw new IllegalStateException("payments or loads hang");
      }
    }
  }

  static Process start(Path folder, URI wallets, int cards, long seed, int life, boolean last)
      throws java.io.IOException {
    return ChildJvm.start(
        ChildJvm.classPath(),
        TenderChild.class,
        folder.toString(),
        wallets.toString(),
        Integer.toString(cards),
        Long.toString(seed),
        Integer.toString(life),
        Boolean.toString(last));
  }
}
