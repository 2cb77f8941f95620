package dev.tillwright.device.inventory;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.device.inventory.Attestation.Verdict;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceKind;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The devices that people approved, as data.
 *
 * <p><b>Guarantees.</b> A device is known by its serial number and, where it has one, by the key it
 * proves itself with: another of either is a swap, whatever its name and model. A device that tells
 * neither cannot be approved. One that was approved by its key alone may tell that with its first
 * card, and is used until then. Each approval, retirement and refusal is in the log before it takes
 * effect. <b>Not promised:</b> a device that lies about its serial number and has no key is not
 * found out.
 *
 * <p><b>Threads.</b> Any. At most {@value #MOST} devices.
 */
public final class DeviceInventory {
  /** So many devices at most. */
  public static final int MOST = 1_000;

  private static final String VERSION = "inventory/1";

  private final Map<String, KnownDevice> known = new LinkedHashMap<>();
  private final InventoryLog log;
  private final Clock clock;

  private DeviceInventory(List<KnownDevice> devices, InventoryLog log, Clock clock) {
    this.log = Objects.requireNonNull(log, "log");
    this.clock = Objects.requireNonNull(clock, "clock");
    for (KnownDevice device : devices) {
      if (known.put(device.name(), device) != null || known.size() > MOST) {
        throw new IllegalArgumentException("a name is approved once, and " + MOST + " at most");
      }
    }
  }

  /** An inventory with these devices, which were approved already. */
  public static DeviceInventory of(List<KnownDevice> devices, InventoryLog log, Clock clock) {
    return new DeviceInventory(devices, log, clock);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws JsonException naming the place, when it is anything else
   */
  public static DeviceInventory parse(String json, InventoryLog log, Clock clock) {
    JsonIn root = JsonIn.parse(json).only("version", "devices");
    if (!root.text("version").equals(VERSION)) {
      throw root.wrong("version", VERSION);
    }
    try {
      return new DeviceInventory(
          root.objects("devices").stream().map(KnownDevice::read).toList(), log, clock);
    } catch (IllegalArgumentException e) {
      throw root.wrong("devices", "devices with names and people of their own");
    }
  }

  /** For a file, or for the central store. */
  public synchronized String toJson() {
    return JsonOut.object(
        json ->
            json.put("version", VERSION)
                .putAll("devices", known.values(), (out, device) -> device.write(out)));
  }

  /** What is approved, in the order of approval. */
  public synchronized List<KnownDevice> known() {
    return List.copyOf(known.values());
  }

  /**
   * A person approves what answers under a name, in place of what was approved before.
   *
   * @param person who, 1 to 64 characters
   * @throws IllegalArgumentException when the device tells nothing by which it could be known again
   */
  public synchronized KnownDevice approve(
      String name, DeviceKind kind, DeviceIdentity identity, String person) {
    if (!identity.unique()) {
      throw new IllegalArgumentException("a device without serial number and key is like another");
    }
    if (known.size() >= MOST && !known.containsKey(name)) {
      throw new IllegalStateException("more than " + MOST + " devices are approved");
    }
    KnownDevice device = new KnownDevice(name, kind, identity, person, clock.instant());
    log.record("device.approved", JsonOut.object(device::write));
    known.put(name, device);
    return device;
  }

  /** A person takes a device out; an unknown name is out already. */
  public synchronized void retire(String name, String person) {
    if (known.containsKey(name)) {
      log.record(
          "device.retired", JsonOut.object(json -> json.put("name", name).put("by", person)));
      known.remove(name);
    }
  }

  /** Whether what answers under a name is what was approved. */
  public synchronized Attestation attest(String name, DeviceKind kind, DeviceIdentity identity) {
    KnownDevice device = known.get(name);
    if (device == null) {
      return new Attestation(Verdict.NOT_APPROVED, "nobody approved a device of this name");
    }
    DeviceIdentity approved = device.identity();
    if (device.kind() != kind) {
      return new Attestation(Verdict.SWAPPED, "it is of another kind");
    }
    if (identity.equals(DeviceIdentity.UNKNOWN) && approved.serial().isEmpty()) {
      return new Attestation(Verdict.NOT_TOLD_YET, "it tells its key with the first card");
    }
    if (!identity.unique()) {
      return new Attestation(Verdict.ANONYMOUS, "it tells neither serial number nor key");
    }
    if (!identity.serial().equals(approved.serial())) {
      return new Attestation(Verdict.SWAPPED, "its serial number is another one");
    }
    if (!identity.keyId().equals(approved.keyId())) {
      return new Attestation(Verdict.SWAPPED, "its key is another one");
    }
    if (!identity.vendor().equals(approved.vendor())
        || !identity.model().equals(approved.model())) {
      return new Attestation(Verdict.SWAPPED, "it is of another maker or model");
    }
    return identity.firmware().equals(approved.firmware())
        ? new Attestation(Verdict.KNOWN, "it is the one that was approved")
        : new Attestation(Verdict.NEW_FIRMWARE, "its firmware is another one");
  }

  /** Writes down that a device was refused. */
  void refused(String name, DeviceIdentity identity, Attestation attestation) {
    log.record(
        "device.refused",
        JsonOut.object(
            json ->
                json.put("name", name)
                    .put("verdict", attestation.verdict().name())
                    .put("serial", identity.serial())
                    .put("keyId", identity.keyId())));
  }
}
