package dev.tillwright.device.inventory;

import static dev.tillwright.device.spi.DeviceKind.MAGSTRIPE_READER;
import static dev.tillwright.device.spi.DeviceKind.PIN_PAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.device.inventory.Attestation.Verdict;
import dev.tillwright.device.spi.Capabilities;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeviceInventoryTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-26T09:00:00Z"), ZoneOffset.UTC);
  private static final DeviceIdentity READER =
      DeviceIdentity.of("Acme", "M1", "4711").withFirmware("1.0").withKeyId("FFFF987654");

  private final List<String> written = new ArrayList<>();
  private final InventoryLog log = (kind, payload) -> written.add(kind + " " + payload);
  private final DeviceInventory inventory = DeviceInventory.of(List.of(), log, CLOCK);
  private final Monitor alarms = new Monitor(CLOCK);
  private final DeviceGuard guard = new DeviceGuard(inventory, alarms);
  private final Reader reader = new Reader();

  /** A reader that says it is whatever it is told. */
  private static final class Reader extends Driver {
    private volatile DeviceIdentity says = READER;

    Reader() {
      super("cards", MAGSTRIPE_READER, CLOCK, null);
    }

    @Override
    protected void connect(Deadline deadline) {}

    @Override
    protected void disconnect() {}

    @Override
    protected void examine(Deadline deadline) {
      loop().identified(says);
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities() {};
    }
  }

  @AfterEach
  void close() {
    guard.close();
    reader.close();
  }

  private Verdict verdict(DeviceIdentity identity) {
    return inventory.attest("cards", MAGSTRIPE_READER, identity).verdict();
  }

  private List<String> standing() {
    return alarms.standing().stream().map(Alarm::code).toList();
  }

  @Test
  void onlyTheApprovedDevice_isKnown() {
    assertThat(verdict(READER)).isEqualTo(Verdict.NOT_APPROVED);
    inventory.approve("cards", MAGSTRIPE_READER, READER, "ann");
    assertThat(verdict(READER)).isEqualTo(Verdict.KNOWN);
    assertThat(verdict(READER.withFirmware("1.1"))).isEqualTo(Verdict.NEW_FIRMWARE);
    assertThat(verdict(READER.withKeyId("FFFF111111"))).isEqualTo(Verdict.SWAPPED);
    assertThat(verdict(DeviceIdentity.of("Acme", "M1", "4712").withKeyId("FFFF987654")))
        .isEqualTo(Verdict.SWAPPED);
    assertThat(verdict(DeviceIdentity.of("Evil", "M1", "4711").withKeyId("FFFF987654")))
        .isEqualTo(Verdict.SWAPPED);
    assertThat(verdict(DeviceIdentity.of("Acme", "M1", ""))).isEqualTo(Verdict.ANONYMOUS);
    assertThat(inventory.attest("cards", PIN_PAD, READER).verdict()).isEqualTo(Verdict.SWAPPED);
    inventory.retire("cards", "bob");
    inventory.retire("cards", "bob");
    assertThat(verdict(READER)).isEqualTo(Verdict.NOT_APPROVED);
    assertThat(written).hasSize(2);
    assertThat(written.get(0)).startsWith("device.approved ").contains("\"ann\"", "\"4711\"");
    assertThat(written.get(1)).startsWith("device.retired ").contains("\"bob\"");
  }

  @Test
  void whatTellsNothing_cannotBeApproved() {
    assertThatThrownBy(
            () -> inventory.approve("cards", MAGSTRIPE_READER, DeviceIdentity.UNKNOWN, "ann"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> inventory.approve("cards", MAGSTRIPE_READER, READER, " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(written).isEmpty();
  }

  @Test
  void anApprovalThatCannotBeWrittenDown_doesNotHappen() {
    DeviceInventory unwritten =
        DeviceInventory.of(
            List.of(),
            (kind, payload) -> {
              throw new TillwrightException("journal.full", false, "the disk is full");
            },
            CLOCK);
    assertThatThrownBy(() -> unwritten.approve("cards", MAGSTRIPE_READER, READER, "ann"))
        .isInstanceOf(TillwrightException.class);
    assertThat(unwritten.known()).isEmpty();
  }

  @Test
  void anInventory_isData_andReadStrictly() {
    inventory.approve("cards", MAGSTRIPE_READER, READER, "ann");
    String json = inventory.toJson();
    DeviceInventory read = DeviceInventory.parse(json, log, CLOCK);
    assertThat(read.known()).isEqualTo(inventory.known());
    assertThat(read.toJson()).isEqualTo(json);
    for (String wrong :
        List.of(
            json.replace("inventory/1", "inventory/2"),
            json.replace("MAGSTRIPE_READER", "TOASTER"),
            json.replace("2026-11-26T09:00:00Z", "yesterday"),
            json.replace("\"ann\"", "\"\""),
            json.replace("\"serial\"", "\"serials\""),
            "{}")) {
      assertThatThrownBy(() -> DeviceInventory.parse(wrong, log, CLOCK))
          .isInstanceOf(JsonException.class);
    }
  }

  @Test
  void aKnownDevice_isAdmitted() {
    inventory.approve("cards", MAGSTRIPE_READER, READER, "ann");
    assertThat(guard.admit(reader, AMPLE)).isSameAs(reader);
    assertThat(standing()).isEmpty();
    assertThat(reader.state()).isEqualTo(DeviceState.OPEN);
  }

  @Test
  void anUnknownDevice_isClosed_andSaid() {
    assertThatThrownBy(() -> guard.admit(reader, AMPLE))
        .isInstanceOfSatisfying(
            DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_APPROVED));
    assertThat(reader.state()).isEqualTo(DeviceState.CLOSED);
    assertThat(standing()).containsExactly("device.unknown");
    assertThat(written).hasSize(1);
    assertThat(written.get(0)).startsWith("device.refused ").contains("NOT_APPROVED", "4711");
  }

  @Test
  void aDeviceThatIsSwappedLater_isClosed_andAnAlarmStands() throws Exception {
    inventory.approve("cards", MAGSTRIPE_READER, READER, "ann");
    guard.admit(reader, AMPLE);
    reader.says = DeviceIdentity.of("Acme", "M1", "6666").withKeyId("FFFF987654");
    reader.probe(AMPLE);
    while (standing().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(standing()).containsExactly("device.swapped");
    assertThat(reader.state()).isEqualTo(DeviceState.CLOSED);
    assertThat(alarms.standing().get(0).sentence())
        .contains("serial number")
        .doesNotContain("6666");
  }

  @Test
  void aReaderThatTellsItsKeyWithTheFirstCard_isUsedUntilThen() {
    DeviceIdentity key = DeviceIdentity.UNKNOWN.withKeyId("FFFF987654");
    inventory.approve("cards", MAGSTRIPE_READER, key, "ann");
    reader.says = DeviceIdentity.UNKNOWN;
    guard.admit(reader, AMPLE);
    reader.says = key;
    reader.probe(AMPLE);
    assertThat(standing()).isEmpty();
    reader.says = DeviceIdentity.UNKNOWN.withKeyId("FFFF111111");
    reader.probe(AMPLE);
    while (standing().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(standing()).containsExactly("device.swapped");
    // One that has a serial number tells it at once, or is not that one.
    inventory.approve("cards", MAGSTRIPE_READER, READER, "ann");
    assertThat(verdict(DeviceIdentity.UNKNOWN)).isEqualTo(Verdict.ANONYMOUS);
  }

  @Test
  void aDeviceThatWasClosed_isNotKept() throws Exception {
    inventory.approve("cards", MAGSTRIPE_READER, READER, "ann");
    for (int plugging = 0; plugging < 3; plugging++) {
      try (Reader plugged = new Reader()) {
        guard.admit(plugged, AMPLE);
        assertThat(guard.watching()).isOne();
      }
      while (guard.watching() > 0) {
        Thread.sleep(1); // it hears of the closing on the device's own listener thread
      }
    }
  }

  @Test
  void otherFirmware_isSaid_andUsed() {
    inventory.approve("cards", MAGSTRIPE_READER, READER, "ann");
    reader.says = READER.withFirmware("2.0");
    guard.admit(reader, AMPLE);
    assertThat(standing()).containsExactly("device.firmware");
    assertThat(reader.state()).isEqualTo(DeviceState.OPEN);
  }
}
