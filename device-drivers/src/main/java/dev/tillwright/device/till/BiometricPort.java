package dev.tillwright.device.till;

import dev.tillwright.core.access.IdentityCheck;
import dev.tillwright.device.spi.BiometricCapabilities;
import dev.tillwright.device.spi.BiometricVerifier;
import dev.tillwright.device.spi.BiometricVerifier.Identified;
import dev.tillwright.device.spi.BiometricVerifier.TemplateHandle;
import dev.tillwright.device.spi.BiometricVerifier.Verdict;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A biometric reader as the till's port: {@code access.identity(Method.BIOMETRIC,
 * BiometricPort.of(reader))}. Three answers: a reference for a match, nothing for no match, {@link
 * DeviceException} when it is not possible to tell.
 *
 * <p><b>Guarantees.</b> Only the reader's own handle of a template comes out, with the reader's
 * name before it, so that two readers' handles never mean one person. What fails, in whatever way,
 * is no match. A sample that was no good is taken again within the deadline, {@value #SAMPLES} in
 * all.
 *
 * <p><b>Not promised.</b> That a reader which was exchanged, or was wiped and enrolled anew, means
 * by a handle whom the old one meant: bind anew, and let devices be approved
 * (docs/device-troubleshooting.md).
 */
public final class BiometricPort implements IdentityCheck {
  private static final int SAMPLES = 3;

  private final BiometricVerifier reader;

  private BiometricPort(BiometricVerifier reader) {
    this.reader = reader;
  }

  /**
   * A port to this reader, which stays the caller's to close.
   *
   * @throws IllegalArgumentException for a reader that must be told with which template to compare,
   *     and for one that compares outside, so that templates leave it
   */
  public static BiometricPort of(BiometricVerifier reader) {
    Objects.requireNonNull(reader, "reader");
    BiometricCapabilities can = reader.capabilities();
    if (!can.identifies() || !can.onDevice()) {
      throw new IllegalArgumentException(
          "a reader that logs on finds the template by itself, and inside: " + reader.id());
    }
    return new BiometricPort(reader);
  }

  /** As {@link #identify} will name a template, to bind whom the reader has just enrolled. */
  public String reference(TemplateHandle template) {
    return reader.id() + "/" + template.id();
  }

  /**
   * {@inheritDoc}
   *
   * @throws DeviceException when the reader is not reached, was cancelled, or had no good sample
   *     ({@link Fault#BAD_READ})
   */
  @Override
  public Optional<String> identify(Duration deadline) {
    Deadline end = Deadline.after(deadline);
    for (int sample = 0; sample < SAMPLES && (sample == 0 || !end.passed()); sample++) {
      Identified seen = reader.identify(sample == 0 ? deadline : Duration.ofNanos(end.waitNanos()));
      // Nobody after a bad sample: somebody was there, and who is not known.
      boolean told = seen.verdict() != Verdict.NOBODY || sample == 0;
      if (seen.verdict() != Verdict.UNUSABLE && told) {
        return seen.template().map(this::reference);
      }
    }
    throw DeviceException.of(
        Fault.BAD_READ, Phase.READ, "reader " + reader.id() + " had no good sample");
  }

  @Override
  public String toString() {
    return "BiometricPort[" + reader.id() + "]";
  }
}
