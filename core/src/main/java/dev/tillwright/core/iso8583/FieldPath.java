package dev.tillwright.core.iso8583;

/** Where in a message one is: {@code 4}, or {@code 127.25} in a nested field. */
final class FieldPath {
  private String parent = "";
  private String place = "mti";
  private int field;

  void at(String words) {
    place = words;
  }

  void at(int number) {
    field = number;
    place = "";
  }

  /** Goes into the current field; returns what {@link #leave} needs. */
  String enter() {
    String before = parent;
    parent = this + ".";
    return before;
  }

  void leave(String before, int number) {
    parent = before;
    at(number);
  }

  @Override
  public String toString() {
    return parent + (place.isEmpty() ? String.valueOf(field) : place);
  }
}
