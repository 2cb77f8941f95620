package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.TillwrightException;

/** A text or field that is no key serial number: says what is wrong and where, not the text. */
public final class KsnFormatException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  KsnFormatException(String what) {
    super("ksn.format", false, what);
  }
}
