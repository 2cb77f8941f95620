package dev.tillwright.crypto.scan.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import dev.tillwright.crypto.scan.PanMasker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * An event as the appenders behind may see it. Its texts are masked once, when it is made. Logback
 * asks for the MDC by its old name still.
 */
@SuppressWarnings("deprecation")
final class MaskedEvent implements ILoggingEvent {
  private final ILoggingEvent event;
  private final @Nullable String message;
  private final @Nullable String formatted;
  private final @Nullable Object @Nullable [] arguments;
  private final @Nullable IThrowableProxy thrown;
  private final Map<String, String> context;
  private final @Nullable List<KeyValuePair> pairs;

  MaskedEvent(ILoggingEvent event, PanMasker masker) {
    this.event = event;
    this.message = masked(event.getMessage(), masker);
    this.formatted = masked(event.getFormattedMessage(), masker);
    this.arguments = arguments(event.getArgumentArray(), masker);
    this.thrown = MaskedThrowable.of(event.getThrowableProxy(), masker);
    Map<String, String> there = new LinkedHashMap<>();
    event.getMDCPropertyMap().forEach((key, value) -> there.put(key, masked(value, masker)));
    this.context = there;
    this.pairs = pairs(event.getKeyValuePairs(), masker);
  }

  static @Nullable String masked(@Nullable String text, PanMasker masker) {
    return text == null ? null : masker.mask(text);
  }

  private static @Nullable Object @Nullable [] arguments(
      @Nullable Object @Nullable [] arguments, PanMasker masker) {
    if (arguments == null) {
      return null;
    }
    @Nullable Object[] masked = new Object[arguments.length];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = value(arguments[i], masker);
    }
    return masked;
  }

  private static @Nullable List<KeyValuePair> pairs(
      @Nullable List<KeyValuePair> pairs, PanMasker masker) {
    if (pairs == null) {
      return null;
    }
    List<KeyValuePair> masked = new ArrayList<>();
    pairs.forEach(pair -> masked.add(new KeyValuePair(pair.key, value(pair.value, masker))));
    return masked;
  }

  /**
   * The object itself when its text holds no number; its masked text otherwise. An array's text
   * says nothing of what it holds, so it goes no further as it is.
   */
  private static @Nullable Object value(@Nullable Object value, PanMasker masker) {
    if (value == null) {
      return null;
    }
    try {
      if (value.getClass().isArray()) {
        return array(value, masker);
      }
      String text = value.toString();
      String masked = masked(text, masker);
      return text == null || text.equals(masked) ? value : masked;
    } catch (RuntimeException noText) {
      return "[no text]";
    }
  }

  /** Characters and bytes one by one are what nobody finds a number in: they are left out. */
  private static @Nullable String array(Object value, PanMasker masker) {
    return value instanceof char[] || value instanceof byte[]
        ? "[no text]"
        : masked(Arrays.deepToString(new Object[] {value}), masker);
  }

  @Override
  public @Nullable String getMessage() {
    return message;
  }

  @Override
  public @Nullable Object @Nullable [] getArgumentArray() {
    return arguments;
  }

  @Override
  public @Nullable String getFormattedMessage() {
    return formatted;
  }

  @Override
  public @Nullable IThrowableProxy getThrowableProxy() {
    return thrown;
  }

  @Override
  public Map<String, String> getMDCPropertyMap() {
    return context;
  }

  @Override
  public Map<String, String> getMdc() {
    return context;
  }

  @Override
  public @Nullable List<KeyValuePair> getKeyValuePairs() {
    return pairs;
  }

  @Override
  public String getThreadName() {
    return event.getThreadName();
  }

  @Override
  public Level getLevel() {
    return event.getLevel();
  }

  @Override
  public String getLoggerName() {
    return event.getLoggerName();
  }

  @Override
  public LoggerContextVO getLoggerContextVO() {
    return event.getLoggerContextVO();
  }

  @Override
  public StackTraceElement[] getCallerData() {
    return event.getCallerData();
  }

  @Override
  public boolean hasCallerData() {
    return event.hasCallerData();
  }

  @Override
  public List<Marker> getMarkerList() {
    return event.getMarkerList();
  }

  @Override
  public long getTimeStamp() {
    return event.getTimeStamp();
  }

  @Override
  public int getNanoseconds() {
    return event.getNanoseconds();
  }

  @Override
  public Instant getInstant() {
    return event.getInstant();
  }

  @Override
  public long getSequenceNumber() {
    return event.getSequenceNumber();
  }

  @Override
  public void prepareForDeferredProcessing() {
    event.prepareForDeferredProcessing();
  }

  @Override
  public String toString() {
    return "[" + getLevel() + "] " + formatted;
  }
}
