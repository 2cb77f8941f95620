package dev.tillwright.loyalty;

import dev.tillwright.loyalty.program.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Programs that tests use. */
public final class Programs {
  private Programs() {}

  public static String text(String resource) {
    try (InputStream in = Programs.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String cornerClubText() {
    return text("/programs/corner-club.json");
  }

  public static Program cornerClub() {
    return Program.parse(cornerClubText());
  }

  /** A program of these rules, with everything else plain. */
  public static Program of(String currency, String rules) {
    return of(currency, "", rules);
  }

  /** As above, with more fields of the program, each followed by a comma. */
  public static Program of(String currency, String more, String rules) {
    return of(currency, more, rules, 1);
  }

  /** As above, of this version. */
  public static Program of(String currency, String more, String rules, int version) {
    String rounding =
        more.contains("\"rounding\"") ? "" : "'rounding':{'mode':'DOWN','level':'BASKET'},";
    String base = more.contains("'base':{") ? "" : "'base':{'amount':'TOTAL'},";
    String zone = more.contains("'zone'") ? "" : "'zone':'Europe/London',";
    rounding = more.contains("'rounding'") ? "" : rounding;
    return Program.parse(
        ("{'schema':1,'program':'test','version':"
                + version
                + ",'currency':'"
                + currency
                + "',"
                + zone
                + base
                + rounding
                + more
                + "'rules':["
                + rules
                + "]}")
            .replace('\'', '"'));
  }
}
