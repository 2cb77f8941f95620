package dev.tillwright.device.scale;

import dev.tillwright.device.scale.ScaleFrame.Status;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CAS in 22 bytes, sent unasked: state, gross or net, id and lamps, eight characters of weight,
 * unit, CR LF.
 *
 * <p>Source: the CAS CI, NT and PDS manuals.
 */
record CasStream() implements ScaleProtocol {
  private static final int LENGTH = 22;

  @Override
  public String id() {
    return "cas22";
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public List<Ask> asks() {
    return List.of();
  }

  @Override
  public Optional<ScaleFrame> parse(byte[] bytes) {
    for (int end = LENGTH; end <= bytes.length; end++) {
      if (bytes[end - 1] == '\n' && bytes[end - 2] == '\r') {
        return Optional.of(frame(Arrays.copyOfRange(bytes, end - LENGTH, end), end - LENGTH));
      }
    }
    if (bytes.length >= 2 * LENGTH) {
      throw new ScaleFormatException(LENGTH, "no end of a frame");
    }
    return Optional.empty();
  }

  private static ScaleFrame frame(byte[] frame, int begin) {
    String text = new String(frame, StandardCharsets.ISO_8859_1);
    if (text.charAt(2) != ','
        || text.charAt(5) != ','
        || text.charAt(8) != ','
        || text.charAt(17) != ' ') {
      throw new ScaleFormatException(begin, "not a frame");
    }
    int device = text.charAt(6) - '0';
    if (device < 0 || device > 9) {
      throw new ScaleFormatException(begin + 6, "not the number of a scale");
    }
    boolean net =
        switch (text.substring(3, 5)) {
          case "GS" -> false;
          case "NT" -> true;
          default -> throw new ScaleFormatException(begin + 3, "neither gross nor net");
        };
    String state = text.substring(0, 2);
    if (state.equals("OL")) {
      return ScaleFrame.said(Set.of(Status.OVER_CAPACITY)).of(device);
    }
    if (!state.equals("ST") && !state.equals("US")) {
      throw new ScaleFormatException(begin, "not a state");
    }
    return ScaleFrame.weighed(
            ScaleProtocol.decimal(frame, 9, 17),
            Units.of(text.substring(18, 20), begin + 18),
            state.equals("ST"),
            net)
        .of(device);
  }
}
