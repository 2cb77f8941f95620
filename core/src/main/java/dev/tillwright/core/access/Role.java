package dev.tillwright.core.access;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A named set of permissions, each with its condition. What is not in it is denied. Immutable.
 *
 * <pre>{@code
 * Role.CASHIER
 *     .with(Permission.DISCOUNT, Condition.always().atMost(Money.parse("5.00", GBP)))
 *     .with(Permission.RETURN_WITH_RECEIPT,
 *         Condition.always().atMost(Money.parse("50.00", GBP)).notOlderThan(Duration.ofDays(30)))
 * }</pre>
 *
 * @param name 1 to 32 lower-case letters, digits and hyphens; journal entries keep it
 * @param grants all that it allows, and when
 */
public record Role(String name, Map<Permission, Condition> grants) {
  /** Sells, takes back with a receipt, takes lines out, hands orders out, enrols members. */
  public static final Role CASHIER =
      new Role(
          "cashier",
          EnumSet.of(
              Permission.SELL,
              Permission.RETURN_WITH_RECEIPT,
              Permission.VOID,
              Permission.REPRINT,
              Permission.TAKE_ORDER,
              Permission.COLLECT_ORDER,
              Permission.ENROL_MEMBER));

  /** Runs a shift: what a cashier does and what he needs somebody for. */
  public static final Role SUPERVISOR =
      new Role(
          "supervisor",
          EnumSet.of(
              Permission.SELL,
              Permission.RETURN_WITH_RECEIPT,
              Permission.RETURN_WITHOUT_RECEIPT,
              Permission.RETURN_ELSEWHERE,
              Permission.DISCOUNT,
              Permission.VOID,
              Permission.VOID_COMPLETED,
              Permission.EXEMPT_TAX,
              Permission.REPRINT,
              Permission.OPEN_DRAWER,
              Permission.MOVE_CASH,
              Permission.REPORT,
              Permission.TAKE_ORDER,
              Permission.COLLECT_ORDER,
              Permission.CANCEL_ORDER,
              Permission.REFUND_ORDER,
              Permission.HANDLE_CASES,
              Permission.TRAIN,
              Permission.HANDLE_INVOICES,
              Permission.ENROL_MEMBER,
              Permission.OVERRIDE));

  /** Everything. */
  public static final Role MANAGER = new Role("manager", EnumSet.allOf(Permission.class));

  /** Reads, and carries out what it read; changes nothing. */
  public static final Role AUDITOR =
      new Role(
          "auditor",
          EnumSet.of(
              Permission.REPORT,
              Permission.READ_COSTS,
              Permission.AUDIT,
              Permission.DIAGNOSE,
              Permission.EXPORT));

  /** Looks after the machine: sees no money, no people, no cards. */
  public static final Role SUPPORT = new Role("support", EnumSet.of(Permission.DIAGNOSE));

  /** The five, from the one that sells to the one that repairs. */
  public static final List<Role> USUAL = List.of(CASHIER, SUPERVISOR, MANAGER, AUDITOR, SUPPORT);

  public Role {
    if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException("not a name of a role");
    }
    grants.forEach((permission, condition) -> condition.check(permission));
    Map<Permission, Condition> ordered = new EnumMap<>(Permission.class);
    ordered.putAll(grants);
    grants = Collections.unmodifiableMap(ordered);
  }

  /** Whatever the amount, the sale and the line to the host. */
  public Role(String name, Collection<Permission> permissions) {
    this(
        name,
        permissions.stream()
            .collect(Collectors.toMap(it -> it, it -> Condition.always(), (a, b) -> a)));
  }

  /** The same role with one more permission, or with another condition on one it has. */
  public Role with(Permission permission, Condition condition) {
    Map<Permission, Condition> more = new EnumMap<>(Permission.class);
    more.putAll(grants);
    more.put(permission, condition);
    return new Role(name, more);
  }

  /** The same role without one. */
  public Role without(Permission permission) {
    Map<Permission, Condition> less = new EnumMap<>(Permission.class);
    less.putAll(grants);
    less.remove(permission);
    return new Role(name, less);
  }

  /** The same permissions under another name. */
  public Role named(String other) {
    return new Role(other, grants);
  }

  /** All that it allows under some condition. */
  public Set<Permission> permissions() {
    return grants.keySet();
  }

  /** Whether it allows this, under its condition. */
  public boolean allows(Permission permission) {
    return grants.containsKey(permission);
  }

  /** When it allows this; {@code null} for never. */
  @Nullable Condition condition(Permission permission) {
    return grants.get(permission);
  }

  /** Its permissions and their conditions, as they stand in the settings in force. */
  public String words() {
    return grants.entrySet().stream()
        .sorted(Map.Entry.comparingByKey((a, b) -> a.name().compareTo(b.name())))
        .map(
            it -> {
              String when = it.getValue().words();
              return when.isEmpty() ? it.getKey().name() : it.getKey() + " (" + when + ")";
            })
        .collect(Collectors.joining(" "));
  }
}
