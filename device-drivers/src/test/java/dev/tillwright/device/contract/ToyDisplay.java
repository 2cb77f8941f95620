package dev.tillwright.device.contract;

import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.LineDisplay;
import dev.tillwright.device.spi.LineDisplayCapabilities;
import dev.tillwright.device.spi.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A display of two rows. */
final class ToyDisplay extends Toy implements LineDisplay {
  private static final int ROWS = 2;
  private static final int COLUMNS = 20;

  private final Bench bench;

  private ToyDisplay(Bench bench) {
    super(DeviceKind.CUSTOMER_DISPLAY, bench.cable, bench.defect);
    this.bench = bench;
  }

  @Override
  public LineDisplayCapabilities capabilities() {
    return new LineDisplayCapabilities(ROWS, COLUMNS, "US-ASCII", false, 1);
  }

  @Override
  public Shown show(List<String> lines, Duration limit) {
    if (lines.size() > ROWS) {
      throw new IllegalArgumentException("a toy has two rows");
    }
    return ask(
        limit,
        () -> {
          int cut = 0;
          for (int row = 0; row < ROWS; row++) {
            String line = row < lines.size() ? lines.get(row) : "";
            cut += Math.max(0, line.length() - COLUMNS);
            if (row < lines.size() || !broken(Defect.LEAVES_OLD_LINES)) {
              bench.rows.set(row, line.substring(0, Math.min(COLUMNS, line.length())));
            }
          }
          return new Shown(0, broken(Defect.CUTS_SILENTLY) ? 0 : cut);
        });
  }

  @Override
  public Shown write(int row, int column, String text, Duration limit) {
    if (row < 1 || row > ROWS || column < 1 || column > COLUMNS) {
      throw new IllegalArgumentException("outside of a toy");
    }
    return ask(
        limit,
        () -> {
          StringBuilder line = new StringBuilder(bench.rows.get(row - 1));
          line.replace(column - 1, Math.min(line.length(), column - 1 + text.length()), text);
          bench.rows.set(row - 1, line.toString());
          return Shown.WHOLE;
        });
  }

  @Override
  public void clear(Duration limit) {
    show(List.of(), limit);
  }

  @Override
  public void cursor(int row, int column, boolean visible, Duration limit) {
    throw DeviceException.of(Fault.UNSUPPORTED, Phase.PREPARE, "a toy has no cursor");
  }

  @Override
  public void brightness(int percent, Duration limit) {
    throw DeviceException.of(Fault.UNSUPPORTED, Phase.PREPARE, "a toy has one brightness");
  }

  @Override
  public void idleMessage(List<String> lines, Duration after) {
    bench.idle = List.copyOf(lines);
  }

  /** Its bench. */
  static class Bench extends Toy.Bench<LineDisplay> implements DisplayBench {
    private final List<String> rows = new ArrayList<>(List.of("", ""));
    private List<String> idle = List.of();

    Bench(Defect defect) {
      super(defect);
    }

    @Override
    public LineDisplay device() {
      return new ToyDisplay(this);
    }

    @Override
    public Optional<List<String>> seen() {
      return Optional.of(idle.isEmpty() ? List.copyOf(rows) : idle);
    }
  }
}
