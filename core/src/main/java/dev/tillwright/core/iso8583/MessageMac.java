package dev.tillwright.core.iso8583;

/**
 * Makes and checks the code that authenticates a message in field 64, or 128 when there are fields
 * beyond 64. A port: {@code crypto} brings one.
 *
 * <p><b>Threads.</b> Called by any number at once. A call may take as long as the key's home needs,
 * so an implementation over a network has a deadline of its own.
 */
public interface MessageMac {
  /** How many bytes the code has; a shorter one is filled up with zeros behind. */
  int LENGTH = 8;

  /**
   * The message with what the other side needs to know of the key, such as its serial number (field
   * 53); the message itself when it needs nothing. Called once for each message, before {@link
   * #generate}.
   */
  default IsoMessage prepare(IsoMessage message) {
    return message;
  }

  /**
   * The code of a message.
   *
   * @param message as {@link #prepare} gave it
   * @param bytes all bytes of the message that stand before the code; wiped after the call
   * @return {@value #LENGTH} bytes
   */
  byte[] generate(IsoMessage message, byte[] bytes);

  /**
   * Whether the code is that of the message. Compares in constant time.
   *
   * @param message as it came
   * @param bytes all its bytes before the code; wiped after the call
   * @param mac {@value #LENGTH} bytes
   */
  boolean verify(IsoMessage message, byte[] bytes, byte[] mac);
}
