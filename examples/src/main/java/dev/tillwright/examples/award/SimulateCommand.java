package dev.tillwright.examples.award;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.examples.ExampleException;
import dev.tillwright.loyalty.engine.Purchase;
import dev.tillwright.loyalty.engine.Tallies;
import dev.tillwright.loyalty.insight.Comparison;
import dev.tillwright.loyalty.insight.Simulation;
import dev.tillwright.loyalty.program.Program;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A draft beside today's program on past sales. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Plays past sales and returns through today's program and a draft, and compares them.",
      "Writes simulation.json and simulation.png; formats in docs/points-rules.md.",
      "Exit code 0: done. 1: a file is not what it should be; the message names the place."
    })
public final class SimulateCommand implements Callable<Integer> {
  @Option(names = "--today", paramLabel = "FILE", required = true, description = "Today's program.")
  private Path today = Path.of("");

  @Option(names = "--draft", paramLabel = "FILE", required = true, description = "The draft.")
  private Path draft = Path.of("");

  @Option(
      names = "--sales",
      paramLabel = "FILE",
      required = true,
      description = "Sales and returns (JSON), as for award.")
  private Path sales = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder for the results; made when it is not there.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    Program now = Program.read(today);
    Program then = Program.read(draft);
    if (!now.currency().equals(then.currency())) {
      throw new ExampleException(
          "--draft " + draft + ": the program of today is in " + now.currency());
    }
    Comparison comparison = play(now, then);
    try {
      Files.createDirectories(out);
      Files.writeString(out.resolve("simulation.json"), comparison.toJson() + "\n");
      new SimulationChart(comparison).write(out.resolve("simulation.png"));
    } catch (IOException e) {
      throw new ExampleException("--out " + out + ": cannot be written");
    }
    told("today", comparison.today(), now);
    told("draft", comparison.draft(), then);
    Comparison.Segment all = comparison.everybody();
    System.out.printf(
        Locale.ROOT,
        "%,d sales, %,d members: %,d gain, %,d lose%n",
        comparison.sales(),
        all.members(),
        all.winners(),
        all.losers());
    return 0;
  }

  private static void told(String which, Comparison.Total total, Program program) {
    System.out.printf(
        Locale.ROOT,
        "%s %s: %,d points in %,d awards, %,d taken back, liability %,d points (%s),"
            + " cost %s%n",
        which,
        total.program(),
        total.points(),
        total.awards(),
        total.takenBack(),
        total.liability(),
        Money.ofMinor(total.liabilityMinor(), program.currency()),
        Money.ofMinor(total.costMinor(), program.currency()));
  }

  private Comparison play(Program now, Program then) {
    Simulation simulation = Simulation.of(now, then);
    Map<String, SoldGoods> sold = new HashMap<>();
    for (Ticket ticket : SalesFile.read(sales, now).tickets()) {
      if (ticket.kind() == Ticket.Kind.SALE) {
        if (simulation.sale(ticket.id(), tallies -> purchase(ticket, tallies, now))) {
          sold.put(ticket.id(), new SoldGoods(ticket.basket().totals()));
        }
      } else if (ticket.kind() == Ticket.Kind.RETURN) {
        SoldGoods goods = sold.get(ticket.of());
        if (goods == null) {
          throw ticket.place().wrong("no sale of the id in of stands before");
        }
        Map<Integer, BigDecimal> back = new HashMap<>();
        for (CompletedLine line : goods.take(ticket.place(), ticket.returned())) {
          back.merge(line.originLine(), line.priced().line().quantity().value(), BigDecimal::add);
        }
        simulation.returned(ticket.of(), back);
      }
    }
    return simulation.compare();
  }

  private static Purchase purchase(Ticket ticket, Tallies tallies, Program program) {
    Purchase.Builder purchase =
        Purchase.of(ticket.basket().totals(), ticket.at())
            .terminal(ticket.where().terminal())
            .store(ticket.where().store(), ticket.where().zone())
            .channel(ticket.where().channel())
            .member(ticket.member())
            .tallies(tallies)
            .brands(code -> ticket.brands().getOrDefault(code, ""));
    ticket.coupons().forEach(purchase::coupon);
    ticket
        .tenders()
        .forEach(
            (kind, amount) -> {
              if (!kind.equals("POINTS")) {
                purchase.tender(kind, Money.parse(amount.toPlainString(), program.currency()));
              }
            });
    return purchase.build();
  }
}
