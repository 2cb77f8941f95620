package dev.tillwright.core.receipt;

import java.util.ArrayList;
import java.util.List;

/** Fills lines with words, as many as fit. For one text. */
final class LineBreaker {
  private final int columns;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int width;
  private int indent;
  private boolean empty = true;

  LineBreaker(int columns) {
    this.columns = columns;
  }

  List<String> lines(String text) {
    List<Cluster> clusters = Cluster.of(text);
    int start = 0;
    while (start < clusters.size() && clusters.get(start).isSpace()) {
      start++;
    }
    if (start < clusters.size()) {
      indent = Math.min(start, columns / 4);
      beginLine();
      words(clusters.subList(start, clusters.size()));
    }
    endLine();
    return lines;
  }

  private void words(List<Cluster> clusters) {
    int spaces = 0;
    for (int at = 0; at < clusters.size(); ) {
      if (clusters.get(at).isSpace()) {
        spaces++;
        at++;
        continue;
      }
      int end = at + 1;
      while (end < clusters.size() && !mayBreak(clusters.get(end - 1), clusters.get(end))) {
        end++;
      }
      word(clusters.subList(at, end), spaces);
      spaces = 0;
      at = end;
    }
  }

  private static boolean mayBreak(Cluster before, Cluster after) {
    if (after.isSpace()) {
      return true;
    }
    boolean ideographs = before.isIdeograph() || after.isIdeograph();
    return ideographs && !before.opens() && !after.closes();
  }

  private void word(List<Cluster> word, int spaces) {
    int wide = word.stream().mapToInt(Cluster::width).sum();
    int gap = empty ? 0 : spaces;
    if (width + gap + wide > columns && !empty) {
      endLine();
      beginLine();
      gap = 0;
    }
    line.append(" ".repeat(gap));
    width += gap;
    for (Cluster cluster : word) {
      if (width + cluster.width() > columns) {
        endLine();
        beginLine();
      }
      line.append(cluster.text());
      width += cluster.width();
      empty = false;
    }
  }

  private void beginLine() {
    line.append(" ".repeat(indent));
    width = indent;
    empty = true;
  }

  private void endLine() {
    lines.add(line.toString().stripTrailing());
    line.setLength(0);
    width = 0;
  }
}
