package dev.tillwright.examples.day;

import dev.tillwright.core.host.wallet.simulator.WalletKeys;
import dev.tillwright.core.host.wallet.simulator.WalletSimulator;
import dev.tillwright.device.virtual.VirtualAnnouncer;
import dev.tillwright.examples.shop.House;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * The simulated wallets on customers' telephones, and the box on the counter that says aloud what
 * arrived.
 */
final class Telephones implements AutoCloseable {
  /** The end of a number that took a payment back by a refund. */
  private static final String UNDONE = "_U";

  private final WalletSimulator simulator;
  private final VirtualAnnouncer announcer;
  private final WalletLink link;

  private Telephones(WalletSimulator simulator, WalletKeys keys) {
    this.simulator = simulator;
    this.announcer = VirtualAnnouncer.start();
    this.link = WalletLink.to(simulator, keys, announcer.port());
    simulator.script(WalletCrowd::behaviour);
  }

  static Telephones ring(House house) {
    WalletKeys keys = WalletKeys.generate(new SecureRandom());
    return new Telephones(
        WalletSimulator.start(0, keys, house.currency(), InstantSource.system()), keys);
  }

  WalletLink link() {
    return link;
  }

  /** What the wallets' own books took for the shop, in minor units, less what was undone. */
  long takenMinor() {
    return moved(true);
  }

  /** What they gave back. */
  long givenBackMinor() {
    return -moved(false);
  }

  private long moved(boolean taken) {
    return simulator.ledger().moved().entrySet().stream()
        .filter(it -> taken == (it.getValue() > 0 || it.getKey().endsWith(UNDONE)))
        .mapToLong(java.util.Map.Entry::getValue)
        .sum();
  }

  /** How many payments the box remembers to have said, and none of them twice. */
  long said() {
    return announcer.said().stream().filter(id -> announcer.said(id) == 1).count();
  }

  @Override
  public void close() {
    announcer.close();
    simulator.close();
  }
}
