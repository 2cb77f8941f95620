package dev.tillwright.core.watch;

import java.util.Objects;

/**
 * Where it can be seen.
 *
 * @param source which book
 * @param place a journal position {@code till-01@1742}, the line of a host's file, a device and
 *     time; never data
 */
public record Evidence(Source source, String place) {
  public Evidence {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(place, "place");
  }

  /** Whose word it is. */
  public enum Source {
    JOURNAL,
    DEVICE,
    HOST,
    SHIPPING,
    CASH,
    WITNESS,
    HISTORY
  }

  static Evidence entry(String terminal, long seq) {
    return new Evidence(Source.JOURNAL, terminal + "@" + seq);
  }

  static Evidence line(HostLine line) {
    return new Evidence(Source.HOST, line.place());
  }

  static Evidence event(DeviceEvent event) {
    return new Evidence(
        Source.DEVICE, event.terminal() + " " + event.kind() + " " + event.at().toString());
  }
}
