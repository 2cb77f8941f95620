package dev.tillwright.device.escpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.device.printer.Barcode;
import dev.tillwright.device.printer.Symbology;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Zxing is optional: a JVM of its own has no such jar. */
@Timeout(60)
class ZxingAbsentTest {
  private static final String NEEDS =
      "device.unsupported the printer has no command for this code; add com.google.zxing:core";

  private static List<String> classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.asList(all.split(File.pathSeparator));
  }

  private static boolean isZxing(String part) {
    return part.replace(File.separatorChar, '/').contains("com/google/zxing/");
  }

  private static String joined(List<String> parts) {
    return String.join(File.pathSeparator, parts);
  }

  private static List<String> told(List<String> options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().filter(line -> line.contains(": ")).toList();
  }

  private static void expectNativeOnly(List<String> told) {
    assertThat(told).contains("native qr: true", "native bars: true", "on a page: false");
    assertThat(told).filteredOn(it -> it.startsWith("drawn")).hasSize(2);
    assertThat(told)
        .filteredOn(it -> it.startsWith("drawn"))
        .allSatisfy(it -> assertThat(it).contains(NEEDS));
  }

  @Test
  void withoutIt_onTheClassPath_nativeCommandsWork_andWhatIsDrawnSaysWhatToAdd() throws Exception {
    List<String> without = classPath().stream().filter(it -> !isZxing(it)).toList();
    assertThat(without).hasSizeLessThan(classPath().size());
    expectNativeOnly(told(List.of("-cp", joined(without), WithoutZxing.class.getName())));
  }

  @Test
  void onTheModulePath_itIsFoundWhenItIsAdded() throws Exception {
    Path ours =
        Path.of(PrinterProfile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    boolean named = !Files.isDirectory(ours) || Files.exists(ours.resolve("module-info.class"));
    if (!named) {
      System.out.println("skipped: the classes were compiled without their module-info");
    }
    assumeTrue(named);
    Map<Boolean, List<String>> parts =
        classPath().stream()
            .filter(
                it ->
                    it.matches(".*(core|jna|jackson|slf4j|jspecify|device-drivers|zxing).*")
                        && !it.contains("test-classes")
                        && new File(it).exists())
            .collect(Collectors.partitioningBy(ZxingAbsentTest::isZxing));
    String tests =
        Path.of(WithoutZxing.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    List<String> path = new ArrayList<>(parts.get(false));
    List<String> main =
        List.of(
            "--patch-module",
            "dev.tillwright.device=" + tests,
            "-m",
            "dev.tillwright.device/" + WithoutZxing.class.getName());
    expectNativeOnly(told(with(List.of("-p", joined(path)), main)));
    path.addAll(parts.get(true));
    List<String> added =
        told(with(List.of("-p", joined(path), "--add-modules", "com.google.zxing"), main));
    assertThat(added).hasSize(5).allMatch(it -> it.endsWith(": true"));
  }

  private static List<String> with(List<String> first, List<String> then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  /** The widths that commands of the printer's own go by are those of the drawn codes. */
  @Test
  void widths_areThoseOfTheBars() {
    for (Barcode barcode :
        List.of(
            Barcode.of(Symbology.EAN_8, "4006381"),
            Barcode.of(Symbology.EAN_13, "4006381333931"),
            Barcode.of(Symbology.UPC_A, "03600029145"),
            Barcode.of(Symbology.UPC_E, "425261"),
            Barcode.of(Symbology.CODE_39, "TILL-01 $/+%"),
            Barcode.of(Symbology.ITF, "00012345678905"),
            Barcode.of(Symbology.CODABAR, "A123-45$B"),
            Barcode.of(Symbology.CODABAR, "C1.2:3/4+D"),
            Barcode.of(Symbology.CODE_93, "TILL-01 $/+%"))) {
      assertThat(BarcodeWidth.modules(barcode))
          .as(barcode.toString())
          .isEqualTo(BarcodeBars.of(barcode).length);
    }
    // Of Code 128 the printer may be told a shorter symbol than zxing draws, never a longer one.
    for (Barcode barcode :
        List.of(
            Barcode.of(Symbology.CODE_128, "Till{01} a"),
            Barcode.of(Symbology.CODE_128, "1234567890"),
            Barcode.of(Symbology.CODE_128, "ab123456cd"),
            Barcode.of(Symbology.GS1_128, "(01)04006381333931(10)A7"))) {
      assertThat(BarcodeWidth.modules(barcode))
          .as(barcode.toString())
          .isBetween(35, BarcodeBars.of(barcode).length);
    }
  }
}
