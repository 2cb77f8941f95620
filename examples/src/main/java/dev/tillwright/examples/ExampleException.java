package dev.tillwright.examples;

/** An example cannot go on; the message is one line for the person at the keyboard. */
public final class ExampleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the file, port or option, never data
   */
  public ExampleException(String message) {
    super(message);
  }
}
