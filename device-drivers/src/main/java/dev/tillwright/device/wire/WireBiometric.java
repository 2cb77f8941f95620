package dev.tillwright.device.wire;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.device.spi.BiometricCapabilities;
import dev.tillwright.device.spi.BiometricVerifier;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Transport;
import java.time.Clock;
import java.time.Duration;

/** A biometric reader on the house's wire; templates stay in it. */
public final class WireBiometric extends WireDriver implements BiometricVerifier {
  private final BiometricCapabilities.Modality modality;
  private final int templates;
  private volatile boolean waiting;

  private WireBiometric(
      String id,
      Transport transport,
      BiometricCapabilities.Modality modality,
      int templates,
      Clock clock) {
    super(id, DeviceKind.BIOMETRIC_READER, clock, transport);
    this.modality = modality;
    this.templates = templates;
  }

  /** A reader behind a transport that holds so many templates; opened at first use. */
  public static WireBiometric of(
      String id,
      Transport transport,
      BiometricCapabilities.Modality modality,
      int templates,
      Clock clock) {
    return new WireBiometric(id, transport, modality, templates, clock);
  }

  @Override
  public BiometricCapabilities capabilities() {
    return new BiometricCapabilities(modality, true, true, true, templates);
  }

  @Override
  public Verdict verify(TemplateHandle template, Duration limit) {
    try {
      return person("verify", template.id(), limit, in -> Verdict.valueOf(in.text("result")));
    } catch (DeviceException e) {
      if (e.fault() == Fault.TIMEOUT && e.phase() == Phase.READ) {
        return Verdict.NOBODY;
      }
      throw e;
    }
  }

  @Override
  public Identified identify(Duration limit) {
    try {
      return person(
          "identify",
          "",
          limit,
          in -> {
            Verdict verdict = Verdict.valueOf(in.text("result"));
            return new Identified(verdict, in.optionalText("template").map(TemplateHandle::new));
          });
    } catch (DeviceException e) {
      if (e.fault() == Fault.TIMEOUT && e.phase() == Phase.READ) {
        return Identified.nobody(Verdict.NOBODY);
      }
      throw e;
    }
  }

  @Override
  public TemplateHandle enrol(Duration limit) {
    return person(
        "enrol",
        "",
        limit,
        in -> {
          if (in.optionalText("result").filter(Verdict.UNUSABLE.name()::equals).isPresent()) {
            throw DeviceException.of(
                Fault.BAD_READ, Phase.READ, "reader " + id() + " had no good sample");
          }
          return new TemplateHandle(in.text("template"));
        });
  }

  @Override
  public void forget(TemplateHandle template, Duration limit) {
    connected(
        Phase.WRITE,
        limit,
        deadline -> ask("forget", out -> out.put("template", template.id()), deadline));
  }

  /** Reads an answer; throws {@link IllegalArgumentException} for one that is wrong. */
  private interface Reading<T> {
    T of(JsonIn in);
  }

  private <T> T person(String what, String template, Duration limit, Reading<T> reading) {
    try {
      return connected(
          Phase.READ,
          limit,
          deadline -> {
            waiting = true;
            try {
              JsonIn in = ask(what, out -> out.put("template", template), deadline);
              if (in.optionalText("result").filter("CANCELLED"::equals).isPresent()) {
                throw DeviceException.of(
                    Fault.CANCELLED, Phase.READ, "reader " + id() + " was cancelled");
              }
              return reading.of(in);
            } catch (JsonException | IllegalArgumentException e) {
              throw garbled("an answer with a wrong field");
            } finally {
              waiting = false;
            }
          });
    } catch (DeviceException e) {
      if (e.fault() == Fault.TIMEOUT) {
        say("cancel", out -> {});
      }
      throw e;
    }
  }

  @Override
  public void cancel() {
    if (waiting) {
      say("cancel", out -> {});
    }
  }
}
