package dev.tillwright.core.journal;

import dev.tillwright.core.json.JsonIn;

/** What a payload must be before it may be written for ever. */
final class Payloads {

  private Payloads() {}

  /**
   * @throws dev.tillwright.core.json.JsonException when it is not one JSON object that our own
   *     reader takes
   * @throws IllegalArgumentException when it is too long or has no exact UTF-8 form
   */
  static void check(String payload, int maxBytes) {
    long bytes = 0;
    for (int i = 0; i < payload.length(); i++) {
      char c = payload.charAt(i);
      if (!Character.isSurrogate(c)) {
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < payload.length()
          && Character.isLowSurrogate(payload.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        throw new IllegalArgumentException("a payload has half a character at " + i);
      }
    }
    if (bytes > maxBytes) {
      throw new IllegalArgumentException("a payload is longer than " + maxBytes + " bytes");
    }
    JsonIn.parse(payload);
  }
}
