package dev.tillwright.crypto.scan.log4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real back end, configured as its users do, writing to a file. */
class Log4jMaskingTest {
  private static final String VISA = "4012888888881881";
  private static final String MASKED = "************1881";

  @TempDir Path folder;
  private final LoggerContext context = new LoggerContext("test");
  private Path file;
  private Logger log;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("till.log");
    // The package is named for builds without annotation processors; the last test looks at those.
    String xml =
        """
        <Configuration status="OFF" packages="dev.tillwright.crypto.scan.log4j">
          <Appenders>
            <File name="file" fileName="%s">
              <PatternLayout pattern="%%level %%msg %%X %%x%%n%%ex"/>
            </File>
            <Rewrite name="masked">
              <PanMasking shortestNumber="14"/>
              <AppenderRef ref="file"/>
            </Rewrite>
          </Appenders>
          <Loggers><Root level="debug"><AppenderRef ref="masked"/></Root></Loggers>
        </Configuration>
        """
            .formatted(file);
    context.start(
        new XmlConfiguration(
            context,
            new ConfigurationSource(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))));
    log = context.getLogger("till");
  }

  @AfterEach
  void stop() {
    ThreadContext.clearAll();
    context.stop();
  }

  private String written() throws Exception {
    return Files.readString(file);
  }

  @Test
  void everyPartOfAnEvent_isMasked() throws Exception {
    ThreadContext.put("card", VISA);
    ThreadContext.push("card " + VISA);
    ThreadContext.push("lane 7");
    IllegalStateException thrown =
        new IllegalStateException("outer " + VISA, new IllegalArgumentException("cause " + VISA));
    thrown.addSuppressed(new RuntimeException("suppressed " + VISA));
    log.info("text {} and {}", VISA, 42, thrown);
    log.debug("in the pattern " + VISA);
    log.info("split {}{}", VISA.substring(0, 8), VISA.substring(8));
    assertThat(written())
        .contains(
            "INFO text " + MASKED + " and 42 {card=" + MASKED + "} [card " + MASKED + ", lane 7]")
        .contains("IllegalStateException: outer " + MASKED)
        .contains("IllegalArgumentException: cause " + MASKED)
        .contains("RuntimeException: suppressed " + MASKED)
        .contains("everyPartOfAnEvent_isMasked")
        .contains("in the pattern " + MASKED)
        .contains("split " + MASKED)
        .doesNotContain(VISA);
  }

  @Test
  void aThrowableWithoutANumber_isTheSameOne_andCyclesEnd() throws Exception {
    IllegalStateException clean = new IllegalStateException("nothing here");
    log.warn("clean", clean);
    IllegalStateException one = new IllegalStateException("one");
    IllegalStateException two = new IllegalStateException("two " + VISA, one);
    one.initCause(two);
    log.warn("cyclic", one);
    assertThat(written())
        .contains("IllegalStateException: nothing here")
        .contains("two " + MASKED)
        .contains("left out")
        .doesNotContain(VISA);
  }

  @Test
  void articleNumbers_areLeftAlone_whenNumbersOfThirteenDigitsAreNotLookedFor() throws Exception {
    log.info("item 4222222222222");
    assertThat(written()).contains("item 4222222222222");
  }

  @Test
  void thePlugin_isNamedInTheJarsIndex() throws Exception {
    String index = "META-INF/org/apache/logging/log4j/core/config/plugins/Log4j2Plugins.dat";
    boolean ours = false;
    var indexes = PanMaskingPolicy.class.getClassLoader().getResources(index);
    boolean built = false;
    while (indexes.hasMoreElements()) {
      var each = indexes.nextElement();
      if (each.toString().contains("log4j-core")) {
        continue;
      }
      built = true;
      try (var in = each.openStream()) {
        ours |=
            new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                .contains(PanMaskingPolicy.class.getName());
      }
    }
    assumeTrue(built, "compiled without annotation processors");
    assertThat(ours).isTrue();
  }
}
