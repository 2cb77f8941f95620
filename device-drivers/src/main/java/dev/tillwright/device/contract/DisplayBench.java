package dev.tillwright.device.contract;

import dev.tillwright.device.spi.LineDisplay;
import java.util.List;
import java.util.Optional;

/** A line display to check. */
public interface DisplayBench extends DeviceBench<LineDisplay> {

  /** What is to be seen, a text a row without spaces at its end; empty when nobody can look. */
  default Optional<List<String>> seen() {
    return Optional.empty();
  }
}
