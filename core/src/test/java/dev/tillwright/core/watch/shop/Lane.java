package dev.tillwright.core.watch.shop;

import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.watch.Detector;
import dev.tillwright.core.watch.DeviceEvent;
import dev.tillwright.core.watch.DeviceEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One till, its devices and its customers. */
final class Lane {
  private static final int SHORTEST_GAP = 150;

  private final World world;
  private final String terminal;
  private final Random random;
  private final double rate;
  private final String skimmer;
  private final CardDesk cards;

  /** The till's clock is off by this; its devices' a little more or less. */
  private final Duration skew;

  private final boolean devicesKnowSales;
  private long nextSale;
  private long approvals;
  private boolean offline;
  private boolean spree;

  Lane(World world, String terminal, Random random, double rate, String skimmer) {
    this.world = world;
    this.terminal = terminal;
    this.random = random;
    this.rate = rate;
    this.skimmer = skimmer;
    this.skew = Duration.ofSeconds(random.nextInt(81) - 40);
    this.devicesKnowSales = random.nextBoolean();
    this.cards = new CardDesk(this, world, random, rate);
    world.rows.put(terminal, new ArrayList<>());
  }

  String terminal() {
    return terminal;
  }

  boolean offline() {
    return offline;
  }

  // --- what others hear of it -------------------------------------------------------------------

  void entry(Instant at, String kind, Consumer<JsonOut> fields) {
    entry(at, kind, JsonOut.object(fields));
  }

  void entry(Instant at, String kind, String payload) {
    rows().add(new World.Row(terminal, at, at.plus(skew), kind, payload));
  }

  Instant clock(Instant at) {
    return at.plus(skew);
  }

  private List<World.Row> rows() {
    return world.rows.computeIfAbsent(terminal, it -> new ArrayList<>());
  }

  Instant device(Instant at, Kind kind, String sale) {
    return device(at, kind, sale, 0);
  }

  private Instant device(Instant at, Kind kind, String sale, long count) {
    Instant shown = at.plus(skew).plusMillis(random.nextInt(20_000) - 10_000);
    String device = kind == Kind.DRAWER_OPENED ? "drawer" : "pinpad";
    world.devices.add(
        new DeviceEvent(
            terminal, terminal + "-" + device, kind, shown, devicesKnowSales ? sale : "", count));
    return shown;
  }

  void approvalShown(Instant at, String sale) {
    approvals++;
    device(at, Kind.APPROVAL_SHOWN, sale);
  }

  boolean happens(double chance) {
    return random.nextDouble() < chance;
  }

  // --- the day ----------------------------------------------------------------------------------

  void open(Instant at) {
    entry(at, "till.opened", out -> out.put("version", "1.0"));
  }

  void day(Instant midnight, int sales, String operator) {
    device(midnight.plus(Duration.ofMinutes(450)), Kind.COUNTER, "", approvals);
    clockSetBack(midnight.plus(Duration.ofHours(6)));
    spree = happens(0.2); // who takes does not take every day
    Instant closing = midnight.plus(Duration.ofHours(22));
    Instant spell = midnight.plus(Duration.ofMinutes(540 + random.nextInt(600)));
    Instant spellEnds = happens(0.3) ? spell.plus(Duration.ofMinutes(90)) : spell;
    int mean = 14 * 3600 / Math.max(1, sales) - SHORTEST_GAP;
    Instant at = midnight.plus(Duration.ofHours(8));
    while (at.isBefore(closing)) {
      int gap = SHORTEST_GAP + (int) Math.min(7_200, -Math.log(1 - random.nextDouble()) * mean);
      offline = !at.isBefore(spell) && at.isBefore(spellEnds);
      cards.forwardBy(spellEnds.plusSeconds(300));
      customer(at, operator, gap);
      at = at.plusSeconds(gap);
    }
    boolean reset = happens(rate * 5);
    if (reset) {
      approvals = 0;
      world.must("device reset", Detector.S9, terminal, "counter");
    }
    device(midnight.plus(Duration.ofMinutes(1400)), Kind.COUNTER, "", approvals);
  }

  void finish(Instant at) {
    entry(at, "till.opened", out -> out.put("version", "1.0"));
  }

  private void clockSetBack(Instant early) {
    entry(early, "cash.paidIn", out -> cash(out, 5_000));
    if (happens(rate * 2)) {
      // Ten minutes before the entry before it: written after, by a clock that was set back.
      rows()
          .add(
              new World.Row(
                  terminal,
                  early.plusMillis(1),
                  early.minusSeconds(600),
                  "cash.paidIn",
                  JsonOut.object(out -> cash(out, 1))));
      world.must("clock back", Detector.S8, terminal, "clock");
    }
  }

  private static void cash(JsonOut out, long amount) {
    out.put("operator", "op-0").put("currency", "GBP").put("amount", amount).put("reason", "float");
  }

  private void customer(Instant at, String operator, int gap) {
    if (happens(0.45)) {
      cash(at, operator, gap);
    } else {
      cards.customer(at, operator, gap);
    }
    if (happens(rate) && gap > 400) {
      // Sold without the till, the money put into the drawer or not.
      Instant opened = device(at.plusSeconds(gap / 2), Kind.DRAWER_OPENED, "");
      world.must("not rung up", Detector.S9, terminal, opened.toString());
    }
    if (happens(0.002) && gap > 400) {
      device(at.plusSeconds(gap / 2), Kind.RECEIPT_PRINTED, ""); // a test slip, honest
    }
  }

  String newSale() {
    return terminal + ".1." + ++nextSale;
  }

  private void cash(Instant at, String operator, int gap) {
    String sale = newSale();
    opened(at, sale, operator);
    long total = 150 + random.nextInt(6_000);
    completed(at.plusSeconds(20), sale, "SALE", operator, total, null);
    entry(
        at.plusSeconds(20),
        "drawer.opening",
        out ->
            out.put("operator", operator)
                .put("currency", "GBP")
                .put("reason", "sale")
                .put("sale", sale));
    device(at.plusSeconds(20), Kind.DRAWER_OPENED, sale);
    printed(at.plusSeconds(24), sale);
    Instant later = at.plusSeconds(120L + random.nextInt(Math.max(1, gap - 130)));
    boolean mine = spree && operator.equals(skimmer) && happens(Math.min(0.5, rate * 30));
    if (mine || happens(0.01)) {
      String back = newSale();
      opened(later, back, operator);
      completed(later.plusSeconds(1), back, "VOID", operator, total, sale);
      device(later.plusSeconds(2), Kind.DRAWER_OPENED, back);
      if (mine) {
        world.skims.put(back, operator);
        world.must("skimmed", Detector.S10, terminal, back);
      } else if (happens(0.8)) {
        device(later, Kind.SIGNATURE_DONE, back); // the customer signs for the money
      }
    }
  }

  void opened(Instant at, String sale, String operator) {
    entry(
        at,
        "sale.opened",
        out -> out.put("sale", sale).put("kind", "SALE").put("operator", operator));
  }

  void completed(
      Instant at, String sale, String kind, String operator, long total, @Nullable String origin) {
    entry(
        at,
        "sale.completed",
        out ->
            out.put("sale", sale)
                .put("kind", kind)
                .put("operator", operator)
                .put("origin", origin)
                .put("currency", "GBP")
                .put("total", total));
  }

  void printed(Instant at, String sale) {
    if (happens(0.01)) {
      return; // out of paper
    }
    entry(
        at,
        "receipt.printed",
        out -> out.put("sale", sale).put("job", "j-" + sale).put("result", "PRINTED"));
    device(at, Kind.RECEIPT_PRINTED, sale);
  }
}
