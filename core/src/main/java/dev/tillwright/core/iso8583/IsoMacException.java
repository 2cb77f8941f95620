package dev.tillwright.core.iso8583;

import dev.tillwright.core.TillwrightException;

/**
 * A message that cannot be authenticated. One error whatever the reason, so that it tells a forger
 * nothing: no code, a code elsewhere, a wrong code.
 */
public final class IsoMacException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  IsoMacException() {
    super("iso8583.mac", false, "the message cannot be authenticated");
  }
}
