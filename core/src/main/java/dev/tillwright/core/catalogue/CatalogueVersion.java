package dev.tillwright.core.catalogue;

import java.util.Comparator;

/**
 * When a change was made, among all who change the catalogue: whoever makes one takes a number
 * higher than any it knows. The newer of two changes of one thing holds, wherever and in whatever
 * order they arrive; of equal numbers that of the terminal whose name comes last.
 *
 * @param number from 1 to {@value #MAX}
 * @param origin the terminal where the change was made
 */
public record CatalogueVersion(long number, String origin) implements Comparable<CatalogueVersion> {
  /** The highest number there is; more than one a microsecond for thirty years. */
  public static final long MAX = 1_000_000_000_000_000L;

  private static final Comparator<CatalogueVersion> ORDER =
      Comparator.comparingLong(CatalogueVersion::number).thenComparing(CatalogueVersion::origin);

  public CatalogueVersion {
    if (number < 1 || number > MAX) {
      throw new IllegalArgumentException("a catalogue's version is 1 to " + MAX);
    }
    if (!origin.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}")) {
      throw new IllegalArgumentException("not a name of a terminal");
    }
  }

  @Override
  public int compareTo(CatalogueVersion other) {
    return ORDER.compare(this, other);
  }

  /** {@code "17@central"}. */
  @Override
  public String toString() {
    return number + "@" + origin;
  }
}
