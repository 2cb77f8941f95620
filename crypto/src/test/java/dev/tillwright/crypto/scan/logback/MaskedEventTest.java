package dev.tillwright.crypto.scan.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tillwright.crypto.scan.PanMasker;
import dev.tillwright.crypto.scan.PanScanner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;

/** What is no text passes as it was, and what ends, ends what is behind it. */
@SuppressWarnings("deprecation")
class MaskedEventTest {
  private static final String VISA = "4012888888881881";
  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger("till");

  MaskedEventTest() {
    context.setMDCAdapter(MDC.getMDCAdapter());
  }

  @Test
  void anEvent_hasAllThatTheOriginalHas() {
    IllegalStateException cause = new IllegalStateException("cause " + VISA);
    LoggingEvent event =
        new LoggingEvent(
            "fqcn", logger, Level.WARN, "text", new IllegalStateException("outer", cause), null);
    event.setInstant(Instant.ofEpochSecond(1_800_000_000L, 123_456_789));
    event.setSequenceNumber(77);
    event.addMarker(MarkerFactory.getMarker("AUDIT"));
    event.setMDCPropertyMap(Map.of("card", VISA));
    event.setCallerData(new StackTraceElement[] {new StackTraceElement("A", "b", "C.java", 4)});
    MaskedEvent masked = new MaskedEvent(event, new PanMasker(PanScanner.standard()));
    assertThat(masked.getLevel()).isEqualTo(Level.WARN);
    assertThat(masked.getMdc()).isEqualTo(Map.of("card", "************1881"));
    assertThat(masked.getMDCPropertyMap()).isEqualTo(masked.getMdc());
    assertThat(masked.getLoggerContextVO()).isEqualTo(event.getLoggerContextVO());
    assertThat(masked.getCallerData()).isEqualTo(event.getCallerData());
    assertThat(masked.hasCallerData()).isTrue();
    assertThat(masked.getMarkerList()).isEqualTo(event.getMarkerList()).hasSize(1);
    assertThat(masked.getNanoseconds()).isEqualTo(event.getNanoseconds()).isPositive();
    assertThat(masked.getSequenceNumber()).isEqualTo(77);
    assertThat(masked.getTimeStamp()).isEqualTo(event.getTimeStamp());
    IThrowableProxy thrown = Objects.requireNonNull(masked.getThrowableProxy());
    IThrowableProxy original = event.getThrowableProxy();
    IThrowableProxy below = Objects.requireNonNull(thrown.getCause());
    assertThat(below.getMessage()).isEqualTo("cause ************1881");
    assertThat(below.getCommonFrames())
        .isEqualTo(original.getCause().getCommonFrames())
        .isPositive();
    assertThat(thrown.isCyclic()).isEqualTo(original.isCyclic()).isFalse();
    assertThat(thrown.getClassName()).isEqualTo("java.lang.IllegalStateException");

    LoggingEvent bare = new LoggingEvent("fqcn", logger, Level.INFO, "text", null, null);
    assertThat(new MaskedEvent(bare, new PanMasker(PanScanner.standard())).hasCallerData())
        .isFalse();
  }

  /** An encoder that writes arguments as they are would write the numbers in them. */
  @Test
  void arraysAmongArguments_goNoFurtherAsTheyAre() {
    Object[] arguments = {new String[] {"a", VISA}, VISA.toCharArray(), new int[] {4, 2}, 42};
    LoggingEvent event =
        new LoggingEvent("fqcn", logger, Level.INFO, "{} {} {} {}", null, arguments);
    event.setKeyValuePairs(List.of(new KeyValuePair("cards", new Object[] {VISA})));
    MaskedEvent masked = new MaskedEvent(event, new PanMasker(PanScanner.standard()));
    assertThat(masked.getArgumentArray())
        .containsExactly("[[a, ************1881]]", "[no text]", "[[4, 2]]", 42);
    assertThat(Objects.requireNonNull(masked.getKeyValuePairs()).get(0).value)
        .isEqualTo("[[************1881]]");
  }

  @Test
  void aCycleOfCauses_isToldAsOne() {
    IllegalStateException one = new IllegalStateException("one");
    IllegalStateException two = new IllegalStateException("two", one);
    one.initCause(two);
    LoggingEvent event = new LoggingEvent("fqcn", logger, Level.INFO, "text", one, null);
    IThrowableProxy thrown =
        Objects.requireNonNull(
            new MaskedEvent(event, new PanMasker(PanScanner.standard())).getThrowableProxy());
    IThrowableProxy below = Objects.requireNonNull(thrown.getCause());
    assertThat(Objects.requireNonNull(below.getCause()).isCyclic()).isTrue();
  }

  @Test
  void stopping_endsTheAppendersBehind() {
    MaskingAppender appender = new MaskingAppender();
    ListAppender<ILoggingEvent> list = new ListAppender<>();
    ListAppender<ILoggingEvent> other = new ListAppender<>();
    list.setName("LIST");
    list.start();
    appender.addAppender(list);
    appender.start();
    assertThat(appender.isAttached(list)).isTrue();
    assertThat(appender.isAttached(other)).isFalse();
    assertThat(appender.detachAppender("NONE")).isFalse();
    assertThat(appender.detachAppender(other)).isFalse();
    appender.stop();
    assertThat(appender.isStarted()).isFalse();
    assertThat(list.isStarted()).isFalse();
    assertThat(appender.isAttached(list)).isFalse();
    appender.addAppender(list);
    assertThat(appender.detachAppender(list)).isTrue();
  }
}
