package dev.tillwright.device.javapos;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.LineDisplay;
import dev.tillwright.device.spi.LineDisplayCapabilities;
import dev.tillwright.device.spi.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A JavaPOS line display. Texts are ASCII here: which other characters a service shows, JavaPOS has
 * a setting for that differs from one to the next; what is not ASCII is shown as {@code ?}.
 */
public final class JavaPosDisplay extends JavaPosDriver implements LineDisplay {
  private static final int NORMAL = 0; // DISP_DT_NORMAL

  private final int rows;
  private final int columns;

  private JavaPosDisplay(
      String id, Supplier<?> controls, String logicalName, int rows, int columns, Clock clock) {
    super(id, DeviceKind.CUSTOMER_DISPLAY, clock, controls, logicalName);
    if (rows < 1 || rows > 40 || columns < 1 || columns > 80) {
      throw new IllegalArgumentException("a display has 1 to 40 rows and 1 to 80 columns");
    }
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * A display; opened at first use.
   *
   * @param controls makes a new {@code jpos.LineDisplay} each time
   * @param logicalName of the device in the JavaPOS configuration
   * @param rows 1 to 40
   * @param columns 1 to 80
   */
  public static JavaPosDisplay of(
      String id, Supplier<?> controls, String logicalName, int rows, int columns, Clock clock) {
    return new JavaPosDisplay(id, controls, logicalName, rows, columns, clock);
  }

  @Override
  public LineDisplayCapabilities capabilities() {
    return new LineDisplayCapabilities(rows, columns, "US-ASCII", false, 1);
  }

  @Override
  public Shown show(List<String> lines, Duration limit) {
    if (lines.size() > rows) {
      throw new IllegalArgumentException("the display has " + rows + " rows");
    }
    List<Line> cells = lines.stream().map(line -> Line.of(line, columns)).toList();
    written(
        limit,
        deadline -> {
          command(deadline, "clearText");
          for (int row = 0; row < cells.size(); row++) {
            at(row, 0, cells.get(row), deadline);
          }
        });
    return new Shown(
        cells.stream().mapToInt(Line::substituted).sum(), cells.stream().mapToInt(Line::cut).sum());
  }

  @Override
  public Shown write(int row, int column, String text, Duration limit) {
    place(row, column);
    Line cells = Line.of(text, columns - column + 1);
    written(limit, deadline -> at(row - 1, column - 1, cells, deadline));
    return new Shown(cells.substituted(), cells.cut());
  }

  private void place(int row, int column) {
    if (row < 1 || row > rows || column < 1 || column > columns) {
      throw new IllegalArgumentException("the display has no such place");
    }
  }

  /** JavaPOS counts from nought, and has an error for no text at all. */
  private void at(int row, int column, Line cells, Deadline deadline) {
    if (!cells.text().isEmpty()) {
      command(deadline, "displayTextAt", row, column, cells.text(), NORMAL);
    }
  }

  @Override
  public void clear(Duration limit) {
    written(limit, deadline -> command(deadline, "clearText"));
  }

  @Override
  public void cursor(int row, int column, boolean visible, Duration limit) {
    place(row, column);
    if (visible) {
      throw unsupported("cursor");
    }
    connected(Phase.WRITE, limit, deadline -> true);
  }

  @Override
  public void brightness(int percent, Duration limit) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("brightness is 0 to 100 percent");
    }
    throw unsupported("brightness");
  }

  @Override
  public void idleMessage(List<String> lines, Duration after) {
    throw unsupported("idle message");
  }

  private DeviceException unsupported(String what) {
    return DeviceException.of(
        Fault.UNSUPPORTED, Phase.PREPARE, "display " + id() + " has no " + what + " from here");
  }

  private interface Writing {
    void by(Deadline deadline);
  }

  private void written(Duration limit, Writing work) {
    connected(
        Phase.WRITE,
        limit,
        deadline -> {
          work.by(deadline);
          loop().count("writes", 1);
          return true;
        });
  }

  private void command(Deadline deadline, String method, Object... arguments) {
    control().call(Phase.WRITE, deadline, method, arguments);
  }

  /** A text as it is shown. */
  private record Line(String text, int substituted, int cut) {
    static Line of(String text, int room) {
      StringBuilder shown = new StringBuilder();
      int substituted = 0;
      int all = text.codePointCount(0, text.length());
      for (int i = 0; i < text.length() && shown.length() < room; ) {
        int codePoint = text.codePointAt(i);
        boolean ascii = codePoint >= 0x20 && codePoint < 0x7F;
        shown.append(ascii ? (char) codePoint : '?');
        substituted += ascii ? 0 : 1;
        i += Character.charCount(codePoint);
      }
      return new Line(shown.toString(), substituted, all - shown.length());
    }
  }
}
