package dev.tillwright.examples.day;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Writes all that is logged, at every level and with nothing masked, to the file of the property
 * {@code log.file}. Chosen by the property {@code slf4j.provider}, so that it is nobody's default.
 */
public final class FileLog implements SLF4JServiceProvider {
  private static PrintWriter out = new PrintWriter(System.err, true);

  @Override
  public void initialize() {
    try {
      out =
          new PrintWriter(
              Files.newBufferedWriter(
                  Path.of(System.getProperty("log.file")), StandardCharsets.UTF_8),
              true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return Everything::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return new BasicMarkerFactory();
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return new NOPMDCAdapter();
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  private static final class Everything extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    Everything(String name) {
      this.name = name;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
      synchronized (out) {
        out.println(
            level + " " + name + " " + MessageFormatter.basicArrayFormat(message, arguments));
        if (thrown != null) {
          thrown.printStackTrace(out);
        }
      }
    }

    @Override
    protected String getFullyQualifiedCallerName() {
      return AbstractLogger.class.getName();
    }

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
