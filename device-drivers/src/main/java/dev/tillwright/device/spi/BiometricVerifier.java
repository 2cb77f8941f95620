package dev.tillwright.device.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * Tells whether a person is who they say.
 *
 * <p><b>Guarantee.</b> Templates stay in the device: only handles to them come out, and nothing
 * here exports one.
 */
public interface BiometricVerifier extends Device {

  @Override
  BiometricCapabilities capabilities();

  /**
   * Compares the person in front of it with a template.
   *
   * @throws DeviceException when it is not reached; {@link Fault#CANCELLED} after {@link #cancel}
   */
  Verdict verify(TemplateHandle template, Duration limit);

  /**
   * Finds the template of the person in front of it among all that it holds.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} when it compares with one template only, see
   *     {@link BiometricCapabilities#identifies}; when it is not reached; {@link Fault#CANCELLED}
   *     after {@link #cancel}
   */
  default Identified identify(Duration limit) {
    throw DeviceException.of(
        Fault.UNSUPPORTED, Phase.READ, "reader " + id() + " compares with one template only");
  }

  /**
   * Takes a new template of the person in front of it.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} when it cannot, {@link Fault#TIMEOUT} when
   *     nobody came, {@link Fault#BAD_READ} when no good sample was had
   */
  TemplateHandle enrol(Duration limit);

  /**
   * Deletes a template; one that is not there is deleted already.
   *
   * @throws DeviceException when it is not surely gone
   */
  void forget(TemplateHandle template, Duration limit);

  /** Ends a wait from another thread; nothing happens when nobody waits. */
  void cancel();

  /** What the device found. */
  enum Verdict {
    MATCH,
    NO_MATCH,
    /** Nobody came. */
    NOBODY,
    /** No good sample was had: a wet finger, bad light. */
    UNUSABLE,
    /** The device has no such template, or none at all. */
    NO_TEMPLATE
  }

  /**
   * Whom the device found.
   *
   * @param verdict what it found
   * @param template whose template matches; there with {@link Verdict#MATCH} and with no other
   */
  record Identified(Verdict verdict, Optional<TemplateHandle> template) {
    public Identified {
      if ((verdict == Verdict.MATCH) != template.isPresent()) {
        throw new IllegalArgumentException("a match names its template, and nothing else does");
      }
    }

    /** Somebody the device knows. */
    public static Identified as(TemplateHandle template) {
      return new Identified(Verdict.MATCH, Optional.of(template));
    }

    /** Nobody, for whatever reason but a match. */
    public static Identified nobody(Verdict why) {
      return new Identified(why, Optional.empty());
    }
  }

  /**
   * Names a template inside the device.
   *
   * @param id 1 to 64 letters, digits, hyphens and underscores; nothing can be read from it
   */
  record TemplateHandle(String id) {
    public TemplateHandle {
      if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
        throw new IllegalArgumentException("a handle has 1 to 64 letters, digits, - and _");
      }
    }
  }
}
