package dev.tillwright.examples.day;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.examples.ExampleException;
import dev.tillwright.examples.Main;
import dev.tillwright.examples.shop.Days;
import dev.tillwright.examples.shop.House;
import dev.tillwright.examples.shop.ShopPlan;
import dev.tillwright.examples.shop.Step;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process with the till in it, started and killed by {@link ShopDay}. */
@Command(name = "shop-day-worker", hidden = true, description = "Used by shop-day.")
public final class ShopDayWorker implements Callable<Integer> {
  @Option(names = "--dir", required = true)
  private Path dir = Path.of("");

  @Option(names = "--shop", converter = ShopDay.Houses.class)
  private House house = House.ENGLISH;

  @Option(names = "--data", required = true)
  private Path data = Path.of("");

  @Option(names = "--from")
  private @Nullable LocalDate from;

  @Option(names = "--to")
  private @Nullable LocalDate to;

  @Option(names = "--host-port", required = true)
  private int hostPort;

  @Option(names = "--printer-port", required = true)
  private int printerPort;

  @Option(names = "--receipts")
  private int receipts;

  @Option(names = "--story")
  private boolean story;

  @Override
  public Integer call() {
    Pipe pipe =
        new Pipe(
            System.out,
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    Folder folder = new Folder(dir);
    Days days = new Days(from, to);
    WalletLink wallets = house.takesWallets() ? WalletLink.parse(pipe.wallets()) : null;
    try (Shop shop =
        new Shop(house, folder, hostPort, printerPort, start(days), Shop::played, wallets)) {
      Month month = new Month(shop, folder, pipe, receipts, TestCards::read);
      pipe.result(month.enter(data, days, story).json());
      return 0;
    } catch (TillwrightException | ExampleException | IllegalStateException e) {
      pipe.failed(String.valueOf(e.getMessage()));
      return Main.FAILED;
    }
  }

  /** The time of the first invoice. */
  private Instant start(Days days) {
    try (ShopPlan plan = ShopPlan.open(data, days, house.currency())) {
      Step first = plan.next();
      if (first == null) {
        throw new ExampleException("no invoice falls on these days");
      }
      return first.instant(house.zone());
    }
  }
}
