package dev.tillwright.core.sale;

/** Which way goods and money go. Journal entries keep the names, so a name never changes. */
public enum SaleKind {
  /** Goods to the customer, money to the shop. */
  SALE,
  /** Goods back, money back, of one earlier sale. */
  RETURN,
  /** Goods back, money back, without an earlier sale to point at. */
  RETURN_WITHOUT_RECEIPT,
  /** Goods back of one earlier sale and other goods out; the difference is paid either way. */
  EXCHANGE,
  /** A whole sale of the same day taken back: its payments are reversed. */
  VOID;

  /** Whether goods come back only. */
  public boolean isReturn() {
    return this == RETURN || this == RETURN_WITHOUT_RECEIPT || this == VOID;
  }

  /** Whether it takes lines of an earlier sale back, and so has to name it. */
  public boolean hasOrigin() {
    return this == RETURN || this == EXCHANGE || this == VOID;
  }

  /** Whether it sells. */
  public boolean sells() {
    return this == SALE || this == EXCHANGE;
  }
}
