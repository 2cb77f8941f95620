package dev.tillwright.loyalty.program;

/** What a condition may look at. */
public enum Field {
  /** Stock code or GTIN of a line's item. */
  LINE_CODE("line.code", Type.TEXT, true),
  /** Category of a line's item. */
  LINE_CATEGORY("line.category", Type.TEXT, true),
  /** Brand of a line's item. */
  LINE_BRAND("line.brand", Type.TEXT, true),
  /** The store that sells. */
  STORE("store", Type.TEXT, false),
  /** The way of selling: {@code TILL}, {@code APP}, as the application names it. */
  CHANNEL("channel", Type.TEXT, false),
  /** The till that quotes. */
  TERMINAL("terminal", Type.TEXT, false),
  /** The kinds of tender that pay; several at once. */
  TENDER("tender", Type.TEXTS, false),
  /** The coupons that the customer shows; several at once. */
  COUPON("coupon", Type.TEXTS, false),
  /** The member's tier. */
  MEMBER_TIER("member.tier", Type.TEXT, false),
  /** The member's segments; several at once. */
  MEMBER_SEGMENT("member.segment", Type.TEXTS, false),
  /** What the customer pays for a line. */
  LINE_TOTAL("line.total", Type.AMOUNT, true),
  /** What the customer pays for a line, without tax. */
  LINE_NET("line.net", Type.AMOUNT, true),
  /** The marked price of a line before discounts. */
  LINE_LIST("line.list", Type.AMOUNT, true),
  /** How much of a line's item. */
  LINE_QUANTITY("line.quantity", Type.QUANTITY, true),
  /** What the customer pays for all lines that are not excluded. */
  BASKET_TOTAL("basket.total", Type.AMOUNT, false),
  /** What the customer pays for all lines that are not excluded, without tax. */
  BASKET_NET("basket.net", Type.AMOUNT, false),
  /** The marked price before discounts of all lines that are not excluded. */
  BASKET_LIST("basket.list", Type.AMOUNT, false),
  /** How much all lines that are not excluded hold together. */
  BASKET_QUANTITY("basket.quantity", Type.QUANTITY, false);

  /** How the values of a field are compared. */
  public enum Type {
    /** By equality; no value equals nothing. */
    TEXT,
    /** Several at once: one of them is enough. */
    TEXTS,
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

  /** Whether it holds a text, or several, and not a number. */
  public boolean holdsText() {
    return type == Type.TEXT || type == Type.TEXTS;
  }

  /** Whether the value differs from line to line of one basket. */
  public boolean ofLine() {
    return ofLine;
  }

  /** Whether the value depends on which lines are excluded. */
  public boolean ofBasketSum() {
    return !ofLine && !holdsText();
  }
}
