package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.LineDisplay;
import dev.tillwright.device.spi.LineDisplay.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What holds of a line display. */
final class DisplayChecks {
  private DisplayChecks() {}

  static Deed act(DisplayBench bench, LineDisplay display, Duration limit) {
    display.show(List.of("usual"), limit);
    return bench.seen().isPresent() ? Deed.DONE : Deed.TOLD;
  }

  static void add(Checks<Scene<DisplayBench, LineDisplay>> kit) {
    kit.addUnless(
            DisplayChecks::blind,
            "whatIsShown_isSeen",
            "lines that are shown are to be seen, and nothing of what stood before",
            DisplayChecks::seen)
        .addUnless(
            DisplayChecks::blind,
            "write_leavesTheRest",
            "a text written at a place changes that place only; clear empties all",
            DisplayChecks::written)
        .add("tooLong_isCut_andSaid", "columns that do not fit are counted", DisplayChecks::cut)
        .add(
            "placeOutside_isMisuse",
            "more lines than there are rows, and places outside, are refused at once",
            DisplayChecks::outside)
        .add(
            "brightnessAndCursor_asDeclared",
            "what is not declared is unsupported; what is declared works",
            DisplayChecks::declared);
  }

  private static Optional<String> blind(Scene<DisplayBench, LineDisplay> scene) {
    return scene.bench().seen().isPresent()
        ? Optional.empty()
        : Optional.of("the bench cannot look at the display");
  }

  private static Shown show(Scene<DisplayBench, LineDisplay> scene, List<String> lines) {
    Duration limit = scene.bench().deadline();
    return scene.timed(limit, () -> scene.device().show(lines, limit));
  }

  private static void expectSeen(Scene<DisplayBench, LineDisplay> scene, List<String> lines)
      throws InterruptedException {
    List<String> rows = new ArrayList<>(lines);
    rows.addAll(Collections.nCopies(scene.device().capabilities().rows() - lines.size(), ""));
    scene.until(
        "the display shows what it was told",
        () -> scene.bench().seen().map(rows::equals).orElse(false));
  }

  private static void seen(Scene<DisplayBench, LineDisplay> scene) throws InterruptedException {
    int rows = scene.device().capabilities().rows();
    List<String> full = new ArrayList<>();
    for (int row = 1; row <= rows; row++) {
      full.add("ROW " + row + " 12.34");
    }
    Expect.equal(show(scene, full), Shown.WHOLE, "what was shown");
    expectSeen(scene, full);
    Expect.equal(show(scene, List.of("ONE")), Shown.WHOLE, "what was shown");
    expectSeen(scene, List.of("ONE"));
    show(scene, List.of());
    expectSeen(scene, List.of());
  }

  private static void written(Scene<DisplayBench, LineDisplay> scene) throws InterruptedException {
    Duration limit = scene.bench().deadline();
    show(scene, List.of("ABCDEF"));
    scene.timed(limit, () -> scene.device().write(1, 3, "xy", limit));
    expectSeen(scene, List.of("ABxyEF"));
    scene.timed(limit, () -> scene.device().clear(limit));
    expectSeen(scene, List.of());
  }

  private static void cut(Scene<DisplayBench, LineDisplay> scene) {
    int columns = scene.device().capabilities().columns();
    Expect.equal(show(scene, List.of("X".repeat(columns))), Shown.WHOLE, "a line that just fits");
    Expect.equal(
        show(scene, List.of("X".repeat(columns + 3))), new Shown(0, 3), "a line too long by three");
  }

  private static void outside(Scene<DisplayBench, LineDisplay> scene) {
    int rows = scene.device().capabilities().rows();
    int columns = scene.device().capabilities().columns();
    Duration limit = scene.bench().deadline();
    LineDisplay display = scene.device();
    Class<IllegalArgumentException> misuse = IllegalArgumentException.class;
    Expect.thrown(
        misuse, () -> display.show(Collections.nCopies(rows + 1, "x"), limit), "a row too many");
    Expect.thrown(misuse, () -> display.write(rows + 1, 1, "x", limit), "a row outside");
    Expect.thrown(misuse, () -> display.write(1, columns + 1, "x", limit), "a column outside");
    Expect.thrown(misuse, () -> display.write(0, 1, "x", limit), "row nought");
  }

  private static void declared(Scene<DisplayBench, LineDisplay> scene) {
    Duration limit = scene.bench().deadline();
    LineDisplay display = scene.device();
    if (display.capabilities().brightnessSteps() > 1) {
      scene.timed(limit, () -> display.brightness(100, limit));
      scene.timed(limit, () -> display.brightness(1, limit));
    } else {
      scene.fails("brightness", limit, () -> display.brightness(50, limit), Fault.UNSUPPORTED);
    }
    if (display.capabilities().cursor()) {
      scene.timed(limit, () -> display.cursor(1, 1, true, limit));
    } else {
      scene.fails("a cursor", limit, () -> display.cursor(1, 1, true, limit), Fault.UNSUPPORTED);
    }
  }
}
