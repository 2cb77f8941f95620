package dev.tillwright.core.json;

import dev.tillwright.core.TillwrightException;

/** JSON that cannot be read, with the JSON pointer (RFC 6901) of the place and never its value. */
public final class JsonException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final String pointer;

  JsonException(String pointer, String what) {
    super("json.invalid", false, (pointer.isEmpty() ? "document" : pointer) + ": " + what);
    this.pointer = pointer;
  }

  /** Where; empty for the whole document. */
  public String pointer() {
    return pointer;
  }
}
