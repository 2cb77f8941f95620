package dev.tillwright.device.escpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tillwright.device.Vectors;
import dev.tillwright.device.escpos.StatusByte.Flag;
import dev.tillwright.device.spi.Condition;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StatusByteTest {
  @Test
  void everyVector_readsAsItSays() throws Exception {
    int checked = 0;
    for (JsonNode row : Vectors.rows("escpos-status.json")) {
      Set<String> expected = new TreeSet<>();
      row.get("expect").forEach(flag -> expected.add(flag.asText()));
      Set<String> read = new TreeSet<>();
      StatusByte.parse(row.get("n").asInt(), Integer.parseInt(row.get("byte").asText(), 16))
          .forEach(flag -> read.add(flag.name()));
      assertThat(read).as(row.toString()).isEqualTo(expected);
      checked++;
    }
    System.out.println("escpos-status.json: " + checked + " rows checked");
  }

  @Test
  void errorsAndOfflineCauses_areTold() {
    assertThat(StatusByte.parse(1, 0x3A))
        .contains(Flag.OFFLINE, Flag.WAITING_RECOVERY, Flag.DRAWER_PIN_LOW);
    assertThat(StatusByte.parse(3, 0x12)).containsExactly(Flag.OK);
    assertThat(StatusByte.parse(3, 0x7A))
        .containsExactlyInAnyOrder(Flag.CUTTER_ERROR, Flag.UNRECOVERABLE, Flag.AUTO_RECOVERABLE);
    assertThat(StatusByte.conditions(StatusByte.parse(3, 0x7A)))
        .containsExactlyInAnyOrder(
            Condition.CUTTER_FAULT, Condition.DEVICE_FAULT, Condition.OVERHEATED);
    assertThatThrownBy(() -> StatusByte.parse(9, 0x12))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void answersInTheirTurn_areToldFromRealTimeOnes() {
    for (int value = 0; value < 256; value++) {
      assertThat(StatusByte.isRealTime(value) && StatusByte.isInOrder(value)).isFalse();
    }
    assertThat(StatusByte.parsePaper(0x00)).containsExactly(Flag.PAPER_OK);
    assertThat(StatusByte.parsePaper(0x03)).containsExactly(Flag.PAPER_NEAR_END);
    assertThat(StatusByte.parsePaper(0x0F)).contains(Flag.PAPER_END);
    assertThat(StatusByte.parsePaper(0x12)).containsExactly(Flag.INVALID);
  }
}
