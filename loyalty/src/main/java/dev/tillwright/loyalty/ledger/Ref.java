package dev.tillwright.loyalty.ledger;

/** What a posting is about besides the member: why, which line, which hold, which lot. */
record Ref(String cause, int line, String hold, String lot) {
  static Ref of(String cause) {
    return new Ref(cause, 0, "", "");
  }

  Ref line(int number) {
    return new Ref(cause, number, hold, lot);
  }

  Ref hold(String name) {
    return new Ref(cause, line, name, lot);
  }

  Ref lot(String id) {
    return new Ref(cause, line, hold, id);
  }
}
