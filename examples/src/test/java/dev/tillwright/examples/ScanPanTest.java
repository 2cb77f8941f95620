package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanPanTest {
  private static final String VISA = "4012888888881881";

  @TempDir Path folder;

  private record Ran(int code, String said) {}

  private static Ran run(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.out;
    PrintStream errors = System.err;
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
    try {
      return new Ran(Main.run(arguments), said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
      System.setErr(errors);
    }
  }

  @Test
  void aNumber_isShownMasked_withFileAndOffset_andTheCodeSaysSo() throws Exception {
    Path file = Files.writeString(folder.resolve("till.log"), "pan " + VISA + "\n");
    Ran ran = run("scan-pan", folder.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said())
        .contains(file + ": 4: text visa ************1881", "1 files, 21 bytes: 1 card numbers")
        .doesNotContain(VISA);
  }

  @Test
  void aNumberInAName_isFoundToo_andShownMasked() throws Exception {
    Path below = Files.createDirectories(folder.resolve(VISA));
    Files.writeString(below.resolve("slip-" + VISA + ".txt"), "pan " + VISA);
    Ran ran = run("scan-pan", folder.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.said())
        .contains("************1881: in its name, 0: text visa ************1881")
        .contains("slip-************1881.txt: in its name, 5: text visa")
        .contains("slip-************1881.txt: 4: text visa")
        .contains("1 files, 20 bytes: 3 card numbers")
        .doesNotContain(VISA);
  }

  @Test
  void nothing_isCodeZero_andAMissingPathOrWrongOptionIsNot() throws Exception {
    Files.writeString(folder.resolve("till.log"), "item 4222222222222");
    assertThat(run("scan-pan", folder.toString()).code()).isEqualTo(2);
    assertThat(run("scan-pan", folder.toString(), "--shortest", "14").code()).isZero();
    assertThat(run("scan-pan", folder + "/none"))
        .satisfies(it -> assertThat(it.code()).isEqualTo(1))
        .satisfies(it -> assertThat(it.said()).contains("error: ", "none"));
    assertThat(run("scan-pan", folder.toString(), "--shortest", "9").code()).isEqualTo(1);
  }

  @Test
  void manyFindings_areCountedButNotAllShown() throws Exception {
    Files.writeString(folder.resolve("many"), (VISA + "\n").repeat(1_500));
    assertThat(run("scan-pan", folder.toString()).said())
        .contains("500 more are not shown", "1,500 card numbers");
  }
}
