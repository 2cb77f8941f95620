package dev.tillwright.core.receipt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What a person drew on a pad, as strokes: sharp at every size, and small.
 *
 * <p><b>Guarantees.</b> The same strokes are the same bytes. Prints none of them: a signature is
 * somebody's.
 *
 * @param width of the pad in its own units, 1 to {@value #MAX_SIDE}
 * @param height of the pad, 1 to {@value #MAX_SIDE}
 * @param strokes in the order they were drawn, 1 to {@value #MAX_STROKES}
 */
public record Signature(int width, int height, List<Stroke> strokes) {
  /** The longest side of a pad. */
  public static final int MAX_SIDE = 32_767;

  /** At most so many strokes. */
  public static final int MAX_STROKES = 200;

  /** At most so many points in all. */
  public static final int MAX_POINTS = 4_000;

  private static final String DOMAIN = "tillwright signature 1\n";
  private static final String HEAD = "ink/1";
  private static final int MAX_BYTES = 1 << 16;

  public Signature {
    strokes = List.copyOf(strokes);
    if (width < 1 || width > MAX_SIDE || height < 1 || height > MAX_SIDE) {
      throw new IllegalArgumentException("a pad has sides of 1 to " + MAX_SIDE);
    }
    if (strokes.isEmpty() || strokes.size() > MAX_STROKES) {
      throw new IllegalArgumentException("a signature has 1 to " + MAX_STROKES + " strokes");
    }
    int points = strokes.stream().mapToInt(stroke -> stroke.points().size()).sum();
    if (points > MAX_POINTS) {
      throw new IllegalArgumentException("a signature has at most " + MAX_POINTS + " points");
    }
    for (Stroke stroke : strokes) {
      for (Point point : stroke.points()) {
        if (point.x() >= width || point.y() >= height) {
          throw new IllegalArgumentException("a point lies on the pad");
        }
      }
    }
  }

  /**
   * One line, drawn without lifting the pen.
   *
   * @param points at least one
   */
  public record Stroke(List<Point> points) {
    public Stroke {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException("a stroke has a point");
      }
    }

    @Override
    public String toString() {
      return "Stroke[" + points.size() + " points]";
    }
  }

  /**
   * Where the pen was.
   *
   * @param x from the left, 0 or more
   * @param y from the top, 0 or more
   * @param millis since the pen first touched the pad, 0 to ten minutes
   */
  public record Point(int x, int y, int millis) {
    public Point {
      if (x < 0 || y < 0 || millis < 0 || millis > 600_000) {
        throw new IllegalArgumentException("a point lies on the pad, within ten minutes");
      }
    }
  }

  /**
   * The signature as ASCII: a line {@code ink/1 WIDTH HEIGHT}, then a line a stroke, each point as
   * {@code x,y,millis}, with single spaces between.
   */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder(HEAD).append(' ').append(width).append(' ');
    text.append(height).append('\n');
    for (Stroke stroke : strokes) {
      String space = "";
      for (Point point : stroke.points()) {
        text.append(space).append(point.x()).append(',').append(point.y()).append(',');
        text.append(point.millis());
        space = " ";
      }
      text.append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * What binds a signature to a sale: the SHA-256, in hexadecimal, of {@code tillwright signature
   * 1}, a line feed, the hash of the sale's entry in hexadecimal, a line feed, and the signature's
   * {@link #bytes}.
   */
  public static String bound(String entryHash, byte[] signature) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((DOMAIN + entryHash + "\n").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(signature));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws IllegalArgumentException when it is anything else; says nothing of what it holds
   */
  public static Signature parse(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("a signature has at most " + MAX_BYTES + " bytes");
    }
    String[] lines = new String(bytes, StandardCharsets.US_ASCII).split("\n", MAX_STROKES + 2);
    String[] head = lines[0].split(" ", -1);
    if (head.length != 3 || !head[0].equals(HEAD)) {
      throw new IllegalArgumentException("not a signature of a known form");
    }
    List<Stroke> strokes = new ArrayList<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      strokes.add(stroke(lines[i]));
    }
    return new Signature(number(head[1]), number(head[2]), strokes);
  }

  private static Stroke stroke(String line) {
    List<Point> points = new ArrayList<>();
    for (String point : line.split(" ", MAX_POINTS + 1)) {
      String[] parts = point.split(",", -1);
      if (parts.length != 3) {
        throw new IllegalArgumentException("a point has three numbers");
      }
      points.add(new Point(number(parts[0]), number(parts[1]), number(parts[2])));
    }
    return new Stroke(points);
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException("a number has 1 to 6 digits");
    }
    return Integer.parseInt(text);
  }

  @Override
  public String toString() {
    return "Signature[" + strokes.size() + " strokes]";
  }
}
