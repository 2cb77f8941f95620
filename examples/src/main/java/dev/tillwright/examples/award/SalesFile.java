package dev.tillwright.examples.award;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.loyalty.guard.GuardRules;
import dev.tillwright.loyalty.program.Program;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sales and returns from JSON, as docs/points-rules.md says: a list of them, an object with what is
 * the same for all, or one sale.
 */
final class SalesFile {
  private static final int MAX_SALES = 100_000;
  private static final Set<String> FIELDS =
      Set.of(
          "sales",
          "member",
          "members",
          "balance",
          "lots",
          "tier",
          "next",
          "segments",
          "birthday",
          "zone",
          "store",
          "channel",
          "terminal",
          "operator",
          "at",
          "signals",
          "staff",
          "currency",
          "about",
          "note");

  private final Node root;
  private final List<Node> sales;
  private final Program program;

  private SalesFile(Node root, List<Node> sales, Program program) {
    this.root = root;
    this.sales = sales;
    this.program = program;
  }

  static SalesFile read(Path file, Program program) {
    Node root = Node.read(file);
    boolean one = root.isObject() && !root.has("sales");
    List<Node> sales = root.isList() ? root.list() : one ? List.of(root) : root.at("sales").list();
    if (sales.size() > MAX_SALES) {
      throw root.wrong("more than 100,000 sales");
    }
    if (root.isObject() && !one) {
      root.only(FIELDS);
    }
    if (root.has("currency")
        && !root.at("currency").text().equals(program.currency().getCurrencyCode())) {
      throw root.at("currency").wrong("the program is in " + program.currency());
    }
    return new SalesFile(root, sales, program);
  }

  /** The elements, in order; each is read when it is asked for. */
  List<Ticket> tickets() {
    List<Ticket> tickets = new ArrayList<>(sales.size());
    TicketReader reader = new TicketReader(root, program);
    for (Node sale : sales) {
      tickets.add(reader.read(sale));
    }
    return tickets;
  }

  /** The signals of fraud to look for; none when the file names none. */
  Optional<GuardRules> signals() {
    if (!root.has("signals")) {
      return Optional.empty();
    }
    Node signals = root.at("signals");
    try {
      return Optional.of(GuardRules.parse("{\"schema\":1,\"signals\":" + signals.raw() + "}"));
    } catch (JsonException e) {
      throw root.wrong(String.valueOf(e.getMessage()));
    }
  }

  /** Member numbers of operators. */
  Map<String, List<String>> staff() {
    Map<String, List<String>> staff = new LinkedHashMap<>();
    if (root.has("staff")) {
      Node all = root.at("staff");
      for (String operator : all.names()) {
        Node own = all.at(operator);
        staff.put(
            operator,
            own.isList() ? own.list().stream().map(Node::text).toList() : List.of(own.text()));
      }
    }
    return staff;
  }

  /**
   * Points that a member has from before.
   *
   * @param points so many
   * @param available from when; {@code null} for at once
   * @param expires when they are gone; {@code null} for never
   */
  record Opening(
      String member, long points, @Nullable Instant available, @Nullable Instant expires) {}

  /** The opening balances. */
  List<Opening> openings() {
    List<Opening> openings = new ArrayList<>();
    if (root.isObject()) {
      openings(root, TicketReader.memberOf(root), openings);
    }
    if (root.isObject() && root.has("members")) {
      for (Node member : root.at("members").list()) {
        openings(member, member.either("member", "id").text(), openings);
      }
    }
    return openings;
  }

  private void openings(Node of, String member, List<Opening> to) {
    if (of.has("balance")) {
      long points = of.at("balance").whole();
      if (points > 0) {
        to.add(new Opening(member, points, null, null));
      }
    }
    if (of.has("lots")) {
      for (Node lot : of.at("lots").list()) {
        boolean pair = lot.isList();
        if (pair && lot.list().size() != 2) {
          throw lot.wrong("when it ends and its points were expected");
        }
        Node points = pair ? lot.list().get(1) : lot.at("points");
        Node expires = pair ? lot.list().get(0) : null;
        if (points.whole() == 0) {
          throw points.wrong("a lot has points");
        }
        to.add(
            new Opening(
                member,
                points.whole(),
                !pair && lot.has("available") ? times(lot.at("available")) : null,
                pair
                    ? expires == null || expires.isNull() ? null : times(expires)
                    : lot.has("expires") ? times(lot.at("expires")) : null));
      }
    }
  }

  private Instant times(Node node) {
    return Times.read(node, program.zone());
  }
}
