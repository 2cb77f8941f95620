package dev.tillwright.core.payment.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.contract.Check;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.Behaviour.Fault;
import dev.tillwright.core.host.Iso8583Config;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.host.Script;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.contract.PaymentHostContract;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documents show is what is compiled and run here. */
class GuideTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path HERE =
      Path.of("src", "test", "java", "dev", "tillwright", "core", "payment", "guide");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  static Iso8583Config.Builder acquirer(InetSocketAddress address, CardProtector cards) {
    return Iso8583Config.builder(address, cards, "T1", "SHOP 1")
        .capabilities(
            HostCapabilities.of(HostCapability.REVERSAL, HostCapability.SEPARATE_CAPTURE)
                .remembering(Duration.ofHours(24)))
        .partialMark(63, "PA1");
  }

  static MemoryHost withoutWaiting() {
    MemoryHost host = MemoryHost.create();
    host.play(Script.once(Behaviour.fault(Fault.DROP_REPLY)));
    return host;
  }

  @ParameterizedTest
  @CsvSource({"writing-a-payment-host.md, 8", "iso8583-host.md, 1"})
  void codeOfADocument_isCompiled(String document, int blocks) throws IOException {
    String compiled = "";
    for (String source : List.of("LineHost.java", "LineHostTest.java", "GuideTest.java")) {
      compiled += bare(Files.readString(HERE.resolve(source)));
    }
    Matcher shown = JAVA.matcher(Files.readString(DOCS.resolve(document)));
    int count = 0;
    while (shown.find()) {
      assertThat(compiled).contains(bare(shown.group(1)));
      count++;
    }
    assertThat(count).isEqualTo(blocks);
  }

  /** The formatter may break lines elsewhere. */
  private static String bare(String code) {
    return code.replaceAll("\\s", "");
  }

  @Test
  void checksThatADocumentNames_exist() throws IOException {
    Set<String> names =
        PaymentHostContract.checks(LineHostTest.LineBench::new).stream()
            .map(Check::name)
            .collect(Collectors.toSet());
    Matcher named =
        Pattern.compile("\\| `([a-z][a-zA-Z]+_[a-zA-Z_]+)` \\|")
            .matcher(Files.readString(DOCS.resolve("writing-a-payment-host.md")));
    int count = 0;
    while (named.find()) {
      assertThat(names).contains(named.group(1));
      count++;
    }
    assertThat(count).isGreaterThan(12);
  }
}
