package dev.tillwright.loyalty.partner;

/** What keys, accounts and names may be. */
final class PartnerNames {
  private PartnerNames() {}

  static void check(String name, String field) {
    if (name.isBlank() || name.length() > 64) {
      throw new IllegalArgumentException(field + ": 1 to 64 characters");
    }
  }
}
