package dev.tillwright.device.inventory;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;

/**
 * A device that a person approved under a name.
 *
 * @param name what the till calls it
 * @param kind what it is
 * @param identity what it said it is when it was approved
 * @param approvedBy who approved it
 * @param approvedAt when
 */
public record KnownDevice(
    String name, DeviceKind kind, DeviceIdentity identity, String approvedBy, Instant approvedAt) {
  public KnownDevice {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(approvedAt, "approvedAt");
    if (name.isBlank() || name.length() > 64) {
      throw new IllegalArgumentException("a device has a name of 1 to 64 characters");
    }
    if (approvedBy.isBlank() || approvedBy.length() > 64) {
      throw new IllegalArgumentException("a person of 1 to 64 characters approved it");
    }
  }

  void write(JsonOut json) {
    json.put("name", name)
        .put("kind", kind.name())
        .put("vendor", identity.vendor())
        .put("model", identity.model())
        .put("serial", identity.serial())
        .put("firmware", identity.firmware())
        .put("keyId", identity.keyId())
        .put("approvedBy", approvedBy)
        .put("approvedAt", approvedAt.toString());
  }

  static KnownDevice read(JsonIn json) {
    json.only(
        "name",
        "kind",
        "vendor",
        "model",
        "serial",
        "firmware",
        "keyId",
        "approvedBy",
        "approvedAt");
    DeviceIdentity identity =
        new DeviceIdentity(
            json.text("vendor"),
            json.text("model"),
            json.text("serial"),
            json.text("firmware"),
            json.text("keyId"));
    return new KnownDevice(
        json.text("name"), kind(json), identity, json.text("approvedBy"), instant(json));
  }

  private static DeviceKind kind(JsonIn json) {
    try {
      return DeviceKind.valueOf(json.text("kind"));
    } catch (IllegalArgumentException e) {
      throw json.wrong("kind", "a kind of device");
    }
  }

  private static Instant instant(JsonIn json) {
    try {
      return Instant.parse(json.text("approvedAt"));
    } catch (DateTimeException e) {
      throw json.wrong("approvedAt", "an instant such as 2026-11-26T09:00:00Z");
    }
  }
}
