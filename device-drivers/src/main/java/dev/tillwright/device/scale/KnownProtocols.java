package dev.tillwright.device.scale;

import java.util.List;

/** The protocols there are. */
final class KnownProtocols {
  static final List<ScaleProtocol> ALL =
      List.of(new Toledo8217(), new CasDialogue(), new CasStream());

  private KnownProtocols() {}
}
