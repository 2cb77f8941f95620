package dev.tillwright.examples.conformance;

import dev.tillwright.device.scale.ScaleFormatException;
import dev.tillwright.device.scale.ScaleFrame;
import dev.tillwright.device.scale.ScaleProtocol;
import dev.tillwright.device.spi.Scale.MassUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code scale.json}: what scales answer, and what they mean by it. */
final class ScaleVectors implements VectorKind {
  private static final Map<MassUnit, String> UNITS =
      Map.of(
          MassUnit.KILOGRAM, "kg",
          MassUnit.GRAM, "g",
          MassUnit.POUND, "lb",
          MassUnit.OUNCE, "oz");

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("frames");
  }

  @Override
  public void run(VectorFile file, Report report) {
    file.rows("frames").forEach(row -> report.check(row, () -> check(row)));
  }

  private static void check(Row row) {
    ScaleProtocol protocol =
        ScaleProtocol.named(row.text("protocol"))
            .orElseThrow(() -> RowFailure.notUnderstood("protocol is not known"));
    byte[] bytes = row.hex("hex");
    Expectation expect = row.expect();
    if (expect.has("error")) {
      expect.end();
      Row.refused(ScaleFormatException.class, () -> whole(protocol, bytes));
      return;
    }
    ScaleFrame frame = whole(protocol, bytes);
    expect
        .text("kg", () -> weight(frame, "kg"))
        .text("value", () -> frame.weight().map(each -> each.value().toPlainString()).orElse(null))
        .text("unit", () -> frame.weight().map(each -> UNITS.get(each.unit())).orElse(null))
        .truth("stable", frame::stable)
        .truth("net", frame::net)
        .number("deviceId", () -> (long) frame.deviceId().orElse(-1))
        .set("status", () -> frame.status().stream().map(Enum::name).toList());
    if (expect.has("status") && frame.weight().isPresent()) {
      throw RowFailure.differs("status");
    }
    expect.end();
  }

  /** A frame that is not complete is one that was refused: the driver waits, and then gives up. */
  private static ScaleFrame whole(ScaleProtocol protocol, byte[] bytes) {
    Optional<ScaleFrame> frame = protocol.parse(bytes);
    return frame.orElseThrow(() -> ScaleFormatException.incomplete(bytes.length));
  }

  private static @Nullable String weight(ScaleFrame frame, String unit) {
    return frame
        .weight()
        .filter(each -> unit.equals(UNITS.get(each.unit())))
        .map(each -> each.value().toPlainString())
        .orElse(null);
  }
}
