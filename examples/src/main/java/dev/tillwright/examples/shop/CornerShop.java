package dev.tillwright.examples.shop;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A corner shop that never was: its members, and a month at its till written in the columns of UCI
 * Online Retail. People, products and sales are all made up.
 *
 * <p><b>Guarantee.</b> A seed gives the same bytes on every machine: the numbers come from {@link
 * Random}, whose algorithm the JDK's specification pins.
 */
public final class CornerShop {
  /** The seed of the month that is played when none is asked for. */
  public static final long DEFAULT_SEED = 20250301;

  /** The month's first day. */
  public static final LocalDate FIRST_DAY = LocalDate.of(2025, 3, 1);

  /** The month's last day, the one after the clocks went forward. */
  public static final LocalDate LAST_DAY = LocalDate.of(2025, 3, 31);

  private static final int FIRST_MEMBER = 10_001;
  private static final List<String> GIVEN =
      List.of(
          "Ada", "Ben", "Chiara", "Daniel", "Esi", "Farah", "George", "Hana", "Idris", "Jun",
          "Kofi", "Lena", "Mei", "Nadia", "Owen", "Priya", "Rosa", "Sam", "Tomasz", "Yan");
  private static final List<String> FAMILY =
      List.of(
          "Adeyemi", "Ashdown", "Bao", "Carver", "Chen", "Doyle", "Fenwick", "Gill", "Hollis",
          "Iqbal", "Kaur", "Lin", "Marsh", "Novak", "Okoro", "Pryce", "Rossi", "Tanner", "Wren",
          "Zhou");

  private CornerShop() {}

  /**
   * Somebody with a card of the shop.
   *
   * @param id the CustomerID of the file
   * @param name made up
   */
  public record Member(String id, String name) {}

  /** All 400, in the order of their ids, 10001 to 10400. */
  public static List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (String family : FAMILY) {
      for (String given : GIVEN) {
        members.add(
            new Member(Integer.toString(FIRST_MEMBER + members.size()), given + " " + family));
      }
    }
    return List.copyOf(members);
  }

  /**
   * Writes the month. It is the same month in both shops, but for names, prices and the country.
   *
   * @param file made anew
   * @param seed which month; {@link #DEFAULT_SEED} for the usual one
   */
  public static void write(Path file, House house, long seed) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      new CornerMonth(house, new Random(seed), Catalogue.corner(house), members()).write(out);
    }
  }
}
