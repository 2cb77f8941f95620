package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.money.Money;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every permission, in every role, under every condition: allowed, or why not. */
class PermissionTableTest {
  /** Columns: cashier, supervisor, manager, auditor, support. */
  private static final String ROLES =
      """
      SELL                   yes yes yes no  no
      RETURN_WITH_RECEIPT    yes yes yes no  no
      RETURN_WITHOUT_RECEIPT no  yes yes no  no
      RETURN_ELSEWHERE       no  yes yes no  no
      DISCOUNT               no  yes yes no  no
      VOID                   yes yes yes no  no
      VOID_COMPLETED         no  yes yes no  no
      EXEMPT_TAX             no  yes yes no  no
      REPRINT                yes yes yes no  no
      OPEN_DRAWER            no  yes yes no  no
      MOVE_CASH              no  yes yes no  no
      REPORT                 no  yes yes yes no
      CLOSE_DAY              no  no  yes no  no
      ADJUST_STOCK           no  no  yes no  no
      EXPORT                 no  no  yes yes no
      MANAGE_OPERATORS       no  no  yes no  no
      CHANGE_SETTINGS        no  no  yes no  no
      SETTLE_PAYMENT         no  no  yes no  no
      TAKE_ORDER             yes yes yes no  no
      COLLECT_ORDER          yes yes yes no  no
      CANCEL_ORDER           no  yes yes no  no
      REFUND_ORDER           no  yes yes no  no
      HANDLE_CASES           no  yes yes no  no
      HANDLE_INVOICES        no  yes yes no  no
      TRAIN                  no  yes yes no  no
      ENROL_MEMBER           yes yes yes no  no
      MANAGE_MEMBERS         no  no  yes no  no
      OVERRIDE               no  yes yes no  no
      READ_COSTS             no  no  yes yes no
      READ_PLANS             no  no  yes no  no
      AUDIT                  no  no  yes yes no
      DIAGNOSE               no  no  yes yes yes
      INCIDENT               no  no  yes no  no
      """;

  /** Which conditions a permission may stand under: amount, age of the sale, own sales. */
  private static final String FACTS =
      """
      SELL                   amount
      RETURN_WITH_RECEIPT    amount age own
      RETURN_WITHOUT_RECEIPT amount
      RETURN_ELSEWHERE       amount age own
      DISCOUNT               amount own
      VOID                   amount own
      VOID_COMPLETED         amount age own
      EXEMPT_TAX             own
      REPRINT                age own
      MOVE_CASH              amount
      SETTLE_PAYMENT         amount
      COLLECT_ORDER          amount
      CANCEL_ORDER           amount
      REFUND_ORDER           amount
      """;

  /**
   * Conditions against facts. Rows: the fact of the act; columns: at most 50.00, not older than 30
   * days, own sales, online, all four.
   */
  private static final String CONDITIONS =
      """
      nothing-known   aboveLimit saleTooOld notOwnSale ok      notOwnSale
      begins          ok         ok         ok         ok      ok
      50.00           ok         saleTooOld notOwnSale ok      notOwnSale
      50.01           aboveLimit saleTooOld notOwnSale ok      notOwnSale
      50.00-other     aboveLimit saleTooOld notOwnSale ok      notOwnSale
      30-days-own     aboveLimit ok         ok         ok      aboveLimit
      30-days+1-own   aboveLimit saleTooOld ok         ok      saleTooOld
      30-days-others  aboveLimit ok         notOwnSale ok      notOwnSale
      50.00-own-fresh ok         ok         ok         ok      ok
      begins-others   ok         ok         notOwnSale ok      notOwnSale
      offline         ok         ok         ok         offline offline
      """;

  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir Path dir;

  @Test
  void everyRole_mayExactlyWhatStandsInTheTable() {
    try (Door door = new Door(dir, it -> it)) {
      Map<String, List<String>> table = rows(ROLES);
      assertThat(table.keySet()).isEqualTo(names());
      for (int column = 0; column < Role.USUAL.size(); column++) {
        String role = Role.USUAL.get(column).name();
        OperatorSession session = door.enrolled("op-" + role, role);
        for (Permission permission : Permission.values()) {
          boolean may = table.getOrDefault(permission.name(), List.of()).get(column).equals("yes");
          long before = door.journal.headSeq();
          assertThat(session.require(permission).isAllowed())
              .as(role + " " + permission)
              .isEqualTo(may);
          assertThat(door.journal.headSeq() - before).isEqualTo(may ? 0 : 1);
          if (!may) {
            assertThat(door.newest().payload())
                .contains("\"operator\":\"op-" + role, permission.name(), "access.notAllowed");
          }
        }
      }
    }
  }

  @Test
  void aConditionThatWouldNeverBeAskedAbout_cannotBeSet() {
    Map<String, List<String>> table = rows(FACTS);
    for (Permission permission : Permission.values()) {
      List<String> facts = table.getOrDefault(permission.name(), List.of());
      settable(permission, condition(0), facts.contains("amount"));
      settable(permission, condition(1), facts.contains("age"));
      settable(permission, condition(2), facts.contains("own"));
      settable(permission, condition(3), true);
    }
  }

  private static void settable(Permission permission, Condition condition, boolean may) {
    Role role = new Role("r", Set.of());
    if (may) {
      assertThat(role.with(permission, condition).allows(permission)).isTrue();
    } else {
      assertThatThrownBy(() -> role.with(permission, condition))
          .as(permission + " " + condition.words())
          .hasMessageContaining(permission.name());
    }
  }

  @Test
  void everyPermission_inEveryRole_underEveryCondition_decidesByTheTables() {
    boolean[] offline = {false};
    List<Role> roles = new ArrayList<>(Role.USUAL);
    for (Role role : Role.USUAL) {
      for (int column = 0; column < 5; column++) {
        roles.add(limited(role, column));
      }
    }
    try (Door door = new Door(dir, it -> it.roles(roles).offline(() -> offline[0]))) {
      Map<String, List<String>> table = rows(CONDITIONS);
      Map<String, Facts> facts = facts(door);
      assertThat(table.keySet()).isEqualTo(new TreeSet<>(facts.keySet()));
      int refused = 0;
      int allowed = 0;
      for (Role role : Role.USUAL) {
        for (int column = 0; column < 5; column++) {
          OperatorSession ann = door.enrolled("ann", role.name() + "-" + column);
          for (Permission permission : Permission.values()) {
            for (Map.Entry<String, Facts> row : facts.entrySet()) {
              offline[0] = row.getKey().equals("offline");
              String answer = answer(door.access.decide(ann, permission, row.getValue()));
              String expected =
                  !role.allows(permission)
                      ? "notAllowed"
                      : settable(permission, column)
                          ? table.getOrDefault(row.getKey(), List.of()).get(column)
                          : "ok";
              assertThat(answer)
                  .as("%s, %s, %s, condition %d", role.name(), permission, row.getKey(), column)
                  .isEqualTo(expected);
              refused += answer.equals("ok") ? 0 : 1;
              allowed += answer.equals("ok") ? 1 : 0;
            }
          }
          offline[0] = false;
        }
      }
      System.out.println(
          "permissions x roles x conditions: " + allowed + " yes, " + refused + " no");
      assertThat(allowed + refused).isEqualTo(Permission.values().length * 5 * 5 * facts.size());
      // And what is decided is what is answered, in the journal first.
      OperatorSession ann = door.enrolled("ann", "cashier-0");
      assertThat(Door.refusal(ann.require(Permission.SELL, Facts.none())))
          .contains(AccessRefusal.ABOVE_LIMIT);
      assertThat(door.newest().payload()).contains("\"act\":\"SELL\"", "access.aboveLimit");
    }
  }

  private static String answer(@Nullable AccessRefusal why) {
    return why == null ? "ok" : why.code().replace("access.", "");
  }

  /** A usual role whose permissions stand under a condition, as far as they can. */
  private static Role limited(Role role, int column) {
    Role limited = role.named(role.name() + "-" + column);
    for (Permission permission : Permission.values()) {
      if (role.allows(permission) && settable(permission, column)) {
        limited = limited.with(permission, condition(column));
      }
    }
    return limited;
  }

  private static boolean settable(Permission permission, int column) {
    List<String> known = rows(FACTS).getOrDefault(permission.name(), List.of());
    return switch (column) {
      case 0 -> known.contains("amount");
      case 1 -> known.contains("age");
      case 2 -> known.contains("own");
      case 3 -> true;
      default -> known.containsAll(List.of("amount", "age", "own"));
    };
  }

  private static Role limited(int column) {
    return new Role("limited-" + column, Set.of())
        .with(Permission.RETURN_WITH_RECEIPT, condition(column));
  }

  private static Condition condition(int column) {
    Condition always = Condition.always();
    return switch (column) {
      case 0 -> always.atMost(pounds("50.00"));
      case 1 -> always.notOlderThan(MONTH);
      case 2 -> always.ownSales();
      case 3 -> always.onlyOnline();
      default -> always.atMost(pounds("50.00")).notOlderThan(MONTH).ownSales().onlyOnline();
    };
  }

  private static Map<String, Facts> facts(Door door) {
    var now = door.clock.instant();
    Facts none = Facts.none();
    Facts small = none.with(pounds("50.00"));
    Map<String, Facts> facts = new LinkedHashMap<>();
    facts.put("nothing-known", none);
    facts.put("begins", Facts.beginning());
    facts.put("50.00", small);
    facts.put("50.01", none.with(pounds("50.01")));
    facts.put("50.00-other", none.with(Money.parse("1.00", Currency.getInstance("EUR"))));
    facts.put("30-days-own", none.ofSale("ann", now.minus(MONTH)));
    facts.put("30-days+1-own", none.ofSale("ann", now.minus(MONTH).minusMillis(1)));
    facts.put("30-days-others", none.ofSale("bob", now.minus(MONTH)));
    facts.put("50.00-own-fresh", small.ofSale("ann", now));
    facts.put("begins-others", Facts.beginning().ofSale("bob", now));
    facts.put("offline", small.ofSale("ann", now));
    return facts;
  }

  @Test
  void words_standInTheSettingsInForce() {
    assertThat(limited(4).words())
        .isEqualTo(
            "RETURN_WITH_RECEIPT (at most 50.00 GBP, not older than PT720H, own sales, online)");
    assertThat(Role.SUPPORT.words()).isEqualTo("DIAGNOSE");
    assertThat(Role.SUPPORT.without(Permission.DIAGNOSE).permissions()).isEmpty();
    assertThat(Role.CASHIER.named("trainee").permissions()).isEqualTo(Role.CASHIER.permissions());
  }

  private static Money pounds(String amount) {
    return Money.parse(amount, GBP);
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    Arrays.stream(Permission.values()).map(Enum::name).forEach(names::add);
    return names;
  }

  private static Map<String, List<String>> rows(String table) {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String line : table.lines().toList()) {
      List<String> cells = List.of(line.trim().split("\\s+"));
      rows.put(cells.get(0), cells.subList(1, cells.size()));
    }
    return rows;
  }
}
