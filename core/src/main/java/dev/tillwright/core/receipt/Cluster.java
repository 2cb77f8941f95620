package dev.tillwright.core.receipt;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reader takes for one character, which no line break may part: a base with its marks, an
 * emoji with its joiners, a flag. The rules are a small part of Unicode UAX #29, written out so
 * that every Java version breaks a receipt at the same places.
 */
record Cluster(String text, int width) {
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int EMOJI_STYLE = 0xFE0F;

  static List<Cluster> of(String text) {
    List<Cluster> clusters = new ArrayList<>(text.length());
    for (int at = 0; at < text.length(); ) {
      int end = end(text, at);
      String part = text.substring(at, end);
      clusters.add(new Cluster(part, width(part)));
      at = end;
    }
    return clusters;
  }

  private static int end(String text, int start) {
    int point = text.codePointAt(start);
    int at = start + Character.charCount(point);
    if (isFlagLetter(point) && at < text.length() && isFlagLetter(text.codePointAt(at))) {
      at += 2;
    }
    while (at < text.length()) {
      int next = text.codePointAt(at);
      boolean joined = point == ZERO_WIDTH_JOINER && Widths.of(next) == 2;
      if (!joined && !isSkinTone(next) && Widths.of(next) != 0) {
        break;
      }
      point = next;
      at += Character.charCount(next);
    }
    return at;
  }

  private static int width(String cluster) {
    if (cluster.length() == 1) {
      return Widths.of(cluster.charAt(0));
    }
    int flags = (int) cluster.codePoints().filter(Cluster::isFlagLetter).count();
    boolean emoji = cluster.codePoints().anyMatch(point -> point == EMOJI_STYLE);
    int widest = cluster.codePoints().map(Widths::of).max().orElse(0);
    return flags == 2 || emoji ? 2 : widest;
  }

  private static boolean isFlagLetter(int point) {
    return point >= 0x1F1E6 && point <= 0x1F1FF;
  }

  private static boolean isSkinTone(int point) {
    return point >= 0x1F3FB && point <= 0x1F3FF;
  }

  boolean isSpace() {
    return text.equals(" ");
  }

  /** Whether a line may break beside it, without a space. */
  boolean isIdeograph() {
    int point = text.codePointAt(0);
    return width == 2 && !(point >= 0x1F000 && point <= 0x1FAFF);
  }

  /** A mark that closes may not begin a line. */
  boolean closes() {
    return "、。，．：；？！）］｝」』】》〉〕〗’”…‥ー々,.:;?!)]}%".indexOf(text.codePointAt(0)) >= 0;
  }

  /** A mark that opens may not end a line. */
  boolean opens() {
    return "（［｛「『【《〈〔〖‘“([{￥$£".indexOf(text.codePointAt(0)) >= 0;
  }
}
