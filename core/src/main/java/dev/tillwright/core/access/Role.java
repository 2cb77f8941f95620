package dev.tillwright.core.access;

import java.util.EnumSet;
import java.util.Set;

/**
 * A named set of permissions. What is not in it is denied.
 *
 * @param name 1 to 32 lower-case letters, digits and hyphens; journal entries keep it
 * @param permissions all that it allows
 */
public record Role(String name, Set<Permission> permissions) {
  /** Sells, takes back with a receipt, takes lines out, enrols members. */
  public static final Role CASHIER =
      new Role(
          "cashier",
          EnumSet.of(
              Permission.SELL,
              Permission.RETURN_WITH_RECEIPT,
              Permission.VOID,
              Permission.REPRINT,
              Permission.ENROL_MEMBER));

  /** Everything. */
  public static final Role MANAGER = new Role("manager", EnumSet.allOf(Permission.class));

  public Role {
    if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException("not a name of a role");
    }
    permissions = Set.copyOf(permissions);
  }

  /** Whether it allows this. */
  public boolean allows(Permission permission) {
    return permissions.contains(permission);
  }
}
