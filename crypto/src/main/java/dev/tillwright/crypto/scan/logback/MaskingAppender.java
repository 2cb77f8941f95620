package dev.tillwright.crypto.scan.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import dev.tillwright.crypto.scan.PanMasker;
import dev.tillwright.crypto.scan.PanScanner;
import java.util.Iterator;

/**
 * Stands before other appenders and hands them every event with its card numbers starred: in the
 * message, its arguments, the texts of the throwable with its causes, the MDC and the key-value
 * pairs.
 *
 * <pre>{@code
 * <appender name="MASKED" class="dev.tillwright.crypto.scan.logback.MaskingAppender">
 *   <appender-ref ref="FILE"/>
 * </appender>
 * <root level="DEBUG"><appender-ref ref="MASKED"/></root>
 * }</pre>
 *
 * <p><b>Not promised.</b> It is the last line: what {@link PanScanner} does not find passes, and so
 * does what reaches {@code FILE} by another way. Any number of threads.
 */
@SuppressWarnings("exports") // who configures it has Logback
public final class MaskingAppender extends UnsynchronizedAppenderBase<ILoggingEvent>
    implements AppenderAttachable<ILoggingEvent> {
  private final AppenderAttachableImpl<ILoggingEvent> behind = new AppenderAttachableImpl<>();
  private volatile PanMasker masker = new PanMasker(PanScanner.standard());

  /** Made by Logback. */
  public MaskingAppender() {}

  /**
   * The element {@code shortestNumber} of the configuration, 13 to 16: see {@link PanScanner#from}.
   */
  public void setShortestNumber(int digits) {
    masker = new PanMasker(PanScanner.from(digits));
  }

  @Override
  protected void append(ILoggingEvent event) {
    behind.appendLoopOnAppenders(new MaskedEvent(event, masker));
  }

  @Override
  public void stop() {
    super.stop();
    behind.detachAndStopAllAppenders();
  }

  @Override
  public void addAppender(Appender<ILoggingEvent> appender) {
    behind.addAppender(appender);
  }

  @Override
  public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
    return behind.iteratorForAppenders();
  }

  @Override
  public Appender<ILoggingEvent> getAppender(String name) {
    return behind.getAppender(name);
  }

  @Override
  public boolean isAttached(Appender<ILoggingEvent> appender) {
    return behind.isAttached(appender);
  }

  @Override
  public void detachAndStopAllAppenders() {
    behind.detachAndStopAllAppenders();
  }

  @Override
  public boolean detachAppender(Appender<ILoggingEvent> appender) {
    return behind.detachAppender(appender);
  }

  @Override
  public boolean detachAppender(String name) {
    return behind.detachAppender(name);
  }
}
