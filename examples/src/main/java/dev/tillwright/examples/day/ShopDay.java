package dev.tillwright.examples.day;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.examples.ExampleException;
import dev.tillwright.examples.shop.Days;
import dev.tillwright.examples.shop.House;
import dev.tillwright.examples.shop.ShopPlan;
import dev.tillwright.loyalty.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Passes a shop's days through a till, kills the till's process halfway, and reports. */
@Command(
    name = "shop-day",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Passes a shop's days through a till and kills its process once, halfway.",
      "Without options: a month of a corner shop that comes with the project.",
      "Writes till.db, report.json, report.html, receipts as pictures and signed checkpoints."
    })
public final class ShopDay implements Callable<Integer> {
  @Option(
      names = "--shop",
      paramLabel = "uk|cn",
      converter = Houses.class,
      description = {
        "Which shop: uk (pounds, cards and cash; the default) or cn (yuan, slips in Simplified",
        "Chinese, wallets on telephones for most tenders)."
      })
  private House house = House.ENGLISH;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Invoices in the columns of the UCI Online Retail set (.csv or .csv.gz).")
  private @Nullable Path data;

  @Option(names = "--from", paramLabel = "DATE", description = "First local day, inclusive.")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "Last local day, inclusive.")
  private @Nullable LocalDate to;

  @Option(
      names = "--dir",
      paramLabel = "OUT",
      description = "Where everything is written (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("out", "shop-day");

  @Option(
      names = "--program",
      paramLabel = "FILE",
      description = "The points program, as JSON (default: the corner club's).")
  private @Nullable Path program;

  @Option(
      names = "--receipts",
      paramLabel = "N",
      description = "How many receipts are printed, 0 to 1000 (default: ${DEFAULT-VALUE}).")
  private int receipts = 5;

  @Option(
      names = "--font",
      paramLabel = "FILE",
      description = "A monospaced TrueType font for the printed paper.")
  private @Nullable Path font;

  @Option(
      names = "--host-port",
      paramLabel = "PORT",
      description = "Port of the payment host simulator on loopback (default: any free one).")
  private int hostPort;

  @Option(
      names = "--printer-port",
      paramLabel = "PORT",
      description = "Port of the virtual printer on loopback (default: any free one).")
  private int printerPort;

  @Option(names = "--no-kill", description = "Do not kill the till's process halfway.")
  private boolean noKill;

  @Override
  public Integer call() {
    check();
    // A program that cannot be read ends the run here, before anything is written.
    String rules = program == null ? house.program() : read(program);
    Program.parse(rules);
    Folder folder = Folder.prepare(out);
    folder.keepProgram(rules);
    Path file = data == null ? folder.month(house) : data;
    Days days = new Days(from, to);
    int steps;
    try (ShopPlan plan = ShopPlan.open(file, days, house.currency())) {
      steps = plan.remainingInvoices();
    }
    if (steps == 0) {
      throw new ExampleException("no invoice of " + file.getFileName() + " falls on these days");
    }
    ShopOptions options =
        new ShopOptions(house, file, days, data == null, receipts, steps, !noKill);
    try (World world = World.open(house, hostPort, printerPort, font)) {
      Supervisor supervisor = new Supervisor(folder, options, world);
      Summary summary = supervisor.run();
      summary.write(folder, options, world);
      summary.print(System.out, folder, house);
    }
    return 0;
  }

  /** The shops by the names that the command line has for them. */
  static final class Houses implements ITypeConverter<House> {
    @Override
    public House convert(String id) {
      return Arrays.stream(House.values())
          .filter(house -> house.id().equals(id))
          .findFirst()
          .orElseThrow(() -> new TypeConversionException("there are the shops uk and cn"));
    }
  }

  private void check() {
    if (receipts < 0 || receipts > 1_000) {
      throw new ExampleException("--receipts takes 0 to 1000");
    }
    if (from != null && to != null && to.isBefore(from)) {
      throw new ExampleException("--to lies before --from");
    }
    if (font != null && !Files.isReadable(font)) {
      throw new ExampleException("--font: cannot read " + font);
    }
  }

  private static String read(Path program) {
    try {
      return Files.readString(program);
    } catch (IOException e) {
      throw new TillwrightException(
          "program.unreadable", false, "the program cannot be read: " + program);
    }
  }
}
