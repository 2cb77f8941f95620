package dev.tillwright.device.virtual;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/**
 * The blank sheet a receipt is drawn on: slightly warm white, torn at both ends, lying on a light
 * table. Measured in dots, painted in pixels.
 */
final class PaperSheet {
  /** Paper of 80 mm has 640 dots, of which 576 are printed. */
  static final int MARGIN = 32;

  static final int TABLE = 22;
  static final int HEAD = 34;
  static final int FOOT = 40;
  private static final int TOOTH = 10;
  private static final Color TABLE_COLOR = new Color(0xEC, 0xEA, 0xE6);
  private static final Color PAPER = new Color(0xFE, 0xFC, 0xF7);
  private static final Color CURL = new Color(0xF3, 0xF0, 0xE9);

  private final int width;
  private final int height;
  private final int scale;
  private final BufferedImage image;

  PaperSheet(int dots, int printed, int scale) {
    this.width = dots + 2 * MARGIN;
    this.height = printed + HEAD + FOOT;
    this.scale = scale;
    this.image =
        new BufferedImage(
            (width + 2 * TABLE) * scale, (height + 2 * TABLE) * scale, BufferedImage.TYPE_INT_RGB);
  }

  BufferedImage image() {
    return image;
  }

  /** Paints the sheet and leaves the origin at the first printable dot. */
  void paint(Graphics2D g) {
    g.setColor(TABLE_COLOR);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.scale(scale, scale);
    g.translate(TABLE, TABLE);
    Shape sheet = outline();
    shadow(g, sheet);
    g.setColor(PAPER);
    g.fill(sheet);
    curl(g, sheet);
    g.translate(MARGIN, HEAD);
  }

  /** A soft shadow: the outline many times over, each copy larger and all of them faint. */
  private static void shadow(Graphics2D g, Shape sheet) {
    g.setColor(new Color(40, 34, 20, 7));
    for (int i = 1; i <= 9; i++) {
      g.fill(AffineTransform.getTranslateInstance(0, i * 0.9).createTransformedShape(sheet));
      g.fill(AffineTransform.getTranslateInstance(i * 0.5, i * 0.6).createTransformedShape(sheet));
      g.fill(AffineTransform.getTranslateInstance(-i * 0.5, i * 0.6).createTransformedShape(sheet));
    }
  }

  /** A little darker along both sides, where the paper bends away. */
  private void curl(Graphics2D g, Shape sheet) {
    Shape clip = g.getClip();
    g.clip(sheet);
    Color clear = new Color(PAPER.getRed(), PAPER.getGreen(), PAPER.getBlue(), 0);
    g.setPaint(new GradientPaint(0, 0, CURL, MARGIN, 0, clear));
    g.fillRect(0, 0, MARGIN, height);
    g.setPaint(new GradientPaint(width - MARGIN, 0, clear, width, 0, CURL));
    g.fillRect(width - MARGIN, 0, MARGIN, height);
    g.setClip(clip);
  }

  private Shape outline() {
    Path2D path = new Path2D.Double();
    int teeth = width / TOOTH;
    double tooth = (double) width / teeth;
    path.moveTo(0, TOOTH * 0.6);
    for (int i = 0; i < teeth; i++) {
      path.lineTo((i + 0.5) * tooth, 0);
      path.lineTo((i + 1) * tooth, TOOTH * 0.6);
    }
    for (int i = teeth; i > 0; i--) {
      path.lineTo(i * tooth, height - TOOTH * 0.6);
      path.lineTo((i - 0.5) * tooth, height);
    }
    path.lineTo(0, height - TOOTH * 0.6);
    path.closePath();
    return path;
  }
}
