package dev.tillwright.examples.day;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.till.Items;
import dev.tillwright.core.till.Till;
import dev.tillwright.examples.Wiring;
import dev.tillwright.loyalty.program.Program;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;

/** The shop of the replay: a till with everything wired, and its two operators. */
final class Shop implements AutoCloseable {
  private static final Operator CASHIER = new Operator("ann", "Ann", "cashier");
  private static final Operator MANAGER = new Operator("max", "Max", "manager");

  /** Secrets of a played shop; a real one asks its people for them. */
  private static final String CASHIER_SECRET = "4711";

  private static final String MANAGER_SECRET = "081508";
  private static final String PASSPHRASE = "a passphrase for a played shop";

  private final ShopClock clock;
  private final Program program;
  private final Wiring wiring;
  private OperatorSession cashier;
  private OperatorSession manager;

  /** Opens everything, and recovers what an earlier process left. */
  Shop(Folder folder, int hostPort, int printerPort, Instant start) {
    clock = new ShopClock(start);
    program = Program.read(folder.program());
    wiring =
        new Wiring(
            folder.path(),
            PASSPHRASE.toCharArray(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), hostPort),
            printerPort,
            program,
            Items.none(),
            clock);
    till().access().enrolFirst(MANAGER, MANAGER_SECRET.toCharArray());
    till().journal().head().ifPresent(newest -> clock.notBefore(newest.at()));
    manager = logOn(MANAGER, MANAGER_SECRET);
    if (!till().access().operators().contains(CASHIER)) {
      till().access().enrol(manager, CASHIER, CASHIER_SECRET.toCharArray());
    }
    cashier = logOn(CASHIER, CASHIER_SECRET);
  }

  /** Logs both on again when their sessions are about to end. */
  void changeShifts() {
    if (clock.instant().isAfter(cashier.expires().minus(Duration.ofHours(4)))) {
      manager = logOn(MANAGER, MANAGER_SECRET);
      cashier = logOn(CASHIER, CASHIER_SECRET);
    }
  }

  private OperatorSession logOn(Operator operator, String secret) {
    return till().logOn(operator.id(), secret.toCharArray()).orThrow();
  }

  Till till() {
    return wiring.till();
  }

  ShopClock clock() {
    return clock;
  }

  Program program() {
    return program;
  }

  OperatorSession cashier() {
    return cashier;
  }

  OperatorSession manager() {
    return manager;
  }

  @Override
  public void close() {
    wiring.close();
  }
}
