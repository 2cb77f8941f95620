package dev.tillwright.core.sale;

/** Which way goods and money go. */
public enum SaleKind {
  /** Goods to the customer, money to the shop. */
  SALE,
  /** Goods back, money back, of one earlier sale. */
  RETURN,
  /** Goods back, money back, without an earlier sale to point at. */
  RETURN_WITHOUT_RECEIPT;

  public boolean isReturn() {
    return this != SALE;
  }
}
