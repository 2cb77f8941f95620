package dev.tillwright.core.basket;

/**
 * Where taxes are rounded to the minor unit; which it must be is for the law of the place. Journal
 * entries keep the names, so a name never changes.
 */
public enum TaxRounding {
  /** Each tax on each line; the table is the sum of the lines. */
  PER_LINE,
  /** Each tax once, on the sum of the lines that bear it. */
  PER_RATE,
  /** All taxes of a document once, those contained and those added apart. */
  PER_DOCUMENT
}
