package dev.tillwright.crypto.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileScanTest {
  private static final String VISA = "4012888888881881";

  @TempDir Path folder;

  private final List<FileFinding> found = new ArrayList<>();

  private FileScan scan(Path path) {
    return FileScan.of(path, PanScanner.standard(), found::add);
  }

  @Test
  void aFolder_isScannedWithEverythingBelow_butNotThroughLinks() throws Exception {
    Path below = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(below.resolve("log.txt"), "first line\npan " + VISA + "\n");
    Files.writeString(folder.resolve("clean.txt"), "nothing here");
    Files.createSymbolicLink(folder.resolve("again"), below);
    Files.createSymbolicLink(folder.resolve("again.txt"), below.resolve("log.txt"));
    FileScan scan = scan(folder);
    assertThat(scan.files()).isEqualTo(2);
    assertThat(scan.bytes()).isEqualTo(11 + 4 + 16 + 1 + 12);
    assertThat(scan.found()).isEqualTo(1);
    assertThat(scan.unread()).isEmpty();
    assertThat(found)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.file()).isEqualTo(below.resolve("log.txt"));
              assertThat(it.match().offset()).isEqualTo(15);
              assertThat(it.toString()).contains("************1881").doesNotContain(VISA);
            });
  }

  @Test
  void oneFile_isScannedToo_andNothingIsAnError() throws Exception {
    Path file = Files.writeString(folder.resolve("one"), VISA);
    assertThat(scan(file).found()).isEqualTo(1);
    assertThatThrownBy(() -> scan(folder.resolve("none")))
        .isInstanceOf(TillwrightException.class)
        .hasMessageContaining("none");
  }

  @Test
  void names_areLookedAt_andShownMasked() throws Exception {
    Path below = Files.createDirectories(folder.resolve(VISA + " old"));
    Path file = Files.writeString(below.resolve("slip-" + VISA), "nothing here");
    FileScan scan = scan(folder);
    assertThat(scan.found()).isEqualTo(2);
    assertThat(found).extracting(FileFinding::file).containsExactly(below, file);
    assertThat(found).allMatch(FileFinding::inName);
    assertThat(found.get(1).match().offset()).isEqualTo(5);
    assertThat(found.toString()).contains("slip-************1881").doesNotContain(VISA);
    found.clear();
    assertThat(scan(file).found()).as("of the one file that is named").isEqualTo(1);
  }

  @Test
  void aLinkThatIsNamed_isFollowed() throws Exception {
    Path real = Files.createDirectories(folder.resolve("real"));
    Files.writeString(real.resolve("log.txt"), VISA);
    Path link = Files.createSymbolicLink(folder.resolve("current"), real);
    FileScan scan = scan(link);
    assertThat(scan.files()).isEqualTo(1);
    assertThat(scan.found()).isEqualTo(1);
    Path one = Files.createSymbolicLink(folder.resolve("one.txt"), real.resolve("log.txt"));
    assertThat(scan(one).found()).isEqualTo(1);
  }

  /** In a JVM whose whole heap is a third of the file. */
  @Tag("unmutated")
  @Test
  void aBigFile_needsLittleMemory() throws Exception {
    Path big = folder.resolve("big");
    byte[] block = new byte[1 << 20];
    for (int i = 0; i < block.length; i++) {
      block[i] = (byte) "12 34567890123 4\n".charAt(i % 17);
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(big))) {
      for (int i = 0; i < 48; i++) {
        out.write(block);
      }
      out.write(("\n" + VISA).getBytes());
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-cp",
                System.getProperty("java.class.path"),
                FileScanTest.class.getName(),
                big.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("found 1 in " + (48L * (1 << 20) + 17));
  }

  public static void main(String[] arguments) {
    FileScan scan = FileScan.of(Path.of(arguments[0]), PanScanner.standard(), it -> {});
    System.out.println("found " + scan.found() + " in " + scan.bytes());
  }
}
