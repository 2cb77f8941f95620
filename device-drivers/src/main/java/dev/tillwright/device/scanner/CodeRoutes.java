package dev.tillwright.device.scanner;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Says what a code is for, by rules that are the shop's: an item, a customer's card, a wallet's
 * payment code. The first rule that holds decides. Prefixes of payment codes change and overlap, so
 * none is built in.
 */
public final class CodeRoutes {
  private static final int MOST = 256;

  private final List<Route> routes;

  private CodeRoutes(List<Route> routes) {
    this.routes = routes;
  }

  /**
   * Routes in their order.
   *
   * @throws IllegalArgumentException for more than {@value #MOST}
   */
  public static CodeRoutes of(List<Route> routes) {
    if (routes.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " routes");
    }
    return new CodeRoutes(List.copyOf(routes));
  }

  /** Where a code goes. */
  public Optional<String> route(Barcode code) {
    return routes.stream().filter(route -> route.holds(code)).map(Route::name).findFirst();
  }

  /**
   * One rule.
   *
   * @param name of where the code goes: {@code "item"}, {@code "wallet"}
   * @param symbologies one of these; empty for any
   * @param shortest fewest characters, from 1
   * @param longest most characters
   * @param digits whether it has digits only
   * @param fromPrefix it does not begin below this, compared as text of equal length; empty for any
   * @param toPrefix it does not begin above this; as long as {@code fromPrefix}
   */
  public record Route(
      String name,
      List<Symbology> symbologies,
      int shortest,
      int longest,
      boolean digits,
      String fromPrefix,
      String toPrefix) {
    public Route {
      Objects.requireNonNull(name, "name");
      symbologies = List.copyOf(symbologies);
      if (shortest < 1 || longest < shortest) {
        throw new IllegalArgumentException("lengths begin with 1 and rise");
      }
      if (fromPrefix.length() != toPrefix.length() || fromPrefix.compareTo(toPrefix) > 0) {
        throw new IllegalArgumentException("prefixes are of one length and rise");
      }
    }

    /**
     * Digits of a length with a prefix in a range: {@code digits("wallet", 16, 24, "25", "30")}.
     */
    public static Route digits(String name, int shortest, int longest, String from, String to) {
      return new Route(name, List.of(), shortest, longest, true, from, to);
    }

    /** Codes of these kinds, whatever stands in them. */
    public static Route kinds(String name, Symbology... kinds) {
      return new Route(name, List.of(kinds), 1, Integer.MAX_VALUE, false, "", "");
    }

    boolean holds(Barcode code) {
      String text = code.text();
      if (!symbologies.isEmpty() && !symbologies.contains(code.symbology())
          || text.length() < shortest
          || text.length() > longest
          || digits && !CheckDigits.areDigits(text)) {
        return false;
      }
      if (text.length() < fromPrefix.length()) {
        return false;
      }
      String prefix = text.substring(0, fromPrefix.length());
      return prefix.compareTo(fromPrefix) >= 0 && prefix.compareTo(toPrefix) <= 0;
    }
  }
}
