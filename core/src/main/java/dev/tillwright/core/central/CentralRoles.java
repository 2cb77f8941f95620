package dev.tillwright.core.central;

import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Dialect;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Database roles that may add and read the rows of one terminal, and nothing else: no row of
 * others, no change, no deletion. The part of the central store that is PostgreSQL's own: it rests
 * on row-level security (PostgreSQL 9.5 and newer).
 *
 * <p>Passwords and certificates are not set here: they would pass through statements and logs. Who
 * administers the server gives them to the roles, as docs/central-store.md shows.
 */
public final class CentralRoles {
  private static final List<String> SHIPPED = List.of("journal", "central_aside");
  private static final String OWN =
      "terminal = (select r.terminal from central_role r"
          + " where r.role_name = cast(current_user as text))";

  private CentralRoles() {}

  /** The statements that guard the tables, to be run once by their owner. */
  public static List<String> guard() {
    List<String> statements = new ArrayList<>();
    for (String table : SHIPPED) {
      statements.add("alter table " + table + " enable row level security");
      statements.add(
          "create policy terminal_reads on " + table + " for select using (" + OWN + ")");
      statements.add(
          "create policy terminal_adds on " + table + " for insert with check (" + OWN + ")");
    }
    statements.add("alter table central_role enable row level security");
    statements.add(
        "create policy role_reads on central_role for select"
            + " using (role_name = cast(current_user as text))");
    return List.copyOf(statements);
  }

  /**
   * The statements that let a role ship one terminal's journal.
   *
   * @param role small letters, digits and {@code _}, beginning with a letter, at most 63; it must
   *     exist and own nothing
   * @param terminal as the till is named
   * @param schema where the tables lie, named as a role is
   */
  public static List<String> grant(String role, String terminal, String schema) {
    check(role);
    check(schema);
    if (!terminal.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}")) {
      throw new IllegalArgumentException("not a name of a terminal: " + terminal);
    }
    return List.of(
        "insert into central_role (role_name, terminal) values ('"
            + role
            + "', '"
            + terminal
            + "')",
        "grant usage on schema " + schema + " to " + role,
        "grant select, insert on journal, central_aside to " + role,
        "grant select on central_role to " + role);
  }

  private static void check(String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("not a plain name: " + name);
    }
  }

  /**
   * Guards the tables, if that was not done, and lets a role ship one terminal's journal. To be run
   * by the owner of the tables. A second role for a terminal is no error: the first can be dropped
   * then.
   *
   * @throws IllegalArgumentException for a database without row-level security
   * @throws dev.tillwright.core.TillwrightException {@code store.failed} when there is no such
   *     role, it has a terminal already, or the caller does not own the tables
   */
  public static void allow(CentralStore central, String role, String terminal) {
    Database database = central.database();
    if (database.dialect() != Dialect.postgres()) {
      throw new IllegalArgumentException("only PostgreSQL has roles with row-level security");
    }
    database.change(
        tx -> {
          if (!guarded(tx, "central_role")) {
            guard().forEach(tx::update);
          }
          grant(role, terminal, schema(tx)).forEach(tx::update);
        });
  }

  /** The statements that guard the reservations of shared limits, to be run once by their owner. */
  public static List<String> guardLimits() {
    return guardReservations("shared_reserved");
  }

  /** The same for the reservations of shared returns. */
  public static List<String> guardReturns() {
    return guardReservations("shared_back_reserved");
  }

  private static List<String> guardReservations(String table) {
    String on = " on " + table + " for ";
    return List.of(
        "alter table " + table + " enable row level security",
        "create policy all_read" + on + "select using (true)",
        "create policy terminal_adds" + on + "insert with check (" + OWN + ")",
        "create policy terminal_drops" + on + "delete using (" + OWN + ")");
  }

  /** The statements that let a role count shared limits, and no more; see {@link #allowLimits}. */
  public static List<String> grantLimits(String role, String schema) {
    check(role);
    check(schema);
    return List.of(
        "grant usage on schema " + schema + " to " + role,
        "grant select, insert, delete on shared_reserved to " + role,
        "grant select on shared_moved to " + role,
        "grant select on central_role to " + role);
  }

  /** The statements that let a role take goods of other tills back; see {@link #allowReturns}. */
  public static List<String> grantReturns(String role, String schema) {
    check(role);
    check(schema);
    return List.of(
        "grant usage on schema " + schema + " to " + role,
        "grant select, insert, delete on shared_back_reserved to " + role,
        "grant select on shared_sold, shared_back, shared_back_paid to " + role,
        "grant select on central_role to " + role);
  }

  /**
   * Lets a role count shared limits for a terminal: it reads what moved and is reserved, under
   * indexes of cards and members, and adds or drops reservations of its own terminal. To be run by
   * the owner, when {@link CentralFollowers} with the follower of shared limits were made once. The
   * role may be the one that ships, or one of its own that can do nothing else.
   *
   * @throws IllegalArgumentException for a database without row-level security
   * @throws dev.tillwright.core.TillwrightException {@code store.failed} when the role or the
   *     tables are not there, it is another terminal's, or the caller does not own the tables
   */
  public static void allowLimits(CentralStore central, String role, String terminal) {
    allow(central, role, terminal, "shared_reserved", guardLimits(), CentralRoles::grantLimits);
  }

  /**
   * Lets a role ask about returns for a terminal: it reads the finished sales of all tills and what
   * came back of them, and adds or drops reservations of its own terminal. As {@link #allowLimits},
   * with the follower of shared returns.
   *
   * @throws IllegalArgumentException for a database without row-level security
   * @throws dev.tillwright.core.TillwrightException as {@link #allowLimits}
   */
  public static void allowReturns(CentralStore central, String role, String terminal) {
    allow(
        central,
        role,
        terminal,
        "shared_back_reserved",
        guardReturns(),
        CentralRoles::grantReturns);
  }

  /**
   * Lets a role keep reservations for a terminal in a table of somebody else's: it reads all rows
   * of that table, and adds or drops those of its own terminal. As {@link #allowLimits}.
   *
   * @param table with a column {@code terminal}; named as a role is
   * @param reads tables that the role may read besides; named as a role is
   * @throws IllegalArgumentException for a database without row-level security
   * @throws dev.tillwright.core.TillwrightException as {@link #allowLimits}
   */
  public static void allowReservations(
      CentralStore central, String role, String terminal, String table, List<String> reads) {
    check(table);
    reads.forEach(CentralRoles::check);
    allow(
        central,
        role,
        terminal,
        table,
        guardReservations(table),
        (who, schema) ->
            List.of(
                "grant usage on schema " + schema + " to " + who,
                "grant select, insert, delete on " + table + " to " + who,
                "grant select on " + String.join(", ", reads) + " to " + who,
                "grant select on central_role to " + who));
  }

  private static void allow(
      CentralStore central,
      String role,
      String terminal,
      String table,
      List<String> guard,
      BiFunction<String, String, List<String>> grant) {
    Database database = central.database();
    if (database.dialect() != Dialect.postgres()) {
      throw new IllegalArgumentException("only PostgreSQL has roles with row-level security");
    }
    List<String> first = grant(role, terminal, "public"); // checks both names
    database.change(
        tx -> {
          if (!guarded(tx, "central_role")) {
            guard().forEach(tx::update);
          }
          if (!guarded(tx, table)) {
            guard.forEach(tx::update);
          }
          boolean known =
              tx.first(
                      "select 1 from central_role where role_name = ? and terminal = ?",
                      row -> true,
                      role,
                      terminal)
                  .isPresent();
          if (!known) {
            tx.update(first.get(0));
          }
          grant.apply(role, schema(tx)).forEach(tx::update);
        });
  }

  private static String schema(Tx tx) {
    return tx.first("select cast(current_schema() as text)", row -> row.text(1)).orElseThrow();
  }

  private static boolean guarded(Tx tx, String table) {
    return tx.first(
            "select 1 from pg_policies where schemaname = current_schema()" + " and tablename = ?",
            row -> true,
            table)
        .isPresent();
  }
}
