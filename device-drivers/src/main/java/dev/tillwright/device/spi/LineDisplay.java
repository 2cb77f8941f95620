package dev.tillwright.device.spi;

import java.time.Duration;
import java.util.List;

/**
 * Shows lines to the customer. Rows and columns count from 1, as the devices' own commands do; a
 * character of double width takes two columns.
 */
public interface LineDisplay extends Device {

  @Override
  LineDisplayCapabilities capabilities();

  /**
   * Shows these lines and nothing else; what is too long is cut.
   *
   * @param lines at most as many as there are rows
   * @throws IllegalArgumentException for more lines
   * @throws DeviceException when it is not shown, or not surely
   */
  Shown show(List<String> lines, Duration limit);

  /**
   * Writes over what stands from this place on.
   *
   * @throws IllegalArgumentException for a place outside
   * @throws DeviceException when it is not shown, or not surely
   */
  Shown write(int row, int column, String text, Duration limit);

  /** Empties it and puts the cursor at its beginning. */
  void clear(Duration limit);

  /**
   * Puts the cursor somewhere and shows it or not.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} when it is to be shown and cannot
   */
  void cursor(int row, int column, boolean visible, Duration limit);

  /**
   * Sets the brightness.
   *
   * @param percent 0 to 100; the nearest step is taken
   * @throws DeviceException {@link Fault#UNSUPPORTED} when it has one brightness only
   */
  void brightness(int percent, Duration limit);

  /**
   * What is shown once nothing was shown for so long; no lines for nothing. It is gone with the
   * next {@link #show}.
   */
  void idleMessage(List<String> lines, Duration after);

  /**
   * What was shown of what was asked.
   *
   * @param substituted characters the display lacks, shown as {@code ?}
   * @param cut columns that did not fit
   */
  record Shown(int substituted, int cut) {
    /** All of it. */
    public static final Shown WHOLE = new Shown(0, 0);
  }
}
