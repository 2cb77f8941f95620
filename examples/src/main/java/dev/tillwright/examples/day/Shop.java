package dev.tillwright.examples.day;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.receipt.invoice.InvoiceCodes;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Invoicing;
import dev.tillwright.core.till.Items;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.seal.HmacIndex;
import dev.tillwright.crypto.seal.JdbcSubjectKeys;
import dev.tillwright.device.Devices;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.till.PrinterSink;
import dev.tillwright.examples.Wiring;
import dev.tillwright.examples.shop.House;
import dev.tillwright.loyalty.program.Program;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The shop of the replay: a till with everything wired, and its two operators. */
final class Shop implements AutoCloseable {
  private static final Operator CASHIER = new Operator("ann", "Ann", "cashier");
  private static final Operator MANAGER = new Operator("max", "Max", "manager");

  private final House house;
  private final ShopClock clock;
  private final Program program;
  private final Wiring wiring;
  private final List<Runnable> more = new ArrayList<>();
  private final Function<String, char[]> secrets;
  private OperatorSession cashier;
  private OperatorSession manager;

  /**
   * Opens everything, and recovers what an earlier process left.
   *
   * @param wallets where customers pay with their telephones
   * @param secrets asked for {@code keys} and for an operator's id; what it gives is wiped
   */
  Shop(
      House house,
      Folder folder,
      int hostPort,
      int printerPort,
      Instant start,
      Function<String, char[]> secrets,
      @Nullable WalletLink wallets) {
    this.house = house;
    this.secrets = secrets;
    clock = new ShopClock(start);
    program = Program.read(folder.program());
    wiring =
        new Wiring(
            house,
            folder.path(),
            secrets.apply("keys"),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), hostPort),
            printer(house, printerPort),
            program,
            Items.none(),
            clock,
            (builder, keys) -> {
              if (wallets != null) {
                wallets.fit(builder, house);
              }
              if (house == House.CHINESE) {
                builder.invoices(fapiao(folder, keys));
              }
            });
    with(MANAGER, secret -> till().access().enrolFirst(MANAGER, secret));
    till().journal().head().ifPresent(newest -> clock.notBefore(newest.at()));
    manager = logOn(MANAGER);
    if (!till().access().operators().contains(CASHIER)) {
      with(CASHIER, secret -> till().access().enrol(manager, CASHIER, secret));
    }
    cashier = logOn(CASHIER);
  }

  /** The cashier logs on again when her session is about to end. */
  void changeShifts() {
    if (endsSoon(cashier)) {
      cashier = logOn(CASHIER);
    }
  }

  private boolean endsSoon(OperatorSession session) {
    return clock.instant().isAfter(session.expires().minus(Duration.ofMinutes(15)));
  }

  private OperatorSession logOn(Operator operator) {
    OperatorSession[] session = new OperatorSession[1];
    with(operator, secret -> session[0] = till().logOn(operator.id(), secret).orThrow());
    return session[0];
  }

  private void with(Operator operator, Consumer<char[]> use) {
    char[] secret = secrets.apply(operator.id());
    try {
      use.accept(secret);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  /** A code on each slip, with which the customer gets his fapiao. */
  private Invoicing fapiao(Folder folder, SoftwareKeys keys) {
    Database subjects = Database.sqlite(folder.path().resolve("vault/subjects.db"));
    HmacIndex index = HmacIndex.open(keys, JdbcSubjectKeys.over(subjects, clock));
    more.add(index::close);
    more.add(subjects::close);
    return Invoicing.by(new WaitingInvoices(), InvoiceCodes.of(index))
        .everySale()
        .page("https://fapiao.example/?code={code}&amount={amount}&date={date}");
  }

  /** Chinese slips need a printer that has their characters. */
  private static PrinterSink printer(House house, int port) {
    DeviceDescriptor descriptor =
        DeviceDescriptor.of("printer", DeviceKind.RECEIPT_PRINTER, "tcp://127.0.0.1:" + port)
            .with("driver", "escpos");
    return Devices.of(
            house == House.CHINESE ? descriptor.with("profile", "generic-80-gb18030") : descriptor)
        .printer("printer");
  }

  /** Secrets of a played shop; a real one asks its people for them. */
  static char[] played(String whose) {
    return switch (whose) {
      case "ann" -> "4711".toCharArray();
      case "max" -> "081508".toCharArray();
      default -> "a passphrase for a played shop".toCharArray();
    };
  }

  Till till() {
    return wiring.till();
  }

  PublicKey checkpointKey() {
    return wiring.checkpointKey();
  }

  House house() {
    return house;
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

  /** Logs on when there is something for a manager to do. */
  OperatorSession manager() {
    if (endsSoon(manager)) {
      manager = logOn(MANAGER);
    }
    return manager;
  }

  @Override
  public void close() {
    wiring.close();
    more.forEach(Runnable::run);
  }
}
