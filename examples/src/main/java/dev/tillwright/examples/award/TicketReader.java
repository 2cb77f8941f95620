package dev.tillwright.examples.award;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.loyalty.engine.Shopper;
import dev.tillwright.loyalty.program.Program;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Elements of the file; what one leaves out is that of the file. */
final class TicketReader {
  /** Who buys where the file names nobody. */
  static final String SOMEBODY = "member";

  private static final LocalDateTime START = LocalDateTime.of(2025, 1, 1, 12, 0);
  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "kind",
          "at",
          "date",
          "member",
          "tier",
          "next",
          "segments",
          "birthday",
          "zone",
          "store",
          "channel",
          "terminal",
          "operator",
          "cashier",
          "coupons",
          "lines",
          "line",
          "total",
          "amount",
          "discounts",
          "discount",
          "tenders",
          "offline",
          "retry",
          "of",
          "returned",
          "points",
          "sku",
          "code",
          "name",
          "category",
          "brand",
          "qty",
          "quantity",
          "units",
          "kg",
          "unit",
          "price",
          "price_per_kg",
          "gross",
          "vat",
          "tax",
          "addedTax",
          "currency",
          "balance",
          "lots",
          "signals",
          "staff",
          "about",
          "note");

  private final Node root;
  private final Program program;
  private final Map<String, Node> members = new HashMap<>();
  private final Map<String, Ticket> sold = new HashMap<>();
  private Instant last;
  private int count;

  TicketReader(Node root, Program program) {
    this.root = root;
    this.program = program;
    this.last = START.atZone(program.zone()).toInstant();
    if (root.isObject() && root.has("at")) {
      last = Times.read(root.at("at"), program.zone());
    }
    if (root.isObject() && root.has("members")) {
      for (Node member : root.at("members").list()) {
        member.only(
            Set.of(
                "member",
                "id",
                "tier",
                "next",
                "segments",
                "birthday",
                "zone",
                "balance",
                "lots",
                "note"));
        if (members.put(member.either("member", "id").text(), member) != null) {
          throw member.wrong("this member stands twice");
        }
      }
    }
  }

  static String memberOf(Node root) {
    return root.isObject() && root.has("member") ? root.at("member").text() : SOMEBODY;
  }

  Ticket read(Node node) {
    count++;
    Ticket ticket = node.isList() ? pair(node) : object(node.only(FIELDS));
    last = ticket.at();
    if (ticket.kind() == Ticket.Kind.SALE) {
      sold.putIfAbsent(ticket.id(), ticket);
    }
    return ticket;
  }

  /** A time and an amount. */
  private Ticket pair(Node node) {
    List<Node> pair = node.list();
    if (pair.size() != 2) {
      throw node.wrong("a time and an amount were expected");
    }
    ZoneId zone = root.isObject() && root.has("zone") ? zone(root.at("zone")) : null;
    LineReader lines = new LineReader(program.currency());
    Basket basket = Basket.empty(program.currency()).withLine(lines.single(pair.get(1)));
    return new Ticket(
        node,
        Ticket.Kind.SALE,
        "sale-" + count,
        Times.read(pair.get(0), zone == null ? program.zone() : zone),
        new Ticket.Where(said(node, "terminal"), said(node, "store"), zone, "", ""),
        shopper(node),
        basket,
        Map.of(),
        Set.of(),
        Map.of(),
        false,
        "",
        List.of(),
        null);
  }

  private Ticket object(Node node) {
    Ticket.Kind kind = Ticket.Kind.SALE;
    if (node.has("kind")) {
      try {
        kind = Ticket.Kind.valueOf(node.at("kind").text());
      } catch (IllegalArgumentException e) {
        throw node.at("kind").wrong("SALE, RETURN, HOLD, CAPTURE or RELEASE was expected");
      }
    }
    ZoneId zone =
        node.has("zone")
            ? zone(node.at("zone"))
            : root.isObject() && root.has("zone") ? zone(root.at("zone")) : null;
    LineReader lines = new LineReader(program.currency());
    Basket basket = kind == Ticket.Kind.SALE ? lines.read(node) : Basket.empty(program.currency());
    return new Ticket(
        node,
        kind,
        node.has("id") ? node.at("id").text() : "sale-" + count,
        node.hasEither("at", "date")
            ? Times.read(node.either("at", "date"), zone == null ? program.zone() : zone)
            : last,
        new Ticket.Where(
            said(node, "terminal"),
            said(node, "store"),
            zone,
            said(node, "channel"),
            node.has("cashier") ? node.at("cashier").text() : said(node, "operator")),
        shopper(node),
        basket,
        lines.brands(),
        node.has("coupons")
            ? Set.copyOf(node.at("coupons").list().stream().map(Node::text).toList())
            : Set.of(),
        node.has("tenders") ? tenders(node.at("tenders"), lines) : Map.of(),
        node.has("offline") && node.at("offline").truth(),
        node.has("of") ? node.at("of").text() : "",
        kind == Ticket.Kind.RETURN ? returned(node) : List.of(),
        node.has("points") ? node.at("points").whole() : null);
  }

  /** A text of the sale, or else of the file. */
  private String said(Node node, String name) {
    if (node.isObject() && node.has(name)) {
      return node.at(name).text();
    }
    return root.isObject() && root.has(name) ? root.at(name).text() : "";
  }

  private @Nullable Shopper shopper(Node node) {
    if (node.isObject() && node.hasNull("member")) {
      return null;
    }
    String id = node.isObject() && node.has("member") ? node.at("member").text() : memberOf(root);
    Node known = members.get(id);
    List<Node> sources = new ArrayList<>();
    if (node.isObject()) {
      sources.add(node);
    }
    if (known != null) {
      sources.add(known);
    }
    if (root.isObject() && id.equals(memberOf(root))) {
      sources.add(root);
    }
    Node tier = first(sources, "tier");
    Node segments = first(sources, "segments");
    Node birthday = first(sources, "birthday");
    Node next = first(sources, "next");
    Shopper shopper =
        new Shopper(
            id,
            tier == null ? "" : tier.text(),
            List.of(),
            segments == null
                ? Set.of()
                : Set.copyOf(segments.list().stream().map(Node::text).toList()),
            birthday == null ? null : birthday(birthday),
            known != null && known.has("zone") ? zone(known.at("zone")) : null);
    if (next != null) {
      for (Node each : next.list()) {
        shopper = shopper.near(each.at("tier").text(), Math.max(1, each.at("missing").whole()));
      }
    }
    return shopper;
  }

  private static @Nullable Node first(List<Node> sources, String name) {
    return sources.stream()
        .filter(each -> each.has(name))
        .findFirst()
        .map(each -> each.at(name))
        .orElse(null);
  }

  private static MonthDay birthday(Node node) {
    String text = node.text();
    try {
      return MonthDay.parse("--" + text.substring(Math.max(0, text.length() - 5)));
    } catch (DateTimeException e) {
      throw node.wrong("a birthday such as 02-29 was expected");
    }
  }

  private static ZoneId zone(Node node) {
    try {
      return ZoneId.of(node.text());
    } catch (DateTimeException e) {
      throw node.wrong("a zone such as Europe/London was expected");
    }
  }

  private static Map<String, BigDecimal> tenders(Node node, LineReader lines) {
    Map<String, BigDecimal> tenders = new TreeMap<>();
    if (node.isObject()) {
      node.names().forEach(kind -> tender(tenders, kind, node.at(kind), lines));
      return tenders;
    }
    for (Node each : node.list()) {
      each.only(Set.of("kind", "amount", "points", "note"));
      String kind = each.at("kind").text();
      tender(tenders, kind, each.either("points", "amount"), lines);
    }
    return tenders;
  }

  private static void tender(
      Map<String, BigDecimal> to, String named, Node value, LineReader lines) {
    String kind = named.toUpperCase(Locale.ROOT);
    BigDecimal amount;
    if (!kind.equals("POINTS")) {
      amount = new BigDecimal(lines.money(value).decimal());
    } else if (value.isText() && value.text().equals("MOST")) {
      amount = Ticket.MOST;
    } else {
      amount = BigDecimal.valueOf(value.whole());
    }
    to.merge(kind, amount, BigDecimal::add);
  }

  /** Lines by number or by code; of all of them, when nothing is named. */
  private List<Ticket.Back> returned(Node node) {
    if (!node.hasEither("lines", "returned")) {
      return List.of();
    }
    Ticket sale = sold.get(node.at("of").text());
    if (sale == null) {
      throw node.at("of").wrong("no sale of this id stands before");
    }
    Node named = node.either("lines", "returned");
    List<Ticket.Back> back = new ArrayList<>();
    for (Node each : named.isList() ? named.list() : List.of(named)) {
      if (!each.isObject()) {
        back.add(new Ticket.Back(number(each, sale), null));
        continue;
      }
      each.only(Set.of("line", "sku", "code", "qty", "quantity", "note"));
      Quantity quantity =
          each.hasEither("qty", "quantity")
              ? LineReader.quantity(each.either("qty", "quantity"))
              : null;
      back.add(new Ticket.Back(number(each.either("line", "sku", "code"), sale), quantity));
    }
    return back;
  }

  private static int number(Node node, Ticket sale) {
    return sale.basket().lines().stream()
        .filter(
            line ->
                node.isText()
                    ? line.item().code().equals(node.text())
                    : line.number() == node.whole())
        .findFirst()
        .orElseThrow(() -> node.wrong("the sale has no such line"))
        .number();
  }
}
