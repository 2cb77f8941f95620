package dev.tillwright.device.msr;

/**
 * A name as it stands on track 1, without trailing spaces. Parts that are missing are empty.
 *
 * @param surname before the slash
 * @param given between slash and point
 * @param title after the point
 */
public record CardholderName(String surname, String given, String title) {

  static CardholderName of(String text) {
    int slash = text.indexOf('/');
    String surname = slash < 0 ? text : text.substring(0, slash);
    String rest = slash < 0 ? "" : text.substring(slash + 1);
    int point = rest.indexOf('.');
    String given = point < 0 ? rest : rest.substring(0, point);
    String title = point < 0 ? "" : rest.substring(point + 1);
    return new CardholderName(
        surname.stripTrailing(), given.stripTrailing(), title.stripTrailing());
  }

  /** Personal data: not shown. */
  @Override
  public String toString() {
    return "CardholderName[]";
  }
}
