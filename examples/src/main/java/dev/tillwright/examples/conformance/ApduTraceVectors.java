package dev.tillwright.examples.conformance;

import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.device.emv.CommandApdu;
import dev.tillwright.device.emv.ResponseApdu;
import java.util.List;

/** {@code apdu-traces.json}: what terminals asked cards, and what those answered. */
final class ApduTraceVectors implements VectorKind {
  private static final List<Integer> TOLD = List.of(0x90, 0x62, 0x63);
  private static final List<Integer> TEMPLATES = List.of(0x6F, 0x70, 0x77);
  private static final int FORMAT_1 = 0x80;

  @Override
  public String name() {
    return "apdu-traces";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isObject("traces");
  }

  @Override
  public void run(VectorFile file, Report report) {
    Row traces = file.root().optionalObject("traces").orElse(null);
    if (traces == null) {
      return;
    }
    for (String name : traces.keys()) {
      for (Row pair : traces.object(name).rows("pairs")) {
        if (!pair.has("skip") || !pair.truth("skip")) {
          report.check(pair, () -> check(pair));
        }
      }
    }
  }

  private static void check(Row pair) {
    byte[] command = pair.hex("c");
    if (command.length > 0) {
      Row.same("c", command, CommandApdu.parse(command).toBytes());
    }
    byte[] bytes = pair.hex("r");
    if (bytes.length < 2) {
      return;
    }
    ResponseApdu response = ResponseApdu.parse(bytes);
    byte[] data = response.data();
    if (data.length == 0 || !TOLD.contains(response.status() >> 8)) {
      return;
    }
    int first = data[0] & 0xFF;
    if (TEMPLATES.contains(first) || first == FORMAT_1) {
      TlvObjects objects = TlvObjects.parse(data);
      Row.same("r", data, objects.toBytes());
      if (first == FORMAT_1) {
        Row.same("objects in r", 1, objects.objects().size());
      }
    }
  }
}
