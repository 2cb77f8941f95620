package dev.tillwright.examples.report;

import java.util.List;

/** A table in words beside a chart: the first column names the row, the others are figures. */
final class HtmlTable {
  private final StringBuilder html = new StringBuilder();

  /**
   * @param caption what the table shows, for those who hear it
   */
  HtmlTable(String caption, List<String> columns) {
    html.append("<table><caption>").append(Shown.escaped(caption)).append("</caption><thead><tr>");
    for (String column : columns) {
      html.append("<th scope=\"col\">").append(Shown.escaped(column)).append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
  }

  void row(String name, String... figures) {
    rowHtml(Shown.escaped(name), figures);
  }

  /** As {@link #row}, with a name that is HTML already. */
  void rowHtml(String name, String... figures) {
    html.append("<tr><th scope=\"row\">").append(name).append("</th>");
    for (String figure : figures) {
      html.append("<td>").append(Shown.escaped(figure)).append("</td>");
    }
    html.append("</tr>\n");
  }

  String end() {
    return html.append("</tbody></table>").toString();
  }
}
