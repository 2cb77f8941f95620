package dev.tillwright.crypto.scan.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** With the real back end, configured as its users do, writing to a file. */
class LogbackMaskingTest {
  private static final String VISA = "4012888888881881";
  private static final String MASKED = "************1881";

  @TempDir Path folder;
  private final LoggerContext context = new LoggerContext();
  private Path file;
  private Logger log;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("till.log");
    context.setMDCAdapter(MDC.getMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        new ByteArrayInputStream(
            """
            <configuration>
              <appender name="FILE" class="ch.qos.logback.core.FileAppender">
                <file>%s</file>
                <encoder><pattern>%%level %%msg %%mdc %%kvp%%n%%ex</pattern></encoder>
              </appender>
              <appender name="LIST" class="ch.qos.logback.core.read.ListAppender"/>
              <appender name="MASKED" class="dev.tillwright.crypto.scan.logback.MaskingAppender">
                <shortestNumber>14</shortestNumber>
                <appender-ref ref="FILE"/>
                <appender-ref ref="LIST"/>
              </appender>
              <root level="DEBUG"><appender-ref ref="MASKED"/></root>
            </configuration>
            """
                .formatted(file)
                .getBytes(StandardCharsets.UTF_8)));
    log = context.getLogger("till");
  }

  @AfterEach
  void stop() {
    MDC.clear();
    context.stop();
  }

  private String written() throws Exception {
    return Files.readString(file);
  }

  @Test
  void everyPartOfAnEvent_isMasked() throws Exception {
    MDC.put("card", VISA);
    IllegalStateException thrown =
        new IllegalStateException("outer " + VISA, new IllegalArgumentException("cause " + VISA));
    thrown.addSuppressed(new RuntimeException("suppressed " + VISA));
    log.atInfo().addKeyValue("pair", VISA).setCause(thrown).log("text {} and {}", VISA, 42);
    log.debug("in the pattern " + VISA);
    log.info("split {}{}", VISA.substring(0, 8), VISA.substring(8));

    assertThat(written())
        .contains("INFO text " + MASKED + " and 42 card=" + MASKED + " pair=\"" + MASKED + "\"")
        .contains("IllegalStateException: outer " + MASKED)
        .contains("IllegalArgumentException: cause " + MASKED)
        .contains("RuntimeException: suppressed " + MASKED)
        .contains("everyPartOfAnEvent_isMasked")
        .contains("in the pattern " + MASKED)
        .contains("split " + MASKED)
        .doesNotContain(VISA);
  }

  @Test
  void appendersThatReadTheEventItself_seeNothingElse() {
    log.info("a {} b {} c {} d {}", VISA, 42, null, new Unprintable());
    ILoggingEvent event = seen().list.get(0);
    assertThat(event.getArgumentArray()).containsExactly(MASKED, 42, null, "[no text]");
    assertThat(event.getMessage()).isEqualTo("a {} b {} c {} d {}");
    assertThat(event.getFormattedMessage()).startsWith("a " + MASKED + " b 42 c null");
    assertThat(event.getThrowableProxy()).isNull();
    assertThat(event.getKeyValuePairs()).isNull();
    assertThat(event.toString()).contains(MASKED);
    assertThat(event.getLoggerName()).isEqualTo("till");
    assertThat(event.getInstant()).isNotNull();
    assertThat(event.getTimeStamp()).isPositive();
    assertThat(event.getThreadName()).isEqualTo(Thread.currentThread().getName());
  }

  private static final class Unprintable {
    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  @SuppressWarnings("unchecked")
  private ListAppender<ILoggingEvent> seen() {
    MaskingAppender appender = (MaskingAppender) context.getLogger("ROOT").getAppender("MASKED");
    return (ListAppender<ILoggingEvent>) (ListAppender<?>) appender.getAppender("LIST");
  }

  @Test
  void articleNumbers_areLeftAlone_whenNumbersOfThirteenDigitsAreNotLookedFor() throws Exception {
    log.info("item 4222222222222");
    assertThat(written()).contains("item 4222222222222");
    assertThatThrownBy(() -> new MaskingAppender().setShortestNumber(9))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void appendersBehind_canBeAskedForAndTakenAway() {
    MaskingAppender appender = (MaskingAppender) context.getLogger("ROOT").getAppender("MASKED");
    ListAppender<ILoggingEvent> list = seen();
    assertThat(appender.isAttached(list)).isTrue();
    assertThat(appender.iteratorForAppenders()).toIterable().hasSize(2);
    assertThat(appender.detachAppender("LIST")).isTrue();
    assertThat(appender.detachAppender(list)).isFalse();
    appender.detachAndStopAllAppenders();
    assertThat(appender.iteratorForAppenders()).isExhausted();
  }
}
