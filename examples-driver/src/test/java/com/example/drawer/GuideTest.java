package com.example.drawer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.contract.Check;
import dev.tillwright.device.contract.DeviceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the document shows is what is compiled and tested here. */
class GuideTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "writing-a-driver.md");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void codeOfTheDocument_isCompiled() throws IOException {
    StringBuilder compiled = new StringBuilder();
    for (Path folder : List.of(Path.of("src", "main", "java"), Path.of("src", "test", "java"))) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
          compiled.append(bare(Files.readString(file)));
        }
      }
    }
    Matcher shown = JAVA.matcher(Files.readString(DOCUMENT));
    int count = 0;
    while (shown.find()) {
      assertThat(compiled.toString()).contains(bare(shown.group(1)));
      count++;
    }
    assertThat(count).isEqualTo(7);
  }

  /** The formatter may break lines elsewhere. */
  private static String bare(String code) {
    return code.replaceAll("\\s", "");
  }

  @Test
  void checksThatTheDocumentNames_exist() throws IOException {
    Set<String> names =
        DeviceContract.drawer(NetDrawerTest.Bench::new).stream()
            .map(Check::name)
            .collect(Collectors.toSet());
    Matcher named =
        Pattern.compile("\\| `([a-z][a-zA-Z]+_[a-zA-Z_]+)` \\|")
            .matcher(Files.readString(DOCUMENT));
    int count = 0;
    while (named.find()) {
      assertThat(names).contains(named.group(1));
      count++;
    }
    assertThat(count).isGreaterThan(20);
  }
}
