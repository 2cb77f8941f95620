package dev.tillwright.loyalty.program;

/** What a condition may look at. */
public enum Field {
  /** Stock code or GTIN of a line's item. */
  LINE_CODE("line.code", Type.TEXT, true),
  /** Category of a line's item. */
  LINE_CATEGORY("line.category", Type.TEXT, true),
  /** The till that quotes. */
  TERMINAL("terminal", Type.TEXT, false),
  /** What the customer pays for a line. */
  LINE_TOTAL("line.total", Type.AMOUNT, true),
  /** What the customer pays for a line, without tax. */
  LINE_NET("line.net", Type.AMOUNT, true),
  /** How much of a line's item. */
  LINE_QUANTITY("line.quantity", Type.QUANTITY, true),
  /** What the customer pays for all lines that are not excluded. */
  BASKET_TOTAL("basket.total", Type.AMOUNT, false),
  /** What the customer pays for all lines that are not excluded, without tax. */
  BASKET_NET("basket.net", Type.AMOUNT, false);

  /** How the values of a field are compared. */
  public enum Type {
    /** By equality. */
    TEXT,
    /** As an amount in the program's currency. */
    AMOUNT,
    /** As a decimal number. */
    QUANTITY
  }

  private final String code;
  private final Type type;
  private final boolean ofLine;

  Field(String code, Type type, boolean ofLine) {
    this.code = code;
    this.type = type;
    this.ofLine = ofLine;
  }

  /** The name in a program: {@code "line.category"}. */
  public String code() {
    return code;
  }

  public Type type() {
    return type;
  }

  /** Whether the value differs from line to line of one basket. */
  public boolean ofLine() {
    return ofLine;
  }
}
