package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.device.inventory.DeviceInventory;
import dev.tillwright.device.spi.DeviceIdentity;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.till.InventoryEntries;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who approved which device stands in the till's journal. */
class DeviceApprovalTest {
  @TempDir Path folder;

  @Test
  void approvalAndRetirement_areEntries() {
    List<Entry> entries = new ArrayList<>();
    try (Journal journal =
        Journal.open(Database.sqlite(folder.resolve("till.db")), "till-01", Clock.systemUTC())) {
      DeviceInventory inventory =
          DeviceInventory.of(
              List.of(), new InventoryEntries(journal, Duration.ofSeconds(20)), Clock.systemUTC());
      inventory.approve(
          "cards", DeviceKind.MAGSTRIPE_READER, DeviceIdentity.of("Acme", "M1", "4711"), "ann");
      inventory.retire("cards", "bob");
      journal.read(1, journal.headSeq(), entries::add);
    }
    assertThat(entries)
        .extracting(Entry::kind)
        .containsSubsequence("device.approved", "device.retired");
    assertThat(entries).anySatisfy(entry -> assertThat(entry.payload()).contains("4711", "ann"));
  }
}
