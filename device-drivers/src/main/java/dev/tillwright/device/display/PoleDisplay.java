package dev.tillwright.device.display;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.LineDisplay;
import dev.tillwright.device.spi.LineDisplayCapabilities;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A customer display on a serial line or behind TCP. Such displays answer nothing: that the bytes
 * were taken is all that can be known.
 *
 * <p><b>Guarantees.</b> Each call sends one run of bytes that does not rest on what stands there; a
 * text is never a command. After a reconnect the display is brought to its beginning first.
 *
 * <p>Defaults: CD5220, 2 rows of 20, ASCII, the system's clock, daemon threads.
 */
public final class PoleDisplay extends Driver implements LineDisplay {
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(2);

  private final Transport transport;
  private final DisplayDialect dialect;
  private final int rows;
  private final int columns;
  private final Charset charset;
  private final @Nullable ScheduledExecutorService timer;
  private List<String> idleLines = List.of();
  private Duration idleAfter = Duration.ZERO;
  private @Nullable ScheduledFuture<?> idle;
  private volatile @Nullable Connection current;

  private PoleDisplay(Builder b) {
    super(b.id, DeviceKind.CUSTOMER_DISPLAY, b.clock, b.threads);
    transport = b.transport;
    dialect = b.dialect;
    rows = b.rows;
    columns = b.columns;
    charset = b.charset;
    timer = b.timer;
  }

  /** A display behind a transport; opened at first use. */
  public static Builder builder(String id, Transport transport) {
    return new Builder(id, transport);
  }

  @Override
  public LineDisplayCapabilities capabilities() {
    return new LineDisplayCapabilities(
        rows, columns, charset.name(), true, DisplayDialect.BRIGHTNESS_STEPS);
  }

  @Override
  public Shown show(List<String> lines, Duration limit) {
    Shown shown = put(lines, limit);
    countIdle();
    return shown;
  }

  private Shown put(List<String> lines, Duration limit) {
    if (lines.size() > rows) {
      throw new IllegalArgumentException("the display has " + rows + " rows");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(dialect.clear());
    int substituted = 0;
    int cut = 0;
    for (int row = 1; row <= lines.size(); row++) {
      Cells cells = Cells.of(lines.get(row - 1), columns, charset);
      bytes.writeBytes(dialect.move(row, 1));
      bytes.writeBytes(cells.bytes());
      substituted += cells.substituted();
      cut += cells.cut();
    }
    send(bytes.toByteArray(), limit);
    return new Shown(substituted, cut);
  }

  @Override
  public Shown write(int row, int column, String text, Duration limit) {
    place(row, column);
    Cells cells = Cells.of(text, columns - column + 1, charset);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(dialect.move(row, column));
    bytes.writeBytes(cells.bytes());
    send(bytes.toByteArray(), limit);
    countIdle();
    return new Shown(cells.substituted(), cells.cut());
  }

  private void place(int row, int column) {
    if (row < 1 || row > rows || column < 1 || column > columns) {
      throw new IllegalArgumentException("the display has no such place");
    }
  }

  @Override
  public void clear(Duration limit) {
    send(dialect.clear(), limit);
    countIdle();
  }

  @Override
  public void cursor(int row, int column, boolean visible, Duration limit) {
    place(row, column);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(dialect.cursor(visible));
    bytes.writeBytes(dialect.move(row, column));
    send(bytes.toByteArray(), limit);
  }

  @Override
  public void brightness(int percent, Duration limit) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("brightness is 0 to 100 percent");
    }
    int step = 1 + Math.round(percent * (DisplayDialect.BRIGHTNESS_STEPS - 1) / 100f);
    send(dialect.brightness(step), limit);
  }

  @Override
  public synchronized void idleMessage(List<String> lines, Duration after) {
    if (timer == null) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.PREPARE, "display " + id() + " was given no timer");
    }
    if (lines.size() > rows || after.isNegative()) {
      throw new IllegalArgumentException("more lines than rows, or a time that is past");
    }
    idleLines = List.copyOf(lines);
    idleAfter = after;
    countIdle();
  }

  /** Begins to count anew how long nothing was shown. */
  private synchronized void countIdle() {
    if (idle != null) {
      idle.cancel(false);
      idle = null;
    }
    if (timer != null && !idleLines.isEmpty()) {
      try {
        idle = timer.schedule(this::showIdle, idleAfter.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        // The timer was ended, which is no fault of what was shown.
        loop().count("idle.failed", 1);
      }
    }
  }

  private void showIdle() {
    List<String> lines;
    synchronized (this) {
      lines = idleLines;
    }
    try {
      put(lines, IDLE_LIMIT);
    } catch (DeviceException e) {
      loop().count("idle.failed", 1);
    }
  }

  private void send(byte[] bytes, Duration limit) {
    connected(
        Phase.WRITE,
        limit,
        deadline -> {
          Connection connection = Objects.requireNonNull(current, "connected");
          write(connection, bytes, deadline);
          loop().count("writes", 1);
          return true;
        });
  }

  @Override
  protected void connect(Deadline deadline) {
    Connection kept = current;
    if (kept != null && kept.discardInput()) {
      return;
    }
    disconnect();
    Connection fresh = transport.connect(deadline);
    current = fresh;
    write(fresh, dialect.begin(), deadline);
  }

  /** What took half of a command would take the next one for its end: it is begun anew. */
  private void write(Connection connection, byte[] bytes, Deadline deadline) {
    try {
      connection.write(ByteBuffer.wrap(bytes), deadline);
    } catch (DeviceException e) {
      disconnect();
      throw e;
    }
  }

  @Override
  protected void disconnect() {
    Connection connection = current;
    current = null;
    if (connection != null) {
      connection.abort();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      idleLines = List.of();
      if (idle != null) {
        idle.cancel(false);
      }
    }
    super.close();
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String id;
    private final Transport transport;
    private DisplayDialect dialect = DisplayDialect.CD5220;
    private int rows = 2;
    private int columns = 20;
    private Charset charset = StandardCharsets.US_ASCII;
    private @Nullable ScheduledExecutorService timer;
    private Clock clock = Clock.systemUTC();
    private @Nullable ThreadFactory threads;

    private Builder(String id, Transport transport) {
      this.id = Objects.requireNonNull(id, "id");
      this.transport = Objects.requireNonNull(transport, "transport");
    }

    public Builder dialect(DisplayDialect set) {
      dialect = Objects.requireNonNull(set, "set");
      return this;
    }

    /** Rows and columns, from 1 to 40 each. */
    public Builder size(int rows, int columns) {
      if (rows < 1 || rows > 40 || columns < 1 || columns > 40) {
        throw new IllegalArgumentException("a display has 1 to 40 rows and columns");
      }
      this.rows = rows;
      this.columns = columns;
      return this;
    }

    /** What the display is set to: one byte a column, two for a wide character. */
    public Builder charset(Charset set) {
      charset = Objects.requireNonNull(set, "set");
      return this;
    }

    /** Where the idle message waits; stays the caller's. Without one there are none. */
    public Builder timer(ScheduledExecutorService set) {
      timer = Objects.requireNonNull(set, "set");
      return this;
    }

    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** Makes the device's two threads; they should be daemons. */
    public Builder threads(ThreadFactory factory) {
      threads = factory;
      return this;
    }

    public PoleDisplay build() {
      return new PoleDisplay(this);
    }
  }
}
