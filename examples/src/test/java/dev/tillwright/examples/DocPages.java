package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages show code as it is compiled: each part of a tour between its marks stands on a page. */
final class DocPages {
  private static final Pattern PART =
      Pattern.compile("// docs: (?!end)(\\w+)\n(.*?)\n *// docs: end", Pattern.DOTALL);

  private DocPages() {}

  static void show(String tour, int parts, String... pages) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String page : pages) {
      text.append(Files.readString(Path.of("..", "docs", page)));
    }
    Path source = Path.of("src", "main", "java", "dev", "tillwright", "examples", tour + ".java");
    Matcher part = PART.matcher(Files.readString(source));
    int shown = 0;
    while (part.find()) {
      assertThat(text.toString())
          .as(part.group(1))
          .contains("```java\n" + part.group(2).stripIndent() + "\n```");
      shown++;
    }
    assertThat(shown).isEqualTo(parts);
  }
}
