package dev.tillwright.examples.award;

import dev.tillwright.loyalty.insight.Comparison;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** The comparison as a picture: points by segment under both programs, and who gains and loses. */
final class SimulationChart {
  private static final int WIDTH = 960;
  private static final int ROW = 64;
  private static final int TOP = 96;
  private static final int LEFT = 180;
  private static final int BARS = 480;
  private static final int MOST_SEGMENTS = 12;
  private static final Color PAPER = new Color(0xfffdf9);
  private static final Color INK = new Color(0x1c2a2e);
  private static final Color SOFT = new Color(0x5b686b);
  private static final Color TODAY = new Color(0xb9cfcb);
  private static final Color DRAFT = new Color(0x0e6a63);

  private final Comparison comparison;
  private final List<Comparison.Segment> rows = new ArrayList<>();

  SimulationChart(Comparison comparison) {
    this.comparison = comparison;
    rows.add(comparison.everybody());
    comparison.segments().stream()
        .filter(segment -> comparison.segments().size() > 1 || !segment.name().isEmpty())
        .limit(MOST_SEGMENTS)
        .forEach(rows::add);
  }

  void write(Path file) throws IOException {
    int height = TOP + rows.size() * ROW + 24;
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    try {
      pen.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      pen.setColor(PAPER);
      pen.fillRect(0, 0, WIDTH, height);
      head(pen);
      long most =
          rows.stream().mapToLong(row -> Math.max(row.today(), row.draft())).max().orElse(0);
      for (int i = 0; i < rows.size(); i++) {
        row(pen, rows.get(i), i, Math.max(1, most));
      }
    } finally {
      pen.dispose();
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private void head(Graphics2D pen) {
    text(pen, INK, Font.BOLD, 20, 24, 34, "Points left with members, by segment");
    String counted =
        String.format(
            Locale.ROOT,
            "%,d sales, %,d members; returns taken off",
            comparison.sales(),
            comparison.members().size());
    text(pen, SOFT, Font.PLAIN, 13, 24, 56, counted);
    legend(pen, TODAY, LEFT, "today: " + comparison.today().program());
    legend(pen, DRAFT, LEFT + 260, "draft: " + comparison.draft().program());
  }

  private static void legend(Graphics2D pen, Color colour, int x, String said) {
    pen.setColor(colour);
    pen.fillRect(x, 72, 12, 12);
    text(pen, SOFT, Font.PLAIN, 13, x + 18, 83, said);
  }

  private void row(Graphics2D pen, Comparison.Segment row, int place, long most) {
    int y = TOP + place * ROW;
    String name = place == 0 ? "everybody" : row.name().isEmpty() ? "no segment" : row.name();
    text(pen, INK, place == 0 ? Font.BOLD : Font.PLAIN, 14, 24, y + 26, shortened(name));
    bar(pen, TODAY, y + 4, row.today(), most);
    bar(pen, DRAFT, y + 26, row.draft(), most);
    String moved = String.format(Locale.ROOT, "%,d gain, %,d lose", row.winners(), row.losers());
    text(pen, SOFT, Font.PLAIN, 12, 24, y + 44, moved);
  }

  private static String shortened(String name) {
    return name.length() > 20 ? name.substring(0, 19) + "…" : name;
  }

  private static void bar(Graphics2D pen, Color colour, int y, long points, long most) {
    int length = (int) Math.max(0, points * BARS / most);
    pen.setColor(colour);
    pen.fillRect(LEFT, y, length, 18);
    String said = String.format(Locale.ROOT, "%,d", points);
    text(pen, INK, Font.PLAIN, 13, LEFT + length + 8, y + 14, said);
  }

  private static void text(
      Graphics2D pen, Color colour, int style, int size, int x, int y, String said) {
    pen.setColor(colour);
    pen.setFont(new Font(Font.SANS_SERIF, style, size));
    pen.drawString(said, x, y);
  }
}
