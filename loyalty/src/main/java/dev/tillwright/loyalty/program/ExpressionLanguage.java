package dev.tillwright.loyalty.program;

import java.math.BigDecimal;
import java.util.Set;

/**
 * A language for conditions that the format has no words for. Brought by the application; nothing
 * is compiled or run that it does not bring.
 *
 * <p><b>Threads.</b> Any number at once. An expression does no I/O, and answers in microseconds.
 */
public interface ExpressionLanguage {

  /** As programs name it: {@code "cel"}. */
  String name();

  /**
   * Makes a text ready.
   *
   * @throws IllegalArgumentException when it is not of the language; the message does not matter
   */
  Compiled compile(String text);

  /** A text made ready. */
  @FunctionalInterface
  interface Compiled {
    /** Whether it holds. The same facts always give the same answer. */
    boolean holds(Facts facts);
  }

  /** What an expression may look at: the fields of conditions. */
  interface Facts {
    /** The values of a field that holds text; empty when there is none. */
    Set<String> texts(Field field);

    /** The value of a field that holds a number: an amount in whole units of the currency. */
    BigDecimal number(Field field);
  }
}
