package dev.tillwright.core.host.wallet;

import java.util.Optional;

/** Finds an object in a JSON text as it was written: Alipay signs those characters. */
final class RawJson {
  private final String text;
  private int at;

  private RawJson(String text) {
    this.text = text;
  }

  /** The object of a field of the outermost object, from brace to brace. */
  static Optional<String> object(String text, String name) {
    return new RawJson(text).find(name);
  }

  private Optional<String> find(String name) {
    int depth = 0;
    while (at < text.length()) {
      char each = text.charAt(at);
      if (each == '"') {
        String word = string();
        if (depth == 1 && word.equals(name) && follows(':') && follows('{')) {
          int from = at - 1;
          return ends() ? Optional.of(text.substring(from, at)) : Optional.empty();
        }
        continue;
      }
      depth += each == '{' || each == '[' ? 1 : each == '}' || each == ']' ? -1 : 0;
      at++;
    }
    return Optional.empty();
  }

  /** Passes a string; a quoted backslash is as good as any character here. */
  private String string() {
    int from = ++at;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    int to = Math.min(at, text.length());
    at = to + 1;
    return text.substring(from, to);
  }

  private boolean follows(char wanted) {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at++) == wanted;
  }

  /** Passes what is left of an object whose brace was passed. */
  private boolean ends() {
    int depth = 1;
    while (at < text.length() && depth > 0) {
      char each = text.charAt(at);
      if (each == '"') {
        string();
      } else {
        depth += each == '{' ? 1 : each == '}' ? -1 : 0;
        at++;
      }
    }
    return depth == 0;
  }
}
