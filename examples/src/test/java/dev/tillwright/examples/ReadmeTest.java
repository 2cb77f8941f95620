package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.loyalty.program.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what is compiled and run. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SOURCES =
      Path.of("src", "main", "java", "dev", "tillwright", "examples");

  @TempDir Path folder;

  @Test
  void theSale_isShownAsItIsCompiled_inUnderThirtyLines() throws IOException {
    String shown = between(SOURCES.resolve("FirstSale.java"));
    assertThat(shown.lines().count()).isLessThan(30);
    assertThat(readmes()).allMatch(readme -> readme.contains("```java\n" + shown + "```\n"));
  }

  @Test
  void theWiring_isShownAsItIsCompiled() throws IOException {
    String shown = between(SOURCES.resolve("Wiring.java"));
    assertThat(readmes()).allMatch(readme -> readme.contains("```java\n" + shown + "```\n"));
  }

  @Test
  void theSale_runs_andPrintsItsReceipt() throws IOException {
    Path paper = folder.resolve("receipt.png");
    Program program =
        Program.parse(
            new String(
                getClass()
                    .getResourceAsStream("/dev/tillwright/examples/shop/corner-club.json")
                    .readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8));
    Clock clock = Clock.fixed(Instant.parse("2026-03-06T10:15:30Z"), ZoneOffset.UTC);

    String said = FirstSale.run(folder, program, clock, paper);

    assertThat(said).startsWith("thank you: ").contains("22.50 GBP");
    try (var files = Files.list(folder)) {
      assertThat(files.map(it -> it.getFileName().toString()).toList())
          .anyMatch(name -> name.startsWith("receipt."));
    }
  }

  @Test
  void bothCommands_areOneLineEach_andBeginWithMvn() throws IOException {
    List<String> commands =
        readme()
            .lines()
            .filter(line -> line.startsWith("mvn ") && !line.contains(" -P"))
            .distinct()
            .toList();
    assertThat(commands)
        .containsExactly(
            "mvn -q -pl examples -am compile exec:java -Dexec.args=shop-day", "mvn verify");
  }

  @Test
  void theReadme_pointsAtFilesThatExist() throws IOException {
    var links =
        java.util.regex.Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(String.join("\n", readmes()));
    int count = 0;
    while (links.find()) {
      assertThat(ROOT.resolve(links.group(1))).exists();
      count++;
    }
    assertThat(count).isGreaterThan(8);
  }

  /** In English and in Simplified Chinese. */
  private static List<String> readmes() throws IOException {
    return List.of(readme(), Files.readString(ROOT.resolve("README.zh-CN.md")));
  }

  @Test
  void bothReadmes_nameTheSamePagesAndCommands() throws IOException {
    var links = java.util.regex.Pattern.compile("\\]\\((docs/[^)#]+)");
    var arguments = java.util.regex.Pattern.compile("(?m)^\\| `([a-z-]+)");
    for (var pattern : List.of(links, arguments)) {
      List<java.util.Set<String>> found =
          readmes().stream()
              .map(
                  readme ->
                      pattern
                          .matcher(readme)
                          .results()
                          .map(it -> it.group(1))
                          .collect(java.util.stream.Collectors.toSet()))
              .toList();
      assertThat(found.get(1)).containsAll(found.get(0));
    }
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  /** The lines between the markers, without their common indent. */
  private static String between(Path source) throws IOException {
    String text = Files.readString(source);
    int begin = text.indexOf("// README: begin\n") + "// README: begin\n".length();
    int end = text.lastIndexOf('\n', text.indexOf("// README: end"));
    return text.substring(begin, end).stripIndent() + "\n";
  }
}
